package leontief_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"ikat/internal/randtable"
	"ikat/leontief"
)

// Weighted solves leave no residual of the matrix written out, and factors of it agree with iteration.
func TestWeightedSolves(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s := build(t, randtable.Draw(t), leontief.Options{})
		n, G, k := s.N(), s.G(), rapid.IntRange(1, 3).Draw(t, "k")
		w := make([]leontief.Weights, k)
		for c := range w {
			w[c] = make(leontief.Weights, n*G)
			for q := range G {
				for i := range n {
					if w[c][q*n+i] = 1; s.PartOf(i) != q {
						w[c][q*n+i] = rapid.Float64Range(0, 1.2).Draw(t, "w")
					}
				}
			}
		}
		at := func(c, i, j int) float64 { return s.A(i, j) * w[c][s.PartOf(j)*n+i] }
		b := make([]float64, n*k)
		for i := range b {
			b[i] = rapid.Float64Range(-1, 1).Draw(t, "b")
		}
		for _, trans := range []bool{false, true} {
			y := append([]float64(nil), b...)
			solve := s.SolveWeighted
			if trans {
				solve = s.SolveWeightedT
			}
			if err := solve(ctx, w, y); err != nil {
				t.Fatal(err)
			}
			for c := range k {
				for i := range n {
					r := y[i*k+c] - b[i*k+c]
					for j := range n {
						if trans {
							r -= at(c, j, i) * y[j*k+c]
						} else {
							r -= at(c, i, j) * y[j*k+c]
						}
					}
					if !near(r, 0, 1e-10) {
						t.Fatalf("residual %v", r)
					}
				}
			}
			if !trans {
				checkFactors(t, s, w, b, y)
			}
		}
		got, err := s.MulWeightedT(ctx, w, b)
		if err != nil {
			t.Fatal(err)
		}
		for c := range k {
			for j := range n {
				var want float64
				for i := range n {
					want += at(c, i, j) * b[i*k+c]
				}
				if !near(got[j*k+c], want, 1e-12) {
					t.Fatalf("(A∘W)'y: %v, want %v", got[j*k+c], want)
				}
			}
		}
	})
}

func checkFactors(t *rapid.T, s *leontief.System, w []leontief.Weights, b, y []float64) {
	k := len(w)
	for c := range k {
		lu, err := s.FactorWeighted(context.Background(), w[c])
		if err != nil {
			t.Fatal(err)
		}
		col := make([]float64, s.N())
		for i := range col {
			col[i] = b[i*k+c]
		}
		if err := lu.Solve(context.Background(), false, 1, col, 1); err != nil {
			t.Fatal(err)
		}
		for i, v := range col {
			if !near(v, y[i*k+c], 1e-9) {
				t.Fatalf("by factors %v, by iteration %v", v, y[i*k+c])
			}
		}
	}
}

func TestFlowsAndInputs(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s := build(t, randtable.Draw(t), leontief.Options{})
		u := make([]float64, s.N())
		for i := range u {
			u[i] = rapid.Float64Range(-1, 1).Draw(t, "u")
		}
		f, err := s.Flows(ctx, u)
		if err != nil {
			t.Fatal(err)
		}
		in, err := s.Inputs(ctx, u)
		if err != nil {
			t.Fatal(err)
		}
		for i := range s.N() {
			var all float64
			for q, Q := range s.Parts {
				var want float64
				for m := Q.Lo; m < Q.Hi; m++ {
					want += s.A(i, m) * u[m]
				}
				if !near(f[i*s.G()+q], want, 1e-12) {
					t.Fatalf("flow %v, want %v", f[i*s.G()+q], want)
				}
				all += want
			}
			if !near(in[i], all, 1e-12) {
				t.Fatalf("inputs %v, want %v", in[i], all)
			}
		}
	})
}
