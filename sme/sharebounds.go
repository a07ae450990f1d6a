package sme

import "math"

// ShareSpace is all shares by industry that statistics allow: small firms' s of value added and output, and t of
// exports. Totals enter with their ranges.
type ShareSpace struct {
	q      *nearest
	ranges [2]interval
	ratio  []float64 // n: exports over output
	total  float64   // of value added, in whose parts the first weights are
}

// NewShareSpace gathers what the statistics allow.
//
// Error: as SharesBy.
func NewShareSpace(e *Economy, s Statistics) (*ShareSpace, error) {
	p, err := PointShares(e, s)
	if err != nil {
		return nil, err
	}
	return ShareSpaceOf(e, s, p)
}

// ShareSpaceOf is NewShareSpace where some shares that agree are at hand.
//
// Error: fault.Inconsistent with the figures that clash.
func ShareSpaceOf(e *Economy, s Statistics, p *Shares) (*ShareSpace, error) {
	q, err := newNearest(e, s, s.base(), p)
	if err != nil {
		return nil, err
	}
	out := &ShareSpace{q: q, total: sumAbs(e.VA),
		ranges: [2]interval{q.ranged(0, s.find(s.base(), "")), q.ranged(1, s.find(Exports, ""))}}
	for i, x := range e.X {
		out.ratio = append(out.ratio, e.Exports[i]/x)
	}
	return out, nil
}

// Value returns the least and the most that small firms' value added can be.
func (p *ShareSpace) Value() (low, high float64) {
	return p.ranges[0].low * p.total, p.ranges[0].high * p.total
}

// Between returns the shares with which small firms' value added is between two amounts.
func (p *ShareSpace) Between(low, high float64) *ShareSpace {
	out := *p
	out.ranges[0] = interval{low / p.total, high / p.total}
	return &out
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

// MeanBounds returns the least and the most of a mean over small firms,
//
//	Σ_i (value_i s_i + exported_i t_i) / Σ_i va_i s_i
//
// with va_i value added. Where their share of value added is a range, a limit λ of the mean holds where no shares bring
// the top above λ times the bottom, and the limits are halved in.
func (p *ShareSpace) MeanBounds(value, exported []float64) (low, high float64) {
	return -p.mean(negative(value), negative(exported)), p.mean(value, exported)
}

// mean is the upper end.
func (p *ShareSpace) mean(value, exported []float64) float64 {
	tilted := make([]float64, len(value))
	above := func(limit float64) float64 { // by how much some shares are above a limit; it holds where that is not above 0
		for i := range value {
			tilted[i] = value[i] - limit*p.total*p.q.part[i].a
		}
		return p.q.most(tilted, exported, p.ranges)
	}
	top, small := p.q.most(value, exported, p.ranges), p.ranges[0]
	if small.high-small.low <= 1e-12 {
		return top / (p.total * small.low)
	}
	first := top / (p.total * small.high)
	switch {
	case top <= 0 && small.low <= 0:
		return first
	case top <= 0: // no shares are above the limit found, and some reach the other
		low := top / (p.total * small.low)
		return root(above, low, above(low), first, above(first))
	}
	low, by := first, above(first)
	if by <= 0 {
		return low
	}
	for k, step := 0, first; k < doublings; k++ {
		high := low + step
		if v := above(high); v <= 0 {
			return root(above, low, by, high, v)
		} else {
			low, by, step = high, v, 2*step
		}
	}
	return math.Inf(1)
}

// root narrows where a falling function f turns from above 0 to 0 or below, by lines through both ends of which the one
// that stays is halved (the Illinois rule), and returns an end where it is not above 0.
func root(f func(float64) float64, low, fLow, high, fHigh float64) float64 {
	if fLow <= 0 {
		return low
	}
	width := high - low
	for k := 0; k < 60 && fHigh < 0 && high-low > 1e-12*width; k++ {
		x := high + fHigh/(fLow-fHigh)*(high-low)
		if !(x > low && x < high) {
			x = low + (high-low)/2
		}
		if v := f(x); v <= 0 {
			high, fHigh, fLow = x, v, fLow/2
		} else {
			low, fLow, fHigh = x, v, fHigh/2
		}
	}
	return high
}

// doublings of a limit that does not hold.
const doublings = 100

func negative(v []float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = -x
	}
	return out
}

// ranged is the range of the total of value added (0) or of exports (1) that a statistic leaves, in the weights of the
// problem.
func (q *nearest) ranged(of int, whole *Statistic) interval {
	total := [2]float64{q.S, q.T}[of]
	if whole == nil {
		return interval{total, total}
	}
	r, weight := whole.within(), q.weight(of)
	return interval{total + (r.low-whole.Value)*weight, total + (r.high-whole.Value)*weight}
}

// weight is the weights of all industries in a total, together.
func (q *nearest) weight(of int) (sum float64) {
	for i := range q.part {
		sum += [2]float64{q.part[i].a, q.part[i].b}[of]
	}
	return sum
}

// most returns an upper end of Σ value s + exported t: the least of the dual, over the multiplier of exports within
// that of value added. Every point of the dual is an upper end.
func (q *nearest) most(value, exported []float64, ranges [2]interval) float64 {
	scale := 1e-12
	for i := range q.part {
		scale = math.Max(scale, math.Max(math.Abs(value[i])/q.part[i].w, math.Abs(exported[i])/q.part[i].u))
	}
	d := &shareDual{q: q, value: value, exported: exported, ranges: ranges, scale: math.Min(scale, 1e9) * 4,
		best: math.Inf(1)}
	turn(d.scale, 0, d.inner)
	return d.best
}

// shareDual is the dual of the most of a linear outcome, piecewise linear in its two multipliers.
type shareDual struct {
	q               *nearest
	value, exported []float64
	ranges          [2]interval
	scale           float64 // of multipliers
	mu              float64 // where the last one was found
	best            float64 // of all values: any of them is an upper end
}

// inner is the least over the multiplier of exports, given that of value added.
func (d *shareDual) inner(lambda float64) (v bend) {
	d.mu, v = turn(d.scale, d.mu, func(mu float64) bend { return d.at(lambda, mu) })
	v.slope = v.other
	return v
}

// at is the dual at two multipliers. Its slope is in that of exports, the other in that of value added.
func (d *shareDual) at(lambda, mu float64) bend {
	var v, s, t float64
	for i := range d.q.part {
		p := &d.q.part[i]
		x, y := d.value[i]-lambda*p.a, d.exported[i]-mu*p.b
		best, at := math.Inf(-1), 0
		for k, c := range p.corner {
			if sum := x*c[0] + y*c[1]; sum > best {
				best, at = sum, k
			}
		}
		v += best
		s += p.a * p.corner[at][0]
		t += p.b * p.corner[at][1]
	}
	pick := func(m float64, r interval) float64 {
		if m > 0 {
			return r.high
		}
		return r.low
	}
	S, T := pick(lambda, d.ranges[0]), pick(mu, d.ranges[1])
	v += lambda*S + mu*T
	d.best = math.Min(d.best, v)
	return bend{value: v, slope: T - t, other: S - s}
}

// bend is a convex function at a point: its value and slope, and the slope in something else.
type bend struct{ value, slope, other float64 }

// turns is how often turn looks at most. Tangents that meet find a corner of a function in a few steps; halves take
// over where they do not. exact is how near to its tangents a corner is, as a part of the ends'.
const turns, exact = 90, 1e-13

// farthest is how many times the size of multipliers that is usual they may be: where small parts of one total hold
// large parts of the other they are large.
const farthest = 1e9

// turn returns where a convex function of pieces of lines is least, from a guess. The other slope is the one that holds
// with the mixture of both sides that does not rise.
func turn(scale, guess float64, f func(x float64) bend) (float64, bend) {
	x := guess
	at := f(x)
	far := farthest * scale
	low, high := -far, far
	var left, right bend
	haveLeft, haveRight := false, false
	for step, k := scale/1024, 0; k < turns; k++ {
		if at.slope == 0 {
			return x, at
		}
		if at.slope < 0 {
			low, left, haveLeft = x, at, true
		} else {
			high, right, haveRight = x, at, true
		}
		switch {
		case haveLeft && haveRight:
			meet := k%4 != 3
			if x = low + (high-low)/2; meet {
				x, meet = crossing(low, high, left, right)
			}
			next := f(x)
			model := left.value + left.slope*(x-low)
			near := exact * math.Max(math.Abs(left.value), math.Abs(right.value))
			if meet && next.value-model <= near || x == low || x == high {
				w := right.slope / (right.slope - left.slope)
				next.other = w*left.other + (1-w)*right.other
				return x, next
			}
			at = next
		case haveLeft:
			if x >= far {
				return x, at
			}
			x = math.Min(far, x+step)
			step *= 8
			at = f(x)
		default:
			if x <= -far {
				return x, at
			}
			x = math.Max(-far, x-step)
			step *= 8
			at = f(x)
		}
	}
	return x, at
}

// crossing is where the tangents at both ends meet; false, and halfway, where rounding has them meet outside.
func crossing(low, high float64, left, right bend) (float64, bool) {
	x := low + (right.value-left.value-right.slope*(high-low))/(left.slope-right.slope)
	if x > low && x < high {
		return x, true
	}
	return low + (high-low)/2, false
}
