package trade

import (
	"context"
	"fmt"
	"slices"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/fault"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/scenario"
	"ikat/sme"
)

// apart is what a simulation knows of the classes of firms: which economies' firms are divided, by what, and the splits
// by size of those with statistics.
type apart struct {
	stats  sme.Statistics
	asked  bool                              // rows by class are asked for
	splits map[string]map[int]*classes.Split // by elasticity set and economy
	// the economies that are divided at the central elasticities, and the world before
	divisions []counterfactual.Division
	whole     *counterfactual.Baseline
	notes     []result.Note
}

// readFirms reads statistics of firm size, where the scenarios or the levels asked for need them: lines of small firms
// stand beside economies, and rows by class are a level.
func (m *simulation) readFirms(levels []string) error {
	m.asked = slices.Contains(levels, "sme") || slices.Contains(levels, "class") || len(m.s.Statistics) > 0
	if !m.asked && !slices.Contains(levels, "economy") && !m.s.NamesClasses() {
		return nil
	}
	var err error
	m.stats, err = sizes.Statistics(m.s.Statistics)
	return err
}

// divide divides the firms of the economies whose classes the scenarios name, or whose classes differ in what they buy
// where rows by class are asked for. Others need no division: what treats their classes alike says what becomes of
// them.
//
// Error: as scenario.File.Divided and Division; what the statistics say of an economy that is named.
func (m *simulation) divide(ctx context.Context, set string, b *counterfactual.Baseline) (*counterfactual.Baseline,
	error) {
	m.splits[set] = map[int]*classes.Split{}
	first := len(m.splits) == 1
	if first {
		m.whole = b
	}
	if m.stats == nil {
		return b, nil
	}
	var known []int
	for n, code := range b.Economies {
		if _, err := m.stats.Of(code); err == nil {
			known = append(known, n)
		}
	}
	named, err := m.s.Divided(b, known...)
	if err != nil {
		return nil, err
	}
	var divisions []counterfactual.Division
	for n, code := range b.Economies {
		called := slices.Contains(named, n)
		if !called && !slices.Contains(known, n) {
			continue
		}
		d, own, err := m.s.Division(b, n)
		if err == nil && !own {
			d, err = m.split(set, b, n, called)
		}
		switch {
		case err != nil && (called || fault.KindOf(err) == fault.Canceled):
			return nil, err
		case err != nil:
			if first {
				m.apart.notes = append(m.apart.notes, sizes.Disagree(code, m.t.Ref()))
			}
		case called || own || m.asked && (d.Inputs != nil || d.Linkages != nil):
			divisions = append(divisions, d)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.s.Respond(divisions)
	if first {
		m.divisions = divisions
	}
	return b.Divide(divisions...)
}

// split splits an economy's firms by its statistics.
func (m *simulation) split(set string, b *counterfactual.Baseline, n int, called bool) (d counterfactual.Division,
	err error) {
	stats, err := m.stats.Of(b.Economies[n])
	if err != nil {
		return d, err
	}
	s := m.found(n)
	if s == nil {
		if s, err = classes.Of(b, n, stats, sme.LeastInformation); err != nil {
			return d, err
		}
	}
	m.splits[set][n] = s
	if called && len(m.splits) == 1 {
		m.apart.notes = append(m.apart.notes, sourceNotes(s)...)
	}
	return s.Division(b), nil
}

// found is an economy's split at another elasticity set, nil where there is none: it rests on the table, unless
// balancing trade, for which elasticities matter, changed that.
func (m *simulation) found(n int) *classes.Split {
	if m.s.Deficits == "purged" {
		return nil
	}
	for _, splits := range m.splits {
		if splits[n] != nil {
			return splits[n]
		}
	}
	return nil
}

// sourceNotes says by what an economy's firms are divided.
func sourceNotes(s *classes.Split) []result.Note {
	out := []result.Note{}
	for _, one := range s.Statistics {
		if one.Industry == "" {
			out = append(out, result.NewNote("firms.statistic",
				"{indicator} of small firms of {economy}: {value}, {source}",
				"indicator", string(one.Indicator), "economy", one.Economy, "value",
				fmt.Sprintf("%.1f%%", 100*one.Value), "source", one.Source))
		}
	}
	return append(out, s.Shares.Notes...)
}

// entry says how those who qualify enter in a variant.
func entry(e scenario.Entry) result.Note {
	if e.Replacement {
		return result.NewNote("entry.replaces", "a newly qualified firm is {size} times the mean of those that are and "+
			"replaces others of the economy", "size", e.Size)
	}
	return result.NewNote("entry.beside", "a newly qualified firm is {size} times the mean of those that are",
		"size", e.Size)
}
