package main

import "fmt"

// Products by few columns. The columns, and what comes of them, are stored in one piece each; four rows of a pass once
// for all columns of a kernel. A kernel of c columns needs 5c+1 registers.

// thinMost is the most columns that a kernel of so many registers does at once.
func thinMost(registers int) int { return (registers - 1) / 5 }

const thinSignature = "(blocks int, a *%[1]s, lda int, x *%[1]s, ldx int, y *%[1]s, ldy int)"

// thinArguments loads the arguments: a in SI, its stride in AX and three of it in R8; x in DI, with BX, R9 and five of
// it in R10; y in DX, with R11, R12 and R13.
func (s isa) thinArguments(f *file) {
	f.line("MOVQ blocks+0(FP), CX")
	f.line("MOVQ a+8(FP), SI")
	f.line("MOVQ lda+16(FP), AX")
	f.line("MOVQ x+24(FP), DI")
	f.line("MOVQ ldx+32(FP), BX")
	f.line("MOVQ y+40(FP), DX")
	f.line("MOVQ ldy+48(FP), R11")
	for _, r := range []string{"AX", "BX", "R11"} {
		f.line("SHLQ $%d, %s", map[int]int{8: 3, 4: 2}[s.size], r)
	}
	f.line("LEAQ (AX)(AX*2), R8")
	f.line("LEAQ (BX)(BX*2), R9")
	f.line("LEAQ (BX)(BX*4), R10")
	f.line("LEAQ (R11)(R11*2), R12")
	f.line("LEAQ (R11)(R11*4), R13")
}

func aRow(i int) string  { return address(i, "SI", "AX", "R8", "") }
func xVec(i int) string  { return address(i, "DI", "BX", "R9", "R10") }
func ySums(i int) string { return address(i, "DX", "R11", "R12", "R13") }

// address is the i-th of up to six vectors from base, one, three and five strides being in registers.
func address(i int, base, one, three, five string) string {
	switch i {
	case 0:
		return "(" + base + ")"
	case 1, 2, 4:
		return fmt.Sprintf("(%s)(%s*%d)", base, one, i)
	case 3:
		return fmt.Sprintf("(%s)(%s*1)", base, three)
	default:
		return fmt.Sprintf("(%s)(%s*1)", base, five)
	}
}

// dots adds the products of four rows of a with c columns of x.
func (s isa) dots(f *file, c int) {
	f.fn(fmt.Sprintf("sets y[j][i] += Σₚ a[i][p]·x[j][p] for i < 4, j < %d, p < %d·blocks.", c, s.width/s.size),
		fmt.Sprintf("dots%sx%d", s.suffix, c), fmt.Sprintf(thinSignature, s.elem), 56)
	s.thinArguments(f)
	acc := func(i, j int) int { return 4*j + i }
	x, row := func(j int) string { return s.r(4*c + j) }, s.r(5*c)
	for i := range 4 * c {
		s.zero(f, s.r(i))
	}
	f.line("LEAQ (SI)(AX*4), R13")
	f.line("TESTQ CX, CX")
	f.line("JZ sum")
	f.line("PCALIGN $32")
	f.label("loop")
	for j := range c {
		f.line("VMOVU%s %s, %s", s.p, xVec(j), x(j))
	}
	for i := range 4 {
		f.line("PREFETCHT1 %s", address(i, "R13", "AX", "R8", ""))
		f.line("VMOVU%s %s, %s", s.p, aRow(i), row)
		for j := range c {
			f.line("VFMADD231%s %s, %s, %s", s.p, x(j), row, s.r(acc(i, j)))
		}
	}
	f.line("ADDQ $%d, SI", s.width)
	f.line("ADDQ $%d, R13", s.width)
	f.line("ADDQ $%d, DI", s.width)
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("sum")
	for j := range c {
		s.sum4(f, acc(0, j), 4*c)
		reg := map[int]string{8: "Y", 4: "X"}[s.size]
		f.line("VADD%s (DX), %s%d, %s%d", s.p, reg, acc(0, j), reg, acc(0, j))
		f.line("VMOVU%s %s%d, (DX)", s.p, reg, acc(0, j))
		f.line("ADDQ R11, DX")
	}
	f.line("VZEROUPPER")
	f.line("RET")
}

// sum4 leaves the sums of four registers' elements, from r on, beside each other in r; register t is overwritten.
func (s isa) sum4(f *file, r, t int) {
	if s.reg == "Z" {
		for i := r; i < r+4; i++ {
			f.line("VEXTRACTF64X4 $1, Z%d, Y%d", i, t)
			f.line("VADD%s Y%d, Y%d, Y%d", s.p, t, i, i)
		}
	}
	// pair adds neighbours within a and within b; what is left of a stands beside what is left of b.
	pair := func(unpack string, a, b int) {
		f.line("VUNPCKL%s Y%d, Y%d, Y%d", unpack, b, a, t)
		f.line("VUNPCKH%s Y%d, Y%d, Y%d", unpack, b, a, a)
		f.line("VADD%s Y%d, Y%d, Y%d", s.p, t, a, a)
	}
	pair(s.p, r, r+1)
	pair(s.p, r+2, r+3)
	halves := func(evex, vex string, a, b, to int) {
		if s.reg == "Z" {
			f.line("VSHUFF64X2 $%s, Y%d, Y%d, Y%d", evex, b, a, to)
		} else {
			f.line("VPERM2F128 $%s, Y%d, Y%d, Y%d", vex, b, a, to)
		}
	}
	if s.size == 4 {
		pair("PD", r, r+2)
		f.line("%s $1, Y%d, X%d", map[string]string{"Z": "VEXTRACTF32X4", "Y": "VEXTRACTF128"}[s.reg], r, t)
		f.line("VADDPS X%d, X%d, X%d", t, r, r)
		return
	}
	halves("0", "0x20", r, r+2, t)
	halves("3", "0x31", r, r+2, r)
	f.line("VADDPD Y%d, Y%d, Y%d", t, r, r)
}

// axpys adds multiples of four rows of a to c vectors.
func (s isa) axpys(f *file, c int) {
	f.fn(fmt.Sprintf("sets y[j][p] += Σᵢ x[j][i]·a[i][p] for i < 4, j < %d, p < %d·blocks.", c, s.width/s.size),
		fmt.Sprintf("axpys%sx%d", s.suffix, c), fmt.Sprintf(thinSignature, s.elem), 56)
	s.thinArguments(f)
	factor := func(i, j int) string { return s.r(4*j + i) }
	sums, row := func(j int) string { return s.r(4*c + j) }, s.r(5*c)
	for j := range c {
		for i := range 4 {
			f.line("%s %d%s, %s", s.bcast, i*s.size, xVec(j), factor(i, j))
		}
	}
	f.line("TESTQ CX, CX")
	f.line("JZ done")
	f.line("LEAQ (SI)(AX*4), DI")
	f.line("PCALIGN $32")
	f.label("loop")
	for j := range c {
		f.line("VMOVU%s %s, %s", s.p, ySums(j), sums(j))
	}
	for i := range 4 {
		// The next four rows are asked for: each is a step to elsewhere, which the processor does not foresee.
		f.line("PREFETCHT1 %s", address(i, "DI", "AX", "R8", ""))
		f.line("VMOVU%s %s, %s", s.p, aRow(i), row)
		for j := range c {
			f.line("VFMADD231%s %s, %s, %s", s.p, row, factor(i, j), sums(j))
		}
	}
	for j := range c {
		f.line("VMOVU%s %s, %s", s.p, sums(j), ySums(j))
	}
	f.line("ADDQ $%d, SI", s.width)
	f.line("ADDQ $%d, DI", s.width)
	f.line("ADDQ $%d, DX", s.width)
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("done")
	f.line("VZEROUPPER")
	f.line("RET")
}

// tall adds the products of eight rows of a with a column. Rows follow each other as they are read, and no row is asked
// for ahead: the processor foresees eight streams.
func (s isa) tall(f *file) {
	f.fn(fmt.Sprintf("sets y[i] += Σₚ a[i][p]·x[p] for i < 8, p < %d·blocks.", s.width/s.size), "tall"+s.suffix,
		fmt.Sprintf("(blocks int, a *%[1]s, lda int, x, y *%[1]s)", s.elem), 40)
	f.line("MOVQ blocks+0(FP), CX")
	f.line("MOVQ a+8(FP), SI")
	f.line("MOVQ lda+16(FP), AX")
	f.line("MOVQ x+24(FP), DI")
	f.line("MOVQ y+32(FP), DX")
	f.line("SHLQ $%d, AX", map[int]int{8: 3, 4: 2}[s.size])
	f.line("LEAQ (AX)(AX*2), R8")
	f.line("LEAQ (SI)(AX*4), R10")
	const x = 8
	for i := range 8 {
		s.zero(f, s.r(i))
	}
	f.line("TESTQ CX, CX")
	f.line("JZ sum")
	f.line("PCALIGN $32")
	f.label("loop")
	f.line("VMOVU%s (DI), %s", s.p, s.r(x))
	for i := range 8 {
		f.line("VFMADD231%s %s, %s, %s", s.p, address(i%4, []string{"SI", "R10"}[i/4], "AX", "R8", ""), s.r(x), s.r(i))
	}
	for _, r := range []string{"SI", "R10", "DI"} {
		f.line("ADDQ $%d, %s", s.width, r)
	}
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("sum")
	reg := map[int]string{8: "Y", 4: "X"}[s.size]
	for half := range 2 {
		s.sum4(f, 4*half, x)
		f.line("VADD%s %d(DX), %s%d, %s%d", s.p, 4*half*s.size, reg, 4*half, reg, 4*half)
		f.line("VMOVU%s %s%d, %d(DX)", s.p, reg, 4*half, 4*half*s.size)
	}
	f.line("VZEROUPPER")
	f.line("RET")
}

// wideVectors is how many vectors of sums wide adds up: with so many of the longer ones in registers.
const wideVectors = 16

// wide adds multiples of rows of a to sums that stay in registers. The row after the next seven is asked for: each is a
// step to elsewhere, which the processor does not foresee. Shorter registers, of which there are fewer, would have so
// little of each row that its page is what takes the time: there, sums as long come from the first cache, for eight
// rows at a time.
func (s isa) wide(f *file) {
	if s.reg == "Y" {
		s.wideByEight(f)
		return
	}
	const nv = wideVectors
	s.wideStart(f)
	for v := range nv {
		f.line("VMOVU%s %d(DX), %s", s.p, v*s.width, s.r(v))
	}
	f.line("TESTQ CX, CX")
	f.line("JZ done")
	f.line("PCALIGN $32")
	f.label("loop")
	f.line("%s (DI), %s", s.bcast, s.r(nv))
	for v := range nv {
		f.line("PREFETCHT0 %d(R12)", v*s.width)
		f.line("VFMADD231%s %d(SI), %s, %s", s.p, v*s.width, s.r(nv), s.r(v))
	}
	f.line("ADDQ AX, SI")
	f.line("ADDQ AX, R12")
	f.line("ADDQ $%d, DI", s.size)
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("done")
	for v := range nv {
		f.line("VMOVU%s %s, %d(DX)", s.p, s.r(v), v*s.width)
	}
	f.line("VZEROUPPER")
	f.line("RET")
}

// wideStart is wide up to its loops: rows are left in CX, a in SI with its stride in AX, the row after the next seven
// in R12, x in DI and the sums in DX.
func (s isa) wideStart(f *file) {
	f.fn(fmt.Sprintf("sets y[p] += Σᵢ x[i]·a[i][p] for i < rows, p < %d.", wideBytes/s.size), "wide"+s.suffix,
		fmt.Sprintf("(rows int, a *%[1]s, lda int, x, y *%[1]s)", s.elem), 40)
	f.line("MOVQ rows+0(FP), CX")
	f.line("MOVQ a+8(FP), SI")
	f.line("MOVQ lda+16(FP), AX")
	f.line("MOVQ x+24(FP), DI")
	f.line("MOVQ y+32(FP), DX")
	f.line("SHLQ $%d, AX", map[int]int{8: 3, 4: 2}[s.size])
	f.line("LEAQ (SI)(AX*8), R12")
}

// wideBytes is how much of each row wide adds up.
const wideBytes = wideVectors * 64

func (s isa) wideByEight(f *file) {
	s.wideStart(f)
	f.line("LEAQ (AX)(AX*2), R8")
	f.line("LEAQ (SI)(AX*4), R10")
	f.line("LEAQ (R12)(AX*4), R13")
	const sums = 8 // two registers after the factors
	line := func(rows int) {
		for v := range 2 {
			f.line("VMOVU%s %d(BX), %s", s.p, v*s.width, s.r(sums+v))
		}
		for i := range rows {
			if rows == 8 {
				f.line("PREFETCHT0 %s", address(i%4, []string{"R12", "R13"}[i/4], "AX", "R8", ""))
			}
			for v := range 2 {
				f.line("VFMADD231%s %s, %s, %s", s.p, tileRow(i, v*s.width), s.r(i), s.r(sums+v))
			}
		}
		for v := range 2 {
			f.line("VMOVU%s %s, %d(BX)", s.p, s.r(sums+v), v*s.width)
		}
	}
	pass := func(rows int, label string) {
		for i := range rows {
			f.line("%s %d(DI), %s", s.bcast, i*s.size, s.r(i))
		}
		f.line("MOVQ DX, BX")
		f.line("MOVQ $%d, R11", wideVectors)
		f.line("PCALIGN $32")
		f.label(label)
		line(rows)
		pointers := []string{"SI", "R10", "R12", "R13"}
		if rows == 1 {
			pointers = []string{"SI"}
		}
		for _, r := range append(pointers, "BX") {
			f.line("ADDQ $64, %s", r)
		}
		f.line("DECQ R11")
		f.line("JNZ %s", label)
		for _, r := range pointers {
			f.line("SUBQ $%d, %s", wideBytes, r)
			f.line("LEAQ (%s)(AX*%d), %s", r, rows, r)
		}
		f.line("ADDQ $%d, DI", rows*s.size)
	}
	f.label("eight")
	f.line("SUBQ $8, CX")
	f.line("JLT rest")
	pass(8, "line8")
	f.line("JMP eight")
	f.label("rest")
	f.line("ADDQ $8, CX")
	f.label("one")
	f.line("DECQ CX")
	f.line("JLT done")
	pass(1, "line1")
	f.line("JMP one")
	f.label("done")
	f.line("VZEROUPPER")
	f.line("RET")
}

// alongPanels is how many panels along packs at a time.
const alongPanels = 8

// along packs panels a vector wide from rows that run along theirs: what they take from each row stands in one piece,
// and the row after the next seven is asked for.
func (s isa) along(f *file) {
	f.fn(fmt.Sprintf("sets dst[v·panel+%[1]d·i+j] = src[i][%[1]d·v+j] for i < rows, v < %[2]d, j < %[1]d.",
		s.width/s.size, alongPanels), "along"+s.suffix,
		fmt.Sprintf("(rows int, src *%[1]s, ld int, dst *%[1]s, panel int)", s.elem), 40)
	f.line("MOVQ rows+0(FP), CX")
	f.line("MOVQ src+8(FP), SI")
	f.line("MOVQ ld+16(FP), AX")
	f.line("MOVQ dst+24(FP), DX")
	f.line("MOVQ panel+32(FP), R8")
	for _, r := range []string{"AX", "R8"} {
		f.line("SHLQ $%d, %s", map[int]int{8: 3, 4: 2}[s.size], r)
	}
	f.line("LEAQ (R8)(R8*2), R9")
	f.line("LEAQ (DX)(R8*4), R10")
	f.line("LEAQ (SI)(AX*8), R11")
	f.line("TESTQ CX, CX")
	f.line("JZ done")
	f.line("PCALIGN $32")
	f.label("loop")
	for v := range alongPanels {
		if v*s.width%64 == 0 {
			f.line("PREFETCHT0 %d(R11)", v*s.width)
		}
		f.line("VMOVU%s %d(SI), %s", s.p, v*s.width, s.r(v))
		f.line("VMOVU%s %s, %s", s.p, s.r(v), address(v%4, []string{"DX", "R10"}[v/4], "R8", "R9", ""))
	}
	for _, r := range []string{"SI", "R11"} {
		f.line("ADDQ AX, %s", r)
	}
	for _, r := range []string{"DX", "R10"} {
		f.line("ADDQ $%d, %s", s.width, r)
	}
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("done")
	f.line("VZEROUPPER")
	f.line("RET")
}
