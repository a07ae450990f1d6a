// Package ranking orders links of world trade, or links taken together, by what mending each alone is worth: by the
// exact gain, with its range over what is not known, where it ranks over that, and who gains and loses.
package ranking

import (
	"context"
	"math"
	"slices"

	"ikat/counterfactual"
	"ikat/draws"
	"ikat/fault"
	"ikat/internal/pages"
)

// Bundle is what has one rank: links of one exporter, importer and industry; "*" stands for all.
type Bundle struct {
	Exporter, Importer, Industry string // of a divided economy KOR/sme and KOR/large; KOR/final for its final users
	// through which links of a divided economy lead, "" where they are not told apart
	Door     string
	Links    []int  // in rising order
	Unranked bool   // for a group of economies: its row is shown and has no rank
	Assumed  string // sides whose procedures mending rests on and that are assumed, not data: export, import, both
}

// Setting is one choice of what is not known.
type Setting struct {
	Name  string
	Theta []float64 // trade elasticities; nil for the central ones
	Fall  []float64 // by link: ln of the delivery cost after mending over that before; nil for the central one
	// another model of the same links, where more than elasticities differ; nil for Question.Other
	Model func(ctx context.Context) (*counterfactual.Linear, error)
}

// Question is what to rank.
type Question struct {
	Linear *counterfactual.Linear // the central model
	// the same with other elasticities
	Other   func(ctx context.Context, theta []float64) (*counterfactual.Linear, error)
	Outcome func(b *counterfactual.Baseline) (counterfactual.Functional, error) // whose gain
	Bundles []Bundle
	Fall    []float64 // by link
	Top     int
	Most    int       // how many to solve at most for the order, 0 for as many as it takes
	Range   []Setting // the exact gain of every row is solved in each of them too
	Draws   *Draws    // or nil
}

// Draws asks for the gains over draws of what is not known.
type Draws struct {
	Sample *draws.Sample
	At     func(i int) Setting // what draw i gives
	// how many draws are solved exactly at most; a surrogate, checked on Check others, stands for the rest
	Exact int
	Check int
}

// Row is a bundle that is among the first.
type Row struct {
	Bundle
	Rank       int     // 0 for what has none
	Derivative float64 // growth for one per cent lower delivery cost, at the margin
	Gain       float64 // exact growth
	Low, High  float64 // of the exact gain over the range, and over draws where there are any
	Best       int     // rank over the range, and at the 5 and 95% points of draws
	Worst      int
	Cut        float64 // by which mending lowers the delivery cost, mean weighted by trade
	Trade      float64 // before
	After      float64 // trade after
	Share      float64 // of the buyers' market before
	ShareAfter float64
	World      float64   // gain of all economies, in the table's prices
	Gains      []float64 // by economy
	Outcome    *counterfactual.Outcome

	Drawn *Drawn // nil without draws
}

// Drawn is what draws say of a row.
type Drawn struct {
	From, To float64 // 5 and 95% points of the gain
	Sign     float64 // share of draws with the sign of the central gain
	Standing draws.Standing
}

// Result is an answer.
type Result struct {
	Rows      []Row
	Of        int // bundles with trade whose cost mending lowers
	Untouched int // bundles with trade whose cost it does not
	Solved    int
	Could     int // bundles that were not solved and could still enter, by the rule of counterfactual.First
	// root mean square error of the worst row's surrogate on draws it was not fitted to, over its mean gain; NaN
	// without
	Surrogate float64
	Base      *counterfactual.Baseline
	Outcome   counterfactual.Functional
}

// Run answers a question.
//
// Error: fault.Invalid where mending changes no cost; what solves say.
func Run(ctx context.Context, q Question) (*Result, error) {
	r, err := start(q)
	if err != nil {
		return nil, err
	}
	values, err := q.Linear.Values(ctx, []counterfactual.Functional{r.outcome})
	if err != nil {
		return nil, err
	}
	r.gradient = values[0].Gradient()
	of := r.firstOf()
	of.Values = values[0]
	if r.first, err = q.Linear.First(ctx, of); err != nil {
		return nil, err
	}
	out := &Result{Of: len(r.mendings), Untouched: len(q.Bundles) - len(r.mendings), Solved: r.first.Solved,
		Could: r.first.Could, Surrogate: math.NaN(), Base: r.base, Outcome: r.outcome}
	r.rows(out)
	if err := r.ranges(ctx, out); err != nil {
		return nil, err
	}
	if q.Draws != nil {
		return out, r.draw(ctx, out)
	}
	return out, nil
}

// Excluded answers a question and solves n of the bundles that its rule left out, drawn at random, all where n is
// negative: how many of them belong among the first.
//
// Error: as Run.
func Excluded(ctx context.Context, q Question, n int, seed uint64) (*counterfactual.First, *counterfactual.Excluded,
	error) {
	r, err := start(q)
	if err != nil {
		return nil, nil, err
	}
	if r.first, err = q.Linear.First(ctx, r.firstOf()); err != nil {
		return nil, nil, err
	}
	out, err := q.Linear.Excluded(ctx, r.firstOf(), r.first, n, seed)
	return r.first, out, err
}

// start finds what a question is about.
func start(q Question) (*run, error) {
	r := &run{Question: q, base: q.Linear.Base()}
	var err error
	if r.outcome, err = q.Outcome(r.base); err != nil {
		return nil, err
	}
	r.touched()
	if len(r.mendings) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "rank",
			What: "mending changes nothing on the links asked for: none of them costs more than it is mended to",
			Fix:  "Choose other links, or another benchmark"}
	}
	return r, nil
}

func (r *run) firstOf() counterfactual.FirstOf {
	beside := make([]bool, len(r.bundles))
	for k, b := range r.bundles {
		beside[k] = b.Unranked
	}
	return counterfactual.FirstOf{Mendings: r.mendings, Outcome: r.outcome, N: r.Top, Beside: beside, Most: r.Most}
}

// run is a question being answered.
type run struct {
	Question
	base     *counterfactual.Baseline
	outcome  counterfactual.Functional
	bundles  []Bundle // those that mending touches
	mendings []counterfactual.Mending
	gradient []float64
	first    *counterfactual.First
	flows    []float64
}

// touched keeps the bundles with a link that gets cheaper.
func (r *run) touched() {
	r.flows = r.Linear.Flows()
	untouched := func(b Bundle) bool {
		return !slices.ContainsFunc(b.Links, func(l int) bool { return r.Fall[l] != 0 })
	}
	if r.bundles = r.Bundles; slices.ContainsFunc(r.Bundles, untouched) {
		r.bundles = slices.DeleteFunc(slices.Clone(r.Bundles), untouched)
	}
	r.mendings = mendings(r.bundles, r.Fall)
}

func mending(b Bundle, fall []float64) counterfactual.Mending { return mendings([]Bundle{b}, fall)[0] }

// mendings are those of bundles, what their links fall by in one array: bundles are many, and most have one link.
func mendings(bundles []Bundle, fall []float64) []counterfactual.Mending {
	out := pages.With[counterfactual.Mending](len(bundles))
	links := 0
	for _, b := range bundles {
		links += len(b.Links)
	}
	log := pages.With[float64](links)
	for _, b := range bundles {
		from := len(log)
		for _, l := range b.Links {
			log = append(log, fall[l])
		}
		out = append(out, counterfactual.Mending{Links: b.Links, Log: log[from:len(log):len(log)]})
	}
	return out
}

// rows turns the first ones into rows.
func (r *run) rows(out *Result) {
	b, G, S := r.base, r.base.G(), r.base.S()
	rank := 0
	for _, s := range r.first.Top {
		row := Row{Bundle: r.bundles[s.Mending], Gain: s.Gain, Low: s.Gain, High: s.Gain, Outcome: s.Outcome,
			Gains: make([]float64, G)}
		if !row.Unranked {
			rank++
			row.Rank, row.Best, row.Worst = rank, rank, rank
		}
		markets := map[int]bool{}
		for _, l := range row.Links {
			row.Derivative -= r.gradient[l] / 100
			row.Trade += r.flows[l]
			row.After += s.Outcome.Flows[l]
			row.Cut -= r.flows[l] * math.Expm1(r.Fall[l])
			markets[l/S] = true
		}
		row.Cut /= row.Trade
		var before, after float64
		for m := range markets {
			for i := range S {
				before += r.flows[m*S+i]
				after += s.Outcome.Flows[m*S+i]
			}
		}
		row.Share, row.ShareAfter = row.Trade/before, row.After/after
		for n, w := range s.Outcome.Welfare {
			row.Gains[n] = b.Income[n] * (w - 1)
			row.World += row.Gains[n]
		}
		out.Rows = append(out.Rows, row)
	}
}

// ranges solves every row in every other setting, and ranks it there: exact gains of rows against estimates of the
// others.
func (r *run) ranges(ctx context.Context, out *Result) error {
	for _, s := range r.Range {
		v, estimates, err := r.at(ctx, s)
		if err != nil {
			return err
		}
		gains, err := r.exact(ctx, v, s, out.Rows)
		if err != nil {
			return err
		}
		ranks := r.ranks(estimates, gains)
		for k := range out.Rows {
			row := &out.Rows[k]
			row.Low, row.High = math.Min(row.Low, gains[k]), math.Max(row.High, gains[k])
			if row.Rank > 0 {
				row.Best, row.Worst = min(row.Best, ranks[k]), max(row.Worst, ranks[k])
			}
		}
	}
	return nil
}

// at returns what costs and sales are worth to the outcome in a setting, and the estimate of every bundle there.
func (r *run) at(ctx context.Context, s Setting) (*counterfactual.Values, []float64, error) {
	l := r.Linear
	var err error
	switch {
	case s.Model != nil:
		l, err = s.Model(ctx)
	case s.Theta != nil:
		l, err = r.Other(ctx, s.Theta)
	}
	if err != nil {
		return nil, nil, err
	}
	f, err := r.Outcome(l.Base())
	if err != nil {
		return nil, nil, err
	}
	values, err := l.Values(ctx, []counterfactual.Functional{f})
	if err != nil {
		return nil, nil, err
	}
	of := r.mendings
	if s.Fall != nil {
		of = mendings(r.bundles, s.Fall)
	}
	return values[0], values[0].Partials(of), nil
}

func (s Setting) fall(central []float64) []float64 {
	if s.Fall == nil {
		return central
	}
	return s.Fall
}

// exact solves rows in a setting.
func (r *run) exact(ctx context.Context, v *counterfactual.Values, s Setting, rows []Row) ([]float64, error) {
	mendings := make([]counterfactual.Mending, len(rows))
	for k, row := range rows {
		mendings[k] = mending(row.Bundle, s.fall(r.Fall))
	}
	return v.Gains(ctx, mendings)
}

// ranks returns the rank of every row among the bundles that have ranks, given estimates of all and gains of the rows.
func (r *run) ranks(estimates, gains []float64) []int {
	values := slices.Clone(estimates)
	for k, s := range r.first.Top {
		values[s.Mending] = gains[k]
	}
	sorted := slices.Sorted(slices.Values(gains))
	above := make([]int, len(gains)+1) // by how many of the sorted gains a bundle is worth more than
	for k, b := range r.bundles {
		if !b.Unranked {
			less, _ := slices.BinarySearch(sorted, values[k])
			above[less]++
		}
	}
	for k := len(gains) - 1; k >= 0; k-- {
		above[k] += above[k+1]
	}
	out := make([]int, len(gains))
	for k, g := range gains {
		less, _ := slices.BinarySearch(sorted, g)
		out[k] = above[less+1] + 1
	}
	return out
}
