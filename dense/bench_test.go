package dense

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

var benchSizes = []int{1435, 4050}

func benchKernels(b *testing.B, f func(b *testing.B)) {
	for _, k := range kernels64 {
		b.Run(k.name, func(b *testing.B) {
			old := current64.Load()
			defer current64.Store(old)
			current64.Store(k)
			f(b)
		})
	}
}

func rate(b *testing.B, flops float64) {
	b.ReportMetric(flops*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

func BenchmarkPeak(b *testing.B) {
	benchKernels(b, func(b *testing.B) {
		f := 0.0
		for b.Loop() {
			f = PeakLoop(1e6)
		}
		rate(b, f)
	})
}

func BenchmarkGemm(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			benchKernels(b, func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, 2))
				x, y, z := random(r, n, n, n), random(r, n, n, n), random(r, n, n, n)
				best := time.Hour
				for b.Loop() {
					t := time.Now()
					Gemm(context.Background(), NoTrans, NoTrans, n, n, n, 1, x, n, y, n, 0, z, n)
					best = min(best, time.Since(t))
				}
				b.ReportMetric(2*float64(n)*float64(n)*float64(n)/best.Seconds()/1e9, "best-GFLOP/s")
				rate(b, 2*float64(n)*float64(n)*float64(n))
			})
		})
	}
}

// benchMatrix times f on fresh copies of a Leontief matrix or of a random one.
func benchMatrix(b *testing.B, flops float64, f func(n int, a []float64) error) {
	for _, n := range benchSizes {
		for _, kind := range []string{"dominant", "pivoted"} {
			b.Run(fmt.Sprintf("%d/%s", n, kind), func(b *testing.B) {
				benchKernels(b, func(b *testing.B) {
					r := rand.New(rand.NewPCG(1, 2))
					a := random(r, n, n, n)
					if kind == "dominant" {
						a = leontief(r, n, n, 0.9)
					}
					x := make([]float64, len(a))
					best := time.Hour
					for b.Loop() {
						copy(x, a)
						t := time.Now()
						if err := f(n, x); err != nil {
							b.Fatal(err)
						}
						best = min(best, time.Since(t))
					}
					b.ReportMetric(best.Seconds()*1e3, "best-ms")
					b.ReportMetric(flops*float64(n)*float64(n)*float64(n)/best.Seconds()/1e9, "best-GFLOP/s")
				})
			})
		}
	}
}

func BenchmarkLU(b *testing.B) {
	benchMatrix(b, 2.0/3, func(n int, a []float64) error {
		_, err := Factor(background, n, a, n)
		return err
	})
}

func BenchmarkInvert(b *testing.B) {
	benchMatrix(b, 2, func(n int, a []float64) error { return Invert(background, n, a, n) })
}

// blocksOf cuts n into blocks of w and a rest.
func blocksOf(n, w int) (bounds []int, dst [][]float64) {
	for lo := 0; lo < n; lo += w {
		bounds = append(bounds, lo)
		dst = append(dst, make([]float64, min(w, n-lo)*min(w, n-lo)))
	}
	return append(bounds, n), dst
}

// BenchmarkGemv reports the rate at which the matrix is read.
func BenchmarkGemv(b *testing.B) {
	for _, n := range benchSizes {
		for _, op := range []Op{NoTrans, Trans} {
			b.Run(fmt.Sprintf("%d/trans=%v", n, op), func(b *testing.B) {
				benchKernels(b, func(b *testing.B) {
					r := rand.New(rand.NewPCG(1, 2))
					a, x, y := random(r, n, n, n), random(r, 1, n, n), make([]float64, n)
					b.SetBytes(int64(8 * n * n))
					for b.Loop() {
						Gemv(op, n, n, 1, a, n, x, 0, y)
					}
				})
			})
		}
	}
}

// BenchmarkUse is what is done with a factorisation: few and many right-hand sides, all diagonal blocks of 35.
func BenchmarkUse(b *testing.B) {
	for _, n := range benchSizes {
		r := rand.New(rand.NewPCG(1, 2))
		a := leontief(r, n, n, 0.9)
		x := random(r, n, n, n)
		f, err := Factor(background, n, clone(a), n)
		if err != nil {
			b.Fatal(err)
		}
		for _, nrhs := range []int{1, 4, 14, 41, n} {
			b.Run(fmt.Sprintf("%d/solve/%d", n, nrhs), func(b *testing.B) {
				for b.Loop() {
					f.Solve(background, NoTrans, nrhs, x, nrhs)
				}
				rate(b, 2*float64(n)*float64(n)*float64(nrhs))
			})
			b.Run(fmt.Sprintf("%d/product/%d", n, nrhs), func(b *testing.B) {
				y := make([]float64, n*nrhs)
				for b.Loop() {
					Gemm(background, NoTrans, NoTrans, n, nrhs, n, 1, a, n, x, nrhs, 0, y, nrhs)
				}
				rate(b, 2*float64(n)*float64(n)*float64(nrhs))
			})
		}
		b.Run(fmt.Sprintf("%d/diagonal blocks", n), func(b *testing.B) {
			const w = 35
			for b.Loop() {
				for lo := 0; lo+w <= n; lo += w {
					f.DiagonalBlock(background, lo, lo+w, x, n)
				}
			}
			rate(b, 2.0/3*float64(n)*float64(n)*float64(n))
		})
		b.Run(fmt.Sprintf("%d/diagonal blocks together", n), func(b *testing.B) {
			bounds, dst := blocksOf(n, 35)
			for b.Loop() {
				f.DiagonalBlocks(background, bounds, dst)
			}
			rate(b, 2.0/3*float64(n)*float64(n)*float64(n))
		})
		b.Run(fmt.Sprintf("%d/single factor", n), func(b *testing.B) {
			for b.Loop() {
				FactorSingle(background, n, a, n)
			}
			rate(b, 2.0/3*float64(n)*float64(n)*float64(n))
		})
		f32, err := FactorSingle(background, n, a, n)
		if err != nil {
			b.Fatal(err)
		}
		x = random(r, n, n, n)
		for _, nrhs := range []int{1, 41, n} {
			b.Run(fmt.Sprintf("%d/single solve/%d", n, nrhs), func(b *testing.B) {
				for b.Loop() {
					f32.Solve(background, NoTrans, nrhs, x, nrhs)
				}
				rate(b, 2*float64(n)*float64(n)*float64(nrhs))
			})
		}
	}
}

// BenchmarkGonum is what the Go kernel is measured against.
func BenchmarkGonum(b *testing.B) {
	n := benchSizes[0]
	r := rand.New(rand.NewPCG(1, 2))
	x, y, z := random(r, n, n, n), random(r, n, n, n), make([]float64, n*n)
	for b.Loop() {
		blas64.Implementation().Dgemm(blas.NoTrans, blas.NoTrans, n, n, n, 1, x, n, y, n, 0, z, n)
	}
	rate(b, 2*float64(n)*float64(n)*float64(n))
}
