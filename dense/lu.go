package dense

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/lapack/lapack64"

	"gonum.org/v1/gonum/blas/blas64"
)

// LU is a factorisation of a square matrix. It is immutable and safe for concurrent solves.
type LU struct {
	n   int
	a   []float64 // the factors, in the storage given to Factor
	lda int
	piv []int
}

// SingularError reports a pivot that is zero or not finite.
type SingularError struct {
	Index int // the row and column of the pivot in the matrix given to Factor
}

func (e *SingularError) Error() string {
	return fmt.Sprintf("matrix is singular to working precision at row %d", e.Index)
}

// Factor overwrites the n x n matrix a with its LU factors and returns them. The returned LU keeps a.
//
// Error: *SingularError, naming the pivot; ctx.Err().
func Factor(ctx context.Context, n int, a []float64, lda int) (*LU, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	piv := make([]int, n)
	if n > 0 {
		lapack64.Getrf(blas64.General{Rows: n, Cols: n, Stride: lda, Data: a}, piv)
	}
	for i := 0; i < n; i++ {
		if d := a[i*lda+i]; d == 0 || math.IsNaN(d) || math.IsInf(d, 0) {
			return nil, &SingularError{Index: i}
		}
	}
	return &LU{n: n, a: a, lda: lda, piv: piv}, nil
}

// Order returns n.
func (f *LU) Order() int { return f.n }

// Solve overwrites b, n x nrhs with leading dimension ldb, with op(A)⁻¹ b.
func (f *LU) Solve(ctx context.Context, op Op, nrhs int, b []float64, ldb int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.n == 0 || nrhs == 0 {
		return nil
	}
	lapack64.Getrs(trans(op), blas64.General{Rows: f.n, Cols: f.n, Stride: f.lda, Data: f.a}, blas64.General{Rows: f.n, Cols: nrhs, Stride: ldb, Data: b}, f.piv)
	return nil
}

// DiagonalBlock writes the block [lo, hi) x [lo, hi) of A⁻¹ into dst, (hi-lo) x (hi-lo) with leading dimension ldd. All
// the diagonal blocks of a partition together cost about one more factorisation, against three for the whole inverse.
func (f *LU) DiagonalBlock(ctx context.Context, lo, hi int, dst []float64, ldd int) error {
	w := hi - lo
	b := make([]float64, f.n*w)
	for j := 0; j < w; j++ {
		b[(lo+j)*w+j] = 1
	}
	if err := f.Solve(ctx, NoTrans, w, b, w); err != nil {
		return err
	}
	for i := 0; i < w; i++ {
		copy(dst[i*ldd:i*ldd+w], b[(lo+i)*w:(lo+i+1)*w])
	}
	return nil
}

// Invert overwrites the n x n matrix a with its inverse.
//
// Error: *SingularError; ctx.Err(). On error a holds no useful values.
func Invert(ctx context.Context, n int, a []float64, lda int) error {
	f, err := Factor(ctx, n, a, lda)
	if err != nil || n == 0 {
		return err
	}
	work := make([]float64, n*64)
	if !lapack64.Getri(blas64.General{Rows: n, Cols: n, Stride: lda, Data: a}, f.piv, work, len(work)) {
		return &SingularError{}
	}
	return nil
}
