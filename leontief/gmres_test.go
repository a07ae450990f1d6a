package leontief

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"ikat/dense"
	"ikat/icio"
)

// world makes a table of g economies and n industries, dense at home and thin abroad, as real ones are.
func world(g, n int, seed uint64) *icio.Table {
	r := rand.New(rand.NewPCG(seed, 1))
	m := g * n
	t := &icio.Table{Categories: []string{"FD"}, Z: make([]float64, m*m), F: make([]float64, m*g),
		X: make([]float64, m), VA: make([]float64, m)}
	for e := range g {
		t.Economies = append(t.Economies, string(rune('A'+e/26))+string(rune('A'+e%26)))
	}
	for i := range n {
		t.Industries = append(t.Industries, string(rune('a'+i/26))+string(rune('a'+i%26)))
	}
	for i := range m {
		for j := range m {
			z := math.Exp(2 * r.NormFloat64())
			if i/n != j/n {
				z *= 0.01
			}
			t.Z[i*m+j] = z
			t.X[i] += z
		}
		for e := range g {
			f := math.Exp(2 * r.NormFloat64())
			t.F[i*g+e] = f
			t.X[i] += f
		}
	}
	for j := range m {
		var inputs float64
		for i := range m {
			inputs += t.Z[i*m+j]
		}
		if need := inputs*1.5 - t.X[j]; need > 0 {
			t.F[j*g] += need
			t.X[j] += need
		}
		t.VA[j] = t.X[j] - inputs
	}
	return t
}

// Iteration and factors give the same answer, for one right-hand side and for several, plain and transposed.
func TestIterationEqualsFactors(t *testing.T) {
	ctx := context.Background()
	s, err := New(world(20, 30, 7), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.N() < smallSystem || !s.contracting() {
		t.Fatal("the system is not one that would be iterated")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, op := range []dense.Op{dense.NoTrans, dense.Trans} {
		for _, k := range []int{1, 5} {
			b := make([]float64, s.N()*k)
			for i := range b {
				b[i] = r.NormFloat64()
			}
			if k > 1 {
				for i := range s.N() {
					b[i*k+1] = 0 // a right-hand side of nothing has nothing as its answer
				}
			}
			y, err := s.iterate(ctx, op, k, b)
			if err != nil || y == nil {
				t.Fatalf("op %v, k %d: no convergence, %v", op, k, err)
			}
			lu, err := s.Factor(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.solveWith(ctx, lu, op, k, b); err != nil {
				t.Fatal(err)
			}
			for i := range b {
				if math.Abs(b[i]-y[i]) > 1e-11*math.Max(1, math.Abs(b[i])) {
					t.Fatalf("op %v, k %d, entry %d: %v by iteration, %v by factors", op, k, i, y[i], b[i])
				}
			}
		}
	}
}

// A system is factored once it has been asked as much as factoring would have cost, and not before.
func TestFactoringWaitsUntilItPays(t *testing.T) {
	ctx := context.Background()
	s, err := New(world(20, 30, 3), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range fewRHS + 1 {
		if known := s.global.known(); known {
			t.Fatalf("factored after %d right-hand sides", i)
		}
		b := make([]float64, s.N())
		b[i] = 1
		if err := s.Solve(ctx, 1, b); err != nil {
			t.Fatal(err)
		}
	}
	if !s.global.known() {
		t.Error("still not factored")
	}
}

// A sector that uses more than it makes is no reason to factor, and an explosive system is still found.
func TestIterationFindsSystemsThatDoNotClose(t *testing.T) {
	for name, c := range map[string]struct {
		excess float64 // of what two sectors use of each other's output, over their own
		closes bool
	}{"closes": {0, true}, "explodes": {1.5, false}} {
		table := world(20, 30, 3)
		m := table.Sectors()
		table.Z[5*m+6] += c.excess * table.X[6]
		table.Z[6*m+5] += c.excess * table.X[5]
		table.Z[5*m+m-1] += 1.2 * table.X[m-1] // the last sector buys more than it makes
		s, err := New(table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		b := s.ones()
		err = s.Solve(context.Background(), 1, b)
		if s.contracting() || (err == nil) != c.closes {
			t.Errorf("%s: contracting %v, error %v", name, s.contracting(), err)
		}
		if c.closes && s.global.known() {
			t.Errorf("%s: it was factored", name)
		}
	}
}
