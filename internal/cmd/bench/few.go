package main

import (
	"context"
	"fmt"
	"math"

	"ikat/dense"
)

// fewColumns writes what products by a few columns and solves for them take, in passes: how many times one product by
// one column, which reads the matrix once. Each is timed in turn with the pass, so that both see the same machine.
func fewColumns(ctx context.Context, r *report) error {
	r.say("### Few columns\n\nIn passes over the matrix: how many times one product by one column, measured in turn. " +
		"The limit is what arithmetic alone takes at the processor's peak, where that is more than one pass.\n")
	peak, err := peakRate()
	if err != nil {
		return err
	}
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
			limit := fmt.Sprintf("| limit %d |", n)
			for _, k := range columns {
				x, y := make([]float64, n*k), make([]float64, n*k)
				for i := range x {
					x[i] = 1 / float64(1+i%97)
				}
				pass := func() error { dense.Gemv(op, n, n, 1, a, n, x[:n], 0, y[:n]); return nil }
				multiply := func() error { return dense.Gemm(ctx, op, dense.NoTrans, n, k, n, 1, a, n, x, k, 0, y, k) }
				p, one, err := inTurn(max(5, 20_000/n), multiply, pass)
				if err != nil {
					return err
				}
				s, again, err := inTurn(max(5, 20_000/n), func() error { return lu.Solve(ctx, op, k, y, k) }, pass)
				if err != nil {
					return err
				}
				product += fmt.Sprintf(" %.2f |", p/one)
				solve += fmt.Sprintf(" %.2f |", s/again)
				limit += fmt.Sprintf(" %.2f |", max(1, 2*float64(n)*float64(n)*float64(k)/peak/one))
			}
			r.say("%s\n%s\n%s", limit, product, solve)
		}
	}
	r.say("")
	return nil
}

// inTurn returns the shortest times, in seconds, of some work and of other work, run in turn.
func inTurn(runs int, work, other func() error) (shortest, least float64, err error) {
	shortest, least = math.Inf(1), math.Inf(1)
	for range runs {
		w, err := best(1, work)
		if err != nil {
			return 0, 0, err
		}
		o, err := best(1, other)
		if err != nil {
			return 0, 0, err
		}
		shortest, least = min(shortest, w.Seconds()), min(least, o.Seconds())
	}
	return shortest, least, nil
}
