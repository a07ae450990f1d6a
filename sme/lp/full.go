package lp

import (
	"context"

	"ikat/dense"
)

// leaf is the order of the blocks that are factored element by element.
const leaf = 32

// square is the order of the blocks of which both triangles are computed.
const square = 96

// factorFull overwrites the upper triangle of a, n x n with leading dimension ld, with U of a = U'U, halving it so that
// nearly all work is products of matrices; size is the diagonal before anything was taken off.
func factorFull(ctx context.Context, n int, a []float64, ld int, size []float64) error {
	if n <= leaf {
		factorLeaf(n, a, ld, size)
		return nil
	}
	h := half(n)
	if err := factorFull(ctx, h, a, ld, size); err != nil {
		return err
	}
	side := a[h:]
	if err := dense.SolveTriangular(ctx, false, false, dense.Trans, h, a, ld, n-h, side, ld); err != nil {
		return err
	}
	if err := takeSquare(ctx, n-h, h, side, ld, a[h*ld+h:], ld); err != nil {
		return err
	}
	return factorFull(ctx, n-h, a[h*ld+h:], ld, size[h:])
}

// takeSquare takes b'b off the upper triangle of c, n x n; b is k x n.
func takeSquare(ctx context.Context, n, k int, b []float64, ldb int, c []float64, ldc int) error {
	if n <= square || k == 0 {
		return dense.Gemm(ctx, dense.Trans, dense.NoTrans, n, n, k, -1, b, ldb, b, ldb, 1, c, ldc)
	}
	h := half(n)
	if err := takeSquare(ctx, h, k, b, ldb, c, ldc); err != nil {
		return err
	}
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, h, n-h, k, -1, b, ldb, b[h:], ldb, 1, c[h:], ldc); err != nil {
		return err
	}
	return takeSquare(ctx, n-h, k, b[h:], ldb, c[h*ldc+h:], ldc)
}

// half is where n is cut: at whole vectors.
func half(n int) int { return (n/2 + 7) / 8 * 8 }

// factorLeaf factors element by element, row by row.
func factorLeaf(n int, a []float64, ld int, size []float64) {
	for k := range n {
		row := a[k*ld+k : k*ld+n]
		d := pivot(row[0], size[k])
		row[0] = d
		for j := 1; j < len(row); j++ {
			row[j] /= d
		}
		for i := 1; i < len(row); i++ {
			v, to := row[i], a[(k+i)*ld+k:(k+i)*ld+n]
			for j := i; j < len(row); j++ {
				to[j] -= v * row[j]
			}
		}
	}
}

// solveFull overwrites b with (U'U)⁻¹ b.
func solveFull(ctx context.Context, n int, u, b []float64) error {
	for _, op := range []dense.Op{dense.Trans, dense.NoTrans} {
		if err := dense.SolveTriangular(ctx, false, false, op, n, u, n, 1, b, 1); err != nil {
			return err
		}
	}
	return nil
}
