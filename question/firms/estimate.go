package firms

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"ikat/engine"
	"ikat/leontief"
	"ikat/question/computed"
	"ikat/question/measures"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/sme"
)

// Request asks what small and medium firms of an economy earn in exports.
type Request struct {
	Economy    string
	Table      string
	Files      []string        // statistics of the user, in place of the embedded ones about the same
	Statistics string          // and more of them, as the text of such a file
	Assume     sme.Information // what is taken as known beside them; its statistics are not read
	Bounds     bool            // compute the interval
	Worth      bool            // and what each further statistic would do to it
	Groups     []leontief.Group
	ValueAdded leontief.Basis
	Draws      int // how often shares by industry are drawn, 0 for the point and the interval alone
	Seed       uint64
}

// Estimate is the answer. Amounts are in Unit.
type Estimate struct {
	Economy, Name, Unit string
	Table               string
	Year                int            // of the table, 0 where unknown
	Statistics          sme.Statistics // of the economy
	Assume              sme.Information
	Split               *sme.Split
	Bounds              *sme.Bounds // nil where not asked for
	Worth               []sme.Worth
	drawn               *drawnSplits       // nil without draws
	Jobs                []float64          // by sector of the split; nil where no persons are given
	Chains              []measures.Partner // final products abroad that hold most SME value added
	Sizes               []SizeTerm
	Sources             []result.Source
	Notes               []result.Note
	program             string
	names               map[string]string // of economies and industries
}

// SizeTerm is a term of the decomposition of exports by size class.
type SizeTerm struct {
	Term, Label         string
	Small, Large, Total float64
}

// EstimateOf answers a question about an economy's small and medium firms.
//
// Error: fault.NotFound where there are no statistics; fault.Inconsistent where they contradict the table; what
// sme.Information.Check and solves say.
func EstimateOf(ctx context.Context, e *engine.Engine, q Request, p engine.Progress) (*Estimate, error) {
	if err := q.Assume.Check(); err != nil {
		return nil, err
	}
	opt := leontief.Options{Groups: q.Groups, Basis: q.ValueAdded}
	s, err := e.System(ctx, q.Table, opt, p)
	if err != nil {
		return nil, err
	}
	code, err := s.Find(q.Economy)
	if err != nil {
		return nil, err
	}
	all, err := q.AllStatistics()
	if err != nil {
		return nil, err
	}
	a := &Estimate{
		Economy: code,
		Name:    engine.EconomyName(s.Table, code),
		Unit:    s.Table.Money(),
		Table:   s.Table.Ref(),
		Year:    s.Table.Year,
		Assume:  q.Assume,
		Sources: []result.Source{engine.SourceOf(s.Table)},
		Notes:   engine.Notes(s),
		program: e.Program(),
	}
	if a.Statistics, err = all.Of(code); err != nil {
		return nil, err
	}
	a.Assume.Statistics = a.Statistics
	for _, g := range q.Groups {
		if g.Code == code {
			a.Name = g.Code + " (" + strings.Join(g.Members, ", ") + ")"
		}
	}
	if a.Split, err = sizes.Of(ctx, s, code, a.Statistics); err != nil {
		return nil, err
	}
	if a.Jobs, _, err = a.Split.Jobs(a.Statistics); err != nil {
		return nil, err
	}
	if len(s.Table.Undetermined) == 0 { // others' products are nowhere else
		p.Tell("following chains abroad")
		if a.Chains, err = chainsOf(ctx, s, a.Split); err != nil {
			return nil, err
		}
	}
	if a.Sizes, err = sizeTerms(ctx, e, s, q, a.Split, opt, p); err != nil {
		return nil, err
	}
	if q.Bounds {
		if a.Bounds, err = bounds(ctx, e, q, a, p); err != nil {
			return nil, err
		}
	}
	if q.Bounds && q.Worth {
		if a.Worth, err = sme.NewWorth(ctx, a.Split, a.Assume, a.Bounds, sme.Progress(p)); err != nil {
			return nil, err
		}
	}
	if q.Draws != 0 {
		if err := a.draw(ctx, q.Draws, q.Seed); err != nil {
			return nil, err
		}
	}
	a.name(s)
	a.describe()
	return a, nil
}

// bounds is the certified interval. It is remembered, and computed once for all who ask at a time: what further
// statistics are worth starts from it.
func bounds(ctx context.Context, e *engine.Engine, q Request, a *Estimate, p engine.Progress) (*sme.Bounds, error) {
	content, err := e.Content(q.Table)
	if err != nil {
		return nil, err
	}
	if content == q.Table { // files may change under their name
		return sme.NewBounds(ctx, a.Split.Economy, a.Assume, sme.Progress(p))
	}
	key := fmt.Sprintf("%s %s %s %v %v %+v", q.Table, content, a.Economy, q.Groups, q.ValueAdded, a.Assume)
	p, silence := p.WhileAsked()
	defer silence()
	return engine.Remember(ctx, e, key, func(ctx context.Context) (*sme.Bounds, error) {
		return sme.NewBounds(ctx, a.Split.Economy, a.Assume, sme.Progress(p))
	})
}

// AllStatistics returns the embedded statistics with the user's in their place.
//
// Error: fault.Unreadable with file and line.
func (q Request) AllStatistics() (sme.Statistics, error) {
	all, err := sizes.Statistics(q.Files)
	if err != nil || strings.TrimSpace(q.Statistics) == "" {
		return all, err
	}
	own, err := sme.ReadStatistics(strings.NewReader(q.Statistics), "statistics")
	return all.With(own), err
}

// Usual asks about an economy under the usual assumptions, without the interval.
func Usual(economy, table string) Request {
	return Request{Economy: economy, Table: table, Assume: sme.Usual(nil)}
}

// chainsOf returns the final products of other economies that hold most value added of small firms.
//
// With κ for their value added per unit of the economy's exports by sector, κ'(I − A_ss) at the economy and zero
// elsewhere, times B, is what a unit of each foreign product holds, since B_st = L_s Σ A_sr B_rt.
func chainsOf(ctx context.Context, s *leontief.System, split *sme.Split) ([]measures.Partner, error) {
	own := -1
	for p, part := range s.Parts {
		if part.Code == split.Economy.Code {
			own = p
		}
	}
	P := s.Parts[own]
	content := make([]float64, P.Hi-P.Lo)
	for k, v := range split.ContentOfExports(sme.Small) {
		content[split.Economy.Sector[k]-P.Lo] = v
	}
	through := make([]float64, len(content))
	s.MulAT(own, own, content, through)
	held := make([]float64, s.N())
	for k := range content {
		held[P.Lo+k] = content[k] - through[k]
	}
	if err := s.SolveT(ctx, 1, held); err != nil {
		return nil, err
	}
	var out []measures.Partner
	var all float64
	for j := range s.N() {
		if j >= P.Lo && j < P.Hi {
			continue
		}
		final := total(s.Y[j*s.G() : (j+1)*s.G()])
		out = append(out, measures.Partner{Economy: s.Sector(j), Name: engine.ProductName(s, j), Amount: held[j] * final})
		all += held[j] * final
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Amount > out[j].Amount })
	for i := range out {
		out[i].Share = out[i].Amount / all
	}
	return out, nil
}

// sizeTerms splits the domestic terms of the decomposition of exports by firm size: exports by who exports them, the
// others by whose value added is in each industry's exports.
func sizeTerms(
	ctx context.Context,
	e *engine.Engine,
	s *leontief.System,
	q Request,
	split *sme.Split,
	opt leontief.Options,
	p engine.Progress,
) ([]SizeTerm, error) {
	f, err := computed.One(ctx, e, q.Table, "bm", "sector", []string{split.Economy.Code}, opt, p)
	if err != nil {
		return nil, err
	}
	n := split.Economy.N()
	small, large := split.ContentOfExports(sme.Small), split.ContentOfExports(sme.Large)
	exporters, earners := map[string]*[2]float64{}, map[string]*[2]float64{}
	for k, i := range split.Economy.Sector {
		code, x := s.Industries[s.Industry[i]], split.Economy.Exports[k]
		if exporters[code] == nil {
			exporters[code], earners[code] = &[2]float64{}, &[2]float64{}
		}
		exporters[code][0] += split.Exports[k]
		exporters[code][1] += split.Exports[k] + split.Exports[n+k]
		earners[code][0] += small[k] * x
		earners[code][1] += (small[k] + large[k]) * x
	}
	var out []SizeTerm
	for _, term := range []string{"gexp", "dva", "davax", "vax", "ref"} {
		by := earners
		if term == "gexp" {
			by = exporters
		}
		c := f.Column(term)
		if !slices.ContainsFunc(c.Floats, func(v float64) bool { return !math.IsNaN(v) }) {
			continue // a national table does not determine it
		}
		t := SizeTerm{Term: term, Label: c.Label}
		for r, v := range c.Floats {
			if w := by[f.Column("industry").Text(r)]; w != nil && w[1] != 0 {
				t.Small += w[0] / w[1] * v
			}
			t.Total += v
		}
		t.Large = t.Total - t.Small
		out = append(out, t)
	}
	return out, nil
}

// name keeps the names that the rows and the page show.
func (a *Estimate) name(s *leontief.System) {
	a.names = map[string]string{}
	for _, c := range s.Codes() {
		a.names[c] = engine.EconomyName(s.Table, c)
	}
	for _, i := range s.Industries {
		a.names[i] = s.Table.IndustryName(i)
	}
	for _, c := range a.Chains {
		a.names[c.Economy] = c.Name
	}
}

// NameOf returns the name of an economy, industry or product of the answer, or its code.
func (a *Estimate) NameOf(code string) string {
	if n := a.names[code]; n != "" {
		return n
	}
	return code
}

// AllJobs is the persons engaged by small and medium firms for exports, over the sectors whose persons are given.
func (a *Estimate) AllJobs() float64 {
	var all float64
	for _, v := range a.Jobs {
		if !math.IsNaN(v) {
			all += v
		}
	}
	return all
}

// Dependence is the part of small firms' value added that exports bring, directly and through others.
func (a *Estimate) Dependence() float64 {
	n := a.Split.Economy.N()
	return a.Split.InExports(sme.Small).Total() / total(a.Split.VA[:n])
}

// DependenceRange is the certified interval of Dependence, NaN without bounds: what no split that agrees with the
// statistics earns in exports, over what the statistics let small firms earn in all.
func (a *Estimate) DependenceRange() (low, high float64) {
	if a.Bounds == nil {
		return math.NaN(), math.NaN()
	}
	all := total(a.Split.VA[:a.Split.Economy.N()])
	least, most := all, all
	for _, s := range a.Statistics {
		if s.Industry == "" && s.Indicator == "value_added" && s.Low < s.High && s.Value > 0 {
			least, most = all*s.Low/s.Value, all*s.High/s.Value
		}
	}
	return math.Max(0, a.Bounds.Amount.Low/most), math.Min(1, a.Bounds.Amount.High/least)
}

// describe adds what a reader must know.
func (a *Estimate) describe() {
	note := func(key, template string, values ...any) {
		a.Notes = append(a.Notes, result.NewNote(key, template, values...))
	}
	a.Notes = append(a.Notes, a.Split.Shares.Notes...)
	note("firms.traced", "value added in exports is traced through the economy's own industries; exports are what firms "+
		"of either size sell abroad")
	if a.Bounds == nil {
		return
	}
	note("firms.assumed", "the interval takes the statistics as given and assumes that {assumed}",
		"assumed", a.Assume.Assumptions())
	note("firms.certified", "no split that agrees with these lies outside low and high (certified by linear programming "+
		"duality); splits that agree were found as far out as found_low and found_high, so the ends lie in between")
	if negative(a.Split.Economy) {
		note("firms.negative", "where exports or sales from inventories are negative, both size classes share them as "+
			"output, and the share of a class's output that serves exports is taken to lie between 0 and 1 in the other "+
			"industries")
	}
}

func negative(e *sme.Economy) bool {
	for i := range e.X {
		if e.Exports[i] < 0 || e.Final[i] < 0 || e.VA[i] < 0 || e.Imports[i] < 0 {
			return true
		}
	}
	return false
}
