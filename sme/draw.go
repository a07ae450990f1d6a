package sme

import (
	"math"
	"math/rand/v2"
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

// DrawShares draws shares by industry that agree with the statistics, whose totals are held at their values.
//
// Error: as SharesBy.
func DrawShares(e *Economy, s Statistics, how Drawing, n int, r *rand.Rand) ([]Drawn, error) {
	p, err := PointShares(e, s)
	if err != nil {
		return nil, err
	}
	q, err := newNearest(e, s, s.base(), p)
	if err != nil {
		return nil, err
	}
	out := make([]Drawn, 0, n)
	if how == DrawnOdds {
		for len(out) < n {
			d, err := q.odds(r)
			if err != nil {
				return nil, located(err, e)
			}
			out = append(out, d)
		}
		return out, nil
	}
	at, err := q.centre(r)
	if err != nil {
		return nil, located(err, e)
	}
	for len(out) < n {
		for range walkSteps * len(q.part) {
			q.move(at, r)
		}
		out = append(out, Drawn{append([]float64(nil), at.Output...), append([]float64(nil), at.Exports...)})
	}
	return out, nil
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

// odds are the shares nearest to odds drawn by industry. Odds so far out that no shares near them have the totals are
// drawn again.
func (q *nearest) odds(r *rand.Rand) (d Drawn, err error) {
	const tries = 50
	for range tries {
		other := *q
		other.part = append([]industryShares(nil), q.part...)
		for i := range other.part {
			v := &other.part[i]
			v.s = proper(logistic(logit(v.s) + oddsSpread*r.NormFloat64()))
			v.t = proper(logistic(logit(v.t) + oddsSpread*r.NormFloat64()))
		}
		if d.Output, d.Exports, err = other.solve(); err == nil {
			return d, nil
		}
	}
	return d, err
}

// centre is the mean of some shares, so that it lies inside.
func (q *nearest) centre(r *rand.Rand) (Drawn, error) {
	const of = 20
	n := len(q.part)
	mean := Drawn{make([]float64, n), make([]float64, n)}
	for range of {
		d, err := q.odds(r)
		if err != nil {
			return mean, err
		}
		for i := range n {
			mean.Output[i] += d.Output[i] / of
			mean.Exports[i] += d.Exports[i] / of
		}
	}
	return mean, nil
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
