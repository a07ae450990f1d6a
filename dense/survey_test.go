package dense

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The sums decide between the two ways of elimination, and a wrong decision would show only on rare matrices.
func TestAbsSums(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(29, 30))
		for _, n := range []int{1, 5, 16, 31, 255, 256, 257, 530} {
			lda := n + r.IntN(3)
			w := &absSums{k: current64.Load(), n: n, a: random(r, n, n, lda), lda: lda}
			w.weight, w.cols, w.rows = make([]float64, n), make([]float64, n), make([]float64, n*w.tasks())
			for i := range w.weight {
				w.weight[i] = 1 + r.Float64()
			}
			w.run()
			for i := range n {
				row, col := 0.0, 0.0
				for j := range n {
					row += math.Abs(w.a[i*lda+j])
					col += w.weight[j] * math.Abs(w.a[j*lda+i])
				}
				if math.Abs(w.row(i)-row) > 1e-13*float64(n)*row || math.Abs(w.cols[i]-col) > 1e-13*float64(n)*col {
					t.Fatalf("order %d: row %d adds up to %g, want %g; column to %g, want %g", n, i, w.row(i), row,
						w.cols[i], col)
				}
			}
		}
	})
}
