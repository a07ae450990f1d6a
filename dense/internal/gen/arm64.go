package main

import "fmt"

func arm64() *file {
	f := &file{}
	for nv := 1; nv <= 3; nv++ {
		neonMul(f, nv)
		neonSolve(f, nv, true)
		neonSolve(f, nv, false)
	}
	neonPeak(f)
	return f
}

const neonRows = 8

// fmla is FMLA Vd.2D, Vn.2D, Vm.D[lane]: the assembler does not know the form by element, so it is spelled as a word.
func fmla(f *file, d, n, m, lane int) {
	f.line("WORD $%#08x // FMLA V%d.D[%d], V%d.D2, V%d.D2", 0x4FC01000|m<<16|lane<<11|n<<5|d, m, lane, n, d)
}

// fmls is the subtracting fmla.
func fmls(f *file, d, n, m, lane int) {
	f.line("WORD $%#08x // FMLS V%d.D[%d], V%d.D2, V%d.D2", 0x4FC05000|m<<16|lane<<11|n<<5|d, m, lane, n, d)
}

// fmul is FMUL Vd.2D, Vn.2D, Vm.D[lane].
func fmul(f *file, d, n, m, lane int) {
	f.line("WORD $%#08x // FMUL V%d.D[%d], V%d.D2, V%d.D2", 0x4FC09000|m<<16|lane<<11|n<<5|d, m, lane, n, d)
}

// regs names n consecutive vector registers.
func regs(from, n int) string {
	return "[" + list(n, func(i int) string { return fmt.Sprintf("V%d.D2", from+i) }) + "]"
}

// neonMul keeps 8 x 2nv elements of c in V0-V23, the row of b in V24-V26 and the column of a in V27-V30.
func neonMul(f *file, nv int) {
	f.fn(fmt.Sprintf("sets c = alpha·a·b, plus c if load is not 0; c is %d x %d, a and b are packed.", neonRows, 2*nv),
		fmt.Sprintf("mulF64NEONx%d", nv), "(k int, a, b, c *float64, ldc int, alpha float64, load int)", 56)
	f.line("MOVD k+0(FP), R0")
	f.line("MOVD a+8(FP), R1")
	f.line("MOVD b+16(FP), R2")
	f.line("MOVD c+24(FP), R3")
	f.line("MOVD ldc+32(FP), R4")
	f.line("LSL $3, R4, R4")
	for i := range neonRows * nv {
		f.line("VEOR V%d.B16, V%d.B16, V%d.B16", i, i, i)
	}
	f.line("CBZ R0, store")
	f.label("loop")
	f.line("VLD1.P %d(R2), %s", 16*nv, regs(24, nv))
	f.line("VLD1.P 64(R1), %s", regs(27, 4))
	for i := range neonRows {
		for v := range nv {
			fmla(f, i*nv+v, 24+v, 27+i/2, i%2)
		}
	}
	f.line("SUB $1, R0, R0")
	f.line("CBNZ R0, loop")
	f.label("store")
	f.line("FMOVD alpha+40(FP), F27")
	f.line("MOVD load+48(FP), R5")
	f.line("CBZ R5, fresh")
	for i := range neonRows {
		f.line("VLD1 (R3), %s", regs(24, nv))
		for v := range nv {
			fmla(f, 24+v, i*nv+v, 27, 0)
		}
		f.line("VST1 %s, (R3)", regs(24, nv))
		f.line("ADD R4, R3, R3")
	}
	f.line("RET")
	f.label("fresh")
	for i := range neonRows {
		for v := range nv {
			fmul(f, 24+v, i*nv+v, 27, 0)
		}
		f.line("VST1 %s, (R3)", regs(24, nv))
		f.line("ADD R4, R3, R3")
	}
	f.line("RET")
}

// neonSolve is the triangular solve of one tile: the 8 rows of x stay in registers.
func neonSolve(f *file, nv int, lower bool) {
	kind := "Upper"
	if lower {
		kind = "Lower"
	}
	f.fn(fmt.Sprintf("overwrites the tile x, %d x %d, with t⁻¹x; t is %d x %d with reciprocals on its diagonal.",
		neonRows, 2*nv, neonRows, neonRows), fmt.Sprintf("solve%sF64NEONx%d", kind, nv), "(t, x *float64)", 16)
	f.line("MOVD t+0(FP), R0")
	f.line("MOVD x+8(FP), R1")
	f.line("MOVD R1, R2")
	for i := range neonRows {
		f.line("VLD1.P %d(R2), %s", 16*nv, regs(i*nv, nv))
	}
	for q := range neonRows {
		j := q
		if !lower {
			j = neonRows - 1 - q
		}
		f.line("FMOVD %d(R0), F24", 8*(j*neonRows+j))
		for v := range nv {
			fmul(f, j*nv+v, j*nv+v, 24, 0)
		}
		for i := range neonRows {
			if i == j || (i > j) != lower {
				continue
			}
			f.line("FMOVD %d(R0), F%d", 8*(i*neonRows+j), 25+i%6)
			for v := range nv {
				fmls(f, i*nv+v, j*nv+v, 25+i%6, 0)
			}
		}
	}
	for i := range neonRows {
		f.line("VST1.P %s, %d(R1)", regs(i*nv, nv), 16*nv)
	}
	f.line("RET")
}

// neonPeak is nothing but fused multiply-adds on registers.
func neonPeak(f *file) {
	f.fn("does rounds·48 multiplications and additions.", "peakF64NEON", "(rounds int)", 8)
	f.line("MOVD rounds+0(FP), R0")
	for i := range 25 {
		f.line("VEOR V%d.B16, V%d.B16, V%d.B16", i, i, i)
	}
	f.line("CBZ R0, done")
	f.label("loop")
	for i := range 24 {
		fmla(f, i, 24, 24, 0)
	}
	f.line("SUB $1, R0, R0")
	f.line("CBNZ R0, loop")
	f.label("done")
	f.line("RET")
}
