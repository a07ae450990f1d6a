package dense

import (
	"context"
	"fmt"
	"math"
)

// LU is a factorisation of a square matrix. It is immutable and safe for concurrent solves.
type LU struct{ f factors[float64] }

// factors is P·A = L·U in the storage of A, with the unit diagonal of L left out.
type factors[T float] struct {
	k   *kernel[T]
	n   int
	a   []T
	lda int
	piv []int // row i was exchanged with row piv[i] ≥ i; nil if no rows were exchanged
}

// SingularError reports a pivot that is zero, not finite, or so small that none of its digits is right.
type SingularError struct {
	// Index is the row and column of the pivot in the matrix given to Factor. Where rows were exchanged it is the
	// column: the first that depends on the columns before it. For a matrix that holds NaN or Inf it is the first row
	// that does.
	Index int
}

func (e *SingularError) Error() string {
	return fmt.Sprintf("matrix is singular to working precision at row %d", e.Index)
}

// Factor overwrites the n x n matrix a with its LU factors and returns them. The returned LU keeps a.
//
// Where columns or rows are diagonally dominant, as in I − A of an input-output table, rows are not exchanged: the
// factors' elements cannot grow beyond 2 (16, if dominance needs rescaling) times the matrix's. That is found out
// before anything is overwritten, in one pass over a, so the way with partial pivoting needs no second copy.
//
// Error: *SingularError, naming the pivot; ctx.Err(). On error a holds no useful values.
func Factor(ctx context.Context, n int, a []float64, lda int) (*LU, error) {
	checkMatrix("a", n, n, a, lda)
	s, err := survey(ctx, current64.Load(), n, a, lda)
	if err != nil {
		return nil, err
	}
	f, err := factor(ctx, current64.Load(), n, a, lda, s, pivotTolerance[float64](n))
	if err != nil {
		return nil, err
	}
	return &LU{*f}, nil
}

// Factors returns what Load makes the factors of again: L and U in one n x n matrix without leading dimension, the unit
// diagonal of L left out, and for each row the one it was exchanged with, nil where no rows were. They must not change.
func (f *LU) Factors() (a []float64, exchanges []int) {
	n := f.f.n
	if f.f.lda == n {
		return f.f.a[:n*n], f.f.piv
	}
	a = make([]float64, 0, n*n)
	for i := range n {
		a = append(a, f.f.a[i*f.f.lda:i*f.f.lda+n]...)
	}
	return a, f.f.piv
}

// Load returns the LU of what Factors returned, which it keeps; nil where they are none of a matrix of order n.
func Load(n int, a []float64, exchanges []int) *LU {
	if len(a) != n*n || exchanges != nil && len(exchanges) != n {
		return nil
	}
	for i, with := range exchanges {
		if with < i || with >= n {
			return nil
		}
	}
	return &LU{factors[float64]{k: current64.Load(), n: n, a: a, lda: n, piv: exchanges}}
}

// Order returns n.
func (f *LU) Order() int { return f.f.n }

// Solve overwrites b, n x nrhs with leading dimension ldb, with op(A)⁻¹ b.
//
// Error: ctx.Err(); b then holds no useful values.
func (f *LU) Solve(ctx context.Context, op Op, nrhs int, b []float64, ldb int) error {
	checkMatrix("b", f.f.n, nrhs, b, ldb)
	return f.f.solve(ctx, op, nrhs, b, ldb)
}

// DiagonalBlock writes the block [lo, hi) x [lo, hi) of A⁻¹ into dst, (hi-lo) x (hi-lo) with leading dimension ldd. All
// the diagonal blocks of a partition together need about as many operations as one more factorisation, against three
// times that for the whole inverse. With exchanged rows (see Factor) each block costs a solve of its width.
//
// Error: ctx.Err(); dst then holds no useful values.
func (f *LU) DiagonalBlock(ctx context.Context, lo, hi int, dst []float64, ldd int) error {
	f.checkBlock(lo, hi, dst, ldd)
	return f.f.diagonalBlocks(ctx, []int{lo, hi}, [][]float64{dst}, []int{ldd})
}

// DiagonalBlocks writes the diagonal blocks [bounds[i], bounds[i+1]) of A⁻¹ into dst[i], whose rows follow each other
// without gaps. Narrow blocks are done several at a time, about twice as fast as one by one.
//
// Error: ctx.Err(); dst then holds no useful values.
func (f *LU) DiagonalBlocks(ctx context.Context, bounds []int, dst [][]float64) error {
	if len(bounds) != len(dst)+1 {
		panic(fmt.Sprintf("dense: %d bounds for %d diagonal blocks", len(bounds), len(dst)))
	}
	ld := make([]int, len(dst))
	for i := range dst {
		ld[i] = bounds[i+1] - bounds[i]
		f.checkBlock(bounds[i], bounds[i+1], dst[i], ld[i])
	}
	for i := 0; i < len(dst); {
		j := i + 1
		for j < len(dst) && bounds[j+1]-bounds[i] <= blocksWidth {
			j++
		}
		if err := f.f.diagonalBlocks(ctx, bounds[i:j+1], dst[i:j], ld[i:j]); err != nil {
			return err
		}
		i = j
	}
	return nil
}

// blocksWidth is how many columns of the inverse are solved for together: wide enough for the speed of products, narrow
// enough that little is done above a block's own rows.
const blocksWidth = 192

func (f *LU) checkBlock(lo, hi int, dst []float64, ldd int) {
	if lo < 0 || hi < lo || hi > f.f.n {
		panic(fmt.Sprintf("dense: diagonal block [%d, %d) of a matrix of order %d", lo, hi, f.f.n))
	}
	checkMatrix("dst", hi-lo, hi-lo, dst, ldd)
}

func (f *factors[T]) lower(op Op) triangle[T] {
	return triangle[T]{n: f.n, a: f.a, lda: f.lda, op: op, lower: !bool(op), unit: true}
}

func (f *factors[T]) upper(op Op) triangle[T] {
	return triangle[T]{n: f.n, a: f.a, lda: f.lda, op: op, lower: bool(op)}
}

func (f *factors[T]) solve(ctx context.Context, op Op, nrhs int, b []T, ldb int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.n == 0 || nrhs == 0 {
		return nil
	}
	if parts := f.parts(nrhs); parts > 1 {
		s := &columnSolve[T]{ctx: alone{ctx}, f: f, op: op, nrhs: nrhs, parts: parts, b: b, ldb: ldb}
		parallel(parts, parts, s)
		return ctx.Err()
	}
	return f.solveTogether(ctx, op, nrhs, b, ldb)
}

// leastApart is the least columns that a core solves for alone: with fewer, each core's reading of all factors costs
// more than waiting for each other. maxApart is the most columns that are cut over the cores: more keep all cores busy
// in every product.
const leastApart, maxApart = 64, 256

// parts is in how many parts so many right-hand sides are solved for, each by a core alone: the cores then wait for
// each other once, not in each block.
func (f *factors[T]) parts(nrhs int) int {
	if nrhs > maxApart || f.inPlace(nrhs) {
		return 1
	}
	return min(workersFor(2*float64(f.n)*float64(f.n)*float64(nrhs)), nrhs/leastApart)
}

// inPlace reports whether so many right-hand sides are solved for with the factors read where they stand.
func (f *factors[T]) inPlace(nrhs int) bool {
	return f.k.readsInPlace() && !isFew(nrhs)
}

// columnSolve is a solve in parts: a tasker over them.
type columnSolve[T float] struct {
	ctx         context.Context
	f           *factors[T]
	op          Op
	nrhs, parts int
	b           []T
	ldb         int
}

func (s *columnSolve[T]) do(part int) {
	lo, hi := part*s.nrhs/s.parts, (part+1)*s.nrhs/s.parts
	// It fails only where the context is cancelled, at which the caller looks.
	_ = s.f.solveTogether(s.ctx, s.op, hi-lo, s.b[lo:], s.ldb)
}

func (f *factors[T]) solveTogether(ctx context.Context, op Op, nrhs int, b []T, ldb int) error {
	first, second := f.lower(NoTrans), f.upper(NoTrans)
	if op {
		first, second = f.upper(Trans), f.lower(Trans)
	} else {
		swapRows(ctx, f.k, f.piv, b, ldb, nrhs, false)
	}
	if f.inPlace(nrhs) {
		if err := solveInPlace(ctx, f.k, NoTrans, nrhs, b, ldb, first, second); err != nil {
			return err
		}
	} else {
		for _, t := range [2]triangle[T]{first, second} {
			if err := trsm(ctx, f.k, t, NoTrans, nrhs, b, ldb); err != nil {
				return err
			}
		}
	}
	if op {
		swapRows(ctx, f.k, f.piv, b, ldb, nrhs, true)
	}
	return nil
}

// diagonalBlocks writes the diagonal blocks [bounds[i], bounds[i+1]) of the inverse into dst[i], ld[i].
func (f *factors[T]) diagonalBlocks(ctx context.Context, bounds []int, dst [][]T, ld []int) error {
	lo, hi := bounds[0], bounds[len(bounds)-1]
	w := hi - lo
	if w == 0 {
		return ctx.Err()
	}
	from := lo
	if f.piv != nil {
		from = 0
	}
	rows := f.n - from
	buf := f.k.scratch.get(rows * w)
	defer f.k.scratch.put(buf)
	x := *buf
	clear(x)
	for j := range w {
		x[(lo-from+j)*w+j] = 1
	}
	if f.piv != nil {
		if err := f.solve(ctx, NoTrans, w, x, w); err != nil {
			return err
		}
	} else {
		// The unit columns are zero above row lo, so the forward solve begins there; and the rows asked for depend on
		// no row above them, so the backward solve ends there.
		for _, t := range [2]triangle[T]{f.lower(NoTrans).block(lo, f.n), f.upper(NoTrans).block(lo, f.n)} {
			if err := trsm(ctx, f.k, t, NoTrans, w, x, w); err != nil {
				return err
			}
		}
	}
	for i, d := range dst {
		b, bw := bounds[i], bounds[i+1]-bounds[i]
		if bw > 0 {
			copyMatrix(d, ld[i], x[(b-from)*w+b-lo:], w, bw, bw)
		}
	}
	return nil
}

// leaf is the order of the matrices at the bottom of the recursions, done element by element.
const leaf = 16

// factor overwrites a with its factors, without exchanging rows if the survey allows it.
func factor[T float](ctx context.Context, k *kernel[T], n int, a []T, lda int, s *surveyed,
	tolerance float64) (*factors[T], error) {
	f := &factors[T]{k: k, n: n, a: a, lda: lda}
	e := &elimination[T]{ctx: ctx, k: k, lda: lda, diag: s.diag, tolerance: tolerance}
	if s.dominant {
		eliminate := e.small
		if n >= aheadOrder && k.readsInPlace() {
			eliminate = e.ahead
		}
		if err := eliminate(n, a); err != nil {
			return nil, err
		}
		return f, nil
	}
	f.piv = make([]int, n)
	if err := e.pivoted(n, n, a, f.piv); err != nil {
		return nil, err
	}
	if i := f.noise(e.tolerance); i >= 0 {
		return nil, &SingularError{Index: i}
	}
	return f, nil
}

// elimination is one running factorisation or inversion.
type elimination[T float] struct {
	ctx       context.Context
	k         *kernel[T]
	lda       int
	diag      []float64 // |a[i][i]| of the original matrix
	tolerance float64   // a pivot below this share of what it was computed from is noise
	copying   copying[T]
	negated   [leaf]T // multipliers of a column, in pivotedLeaf
}

// pivotTolerance is the relative error to be expected in a pivot, the end of a sum of n terms with random rounding
// errors. Matrices I − A from which nothing leaves, singular but for rounding, have last pivots of up to 8 times the
// root of n.
func pivotTolerance[T float](n int) float64 { return 8 * math.Sqrt(float64(n)) * epsilon[T]() }

// good reports whether p can be divided by: finite, with a finite reciprocal, and not lost in the rounding errors of a
// sum of the given size.
func (e *elimination[T]) good(p T, size float64) bool {
	v := math.Abs(float64(p))
	return v > e.tolerance*size && v >= smallest[T]() && !math.IsInf(v, 0)
}

// small is the elimination without exchanges of a matrix that is small, or for whose kernel ahead is not.
func (e *elimination[T]) small(n int, a []T) error { return e.factor(n, a, 0) }

// factor is the elimination without exchanges of the n x n diagonal block a, which starts at row at of the matrix.
//
// In a diagonally dominant matrix the terms that a pivot is the sum of are together no larger than the diagonal element
// it started from: that is the size against which it is noise.
func (e *elimination[T]) factor(n int, a []T, at int) error {
	if n <= leaf {
		return e.factorLeaf(n, a, at)
	}
	n1 := split(n)
	n2 := n - n1
	if err := e.factor(n1, a, at); err != nil {
		return err
	}
	a12, a21, a22 := a[n1:], a[n1*e.lda:], a[n1*e.lda+n1:]
	if err := e.solveBoth(n1, n2, a, a21, a12); err != nil {
		return err
	}
	if err := gemm(e.ctx, e.k, NoTrans, NoTrans, n2, n2, n1, -1, a21, e.lda, a12, e.lda, 1, a22, e.lda); err != nil {
		return err
	}
	return e.factor(n2, a22, at+n1)
}

// solveBoth overwrites the blocks below and to the right of the factored block a, of order n1, by the solves with its
// triangles, which do not depend on each other.
func (e *elimination[T]) solveBoth(n1, n2 int, a, below, right []T) error {
	upper := triangle[T]{n: n1, a: a, lda: e.lda, op: Trans, lower: true}
	lower := triangle[T]{n: n1, a: a, lda: e.lda, lower: true, unit: true}
	if e.k.readsInPlace() && !isFew(n2) {
		return solveTwo(e.ctx, e.k, n2, e.lda, upper, below, lower, right)
	}
	if err := trsm(e.ctx, e.k, upper, Trans, n2, below, e.lda); err != nil {
		return err
	}
	return trsm(e.ctx, e.k, lower, NoTrans, n2, right, e.lda)
}

func (e *elimination[T]) factorLeaf(n int, a []T, at int) error {
	for p := range n {
		rp := a[p*e.lda : p*e.lda+n]
		if !e.good(rp[p], e.diag[at+p]) {
			return &SingularError{Index: at + p}
		}
		inv := 1 / rp[p]
		for i := p + 1; i < n; i++ {
			ri := a[i*e.lda : i*e.lda+n]
			l := ri[p] * inv
			ri[p] = l
			axpy(-l, rp, ri, p+1)
		}
	}
	return nil
}
