package sme

import (
	"context"
	"math"
	"math/big"

	"ikat/sme/lp"
)

// Exact is what rational arithmetic says of a solution and its multipliers.
type Exact struct {
	Objective, Bound float64 // c'x; what no x that meets the rows and bounds has less of
	Missing          float64 // by how much x misses a row at most, in parts of the largest right-hand side
	Outside          bool    // x leaves its bounds
}

// SolvedExactly solves the program of splits with origins and destinations for the largest difference of both
// classes' value added in exports, and checks the answer without rounding.
func SolvedExactly(ctx context.Context, e *Economy, f Information) (*lp.Solution, Exact, error) {
	r, err := newRelaxation(ctx, e, f, 1)
	if err != nil {
		return nil, Exact{}, err
	}
	p := r.outer[0]
	p.seek(1, .5, -.5)
	s, err := p.solver.Solve(ctx, 1e-8)
	if err != nil {
		return nil, Exact{}, err
	}
	return s, p.exactly(s), nil
}

func (p *program) exactly(s *lp.Solution) Exact {
	q := p.solver.Problem()
	one := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	times := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	rest, y := make([]*big.Rat, q.Rows), make([]*big.Rat, q.Rows)
	objective, bound := new(big.Rat), new(big.Rat)
	for i, b := range q.B {
		rest[i], y[i] = one(b), one(s.Y[i])
		bound.Add(bound, times(rest[i], y[i]))
	}
	var out Exact
	for j, c := range p.columns {
		x, cost := one(s.X[j]), one(q.C[j])
		objective.Add(objective, times(cost, x))
		for _, e := range c.entries {
			v := one(e.Value)
			rest[e.Row].Sub(rest[e.Row], times(v, x))
			cost.Sub(cost, times(v, y[e.Row]))
		}
		end := q.L[j]
		if cost.Sign() < 0 {
			end = q.U[j]
		}
		bound.Add(bound, times(cost, one(end)))
		out.Outside = out.Outside || s.X[j] < q.L[j] || s.X[j] > q.U[j]
	}
	var norm float64
	for i, r := range rest {
		v, _ := r.Float64()
		out.Missing, norm = math.Max(out.Missing, math.Abs(v)), math.Max(norm, math.Abs(q.B[i]))
	}
	out.Missing /= norm
	out.Objective, _ = objective.Float64()
	out.Bound, _ = bound.Float64()
	return out
}
