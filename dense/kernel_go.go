package dense

import (
	"sync/atomic"
	"unsafe"
)

// The kernel in Go: for processors without one of their own, for the build tag noasm, and as the plain statement of
// what the others do.

// goTile is the side of its tiles: 16 sums, as many as there are scalar registers.
const goTile = 4

func goKernel[T float]() *kernel[T] {
	k := &kernel[T]{name: "go", mr: goTile, vw: goTile, nv: 1, kc: 256, nc: 128}
	k.mul[0] = goMul[T]
	k.solveLower[0] = goSolveLower[T]
	k.solveUpper[0] = goSolveUpper[T]
	k.group, k.transpose = goTile, goTranspose[T]
	k.dotStep, k.dot4 = 4, goDot4[T]
	k.axpyStep, k.axpy4 = 4, goAxpy4[T]
	k.absSums = goAbsSums[T]
	k.peak, k.peakFlops = goPeak[T], 2*goTile*goTile
	return k
}

func goMul[T float](k int, pa, pb, pc *T, ldc int, alpha T, load int) {
	a, b := unsafe.Slice(pa, goTile*k), unsafe.Slice(pb, goTile*k)
	// Two halves of two rows each: eight sums and the operands fit the registers, sixteen sums would not.
	for h := 0; h < goTile; h += 2 {
		var s00, s01, s02, s03, s10, s11, s12, s13 T
		for p := 0; p+goTile <= len(a) && p+goTile <= len(b); p += goTile {
			x := a[p : p+goTile : p+goTile]
			y := b[p : p+goTile : p+goTile]
			x0, x1 := x[h&3], x[(h+1)&3]
			y0, y1 := y[0], y[1]
			s00 += x0 * y0
			s01 += x0 * y1
			s10 += x1 * y0
			s11 += x1 * y1
			y2, y3 := y[2], y[3]
			s02 += x0 * y2
			s03 += x0 * y3
			s12 += x1 * y2
			s13 += x1 * y3
		}
		c := unsafe.Slice(pc, (goTile-1)*ldc+goTile)[h*ldc:]
		goStore(c[:goTile], alpha, load, s00, s01, s02, s03)
		goStore(c[ldc:ldc+goTile], alpha, load, s10, s11, s12, s13)
	}
}

func goStore[T float](c []T, alpha T, load int, s0, s1, s2, s3 T) {
	c = c[:goTile]
	if load != 0 {
		c[0] += alpha * s0
		c[1] += alpha * s1
		c[2] += alpha * s2
		c[3] += alpha * s3
		return
	}
	c[0], c[1], c[2], c[3] = alpha*s0, alpha*s1, alpha*s2, alpha*s3
}

func goSolveLower[T float](pt, px *T) {
	t, x := unsafe.Slice(pt, goTile*goTile), unsafe.Slice(px, goTile*goTile)
	for j := range goTile {
		goScale(x[j*goTile:], t[j*goTile+j])
		for i := j + 1; i < goTile; i++ {
			goSubtract(x[i*goTile:], t[i*goTile+j], x[j*goTile:])
		}
	}
}

func goSolveUpper[T float](pt, px *T) {
	t, x := unsafe.Slice(pt, goTile*goTile), unsafe.Slice(px, goTile*goTile)
	for j := goTile - 1; j >= 0; j-- {
		goScale(x[j*goTile:], t[j*goTile+j])
		for i := range j {
			goSubtract(x[i*goTile:], t[i*goTile+j], x[j*goTile:])
		}
	}
}

func goScale[T float](x []T, f T) {
	for i := range goTile {
		x[i] *= f
	}
}

func goSubtract[T float](y []T, f T, x []T) {
	for i := range goTile {
		y[i] -= f * x[i]
	}
}

func goTranspose[T float](blocks int, psrc *T, ls int, pdst *T, ld int) {
	if blocks == 0 {
		return
	}
	n := goTile * blocks
	src, dst := unsafe.Slice(psrc, (goTile-1)*ls+n), unsafe.Slice(pdst, (n-1)*ld+goTile)
	r0, r1, r2, r3 := src[:n], src[ls:ls+n], src[2*ls:2*ls+n], src[3*ls:3*ls+n]
	for j := range n {
		d := dst[j*ld : j*ld+goTile]
		d[0], d[1], d[2], d[3] = r0[j], r1[j], r2[j], r3[j]
	}
}

func goDot4[T float](blocks int, pa *T, lda int, px, py *T) {
	n := 4 * blocks
	a, x, y := unsafe.Slice(pa, 3*lda+n), unsafe.Slice(px, n), unsafe.Slice(py, 4)
	r0, r1, r2, r3 := a[:n], a[lda:lda+n], a[2*lda:2*lda+n], a[3*lda:3*lda+n]
	var s0, s1, s2, s3 T
	for j, v := range x {
		s0 += r0[j] * v
		s1 += r1[j] * v
		s2 += r2[j] * v
		s3 += r3[j] * v
	}
	y[0], y[1], y[2], y[3] = s0, s1, s2, s3
}

func goAxpy4[T float](blocks int, pa *T, lda int, px, py *T) {
	n := 4 * blocks
	a, x, y := unsafe.Slice(pa, 3*lda+n), unsafe.Slice(px, 4), unsafe.Slice(py, n)
	r0, r1, r2, r3 := a[:n], a[lda:lda+n], a[2*lda:2*lda+n], a[3*lda:3*lda+n]
	x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
	for j := range y {
		y[j] += x0*r0[j] + x1*r1[j] + x2*r2[j] + x3*r3[j]
	}
}

func goAbsSums[T float](blocks int, pa, psums *T, weight T) T {
	n := 4 * blocks
	a, sums := unsafe.Slice(pa, n), unsafe.Slice(psums, n)
	var total T
	for j, v := range a {
		v = abs(v)
		sums[j] += weight * v
		total += v
	}
	return total
}

func abs[T float](v T) T {
	if v < 0 {
		return -v
	}
	return v
}

// goPeak keeps eight independent sums going: what a scalar processor can do at best.
func goPeak[T float](rounds int) {
	var s [8]T
	x, y := T(rounds), T(rounds)/2
	for range 2 * rounds {
		s[0] += x * y
		s[1] += x * y
		s[2] += x * y
		s[3] += x * y
		s[4] += x * y
		s[5] += x * y
		s[6] += x * y
		s[7] += x * y
	}
	goPeakSink.Store(s[0]+s[1]+s[2]+s[3]+s[4]+s[5]+s[6]+s[7] == 0)
}

// goPeakSink keeps the compiler from dropping goPeak's sums.
var goPeakSink atomic.Bool
