package sme

import "math"

// ShareBounds returns the least and the most of a linear outcome over all shares by industry that the statistics allow,
//
//	Σ_i (value_i s_i + exported_i t_i)
//
// with small firms' shares s of value added and output and t of exports. Totals enter with their ranges. The ends are
// certified: each is the value of a dual solution, which no shares can pass.
//
// Error: as SharesBy.
func ShareBounds(e *Economy, s Statistics, value, exported []float64) (low, high float64, err error) {
	p, err := PointShares(e, s)
	if err != nil {
		return 0, 0, err
	}
	base := s.base()
	q, err := newNearest(e, s, base, p)
	if err != nil {
		return 0, 0, err
	}
	ranges := [2]interval{q.ranged(s.find(base, ""), q.S), q.ranged(s.find(Exports, ""), q.T)}
	negative := func(v []float64) []float64 {
		out := make([]float64, len(v))
		for i, x := range v {
			out[i] = -x
		}
		return out
	}
	low = -q.most(negative(value), negative(exported), ranges)
	return low, q.most(value, exported, ranges), nil
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
	inner := func(lambda float64) float64 {
		return least(-scale, scale, func(mu float64) float64 {
			d, _, _ := at(lambda, mu)
			best = math.Min(best, d)
			return d
		})
	}
	least(-scale, scale, inner)
	return best
}

// least returns the least of a convex function between two points, by golden section.
func least(low, high float64, f func(float64) float64) float64 {
	const part = 0.6180339887498949
	a, b := high-part*(high-low), low+part*(high-low)
	fa, fb := f(a), f(b)
	for range 90 {
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
