package dense

import "context"

// solveBlock is the order of the triangles that are solved tile by tile; larger ones are split.
const solveBlock = 128

// SolveTriangular overwrites b, n x nrhs with leading dimension ldb, with op(A)⁻¹ b, where A is the lower or the upper
// triangle of a; the other triangle is not read, nor, with unit, the diagonal, which then is 1.
//
// Error: *SingularError for an element of the diagonal that is not finite or has no finite reciprocal, b being as it
// was; ctx.Err(), b then holding no useful values.
func SolveTriangular(ctx context.Context, lower, unit bool, op Op, n int, a []float64, lda int, nrhs int, b []float64,
	ldb int) error {
	checkMatrix("a", n, n, a, lda)
	checkMatrix("b", n, nrhs, b, ldb)
	e := &elimination[float64]{}
	for i := 0; i < n && !unit; i++ {
		if !e.good(a[i*lda+i], 0) {
			return &SingularError{Index: i}
		}
	}
	k := current64.Load()
	t := triangle[float64]{n: n, a: a, lda: lda, op: op, lower: lower != bool(op), unit: unit}
	return trsm(ctx, k, t, NoTrans, nrhs, b, ldb)
}

// triangle is a triangular matrix as it is used: op(a) is lower or upper.
type triangle[T float] struct {
	n     int
	a     []T
	lda   int
	op    Op
	lower bool // op(a) is lower triangular
	unit  bool // the diagonal is 1 and not read
}

// block returns the diagonal block [lo, hi) of t.
func (t triangle[T]) block(lo, hi int) triangle[T] {
	t.n = hi - lo
	t.a = t.a[lo*t.lda+lo:]
	return t
}

// rest returns the storage of the block that is not zero when op(a) is cut at n1: below the diagonal if it is lower.
func (t triangle[T]) rest(n1 int) []T {
	if t.lower != bool(t.op) {
		return t.a[n1*t.lda:]
	}
	return t.a[n1:]
}

// split cuts n in two such that the first part is a whole number of tiles.
func split(n int) int {
	switch {
	case n > 2*solveBlock:
		return roundUp(n/2, 48)
	case n > 32:
		return roundUp(n/2, 8)
	default:
		return n / 2
	}
}

// trsm overwrites op(b), t.n x cols, with t⁻¹·op(b). With ob = Trans, b is stored cols x t.n: that is the solve from
// the right, x·opᵀ(a) = b.
func trsm[T float](ctx context.Context, k *kernel[T], t triangle[T], ob Op, cols int, b []T, ldb int) error {
	if t.n == 0 || cols == 0 {
		return nil
	}
	if isFew(cols) {
		return thinTrsm(ctx, k, t, ob, cols, b, ldb)
	}
	if k.readsInPlace() {
		return solveInPlace(ctx, k, ob, cols, b, ldb, t)
	}
	if t.n <= solveBlock {
		if err := ctx.Err(); err != nil {
			return err
		}
		solveStrips(ctx, k, t, ob, cols, b, ldb)
		return nil
	}
	n1 := split(t.n)
	n2 := t.n - n1
	first, second := t.block(0, n1), t.block(n1, t.n)
	b1, b2 := b, b[n1*ldb:]
	if ob {
		b2 = b[n1:]
	}
	k1, k2 := n1, n2 // orders of the part solved first and of the part that waits for it
	if !t.lower {
		first, second, b1, b2, k1, k2 = second, first, b2, b1, n2, n1
	}
	if err := trsm(ctx, k, first, ob, cols, b1, ldb); err != nil {
		return err
	}
	var err error
	if ob {
		err = gemm(ctx, k, NoTrans, !t.op, cols, k2, k1, -1, b1, ldb, t.rest(n1), t.lda, 1, b2, ldb)
	} else {
		err = gemm(ctx, k, t.op, NoTrans, k2, cols, k1, -1, t.rest(n1), t.lda, b1, ldb, 1, b2, ldb)
	}
	if err != nil {
		return err
	}
	return trsm(ctx, k, second, ob, cols, b2, ldb)
}

// stripSolve is the solve with one packed triangle: a tasker over strips of columns of op(b).
type stripSolve[T float] struct {
	k     *kernel[T]
	n     int // order of the triangle, filled up to whole tiles
	rows  int // order of the triangle
	lower bool
	tri   []T
	ob    Op
	cols  int
	b     []T
	ldb   int
}

func solveStrips[T float](ctx context.Context, k *kernel[T], t triangle[T], ob Op, cols int, b []T, ldb int) {
	s, ok := k.solves.Get().(*stripSolve[T])
	if !ok {
		s = &stripSolve[T]{k: k}
	}
	s.n, s.rows, s.lower, s.ob, s.cols, s.b, s.ldb = roundUp(t.n, k.mr), t.n, t.lower, ob, cols, b, ldb
	buf := k.panels.get(s.n * (s.n + k.mr) / 2)
	s.tri = *buf
	s.packTriangle(t)
	parallel(workersOf(ctx, float64(t.n)*float64(t.n)*float64(cols)), (cols+k.nr()-1)/k.nr(), s)
	k.panels.put(buf)
	s.b, s.tri = nil, nil
	k.solves.Put(s)
}

// packTriangle lays the triangle out in the order of its solution: for each block of mr rows the part that multiplies
// what is already solved, packed as for a product, then the mr x mr block on the diagonal.
func (s *stripSolve[T]) packTriangle(t triangle[T]) {
	mr := s.k.mr
	dst := s.tri
	for q := 0; q < s.n; q += mr {
		i := q
		if !t.lower {
			i = s.n - mr - q
		}
		rows := min(mr, t.n-i)
		lo, hi := 0, i
		if !t.lower {
			lo, hi = min(i+mr, t.n), t.n
		}
		if hi > lo {
			if t.op {
				packAlong(dst, mr, rows, hi-lo, t.a[lo*t.lda+i:], t.lda)
			} else {
				s.k.packSide(dst, mr, rows, hi-lo, t.a[i*t.lda+lo:], t.lda)
			}
		}
		if !t.lower {
			clear(dst[mr*(hi-lo) : mr*q]) // the filled-up rows of the strip are zero; so is what multiplies them
		}
		packDiagonal(s.k, dst[mr*q:mr*(q+mr)], rows, t, i)
		dst = dst[mr*(q+mr):]
	}
}

// packDiagonal writes the mr x mr block of t at i, with reciprocals on its diagonal and 1 where it is filled up. What
// the other triangle of a whole block holds is not read.
func packDiagonal[T float](k *kernel[T], dst []T, rows int, t triangle[T], i int) {
	mr := k.mr
	if rows == mr {
		a := t.a[i*t.lda+i:]
		if t.op {
			k.turn(dst, mr, a, t.lda, mr, mr)
		} else {
			copyRowsOf(dst, mr, a, t.lda)
		}
		for r := range mr {
			if t.unit {
				dst[r*mr+r] = 1
			} else {
				dst[r*mr+r] = 1 / dst[r*mr+r]
			}
		}
		return
	}
	clear(dst)
	for r := range mr {
		dst[r*mr+r] = 1
	}
	for r := range rows {
		for c := range rows {
			at := (i+r)*t.lda + i + c
			if t.op {
				at = (i+c)*t.lda + i + r
			}
			switch {
			case r == c && !t.unit:
				dst[r*mr+c] = 1 / t.a[at]
			case r != c && (r > c) == t.lower:
				dst[r*mr+c] = t.a[at]
			}
		}
	}
}

// copyRowsOf copies a square block of order mr.
func copyRowsOf[T float](dst []T, mr int, src []T, ld int) {
	switch mr {
	case 4:
		for r := range 4 {
			*(*[4]T)(dst[4*r:]) = *(*[4]T)(src[r*ld:])
		}
	case 8:
		for r := range 8 {
			*(*[8]T)(dst[8*r:]) = *(*[8]T)(src[r*ld:])
		}
	default:
		copyMatrix(dst, mr, src, ld, mr, mr)
	}
}

func (s *stripSolve[T]) do(task int) {
	k := s.k
	j := task * k.nr()
	cols := min(k.nr(), s.cols-j)
	w := k.width(cols)
	buf := k.blocks.get(s.n * k.nr())
	x := (*buf)[:s.n*w]
	if s.ob {
		k.packSide(x, w, cols, s.rows, s.b[j*s.ldb:], s.ldb)
	} else {
		packAlong(x, w, cols, s.rows, s.b[j:], s.ldb)
	}
	clear(x[s.rows*w:])
	s.solve(x, w)
	if s.ob {
		k.turn(s.b[j*s.ldb:], s.ldb, x, w, s.rows, cols)
	} else {
		copyMatrix(s.b[j:], s.ldb, x, w, s.rows, cols)
	}
	k.blocks.put(buf)
}

// solve overwrites the packed strip x, n x w.
func (s *stripSolve[T]) solve(x []T, w int) {
	k, tri := s.k, s.tri
	mr, v := k.mr, w/k.vw-1
	for q := 0; q < s.n; q += mr {
		if s.lower {
			if q > 0 {
				k.mul[v](q, &tri[0], &x[0], &x[q*w], w, -1, 1)
			}
			k.solveLower[v](&tri[mr*q], &x[q*w])
		} else {
			i := s.n - mr - q
			if q > 0 {
				k.mul[v](q, &tri[0], &x[(i+mr)*w], &x[i*w], w, -1, 1)
			}
			k.solveUpper[v](&tri[mr*q], &x[i*w])
		}
		tri = tri[mr*(q+mr):]
	}
}

// solveVector overwrites x with t⁻¹x, element by element.
func solveVector[T float](t triangle[T], x []T) {
	di, dj := t.lda, 1
	if t.op {
		di, dj = 1, t.lda
	}
	for q := range t.n {
		i, lo, hi := q, 0, q
		if !t.lower {
			i = t.n - 1 - q
			lo, hi = i+1, t.n
		}
		s := x[i]
		for j := lo; j < hi; j++ {
			s -= t.a[i*di+j*dj] * x[j]
		}
		if !t.unit {
			s /= t.a[i*di+i*dj]
		}
		x[i] = s
	}
}
