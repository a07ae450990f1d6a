package dense

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
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
