//go:build arm64 && !noasm

package dense

// Every arm64 processor has NEON with fused multiply-add. In single precision, and outside the tiles, the compiler's
// own fused arithmetic serves.

func available64() []*kernel[float64] {
	k := goKernel[float64]()
	k.name, k.mr, k.vw, k.nv, k.kc, k.nc = "neon", 8, 2, 3, 384, 120
	k.mul = [3]func(int, *float64, *float64, *float64, int, float64, int){mulF64NEONx1, mulF64NEONx2, mulF64NEONx3}
	k.solveLower = [3]func(t, x *float64){solveLowerF64NEONx1, solveLowerF64NEONx2, solveLowerF64NEONx3}
	k.solveUpper = [3]func(t, x *float64){solveUpperF64NEONx1, solveUpperF64NEONx2, solveUpperF64NEONx3}
	k.dots = []thinKernel[float64]{
		dotsF64NEONx1, dotsF64NEONx2, dotsF64NEONx3,
		dotsF64NEONx4, dotsF64NEONx5, dotsF64NEONx6,
	}
	k.axpys = []thinKernel[float64]{
		axpysF64NEONx1, axpysF64NEONx2, axpysF64NEONx3,
		axpysF64NEONx4, axpysF64NEONx5, axpysF64NEONx6,
	}
	k.peak, k.peakFlops = peakF64NEON, 2*24*2
	return []*kernel[float64]{k, goKernel[float64]()}
}

func available32() []*kernel[float32] { return []*kernel[float32]{goKernel[float32]()} }
