package leontief_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"ikat/dense"
	"ikat/internal/randtable"
	"ikat/internal/synth"
	"ikat/leontief"
)

func TestColumnsOfTheInverse(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s := build(t, randtable.Draw(t), leontief.Options{})
		b, n, G := power(s), s.N(), s.G()
		u := rapid.SliceOfN(rapid.Float64Range(-10, 10), n, n).Draw(t, "u")
		from, err := s.FromEach(ctx, u)
		if err != nil {
			t.Fatal(err)
		}
		err = s.EachColumnBlock(ctx, func(p int, col []float64) error {
			P := s.Parts[p]
			for i := range n {
				var sum float64
				for j := P.Lo; j < P.Hi; j++ {
					sum += b[i][j] * u[j]
					if got := col[i*(P.Hi-P.Lo)+j-P.Lo]; !near(got, b[i][j], 1e-10) {
						t.Errorf("B[%d][%d] %v, by rounds %v", i, j, got, b[i][j])
					}
				}
				if !near(from[i*G+p], sum, 1e-9) {
					t.Errorf("row %d of B_·%d u: %v, by rounds %v", i, p, from[i*G+p], sum)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		factors, err := s.DiagonalFactors(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for p, P := range s.Parts {
			x := append([]float64(nil), u[P.Lo:P.Hi]...)
			if err := factors[p].Solve(ctx, dense.NoTrans, 1, x, 1); err != nil {
				t.Fatal(err)
			}
			for i := P.Lo; i < P.Hi; i++ {
				var back float64
				for j := P.Lo; j < P.Hi; j++ {
					back += b[i][j] * x[j-P.Lo]
				}
				if !near(back, u[i], 1e-9) {
					t.Errorf("B_ss x in row %d: %v, want %v", i, back, u[i])
				}
			}
		}
	})
}

// Few columns and many take different ways to the same product.
func TestMulZ(t *testing.T) {
	s := build(t, synth.Table(3, 7, 1), leontief.Options{})
	for _, k := range []int{1, 2, 15, 16, 40} {
		P, Q := s.Parts[1], s.Parts[2]
		u, y := make([]float64, 7*k), make([]float64, 7*k)
		for i := range u {
			u[i] = float64(i%11) - 4
		}
		if err := s.MulZ(context.Background(), 1, 2, k, u, y); err != nil {
			t.Fatal(err)
		}
		for i := range 7 {
			for c := range k {
				var want float64
				for j := range 7 {
					want += s.Z(P.Lo+i, Q.Lo+j) * u[j*k+c]
				}
				if !near(y[i*k+c], want, 1e-12) {
					t.Fatalf("%d columns, entry %d,%d: %v, want %v", k, i, c, y[i*k+c], want)
				}
			}
		}
	}
}
