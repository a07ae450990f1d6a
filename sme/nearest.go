package sme

import (
	"math"

	"ikat/fault"
)

const (
	nearestSteps     = 200
	nearestTolerance = 1e-12
	// rounding is how far the dual, a sum of terms below 1 that may cancel, can fall by rounding alone.
	rounding = 1e-15
	// unweighted is the weight of what has none, so that it is determined.
	unweighted = 1e-9
)

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
	odds    [2]float64   // the logarithms of s's and t's odds: see weigh
	corner  [][2]float64 // of the polygon of (s, t) that its limits allow, in order
}

// solve returns s and t by industry.
//
// Error: fault.Unsolved.
func (q *nearest) solve() (s, t []float64, err error) {
	var lambda, mu float64
	q.weigh()
	at := q.look(lambda, mu)
	for range nearestSteps {
		if at.miss() < nearestTolerance {
			break
		}
		dl, dm := at.newton()
		step, better := 1.0, false
		for ; step > 1e-9 && !better; step /= 2 {
			next := q.look(lambda+step*dl, mu+step*dm)
			if better = next.dual > at.dual-rounding &&
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
			What: fault.Say("shares by industry still miss the totals by %.1e", at.miss()),
			Why:  "The totals are at the edge of what the industries allow", Fix: "Give shares by industry"}
	}
	return at.s, at.t, nil
}

// weigh takes the odds of what shares would be without limits, once for all multipliers.
func (q *nearest) weigh() {
	for i := range q.part {
		p := &q.part[i]
		p.odds = [2]float64{logit(p.s), logit(p.t)}
	}
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
	n := len(q.part)
	both := make([]float64, 2*n)
	v := look{missS: -q.S, missT: -q.T, dual: lambda*q.S + mu*q.T, s: both[:0:n], t: both[n:n]}
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

// best returns where the industry's Lagrangian is least: without limits, or on an edge that this lies beyond. (From
// elsewhere on the boundary the way there leads inside, and downwards.)
func (p *industryShares) best(lambda, mu float64) place {
	free := place{s: logistic(p.odds[0] + lambda*p.a/p.w), t: logistic(p.odds[1] + mu*p.b/p.u)}
	at := place{value: math.Inf(1)}
	inside := true
	for k, from := range p.corner {
		if !p.beyond(k, free.s, free.t) {
			continue
		}
		inside = false
		if v := p.along(from, p.corner[(k+1)%len(p.corner)], lambda, mu); v.value < at.value {
			at = v
		}
	}
	if !inside {
		return at
	}
	free.value = p.lagrangian(free.s, free.t, lambda, mu)
	free.ss, free.tt = p.a*p.a*free.s*(1-free.s)/p.w, p.b*p.b*free.t*(1-free.t)/p.u
	return free
}

// along returns where the Lagrangian is least on an edge.
func (p *industryShares) along(from, to [2]float64, lambda, mu float64) place {
	ds, dt := to[0]-from[0], to[1]-from[1]
	freeS, freeT := p.odds[0], p.odds[1]
	slope := func(x float64) (d, curve float64) {
		s, t := from[0]+x*ds, from[1]+x*dt
		if ds != 0 {
			d += ds * (p.w*(logit(s)-freeS) - lambda*p.a)
			curve += p.w * ds * ds / (s * (1 - s))
		}
		if dt != 0 {
			d += dt * (p.u*(logit(t)-freeT) - mu*p.b)
			curve += p.u * dt * dt / (t * (1 - t))
		}
		return d, curve
	}
	x := rising(slope)
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

// rising returns where a function that rises from 0 to 1 is nought, or the end nearest to it: by its slope where that
// stays between what is known, and by halves elsewhere.
func rising(f func(x float64) (value, slope float64)) float64 {
	low, high, x := 0.0, 1.0, .5
	for range 100 {
		v, slope := f(x)
		step := v / slope
		if v == 0 || math.Abs(step) <= 1e-16*x {
			break
		}
		if v < 0 {
			low = x
		} else {
			high = x
		}
		if x -= step; !(x > low && x < high) {
			x = low + (high-low)/2
		}
		if high-low <= 1e-18 {
			break
		}
	}
	return x
}

func (p *industryShares) lagrangian(s, t, lambda, mu float64) float64 {
	return p.w*divergence(s, p.s) + p.u*divergence(t, p.t) - lambda*p.a*s - mu*p.b*t
}

// inside reports whether a point lies in the polygon.
func (p *industryShares) inside(s, t float64) bool {
	for k := range p.corner {
		if p.beyond(k, s, t) {
			return false
		}
	}
	return true
}

// beyond reports whether a point lies on the other side of an edge; corners are in counter-clockwise order.
func (p *industryShares) beyond(edge int, s, t float64) bool {
	from, to := p.corner[edge], p.corner[(edge+1)%len(p.corner)]
	return (to[0]-from[0])*(t-from[1])-(to[1]-from[1])*(s-from[0]) < -1e-14
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
