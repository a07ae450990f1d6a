package dense

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

var background = context.Background()

// leontief returns I − A with A ≥ 0 and columns that add up to at most share.
func leontief(r *rand.Rand, n, ld int, share float64) []float64 {
	a := random(r, n, n, ld)
	for j := range n {
		s := 0.0
		for i := range n {
			v := math.Exp(2 * r.NormFloat64())
			a[i*ld+j] = v
			s += v
		}
		f := share * (0.3 + 0.7*r.Float64()) / s
		for i := range n {
			a[i*ld+j] *= -f
		}
		a[j*ld+j]++
	}
	return a
}

// matrices are the kinds that factorisations are tested on.
var matrices = []struct {
	name     string
	make     func(r *rand.Rand, n, ld int) []float64
	dominant bool
}{
	{"leontief", func(r *rand.Rand, n, ld int) []float64 { return leontief(r, n, ld, 0.9) }, true},
	{"leontief to the brim", func(r *rand.Rand, n, ld int) []float64 { return leontief(r, n, ld, 0.999999) }, true},
	{"leontief transposed", func(r *rand.Rand, n, ld int) []float64 {
		a := leontief(r, n, ld, 0.9)
		for i := range n {
			for j := range i {
				a[i*ld+j], a[j*ld+i] = a[j*ld+i], a[i*ld+j]
			}
		}
		return a
	}, true},
	{"a column too large", func(r *rand.Rand, n, ld int) []float64 {
		a := leontief(r, n, ld, 0.5)
		for i := range n {
			if i != n/2 {
				a[i*ld+n/2] *= 4
			}
		}
		return a
	}, true},
	{"random", func(r *rand.Rand, n, ld int) []float64 { return random(r, n, n, ld) }, false},
	{"permutation", func(r *rand.Rand, n, ld int) []float64 {
		a := random(r, n, n, ld)
		for i, p := range r.Perm(n) {
			clear(a[i*ld : i*ld+n])
			a[i*ld+p] = 1 + r.Float64()
		}
		return a
	}, false},
	{"graded", func(r *rand.Rand, n, ld int) []float64 {
		a := random(r, n, n, ld)
		for i := range n {
			for j := range n {
				a[i*ld+j] *= math.Exp2(float64((i*7)%40 - (j*11)%60))
			}
		}
		return a
	}, false},
	{"nearly singular", func(r *rand.Rand, n, ld int) []float64 {
		a := random(r, n, n, ld)
		if n > 1 {
			for j := range n {
				a[(n-1)*ld+j] = a[j] + 1e-9*a[(n-1)*ld+j]
			}
		}
		return a
	}, false},
	{"wilkinson", func(r *rand.Rand, n, ld int) []float64 {
		// Partial pivoting doubles the last column at every step.
		a := random(r, n, n, ld)
		for i := range n {
			for j := range n {
				switch {
				case i == j || j == n-1:
					a[i*ld+j] = 1
				case i > j:
					a[i*ld+j] = -1 + 0.9*min(1, float64(n)/60) // growth of 2⁵⁰ would leave nothing to compare
				default:
					a[i*ld+j] = 0
				}
			}
		}
		return a
	}, false},
}

func isDominant(t *testing.T, n int, a []float64, lda int) bool {
	t.Helper()
	s, err := survey(background, current64.Load(), n, a, lda)
	if err != nil {
		t.Fatal(err)
	}
	return s.dominant
}

// toMat is op(a) for gonum.
func toMat(op Op, n int, a []float64, lda int) mat.Matrix {
	d := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			d.Set(i, j, a[i*lda+j])
		}
	}
	if op {
		return d.T()
	}
	return d
}

// backwardError is the largest |B − op(A)X| relative to |op(A)||X| + |B| in the maximum norm, in units of n times the
// rounding error: the size of the change of A and B of which X is the exact solution.
func backwardError(op Op, n, nrhs int, a []float64, lda int, x, b []float64, ldb int) float64 {
	norm := func(m mat.Matrix) float64 { return mat.Norm(m, math.Inf(1)) }
	am := toMat(op, n, a, lda)
	xm, bm := mat.NewDense(n, nrhs, nil), mat.NewDense(n, nrhs, nil)
	for i := range n {
		for j := range nrhs {
			xm.Set(i, j, x[i*ldb+j])
			bm.Set(i, j, b[i*ldb+j])
		}
	}
	var rm mat.Dense
	rm.Mul(am, xm)
	rm.Sub(bm, &rm)
	return norm(&rm) / (norm(am)*norm(xm) + norm(bm)) / (0x1p-52 * float64(n+1))
}

// growth is how much larger the factors' elements are than the matrix's: the price of too few exchanges, or too weak.
func growth(n int, a []float64, lda int, f *LU) float64 {
	before, after := 0.0, 0.0
	for i := range n {
		for j := range n {
			before = max(before, math.Abs(a[i*lda+j]))
			after = max(after, math.Abs(f.f.a[i*lda+j]))
		}
	}
	return max(1, after/before)
}

func testSizes() []int {
	return []int{1, 2, 3, 5, 8, 15, 16, 17, 24, 31, 33, 47, 63, 64, 65, 97, 127, 128, 129, 143, 199, 200, 257, 300}
}

func TestSolve(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		for _, m := range matrices {
			r := rand.New(rand.NewPCG(3, 4))
			for _, n := range testSizes() {
				lda := n + r.IntN(3)
				a := m.make(r, n, lda)
				if got := isDominant(t, n, a, lda); n > 8 && got != m.dominant {
					t.Fatalf("%s %d: dominant %v", m.name, n, got)
				}
				f, err := Factor(background, n, clone(a), lda)
				if err != nil {
					t.Fatalf("%s %d: %v", m.name, n, err)
				}
				for _, nrhs := range []int{1, 1 + r.IntN(60)} {
					for _, op := range []Op{NoTrans, Trans} {
						ldb := nrhs + r.IntN(3)
						b := random(r, n, nrhs, ldb)
						x := clone(b)
						if err := f.Solve(background, op, nrhs, x, ldb); err != nil {
							t.Fatal(err)
						}
						limit := 4 * growth(n, a, lda, f)
						if e := backwardError(op, n, nrhs, a, lda, x, b, ldb); !(e < limit) {
							t.Errorf("%s %d, %d right-hand sides, op %v: backward error %g", m.name, n, nrhs, op, e)
						}
					}
				}
			}
		}
	})
}

// inverseError is the largest error of x as the inverse of a, relative to what the condition of a makes of rounding.
func inverseError(n int, a []float64, lda int, x []float64, ldx int) float64 {
	am, xm := toMat(NoTrans, n, a, lda), toMat(NoTrans, n, x, ldx)
	var p mat.Dense
	p.Mul(xm, am)
	for i := range n {
		p.Set(i, i, p.At(i, i)-1)
	}
	norm := func(m mat.Matrix) float64 { return mat.Norm(m, math.Inf(1)) }
	return norm(&p) / (norm(am) * norm(xm)) / (0x1p-52 * float64(n+1))
}

func TestInvertAndDiagonalBlocks(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		for _, m := range matrices {
			if m.name == "graded" {
				continue // its inverse has no small error in the norm
			}
			r := rand.New(rand.NewPCG(5, 6))
			for _, n := range testSizes() {
				lda := n + r.IntN(3)
				a := m.make(r, n, lda)
				x := clone(a)
				if err := Invert(background, n, x, lda); err != nil {
					t.Fatalf("%s %d: %v", m.name, n, err)
				}
				f, err := Factor(background, n, clone(a), lda)
				if err != nil {
					t.Fatal(err)
				}
				g := growth(n, a, lda, f)
				if m.dominant && g > 2*maxWeight {
					t.Errorf("%s %d: elements grew by %g", m.name, n, g)
				}
				if e := inverseError(n, a, lda, x, lda); !(e < 8*g) {
					t.Errorf("%s %d: error of the inverse %g", m.name, n, e)
				}
				lo := r.IntN(n)
				hi := lo + 1 + r.IntN(n-lo)
				ldd := hi - lo + r.IntN(2)
				block := random(r, hi-lo, hi-lo, ldd)
				if err := f.DiagonalBlock(background, lo, hi, block, ldd); err != nil {
					t.Fatal(err)
				}
				worst, size := 0.0, 0.0
				for i := range n {
					for j := range n {
						size = max(size, math.Abs(x[i*lda+j]))
						if i >= lo && i < hi && j >= lo && j < hi {
							worst = max(worst, math.Abs(x[i*lda+j]-block[(i-lo)*ldd+j-lo]))
						}
					}
				}
				cond := 1.0
				if m.name == "nearly singular" {
					cond = 1e10 * float64(n)
				}
				if !(worst <= 1e-12*float64(n)*cond*size) {
					t.Errorf("%s %d: block [%d, %d) differs from the inverse by %g of %g", m.name, n, lo, hi,
						worst, size)
				}
			}
		}
	})
}

func TestSingular(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		for _, n := range []int{1, 2, 7, 16, 40, 129, 200} {
			p := n / 2
			cases := map[string]struct {
				a    []float64
				want int // -1 for any
			}{}
			add := func(name string, want int, base []float64, change func(a []float64)) {
				a := clone(base)
				change(a)
				cases[name] = struct {
					a    []float64
					want int
				}{a, want}
			}
			add("zero", 0, make([]float64, n*n), func([]float64) {})
			for _, base := range []struct {
				name string
				a    []float64
			}{{"random", random(r, n, n, n)}, {"leontief", leontief(r, n, n, 0.8)}} {
				add(base.name+", column of zeros", p, base.a, func(a []float64) {
					for i := range n {
						a[i*n+p] = 0
					}
				})
				add(base.name+", row of zeros", -1, base.a, func(a []float64) { clear(a[p*n : p*n+n]) })
				add(base.name+", NaN", p, base.a, func(a []float64) { a[p*n+n/3] = math.NaN() })
				add(base.name+", Inf", p, base.a, func(a []float64) { a[p*n+n-1] = math.Inf(-1) })
				if n > 2 {
					add(base.name+", column the sum of two before", p, base.a, func(a []float64) {
						for i := range n {
							a[i*n+p] = a[i*n] + a[i*n+p-1]
						}
					})
				}
			}
			if n > 1 {
				add("nothing leaves", n-1, leontief(r, n, n, 0.8), func(a []float64) {
					for j := range n {
						s := 0.0
						for i := range n {
							if i != j {
								s += a[i*n+j]
							}
						}
						a[j*n+j] = -s
					}
				})
			}
			for name, c := range cases {
				_, err := Factor(background, n, clone(c.a), n)
				checkSingular(t, fmt.Sprintf("Factor %d, %s", n, name), err, c.want)
				checkSingular(t, fmt.Sprintf("Invert %d, %s", n, name), Invert(background, n, clone(c.a), n), c.want)
			}
		}
	})
}

func checkSingular(t *testing.T, what string, err error, want int) {
	t.Helper()
	var s *SingularError
	if !errors.As(err, &s) {
		t.Errorf("%s: %v", what, err)
	} else if want >= 0 && s.Index != want {
		t.Errorf("%s: index %d, want %d", what, s.Index, want)
	}
}

// Every size up to 200 goes through all shapes of edges once.
func TestEverySize(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(27, 28))
		step := 1
		if raceEnabled {
			step = 13 // the sizes have no part in races, and cost a minute
		}
		for n := 1; n <= 200; n += step {
			op := Op(n%2 == 0)
			checkGemm(t, r, op, !op, n, n, n, 1, 1)
			checkGemm(t, r, op, op, n, 201-n, 1+n/2, -1, 0)
			for _, a := range [][]float64{leontief(r, n, n, 0.9), random(r, n, n, n)} {
				f, err := Factor(background, n, clone(a), n)
				if err != nil {
					t.Fatal(n, err)
				}
				b := random(r, n, 1+n%7, 7)
				x := clone(b)
				if err := f.Solve(background, op, 1+n%7, x, 7); err != nil {
					t.Fatal(n, err)
				}
				if e := backwardError(op, n, 1+n%7, a, n, x, b, 7); !(e < 4) {
					t.Errorf("order %d: backward error %g", n, e)
				}
				inv := clone(a)
				if err := Invert(background, n, inv, n); err != nil {
					t.Fatal(n, err)
				}
				if e := inverseError(n, a, n, inv, n); !(e < 8) {
					t.Errorf("order %d: error of the inverse %g", n, e)
				}
			}
		}
	})
}

// Loaded factors solve as the ones they were taken from, with and without exchanges of rows and a leading dimension.
func TestLoad(t *testing.T) {
	const n, ld = 7, 9
	r := rand.New(rand.NewPCG(3, 4))
	wild := make([]float64, n*ld)
	for i := range wild {
		wild[i] = r.NormFloat64()
	}
	for name, a := range map[string][]float64{"dominant": leontief(r, n, ld, 0.5), "exchanged": wild} {
		lu, err := Factor(t.Context(), n, a, ld)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]float64, n)
		for i := range want {
			want[i] = r.Float64()
		}
		got := slices.Clone(want)
		factors, exchanges := lu.Factors()
		if (exchanges != nil) != (name == "exchanged") {
			t.Errorf("%s: exchanges %v", name, exchanges)
		}
		for _, side := range []struct {
			lu *LU
			b  []float64
		}{{lu, want}, {Load(n, factors, exchanges), got}} {
			if err := side.lu.Solve(t.Context(), Trans, 1, side.b, 1); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", name, got, want)
		}
	}
	for _, bad := range [][]int{{0}, {0, 0}, {0, 2}, {-1, 1}} {
		if Load(2, make([]float64, 4), bad) != nil {
			t.Errorf("exchanges %v were taken", bad)
		}
	}
	if Load(2, make([]float64, 3), nil) != nil {
		t.Error("too few numbers were taken")
	}
}
