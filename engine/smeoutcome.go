package engine

import (
	"context"
	"math"
	"strings"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/leontief"
	"ikat/ranking"
	"ikat/result"
	"ikat/sme"
)

// firms is an economy's split as other questions use it: an outcome of changes, and who stands behind flows.
type firms struct {
	split *sme.Split
	stats sme.Statistics
}

// firmsOf returns the split of an economy of a table.
func (e *Engine) firmsOf(ctx context.Context, table, economy string, files []string, p Progress) (*firms, error) {
	s, err := e.System(ctx, table, leontief.Options{}, p)
	if err != nil {
		return nil, err
	}
	code, err := s.Find(economy)
	if err != nil {
		return nil, err
	}
	all, err := SMEStatistics(files)
	if err != nil {
		return nil, err
	}
	stats, err := all.Of(code)
	if err != nil {
		return nil, err
	}
	split, err := splitOf(ctx, s, code, stats)
	return &firms{split, stats}, err
}

// everyFirms returns the splits of all economies of a table that have statistics, and says which could not be split.
func (e *Engine) everyFirms(ctx context.Context, s *leontief.System, files []string) (map[string]*firms, []result.Note, error) {
	all, err := SMEStatistics(files)
	if err != nil {
		return nil, nil, err
	}
	return everySplit(ctx, s, all)
}

// everySplit is everyFirms with given statistics.
func everySplit(ctx context.Context, s *leontief.System, all sme.Statistics) (map[string]*firms, []result.Note, error) {
	out := map[string]*firms{}
	var notes []result.Note
	for _, code := range all.Economies() {
		if !has(s.Codes(), code) {
			continue
		}
		stats, err := all.Of(code)
		if err != nil {
			return nil, nil, err
		}
		split, err := splitOf(ctx, s, code, stats)
		switch {
		case fault.KindOf(err) == fault.Canceled:
			return nil, nil, err
		case err != nil:
			notes = append(notes, result.Warning(leftOut,
				"small and medium firms of {economy} are left out: their statistics do not agree with {table} (ikat sme {economy} says why)",
				"economy", code, "table", s.Table.Ref()))
		default:
			out[code] = &firms{split, stats}
		}
	}
	return out, notes, nil
}

// outcome is the real value added of small firms, or of large ones, as something to rank or compare by: sectors' value
// added in a baseline, weighted by the class's part of it. The baseline's value added belongs there, not the table's:
// solving sets negative flows to zero and lets value added follow.
func (f *firms) outcome(b *counterfactual.Baseline, class sme.Class) counterfactual.Functional {
	e, sectors := f.split.Economy, len(b.Output)
	out := counterfactual.Functional{Name: class.String() + ":" + e.Code, ValueAdded: make([]float64, sectors)}
	var total float64
	for k, i := range e.Sector {
		if e.VA[k] != 0 {
			out.ValueAdded[i] = f.split.VA[int(class)*e.N()+k] / e.VA[k] * b.Labour[i] * b.Output[i]
			total += out.ValueAdded[i]
		}
	}
	for i := range out.ValueAdded {
		out.ValueAdded[i] /= total
	}
	return out
}

// growth returns the growth of small firms' real value added from a baseline to an outcome, and its range over the
// industries in which they may earn it.
func (f *firms) growth(o *counterfactual.Outcome) (point, low, high float64) {
	e, sectors := f.split.Economy, len(o.Output)
	point = f.outcome(o.Base, sme.Small).Growth(o)
	by := make([]float64, e.N())
	for k, i := range e.Sector {
		one := counterfactual.Functional{ValueAdded: make([]float64, sectors)}
		one.ValueAdded[i] = 1
		if o.Base.Output[i] > 0 {
			by[k] = one.Growth(o)
		}
	}
	low, high = f.split.GrowthRange(f.stats, by)
	return point, low, high
}

// ForFirms returns the economy of an outcome such as sme:KOR.
func ForFirms(name string) (economy string, ok bool) { return strings.CutPrefix(name, "sme:") }

// addFirms widens the range of each gain of small firms by the industries in which they may earn theirs.
func (r *links) addFirms(f *result.Frame, out *ranking.Result) {
	if r.firms == nil {
		return
	}
	low, high := f.Column("gain_low"), f.Column("gain_high")
	for k, row := range out.Rows {
		_, l, h := r.firms.growth(row.Outcome)
		low.Floats[k], high.Floats[k] = math.Min(low.Floats[k], 100*l), math.Max(high.Floats[k], 100*h)
	}
	low.Definition += ", and whichever industries small and medium firms earn their value added in"
	high.Definition += ", and whichever industries small and medium firms earn their value added in"
	f.Notes = append(f.Notes, firmNotes(r.firms)...)
}

// leftOut is the key of the warning that an economy's statistics do not agree with the table.
const leftOut = "firms.left-out"

func firmNotes(f *firms) []result.Note {
	out := []result.Note{result.NewNote("firms.income",
		"income of small and medium firms of {economy} is their real value added; both size classes of an industry are taken to grow "+
			"alike, so the range is over which industries small firms earn in", "economy", f.split.Economy.Code)}
	for _, text := range f.split.Shares.Notes {
		out = append(out, result.Note{Severity: "note", Text: text})
	}
	return out
}

// byFirms has a row a scenario and economy with statistics of firm size: what becomes of small and large firms' income.
func (m *simulation) byFirms() *result.Frame {
	f := &result.Frame{}
	var scenario, economy []string
	cols := make([][]float64, 5)
	for i, sc := range m.s.Scenarios {
		for _, code := range m.t.Economies {
			firms := m.firms[code]
			if firms == nil {
				continue
			}
			var row [5]float64
			for v := range m.variants {
				o := m.outcomes[v][i]
				point, low, high := firms.growth(o)
				large := firms.outcome(o.Base, sme.Large).Growth(o)
				if v == 0 {
					row = [5]float64{100 * point, 100 * large, 100 * low, 100 * high, sumOf(firms.split.VA[:firms.split.Economy.N()]) * point}
				}
				row[2], row[3] = min(row[2], 100*low), max(row[3], 100*high)
			}
			scenario, economy = append(scenario, sc.Name), append(economy, code)
			for c, v := range row {
				cols[c] = append(cols[c], v)
			}
		}
	}
	f.Text("scenario", "Scenario", scenario)
	f.Text("economy", "Economy", economy)
	for c, d := range []struct{ name, label, unit, definition string }{
		{"sme_income_pct", "SMEs' income", counterfactual.PerCent, "change in small and medium firms' real value added"},
		{"large_income_pct", "Large firms' income", counterfactual.PerCent, "change in large firms' real value added"},
		{"sme_income_low_pct", "SMEs' income, low", counterfactual.PerCent, "least change over the elasticity sets (and values of a day) and over the industries small firms may earn in"},
		{"sme_income_high_pct", "SMEs' income, high", counterfactual.PerCent, "largest change over the same"},
		{"sme_income", "SMEs' income, amount", m.t.Money(), "change in small and medium firms' real value added, in the table's prices"},
	} {
		f.Number(d.name, d.label, d.unit, d.definition, result.Scenario, cols[c])
	}
	return f
}

// ChainFirms is what of a chain's border costs and days small and medium firms stand behind, at the export borders of one
// economy. Costs are by θ, per dollar of the product.
type ChainFirms struct {
	Economy, Name string
	Cost, Own     []float64 // all, and on what small firms export themselves
	Days, OwnDays float64
	Value         float64 // small firms' share of the domestic value added in what crosses, by flow
}

// chainFirms adds small firms to a chain: to each link whose exporter has statistics, and economy by economy.
func (e *Engine) chainFirms(ctx context.Context, a *Chain, s *leontief.System, files []string) error {
	all, notes, err := e.everyFirms(ctx, s, files)
	if err != nil {
		return err
	}
	own, value := make([]float64, s.N()), make([]float64, s.N())
	for i := range own {
		own[i], value[i] = math.NaN(), math.NaN()
	}
	for _, f := range all {
		n := f.split.Economy.N()
		small, large := f.split.ContentOfExports(sme.Small), f.split.ContentOfExports(sme.Large)
		for k, i := range f.split.Economy.Sector {
			if f.split.Economy.Exports[k] != 0 {
				own[i] = f.split.Exports[k] / (f.split.Exports[k] + f.split.Exports[n+k])
				value[i] = small[k] / (small[k] + large[k])
			}
		}
	}
	at := map[string]*ChainFirms{}
	flows := map[string]float64{}
	for _, l := range a.Product.Links {
		code := s.Parts[s.PartOf(l.Sector)].Code
		if all[code] == nil || own[l.Sector] != own[l.Sector] {
			continue
		}
		v := at[code]
		if v == nil {
			v = &ChainFirms{Economy: code, Name: EconomyName(s.Table, code), Cost: make([]float64, len(l.Cost)), Own: make([]float64, len(l.Cost))}
			at[code] = v
			a.Firms = append(a.Firms, v)
		}
		for c, cost := range l.Cost {
			v.Cost[c] += cost
			v.Own[c] += own[l.Sector] * cost
		}
		v.Days += l.Flow * l.Days
		v.OwnDays += own[l.Sector] * l.Flow * l.Days
		v.Value += value[l.Sector] * l.Flow
		flows[code] += l.Flow
	}
	for code, v := range at {
		v.Value /= flows[code]
	}
	c := a.Links.Of(result.Estimate, len(a.Product.Links))
	links := a.Product.Links
	c.Number("sme_exported", "Exported by SMEs", "share", "of this flow, what small and medium firms of its origin export themselves", func(i int) float64 { return own[links[i].Sector] })
	c.Number("sme_value", "Earned by SMEs", "share", "of its origin's value added in this flow, what small and medium firms earn", func(i int) float64 { return value[links[i].Sector] })
	a.Links.Notes = append(a.Links.Notes, notes...)
	a.Links.Notes = append(a.Links.Notes, result.NewNote("firms.covered",
		"of {economies} economies with borders in the chain, {covered} have statistics of firm size that agree with the table",
		"economies", economiesIn(a, s), "covered", len(at)))
	return nil
}

func economiesIn(a *Chain, s *leontief.System) int {
	in := map[int]bool{}
	for _, l := range a.Product.Links {
		in[s.PartOf(l.Sector)] = true
	}
	return len(in)
}

// simulationFirms splits the economies of a simulation's table.
func (e *Engine) simulationFirms(ctx context.Context, t *icio.Table, files []string) (map[string]*firms, []result.Note, error) {
	s, err := leontief.New(t, leontief.Options{})
	if err != nil {
		return nil, nil, err
	}
	return e.everyFirms(ctx, s, files)
}
