package dense

import (
	"context"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// Gemm computes c = alpha·op(a)·op(b) + beta·c, with op(a) m x k, op(b) k x n and c m x n. c may not overlap a or b.
// With beta = 0 the old c is not read.
func Gemm(ctx context.Context, ta, tb Op, m, n, k int, alpha float64, a []float64, lda int, b []float64, ldb int, beta float64, c []float64, ldc int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if m == 0 || n == 0 {
		return nil
	}
	blas64.Implementation().Dgemm(trans(ta), trans(tb), m, n, k, alpha, a, max(lda, 1), b, max(ldb, 1), beta, c, ldc)
	return nil
}

// Gemv computes y = alpha·op(a)·x + beta·y with a m x n as stored.
func Gemv(ta Op, m, n int, alpha float64, a []float64, lda int, x []float64, beta float64, y []float64) {
	if m == 0 || n == 0 {
		return
	}
	blas64.Implementation().Dgemv(trans(ta), m, n, alpha, a, lda, x, 1, beta, y, 1)
}

func trans(t Op) blas.Transpose {
	if t == Trans {
		return blas.Trans
	}
	return blas.NoTrans
}
