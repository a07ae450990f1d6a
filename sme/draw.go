package sme

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"ikat/draws"
	"ikat/fault"
	"ikat/result"
)

// Drawn is one choice of shares by industry, small firms' of value added and output and of exports, that agrees with
// the statistics.
type Drawn struct{ Output, Exports []float64 }

// Drawing is a way to draw shares by industry.
type Drawing string

const (
	// HitAndRun walks through all shares that agree, with a uniform distribution in the limit (Smith 1984).
	HitAndRun Drawing = "hit-and-run"
	// DrawnOdds takes the shares nearest to odds that are drawn by industry around the totals': LeastInformation with
	// other priors. Most of what it draws is near the centre.
	DrawnOdds Drawing = "drawn odds"
)

const (
	// walkSteps are moves between two draws of HitAndRun, for each industry.
	walkSteps = 20
	// oddsSpread is the standard deviation of log odds in DrawnOdds.
	oddsSpread = 1.5
)

// DrawShares draws shares by industry that agree with the statistics, and the economy's totals with them: those whose
// statistic has a range between its ends, most likely at its value; any part of exports where nobody says how they are
// split; others are held. Totals that no shares have together are drawn again. Draw i depends on the seed and on i
// alone.
//
// Error: as SharesBy.
func DrawShares(e *Economy, s Statistics, how Drawing, n int, seed uint64) ([]Drawn, error) {
	out, err := DrawSharesBy(e, s, []Drawing{how}, n, seed)
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// DrawSharesBy draws shares by industry in several ways, each as DrawShares does: what they have in common is drawn
// once, and draws go side by side.
//
// Error: as SharesBy.
func DrawSharesBy(e *Economy, s Statistics, ways []Drawing, n int, seed uint64) ([][]Drawn, error) {
	p, err := PointShares(e, s)
	if err != nil {
		return nil, err
	}
	q, err := newNearest(e, s, s.base(), p)
	if err != nil {
		return nil, err
	}
	totals := q.totals(s)
	out := make([][]Drawn, len(ways))
	for w := range out {
		out[w] = make([]Drawn, n)
	}
	err = draws.Each(context.Background(), n, func(_ context.Context, i int) error {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		near, err := q.draw(totals, r)
		if err != nil {
			return located(err, e)
		}
		for w, how := range ways {
			d := near
			if how == HitAndRun {
				d = Drawn{Output: slices.Clone(near.Output), Exports: slices.Clone(near.Exports)}
				for range walkSteps * len(q.part) {
					q.move(d, r)
				}
			}
			out[w][i] = d
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// At is the shares with those by industry that were drawn. Value added follows output unless statistics tell them
// apart; who imports is moved to where it fits.
func (p *Shares) At(e *Economy, s Statistics, d Drawn) *Shares {
	out := *p
	out.Notes, out.Output, out.Exports = nil, d.Output, d.Exports
	if !s.apart() {
		out.ValueAdded = d.Output
	}
	if out.Imports != nil {
		out.importsWithin(e, s)
		out.Notes = nil
	}
	return &out
}

// totals are what is known of the totals of value added and of exports, in the weights of the problem.
func (q *nearest) totals(s Statistics) [2]draws.Dist {
	value, exports := q.ranged(0, s.find(s.base(), "")), q.ranged(1, s.find(Exports, ""))
	out := [2]draws.Dist{draws.Triangular{Low: value.low, Mode: q.S, High: value.high},
		draws.Triangular{Low: exports.low, Mode: q.T, High: exports.high}}
	if s.apart() { // shares of output are what the statistics say
		out[0] = draws.Fixed(q.S)
	}
	if !s.any(Exports) {
		out[1] = draws.Uniform{High: q.weight(1)}
	}
	return out
}

// DrawnTotals says which of the economy's totals DrawShares draws, and which it holds.
func (s Statistics) DrawnTotals() result.Clauses {
	var out result.Clauses
	note := func(key, template string, values ...any) { out = append(out, result.NewNote(key, template, values...)) }
	for _, of := range []Indicator{s.base(), Exports} {
		name := of.Word()
		switch whole := s.find(of, ""); {
		case !s.any(of):
			note("totals.open", "any part of {indicator} that they can make, for nobody says which", "indicator", name)
		case whole == nil:
			note("totals.industries", "{indicator} as the industries' statistics have them", "indicator", name)
		case of != Exports && s.apart() || whole.Low == whole.High:
			note("totals.held", "{value} of {indicator}, held, for no range of it is published", "indicator", name, "value",
				percent(whole.Value))
		default:
			note("totals.drawn", "{low} to {high} of {indicator}, most likely {value}", "indicator", name, "value",
				percent(whole.Value), "low", percent(whole.Low), "high", percent(whole.High))
		}
	}
	return out
}

// apart reports whether statistics tell output from value added, or from employment that stands for it.
func (s Statistics) apart() bool { return s.any(Output) && s.base() != Output }

// Enters reports whether shares by industry, or who buys from whom, rest on an indicator.
func (s Statistics) Enters(of Indicator) bool {
	switch of {
	case Output, Exports, Imports, FromLarge, ToLarge:
		return true
	}
	return of == s.base()
}

// base is what the economy's firms are split by.
func (s Statistics) base() Indicator {
	for _, of := range []Indicator{ValueAdded, Output, Employment} {
		if s.any(of) {
			return of
		}
	}
	return ValueAdded
}

// draw draws totals, and the shares nearest to odds drawn by industry that have them. Totals that no shares have, and
// odds so far out that no shares near them have the totals, are drawn again.
func (q *nearest) draw(totals [2]draws.Dist, r *rand.Rand) (d Drawn, err error) {
	const tries = 2000
	for range tries {
		other := nearest{part: append([]industryShares(nil), q.part...), S: totals[0].Quantile(r.Float64()),
			T: totals[1].Quantile(r.Float64())}
		if !other.possible() {
			continue
		}
		for i := range other.part {
			v := &other.part[i]
			v.s = proper(logistic(logit(v.s) + oddsSpread*r.NormFloat64()))
			v.t = proper(logistic(logit(v.t) + oddsSpread*r.NormFloat64()))
		}
		if d.Output, d.Exports, err = other.solve(); err == nil {
			return d, nil
		}
	}
	return d, &fault.Error{Kind: fault.Unsolved,
		What: fault.Say("none of %d drawn pairs of totals can be met by shares by industry", tries),
		Why:  "The statistics' ranges hardly meet what the industries allow",
		Fix:  "Check the two shares and their ranges, or leave out the draws"}
}

// move shifts shares between two industries, in a direction that leaves both totals, to a point drawn uniformly from
// all that the two industries' limits allow.
func (q *nearest) move(at Drawn, r *rand.Rand) {
	i, k := r.IntN(len(q.part)), r.IntN(len(q.part))
	a, b := &q.part[i], &q.part[k]
	if i == k || a.a == 0 || b.a == 0 {
		return
	}
	angle := 2 * math.Pi * r.Float64()
	x, y := math.Cos(angle), math.Sin(angle)
	if a.b == 0 || b.b == 0 {
		y = 0
	}
	per := func(v, weight float64) float64 {
		if weight == 0 {
			return 0
		}
		return v / weight
	}
	from := [2][2]float64{{per(x, a.a), per(y, a.b)}, {-per(x, b.a), -per(y, b.b)}}
	low, high := math.Inf(-1), math.Inf(1)
	for end, p := range []*industryShares{a, b} {
		l, h := p.chord([2]float64{at.Output[[2]int{i, k}[end]], at.Exports[[2]int{i, k}[end]]}, from[end])
		low, high = math.Max(low, l), math.Min(high, h)
	}
	if !(high > low) || math.IsInf(high-low, 0) {
		return
	}
	step := low + r.Float64()*(high-low)
	for end, at2 := range []int{i, k} {
		at.Output[at2] += step * from[end][0]
		at.Exports[at2] += step * from[end][1]
	}
}

// chord is how far one can go from a point in a direction, backwards and forwards, inside the polygon.
func (p *industryShares) chord(at, to [2]float64) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	for k, from := range p.corner {
		next := p.corner[(k+1)%len(p.corner)]
		dx, dy := next[0]-from[0], next[1]-from[1]
		inside := math.Max(0, dx*(at[1]-from[1])-dy*(at[0]-from[0]))
		switch slope := dx*to[1] - dy*to[0]; {
		case slope > 0:
			low = math.Max(low, -inside/slope)
		case slope < 0:
			high = math.Min(high, -inside/slope)
		}
	}
	return low, high
}
