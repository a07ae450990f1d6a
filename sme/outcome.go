package sme

import (
	"context"
	"math"
)

// Ends are the ends of an outcome that no shares pass, and values that some reach.
type Ends struct{ Low, High, FoundLow, FoundHigh float64 }

// valueParts are into how many parts a range of small firms' value added is cut: within each, growth is bounded as if
// it were over either end of the part.
const valueParts = 2

// GrowthBounds returns the ends of an outcome over small firms' value added, and growth that some shares give. The
// outcome is a part of the value added given; where that has a range, shares with another are taken over theirs.
//
// Error: fault.Canceled.
func (p *ShareSpace) GrowthBounds(ctx context.Context, o *Outcome, value float64) (Ends, error) {
	least, most := p.Value()
	parts := valueParts
	if most-least <= near*least { // an end is no nearer than that to what is reached
		parts = 1
	}
	growth := Ends{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	split := newSplitOutcome(p.region(), o)
	for k := range parts {
		part := (most - least) / float64(parts)
		low, high := least+float64(k)*part, least+float64(k+1)*part
		if parts == 1 {
			high = most
		}
		v, at, err := split.within(ctx, p.Between(low, high).region())
		if err != nil {
			return Ends{}, err
		}
		if !(v.Low <= v.High) { // no shares have such a total
			continue
		}
		for _, own := range []float64{low, high} {
			growth.Low = math.Min(growth.Low, v.Low*value/own)
			growth.High = math.Max(growth.High, v.High*value/own)
		}
		growth.FoundLow = math.Min(growth.FoundLow, v.FoundLow*value/p.value(at[0]))
		growth.FoundHigh = math.Max(growth.FoundHigh, v.FoundHigh*value/p.value(at[1]))
	}
	if !(growth.Low <= growth.High) {
		return Ends{math.NaN(), math.NaN(), math.NaN(), math.NaN()}, nil
	}
	return growth, nil
}

// value is small firms' value added at some shares.
func (p *ShareSpace) value(d Drawn) float64 {
	var sum float64
	for i, s := range d.Output {
		sum += p.q.part[i].a * s
	}
	return sum * p.total
}

// splitOutcome is an outcome whose forms, and what they are less than nothing, are split as for bounds.
type splitOutcome struct {
	*Outcome
	up, down           *splitForm
	timesUp, timesDown []*splitForm
}

func newSplitOutcome(g *region, o *Outcome) *splitOutcome {
	out := &splitOutcome{Outcome: o}
	if len(o.Times) == 0 {
		out.up, out.down = newSplitForm(g, o.Form), newSplitForm(g, o.Form.scaled(-1))
	}
	for _, t := range o.Times {
		out.timesUp = append(out.timesUp, newSplitForm(g, t.Form))
		out.timesDown = append(out.timesDown, newSplitForm(g, t.Form.scaled(-1)))
	}
	return out
}

// within returns the ends of the outcome over a region, and at which shares the values found are. With l and f in
// ranges of their own that are certified, no product l f of a line and a form passes either of
//
//	l_high f + f_low l − l_high f_low,   l_low f + f_high l − l_low f_high
//
// (McCormick 1976), nor any mixture of both: an outcome is nowhere above a form, whose end is found. Which mixture is
// best is searched for at the point where the end is reached.
//
// Error: fault.Canceled.
func (o *splitOutcome) within(ctx context.Context, g *region) (Ends, [2]Drawn, error) {
	faces := make([]faced, len(o.Times))
	for k, t := range o.Times {
		v := &faces[k]
		v.Times = t
		v.line = g.reach(t.Line)
		most, _, _ := o.timesUp[k].over(g).most(ctx, 0, 0)
		least, _, _ := o.timesDown[k].over(g).most(ctx, 0, 0)
		v.form = interval{-least, most}
		if err := ctx.Err(); err != nil {
			return Ends{}, [2]Drawn{}, err
		}
	}
	high, reached, top := mixed(ctx, g, o.Form, o.up, faces)
	for k := range faces {
		v := &faces[k]
		v.Form = v.Form.scaled(-1)
		v.form = interval{-v.form.high, -v.form.low}
	}
	low, found, bottom := mixed(ctx, g, o.Form.scaled(-1), o.down, faces)
	return Ends{-low, high, -found, reached}, [2]Drawn{bottom, top}, ctx.Err()
}

// reach is the range of a line.
func (g *region) reach(l Line) interval {
	f := NewForm(len(g.ratio))
	f.AddLine(1, l)
	c := inRegion(g, f)
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

// mixed is the least end over some mixtures of faces, or where there are none that of a form split already, and a value
// that is reached at some shares.
func mixed(ctx context.Context, g *region, f *Form, split *splitForm, faces []faced) (end, reached float64, at Drawn) {
	none := math.NaN()
	if len(faces) == 0 {
		end, best, _ := split.over(g).most(ctx, halvesMost, halvesSign)
		if len(best) == 0 { // no shares are in the region
			return none, none, at
		}
		return end, split.at(best), g.shares(best)
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
		most, _, z := newSplitForm(g, over).over(g).most(ctx, 4, 4)
		if len(z) == 0 {
			return none, none, at
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
		if value > reached {
			reached, at = value, d
		}
	}
	return end, reached, at
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
