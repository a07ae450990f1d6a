package dense

import "context"

// Invert overwrites the n x n matrix a with its inverse.
//
// A diagonally dominant matrix (see Factor) is inverted block by block in place, with no more than 32 MiB beside it or
// 256 of its rows; any other by its pivoted factors, with 128 of its columns.
//
// Error: *SingularError; ctx.Err(). On error a holds no useful values.
func Invert(ctx context.Context, n int, a []float64, lda int) error {
	checkMatrix("a", n, n, a, lda)
	k := current64.Load()
	s, err := survey(ctx, k, n, a, lda)
	if err != nil {
		return err
	}
	e := &elimination[float64]{ctx: ctx, k: k, lda: lda, diag: s.diag, tolerance: pivotTolerance[float64](n)}
	if s.dominant {
		err = e.invert(n, a, 0)
	} else {
		err = e.invertPivoted(n, a, s)
	}
	if err != nil {
		return err
	}
	return overflowed(k, n, a, lda)
}

// overflowed looks for elements of the inverse that are beyond the range of numbers: pivots that can be divided by can
// still have such quotients.
func overflowed(k *kernel[float64], n int, a []float64, lda int) error {
	w := &absSums{k: k, n: n, a: a, lda: lda, weight: make([]float64, n), cols: make([]float64, n)}
	w.rows = make([]float64, n*w.tasks())
	w.run()
	if i := w.notFinite(); i >= 0 {
		return &SingularError{Index: i}
	}
	return nil
}

// invert overwrites the n x n diagonal block a, which starts at row at of the matrix, with its inverse. With S the
// Schur complement of the first part,
//
//	| A  B |⁻¹   | A⁻¹ + A⁻¹B S⁻¹ C A⁻¹   -A⁻¹B S⁻¹ |
//	| C  D |   = | -S⁻¹ C A⁻¹              S⁻¹      |     S = D − C A⁻¹ B
//
// so that all but the leaves is products.
func (e *elimination[T]) invert(n int, a []T, at int) error {
	if n <= leaf {
		return e.invertLeaf(n, a, at)
	}
	n1 := split(n)
	n2 := n - n1
	b, c, d := a[n1:], a[n1*e.lda:], a[n1*e.lda+n1:]
	if err := e.invert(n1, a, at); err != nil {
		return err
	}
	if err := e.timesRight(n2, n1, c, a, 1); err != nil { // C A⁻¹
		return err
	}
	if err := gemm(e.ctx, e.k, NoTrans, NoTrans, n2, n2, n1, -1, c, e.lda, b, e.lda, 1, d, e.lda); err != nil {
		return err
	}
	if err := e.invert(n2, d, at+n1); err != nil {
		return err
	}
	if err := e.timesLeft(n1, n2, b, a, 1); err != nil { // A⁻¹ B
		return err
	}
	if err := e.timesRight(n1, n2, b, d, -1); err != nil { // −A⁻¹ B S⁻¹
		return err
	}
	if err := gemm(e.ctx, e.k, NoTrans, NoTrans, n1, n1, n2, -1, b, e.lda, c, e.lda, 1, a, e.lda); err != nil {
		return err
	}
	return e.timesLeft(n2, n1, c, d, -1) // −S⁻¹ C A⁻¹
}

// spare is how many elements are copied at a time to multiply in place.
const spare = 4 << 20

// copy is copyMatrix on all cores.
func (e *elimination[T]) copy(dst []T, ldd int, src []T, lds int, rows, cols int) {
	e.copying = copying[T]{dst, src, ldd, lds, rows, cols}
	parallel(workersFor(4*float64(rows)*float64(cols)), (rows+copyRows-1)/copyRows, &e.copying)
}

// timesRight overwrites the m x n block x with f·x·y, y n x n.
func (e *elimination[T]) timesRight(m, n int, x, y []T, f T) error {
	rows := min(m, max(256, spare/n))
	buf := e.k.scratch.get(rows * n)
	defer e.k.scratch.put(buf)
	for i := 0; i < m; i += rows {
		r := min(rows, m-i)
		xi := x[i*e.lda:]
		e.copy(*buf, n, xi, e.lda, r, n)
		if err := gemm(e.ctx, e.k, NoTrans, NoTrans, r, n, n, f, *buf, n, y, e.lda, 0, xi, e.lda); err != nil {
			return err
		}
	}
	return nil
}

// timesLeft overwrites the m x n block x with f·y·x, y m x m.
func (e *elimination[T]) timesLeft(m, n int, x, y []T, f T) error {
	cols := min(n, max(256, spare/m))
	buf := e.k.scratch.get(m * cols)
	defer e.k.scratch.put(buf)
	for j := 0; j < n; j += cols {
		c := min(cols, n-j)
		xj := x[j:]
		e.copy(*buf, c, xj, e.lda, m, c)
		if err := gemm(e.ctx, e.k, NoTrans, NoTrans, m, c, m, f, y, e.lda, *buf, c, 0, xj, e.lda); err != nil {
			return err
		}
	}
	return nil
}

// invertLeaf is Gauss-Jordan elimination in place.
func (e *elimination[T]) invertLeaf(n int, a []T, at int) error {
	for p := range n {
		rp := a[p*e.lda : p*e.lda+n]
		if !e.good(rp[p], e.diag[at+p]) {
			return &SingularError{Index: at + p}
		}
		inv := 1 / rp[p]
		rp[p] = 1
		for j := range rp {
			rp[j] *= inv
		}
		for i := range n {
			if i == p {
				continue
			}
			ri := a[i*e.lda : i*e.lda+n]
			f := ri[p]
			ri[p] = 0
			axpy(-f, rp, ri, 0)
		}
	}
	return nil
}

// invertPivoted factors, inverts U in place, and solves X·L = U⁻¹ for X = A⁻¹Pᵀ, a block of columns at a time from the
// last to the first.
func (e *elimination[T]) invertPivoted(n int, a []T, s *surveyed) error {
	f, err := factor(e.ctx, e.k, n, a, e.lda, s, e.tolerance)
	if err != nil {
		return err
	}
	if err := e.invertUpper(n, a); err != nil {
		return err
	}
	buf := e.k.scratch.get(n * solveBlock)
	defer e.k.scratch.put(buf)
	for lo := (n - 1) / solveBlock * solveBlock; lo >= 0; lo -= solveBlock {
		hi := min(lo+solveBlock, n)
		if err := e.backLower(n, a, lo, hi, *buf); err != nil {
			return err
		}
	}
	parallel(workersFor(4*float64(n)*float64(n)), (n+copyRows-1)/copyRows, &columnSwaps[T]{f.piv, a, e.lda})
	return nil
}

// backLower computes the columns [lo, hi) of the inverse from those to their right; l is room for n x (hi-lo).
func (e *elimination[T]) backLower(n int, a []T, lo, hi int, l []T) error {
	w := hi - lo
	e.copy(l[lo*w:], w, a[lo*e.lda+lo:], e.lda, n-lo, w)
	for i := lo; i < n; i++ {
		clear(a[i*e.lda+lo : i*e.lda+min(i, hi)])
	}
	if hi < n {
		err := gemm(e.ctx, e.k, NoTrans, NoTrans, n, w, n-hi, -1, a[hi:], e.lda, l[hi*w:], w, 1, a[lo:], e.lda)
		if err != nil {
			return err
		}
	}
	// X·L = B is Lᵀ·Xᵀ = Bᵀ, with Lᵀ upper.
	return trsm(e.ctx, e.k, triangle[T]{n: w, a: l[lo*w:], lda: w, op: Trans, unit: true}, Trans, n, a[lo:], e.lda)
}

// invertUpper overwrites the upper triangle of a with its inverse.
func (e *elimination[T]) invertUpper(n int, a []T) error {
	if n <= leaf {
		for j := range n {
			invertUpperColumn(a, e.lda, j)
		}
		return nil
	}
	n1 := split(n)
	n2 := n - n1
	b, d := a[n1:], a[n1*e.lda+n1:]
	// The inverse's upper right block is −A⁻¹ B D⁻¹: two solves while A and D are still themselves.
	if err := trsm(e.ctx, e.k, triangle[T]{n: n1, a: a, lda: e.lda}, NoTrans, n2, b, e.lda); err != nil {
		return err
	}
	if err := trsm(e.ctx, e.k, triangle[T]{n: n2, a: d, lda: e.lda, op: Trans, lower: true}, Trans, n1, b,
		e.lda); err != nil {
		return err
	}
	for i := range n1 {
		r := b[i*e.lda : i*e.lda+n2]
		for j := range r {
			r[j] = -r[j]
		}
	}
	if err := e.invertUpper(n1, a); err != nil {
		return err
	}
	return e.invertUpper(n2, d)
}

// invertUpperColumn does column j, the columns before it being done.
func invertUpperColumn[T float](a []T, lda, j int) {
	a[j*lda+j] = 1 / a[j*lda+j]
	for i := range j {
		var s T
		for p := i; p < j; p++ {
			s += a[i*lda+p] * a[p*lda+j]
		}
		a[i*lda+j] = -s * a[j*lda+j]
	}
}
