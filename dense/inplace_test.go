package dense

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// padded returns a copy of the n x n matrix a with rows of ld elements, those past n not a number.
func padded(a []float64, n, ld int) []float64 {
	b := make([]float64, 0, n*ld)
	for i := range n {
		b = append(b, a[i*n:(i+1)*n]...)
		for j := n; j < ld && i < n-1; j++ {
			b = append(b, math.NaN())
		}
	}
	return b
}

// Solves that read the factors where they stand give what the portable kernel does, and touch nothing beside the
// columns: at the edges of tiles, strips and blocks, on one core and on three, with and without exchanged rows.
func TestSolveInPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(91, 92))
	old := current64.Load()
	defer current64.Store(old)
	for _, n := range []int{1, 3, 8, 9, 31, 127, 128, 133, 384, 387, 530} {
		for _, kind := range []string{"dominant", "pivoted"} {
			a, tolerance := leontief(r, n, n, 0.9), 1e-12
			if kind == "pivoted" {
				a, tolerance = random(r, n, n, n), 1e-10
			}
			current64.Store(goKernel[float64]())
			f, err := Factor(background, n, padded(a, n, n+3), n+3)
			if err != nil {
				t.Fatal(n, kind, err)
			}
			for _, cols := range []int{17, 24, 41, 97, 256} {
				ldb := cols + 5
				b := random(r, n, cols, ldb)
				for _, op := range []Op{NoTrans, Trans} {
					want := clone(b)
					f.f.k = goKernel[float64]()
					if err := f.Solve(background, op, cols, want, ldb); err != nil {
						t.Fatal(err)
					}
					for _, k := range kernels64 {
						if !k.readsInPlace() {
							continue
						}
						for _, cores := range []int{1, 3} {
							f.f.k = k
							got := clone(b)
							withWorkers(cores, func() { err = f.Solve(background, op, cols, got, ldb) })
							name := fmt.Sprintf("%s, %s %d, transposed %v, %d columns, %d cores", k.name, kind, n, op, cols, cores)
							if err != nil {
								t.Fatal(name, err)
							}
							largest := 0.0
							for i, v := range want {
								if i%ldb < cols {
									largest = max(largest, math.Abs(v))
								}
							}
							for i, v := range got {
								beside := i%ldb >= cols
								if beside != math.IsNaN(v) || !beside && math.Abs(v-want[i]) > tolerance*largest {
									t.Fatalf("%s: element %d is %g, want %g", name, i, v, want[i])
								}
							}
						}
					}
				}
			}
		}
	}
}
