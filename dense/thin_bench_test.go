package dense

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// BenchmarkFewColumns reports products and solves with few columns in passes: how many times one product by one column
// takes, which reads the matrix once. The two are timed in turn.
func BenchmarkFewColumns(b *testing.B) {
	for _, n := range []int{400, 1435, 4050} {
		r := rand.New(rand.NewPCG(1, 2))
		a := leontief(r, n, n, 0.9)
		f, err := Factor(background, n, clone(a), n)
		if err != nil {
			b.Fatal(err)
		}
		for _, op := range []Op{NoTrans, Trans} {
			for _, cols := range []int{2, 3, 5, 8, 12, 16} {
				x, y := random(r, n, cols, cols), make([]float64, n*cols)
				z := random(r, 1, n, n)
				for name, work := range map[string]func(){
					"product": func() { Gemm(background, op, NoTrans, n, cols, n, 1, a, n, x, cols, 0, y, cols) },
					"solve":   func() { copy(y, x); f.Solve(background, op, cols, y, cols) },
				} {
					b.Run(fmt.Sprintf("%d/%s/trans=%v/%d", n, name, op, cols), func(b *testing.B) {
						benchKernels(b, func(b *testing.B) {
							best, pass := time.Hour, time.Hour
							for b.Loop() {
								t := time.Now()
								work()
								best = min(best, time.Since(t))
								t = time.Now()
								Gemv(op, n, n, 1, a, n, z, 0, y[:n])
								pass = min(pass, time.Since(t))
							}
							b.ReportMetric(best.Seconds()/pass.Seconds(), "passes")
							b.ReportMetric(best.Seconds()*1e6, "best-µs")
							b.ReportMetric(8*float64(n)*float64(n)/pass.Seconds()/1e9, "pass-GB/s")
						})
					})
				}
			}
		}
	}
}
