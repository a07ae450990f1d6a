package sme

import (
	"context"
	"math"

	"ikat/dense"
)

// The ends of a polynomial over all shares that the statistics allow. A form q is split into a concave part and squares
// of single shares,
//
//	q(z) = [q(z) − Σ δ_i z_i²] + Σ δ_i z_i²,   δ ≥ 0
//
// with z an industry's parts of exports and of home sales. No shares pass the tangent of the first part at any point,
// nor the chords of the squares between the corners of an industry's limits: what is left is linear, and its end is a
// dual solution's value (αBB: Androulakis, Maranas & Floudas 1995). Better points are found by conditional gradients
// (Frank & Wolfe 1956); limits are halved where chords are furthest from their squares, the worst half first. Every end
// is certified wherever this stops.

const (
	// halvesMost is how often limits are halved at most; near is how near to a value that is reached an end need be, as a
	// part of the larger of both.
	halvesMost, near = 100, .01
	// gradients is how many tangents are tried for one set of limits.
	gradients = 30
	// halvesSign is how often where the end and the value found lie on either side of 0: the sign is what is read first.
	halvesSign = 400
	// bends is how often squares are moved out of a form; what is left convex after that is taken off all coordinates
	// alike.
	bends = 5
)

// region is what shares may be: limits by industry in (t, d), small firms' parts of exports and of home sales, and what
// they add up to in two totals.
type region struct {
	blocks []block
	total  [2]float64
	ratio  []float64 // n: exports over output
}

// block is one industry's limits, or, last, what is left of a total that is a range.
type block struct {
	corner [][2]float64
	weight [2][2]float64 // by total and coordinate
}

// solid is a part of output that is sold at home below which home sales have no part of their own.
const solid = 1e-9

// region states the limits. Where nothing is sold at home the second coordinate is s.
func (p *ShareSpace) region() *region {
	q := p.q
	g := &region{ratio: p.ratio, total: [2]float64{p.ranges[0].high, p.ranges[1].high}}
	for i, v := range q.part {
		r := g.ratio[i]
		b := block{}
		for _, c := range v.corner {
			s, t := c[0], c[1]
			d := s
			if g.split(i) {
				d = (s - r*t) / (1 - r)
			}
			b.corner = append(b.corner, [2]float64{t, d})
		}
		b.weight = [2][2]float64{{0, v.a}, {v.b, 0}}
		if g.split(i) {
			b.weight[0] = [2]float64{v.a * r, v.a * (1 - r)}
		}
		g.blocks = append(g.blocks, b)
	}
	left := block{weight: [2][2]float64{{1, 0}, {0, 1}}}
	x, y := p.ranges[0].high-p.ranges[0].low, p.ranges[1].high-p.ranges[1].low
	left.corner = [][2]float64{{0, 0}, {x, 0}, {x, y}, {0, y}}
	g.blocks = append(g.blocks, left)
	return g
}

// split reports whether an industry sells at home too.
func (g *region) split(i int) bool { return g.ratio[i] >= 0 && 1-g.ratio[i] > solid }

// splitForm is a form in a region's coordinates, split into a concave part and squares: the same whatever the limits
// and totals are.
type splitForm struct {
	size   int       // coordinates: two a block
	whole  []float64 // the form, size x size, as given
	curve  []float64 // the concave part
	line   []float64 // linear part, of both
	fixed  float64
	weight [2][]float64 // of coordinates in totals
	strong [2]float64   // how much of the square of a total is taken off the concave part
	delta  []float64    // by coordinate: of squares
}

// newSplitForm turns a form into coordinates of a region and splits it.
func newSplitForm(g *region, f *Form) *splitForm {
	c := inRegion(g, f)
	c.delta = make([]float64, c.size)
	c.tie(g)
	c.bend()
	return c
}

// concave is a form over a region, ready to be bounded from above.
type concave struct {
	*splitForm
	g     *region
	tied  []float64 // linear part of the concave part: what keeps it concave off the totals
	tiedC float64
}

// over is the form over a region.
func (c *splitForm) over(g *region) *concave {
	out := &concave{splitForm: c, g: g, tied: make([]float64, c.size)}
	for k, total := range g.total {
		for i, x := range c.weight[k] {
			out.tied[i] += 2 * c.strong[k] * total * x
		}
		out.tiedC -= c.strong[k] * total * total
	}
	return out
}

// inRegion writes a form in the region's coordinates, with s_i = r t + (1 − r) d.
func inRegion(g *region, f *Form) *splitForm {
	c, n := &splitForm{size: 2 * len(g.blocks)}, len(g.ratio)
	c.whole, c.line = make([]float64, c.size*c.size), make([]float64, c.size)
	put := func(k int, add func(at int, v float64)) {
		switch i := (k - 1) % n; {
		case k > n:
			add(2*i, 1)
		case g.split(i):
			add(2*i, g.ratio[i])
			add(2*i+1, 1-g.ratio[i])
		default:
			add(2*i+1, 1)
		}
	}
	c.fixed = f.m[0]
	for a := 1; a < f.size; a++ {
		if v := f.m[a]; v != 0 {
			put(a, func(i int, x float64) { c.line[i] += 2 * x * v })
		}
		for b := 1; b < f.size; b++ {
			v := f.m[a*f.size+b]
			if v == 0 {
				continue
			}
			put(a, func(i int, x float64) {
				put(b, func(j int, y float64) { c.whole[i*c.size+j] += v * x * y })
			})
		}
	}
	return c
}

// tie makes the concave part as concave as need be in directions that change totals: what is taken off is 0 where
// totals hold.
func (c *splitForm) tie(g *region) {
	var norm float64
	for _, v := range c.whole {
		norm = math.Max(norm, math.Abs(v))
	}
	c.curve = append([]float64(nil), c.whole...)
	for k := range g.total {
		w := make([]float64, c.size)
		var square float64
		for i, b := range g.blocks {
			w[2*i], w[2*i+1] = b.weight[k][0], b.weight[k][1]
			square += w[2*i]*w[2*i] + w[2*i+1]*w[2*i+1]
		}
		strong := 100 * norm * float64(c.size) / square
		for i, x := range w {
			for j, y := range w {
				c.curve[i*c.size+j] -= strong * x * y
			}
		}
		c.weight[k], c.strong[k] = w, strong
	}
}

// bend moves squares out of the concave part until it is concave.
func (c *splitForm) bend() {
	n := c.size
	rest := 0.0
	for round := range bends + 1 {
		values, vectors, ok := dense.Symmetric(n, c.curve)
		if !ok {
			rest = math.Inf(1)
			break
		}
		if rest = math.Max(0, values[n-1]); rest == 0 || round == bends {
			break
		}
		for k, lambda := range values {
			if lambda <= 1e-9*rest {
				continue
			}
			v := vectors[k*n : (k+1)*n]
			var fourth float64
			for _, x := range v {
				fourth += x * x * x * x
			}
			for i, x := range v {
				more := 1.05 * lambda * x * x / fourth
				c.delta[i] += more
				c.curve[i*n+i] -= more
			}
		}
	}
	rest *= 1 + 1e-9
	for i := range n {
		c.delta[i] += rest
		c.curve[i*n+i] -= rest
	}
}

// at is the form at a point that has the totals.
func (c *splitForm) at(z []float64) float64 {
	return c.fixed + inner(c.line, z) + bilinear(c.whole, z, z)
}

// slope is the concave part at a point, and its gradient.
func (c *concave) slope(z []float64) (value float64, g []float64) {
	n := c.size
	g = make([]float64, n)
	value = c.fixed + c.tiedC
	for i := range n {
		row := inner(c.curve[i*n:(i+1)*n], z)
		g[i] = 2*row + c.line[i] + c.tied[i]
		value += z[i] * (row + c.line[i] + c.tied[i])
	}
	return value, g
}

// node is a set of limits, with an end over them and a point at which it is reached.
type node struct {
	blocks []block
	end    float64
	z      []float64 // nil where none was found
	chord  []float64 // by coordinate: δ times the chord of its square at z
	best   []float64 // where the form itself is most, of the points found; nil where none was
	reach  float64   // the form there
}

// found notes a point.
func (v *node) found(c *concave, z []float64) {
	if x := c.at(z); x > v.reach {
		v.best, v.reach = z, x
	}
}

// bound tries tangents at ever better points.
func (c *concave) bound(blocks []block, from []float64) *node {
	v := &node{blocks: blocks, end: math.Inf(1), reach: math.Inf(-1)}
	o := &oracle{blocks: blocks, total: c.g.total}
	o.squares(c.delta)
	z := from
	var chord []float64
	for round := range gradients {
		var value float64
		var g []float64
		if z != nil {
			value, g = c.slope(z)
			value -= inner(g, z)
		} else {
			g = c.line
			value = c.fixed
			if round == 0 { // no point yet: any will do
				if _, z, chord = o.most(g); z == nil {
					return v
				}
				continue
			}
		}
		end, next, nextChord := o.most(g)
		end += value
		if next == nil { // the end holds; no shares were found within these limits
			v.end = math.Min(v.end, end)
			return v
		}
		v.found(c, next)
		better := end < v.end
		v.end = math.Min(v.end, end)
		if chord == nil {
			z, chord = next, nextChord
			v.z, v.chord = z, chord
			continue
		}
		if better || v.z == nil {
			v.z, v.chord = z, chord
		}
		// along the way to the corner found: slope and curvature of concave part and chords
		d := make([]float64, c.size)
		var rise float64
		for i := range d {
			d[i] = next[i] - z[i]
			rise += g[i]*d[i] + nextChord[i] - chord[i]
		}
		if rise <= near/8*math.Abs(v.end) {
			break
		}
		step := 1.0
		if bent := bilinear(c.curve, d, d); bent < 0 {
			step = math.Min(1, -rise/(2*bent))
		}
		moved, movedChord := make([]float64, c.size), make([]float64, c.size)
		for i := range d {
			moved[i] = z[i] + step*d[i]
			movedChord[i] = chord[i] + step*(nextChord[i]-chord[i])
		}
		z, chord = moved, movedChord
		v.found(c, z)
	}
	return v
}

// most returns an end that the form cannot pass, where the best value found is, and where the end is reached. halve is
// how often limits may be halved, and unsigned how often where the end and the value differ in sign; once it is told to
// stop it ends with what it has.
func (c *concave) most(ctx context.Context, halve, unsigned int) (end float64, best, z []float64) {
	open := []*node{c.bound(c.g.blocks, nil)}
	reach := open[0].reach
	best = open[0].best
	closed := math.Inf(-1)
	for k := 0; ; k++ {
		worst := -1
		for i, v := range open {
			if worst < 0 || v.end > open[worst].end {
				worst = i
			}
		}
		if worst < 0 {
			return closed, best, z
		}
		v := open[worst]
		z = v.z
		end = math.Max(v.end, closed)
		tries := halve
		if end*reach < 0 {
			tries = unsigned
		}
		if k >= tries || ctx.Err() != nil || end-reach <= near*math.Max(math.Abs(end), math.Abs(reach)) {
			return end, best, z
		}
		open = append(open[:worst], open[worst+1:]...)
		at, place := c.widest(v)
		if at < 0 {
			closed = math.Max(closed, v.end)
			continue
		}
		for _, sign := range []float64{1, -1} {
			part := append([]block(nil), v.blocks...)
			b := part[at/2]
			p, q := [2]float64{1, 0}[at%2], [2]float64{0, 1}[at%2]
			if b.corner = cut(b.corner, sign*p, sign*q, sign*place); len(b.corner) == 0 {
				continue
			}
			part[at/2] = b
			next := c.bound(part, v.z)
			next.end = math.Min(next.end, v.end)
			if next.reach > reach {
				reach, best = next.reach, next.best
			}
			if next.end > reach {
				open = append(open, next)
			}
		}
		closed = math.Max(closed, reach)
	}
}

// widest is the coordinate whose chord is furthest above its square, and where to cut it.
func (c *concave) widest(v *node) (at int, place float64) {
	at = -1
	var most float64
	for i, z := range v.z {
		if i/2 >= len(c.g.ratio) {
			break
		}
		low, high := math.Inf(1), math.Inf(-1)
		for _, k := range v.blocks[i/2].corner {
			low, high = math.Min(low, k[i%2]), math.Max(high, k[i%2])
		}
		if gap := v.chord[i] - c.delta[i]*z*z; gap > most && high-low > 1e-6 {
			at, most = i, gap
			place = math.Max(low+.1*(high-low), math.Min(high-.1*(high-low), z))
		}
	}
	return at, place
}

func bilinear(m, a, b []float64) float64 {
	var s float64
	for i, x := range a {
		if x != 0 {
			s += x * inner(m[i*len(b):(i+1)*len(b)], b)
		}
	}
	return s
}
