package dense

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

func TestGemvAgainstGonum(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(9, 10))
		for range 400 {
			m, n := 1+r.IntN(140), 1+r.IntN(140)
			if r.IntN(20) == 0 {
				m, n = 500+r.IntN(700), 500+r.IntN(700)
			}
			lda := n + r.IntN(4)
			op := Op(r.IntN(2) == 1)
			alpha := []float64{1, -1, 0, 0.37}[r.IntN(4)]
			beta := []float64{0, 1, -1, 2.5}[r.IntN(4)]
			nx, ny := n, m
			if op {
				nx, ny = m, n
			}
			a, x, y := random(r, m, n, lda), random(r, 1, nx, nx), random(r, 1, ny, ny)
			want := clone(y)
			blas64.Implementation().Dgemv(blasTrans(op), m, n, alpha, a, lda, x, 1, beta, want, 1)
			if beta == 0 {
				y[r.IntN(ny)] = math.NaN()
			}
			Gemv(op, m, n, alpha, a, lda, x, beta, y)
			if e := productError(1, ny, nx, y, want, ny, 16*(1+math.Abs(alpha)+math.Abs(beta))); !(e <= 1) {
				t.Fatalf("op %v, %d x %d, alpha %g, beta %g: error %g", op, m, n, alpha, beta, e)
			}
		}
	})
}

func TestSolveTriangular(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(11, 12))
		for range 200 {
			n, nrhs := 1+r.IntN(300), 1+r.IntN(70)
			if r.IntN(3) == 0 {
				nrhs = 1
			}
			lower, unit, op := r.IntN(2) == 1, r.IntN(2) == 1, Op(r.IntN(2) == 1)
			lda, ldb := n+r.IntN(3), nrhs+r.IntN(3)
			a, b := random(r, n, n, lda), random(r, n, nrhs, ldb)
			for i := range n {
				for j := range n {
					a[i*lda+j] /= float64(n)
					if (j > i && lower) || (j < i && !lower) || (i == j && unit) {
						a[i*lda+j] = math.NaN() // not to be read
					}
				}
				if !unit {
					a[i*lda+i] = 1 + r.Float64()
				}
			}
			want := clone(b)
			uplo, diag := blas.Upper, blas.NonUnit
			if lower {
				uplo = blas.Lower
			}
			if unit {
				diag = blas.Unit
			}
			blas64.Implementation().Dtrsm(blas.Left, uplo, blasTrans(op), diag, n, nrhs, 1, a, lda, want, ldb)
			if err := SolveTriangular(background, lower, unit, op, n, a, lda, nrhs, b, ldb); err != nil {
				t.Fatal(err)
			}
			if e := productError(n, nrhs, n, b, want, ldb, 16); !(e <= 1) {
				t.Fatalf("lower %v, unit %v, op %v, %d x %d: error %g", lower, unit, op, n, nrhs, e)
			}
		}
	})
	var s *SingularError
	err := SolveTriangular(background, true, false, NoTrans, 2, []float64{1, 0, 1, 0}, 2, 1, []float64{1, 1}, 1)
	if !errors.As(err, &s) || s.Index != 1 {
		t.Errorf("zero on the diagonal: %v", err)
	}
}

// Each element of a product that meets NaN or Inf shows it, and no other does.
func TestNonFinitePropagates(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(13, 14))
		for _, n := range []int{1, 3, 8, 25, 70, 130} {
			for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
				for _, op := range []Op{NoTrans, Trans} {
					a, b, c := random(r, n, n, n), random(r, n, n, n), make([]float64, n*n)
					i, j := r.IntN(n), r.IntN(n)
					a[i*n+j] = bad
					row := i
					if op {
						row = j
					}
					if err := Gemm(background, op, op, n, n, n, 1, a, n, b, n, 0, c, n); err != nil {
						t.Fatal(err)
					}
					checkBadRow(t, fmt.Sprintf("Gemm %d, op %v, %g", n, op, bad), c, n, row)
					Gemv(op, n, n, 1, a, n, b[:n], 0, c[:n])
					checkBadRow(t, fmt.Sprintf("Gemv %d, op %v, %g", n, op, bad), c[:n], 1, row)
				}
			}
		}
	})
}

func checkBadRow(t *testing.T, what string, c []float64, ldc, row int) {
	t.Helper()
	for i, v := range c {
		if finite := !math.IsNaN(v) && !math.IsInf(v, 0); finite == (i/ldc == row) {
			t.Fatalf("%s: row %d is %g, the row that is not finite is %d", what, i/ldc, v, row)
		}
	}
}

func TestSingle(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(15, 16))
		for _, n := range []int{1, 2, 7, 16, 31, 64, 100, 129, 200, 301} {
			for _, m := range matrices[:5] {
				if m.name == "leontief to the brim" {
					continue
				}
				lda := n + r.IntN(3)
				a := m.make(r, n, lda)
				keep := clone(a)
				f, err := FactorSingle(background, n, a, lda)
				if err != nil {
					t.Fatalf("%s %d: %v", m.name, n, err)
				}
				for _, nrhs := range []int{1, 2 + r.IntN(60)} {
					for _, op := range []Op{NoTrans, Trans} {
						checkSingle(t, r, fmt.Sprintf("%s %d, op %v, %d", m.name, n, op, nrhs), f, op, nrhs)
					}
				}
				for i := range keep {
					if a[i] != keep[i] && !math.IsNaN(keep[i]) {
						t.Fatal("the matrix was changed")
					}
				}
			}
		}
	})
}

func checkSingle(t *testing.T, r *rand.Rand, what string, f *LU32, op Op, nrhs int) {
	t.Helper()
	n, ldb := f.Order(), nrhs+r.IntN(3)
	b := random(r, n, nrhs, ldb)
	for i := range n {
		for j := range nrhs {
			b[i*ldb+j] *= math.Exp2(float64(j%7)*30 - 90) // columns of very different size
		}
	}
	x := clone(b)
	if err := f.Solve(background, op, nrhs, x, ldb); err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	for j := range nrhs {
		worst, size := 0.0, 0.0
		for i := range n {
			s := b[i*ldb+j]
			size = max(size, math.Abs(s))
			for p := range n {
				v := f.a[i*f.lda+p]
				if op {
					v = f.a[p*f.lda+i]
				}
				s -= v * x[p*ldb+j]
			}
			worst = max(worst, math.Abs(s))
		}
		if !(worst <= 2e-12*size) {
			t.Errorf("%s: column %d has a relative residual of %g", what, j, worst/size)
		}
	}
}

func TestSingleRefuses(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	n := 60
	var s *SingularError
	if _, err := FactorSingle(background, n, make([]float64, n*n), n); !errors.As(err, &s) {
		t.Errorf("zero matrix: %v", err)
	}
	a := random(r, n, n, n)
	for j := range n {
		a[(n-1)*n+j] = a[j] + 1e-10*a[(n-1)*n+j]
	}
	b := random(r, n, 1, 1)
	f, err := FactorSingle(background, n, a, n)
	if err == nil {
		err = f.Solve(background, NoTrans, 1, b, 1)
	}
	var c *NotConvergedError
	if !errors.As(err, &s) && !errors.As(err, &c) {
		t.Errorf("nearly singular: %v", err)
	}
	f, err = FactorSingle(background, n, leontief(r, n, n, 0.5), n)
	if err != nil {
		t.Fatal(err)
	}
	b[3] = math.NaN()
	if err := f.Solve(background, NoTrans, 1, b, 1); !errors.As(err, &c) {
		t.Errorf("NaN on the right: %v", err)
	}
}
