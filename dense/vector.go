package dense

// A solve for one column reads the triangle once, and has nothing else to hide behind. So it goes by rows as they are
// stored, four at a time along their whole length: what is left of each four is a triangle of four, and as many
// elements beside it as are no whole step.

// solveRows overwrites x with t⁻¹x.
func (k *kernel[T]) solveRows(t triangle[T], x []T) {
	// Four rows stand beside what is solved before them, or beside what waits for them: the rows that are no four are the
	// first, or the last, which stand beside nothing.
	rest := t.n % 4
	last := t.n - rest
	switch {
	case bool(t.op) && t.lower:
		for i := 0; i < last; i += 4 {
			k.rowsAfter(t, x, i, t.n)
		}
		k.solveRest(t, x, last, t.n)
	case bool(t.op):
		for i := t.n - 4; i >= 0; i -= 4 {
			k.rowsAfter(t, x, i, 0)
		}
		k.solveRest(t, x, 0, rest)
	case t.lower:
		k.solveRest(t, x, 0, rest)
		for i := rest; i < t.n; i += 4 {
			k.rowsBefore(t, x, i, 0)
		}
	default:
		k.solveRest(t, x, last, t.n)
		for i := last - 4; i >= 0; i -= 4 {
			k.rowsBefore(t, x, i, t.n)
		}
	}
}

// solveRest solves for x[lo:hi], fewer than four, beside which nothing stands.
func (k *kernel[T]) solveRest(t triangle[T], x []T, lo, hi int) {
	if lo < hi {
		solveVector(t.block(lo, hi), x[lo:hi])
	}
}

// beside are the elements of rows i to i+4 that are stored between the triangle's diagonal and end, 0 or n: whole steps
// from lo on, and those next to the diagonal from odd to odd+more.
func (k *kernel[T]) beside(i, end int) (lo, steps, odd, more int) {
	if end == 0 {
		steps = i / k.vw
		return 0, steps, steps * k.vw, i % k.vw
	}
	odd, more = i+4, (end-i-4)%k.vw
	lo = odd + more
	return lo, (end - lo) / k.vw, odd, more
}

// rowsBefore solves for x[i:i+4], given what stands beside them.
func (k *kernel[T]) rowsBefore(t triangle[T], x []T, i, end int) {
	var s [4]T
	lo, steps, odd, more := k.beside(i, end)
	a := t.a[i*t.lda:]
	if steps > 0 {
		k.dots[0](steps, &a[lo], t.lda, &x[lo], 0, &s[0], 4)
	}
	r0, r1, r2, r3 := a[odd:], a[t.lda+odd:], a[2*t.lda+odd:], a[3*t.lda+odd:]
	for j, v := range x[odd : odd+more] {
		s[0] += r0[j] * v
		s[1] += r1[j] * v
		s[2] += r2[j] * v
		s[3] += r3[j] * v
	}
	four := x[i : i+4]
	for r := range four {
		four[r] -= s[r]
	}
	solveVector(t.block(i, i+4), four)
}

// rowsAfter solves for x[i:i+4], which is done but for the triangle, and takes it out of what stands beside.
func (k *kernel[T]) rowsAfter(t triangle[T], x []T, i, end int) {
	solveVector(t.block(i, i+4), x[i:i+4])
	f := [4]T{-x[i], -x[i+1], -x[i+2], -x[i+3]}
	lo, steps, odd, more := k.beside(i, end)
	a := t.a[i*t.lda:]
	if steps > 0 {
		k.axpys[0](steps, &a[lo], t.lda, &f[0], 4, &x[lo], 0)
	}
	if more == 0 {
		return
	}
	r0, r1, r2, r3 := a[odd:], a[t.lda+odd:], a[2*t.lda+odd:], a[3*t.lda+odd:]
	for j := range more {
		x[odd+j] += r0[j]*f[0] + r1[j]*f[1] + r2[j]*f[2] + r3[j]*f[3]
	}
}
