package sme

import (
	"context"
	"math/rand/v2"
)

// Sampler draws splits that agree with information: mixtures of vertices of the program of all splits.
type Sampler struct {
	p        *program
	vertices [][]float64
}

// NewSampler finds count vertices.
func NewSampler(ctx context.Context, e *Economy, f Information, count int) (*Sampler, error) {
	s := &Sampler{p: newProgram(e, f, nil)}
	for seed := range count {
		x, err := s.p.some(ctx, uint64(100+seed))
		if err != nil {
			return nil, err
		}
		s.vertices = append(s.vertices, x)
	}
	return s, nil
}

// Mix returns the split at a mixture of the vertices; weights add up to one.
func (s *Sampler) Mix(ctx context.Context, weights []float64) (*Split, error) {
	x := make([]float64, len(s.vertices[0]))
	for v, w := range weights {
		if w != 0 {
			for j := range x {
				x[j] += w * s.vertices[v][j]
			}
		}
	}
	return s.p.split(ctx, x)
}

// OutsideBox returns how far a split's g and μ lie outside the limits that bounds rest on.
func OutsideBox(s *Split, f Information) float64 {
	b := limits(s.Economy, f)
	var worst float64
	for k := range b.serve {
		if s.X[k] < 1e-6*s.Economy.X[k%s.Economy.N()] {
			continue
		}
		for _, v := range []struct {
			is float64
			in interval
		}{{s.Serving[k], b.serve[k]}, {s.Content[Small][k], b.content[k]}} {
			worst = max(worst, v.in.low-v.is, v.is-v.in.high)
		}
	}
	return worst
}

// ShareWithin is the range of the share where the traced program takes every class's output to hold between low and
// high of small firms' value added, whatever is true.
func ShareWithin(ctx context.Context, e *Economy, f Information, low, high float64) (Range, error) {
	r, err := newRelaxation(ctx, e, f, starts)
	if err != nil {
		return Range{}, err
	}
	box := limits(r.e, f)
	for k := range box.content {
		box.content[k] = interval{low, high}
	}
	for end := range r.outer {
		r.outer[end] = newProgram(r.e, f, box)
	}
	return r.share(ctx, certain)
}

// Mixture turns a split into a point of the program with a box, and returns by how much it misses the program's
// equations and bounds: what shows that the program is a relaxation.
func Mixture(s *Split, f Information) float64 {
	box := limits(s.Economy, f)
	p := newProgram(s.Economy, f, box)
	x := make([]float64, len(p.columns))
	at := func(v interval, is float64) [2]float64 {
		if v.high == v.low {
			return [2]float64{1, 0}
		}
		h := (is - v.low) / (v.high - v.low)
		return [2]float64{1 - h, h}
	}
	n := s.Economy.N()
	g, m := make([][2]float64, 2*n), make([][2]float64, 2*n)
	for k := range 2 * n {
		g[k], m[k] = at(box.serve[k], s.Serving[k]), at(box.content[k], s.Content[Small][k])
		for a := range 2 {
			for b := range 2 {
				x[p.x[k][2*a+b]] = s.X[k] * m[k][a] * g[k][b]
			}
			x[p.va[k][a]], x[p.imports[k][a]] = s.VA[k]*g[k][a], s.Imports[k]*g[k][a]
			x[p.exports[k][a]], x[p.final[k][a]] = s.Exports[k]*m[k][a], s.Final[k]*m[k][a]
		}
	}
	for i := range n {
		for j := range n {
			for q, c := range p.cell[i*n+j] {
				from, to := q/8*n+i, q/4%2*n+j
				x[c] = s.Z[from*2*n+to] * m[from][q/2%2] * g[to][q%2]
			}
		}
	}
	return p.misses(x)
}

// misses returns by how much x misses the rows and bounds, at most. Slacks, the columns with one entry of −1, take what
// their bounds allow.
func (p *program) misses(x []float64) float64 {
	var worst float64
	rest := append([]float64(nil), p.b...)
	slack := func(c column) bool { return len(c.entries) == 1 && c.entries[0].Value == -1 }
	for j, c := range p.columns {
		for _, e := range c.entries {
			rest[e.Row] -= e.Value * x[j]
		}
		if !slack(c) {
			worst = max(worst, c.low-x[j], x[j]-c.high)
		}
	}
	for _, c := range p.columns {
		if slack(c) {
			rest[c.entries[0].Row] += min(c.high, max(0, -rest[c.entries[0].Row]))
		}
	}
	for _, r := range rest {
		worst = max(worst, r, -r)
	}
	return worst
}

// ExtremeShares are shares that agree with totals of value added and exports: a mixture of two solutions of linear
// programs with random objectives.
func ExtremeShares(e *Economy, s Statistics, r *rand.Rand) (small, exports []float64) {
	a, b := extremeShares(e, s, r)
	c, d := extremeShares(e, s, r)
	if a == nil || c == nil {
		return nil, nil
	}
	w := r.Float64()
	for i := range a {
		small, exports = append(small, w*a[i]+(1-w)*c[i]), append(exports, w*b[i]+(1-w)*d[i])
	}
	return small, exports
}

// extremeShares follows a random objective that is nearly linear: shares nearest to references near 0 or 1.
func extremeShares(e *Economy, s Statistics, r *rand.Rand) (small, exports []float64) {
	return referred(e, s, func(*industryShares) (float64, float64) {
		return logistic(12 * r.NormFloat64()), logistic(12 * r.NormFloat64())
	})
}

// TiltedShares are the shares nearest to random references that agree with the totals.
func TiltedShares(e *Economy, s Statistics, r *rand.Rand) (small, exports []float64) {
	return referred(e, s, func(p *industryShares) (float64, float64) {
		return logistic(logit(p.s) + r.NormFloat64()), logistic(logit(p.t) + r.NormFloat64())
	})
}

func referred(e *Economy, s Statistics, to func(*industryShares) (float64, float64)) (small, exports []float64) {
	p, err := PointShares(e, s)
	if err != nil {
		return nil, nil
	}
	q, err := newNearest(e, s, ValueAdded, p)
	if err != nil {
		return nil, nil
	}
	for i := range q.part {
		v, x := to(&q.part[i])
		q.part[i].s, q.part[i].t = proper(v), proper(x)
	}
	small, exports, err = q.solve()
	if err != nil {
		return nil, nil
	}
	return small, exports
}
