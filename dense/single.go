package dense

import (
	"context"
	"fmt"
	"math"
)

// LU32 is a factorisation in single precision of a matrix in double precision, which it keeps: solutions are refined
// against it. It takes half the memory of an LU beside the matrix and, for orders in the thousands, half the time. It
// is immutable and safe for concurrent solves.
type LU32 struct {
	f   factors[float32]
	a   []float64
	lda int
}

// NotConvergedError reports a refinement that stopped short of double precision: the matrix is too close to singular
// for factors in single precision (its condition is above about 10⁵), or the right-hand side is not finite.
type NotConvergedError struct {
	Steps    int     // of refinement
	Residual float64 // |b − op(A)x| / |b| in the maximum norm, of the worst column
}

func (e *NotConvergedError) Error() string {
	return fmt.Sprintf("refinement of a single-precision solution stopped after %d steps at a relative "+
		"residual of %.2g", e.Steps, e.Residual)
}

// singleResidual is the relative residual at which refinement ends.
const singleResidual = 1e-12

// FactorSingle returns the LU factors of the n x n matrix a in single precision. a is not changed; the returned LU32
// keeps it, and it must not change while the LU32 is in use.
//
// Error: *SingularError, also where the matrix is singular only in single precision; ctx.Err().
func FactorSingle(ctx context.Context, n int, a []float64, lda int) (*LU32, error) {
	checkMatrix("a", n, n, a, lda)
	s, err := survey(ctx, current64.Load(), n, a, lda)
	if err != nil {
		return nil, err
	}
	a32 := make([]float32, n*n)
	parallel(workersFor(4*float64(n)*float64(n)), (n+copyRows-1)/copyRows, &rounding{a32, a, n, lda})
	// Only a pivot without any digit is refused: whether the rest is good enough, the refinement tells.
	f, err := factor(ctx, current32.Load(), n, a32, n, s, epsilon[float32]())
	if err != nil {
		return nil, err
	}
	return &LU32{f: *f, a: a, lda: lda}, nil
}

// Order returns n.
func (f *LU32) Order() int { return f.f.n }

// Solve overwrites b, n x nrhs with leading dimension ldb, with op(A)⁻¹ b, refined until |b − op(A)x| ≤ 10⁻¹² |b| in
// the maximum norm, for each column.
//
// Error: *NotConvergedError, b then holding the last approximation; ctx.Err(), b then holding no useful values.
func (f *LU32) Solve(ctx context.Context, op Op, nrhs int, b []float64, ldb int) error {
	n := f.f.n
	checkMatrix("b", n, nrhs, b, ldb)
	if n == 0 || nrhs == 0 {
		return ctx.Err()
	}
	r := &refinement{f: f, op: op, n: n, nrhs: nrhs, x: b, ldx: ldb}
	r.b, r.r, r.d = make([]float64, n*nrhs), make([]float64, n*nrhs), make([]float32, n*nrhs)
	copyMatrix(r.b, nrhs, b, ldb, n, nrhs)
	copy(r.r, r.b)
	r.size, r.scale = make([]float64, nrhs), make([]float64, nrhs)
	r.columnMax(r.size)
	scale(b, ldb, n, nrhs, 0)
	const maxSteps = 20
	last := math.Inf(1)
	for step := range maxSteps {
		if err := r.correct(ctx); err != nil {
			return err
		}
		worst, err := r.residual(ctx)
		if err != nil {
			return err
		}
		if worst <= singleResidual {
			return nil
		}
		if !(worst < last/2) || step == maxSteps-1 {
			return &NotConvergedError{Steps: step, Residual: worst}
		}
		last = worst
	}
	return nil
}

// refinement is one running solve: op(A)x = b, with residual r and correction d.
type refinement struct {
	f           *LU32
	op          Op
	n, nrhs     int
	x           []float64
	ldx         int
	b, r        []float64
	d           []float32
	size, scale []float64 // largest magnitude in each column of b and of r
}

// columnMax sets dst to the largest magnitude in each column of r; NaN counts as largest.
func (r *refinement) columnMax(dst []float64) {
	clear(dst)
	for i := range r.n {
		for j, v := range r.r[i*r.nrhs : (i+1)*r.nrhs] {
			if v = math.Abs(v); !(v <= dst[j]) {
				dst[j] = v
			}
		}
	}
}

// correct adds to x the solution for the residual, scaled so that it stays within the range of single precision.
func (r *refinement) correct(ctx context.Context) error {
	r.columnMax(r.scale)
	for i := range r.n {
		row, d := r.r[i*r.nrhs:(i+1)*r.nrhs], r.d[i*r.nrhs:(i+1)*r.nrhs]
		for j, v := range row {
			if s := r.scale[j]; s != 0 {
				v /= s
			}
			d[j] = float32(v)
		}
	}
	if err := r.f.f.solve(ctx, r.op, r.nrhs, r.d, r.nrhs); err != nil {
		return err
	}
	for i := range r.n {
		d, x := r.d[i*r.nrhs:(i+1)*r.nrhs], r.x[i*r.ldx:i*r.ldx+r.nrhs]
		for j, v := range d {
			x[j] += r.scale[j] * float64(v)
		}
	}
	return nil
}

// residual computes r = b − op(A)x and returns the largest relative residual of a column.
func (r *refinement) residual(ctx context.Context) (float64, error) {
	copy(r.r, r.b)
	k := current64.Load()
	if r.nrhs == 1 && r.ldx == 1 {
		gemv(k, r.op, r.n, r.n, -1, r.f.a, r.f.lda, r.x[:r.n], 1, r.r)
	} else {
		err := gemm(ctx, k, r.op, NoTrans, r.n, r.nrhs, r.n, -1, r.f.a, r.f.lda, r.x, r.ldx, 1, r.r, r.nrhs)
		if err != nil {
			return 0, err
		}
	}
	r.columnMax(r.scale)
	worst := 0.0
	for j, s := range r.scale {
		q := s / r.size[j]
		if s == 0 && r.size[j] == 0 {
			q = 0
		}
		if !(q <= worst) {
			worst = q
		}
	}
	return worst, nil
}
