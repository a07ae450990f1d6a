package dense

import "context"

// Gemv computes y = alpha·op(a)·x + beta·y with a m x n as stored. y may not overlap a or x. With beta = 0 the old y is
// not read; with alpha = 0 a and x are not read. NaN and Inf propagate.
func Gemv(ta Op, m, n int, alpha float64, a []float64, lda int, x []float64, beta float64, y []float64) {
	checkMatrix("a", m, n, a, lda)
	nx, ny := n, m
	if ta {
		nx, ny = m, n
	}
	checkMatrix("x", 1, nx, x, nx)
	checkMatrix("y", 1, ny, y, ny)
	gemv(current64.Load(), ta, m, n, alpha, a, lda, x[:nx], beta, y[:ny])
}

func gemv[T float](k *kernel[T], ta Op, m, n int, alpha T, a []T, lda int, x []T, beta T, y []T) {
	if len(y) == 0 {
		return
	}
	if alpha == 0 || len(x) == 0 {
		scale(y, len(y), 1, len(y), beta)
		return
	}
	// It is not cancelled.
	_ = thin(context.Background(), k, ta, m, n, 1, alpha, a, lda, columns[T]{x, len(x)}, beta, places[T]{y, 1, len(y)})
}

// axpy adds f times row to y, from the element from.
func axpy[T float](f T, row, y []T, from int) {
	for j := from; j < len(y); j++ {
		y[j] += f * row[j]
	}
}
