package main

import (
	"context"
	"fmt"
	"time"

	"ikat/dense"
)

// fewColumns writes what products by a few columns and solves for them take, in passes: how many times one product by
// one column, which reads the matrix once. Each is timed in turn with the pass, so that both see the same machine.
func fewColumns(ctx context.Context, r *report) error {
	r.say("### Few columns\n\nIn passes over the matrix: how many times one product by one column, measured in turn.\n")
	columns := []int{1, 2, 4, 5, 8, 16}
	head, rule := "| work |", "| --- |"
	for _, k := range columns {
		head, rule = head+fmt.Sprintf(" %d |", k), rule+" --- |"
	}
	r.say("%s\n%s", head, rule)
	for _, n := range []int{400, 1435, 4050} {
		a, m := leontiefMatrix(n)
		lu, err := dense.Factor(ctx, n, m, n)
		if err != nil {
			return err
		}
		for _, op := range []dense.Op{dense.NoTrans, dense.Trans} {
			product, solve := fmt.Sprintf("| product %d |", n), fmt.Sprintf("| solve %d |", n)
			if op == dense.Trans {
				product, solve = fmt.Sprintf("| transposed product %d |", n), fmt.Sprintf("| transposed solve %d |", n)
			}
			for _, k := range columns {
				x, y := make([]float64, n*k), make([]float64, n*k)
				for i := range x {
					x[i] = 1 / float64(1+i%97)
				}
				pass := func() error { dense.Gemv(op, n, n, 1, a, n, x[:n], 0, y[:n]); return nil }
				multiply := func() error { return dense.Gemm(ctx, op, dense.NoTrans, n, k, n, 1, a, n, x, k, 0, y, k) }
				p, err := inTurn(max(5, 20_000/n), multiply, pass)
				if err != nil {
					return err
				}
				s, err := inTurn(max(5, 20_000/n), func() error { return lu.Solve(ctx, op, k, y, k) }, pass)
				if err != nil {
					return err
				}
				product, solve = product+fmt.Sprintf(" %.2f |", p), solve+fmt.Sprintf(" %.2f |", s)
			}
			r.say("%s\n%s", product, solve)
		}
	}
	r.say("")
	return nil
}

// inTurn returns the shortest time of some work over that of other work, run in turn.
func inTurn(runs int, work, other func() error) (float64, error) {
	shortest, least := time.Duration(1<<63-1), time.Duration(1<<63-1)
	for range runs {
		w, err := best(1, work)
		if err != nil {
			return 0, err
		}
		o, err := best(1, other)
		if err != nil {
			return 0, err
		}
		shortest, least = min(shortest, w), min(least, o)
	}
	return shortest.Seconds() / least.Seconds(), nil
}
