package sizes

import (
	"context"
	"os"
	"slices"
	"strings"

	"ikat/counterfactual"
	"ikat/engine"
	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
	"ikat/sme"
)

// Firms is an economy's split as other questions use it: an outcome of changes, and who stands behind flows.
type Firms struct {
	Split *sme.Split
	Stats sme.Statistics
}

// In returns the split of an economy of a table.
func In(
	ctx context.Context,
	e *engine.Engine,
	table, economy string,
	files []string,
	p engine.Progress,
) (*Firms, error) {
	s, err := e.System(ctx, table, leontief.Options{}, p)
	if err != nil {
		return nil, err
	}
	code, err := s.Find(economy)
	if err != nil {
		return nil, err
	}
	all, err := Statistics(files)
	if err != nil {
		return nil, err
	}
	stats, err := all.Of(code)
	if err != nil {
		return nil, err
	}
	split, err := Of(ctx, s, code, stats)
	return &Firms{split, stats}, err
}

// EveryWith returns the splits of all economies of a table that have statistics, and says which could not be split.
func EveryWith(ctx context.Context, s *leontief.System, files []string) (map[string]*Firms, []result.Note, error) {
	all, err := Statistics(files)
	if err != nil {
		return nil, nil, err
	}
	return Every(ctx, s, all)
}

// Every is EveryWith for given statistics.
func Every(ctx context.Context, s *leontief.System, all sme.Statistics) (map[string]*Firms, []result.Note, error) {
	out := map[string]*Firms{}
	var notes []result.Note
	for _, code := range all.Economies() {
		if !slices.Contains(s.Codes(), code) {
			continue
		}
		stats, err := all.Of(code)
		if err != nil {
			return nil, nil, err
		}
		split, err := Of(ctx, s, code, stats)
		switch {
		case fault.KindOf(err) == fault.Canceled:
			return nil, nil, err
		case err != nil:
			notes = append(notes, result.Warning(
				LeftOut,
				"small and medium firms of {economy} are left out: their statistics do not agree with {table} (ikat sme "+
					"{economy} says why)",
				"economy",
				code,
				"table",
				s.Table.Ref(),
			))
		default:
			out[code] = &Firms{split, stats}
		}
	}
	return out, notes, nil
}

// Outcome is the real value added of small firms, or of large ones, as something to rank or compare by: sectors' value
// added in a baseline, weighted by the class's part of it. The baseline's value added belongs there, not the table's:
// solving sets negative flows to zero and lets value added follow.
func (f *Firms) Outcome(b *counterfactual.Baseline, class sme.Class) counterfactual.Functional {
	e, sectors := f.Split.Economy, len(b.Output)
	out := counterfactual.Functional{Name: class.String() + ":" + e.Code, ValueAdded: make([]float64, sectors)}
	var total float64
	for k, i := range e.Sector {
		if e.VA[k] != 0 {
			out.ValueAdded[i] = f.Split.VA[int(class)*e.N()+k] / e.VA[k] * b.Labour[i] * b.Output[i]
			total += out.ValueAdded[i]
		}
	}
	for i := range out.ValueAdded {
		out.ValueAdded[i] /= total
	}
	return out
}

// Growth returns the growth of small firms' real value added from a baseline to an outcome, and its range over the
// industries in which they may earn it.
func (f *Firms) Growth(o *counterfactual.Outcome) (point, low, high float64) {
	e, sectors := f.Split.Economy, len(o.Output)
	point = f.Outcome(o.Base, sme.Small).Growth(o)
	by := make([]float64, e.N())
	for k, i := range e.Sector {
		one := counterfactual.Functional{ValueAdded: make([]float64, sectors)}
		one.ValueAdded[i] = 1
		if o.Base.Output[i] > 0 {
			by[k] = one.Growth(o)
		}
	}
	low, high = f.Split.GrowthRange(f.Stats, by)
	return point, low, high
}

// ForFirms returns the economy of an outcome such as sme:KOR.
func ForFirms(name string) (economy string, ok bool) { return strings.CutPrefix(name, "sme:") }

// LeftOut is the key of the warning that an economy's statistics do not agree with the table.
const LeftOut = "firms.left-out"

func (f *Firms) Notes() []result.Note {
	out := []result.Note{result.NewNote(
		"firms.income",
		"income of small and medium firms of {economy} is their real value added; both size classes of an industry are "+
			"taken to grow "+
			"alike, so the range is over which industries small firms earn in",
		"economy",
		f.Split.Economy.Code,
	)}
	for _, text := range f.Split.Shares.Notes {
		out = append(out, result.Note{Severity: "note", Text: text})
	}
	return out
}

// Statistics returns the embedded statistics with those of the files in their place.
//
// Error: fault.Unreadable with file and line.
func Statistics(files []string) (sme.Statistics, error) {
	out := sme.Embedded()
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return nil, &fault.Error{
				Kind:  fault.NotFound,
				Where: path,
				What:  "the file of statistics cannot be opened: " + err.Error(),
				Err:   err,
			}
		}
		own, err := sme.ReadStatistics(f, path)
		f.Close()
		if err != nil {
			return nil, err
		}
		out = out.With(own)
	}
	return out, nil
}

// Of returns the point estimate of an economy's split.
func Of(ctx context.Context, s *leontief.System, code string, stats sme.Statistics) (*sme.Split, error) {
	economy, err := sme.NewEconomy(s, code)
	if err != nil {
		return nil, err
	}
	shares, err := sme.PointShares(economy, stats)
	if err != nil {
		return nil, err
	}
	return sme.NewSplit(ctx, economy, shares)
}

// Income is the value added of small firms in the table.
func (f *Firms) Income() float64 {
	var sum float64
	for _, v := range f.Split.VA[:f.Split.Economy.N()] {
		sum += v
	}
	return sum
}
