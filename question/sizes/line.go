package sizes

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
	"ikat/sme"
)

// What other questions say of small and medium firms beside their own figures: a number, the ends over all splits that
// the statistics allow, and what statistics these are.

// enters are the indicators that shares by industry rest on.
var enters = []sme.Indicator{sme.ValueAdded, sme.Output, sme.Employment, sme.Exports}

// Basis names the economy-wide statistics that a split rests on, each with its range and source, "" where there is
// none.
func Basis(stats sme.Statistics) string {
	var out []string
	for _, one := range basis(stats) {
		out = append(out, figure(one)+", "+one.Source)
	}
	return strings.Join(out, "; ")
}

// basis are the statistics that count: employment only where nothing else splits value added.
func basis(stats sme.Statistics) sme.Statistics {
	var out sme.Statistics
	for _, of := range enters {
		if of == sme.Employment && len(out) > 0 {
			continue
		}
		if at := slices.IndexFunc(stats, func(one sme.Statistic) bool {
			return one.Indicator == of && one.Industry == ""
		}); at >= 0 {
			out = append(out, stats[at])
		}
	}
	return out
}

// figure is a statistic in words: what it is of, its value and the range that its source leaves.
func figure(one sme.Statistic) string {
	text := fmt.Sprintf("%s %s", one.Indicator.Word(), percent(one.Value))
	if one.Low < one.High {
		text += fmt.Sprintf(" (%s to %s)", percent(one.Low), percent(one.High))
	}
	return text
}

func percent(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", 100*v), ".0") + "%" }

// Rests says on which statistics the figures of some economies rest, those of one source together.
func Rests(all sme.Statistics, codes []string) []result.Note {
	type source struct {
		of   sme.Indicator
		text string
	}
	var order []source
	whose := map[source][]string{}
	for _, code := range codes {
		stats, err := all.Of(code)
		if err != nil {
			continue
		}
		for _, one := range basis(stats) {
			at := source{one.Indicator, one.Source}
			if whose[at] == nil {
				order = append(order, at)
			}
			_, value, _ := strings.Cut(figure(one), one.Indicator.Word()+" ")
			whose[at] = append(whose[at], code+" "+value)
		}
	}
	slices.SortStableFunc(order, func(a, b source) int {
		return slices.Index(enters, a.of) - slices.Index(enters, b.of)
	})
	var out []result.Note
	for _, at := range order {
		out = append(out, result.NewNote("firms.rests", "small firms' share of {indicator}: {figures} ({source})",
			"indicator", at.of.Word(), "figures", strings.Join(whose[at], ", "), "source", at.text))
	}
	return out
}

// Lacks says of which economies nothing is known by firm size, and how to give it; false where there is none.
func Lacks(codes []string) (result.Note, bool) {
	if len(codes) == 0 {
		return result.Note{}, false
	}
	return result.NewNote("firms.lacks", "no statistics of firm size at hand: {economies}. ikat sme {first} --template "+
		"writes the form to fill in; --stats takes it", "economies", strings.Join(codes, " "), "first", codes[0]), true
}

// Exporters are the firms behind the exports of the economies of a table that have statistics, by economy, and the
// statistics.
type Exporters struct {
	Of    map[string]*sme.Behind
	All   sme.Statistics
	Notes []result.Note // whose statistics do not agree with the table
}

// InExports is what an economy's small firms earn of the domestic value added in its exports, and the statistics that
// this rests on; false where nothing is known of them that agrees with the table, or it exports nothing.
func (x *Exporters) InExports(code string) (sme.Mean, sme.Statistics, bool) {
	b := x.Of[code]
	if b == nil {
		return sme.Mean{}, nil, false
	}
	stats, _ := x.All.Of(code) // it was found by them
	m := b.InExports()
	return m, stats, m.Known()
}

// ExportersOf returns the firms behind the exports of some of a table's economies.
//
// Error: fault.Unreadable for a file of statistics.
func ExportersOf(ctx context.Context, s *leontief.System, codes []string, files []string) (*Exporters, error) {
	all, err := Statistics(files)
	if err != nil {
		return nil, err
	}
	out := &Exporters{Of: map[string]*sme.Behind{}, All: all}
	for _, code := range codes {
		stats, err := all.Of(code)
		if err != nil {
			continue
		}
		e, err := sme.NewEconomy(s, code)
		if err != nil {
			return nil, err
		}
		b, err := sme.NewBehind(ctx, e, stats)
		switch {
		case fault.KindOf(err) == fault.Canceled:
			return nil, err
		case err != nil:
			out.Notes = append(out.Notes, Disagree(code, s.Table.Ref()))
		default:
			out.Of[code] = b
		}
	}
	return out, nil
}

// Disagree says that an economy's statistics do not agree with a table.
func Disagree(code, table string) result.Note {
	return result.Warning(LeftOut, "small and medium firms of {economy} are left out: their statistics do not agree with "+
		"{table} (ikat sme {economy} says why)", "economy", code, "table", table)
}

// LineNotes say on which statistics figures of small firms rest, and of which economies nothing is known.
func LineNotes(all sme.Statistics, with, without []string) []result.Note {
	out := Rests(all, with)
	if n, ok := Lacks(without); ok {
		out = append(out, n)
	}
	return out
}
