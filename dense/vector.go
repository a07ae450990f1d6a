package dense

import "context"

// A solve for one column reads the triangle once, and has nothing else to hide behind. So it goes by rows as they are
// stored, four at a time along their whole length: what is left of each four is a triangle of four, and as many
// elements beside it as are no whole step. Larger triangles are cut into panels.

// stepRoom is room for the elements of a step, of any kernel.
const stepRoom = 16

// solveRows overwrites x with t⁻¹x. In room, of stepRoom elements, a few are handed to kernels: what is handed to them
// from the stack would be moved to the heap, each time.
func (k *kernel[T]) solveRows(t triangle[T], x, room []T) {
	// What makes no whole step comes where nothing stands beside it, or where whole steps do: first if what is solved is
	// taken out of what waits, last if what waits is solved given the rest.
	rest := t.n % k.vw
	whole := t.n - rest
	switch {
	case bool(t.op) && t.lower:
		k.solveRest(t, x, 0, rest)
		k.outOfRows(t, x, room, rest, t.n, 0, rest)
		for i := rest; i < t.n; i += 4 {
			k.rowsAfter(t, x, room, i, t.n)
		}
	case bool(t.op):
		k.solveRest(t, x, whole, t.n)
		k.outOfRows(t, x, room, 0, whole, whole, t.n)
		for i := whole - 4; i >= 0; i -= 4 {
			k.rowsAfter(t, x, room, i, 0)
		}
	case t.lower:
		for i := 0; i < whole; i += 4 {
			k.rowsBefore(t, x, room, i, 0)
		}
		k.take(t, x, room, whole, t.n, 0, whole)
		k.solveRest(t, x, whole, t.n)
	default:
		for i := t.n - 4; i >= rest; i -= 4 {
			k.rowsBefore(t, x, room, i, t.n)
		}
		k.take(t, x, room, 0, rest, rest, t.n)
		k.solveRest(t, x, 0, rest)
	}
}

// solveRest solves for x[lo:hi], less than a step.
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
func (k *kernel[T]) rowsBefore(t triangle[T], x, room []T, i, end int) {
	s := (*[4]T)(room)
	*s = [4]T{}
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
	four := (*[4]T)(x[i:])
	for r := range four {
		four[r] -= s[r]
	}
	solveFourRows(t, i, four)
}

// rowsAfter solves for x[i:i+4], which is done but for the triangle, and takes it out of what stands beside.
func (k *kernel[T]) rowsAfter(t triangle[T], x, room []T, i, end int) {
	four := (*[4]T)(x[i:])
	solveFourRows(t, i, four)
	f := (*[4]T)(room)
	*f = [4]T{-four[0], -four[1], -four[2], -four[3]}
	lo, steps, odd, more := k.beside(i, end)
	a := t.a[i*t.lda:]
	if more > 0 {
		r0, r1, r2, r3 := a[odd:], a[t.lda+odd:], a[2*t.lda+odd:], a[3*t.lda+odd:]
		for j := range more {
			x[odd+j] += r0[j]*f[0] + r1[j]*f[1] + r2[j]*f[2] + r3[j]*f[3]
		}
	}
	if steps > 0 {
		k.axpys[0](steps, &a[lo], t.lda, &f[0], 4, &x[lo], 0)
	}
}

// solveFourRows solves for x with the triangle of four at row i. Reciprocals do not wait for what is solved before.
func solveFourRows[T float](t triangle[T], i int, x *[4]T) {
	a0, a1 := t.a[i*t.lda+i:], t.a[(i+1)*t.lda+i:]
	a2, a3 := t.a[(i+2)*t.lda+i:], t.a[(i+3)*t.lda+i:]
	_, _, _, _ = a0[3], a1[3], a2[3], a3[3]
	d0, d1, d2, d3 := T(1), T(1), T(1), T(1)
	if !t.unit {
		d0, d1, d2, d3 = 1/a0[0], 1/a1[1], 1/a2[2], 1/a3[3]
	}
	e10, e20, e30, e21, e31, e32 := a1[0], a2[0], a3[0], a2[1], a3[1], a3[2] // below the diagonal
	if t.lower == bool(t.op) {
		e10, e20, e30, e21, e31, e32 = a0[1], a0[2], a0[3], a1[2], a1[3], a2[3]
	}
	if t.lower {
		x[0] *= d0
		x[1] = (x[1] - e10*x[0]) * d1
		x[2] = (x[2] - e20*x[0] - e21*x[1]) * d2
		x[3] = (x[3] - e30*x[0] - e31*x[1] - e32*x[2]) * d3
		return
	}
	x[3] *= d3
	x[2] = (x[2] - e32*x[3]) * d2
	x[1] = (x[1] - e31*x[3] - e21*x[2]) * d1
	x[0] = (x[0] - e30*x[3] - e20*x[2] - e10*x[1]) * d0
}

// outOfRows takes what rows a to b of t, less than a step, give to x[lo:hi] out of it; hi-lo is a number of whole
// steps.
func (k *kernel[T]) outOfRows(t triangle[T], x, room []T, lo, hi, a, b int) {
	if a == b || lo == hi {
		return
	}
	for i, v := range x[a:b] {
		room[i] = -v
	}
	k.addRows(t, room, x[lo:hi], lo, hi, a, b)
}

// addDots adds rows lo to hi of t, from column a to b, times x[a:b] to sums; b-a is a number of whole steps.
func (k *kernel[T]) addDots(t triangle[T], x, sums []T, lo, hi, a, b int) {
	steps, r := (b-a)/k.vw, 0
	for ; lo+r+8 <= hi && k.tall != nil; r += 8 {
		k.tall(steps, &t.a[(lo+r)*t.lda+a], t.lda, &x[a], &sums[r])
	}
	for ; lo+r+4 <= hi; r += 4 {
		k.dots[0](steps, &t.a[(lo+r)*t.lda+a], t.lda, &x[a], 0, &sums[r], 4)
	}
	for ; lo+r < hi; r++ {
		sums[r] += dot(t.a[(lo+r)*t.lda+a:(lo+r)*t.lda+b], x[a:b])
	}
}

// dot is the product of a row by a column, both in one piece.
func dot[T float](row, x []T) T {
	var s0, s1, s2, s3 T
	j := 0
	for ; j+4 <= len(row); j += 4 {
		r, v := (*[4]T)(row[j:]), (*[4]T)(x[j:])
		s0 += r[0] * v[0]
		s1 += r[1] * v[1]
		s2 += r[2] * v[2]
		s3 += r[3] * v[3]
	}
	for ; j < len(row); j++ {
		s0 += row[j] * x[j]
	}
	return s0 + s1 + (s2 + s3)
}

// addRows adds rows a to b of t, from column lo to hi, each times its element of f, to sums; hi-lo is a number of whole
// steps.
func (k *kernel[T]) addRows(t triangle[T], f, sums []T, lo, hi, a, b int) {
	for ; k.wide != nil && lo+k.wideStep <= hi; lo += k.wideStep {
		k.wide(b-a, &t.a[a*t.lda+lo], t.lda, &f[0], &sums[0])
		sums = sums[k.wideStep:]
	}
	if lo == hi {
		return
	}
	i, steps := a, (hi-lo)/k.vw
	for ; i+4 <= b; i += 4 {
		k.axpys[0](steps, &t.a[i*t.lda+lo], t.lda, &f[i-a], 4, &sums[0], 0)
	}
	for ; i < b; i++ {
		axpy(f[i-a], t.a[i*t.lda+lo:i*t.lda+hi], sums[:hi-lo], 0)
	}
}

// take takes what x[a:b], which is solved, gives to x[lo:hi] out of it, if one of both is a number of whole steps. In
// room, of as many elements as x[lo:hi], it is summed up.
func (k *kernel[T]) take(t triangle[T], x, room []T, lo, hi, a, b int) {
	if lo == hi || a == b {
		return
	}
	sums := room[:hi-lo]
	clear(sums)
	if t.op {
		k.addRows(t, x[a:b], sums, lo, hi, a, b)
	} else {
		k.addDots(t, x, sums, lo, hi, a, b)
	}
	axpy(-1, sums, x[lo:hi], 0)
}

// Triangles of at least panelsFrom rows are solved for one column by panels of at least so many, one after the other:
// all that is solved before is taken out of a panel at once, in runs as long as the triangle allows.
const (
	vectorPanel = 128
	panelsFrom  = 512
)

// solvePanels overwrites x with t⁻¹x, on one core. A second would save up to a half where nothing else runs; but each
// panel waits for the last, and where the other core is busy, that is for as long as the system lets it wait.
func (k *kernel[T]) solvePanels(ctx context.Context, t triangle[T], x []T) error {
	panel := max(vectorPanel, k.wideStep)
	buf := k.blocks.get(2*panel + stepRoom)
	defer k.blocks.put(buf)
	sums, room := (*buf)[:2*panel], (*buf)[2*panel:]
	panels := t.n / panel
	rest := t.n - panels*panel
	for q, done := 0, 0; q < panels; q++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		// What is no whole panel goes with the first one if what is solved is taken out of what waits, else with the
		// last: then all others are beside whole steps.
		size := panel
		if bool(t.op) && q == 0 || !bool(t.op) && q == panels-1 {
			size += rest
		}
		lo, hi, a, b := done, done+size, 0, done
		if !t.lower {
			lo, hi, a, b = t.n-hi, t.n-lo, t.n-b, t.n
		}
		k.take(t, x, sums, lo, hi, a, b)
		k.solveRows(t.block(lo, hi), x[lo:hi], room)
		done += size
	}
	return nil
}
