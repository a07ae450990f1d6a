package dense

import (
	"sync/atomic"
	"unsafe"
)

// The kernel in Go: for processors without one of their own, for the build tag noasm, and as the plain statement of
// what the others do.

// goTile is the side of its tiles.
const goTile = 4

func goKernel[T float]() *kernel[T] {
	k := &kernel[T]{name: "go", mr: goTile, vw: goTile, nv: 1, kc: 256, nc: 128}
	k.mul[0] = goMul[T]
	k.solveLower[0] = goSolveLower[T]
	k.solveUpper[0] = goSolveUpper[T]
	k.dots = []thinKernel[T]{goDots1[T], goDots2[T], goDots3[T]}
	k.axpys = []thinKernel[T]{goAxpys1[T], goAxpys2[T], goAxpys3[T]}
	k.group, k.transpose = goTile, goTranspose[T]
	k.absStep, k.absSums = goTile, goAbsSums[T]
	k.peak, k.peakFlops = goPeak[T], 2*12
	return k
}

// goMul does two columns of the tile, then the other two: eight sums are as many as the compiler keeps in registers
// together with the operands it likes to load early, and enough to hide the delay of an addition. Four steps at a time
// make up for that of the loop.
func goMul[T float](k int, pa, pb, pc *T, ldc int, alpha T, load int) {
	a, b := unsafe.Slice(pa, goTile*k), unsafe.Slice(pb, goTile*k)
	c := unsafe.Slice(pc, (goTile-1)*ldc+goTile)
	for h := 0; h < goTile; h += 2 {
		var s00, s01, s10, s11, s20, s21, s30, s31 T
		p := 0
		for ; p+16 <= len(a); p += 16 {
			x, y := (*[16]T)(a[p:]), (*[14]T)(b[p+h:])
			x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
			s00 += x0 * y[0]
			s10 += x1 * y[0]
			s20 += x2 * y[0]
			s30 += x3 * y[0]
			s01 += x0 * y[1]
			s11 += x1 * y[1]
			s21 += x2 * y[1]
			s31 += x3 * y[1]
			x0, x1, x2, x3 = x[4], x[5], x[6], x[7]
			s00 += x0 * y[4]
			s10 += x1 * y[4]
			s20 += x2 * y[4]
			s30 += x3 * y[4]
			s01 += x0 * y[5]
			s11 += x1 * y[5]
			s21 += x2 * y[5]
			s31 += x3 * y[5]
			x0, x1, x2, x3 = x[8], x[9], x[10], x[11]
			s00 += x0 * y[8]
			s10 += x1 * y[8]
			s20 += x2 * y[8]
			s30 += x3 * y[8]
			s01 += x0 * y[9]
			s11 += x1 * y[9]
			s21 += x2 * y[9]
			s31 += x3 * y[9]
			x0, x1, x2, x3 = x[12], x[13], x[14], x[15]
			s00 += x0 * y[12]
			s10 += x1 * y[12]
			s20 += x2 * y[12]
			s30 += x3 * y[12]
			s01 += x0 * y[13]
			s11 += x1 * y[13]
			s21 += x2 * y[13]
			s31 += x3 * y[13]
		}
		for ; p+goTile <= len(a); p += goTile {
			x, y := (*[4]T)(a[p:]), (*[2]T)(b[p+h:])
			s00 += x[0] * y[0]
			s10 += x[1] * y[0]
			s20 += x[2] * y[0]
			s30 += x[3] * y[0]
			s01 += x[0] * y[1]
			s11 += x[1] * y[1]
			s21 += x[2] * y[1]
			s31 += x[3] * y[1]
		}
		goStore(c[h:], alpha, load, s00, s01)
		goStore(c[ldc+h:], alpha, load, s10, s11)
		goStore(c[2*ldc+h:], alpha, load, s20, s21)
		goStore(c[3*ldc+h:], alpha, load, s30, s31)
	}
}

func goStore[T float](c []T, alpha T, load int, s0, s1 T) {
	if load != 0 {
		c[0] += alpha * s0
		c[1] += alpha * s1
		return
	}
	c[0], c[1] = alpha*s0, alpha*s1
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

func goDots1[T float](blocks int, pa *T, lda int, px *T, _ int, py *T, _ int) {
	n := 4 * blocks
	a, x := unsafe.Slice(pa, 3*lda+n), unsafe.Slice(px, n)
	r0, r1, r2, r3 := a[:n], a[lda:lda+n], a[2*lda:2*lda+n], a[3*lda:3*lda+n]
	var s0, s1, s2, s3 T
	for j, v := range x {
		s0 += r0[j] * v
		s1 += r1[j] * v
		s2 += r2[j] * v
		s3 += r3[j] * v
	}
	goAdd4(unsafe.Slice(py, 4), s0, s1, s2, s3)
}

func goDots2[T float](blocks int, pa *T, lda int, px *T, ldx int, py *T, ldy int) {
	n := 4 * blocks
	a, x, y := unsafe.Slice(pa, 3*lda+n), unsafe.Slice(px, ldx+n), unsafe.Slice(py, ldy+4)
	r0, r1, r2, r3 := a[:n], a[lda:lda+n], a[2*lda:2*lda+n], a[3*lda:3*lda+n]
	x0, x1 := x[:n], x[ldx:ldx+n]
	var s00, s01, s10, s11, s20, s21, s30, s31 T
	for p, v := range x0 {
		w := x1[p]
		a0, a1, a2, a3 := r0[p], r1[p], r2[p], r3[p]
		s00 += a0 * v
		s01 += a0 * w
		s10 += a1 * v
		s11 += a1 * w
		s20 += a2 * v
		s21 += a2 * w
		s30 += a3 * v
		s31 += a3 * w
	}
	goAdd4(y, s00, s10, s20, s30)
	goAdd4(y[ldy:], s01, s11, s21, s31)
}

// goDots3 is goDots2 and goDots1: twelve sums would not stay in registers.
func goDots3[T float](blocks int, pa *T, lda int, px *T, ldx int, py *T, ldy int) {
	goDots2(blocks, pa, lda, px, ldx, py, ldy)
	x, y := unsafe.Slice(px, 2*ldx+1)[2*ldx:], unsafe.Slice(py, 2*ldy+1)[2*ldy:]
	goDots1(blocks, pa, lda, unsafe.SliceData(x), ldx, unsafe.SliceData(y), ldy)
}

func goAdd4[T float](y []T, s0, s1, s2, s3 T) {
	y[0] += s0
	y[1] += s1
	y[2] += s2
	y[3] += s3
}

func goAxpys2[T float](blocks int, pa *T, lda int, px *T, ldx int, py *T, ldy int) {
	n := 4 * blocks
	a, x, y := unsafe.Slice(pa, 3*lda+n), unsafe.Slice(px, ldx+4), unsafe.Slice(py, ldy+n)
	r0, r1, r2, r3 := a[:n], a[lda:lda+n], a[2*lda:2*lda+n], a[3*lda:3*lda+n]
	f0, f1, f2, f3 := x[0], x[1], x[2], x[3]
	g0, g1, g2, g3 := x[ldx], x[ldx+1], x[ldx+2], x[ldx+3]
	y0, y1 := y[:n], y[ldy:ldy+n]
	for p := range y0 {
		a0, a1, a2, a3 := r0[p], r1[p], r2[p], r3[p]
		y0[p] += f0*a0 + f1*a1 + (f2*a2 + f3*a3)
		y1[p] += g0*a0 + g1*a1 + (g2*a2 + g3*a3)
	}
}

// goAxpys3 is goAxpys2 and goAxpys1.
func goAxpys3[T float](blocks int, pa *T, lda int, px *T, ldx int, py *T, ldy int) {
	goAxpys2(blocks, pa, lda, px, ldx, py, ldy)
	x, y := unsafe.Slice(px, 2*ldx+1)[2*ldx:], unsafe.Slice(py, 2*ldy+1)[2*ldy:]
	goAxpys1(blocks, pa, lda, unsafe.SliceData(x), ldx, unsafe.SliceData(y), ldy)
}

func goAxpys1[T float](blocks int, pa *T, lda int, px *T, _ int, py *T, _ int) {
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

// goPeak multiplies and adds in twelve independent chains, enough to hide the delay of both.
func goPeak[T float](rounds int) {
	var s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11 T
	x, y := T(1), T(0.5)
	for range rounds {
		s0 = s0*y + x
		s1 = s1*y + x
		s2 = s2*y + x
		s3 = s3*y + x
		s4 = s4*y + x
		s5 = s5*y + x
		s6 = s6*y + x
		s7 = s7*y + x
		s8 = s8*y + x
		s9 = s9*y + x
		s10 = s10*y + x
		s11 = s11*y + x
	}
	goPeakSink.Store(s0+s1+s2+s3+s4+s5+s6+s7+s8+s9+s10+s11 == 0)
}

// goPeakSink keeps the compiler from dropping goPeak's sums.
var goPeakSink atomic.Bool
