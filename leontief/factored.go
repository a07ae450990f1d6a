package leontief

import (
	"context"

	"ikat/dense"
)

// Weighted is I − A∘W with its factors, for many solves with one set of weights. It is immutable.
type Weighted struct {
	lu *dense.LU
}

// Weighted factors I − A∘W.
//
// Error: fault.Unsolved naming the industry where it is singular; fault.Canceled.
func (s *System) Weighted(ctx context.Context, w Weights) (*Weighted, error) {
	lu, err := s.FactorWeighted(ctx, w)
	if err != nil {
		return nil, err
	}
	return &Weighted{lu}, nil
}

// Solve overwrites b, n x k row-major, with op(I − A∘W)⁻¹ b.
func (f *Weighted) Solve(ctx context.Context, op dense.Op, k int, b []float64) error {
	return stopped(f.lu.Solve(ctx, op, k, b, k))
}
