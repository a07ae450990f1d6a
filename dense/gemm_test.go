package dense

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// eachKernel runs a test on every kernel of double precision, and says which this processor cannot run.
func eachKernel(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	have := map[string]*kernel[float64]{}
	for _, k := range kernels64 {
		have[k.name] = k
	}
	for _, name := range []string{"avx512", "avx2", "neon", "go"} {
		t.Run(name, func(t *testing.T) {
			k := have[name]
			if k == nil {
				t.Skipf("this processor, or this build, has no kernel %s", name)
			}
			old, old32 := current64.Load(), current32.Load()
			defer current64.Store(old)
			defer current32.Store(old32)
			current64.Store(k)
			for _, k32 := range kernels32 {
				if k32.name == name {
					current32.Store(k32)
				}
			}
			f(t)
		})
	}
}

// random returns a rows x cols matrix with leading dimension ld; the places between the rows hold NaN, so that reading
// one shows.
func random(r *rand.Rand, rows, cols, ld int) []float64 {
	if rows == 0 || cols == 0 {
		return nil
	}
	a := make([]float64, (rows-1)*ld+cols)
	for i := range a {
		a[i] = math.NaN()
	}
	for i := range rows {
		for j := range cols {
			a[i*ld+j] = r.NormFloat64()
		}
	}
	return a
}

func clone(a []float64) []float64 { return append([]float64(nil), a...) }

func blasTrans(t Op) blas.Transpose {
	if t {
		return blas.Trans
	}
	return blas.NoTrans
}

// productError is the largest error of an element of c against the reference, relative to k·max|a|·max|b|, in units of
// the rounding error.
func productError(m, n, k int, c, want []float64, ldc int, size float64) float64 {
	worst := 0.0
	for i := range m {
		for j := range n {
			d := math.Abs(c[i*ldc+j]-want[i*ldc+j]) / (0x1p-52 * size * float64(k+2))
			if !(d <= worst) {
				worst = d
			}
		}
	}
	return worst
}

func TestGemmAgainstGonum(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		sizes := []int{1, 2, 3, 7, 8, 9, 15, 16, 23, 24, 25, 31, 48, 63, 97, 128, 199}
		for trial := range 600 {
			m, n, k := sizes[r.IntN(len(sizes))], sizes[r.IntN(len(sizes))], sizes[r.IntN(len(sizes))]
			if trial%50 == 0 {
				k = 400 + r.IntN(600)
			}
			ta, tb := Op(r.IntN(2) == 1), Op(r.IntN(2) == 1)
			alpha := []float64{1, -1, 0, 0.37}[r.IntN(4)]
			beta := []float64{0, 1, -1, 2.5}[r.IntN(4)]
			checkGemm(t, r, ta, tb, m, n, k, alpha, beta)
		}
		checkGemm(t, r, NoTrans, NoTrans, 300, 501, 999, 1, 0)
		checkGemm(t, r, Trans, Trans, 301, 500, 777, -1, 1)
	})
}

func checkGemm(t *testing.T, r *rand.Rand, ta, tb Op, m, n, k int, alpha, beta float64) {
	t.Helper()
	ar, ac, br, bc := m, k, k, n
	if ta {
		ar, ac = ac, ar
	}
	if tb {
		br, bc = bc, br
	}
	lda, ldb, ldc := ac+r.IntN(4), bc+r.IntN(4), n+r.IntN(4)
	a, b, c := random(r, ar, ac, lda), random(r, br, bc, ldb), random(r, m, n, ldc)
	want := clone(c)
	blas64.Implementation().Dgemm(blasTrans(ta), blasTrans(tb), m, n, k, alpha, a, lda, b, ldb, beta, want, ldc)
	if beta == 0 {
		for i := range m {
			c[i*ldc+r.IntN(n)] = math.NaN()
		}
	}
	if err := Gemm(context.Background(), ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc); err != nil {
		t.Fatal(err)
	}
	what := fmt.Sprintf("op %v %v, %d x %d x %d, alpha %g, beta %g", ta, tb, m, n, k, alpha, beta)
	if e := productError(m, n, k, c, want, ldc, 16*(1+math.Abs(alpha)+math.Abs(beta))); !(e <= 1) {
		t.Fatalf("%s: error %g", what, e)
	}
	for i := range m - 1 {
		for j := n; j < ldc; j++ {
			if !math.IsNaN(c[i*ldc+j]) {
				t.Fatalf("%s: wrote between the rows at %d, %d", what, i, j)
			}
		}
	}
}
