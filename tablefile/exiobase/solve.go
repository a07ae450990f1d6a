package exiobase

import (
	"context"
	"math"
	"sync"

	"ikat/fault"
	"ikat/internal/cores"
	"ikat/tablefile/blocks"
)

const (
	// converged is how little a sector's output may still change, of itself, for the rounds to end; negligible is a
	// change, of the largest output, that counts as none.
	converged, negligible = 0x1p-51, 0x1p-80
	// mostRounds is many times what a table takes whose sectors spend 99% of their output on inputs.
	mostRounds = 20_000
)

// solve returns output by input coefficients A, in b.Z, and final demand: x = (I - A)^-1 Y 1, as the sum of what each
// round of suppliers makes, Y 1 + A Y 1 + A^2 Y 1 + ... A table of 10,000 sectors takes some 100 rounds of .1 s, and no
// memory beside A.
//
// Error: fault.Inconsistent where the sum does not end, since some sectors use up more than they make; ctx's error.
func solve(ctx context.Context, b *blocks.Blocks) ([]float64, error) {
	n, m := len(b.Sectors), len(b.Demand)
	x, round, next := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		for _, v := range b.F[i*m : (i+1)*m] {
			round[i] += v
		}
		x[i] = round[i]
	}
	for range mostRounds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		times(b.Z, round, next)
		round, next = next, round
		largest := 0.0
		for i, v := range round {
			x[i] += v
			largest = math.Max(largest, math.Abs(x[i]))
		}
		if math.IsInf(largest, 0) || math.IsNaN(largest) {
			break
		}
		done := true
		for i, v := range round {
			done = done && math.Abs(v) <= math.Max(converged*math.Abs(x[i]), negligible*largest)
		}
		if done {
			return x, nil
		}
	}
	return nil, &fault.Error{
		Kind:  fault.Inconsistent,
		Where: b.File,
		What:  "there is no x.txt, and output cannot be computed from its coefficients",
		Why:   "Suppliers of suppliers would make ever more: some sectors use up more than they make",
		Fix:   "Put the package's x.txt beside it",
	}
}

// times multiplies a square matrix with a vector, on all cores.
func times(a, v, out []float64) {
	n := len(v)
	var wg sync.WaitGroup
	workers := min(cores.Count(), 1+n/256)
	for w := range workers {
		wg.Go(func() {
			for i := w * n / workers; i < (w+1)*n/workers; i++ {
				sum := 0.0
				for j, x := range a[i*n : (i+1)*n] {
					sum += x * v[j]
				}
				out[i] = sum
			}
		})
	}
	wg.Wait()
}

// flows makes flows of the coefficients in b.Z.
func flows(b *blocks.Blocks, x []float64) {
	n := len(b.Sectors)
	for i := range n {
		for j, v := range x {
			b.Z[i*n+j] *= v
		}
	}
}
