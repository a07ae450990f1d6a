package main

import "fmt"

// isa is an amd64 vector extension with one element type.
type isa struct {
	suffix string // of the kernels' names
	elem   string // Go element type
	size   int    // bytes of an element
	reg    string // Z or Y
	width  int    // bytes of a register
	mr     int    // rows of a tile
	temps  int    // registers left for broadcasts
	p      string // suffix of packed instructions: PD or PS
	bcast  string // broadcast from memory
}

var isas = []isa{
	{"F64AVX512", "float64", 8, "Z", 64, 8, 5, "PD", "VBROADCASTSD"},
	{"F32AVX512", "float32", 4, "Z", 64, 8, 5, "PS", "VBROADCASTSS"},
	{"F64AVX2", "float64", 8, "Y", 32, 4, 1, "PD", "VBROADCASTSD"},
	{"F32AVX2", "float32", 4, "Y", 32, 4, 1, "PS", "VBROADCASTSS"},
}

func amd64() *file {
	f := &file{}
	for _, s := range isas {
		for nv := 1; nv <= 3; nv++ {
			s.mul(f, nv, packed)
			if s.size == 8 {
				s.mul(f, nv, byRow)
				s.mul(f, nv, byColumn)
			}
			s.solve(f, nv, true)
			s.solve(f, nv, false)
		}
		s.transpose(f)
		for c := 1; c <= thinMost(s.registers()); c++ {
			s.dots(f, c)
			s.axpys(f, c)
		}
		for nv := 1; nv <= s.acrossMost(); nv++ {
			s.across(f, nv)
		}
		s.down(f)
		s.tall(f)
		s.wide(f)
		if s.size == 8 { // where panels are a vector wide
			s.along(f)
		}
		s.absSums(f)
		s.peak(f)
	}
	return f
}

// registers is how many the extension has.
func (s isa) registers() int { return map[string]int{"Z": 32, "Y": 16}[s.reg] }

func (s isa) r(i int) string { return fmt.Sprintf("%s%d", s.reg, i) }

// acc is the accumulator of row i, vector v of a tile nv vectors wide.
func (s isa) acc(nv, i, v int) string { return s.r(i*nv + v) }

// b and t are the registers after the largest tile's accumulators: the row of b, and broadcasts of a.
func (s isa) b(v int) string { return s.r(3*s.mr + v) }
func (s isa) t(i int) string { return s.r(3*s.mr + 3 + i%s.temps) }

func (s isa) zero(f *file, r string) {
	f.line("VXORPS %s, %s, %s", r, r, r)
}

// layout is how a kernel of the matrix product finds the elements of a: packed, or where they stand, a row or a column
// of a tile in one piece.
type layout int

const (
	packed layout = iota
	byRow
	byColumn
)

// ahead is how far along a row of memory a kernel that reads a by columns asks: some panels on.
const ahead = 128

// mul is the kernel of the matrix product: a tile of c in registers, one column of a and one row of b a step.
func (s isa) mul(f *file, nv int, in layout) {
	name := fmt.Sprintf("mul%sx%d", s.suffix, nv)
	sig := fmt.Sprintf("(k int, a, b, c *%s, ldc int, alpha %s, load int)", s.elem, s.elem)
	comment, bytes, at := "a and b are packed.", 56, 16
	if in != packed {
		name = fmt.Sprintf("mul%s%sx%d", map[layout]string{byRow: "Rows", byColumn: "Columns"}[in], s.suffix, nv)
		sig = fmt.Sprintf("(k int, a *%[1]s, lda int, b, c *%[1]s, ldc int, alpha %[1]s, load int)", s.elem)
		bytes, at = 64, 24
		comment = map[layout]string{byRow: "a is a[i*lda+p], b packed.", byColumn: "a is a[p*lda+i], b packed."}[in]
	}
	f.fn(fmt.Sprintf("sets c = alpha·a·b, plus c if load is not 0; c is %d x %d, %s", s.mr,
		nv*s.width/s.size, comment), name, sig, bytes)
	shift := map[int]int{8: 3, 4: 2}[s.size]
	f.line("MOVQ k+0(FP), CX")
	f.line("MOVQ a+8(FP), SI")
	if in != packed {
		f.line("MOVQ lda+16(FP), R9")
		f.line("SHLQ $%d, R9", shift)
		f.line("LEAQ (R9)(R9*2), R11")
	}
	if in == byRow {
		f.line("LEAQ (SI)(R9*%d), R12", s.mr)
		if s.mr > 4 {
			f.line("LEAQ (SI)(R9*4), R10")
			f.line("LEAQ (R12)(R9*4), R13")
		}
	}
	f.line("MOVQ b+%d(FP), DI", at)
	f.line("MOVQ c+%d(FP), DX", at+8)
	f.line("MOVQ ldc+%d(FP), BX", at+16)
	f.line("SHLQ $%d, BX", shift)
	// The tile of c is asked for now and used only after the loop: its way from memory is hidden.
	f.line("MOVQ DX, R8")
	for range s.mr {
		for v := range nv {
			f.line("PREFETCHT0 %d(R8)", v*s.width)
		}
		f.line("PREFETCHT0 %d(R8)", nv*s.width-s.size)
		f.line("ADDQ BX, R8")
	}
	for i := range s.mr * nv {
		s.zero(f, s.r(i))
	}
	f.line("MOVQ CX, AX")
	f.line("SHRQ $2, AX")
	f.line("JZ tail")
	f.line("PCALIGN $32")
	f.label("loop4")
	if in == byRow {
		for i := range s.mr {
			f.line("PREFETCHT1 %s", address(i%4, []string{"R12", "R13"}[i/4], "R9", "R11", ""))
		}
	}
	for u := range 4 {
		s.step(f, nv, u, in)
	}
	s.advance(f, nv, 4, in)
	f.line("DECQ AX")
	f.line("JNZ loop4")
	f.label("tail")
	f.line("ANDQ $3, CX")
	f.line("JZ store")
	f.label("loop1")
	s.step(f, nv, 0, in)
	s.advance(f, nv, 1, in)
	f.line("DECQ CX")
	f.line("JNZ loop1")
	f.label("store")
	f.line("%s alpha+%d(FP), %s", s.bcast, at+24, s.b(0))
	f.line("MOVQ load+%d(FP), AX", at+32)
	f.line("TESTQ AX, AX")
	f.line("JZ fresh")
	s.storeTile(f, nv, true)
	f.line("VZEROUPPER")
	f.line("RET")
	f.label("fresh")
	s.storeTile(f, nv, false)
	f.line("VZEROUPPER")
	f.line("RET")
}

// element is where element i of step u stands.
func (s isa) element(i, u int, in layout) string {
	switch in {
	case byRow:
		return fmt.Sprintf("%d", u*s.size) + address(i%4, []string{"SI", "R10"}[i/4], "R9", "R11", "")
	case byColumn:
		return fmt.Sprintf("%d", i*s.size) + address(u, "SI", "R9", "R11", "")
	}
	return fmt.Sprintf("%d(SI)", (u*s.mr+i)*s.size)
}

func (s isa) step(f *file, nv, u int, in layout) {
	for v := range nv {
		f.line("VMOVU%s %d(DI), %s", s.p, (u*nv+v)*s.width, s.b(v))
	}
	if in == byColumn {
		f.line("PREFETCHT0 %d%s", ahead, address(u, "SI", "R9", "R11", ""))
	}
	for i := range s.mr {
		f.line("%s %s, %s", s.bcast, s.element(i, u, in), s.t(i))
		for v := range nv {
			f.line("VFMADD231%s %s, %s, %s", s.p, s.b(v), s.t(i), s.acc(nv, i, v))
		}
	}
}

// advance goes on by so many steps.
func (s isa) advance(f *file, nv, steps int, in layout) {
	switch in {
	case packed:
		f.line("ADDQ $%d, SI", steps*s.mr*s.size)
	case byRow:
		f.line("ADDQ $%d, SI", steps*s.size)
		f.line("ADDQ $%d, R12", steps*s.size)
		if s.mr > 4 {
			f.line("ADDQ $%d, R10", steps*s.size)
			f.line("ADDQ $%d, R13", steps*s.size)
		}
	case byColumn:
		f.line("LEAQ (SI)(R9*%d), SI", steps)
	}
	f.line("ADDQ $%d, DI", steps*nv*s.width)
}

func (s isa) storeTile(f *file, nv int, load bool) {
	for i := range s.mr {
		for v := range nv {
			if load {
				f.line("VFMADD213%s %d(DX), %s, %s", s.p, v*s.width, s.b(0), s.acc(nv, i, v))
			} else {
				f.line("VMUL%s %s, %s, %s", s.p, s.b(0), s.acc(nv, i, v), s.acc(nv, i, v))
			}
			f.line("VMOVU%s %s, %d(DX)", s.p, s.acc(nv, i, v), v*s.width)
		}
		if i < s.mr-1 {
			f.line("ADDQ BX, DX")
		}
	}
}

// solve is the triangular solve of one tile: the mr rows of x stay in registers.
func (s isa) solve(f *file, nv int, lower bool) {
	kind := "Upper"
	if lower {
		kind = "Lower"
	}
	name := fmt.Sprintf("solve%s%sx%d", kind, s.suffix, nv)
	f.fn(fmt.Sprintf("overwrites the tile x, %d x %d, with t⁻¹x; t is %d x %d with reciprocals on its diagonal.",
		s.mr, nv*s.width/s.size, s.mr, s.mr), name, fmt.Sprintf("(t, x *%s)", s.elem), 16)
	f.line("MOVQ t+0(FP), SI")
	f.line("MOVQ x+8(FP), DI")
	for i := range s.mr * nv {
		f.line("VMOVU%s %d(DI), %s", s.p, i*s.width, s.r(i))
	}
	for q := range s.mr {
		j := q
		if !lower {
			j = s.mr - 1 - q
		}
		f.line("%s %d(SI), %s", s.bcast, (j*s.mr+j)*s.size, s.b(0))
		for v := range nv {
			f.line("VMUL%s %s, %s, %s", s.p, s.b(0), s.acc(nv, j, v), s.acc(nv, j, v))
		}
		for i := range s.mr {
			if i == j || (i > j) != lower {
				continue
			}
			f.line("%s %d(SI), %s", s.bcast, (i*s.mr+j)*s.size, s.t(i))
			for v := range nv {
				f.line("VFNMADD231%s %s, %s, %s", s.p, s.acc(nv, j, v), s.t(i), s.acc(nv, i, v))
			}
		}
	}
	for i := range s.mr * nv {
		f.line("VMOVU%s %s, %d(DI)", s.p, s.r(i), i*s.width)
	}
	f.line("VZEROUPPER")
	f.line("RET")
}

// transpose turns a band of a few rows on its side: the packing of rows into columns of a tile and the way back.
func (s isa) transpose(f *file) {
	group := 4
	if s.suffix == "F64AVX512" {
		group = 8
	}
	f.fn(fmt.Sprintf("sets dst[j][i] = src[i][j] for i < %d, j < %d·blocks; ls and ld are the leading dimensions.",
		group, group),
		"transpose"+s.suffix, fmt.Sprintf("(blocks int, src *%s, ls int, dst *%s, ld int)", s.elem, s.elem), 40)
	shift := map[int]int{8: 3, 4: 2}[s.size]
	f.line("MOVQ blocks+0(FP), CX")
	f.line("MOVQ src+8(FP), SI")
	f.line("MOVQ ls+16(FP), AX")
	f.line("MOVQ dst+24(FP), DI")
	f.line("MOVQ ld+32(FP), BX")
	f.line("SHLQ $%d, AX", shift)
	f.line("SHLQ $%d, BX", shift)
	f.line("LEAQ (AX)(AX*2), R8")
	f.line("LEAQ (BX)(BX*2), R9")
	f.line("TESTQ CX, CX")
	f.line("JZ done")
	f.label("loop")
	in := []string{"(SI)", "(SI)(AX*1)", "(SI)(AX*2)", "(SI)(R8*1)"}
	out := []string{"(DI)", "(DI)(BX*1)", "(DI)(BX*2)", "(DI)(R9*1)"}
	if group == 8 {
		f.line("LEAQ (SI)(AX*4), R10")
		in = append(in, "(R10)", "(R10)(AX*1)", "(R10)(AX*2)", "(R10)(R8*1)")
		f.line("LEAQ (DI)(BX*4), R11")
		out = append(out, "(R11)", "(R11)(BX*1)", "(R11)(BX*2)", "(R11)(R9*1)")
	}
	switch s.suffix {
	case "F64AVX512":
		transpose8(f, in, out)
	case "F64AVX2":
		transpose4(f, in, out)
	default:
		transpose4x32(f, in, out)
	}
	f.line("ADDQ $%d, SI", group*s.size)
	f.line("LEAQ (DI)(BX*%d), DI", group)
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("done")
	f.line("VZEROUPPER")
	f.line("RET")
}

// transpose8 exchanges neighbours, then moves 128-bit lanes in two rounds.
func transpose8(f *file, in, out []string) {
	for i := range 8 {
		f.line("VMOVUPD %s, Z%d", in[i], i)
	}
	for i := 0; i < 8; i += 2 {
		f.line("VUNPCKLPD Z%d, Z%d, Z%d", i+1, i, 8+i)
		f.line("VUNPCKHPD Z%d, Z%d, Z%d", i+1, i, 9+i)
	}
	for odd := range 2 {
		for h := range 2 {
			lo, hi := 8+4*h+odd, 10+4*h+odd
			f.line("VSHUFF64X2 $0x88, Z%d, Z%d, Z%d", hi, lo, 16+2*h)
			f.line("VSHUFF64X2 $0xDD, Z%d, Z%d, Z%d", hi, lo, 17+2*h)
		}
		for q := range 2 {
			f.line("VSHUFF64X2 $0x88, Z%d, Z%d, Z%d", 18+q, 16+q, 20)
			f.line("VSHUFF64X2 $0xDD, Z%d, Z%d, Z%d", 18+q, 16+q, 21)
			f.line("VMOVUPD Z20, %s", out[2*q+odd])
			f.line("VMOVUPD Z21, %s", out[2*q+4+odd])
		}
	}
}

func transpose4(f *file, in, out []string) {
	for i := range 4 {
		f.line("VMOVUPD %s, Y%d", in[i], i)
	}
	for i := 0; i < 4; i += 2 {
		f.line("VUNPCKLPD Y%d, Y%d, Y%d", i+1, i, 4+i)
		f.line("VUNPCKHPD Y%d, Y%d, Y%d", i+1, i, 5+i)
	}
	for odd := range 2 {
		f.line("VPERM2F128 $0x20, Y%d, Y%d, Y%d", 6+odd, 4+odd, 8+odd)
		f.line("VPERM2F128 $0x31, Y%d, Y%d, Y%d", 6+odd, 4+odd, 10+odd)
	}
	for i, r := range []int{8, 9, 10, 11} {
		f.line("VMOVUPD Y%d, %s", r, out[i])
	}
}

func transpose4x32(f *file, in, out []string) {
	for i := range 4 {
		f.line("VMOVUPS %s, X%d", in[i], i)
	}
	for i := 0; i < 4; i += 2 {
		f.line("VUNPCKLPS X%d, X%d, X%d", i+1, i, 4+i)
		f.line("VUNPCKHPS X%d, X%d, X%d", i+1, i, 5+i)
	}
	for h := range 2 {
		f.line("VUNPCKLPD X%d, X%d, X8", 6+h, 4+h)
		f.line("VUNPCKHPD X%d, X%d, X9", 6+h, 4+h)
		f.line("VMOVUPS X8, %s", out[2*h])
		f.line("VMOVUPS X9, %s", out[2*h+1])
	}
}

// sum leaves the sum of register i's elements in its lowest one; register t is overwritten.
func (s isa) sum(f *file, i, t int) {
	if s.reg == "Z" {
		f.line("VEXTRACTF64X4 $1, Z%d, Y%d", i, t)
		f.line("VADD%s Y%d, Y%d, Y%d", s.p, t, i, i)
	}
	f.line("VEXTRACTF128 $1, Y%d, X%d", i, t)
	f.line("VADD%s X%d, X%d, X%d", s.p, t, i, i)
	f.line("VHADD%s X%d, X%d, X%d", s.p, i, i, i)
	if s.size == 4 {
		f.line("VHADD%s X%d, X%d, X%d", s.p, i, i, i)
	}
}

// absSums is one row of the test for diagonal dominance.
func (s isa) absSums(f *file) {
	if s.size != 8 {
		return
	}
	f.fn(fmt.Sprintf("sets sums[j] += weight·|a[j]| for j < %d·blocks and returns Σⱼ |a[j]|.", s.width/s.size),
		"absSums"+s.suffix, "(blocks int, a, sums *float64, weight float64) float64", 40)
	f.line("MOVQ blocks+0(FP), CX")
	f.line("MOVQ a+8(FP), SI")
	f.line("MOVQ sums+16(FP), DI")
	f.line("VBROADCASTSD weight+24(FP), %s", s.r(4))
	f.line("MOVQ $0x7FFFFFFFFFFFFFFF, AX")
	f.line("MOVQ AX, X2")
	f.line("VBROADCASTSD X2, %s", s.r(2))
	s.zero(f, s.r(0))
	f.line("TESTQ CX, CX")
	f.line("JZ done")
	f.line("XORQ BX, BX")
	f.label("loop")
	f.line("%s (SI)(BX*1), %s, %s", map[string]string{"Z": "VPANDQ", "Y": "VANDPD"}[s.reg], s.r(2), s.r(1))
	f.line("VADDPD %s, %s, %s", s.r(1), s.r(0), s.r(0))
	f.line("VMOVUPD (DI)(BX*1), %s", s.r(3))
	f.line("VFMADD231PD %s, %s, %s", s.r(4), s.r(1), s.r(3))
	f.line("VMOVUPD %s, (DI)(BX*1)", s.r(3))
	f.line("ADDQ $%d, BX", s.width)
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("done")
	s.sum(f, 0, 1)
	f.line("VMOVSD X0, ret+32(FP)")
	f.line("VZEROUPPER")
	f.line("RET")
}

// peak is nothing but fused multiply-adds on registers, as many as a tile has: the machine's limit.
func (s isa) peak(f *file) {
	f.fn(fmt.Sprintf("does rounds·%d multiplications and additions.", 3*s.mr*s.width/s.size), "peak"+s.suffix,
		"(rounds int)", 8)
	f.line("MOVQ rounds+0(FP), CX")
	for i := range 3*s.mr + 1 {
		s.zero(f, s.r(i))
	}
	f.line("TESTQ CX, CX")
	f.line("JZ done")
	f.line("PCALIGN $32")
	f.label("loop")
	for i := range 3 * s.mr {
		f.line("VFMADD231%s %s, %s, %s", s.p, s.b(0), s.b(0), s.r(i))
	}
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("done")
	f.line("VZEROUPPER")
	f.line("RET")
}
