package dense

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// thinCase is a product or a solve with few columns, of a random shape: edges that no kernel's step divides, leading
// dimensions with NaN between the rows, both orders of a and b, every alpha and beta, c of few columns or of few rows.
type thinCase[T float] struct {
	m, n, kk      int
	ta, tb        Op
	alpha, beta   T
	a, b, c       []T
	lda, ldb, ldc int
	t             triangle[T]
}

func randomThin[T float](r *rand.Rand) *thinCase[T] {
	few := 1 + r.IntN(fewColumns)
	size := func() int {
		if r.IntN(30) == 0 || few == 1 && r.IntN(4) == 0 { // one column is solved for by panels
			return 500 + r.IntN(700)
		}
		return 1 + r.IntN(75)
	}
	g := &thinCase[T]{m: size(), n: few, kk: size(), ta: r.IntN(2) == 0, tb: r.IntN(2) == 0}
	if r.IntN(3) == 0 {
		g.m, g.n = few, size()
	}
	g.alpha, g.beta = []T{1, -1, 0.37}[r.IntN(3)], []T{0, 1, -0.5}[r.IntN(3)]
	matrix := func(op Op, rows, cols int) ([]T, int) {
		if op {
			rows, cols = cols, rows
		}
		ld := cols + r.IntN(4)
		v := random(r, rows, cols, ld)
		w := make([]T, len(v))
		for i := range v {
			w[i] = T(v[i])
		}
		return w, ld
	}
	g.a, g.lda = matrix(g.ta, g.m, g.kk)
	g.b, g.ldb = matrix(g.tb, g.kk, g.n)
	g.c, g.ldc = matrix(NoTrans, g.m, g.n)
	tri, ld := matrix(NoTrans, g.m, g.m)
	for i := range g.m {
		for j := range g.m {
			tri[i*ld+j] /= T(g.m)
		}
		tri[i*ld+i] = 1 + T(r.Float64())
	}
	g.t = triangle[T]{n: g.m, a: tri, lda: ld, op: g.ta, lower: g.tb == NoTrans, unit: r.IntN(2) == 0}
	return g
}

// run returns the product and the solution that a kernel computes, with what stood between their rows.
func (g *thinCase[T]) run(t *testing.T, k *kernel[T]) (product, solution []T) {
	t.Helper()
	product, solution = append(product, g.c...), append(solution, g.c...)
	if g.beta == 0 {
		product[0] = T(math.NaN()) // it is not read
	}
	err := gemm(background, k, g.ta, g.tb, g.m, g.n, g.kk, g.alpha, g.a, g.lda, g.b, g.ldb, g.beta, product, g.ldc)
	if err != nil {
		t.Fatal(err)
	}
	if err := trsm(background, k, g.t, NoTrans, g.n, solution, g.ldc); err != nil {
		t.Fatal(err)
	}
	return product, solution
}

// size is the sum of the magnitudes that element (i, j) of the product is made of.
func (g *thinCase[T]) size(i, j int) float64 {
	s := math.Abs(float64(g.beta))
	if g.beta != 0 {
		s *= math.Abs(float64(g.c[i*g.ldc+j]))
	}
	for p := range g.kk {
		at, bt := i*g.lda+p, p*g.ldb+j
		if g.ta {
			at = p*g.lda + i
		}
		if g.tb {
			bt = j*g.ldb + p
		}
		s += math.Abs(float64(g.alpha * g.a[at] * g.b[bt]))
	}
	return s
}

// Every kernel against the portable one, and that against the definition (TestGemmAgainstGonum, TestSolveTriangular).
func testThin[T float](t *testing.T, kernels []*kernel[T]) {
	r := rand.New(rand.NewPCG(41, 42))
	plain := goKernel[T]()
	for trial := range 1500 {
		g := randomThin[T](r)
		want, solved := g.run(t, plain)
		for _, k := range kernels {
			got, x := g.run(t, k)
			worst := 0.0
			for i := range got {
				row, col := i/g.ldc, i%g.ldc
				if col >= g.n {
					if got[i] == got[i] || x[i] == x[i] {
						t.Fatalf("%s: something is written between the rows", k.name)
					}
					continue
				}
				// Two orders of kk+1 additions differ by as many units in the last place of their sizes.
				limit := float64(g.kk+2) * epsilon[T]() * g.size(row, col)
				if d := math.Abs(float64(got[i] - want[i])); !(d <= limit) {
					t.Fatalf("trial %d, %s, %d x %d x %d, %v %v, alpha %g, beta %g: c[%d,%d] = %g, want %g", trial, k.name,
						g.m, g.n, g.kk, g.ta, g.tb, g.alpha, g.beta, row, col, got[i], want[i])
				}
				worst = max(worst, math.Abs(float64(x[i]-solved[i])))
			}
			// The triangles are conditioned like their diagonal.
			if limit := 64 * epsilon[T]() * math.Sqrt(float64(g.m)); !(worst <= limit) {
				t.Fatalf("trial %d, %s, triangle of %d, %d columns, op %v: solutions differ by %g", trial, k.name, g.m,
					g.n, g.ta, worst)
			}
		}
	}
}

func TestFewColumns(t *testing.T)       { testThin(t, kernels64) }
func TestFewColumnsSingle(t *testing.T) { testThin(t, kernels32) }

func TestFewColumnsStop(t *testing.T) {
	ctx, stop := context.WithCancel(background)
	stop()
	one := []float64{1}
	x, y := columns[float64]{one, 1}, places[float64]{[]float64{0}, 1, 1}
	if thin(ctx, current64.Load(), NoTrans, 1, 1, 1, 1, one, 1, x, 0, y) == nil {
		t.Error("a stopped product says nothing")
	}
}
