package dense

import (
	"math"
	"unsafe"
)

// pivoted is the elimination with partial pivoting of the m x n panel a, m ≥ n; piv gets the n exchanges, with rows
// counted from the panel's first.
func (e *elimination[T]) pivoted(m, n int, a []T, piv []int) error {
	if n <= leaf {
		return e.pivotedLeaf(m, n, a, piv)
	}
	n1 := split(n)
	n2 := n - n1
	if err := e.pivoted(m, n1, a, piv[:n1]); err != nil {
		return err
	}
	a12, a21, a22 := a[n1:], a[n1*e.lda:], a[n1*e.lda+n1:]
	swapRows(e.ctx, e.k, piv[:n1], a12, e.lda, n2, false)
	lower := triangle[T]{n: n1, a: a, lda: e.lda, lower: true, unit: true}
	if err := trsm(e.ctx, e.k, lower, NoTrans, n2, a12, e.lda); err != nil {
		return err
	}
	if err := gemm(e.ctx, e.k, NoTrans, NoTrans, m-n1, n2, n1, -1, a21, e.lda, a12, e.lda, 1, a22, e.lda); err != nil {
		return err
	}
	if err := e.pivoted(m-n1, n2, a22, piv[n1:]); err != nil {
		if s, ok := err.(*SingularError); ok {
			s.Index += n1
		}
		return err
	}
	swapRows(e.ctx, e.k, piv[n1:], a21, e.lda, n1, false)
	for i := n1; i < n; i++ {
		piv[i] += n1
	}
	return nil
}

// pivotedLeaf works on a copy of the panel turned on its side, in which the search for a pivot and the updates run
// along memory instead of across it.
func (e *elimination[T]) pivotedLeaf(m, n int, a []T, piv []int) error {
	if err := e.ctx.Err(); err != nil {
		return err
	}
	buf := e.k.panels.get(leaf * m)
	defer e.k.panels.put(buf)
	cols := *buf
	clear(cols[n*m:])
	e.k.turn(cols, m, a, e.lda, m, n)
	for j := range n {
		col := cols[j*m : (j+1)*m]
		if j > 0 {
			e.updateColumn(cols, m, j, col)
		}
		p := largest(col[j:]) + j
		piv[j] = p
		if !e.good(col[p], 0) {
			return &SingularError{Index: j}
		}
		if p != j {
			for c := 0; c < n*m; c += m {
				cols[c+j], cols[c+p] = cols[c+p], cols[c+j]
			}
		}
		inv := 1 / col[j]
		for i := j + 1; i < m; i++ {
			col[i] *= inv
		}
	}
	e.k.turn(a, e.lda, cols, m, n, m)
	return nil
}

// updateColumn subtracts from column j what the columns before it eliminate.
func (e *elimination[T]) updateColumn(cols []T, m, j int, col []T) {
	u := &e.negated // zero past j, where four at a time take in columns that do not count
	clear(u[j:])
	for p := range j {
		u[p] = -col[p]
		for i := p + 1; i < j; i++ {
			col[i] += u[p] * cols[p*m+i]
		}
	}
	step := e.k.vw
	blocks := (m - j) / step
	for p := 0; p < j; p += 4 {
		if blocks > 0 {
			e.k.axpys[0](blocks, &cols[p*m+j], m, &u[p], 0, &col[j], 0)
		}
		for q := p; q < min(p+4, j); q++ {
			axpy(u[q], cols[q*m+j:], col[j:], blocks*step)
		}
	}
}

// largest returns the index of the element of x that is largest in magnitude.
func largest[T float](x []T) int {
	best, at := T(-1), 0
	for i, v := range x {
		if v = abs(v); v > best {
			best, at = v, i
		}
	}
	return at
}

// noise returns the first pivot of which no digit is right, or -1. The pivot u[k][k] ends a sum of the products
// l[k][i]·u[i][k]; if it is as small as their rounding errors, the matrix cannot be told from a singular one. That does
// not depend on how rows and columns are scaled.
func (f *factors[T]) noise(tolerance float64) int {
	largest := 0.0
	for i := range f.n {
		largest = max(largest, math.Abs(float64(f.a[i*f.lda+i])))
	}
	for i := range f.n {
		p := math.Abs(float64(f.a[i*f.lda+i]))
		if math.IsNaN(p) || math.IsInf(p, 0) {
			return i
		}
		// Far from the largest pivot there is no need to add up.
		if p > 1e-3*largest {
			continue
		}
		size := p
		for j, l := range f.a[i*f.lda : i*f.lda+i] {
			size += math.Abs(float64(l) * float64(f.a[j*f.lda+i]))
		}
		if p <= tolerance*size {
			return i
		}
	}
	return -1
}

// epsilon is the distance from 1 to the next number, smallest the smallest number with full precision.
func epsilon[T float]() float64 {
	if unsafe.Sizeof(T(0)) == 4 {
		return 0x1p-23
	}
	return 0x1p-52
}

func smallest[T float]() float64 {
	if unsafe.Sizeof(T(0)) == 4 {
		return 0x1p-126
	}
	return 0x1p-1022
}
