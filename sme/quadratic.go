package sme

import "math"

// Product is a term of an outcome that is quadratic in shares,
//
//	u · Σ_i (Value_i s_i + Exported_i t_i) + Own (u − u²),   u = Small s_j + Sold t_j of one industry j
type Product struct {
	Industry        int
	Small, Sold     float64
	Value, Exported []float64
	Own             float64
}

// Quadratic returns an outcome that is a sum of products at some shares.
func Quadratic(terms []Product, d Drawn) float64 {
	var sum float64
	for k := range terms {
		t := &terms[k]
		u := t.Small*d.Output[t.Industry] + t.Sold*d.Exports[t.Industry]
		var y float64
		for i, v := range t.Value {
			y += v*d.Output[i] + t.Exported[i]*d.Exports[i]
		}
		sum += u*y + t.Own*(u-u*u)
	}
	return sum
}

// QuadraticBounds returns ends that a sum of products cannot pass over all shares that the statistics allow. Every
// product of two unknowns is replaced by its envelope over their own certified ranges (McCormick 1976), every square by
// a tangent or a chord, which leaves a linear outcome whose ends are certified. The true ends lie inside.
func (p *ShareSpace) QuadraticBounds(terms []Product) (low, high float64) {
	parts, flipped := make([]crossed, len(terms)), make([]crossed, len(terms))
	for k := range terms {
		t := terms[k].parted()
		t.ul, t.uh = p.of(t.u)
		t.yl, t.yh = p.of(t.y)
		parts[k] = t
		t.y, t.yl, t.yh, t.own, t.linear = negative(t.y), -t.yh, -t.yl, -t.own, -t.linear
		flipped[k] = t
	}
	return -p.above(flipped), p.above(parts)
}

// crossed is u y + own (u − u²) + linear u, with u and y linear in shares: coefficients of s, then of t. Both lie in
// certified ranges.
type crossed struct {
	u, y           []float64
	own, linear    float64
	ul, uh, yl, yh float64
}

// of is the range of what is linear in shares.
func (p *ShareSpace) of(v []float64) (low, high float64) {
	n := len(v) / 2
	return p.Bounds(v[:n], v[n:])
}

// parted is the same term with what its other factor owes to u itself as a square of its own: u (y + α u) is u y + α u
// − α (u − u²), and what is a square needs no envelope of a product.
func (t Product) parted() crossed {
	n := len(t.Value)
	out := crossed{u: make([]float64, 2*n), y: append(append([]float64(nil), t.Value...), t.Exported...), own: t.Own}
	out.u[t.Industry], out.u[n+t.Industry] = t.Small, t.Sold
	alpha := (out.y[t.Industry]*t.Small + out.y[n+t.Industry]*t.Sold) / (t.Small*t.Small + t.Sold*t.Sold)
	for i, u := range out.u {
		out.y[i] -= alpha * u
	}
	out.own -= alpha
	out.linear = alpha
	return out
}

// mixes are the weights of one face of a product's envelope that are tried; the other has the rest. tangents are the
// places of tangents that are tried, as parts of the range.
var mixes, tangents = []float64{0, 1}, []float64{.2, .8}

// matters is the part of an end below which what a product's envelope leaves open is not looked into.
const matters = .03

// above returns an upper end: the least found over mixtures of the two faces of each product's envelope, and over the
// places of tangents. Every mixture and tangent gives an upper end, so the search may stop anywhere.
func (p *ShareSpace) above(terms []crossed) float64 {
	mix, place := make([]float64, len(terms)), make([]float64, len(terms))
	for k, t := range terms {
		mix[k], place[k] = .5, (t.ul+t.uh)/2
	}
	n := len(p.q.part)
	look := func() float64 {
		all, rest := make([]float64, 2*n), 0.0
		for k := range terms {
			rest += terms[k].face(mix[k], place[k], all)
		}
		return rest + p.q.most(all[:n], all[n:], p.ranges)
	}
	best := look()
	try := func(at *float64, to []float64) {
		for _, v := range to {
			old := *at
			*at = v
			if found := look(); found < best {
				best = found
			} else {
				*at = old
			}
		}
	}
	for k, t := range terms {
		width := t.uh - t.ul
		if width*(t.yh-t.yl) > matters*math.Abs(best) {
			try(&mix[k], mixes)
		}
		if t.own*width*width > matters*math.Abs(best) {
			at := make([]float64, len(tangents))
			for i, part := range tangents {
				at[i] = t.ul + part*width
			}
			try(&place[k], at)
		}
	}
	return best
}

// face adds a linear function that is nowhere below the term to coefficients, and returns its constant.
func (t *crossed) face(mix, place float64, all []float64) float64 {
	// u y ≤ mix (u_high y + y_low u − u_high y_low) + (1 − mix) (u_low y + y_high u − u_low y_high)
	onY := mix*t.uh + (1-mix)*t.ul
	onU := t.linear + mix*t.yl + (1-mix)*t.yh
	rest := -mix*t.uh*t.yl - (1-mix)*t.ul*t.yh
	if t.own > 0 { // −u² ≤ place² − 2 place u
		onU += t.own * (1 - 2*place)
		rest += t.own * place * place
	} else { // u² ≤ (u_low + u_high) u − u_low u_high
		onU += t.own * (1 - t.ul - t.uh)
		rest += t.own * t.ul * t.uh
	}
	for i, v := range t.y {
		all[i] += onY*v + onU*t.u[i]
	}
	return rest
}
