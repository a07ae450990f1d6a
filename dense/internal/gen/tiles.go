package main

import "fmt"

// Products by more columns than a kernel of thin.go does at once. A tile of the matrix stays in registers, or its sums
// do, while all columns pass: the matrix is read once.

// tileRow is the i-th of a tile's rows of a: four from SI, four from R10, with a stride in AX and three of it in R8.
func tileRow(i, offset int) string {
	return fmt.Sprintf("%d", offset) + address(i%4, []string{"SI", "R10"}[i/4], "AX", "R8", "")
}

// tileStart loads a, its stride, and the address of the tile's next rows into R12 and R13.
func (s isa) tileStart(f *file, rows int) {
	f.line("MOVQ a+8(FP), SI")
	f.line("MOVQ lda+16(FP), AX")
	f.line("SHLQ $%d, AX", map[int]int{8: 3, 4: 2}[s.size])
	f.line("LEAQ (AX)(AX*2), R8")
	f.line("LEAQ (SI)(AX*4), R10")
	if rows == 6 {
		f.line("LEAQ (SI)(R8*2), R12")
	} else {
		f.line("LEAQ (SI)(AX*%d), R12", rows)
	}
	f.line("LEAQ (R12)(AX*4), R13")
}

// across is the tile of a product a·x: rows of a, as many as leave room, and nv vectors of columns. A vector holds two
// steps of each of its columns beside each other, so that one load spreads two elements of a over it: with a load for
// each, loads would be the limit.
func (s isa) across(f *file, nv int) {
	line, rows := s.width/s.size, s.acrossRows(nv)
	f.fn(fmt.Sprintf("sets y[i][2j]+y[i][2j+1] += Σₚ a[i][p]·x[p][j], i < %d, j < %d, p < %d·lines.", rows, nv*line/2,
		line), fmt.Sprintf("across%sx%d", s.suffix, nv),
		fmt.Sprintf("(lines int, a *%[1]s, lda int, x, y *%[1]s)", s.elem), 40)
	f.line("MOVQ lines+0(FP), CX")
	s.tileStart(f, rows)
	f.line("MOVQ x+24(FP), DI")
	f.line("MOVQ y+32(FP), DX")
	for i := range rows * nv {
		f.line("VMOVU%s %d(DX), %s", s.p, i*s.width, s.r(i))
	}
	f.line("TESTQ CX, CX")
	f.line("JZ store")
	f.line("PCALIGN $32")
	f.label("loop")
	for i := range rows {
		f.line("PREFETCHT1 %s", address(i%4, []string{"R12", "R13"}[i/4], "AX", "R8", ""))
	}
	two := map[string]string{"F64AVX512": "VBROADCASTF64X2", "F64AVX2": "VBROADCASTF128"}[s.suffix]
	if s.size == 4 {
		two = "VBROADCASTSD"
	}
	x, t := func(v int) string { return s.r(rows*nv + v) }, s.r(rows*nv+nv)
	for u := range line / 2 {
		for v := range nv {
			f.line("VMOVU%s %d(DI), %s", s.p, (u*nv+v)*s.width, x(v))
		}
		for i := range rows {
			f.line("%s %s, %s", two, tileRow(i, 2*u*s.size), t)
			for v := range nv {
				f.line("VFMADD231%s %s, %s, %s", s.p, x(v), t, s.acc(nv, i, v))
			}
		}
	}
	for _, r := range []string{"SI", "R10", "R12", "R13"} {
		f.line("ADDQ $%d, %s", s.width, r)
	}
	f.line("ADDQ $%d, DI", line/2*nv*s.width)
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("store")
	for i := range rows * nv {
		f.line("VMOVU%s %s, %d(DX)", s.p, s.r(i), i*s.width)
	}
	f.line("VZEROUPPER")
	f.line("RET")
}

// acrossMost is the widest tile, in vectors, and acrossRows how many rows such a tile has.
func (s isa) acrossMost() int { return map[string]int{"Z": 4, "Y": 3}[s.reg] }

func (s isa) acrossRows(nv int) int {
	if nv == 4 {
		return 6
	}
	return s.mr
}

// down is the tile of a product aᵀ·x: mr rows of a, two vectors wide, stay in registers while all columns pass.
func (s isa) down(f *file) {
	f.fn(fmt.Sprintf("sets y[j][p] += Σᵢ x[j][i]·a[i][p] for i < %d, j < cols, p < %d·blocks.", s.mr, 2*s.width/s.size),
		"down"+s.suffix, "(blocks int, a *"+s.elem+", lda int, x *"+s.elem+", ldx int, y *"+s.elem+", ldy, cols int)", 64)
	f.line("MOVQ blocks+0(FP), CX")
	s.tileStart(f, s.mr)
	f.line("MOVQ ldx+32(FP), BX")
	f.line("MOVQ y+40(FP), DX")
	f.line("MOVQ ldy+48(FP), R11")
	shift := map[int]int{8: 3, 4: 2}[s.size]
	f.line("SHLQ $%d, BX", shift)
	f.line("SHLQ $%d, R11", shift)
	f.line("TESTQ CX, CX")
	f.line("JZ done")
	row := func(i, v int) string { return s.r(2*i + v) }
	f.label("loop")
	for i := range s.mr {
		next := address(i%4, []string{"R12", "R13"}[i/4], "AX", "R8", "")
		for v := range 2 {
			f.line("PREFETCHT1 %d%s", v*s.width, next)
			f.line("VMOVU%s %s, %s", s.p, tileRow(i, v*s.width), row(i, v))
		}
	}
	f.line("MOVQ x+24(FP), DI")
	f.line("MOVQ DX, R9")
	f.line("MOVQ cols+56(FP), R15")
	f.line("PCALIGN $32")
	f.label("column")
	sums, times := func(v int) string { return s.r(2*s.mr + v) }, func(i int) string { return s.r(2*s.mr + 2 + i%4) }
	for v := range 2 {
		f.line("VMOVU%s %d(R9), %s", s.p, v*s.width, sums(v))
	}
	for i := range s.mr {
		f.line("%s %d(DI), %s", s.bcast, i*s.size, times(i))
		for v := range 2 {
			f.line("VFMADD231%s %s, %s, %s", s.p, row(i, v), times(i), sums(v))
		}
	}
	for v := range 2 {
		f.line("VMOVU%s %s, %d(R9)", s.p, sums(v), v*s.width)
	}
	f.line("ADDQ BX, DI")
	f.line("ADDQ R11, R9")
	f.line("DECQ R15")
	f.line("JNZ column")
	for _, r := range []string{"SI", "R10", "R12", "R13", "DX"} {
		f.line("ADDQ $%d, %s", 2*s.width, r)
	}
	f.line("DECQ CX")
	f.line("JNZ loop")
	f.label("done")
	f.line("VZEROUPPER")
	f.line("RET")
}
