package sme

import (
	"fmt"
	"math"
	"strings"

	"ikat/fault"
)

// Rule says how totals of an economy become shares by industry.
type Rule string

const (
	// LeastInformation takes the shares nearest to the totals' that add up to them and leave no class with more exports
	// than output. It is the default.
	LeastInformation Rule = "least-information"
	// Uniform gives every industry the totals' shares, with exports of a class limited to its output. It need not add
	// up.
	Uniform Rule = "uniform"
)

// Rules lists them, the default first.
var Rules = []Rule{LeastInformation, Uniform}

// nearest is the problem of the least-information shares. With s_i small firms' share of an industry's value added and
// output, t_i that of its exports,
//
//	least Σ w_i KL(s_i | s) + Σ u_i KL(t_i | t),   KL(a | b) = a ln(a/b) + (1 − a) ln((1 − a)/(1 − b))
//	where Σ a_i s_i = S,  Σ b_i t_i = T,  0 ≤ t_i e_i ≤ s_i x_i,  (1 − t_i) e_i ≤ (1 − s_i) x_i
//
// and w, the industries' weights in value added, and u, those in exports, each sum to 1. Statistics by industry narrow
// what s_i and t_i may be. Given the multipliers λ and μ of the totals each industry is a problem of its own: its
// shares are the logistic of what the totals' are plus λ and μ where its limits allow that, and on an edge of them
// otherwise. λ and μ solve a smooth concave problem in two variables.
type nearest struct {
	part []industryShares
	S, T float64
}

// industryShares is one industry's part of the problem.
type industryShares struct {
	a, w, s float64      // in the first total, as a weight, and what the shares would be without limits
	b, u, t float64      // the same of exports
	corner  [][2]float64 // of the polygon of (s, t) that its limits allow, in order
}

const (
	nearestSteps     = 200
	nearestTolerance = 1e-12
	// unweighted is the weight of what has none, so that it is determined.
	unweighted = 1e-9
)

// solve returns s and t by industry.
//
// Error: fault.Unsolved.
func (q *nearest) solve() (s, t []float64, err error) {
	var lambda, mu float64
	at := q.look(lambda, mu)
	for range nearestSteps {
		if at.miss() < nearestTolerance {
			break
		}
		dl, dm := at.newton()
		step, better := 1.0, false
		for ; step > 1e-9 && !better; step /= 2 {
			next := q.look(lambda+step*dl, mu+step*dm)
			if better = next.dual > at.dual-1e-15*math.Abs(at.dual) &&
				(next.dual > at.dual || next.miss() < at.miss()); better {
				lambda, mu, at = lambda+step*dl, mu+step*dm, next
			}
		}
		if !better {
			break
		}
	}
	if at.miss() > 1e-8 {
		return nil, nil, &fault.Error{Kind: fault.Unsolved,
			What: fmt.Sprintf("shares by industry still miss the totals by %.1e", at.miss()),
			Why:  "The totals are at the edge of what the industries allow", Fix: "Give shares by industry"}
	}
	return at.s, at.t, nil
}

// look is the problem at some multipliers: the shares that they lead to, by how much those miss the totals, and the
// slopes.
type look struct {
	s, t             []float64
	missS, missT     float64
	ss, st, tt, dual float64
}

func (v look) miss() float64 { return math.Max(math.Abs(v.missS), math.Abs(v.missT)) }

// newton is the step of (λ, μ), with what keeps the slopes invertible where nothing answers to one of them.
func (v look) newton() (float64, float64) {
	small := 1e-14 + 1e-10*(v.ss+v.tt)
	ss, tt := v.ss+small, v.tt+small
	det := ss*tt - v.st*v.st
	dl, dm := -(tt*v.missS-v.st*v.missT)/det, -(ss*v.missT-v.st*v.missS)/det
	if size := math.Max(math.Abs(dl), math.Abs(dm)); size > 4 {
		dl, dm = 4*dl/size, 4*dm/size
	}
	return dl, dm
}

func (q *nearest) look(lambda, mu float64) look {
	v := look{missS: -q.S, missT: -q.T, dual: lambda*q.S + mu*q.T}
	for i := range q.part {
		p := &q.part[i]
		at := p.best(lambda, mu)
		v.s, v.t = append(v.s, at.s), append(v.t, at.t)
		v.missS += p.a * at.s
		v.missT += p.b * at.t
		v.ss, v.st, v.tt = v.ss+at.ss, v.st+at.st, v.tt+at.tt
		v.dual += at.value
	}
	return v
}

// place is an industry's shares at some multipliers, the Lagrangian there and the slopes of a s and b t.
type place struct{ s, t, value, ss, st, tt float64 }

// best returns where the industry's Lagrangian is least.
func (p *industryShares) best(lambda, mu float64) place {
	at := place{s: logistic(logit(p.s) + lambda*p.a/p.w), t: logistic(logit(p.t) + mu*p.b/p.u)}
	if p.inside(at.s, at.t) {
		at.value = p.lagrangian(at.s, at.t, lambda, mu)
		at.ss, at.tt = p.a*p.a*at.s*(1-at.s)/p.w, p.b*p.b*at.t*(1-at.t)/p.u
		return at
	}
	at.value = math.Inf(1)
	for k, from := range p.corner {
		if v := p.along(from, p.corner[(k+1)%len(p.corner)], lambda, mu); v.value < at.value {
			at = v
		}
	}
	return at
}

// along returns where the Lagrangian is least on an edge.
func (p *industryShares) along(from, to [2]float64, lambda, mu float64) place {
	ds, dt := to[0]-from[0], to[1]-from[1]
	slope := func(x float64) float64 {
		s, t := from[0]+x*ds, from[1]+x*dt
		var d float64
		if ds != 0 {
			d += ds * (p.w*(logit(s)-logit(p.s)) - lambda*p.a)
		}
		if dt != 0 {
			d += dt * (p.u*(logit(t)-logit(p.t)) - mu*p.b)
		}
		return d
	}
	low, high := 0.0, 1.0
	for range 60 {
		if mid := (low + high) / 2; slope(mid) < 0 {
			low = mid
		} else {
			high = mid
		}
	}
	x := (low + high) / 2
	at := place{s: from[0] + x*ds, t: from[1] + x*dt}
	at.value = p.lagrangian(at.s, at.t, lambda, mu)
	if x < 1e-15 || x > 1-1e-15 { // a corner does not answer
		return at
	}
	curve := 0.0
	if ds != 0 {
		curve += p.w * ds * ds / (at.s * (1 - at.s))
	}
	if dt != 0 {
		curve += p.u * dt * dt / (at.t * (1 - at.t))
	}
	if curve > 0 {
		at.ss, at.st, at.tt = p.a*p.a*ds*ds/curve, p.a*p.b*ds*dt/curve, p.b*p.b*dt*dt/curve
	}
	return at
}

func (p *industryShares) lagrangian(s, t, lambda, mu float64) float64 {
	return p.w*divergence(s, p.s) + p.u*divergence(t, p.t) - lambda*p.a*s - mu*p.b*t
}

// inside reports whether a point lies in the polygon; corners are in counter-clockwise order.
func (p *industryShares) inside(s, t float64) bool {
	for k, from := range p.corner {
		to := p.corner[(k+1)%len(p.corner)]
		if (to[0]-from[0])*(t-from[1])-(to[1]-from[1])*(s-from[0]) < -1e-14 {
			return false
		}
	}
	return true
}

func logistic(v float64) float64 { return 1 / (1 + math.Exp(-v)) }

func logit(v float64) float64 { return math.Log(v) - math.Log1p(-v) }

// divergence is KL(a | b) of two shares.
func divergence(a, b float64) float64 {
	var d float64
	if a > 0 {
		d += a * math.Log(a/b)
	}
	if a < 1 {
		d += (1 - a) * math.Log((1-a)/(1-b))
	}
	return d
}

// polygon returns the corners of the (s, t) that an industry with exports e of output x allows, within ranges of both.
// Sales at home that are negative as a whole are negative for both classes.
func polygon(x, e float64, s, t interval) [][2]float64 {
	corners := [][2]float64{{s.low, t.low}, {s.high, t.low}, {s.high, t.high}, {s.low, t.high}}
	r := e / x
	least, most := math.Min(0, 1-r), math.Max(0, 1-r)
	if r < 0 { // drawn from stocks: both classes alike
		return cut(cut(corners, 1, -1, 0), -1, 1, 0)
	}
	// least ≤ s − r t ≤ most
	return cut(cut(corners, 1, -r, least), -1, r, -most)
}

// cut keeps the part of a polygon where p s + q t ≥ c.
func cut(corners [][2]float64, p, q, c float64) [][2]float64 {
	var out [][2]float64
	for k, v := range corners {
		next := corners[(k+1)%len(corners)]
		here, there := p*v[0]+q*v[1]-c, p*next[0]+q*next[1]-c
		if here >= -1e-15 {
			out = append(out, v)
		}
		if here < -1e-15 && there > 1e-15 || here > 1e-15 && there < -1e-15 {
			x := here / (here - there)
			out = append(out, [2]float64{v[0] + x*(next[0]-v[0]), v[1] + x*(next[1]-v[1])})
		}
	}
	return out
}

// extremeShare returns the least of Σ a s (sign 1) or −Σ a s (sign −1) over shares whose exports add up to T: a linear
// program whose dual has one variable. ok is false where no shares have that total.
func (q *nearest) extremeShare(sign float64) (least float64, ok bool) {
	bound := func(nu float64) (value, exports float64) {
		for i := range q.part {
			p := &q.part[i]
			best, b := math.Inf(1), 0.0
			for _, c := range p.corner {
				if v := sign*p.a*c[0] - nu*p.b*c[1]; v < best {
					best, b = v, p.b*c[1]
				}
			}
			value += best
			exports += b
		}
		return value + nu*q.T, exports
	}
	low, high := -1.0, 1.0
	for range 60 {
		if _, e := bound(low); e > q.T {
			low *= 2
		}
		if _, e := bound(high); e < q.T {
			high *= 2
		}
	}
	if _, e := bound(low); e > q.T+1e-9 {
		return 0, false
	}
	if _, e := bound(high); e < q.T-1e-9 {
		return 0, false
	}
	for range 200 {
		mid := (low + high) / 2
		if _, e := bound(mid); e < q.T {
			low = mid
		} else {
			high = mid
		}
	}
	a, _ := bound(low)
	b, _ := bound(high)
	return sign * math.Max(a, b), true // any ν gives a bound: the larger is certain
}

// leastInformation fills in shares of output and value added (one unless output has statistics of its own) and exports.
func (p *Shares) leastInformation(e *Economy, s Statistics, base Indicator) error {
	q, err := newNearest(e, s, base, p)
	if err != nil {
		return err
	}
	if err := q.proveFeasible(e, s, base); err != nil {
		return err
	}
	small, exports, err := q.solve()
	if err != nil {
		return located(err, e)
	}
	p.Exports = exports
	if !s.any(Output) || base == Output {
		p.ValueAdded, p.Output = small, small
	}
	moved := []string{}
	for i := range q.part {
		v := &q.part[i]
		if at := v.best(0, 0); len(v.corner) > 2 && !v.inside(v.s, v.t) &&
			math.Abs(at.s-v.s)+math.Abs(at.t-v.t) > 1e-6 {
			moved = append(moved, e.Label[i])
		}
	}
	if len(moved) > 0 {
		p.Alike = moved
		p.note("one share for all industries would have a class export more than it makes in " +
			strings.Join(moved, ", ") +
			": shares by industry are the nearest ones that add up to the totals")
	}
	return nil
}

// newNearest states the problem. Where output has statistics of its own, shares of output are what they say and only
// exports are sought.
func newNearest(e *Economy, s Statistics, base Indicator, p *Shares) (*nearest, error) {
	q := &nearest{}
	apart := s.any(Output) && base != Output
	whole := s.find(base, "")
	out := s.find(Exports, "")
	q.part = make([]industryShares, e.N())
	totalVA, totalE := sumAbs(e.VA), sumAbs(e.Exports)
	for i, label := range e.Label {
		v := &q.part[i]
		v.a, v.b = weightOf(e.VA[i], totalVA), weightOf(e.Exports[i], totalE)
		// Exports below zero are drawn from stocks: both classes have the same part, which is no information of its
		// own.
		v.w, v.u = math.Max(math.Abs(v.a), unweighted), math.Max(v.b, unweighted)
		sRange, tRange := interval{0, 1}, interval{0, 1}
		v.s, v.t = p.ValueAdded[i], p.Exports[i]
		if one := s.find(base, label); one != nil {
			sRange, v.s = one.within(), one.Value
		}
		if one := s.find(Exports, label); one != nil {
			tRange, v.t = one.within(), one.Value
		}
		if apart {
			sRange = interval{p.Output[i], p.Output[i]}
			v.s = p.Output[i]
		}
		v.s, v.t = proper(v.s), proper(v.t)
		if v.corner = polygon(e.X[i], e.Exports[i], sRange, tRange); len(v.corner) == 0 {
			return nil, &fault.Error{Kind: fault.Inconsistent, Where: fmt.Sprintf("statistics of %s on %s, %s", e.Code,
				e.Table, label),
				What: fmt.Sprintf("small firms with %s to %s of output cannot make %s to %s of exports, which are "+
					"%s of output",
					percent(sRange.low), percent(sRange.high), percent(tRange.low), percent(tRange.high),
					percent(e.Exports[i]/e.X[i])),
				Why: "A class exports no more than it makes", Fix: "Change one of the two"}
		}
	}
	q.S, q.T = q.total(whole, apart, func(p *industryShares) (float64, float64) { return p.a, p.s }),
		q.total(out, false, func(p *industryShares) (float64, float64) { return p.b, p.t })
	return q, nil
}

// within is the range that a statistic leaves.
func (s *Statistic) within() interval {
	if s.Low <= s.Value && s.Value <= s.High {
		return interval{s.Low, s.High}
	}
	return interval{s.Value, s.Value}
}

// total is what shares must add up to: the economy's statistic, or what the industries' give.
func (q *nearest) total(whole *Statistic, fixed bool, of func(p *industryShares) (weight, share float64)) float64 {
	var weights, given float64
	for i := range q.part {
		w, s := of(&q.part[i])
		weights += w
		given += w * s
	}
	if whole == nil || fixed {
		return given
	}
	return whole.Value * weights
}

// proper keeps a share away from 0 and 1, where divergence is infinite.
func proper(v float64) float64 { return math.Min(math.Max(v, 1e-9), 1-1e-9) }

// weightOf is a part of a total; where there is none at all, nothing weighs.
func weightOf(part, total float64) float64 {
	if total == 0 {
		return 0
	}
	return part / total
}

func sumAbs(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += math.Abs(x)
	}
	return s
}

// proveFeasible returns an error where no shares by industry have the totals, with the figures that clash.
func (q *nearest) proveFeasible(e *Economy, s Statistics, base Indicator) error {
	var weights, exports float64
	for i := range q.part {
		weights += q.part[i].a
		exports += q.part[i].b
	}
	least, ok := q.extremeShare(1)
	most, _ := q.extremeShare(-1)
	const rounding = 1e-9
	switch {
	case !ok:
		return &fault.Error{Kind: fault.Inconsistent, Where: fmt.Sprintf("statistics of %s on %s", e.Code, e.Table),
			What: fmt.Sprintf("no shares by industry make %s of exports", percent(q.T/exports)),
			Why:  "What is given for the industries already adds up to too much or too little",
			Fix:  "Change the industries' shares of exports or the economy's"}
	case least > q.S+rounding:
		return q.clash(e, base, Small, q.T/exports, least/weights, q.S/weights)
	case most < q.S-rounding:
		return q.clash(e, base, Large, 1-q.T/exports, 1-most/weights, 1-q.S/weights)
	}
	return nil
}

// clash says which class would need more than it has.
func (q *nearest) clash(e *Economy, base Indicator, c Class, exports, needs, has float64) error {
	return &fault.Error{Kind: fault.Inconsistent, Where: fmt.Sprintf("statistics of %s on %s", e.Code, e.Table),
		What: fmt.Sprintf("%s firms need at least %s of %s to make %s of exports, and have %s", c, percent(needs),
			strings.ReplaceAll(string(base), "_", " "), percent(exports), percent(has)),
		Why: "A class exports no more than it makes, in whichever industries it works",
		Fix: "Check the two shares, or give ranges (low, high)"}
}

func located(err error, e *Economy) error {
	if f, ok := err.(*fault.Error); ok {
		f.Where = fmt.Sprintf("statistics of %s on %s", e.Code, e.Table)
	}
	return err
}

// uniformExports limits each industry's share of exports to what its classes make: e_S = min(max(t e, s x − (x − e)), s
// x).
func (p *Shares) uniformExports(e *Economy) {
	p.Exports = append([]float64(nil), p.Exports...)
	for i, t := range p.Exports {
		if e.Exports[i] > 0 {
			p.Exports[i] = limitedShare(p.Output[i], t, e.X[i], e.Exports[i])
			if p.Exports[i] != t {
				p.Alike = append(p.Alike, e.Label[i])
			}
		}
	}
	if p.Alike != nil {
		p.note("one share of exports for all industries is beyond what a class makes in " +
			strings.Join(p.Alike, ", ") +
			": there it is the nearest possible, and the economy's total is missed")
	}
}

// limitedShare is the share of exports e nearest to t for a class with the part s of output x.
func limitedShare(s, t, x, e float64) float64 {
	home := x - e
	return math.Min(math.Max(t*e, s*x-math.Max(home, 0)), s*x) / e
}

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
