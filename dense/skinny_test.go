package dense

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// Products by few columns against the definition, for both orders of a and b, edges that no kernel's step divides, and
// every beta.
func TestFewColumns(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n int) []float64 {
		v := make([]float64, n)
		for i := range v {
			v[i] = r.NormFloat64()
		}
		return v
	}
	for _, shape := range [][3]int{{1, 2, 1}, {3, 5, 7}, {4, 16, 8}, {37, 6, 129}, {130, 2, 515}, {515, 11, 66}} {
		m, n, kk := shape[0], shape[1], shape[2]
		for _, ta := range []Op{NoTrans, Trans} {
			for _, tb := range []Op{NoTrans, Trans} {
				for _, beta := range []float64{0, 1, -0.5} {
					a, b, c := random(m*kk), random(n*kk), random(m*n)
					lda, ldb := kk, n
					if ta {
						lda = m
					}
					if tb {
						ldb = kk
					}
					got := append([]float64(nil), c...)
					if beta == 0 {
						got[0] = math.NaN() // it is not read
					}
					err := skinny(context.Background(), current64.Load(), ta, tb, m, n, kk, 1.5, a, lda, b, ldb, beta, got, n)
					if err != nil {
						t.Fatal(err)
					}
					for i := range m {
						for j := range n {
							want, size := beta*c[i*n+j], math.Abs(c[i*n+j])
							for p := range kk {
								at, bt := i*lda+p, p*ldb+j
								if ta {
									at = p*lda + i
								}
								if tb {
									bt = j*ldb + p
								}
								x, y := a[at], b[bt]
								want += 1.5 * x * y
								size += 1.5 * math.Abs(x*y)
							}
							// Two orders of kk+1 additions differ by as many units in the last place of their sizes.
							if math.Abs(got[i*n+j]-want) > float64(kk+2)*0x1p-52*size {
								t.Fatalf("%dx%dx%d %v %v beta %g: c[%d,%d] = %g, want %g", m, n, kk, ta, tb, beta, i, j, got[i*n+j], want)
							}
						}
					}
				}
			}
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if skinny(
		ctx,
		current64.Load(),
		NoTrans,
		NoTrans,
		1,
		1,
		1,
		1,
		[]float64{1},
		1,
		[]float64{1},
		1,
		0,
		[]float64{0},
		1,
	) == nil {
		t.Error("a stopped product says nothing")
	}
}
