//go:build amd64 && !noasm

package dense

import "golang.org/x/sys/cpu"

// hasAVX512 asks for the foundation, the 64-bit and the quadword instructions: every server since 2017 has all three.
var (
	hasAVX512 = cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL
	hasAVX2   = cpu.X86.HasAVX2 && cpu.X86.HasFMA
)

type inPlace = [3]func(k int, a *float64, lda int, b, c *float64, ldc int, alpha float64, load int)

func available64() []*kernel[float64] {
	var ks []*kernel[float64]
	if hasAVX512 {
		k := &kernel[float64]{name: "avx512", mr: 8, vw: 8, nv: 3, kc: 384, nc: 192}
		k.mul = [3]func(int, *float64, *float64, *float64, int, float64, int){mulF64AVX512x1, mulF64AVX512x2, mulF64AVX512x3}
		k.mulRows = inPlace{mulRowsF64AVX512x1, mulRowsF64AVX512x2, mulRowsF64AVX512x3}
		k.mulColumns = inPlace{mulColumnsF64AVX512x1, mulColumnsF64AVX512x2, mulColumnsF64AVX512x3}
		k.solveLower = [3]func(t, x *float64){solveLowerF64AVX512x1, solveLowerF64AVX512x2, solveLowerF64AVX512x3}
		k.solveUpper = [3]func(t, x *float64){solveUpperF64AVX512x1, solveUpperF64AVX512x2, solveUpperF64AVX512x3}
		k.group, k.transpose, k.along = 8, transposeF64AVX512, alongF64AVX512
		k.dots = []thinKernel[float64]{
			dotsF64AVX512x1, dotsF64AVX512x2, dotsF64AVX512x3,
			dotsF64AVX512x4, dotsF64AVX512x5, dotsF64AVX512x6,
		}
		k.axpys = []thinKernel[float64]{
			axpysF64AVX512x1, axpysF64AVX512x2, axpysF64AVX512x3,
			axpysF64AVX512x4, axpysF64AVX512x5, axpysF64AVX512x6,
		}
		k.absStep, k.absSums = k.vw, absSumsF64AVX512
		k.across = []acrossKernel[float64]{
			{8, acrossF64AVX512x1}, {8, acrossF64AVX512x2},
			{8, acrossF64AVX512x3}, {6, acrossF64AVX512x4},
		}
		k.down = downF64AVX512
		k.tall, k.wide, k.wideStep = tallF64AVX512, wideF64AVX512, 128
		k.peak, k.peakFlops = peakF64AVX512, 2*24*8
		ks = append(ks, k)
	}
	if hasAVX2 {
		k := &kernel[float64]{name: "avx2", mr: 4, vw: 4, nv: 3, kc: 240, nc: 192}
		k.mul = [3]func(int, *float64, *float64, *float64, int, float64, int){mulF64AVX2x1, mulF64AVX2x2, mulF64AVX2x3}
		k.mulRows = inPlace{mulRowsF64AVX2x1, mulRowsF64AVX2x2, mulRowsF64AVX2x3}
		k.mulColumns = inPlace{mulColumnsF64AVX2x1, mulColumnsF64AVX2x2, mulColumnsF64AVX2x3}
		k.solveLower = [3]func(t, x *float64){solveLowerF64AVX2x1, solveLowerF64AVX2x2, solveLowerF64AVX2x3}
		k.solveUpper = [3]func(t, x *float64){solveUpperF64AVX2x1, solveUpperF64AVX2x2, solveUpperF64AVX2x3}
		k.group, k.transpose, k.along = 4, transposeF64AVX2, alongF64AVX2
		k.dots = []thinKernel[float64]{dotsF64AVX2x1, dotsF64AVX2x2, dotsF64AVX2x3}
		k.axpys = []thinKernel[float64]{axpysF64AVX2x1, axpysF64AVX2x2, axpysF64AVX2x3}
		k.absStep, k.absSums = k.vw, absSumsF64AVX2
		k.across = []acrossKernel[float64]{{4, acrossF64AVX2x1}, {4, acrossF64AVX2x2}, {4, acrossF64AVX2x3}}
		k.down = downF64AVX2
		k.tall, k.wide, k.wideStep = tallF64AVX2, wideF64AVX2, 128
		k.peak, k.peakFlops = peakF64AVX2, 2*12*4
		ks = append(ks, k)
	}
	return append(ks, goKernel[float64]())
}

func available32() []*kernel[float32] {
	var ks []*kernel[float32]
	if hasAVX512 {
		k := &kernel[float32]{name: "avx512", mr: 8, vw: 16, nv: 3, kc: 512, nc: 240}
		k.mul = [3]func(int, *float32, *float32, *float32, int, float32, int){mulF32AVX512x1, mulF32AVX512x2, mulF32AVX512x3}
		k.solveLower = [3]func(t, x *float32){solveLowerF32AVX512x1, solveLowerF32AVX512x2, solveLowerF32AVX512x3}
		k.solveUpper = [3]func(t, x *float32){solveUpperF32AVX512x1, solveUpperF32AVX512x2, solveUpperF32AVX512x3}
		k.group, k.transpose = 4, transposeF32AVX512
		k.dots = []thinKernel[float32]{
			dotsF32AVX512x1, dotsF32AVX512x2, dotsF32AVX512x3,
			dotsF32AVX512x4, dotsF32AVX512x5, dotsF32AVX512x6,
		}
		k.axpys = []thinKernel[float32]{
			axpysF32AVX512x1, axpysF32AVX512x2, axpysF32AVX512x3,
			axpysF32AVX512x4, axpysF32AVX512x5, axpysF32AVX512x6,
		}
		k.across = []acrossKernel[float32]{
			{8, acrossF32AVX512x1}, {8, acrossF32AVX512x2},
			{8, acrossF32AVX512x3}, {6, acrossF32AVX512x4},
		}
		k.down = downF32AVX512
		k.tall, k.wide, k.wideStep = tallF32AVX512, wideF32AVX512, 256
		k.peak, k.peakFlops = peakF32AVX512, 2*24*16
		ks = append(ks, k)
	}
	if hasAVX2 {
		k := &kernel[float32]{name: "avx2", mr: 4, vw: 8, nv: 3, kc: 512, nc: 240}
		k.mul = [3]func(int, *float32, *float32, *float32, int, float32, int){mulF32AVX2x1, mulF32AVX2x2, mulF32AVX2x3}
		k.solveLower = [3]func(t, x *float32){solveLowerF32AVX2x1, solveLowerF32AVX2x2, solveLowerF32AVX2x3}
		k.solveUpper = [3]func(t, x *float32){solveUpperF32AVX2x1, solveUpperF32AVX2x2, solveUpperF32AVX2x3}
		k.group, k.transpose = 4, transposeF32AVX2
		k.dots = []thinKernel[float32]{dotsF32AVX2x1, dotsF32AVX2x2, dotsF32AVX2x3}
		k.axpys = []thinKernel[float32]{axpysF32AVX2x1, axpysF32AVX2x2, axpysF32AVX2x3}
		k.across = []acrossKernel[float32]{{4, acrossF32AVX2x1}, {4, acrossF32AVX2x2}, {4, acrossF32AVX2x3}}
		k.down = downF32AVX2
		k.tall, k.wide, k.wideStep = tallF32AVX2, wideF32AVX2, 256
		k.peak, k.peakFlops = peakF32AVX2, 2*12*8
		ks = append(ks, k)
	}
	return append(ks, goKernel[float32]())
}
