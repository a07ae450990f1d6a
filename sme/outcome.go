package sme

import (
	"context"
	"math"
)

// Ends are the ends of an outcome that no shares pass, and values that some reach.
type Ends struct{ Low, High, FoundLow, FoundHigh float64 }

// OutcomeBounds returns the ends of an outcome over all shares that the statistics allow. With l and f in ranges of
// their own that are certified, no product l f of a line and a form passes either of
//
//	l_high f + f_low l − l_high f_low,   l_low f + f_high l − l_low f_high
//
// (McCormick 1976), nor any mixture of both: an outcome is nowhere above a form, whose end is found. Which mixture is
// best is searched for at the point where the end is reached.
//
// Error: fault.Canceled.
func (p *ShareSpace) OutcomeBounds(ctx context.Context, o *Outcome) (Ends, error) {
	g := p.region()
	faces := make([]faced, len(o.Times))
	for k, t := range o.Times {
		v := &faces[k]
		v.Times = t
		v.line = g.reach(t.Line)
		most, _, _ := newConcave(g, t.Form).most(ctx, 0)
		least, _, _ := newConcave(g, t.Form.scaled(-1)).most(ctx, 0)
		v.form = interval{-least, most}
		if ctx.Err() != nil {
			return Ends{}, ctx.Err()
		}
	}
	high, reached := mixed(ctx, g, o.Form, faces)
	for k := range faces {
		v := &faces[k]
		v.Form = v.Form.scaled(-1)
		v.form = interval{-v.form.high, -v.form.low}
	}
	low, found := mixed(ctx, g, o.Form.scaled(-1), faces)
	if ctx.Err() != nil {
		return Ends{}, ctx.Err()
	}
	return Ends{-low, high, -found, reached}, nil
}

// reach is the range of a line.
func (g *region) reach(l Line) interval {
	f := NewForm(len(g.ratio))
	f.AddLine(1, l)
	c := &concave{g: g, size: 2 * len(g.blocks)}
	c.turn(f)
	o := &oracle{blocks: g.blocks, total: g.total}
	o.squares(make([]float64, c.size))
	high, _, _ := o.most(c.line)
	for i := range c.line {
		c.line[i] = -c.line[i]
	}
	low, _, _ := o.most(c.line)
	return interval{c.fixed - low, c.fixed + high}
}

// faced is a product with the ranges of its factors.
type faced struct {
	Times
	line, form interval
}

// mixed is the least end over some mixtures of faces.
func mixed(ctx context.Context, g *region, f *Form, faces []faced) (end, reached float64) {
	if len(faces) == 0 {
		end, reached, z := newConcave(g, f).most(ctx, halvesMost)
		if len(z) == 0 { // no shares are in the region
			return math.NaN(), math.NaN()
		}
		return end, reached
	}
	mix := make([]float64, len(faces))
	for k := range mix {
		mix[k] = .5
	}
	end, reached = math.Inf(1), math.Inf(-1)
	const rounds = 6
	for round := range rounds {
		over := f.scaled(1)
		for k, v := range faces {
			w := mix[k]
			over.AddForm(w*v.line.high+(1-w)*v.line.low, v.Form)
			over.AddLine(w*v.form.low+(1-w)*v.form.high, v.Line)
			over.m[0] -= w*v.line.high*v.form.low + (1-w)*v.line.low*v.form.high
		}
		most, _, z := newConcave(g, over).most(ctx, 4)
		if len(z) == 0 {
			return math.NaN(), math.NaN()
		}
		end = math.Min(end, most)
		d := g.shares(z)
		value := f.At(d)
		for k, v := range faces {
			l, q := v.Line.At(d), v.Form.At(d)
			value += l * q
			first := v.line.high*q + v.form.low*l - v.line.high*v.form.low
			second := v.line.low*q + v.form.high*l - v.line.low*v.form.high
			to := 0.0
			if first < second {
				to = 1
			}
			mix[k] += (to - mix[k]) / float64(round+2)
		}
		reached = math.Max(reached, value)
	}
	return end, reached
}

// shares are those of a point of the region.
func (g *region) shares(z []float64) Drawn {
	n := len(g.ratio)
	d := Drawn{make([]float64, n), make([]float64, n)}
	for i := range n {
		d.Exports[i], d.Output[i] = z[2*i], z[2*i+1]
		if g.split(i) {
			d.Output[i] = g.ratio[i]*z[2*i] + (1-g.ratio[i])*z[2*i+1]
		}
	}
	return d
}
