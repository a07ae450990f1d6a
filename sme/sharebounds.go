package sme

import "math"

// ShareSpace is all shares by industry that statistics allow: small firms' s of value added and output, and t of
// exports. Totals enter with their ranges.
type ShareSpace struct {
	q      *nearest
	ranges [2]interval
	ratio  []float64 // n: exports over output
}

// NewShareSpace gathers what the statistics allow.
//
// Error: as SharesBy.
func NewShareSpace(e *Economy, s Statistics) (*ShareSpace, error) {
	p, err := PointShares(e, s)
	if err != nil {
		return nil, err
	}
	q, err := newNearest(e, s, s.base(), p)
	if err != nil {
		return nil, err
	}
	out := &ShareSpace{q: q, ranges: [2]interval{q.ranged(s.find(s.base(), ""), q.S), q.ranged(s.find(Exports, ""), q.T)}}
	for i, x := range e.X {
		out.ratio = append(out.ratio, e.Exports[i]/x)
	}
	return out, nil
}

// ShareBounds returns the least and the most of a linear outcome over all shares that the statistics allow; see
// ShareSpace.Bounds.
//
// Error: as SharesBy.
func ShareBounds(e *Economy, s Statistics, value, exported []float64) (low, high float64, err error) {
	p, err := NewShareSpace(e, s)
	if err != nil {
		return 0, 0, err
	}
	low, high = p.Bounds(value, exported)
	return low, high, nil
}

// Bounds returns the least and the most of a linear outcome,
//
//	Σ_i (value_i s_i + exported_i t_i)
//
// The ends are certified: each is the value of a dual solution, which no shares can pass.
func (p *ShareSpace) Bounds(value, exported []float64) (low, high float64) {
	return -p.q.most(negative(value), negative(exported), p.ranges), p.q.most(value, exported, p.ranges)
}

func negative(v []float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = -x
	}
	return out
}

// ranged is the range of a total in the weights of the problem.
func (q *nearest) ranged(whole *Statistic, total float64) interval {
	if whole == nil || whole.Value == 0 {
		return interval{total, total}
	}
	r := whole.within()
	return interval{total * r.low / whole.Value, total * r.high / whole.Value}
}

// most returns an upper end of Σ value s + exported t: the least of the dual found by halving, first over the
// multiplier of exports, then over that of value added. Every point of the dual is an upper end.
func (q *nearest) most(value, exported []float64, ranges [2]interval) float64 {
	at := func(lambda, mu float64) (dual, s, t float64) {
		for i := range q.part {
			p := &q.part[i]
			best, sum, out := math.Inf(-1), 0.0, 0.0
			for _, c := range p.corner {
				if v := value[i]*c[0] + exported[i]*c[1] - lambda*p.a*c[0] - mu*p.b*c[1]; v > best {
					best, sum, out = v, p.a*c[0], p.b*c[1]
				}
			}
			dual += best
			s += sum
			t += out
		}
		pick := func(m float64, r interval) float64 {
			if m > 0 {
				return r.high
			}
			return r.low
		}
		return dual + lambda*pick(lambda, ranges[0]) + mu*pick(mu, ranges[1]), s, t
	}
	scale := 1e-12
	for i := range q.part {
		scale = math.Max(scale, math.Max(math.Abs(value[i])/q.part[i].w, math.Abs(exported[i])/q.part[i].u))
	}
	scale = math.Min(scale, 1e9) * 4
	best := math.Inf(1)
	// Given λ the slope in μ is known: it never falls, and the least is where it turns.
	inner := func(lambda float64) float64 {
		low, high, found := -scale, scale, math.Inf(1)
		for range halvings {
			mu := (low + high) / 2
			d, _, t := at(lambda, mu)
			found = math.Min(found, d)
			if r := ranges[1]; mu > 0 && r.high > t || mu <= 0 && r.low > t {
				high = mu
			} else {
				low = mu
			}
		}
		best = math.Min(best, found)
		return found
	}
	least(-scale, scale, inner)
	return best
}

// halvings find a multiplier to 1e-13 of where it is looked for; sections do the same to 1e-11.
const halvings, sections = 44, 55

// least returns the least of a convex function between two points, by golden section.
func least(low, high float64, f func(float64) float64) float64 {
	const part = 0.6180339887498949
	a, b := high-part*(high-low), low+part*(high-low)
	fa, fb := f(a), f(b)
	for range sections {
		if fa <= fb {
			high, b, fb = b, a, fa
			a = high - part*(high-low)
			fa = f(a)
		} else {
			low, a, fa = a, b, fb
			b = low + part*(high-low)
			fb = f(b)
		}
	}
	return math.Min(fa, fb)
}
