package chain

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
)

// solve overwrites b, n x θ, with B(t) b: by factors where they are kept, by iteration otherwise.
func (m *Model) solve(ctx context.Context, b []float64) error {
	for c := range m.Thetas {
		f, err := m.near(ctx, c)
		if err != nil {
			return err
		}
		if f == nil {
			return m.Sys.SolveWeighted(ctx, m.with, b)
		}
		if err := onColumns(b, len(m.Thetas), []int{c}, func(some []float64) error {
			return f.Solve(ctx, dense.NoTrans, 1,
				some)
		}); err != nil {
			return err
		}
	}
	return nil
}

// solveT overwrites each cut's column of b with B(t)' b at its cost of a day; w holds the weights of each.
func (m *Model) solveT(ctx context.Context, cuts []linkCut, b []float64, w []leontief.Weights) error {
	for c := range m.Thetas {
		var columns []int
		for n, cut := range cuts {
			if cut.c == c {
				columns = append(columns, n)
			}
		}
		if len(columns) == 0 {
			continue
		}
		f, err := m.near(ctx, c)
		if err != nil {
			return err
		}
		if f == nil {
			return m.Sys.SolveWeightedT(ctx, w, b)
		}
		if err := onColumns(b, len(cuts), columns, func(some []float64) error {
			return f.Solve(ctx, dense.Trans,
				len(columns), some)
		}); err != nil {
			return err
		}
	}
	return nil
}

// onColumns hands some columns of b, which has k, to f as a block of their own and puts them back.
func onColumns(b []float64, k int, columns []int, f func(some []float64) error) error {
	n := len(b) / k
	some := make([]float64, n*len(columns))
	for i := range n {
		for at, c := range columns {
			some[i*len(columns)+at] = b[i*k+c]
		}
	}
	if err := f(some); err != nil {
		return err
	}
	for i := range n {
		for at, c := range columns {
			b[i*k+c] = some[i*len(columns)+at]
		}
	}
	return nil
}
