package main

import "fmt"

func arm64() *file {
	f := &file{}
	for nv := 1; nv <= 3; nv++ {
		neonMul(f, nv)
		neonSolve(f, nv, true)
		neonSolve(f, nv, false)
	}
	for c := 1; c <= thinMost(32); c++ {
		neonDots(f, c)
		neonAxpys(f, c)
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

// neonThin loads the arguments of a product by few columns: four rows of a in R1 to R4, c columns of x from R5 and as
// many vectors of y from R11.
func neonThin(f *file, c int) {
	f.line("MOVD blocks+0(FP), R0")
	for _, arg := range []struct {
		name     string
		at       int
		ld       string
		from, no int
	}{{"a", 8, "lda", 1, 4}, {"x", 24, "ldx", 5, c}, {"y", 40, "ldy", 11, c}} {
		f.line("MOVD %s+%d(FP), R%d", arg.name, arg.at, arg.from)
		f.line("MOVD %s+%d(FP), R17", arg.ld, arg.at+8)
		for i := 1; i < arg.no; i++ {
			f.line("ADD R17<<3, R%d, R%d", arg.from+i-1, arg.from+i)
		}
	}
}

// neonDots keeps 4 x c sums in V0 to V23, the steps of x after them and one of a in the last register.
func neonDots(f *file, c int) {
	f.fn(fmt.Sprintf("sets y[j][i] += Σₚ a[i][p]·x[j][p] for i < 4, j < %d, p < 2·blocks.", c),
		fmt.Sprintf("dotsF64NEONx%d", c), fmt.Sprintf(thinSignature, "float64"), 56)
	neonThin(f, c)
	for i := range 4 * c {
		f.line("VEOR V%d.B16, V%d.B16, V%d.B16", i, i, i)
	}
	f.line("CBZ R0, sum")
	f.label("loop")
	for j := range c {
		f.line("VLD1.P 16(R%d), %s", 5+j, regs(4*c+j, 1))
	}
	for i := range 4 {
		f.line("VLD1.P 16(R%d), %s", 1+i, regs(5*c, 1))
		for j := range c {
			f.line("VFMLA V%d.D2, V%d.D2, V%d.D2", 4*c+j, 5*c, 4*j+i)
		}
	}
	f.line("SUB $1, R0, R0")
	f.line("CBNZ R0, loop")
	f.label("sum")
	for j := range c {
		f.line("VLD1 (R%d), %s", 11+j, regs(4*c, 2))
		for h := range 2 {
			d := 4*j + 2*h
			// The sums of the pairs of two registers, beside each other; then what was there.
			f.line("WORD $%#08x // FADDP V%d.D2, V%d.D2, V%d.D2", 0x6E60D400|(d+1)<<16|d<<5|d, d+1, d, d)
			f.line("WORD $%#08x // FADD V%d.D2, V%d.D2, V%d.D2", 0x4E60D400|d<<16|(4*c+h)<<5|(4*c+h), d, 4*c+h, 4*c+h)
		}
		f.line("VST1 %s, (R%d)", regs(4*c, 2), 11+j)
	}
	f.line("RET")
}

// neonAxpys keeps the factors in V0 to V11, c sums after them and one step of a in the last register.
func neonAxpys(f *file, c int) {
	f.fn(fmt.Sprintf("sets y[j][p] += Σᵢ x[j][i]·a[i][p] for i < 4, j < %d, p < 2·blocks.", c),
		fmt.Sprintf("axpysF64NEONx%d", c), fmt.Sprintf(thinSignature, "float64"), 56)
	neonThin(f, c)
	for j := range c {
		f.line("VLD1 (R%d), %s", 5+j, regs(2*j, 2))
	}
	f.line("CBZ R0, done")
	f.label("loop")
	for j := range c {
		f.line("VLD1 (R%d), %s", 11+j, regs(2*c+j, 1))
	}
	for i := range 4 {
		f.line("VLD1.P 16(R%d), %s", 1+i, regs(3*c, 1))
		for j := range c {
			fmla(f, 2*c+j, 3*c, 2*j+i/2, i%2)
		}
	}
	for j := range c {
		f.line("VST1.P %s, 16(R%d)", regs(2*c+j, 1), 11+j)
	}
	f.line("SUB $1, R0, R0")
	f.line("CBNZ R0, loop")
	f.label("done")
	f.line("RET")
}
