package sme

import (
	"context"
	"math"
	"math/rand/v2"

	"ikat/fault"
)

const (
	residual   = 1e-7 // of a split that counts as consistent, relative to the largest total
	starts     = 2    // of the search for the ends of the interval
	searchStep = 40   // linear programs of one search, at most
)

// split returns the split at a solution of a program without a box.
func (p *program) split(ctx context.Context, x []float64) (*Split, error) {
	n := p.e.N()
	s := &Split{Economy: p.e, Z: make([]float64, 4*n*n)}
	for _, v := range []struct {
		to *[]float64
		of [][]int
	}{{&s.X, p.x}, {&s.VA, p.va}, {&s.Imports, p.imports}, {&s.Exports, p.exports}, {&s.Final, p.final}} {
		*v.to = make([]float64, 2*n)
		for k, c := range v.of {
			(*v.to)[k] = x[c[0]]
		}
	}
	for i := range n {
		for j := range n {
			for q, c := range p.cell[i*n+j] {
				s.Z[(q/2*n+i)*2*n+q%2*n+j] = x[c]
			}
		}
	}
	return s, s.solve(ctx)
}

// some returns a split that agrees with the information: the vertex that a random objective leads to.
//
// Error: fault.Inconsistent if none does.
func (p *program) some(ctx context.Context, seed uint64) ([]float64, error) {
	r := rand.New(rand.NewPCG(seed, 0))
	c := p.solver.Problem().C
	for j := range c {
		c[j] = r.NormFloat64() / sum(p.e.X)
	}
	s, err := p.solver.Solve(ctx, 1e-6)
	if err != nil {
		return nil, err
	}
	if s.X == nil || s.Residual > residual {
		return nil, &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("statistics of %s on %s", p.e.Code, p.e.Table),
			What: "no split of the table agrees with them",
			Why:  fault.Say("They were taken with these assumptions: %s", p.f.Assumptions().String()),
			Fix:  "Widen the ranges (low, high) of the statistics"}
	}
	return s.X, nil
}

// climb moves from a split to one with a larger share of small firms in value added in exports (sign 1) or a smaller
// one (sign −1), by linear programs along the gradient
//
//	dVAX = Σ g dva + Σ μ (de + dZ g − g dx)
//
// and the best point between each solution and the last split. It ends at a local optimum.
func (p *program) climb(ctx context.Context, x []float64, sign, progress float64) (float64, error) {
	now, err := p.split(ctx, x)
	if err != nil {
		return 0, err
	}
	for range searchStep {
		p.gradient(now, sign)
		s, err := p.solver.Solve(ctx, progress)
		if err != nil {
			return 0, err
		}
		if s.X == nil || s.Residual > residual {
			break
		}
		before := now.Share()
		if x, now, err = p.between(ctx, x, s.X, now, sign); err != nil {
			return 0, err
		}
		if sign*(now.Share()-before) < progress {
			break
		}
	}
	return now.Share(), nil
}

// between returns the best of the splits on the way from one to another, halving the way while that helps.
func (p *program) between(ctx context.Context, from, to []float64, at *Split, sign float64) ([]float64, *Split, error) {
	best, x, found := at, from, false
	for step := 1.0; step > 1e-3; step /= 2 {
		y := make([]float64, len(from))
		for j := range y {
			y[j] = from[j] + step*(to[j]-from[j])
		}
		s, err := p.split(ctx, y)
		if err != nil {
			return nil, nil, err
		}
		if sign*(s.Share()-best.Share()) > 0 {
			best, x, found = s, y, true
		} else if found {
			break
		}
	}
	return x, best, nil
}

// gradient sets the objective to minus the gradient of the share at a split, times sign.
func (p *program) gradient(s *Split, sign float64) {
	n, share := p.e.N(), s.Share()
	c := p.solver.Problem().C
	clear(c)
	scale := -sign / sum(p.e.Exports)
	content := make([]float64, 2*n)
	for k := range content {
		content[k] = scale * ((1-share)*s.Content[Small][k] - share*s.Content[Large][k])
		weight := 1 - share
		if k >= n {
			weight = -share
		}
		c[p.va[k][0]] = scale * weight * s.Serving[k]
		c[p.exports[k][0]] = content[k]
		c[p.x[k][0]] = -content[k] * s.Serving[k]
	}
	for i := range n {
		for j := range n {
			for q, v := range p.cell[i*n+j] {
				c[v] = content[q/2*n+i] * s.Serving[q%2*n+j]
			}
		}
	}
}

// reach returns the largest (sign 1) or smallest (sign −1) share that the search finds from some splits.
func (p *program) reach(ctx context.Context, sign float64, from [][]float64, progress float64) (float64, error) {
	best := math.Inf(-1)
	for _, x := range from {
		share, err := p.climb(ctx, x, sign, progress)
		if err != nil {
			return 0, err
		}
		best = math.Max(best, sign*share)
	}
	return sign * best, nil
}
