package dense

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// An elimination by panels gives what the recursion does, on any number of cores to the last bit, and touches nothing
// beside the matrix.
func TestAheadIsAsTheRecursion(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	k := kernels64[0]
	if !k.readsInPlace() {
		t.Skip("no kernel that reads in place")
	}
	for _, n := range []int{aheadOrder, 287, 288, 431, 700, 1003} {
		ld := n + 5
		given := padded(leontief(r, n, n, 0.9), n, ld)
		eliminate := func(way func(e *elimination[float64], a []float64) error) []float64 {
			a := clone(given)
			e := &elimination[float64]{ctx: background, k: k, lda: ld, diag: make([]float64, n), tolerance: 1e-14}
			if err := way(e, a); err != nil {
				t.Fatalf("order %d: %v", n, err)
			}
			return a
		}
		want := eliminate(func(e *elimination[float64], a []float64) error { return e.factor(n, a, 0) })
		var first []float64
		for _, workers := range []int{1, 2, 3, 7} {
			withWorkers(workers, func() {
				got := eliminate(func(e *elimination[float64], a []float64) error { return e.ahead(n, a) })
				if first == nil {
					first = got
				}
				for i, v := range got {
					if i%ld >= n {
						if !math.IsNaN(v) {
							t.Fatalf("order %d, %d cores: element %d beside the matrix is %v", n, workers, i, v)
						}
						continue
					}
					if d := math.Abs(v - want[i]); !(d <= 1e-12) {
						t.Fatalf("order %d, %d cores: element %d is %v, by the recursion %v", n, workers, i, v, want[i])
					}
					if v != first[i] {
						t.Fatalf("order %d, %d cores: element %d is %v, on one core %v", n, workers, i, v, first[i])
					}
				}
			})
		}
	}
}

// A pivot that is noise ends an elimination by panels with its index, whoever finds it.
func TestAheadFindsThePivot(t *testing.T) {
	r := rand.New(rand.NewPCG(53, 54))
	n, at := 700, 430
	a := leontief(r, n, n, 0.9)
	for i := range n { // the block up to at is singular: its last row is the one before
		a[at*n+i] = a[(at-1)*n+i]
	}
	for _, workers := range []int{1, 2, 5} {
		withWorkers(workers, func() {
			e := &elimination[float64]{ctx: background, k: kernels64[0], lda: n, tolerance: 1e-13}
			for i := range n {
				e.diag = append(e.diag, math.Abs(a[i*n+i]))
			}
			var singular *SingularError
			if err := e.ahead(n, clone(a)); !errors.As(err, &singular) || singular.Index != at {
				t.Errorf("%d cores: %v, want row %d", workers, err, at)
			}
		})
	}
}

// The panels of a matrix follow each other to its end, none too narrow for products.
func TestPanels(t *testing.T) {
	for n := aheadOrder; n < 12000; n++ {
		for left := n; left > 0; {
			w := panelWidth(left)
			if w < leastPanel || w > left || w >= mostPanel+leastPanel {
				t.Fatalf("order %d: a panel of %d where %d are left", n, w, left)
			}
			left -= w
		}
	}
}

// A product's tasks take each column once, in whole tiles, no more than stay in the second cache.
func TestColumnsAreCutWhole(t *testing.T) {
	for _, k := range kernels64 {
		for n := 4*k.nr() + 1; n < 3000; n += 7 {
			for workers := 1; workers <= 5; workers++ {
				g := &product[float64]{k: k, n: n}
				g.cutColumns(workers)
				next := 0
				for task := range g.cut {
					from, to := g.columns(task)
					if from != next || to <= from || to-from > k.nc || to < n && to%k.nr() != 0 {
						t.Fatalf("%s, %d columns, %d cores: task %d from %d to %d", k.name, n, workers, task, from, to)
					}
					next = to
				}
				if next != n {
					t.Fatalf("%s, %d columns, %d cores: %d of them", k.name, n, workers, next)
				}
			}
		}
	}
}

// A small solve shared step by step gives what one core gives, whatever the number of strips.
func TestSolvesInStepsAreAsOnOneCore(t *testing.T) {
	r := rand.New(rand.NewPCG(55, 56))
	eachKernel(t, func(t *testing.T) {
		n := 400
		f, err := Factor(background, n, leontief(r, n, n, 0.9), n)
		if err != nil {
			t.Fatal(err)
		}
		for _, columns := range []int{17, 41, 97, 164, 431} {
			b := random(r, n, columns, columns)
			for _, op := range []Op{NoTrans, Trans} {
				var want []float64
				for _, workers := range []int{1, 2, 3, 7} {
					withWorkers(workers, func() {
						x := clone(b)
						if err := f.Solve(background, op, columns, x, columns); err != nil {
							t.Fatal(err)
						}
						if want == nil {
							want = x
						}
						for i, v := range x {
							if v != want[i] {
								t.Fatalf("%d columns, %d cores: element %d is %v, on one core %v", columns, workers, i, v, want[i])
							}
						}
					})
				}
			}
		}
	})
}
