package dense

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// withWorkers runs f as if the machine had n cores.
func withWorkers(n int, f func()) {
	workerLimit.Store(int64(n))
	defer workerLimit.Store(0)
	f()
}

// everything runs each operation once and returns all results.
func everything(t *testing.T, n int) []float64 {
	t.Helper()
	r := rand.New(rand.NewPCG(19, 20))
	var out []float64
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	a, p := leontief(r, n, n, 0.9), random(r, n, n, n)
	for _, m := range [][]float64{a, p} {
		c := clone(a)
		must(Gemm(background, NoTrans, Trans, n, n, n, 0.5, m, n, p, n, 2, c, n))
		out = append(out, c...)
		thin := random(r, n, 7, 7)
		must(Gemm(background, Trans, NoTrans, n, 7, n, 1, m, n, clone(thin), 7, 0, thin, 7))
		y := make([]float64, n)
		Gemv(NoTrans, n, n, 1, m, n, p[:n], 0, y)
		Gemv(Trans, n, n, 1, m, n, p[:n], 1, y)
		out = append(append(out, thin...), y...)
		inv := clone(m)
		must(Invert(background, n, inv, n))
		f, err := Factor(background, n, clone(m), n)
		must(err)
		x := clone(p)
		must(f.Solve(background, Trans, n, x, n))
		must(f.Solve(background, NoTrans, 1, x, n))
		for _, cols := range []int{41, 164} { // together, and cut over the cores
			for _, op := range []Op{NoTrans, Trans} {
				must(f.Solve(background, op, cols, x, n))
			}
		}
		must(f.DiagonalBlock(background, n/3, n/2, x, n))
		f32, err := FactorSingle(background, n, m, n)
		must(err)
		must(f32.Solve(background, NoTrans, 1, x[n:], 1))
		out = append(append(append(out, inv...), f.f.a...), x...)
	}
	return out
}

func TestResultsDoNotDependOnCores(t *testing.T) {
	eachKernel(t, func(t *testing.T) {
		const n = 431
		var want []float64
		withWorkers(1, func() { want = everything(t, n) })
		for _, w := range []int{2, 3, 7} {
			withWorkers(w, func() {
				for i, v := range everything(t, n) {
					if v != want[i] {
						t.Fatalf("%d cores: element %d is %v, on one core %v", w, i, v, want[i])
					}
				}
			})
		}
	})
}

func TestConcurrentSolves(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	n, w := 300, 30
	for _, a := range [][]float64{leontief(r, n, n, 0.9), random(r, n, n, n)} {
		inv := clone(a)
		if err := Invert(background, n, inv, n); err != nil {
			t.Fatal(err)
		}
		f, err := Factor(background, n, a, n)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for lo := 0; lo < n; lo += w {
			wg.Go(func() {
				block := make([]float64, w*w)
				if err := f.DiagonalBlock(background, lo, lo+w, block, w); err != nil {
					t.Error(err)
				}
				for i := range w {
					for j := range w {
						if d := block[i*w+j] - inv[(lo+i)*n+lo+j]; !(d < 1e-10 && d > -1e-10) {
							t.Errorf("block at %d: element %d, %d is off by %g", lo, i, j, d)
							return
						}
					}
				}
			})
		}
		wg.Wait()
		bounds, blocks := blocksOf(n, 37)
		bounds, blocks = append([]int{0}, bounds...), append([][]float64{nil}, blocks...) // an empty one among them
		if err := f.DiagonalBlocks(background, bounds, blocks); err != nil {
			t.Fatal(err)
		}
		for q, block := range blocks {
			lo, w := bounds[q], bounds[q+1]-bounds[q]
			for i, v := range block {
				if d := v - inv[(lo+i/w)*n+lo+i%w]; !(d < 1e-10 && d > -1e-10) {
					t.Fatalf("block %d: element %d is off by %g", q, i, d)
				}
			}
		}
	}
}

// countdown is a context that is cancelled after its error has been asked for so many times.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancel(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	n := 700
	a, p := leontief(r, n, n, 0.9), random(r, n, n, n)
	f, err := Factor(background, n, clone(p), n)
	if err != nil {
		t.Fatal(err)
	}
	ops := map[string]func(ctx context.Context) error{
		"Gemm": func(ctx context.Context) error {
			return Gemm(ctx, NoTrans, NoTrans, n, n, n, 1, a, n, p, n, 0, make([]float64, n*n), n)
		},
		"Factor":         func(ctx context.Context) error { _, err := Factor(ctx, n, clone(a), n); return err },
		"Factor pivoted": func(ctx context.Context) error { _, err := Factor(ctx, n, clone(p), n); return err },
		"FactorSingle":   func(ctx context.Context) error { _, err := FactorSingle(ctx, n, p, n); return err },
		"Invert":         func(ctx context.Context) error { return Invert(ctx, n, clone(a), n) },
		"Invert pivoted": func(ctx context.Context) error { return Invert(ctx, n, clone(p), n) },
		"Solve":          func(ctx context.Context) error { return f.Solve(ctx, NoTrans, n, clone(a), n) },
		"Solve of one":   func(ctx context.Context) error { return f.Solve(ctx, Trans, 1, clone(p[:n]), 1) },
		"Solve apart": func(ctx context.Context) (err error) {
			withWorkers(2, func() { err = f.Solve(ctx, NoTrans, 2*leastApart, clone(a[:n*2*leastApart]), 2*leastApart) })
			return err
		},
		"DiagonalBlock": func(ctx context.Context) error {
			return f.DiagonalBlock(ctx, 0, 30, make([]float64, 900), 30)
		},
	}
	for name, op := range ops {
		for _, after := range []int64{0, 1, 3} {
			c := &countdown{Context: background}
			c.left.Store(after)
			if err := op(c); !errors.Is(err, context.Canceled) {
				t.Errorf("%s, cancelled after %d looks: %v", name, after, err)
			}
		}
	}
}

// Right-hand sides are cut where each core has enough for itself, and where fewer than fill all cores.
func TestColumnsApart(t *testing.T) {
	f := &factors[float64]{k: goKernel[float64](), n: 1435} // one that packs
	for _, c := range []struct{ cores, columns, parts int }{
		{2, 41, 1}, {2, 127, 1}, {2, 128, 2}, {7, 164, 2}, {7, 256, 4}, {2, 256, 2}, {1, 164, 1}, {7, 257, 1},
	} {
		withWorkers(c.cores, func() {
			if got := max(1, f.parts(c.columns)); got != c.parts {
				t.Errorf("%d columns on %d cores in %d parts, want %d", c.columns, c.cores, got, c.parts)
			}
		})
	}
}

// A product or a solve allocates nothing once its buffers exist; what a factorisation allocates does not grow with the
// number of its blocks.
func TestAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("under the race detector pools forget on purpose")
	}
	r := rand.New(rand.NewPCG(25, 26))
	n := 600
	a, p, c := leontief(r, n, n, 0.9), random(r, n, n, n), make([]float64, n*n)
	f, err := Factor(background, n, clone(a), n)
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range []struct {
		name string
		max  float64
		do   func()
	}{
		{"Gemm", 2, func() { Gemm(background, NoTrans, Trans, n, n, n, 1, a, n, p, n, 0, c, n) }},
		{"Gemv", 1, func() { Gemv(Trans, n, n, 1, a, n, p[:n], 0, c[:n]) }},
		{"Solve", 4, func() { copy(c, p); f.Solve(background, NoTrans, n, c, n) }},
		{"DiagonalBlock", 8, func() { f.DiagonalBlock(background, 60, 95, c, n) }},
		{"Factor", 16, func() { copy(c, a); Factor(background, n, c, n) }},
		{"Factor pivoted", 16, func() { copy(c, p); Factor(background, n, c, n) }},
		{"Invert", 16, func() { copy(c, a); Invert(background, n, c, n) }},
	} {
		op.do()
		runtime.GC()
		op.do()
		if got := testing.AllocsPerRun(10, op.do); got > op.max {
			t.Errorf("%s: %g allocations, want at most %g", op.name, got, op.max)
		} else {
			t.Logf("%s: %g allocations", op.name, got)
		}
	}
}

func TestBadShapesPanic(t *testing.T) {
	for name, f := range map[string]func(){
		"short": func() {
			Gemm(background, NoTrans, NoTrans, 2, 2, 2, 1, make([]float64, 3), 2, make([]float64, 4), 2, 0,
				make([]float64, 4), 2)
		},
		"leading dimension": func() { Factor(background, 3, make([]float64, 9), 2) },
		"negative":          func() { Invert(background, -1, nil, 0) },
		"block":             func() { (&LU{factors[float64]{n: 3}}).DiagonalBlock(background, 2, 4, nil, 2) },
		"vector": func() {
			Gemv(NoTrans, 2, 2, 1, make([]float64, 4), 2, make([]float64, 1, 2), 0, make([]float64, 2))
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestEmpty(t *testing.T) {
	if err := Gemm(background, NoTrans, NoTrans, 0, 3, 2, 1, nil, 2, make([]float64, 6), 3, 0, nil, 3); err != nil {
		t.Error(err)
	}
	c := []float64{1, 2}
	if err := Gemm(background, NoTrans, NoTrans, 1, 2, 0, 1, nil, 1, nil, 2, 3, c, 2); err != nil || c[0] != 3 ||
		c[1] != 6 {
		t.Error(c, err)
	}
	Gemv(NoTrans, 0, 0, 1, nil, 0, nil, 0, nil)
	f, err := Factor(background, 0, nil, 0)
	if err != nil || f.Order() != 0 || f.Solve(background, Trans, 4, nil, 4) != nil || f.DiagonalBlock(background, 0, 0,
		nil, 0) != nil {
		t.Error("Factor of nothing", err)
	}
	if err := Invert(background, 0, nil, 0); err != nil {
		t.Error(err)
	}
	if f, err := FactorSingle(background, 0, nil, 0); err != nil || f.Solve(background, NoTrans, 1, nil, 1) != nil {
		t.Error("FactorSingle of nothing", err)
	}
}
