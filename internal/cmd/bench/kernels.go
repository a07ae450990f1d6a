package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"

	"ikat/dense"
	"ikat/internal/largepages"
	"ikat/internal/pages"
)

// timing is what one kernel took, beside numpy where that is installed.
type timing struct {
	name  string
	flops float64
	turns
}

// avx2Only makes the same program on the same machine do without AVX-512: ours, and OpenBLAS.
var avx2Only = []string{"GODEBUG=cpu.avx512f=off", "OPENBLAS_CORETYPE=Haswell"}

// kernels times the dense kernels in use, and where that is AVX-512 those of AVX2 too, in a process of their own.
func kernels(ctx context.Context, r *report) error {
	r.say("## Dense kernel\n\nEach work is run in turns with numpy's, which waits in a process of its own: from %d to %d "+
		"turns, more where they are\nshort. In a turn both do work of less than %v at least %d times, and the shortest "+
		"counts. Seconds are the shortest of all,\nthe ratio is the median over the turns. Matrices are I − A of a "+
		"made-up economy.\n", leastTurns, mostTurns, longWork, leastRuns)
	if err := kernelTable(ctx, r, regexp.MustCompile("")); err != nil {
		return err
	}
	if dense.Kernel() == "avx512" {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		cmd := exec.CommandContext(ctx, self, "-kernels", ".")
		cmd.Env, cmd.Stderr = append(os.Environ(), avx2Only...), os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return err
		}
		r.say("%s\n", strings.TrimSpace(string(out)))
	}
	return fewColumns(ctx, r)
}

// kernelTable writes one table of the kernels in use, of the work whose name matches which. Matrices stand in large
// pages, as a command's do, and numpy's.
func kernelTable(ctx context.Context, r *report, which *regexp.Regexp) error {
	pages.Ask(largepages.Ask)
	defer pages.Ask(nil)
	beside, name := numpy(ctx), "numpy not installed"
	if beside != nil {
		defer beside.close()
		name = beside.version
	}
	var rows []timing
	var peak float64
	for _, n := range []int{400, 1435, 4050} {
		if !slices.ContainsFunc(works(n), which.MatchString) {
			continue
		}
		if beside != nil {
			if _, err := beside.ask(map[string]any{"n": n}); err != nil {
				return err
			}
		}
		timed, reached, err := timeKernels(ctx, n, beside, which)
		if err != nil {
			return err
		}
		solved, err := timeSolves(ctx, n, beside, which)
		if err != nil {
			return err
		}
		rows, peak = append(append(rows, timed...), solved...), max(peak, reached)
	}
	if len(rows) == 0 {
		return fmt.Errorf("no work matches %s", which)
	}
	r.say("### %s\n\nPeak of the machine, measured between the others: %.0f GFLOP/s in double precision on all cores. "+
		"Beside: %s.\n", dense.Kernel(), peak, name)
	r.say("| work | seconds | GFLOP/s | of peak | numpy, seconds | ratio |\n| --- | --- | --- | --- | --- | --- |")
	for _, t := range rows {
		theirs, ratio := "", ""
		if t.ratio > 0 {
			theirs, ratio = fmt.Sprintf("%.2g", t.theirs), fmt.Sprintf("%.2f", t.ratio)
		}
		rate := t.flops / t.seconds / 1e9
		r.say("| %s | %.2g | %.0f | %.0f%% | %s | %s |", t.name, t.seconds, rate, 100*rate/peak, theirs, ratio)
	}
	r.say("")
	return nil
}

// The kinds of solves, and how many right-hand sides each has.
var (
	solveOps = []struct {
		name string
		op   dense.Op
	}{{"solve", dense.NoTrans}, {"transposed solve", dense.Trans}}
	solveColumns = []int{1, 5, 41, 164}
)

func solveName(op string, n, columns int) string {
	return fmt.Sprintf("%s %d, %d right-hand sides", op, n, columns)
}

// works are the names of all that is timed on matrices of order n.
func works(n int) []string {
	var names []string
	for _, name := range []string{"multiply", "LU", "inverse", "LU in single precision"} {
		names = append(names, fmt.Sprintf("%s %d", name, n))
	}
	for _, op := range solveOps {
		for _, k := range solveColumns {
			names = append(names, solveName(op.name, n, k))
		}
	}
	return names
}

// timeKernels times each kernel on matrices of order n, and the peak loop after each, so that both see the same
// machine.
func timeKernels(ctx context.Context, n int, beside *partner, which *regexp.Regexp) (rows []timing, peak float64,
	err error) {
	a, m := leontiefMatrix(n)
	c, work := pages.Make[float64](n*n), pages.Make[float64](n*n)
	cube := float64(n) * float64(n) * float64(n)
	fresh := func() { copy(work, m) }
	for _, k := range []struct {
		name    string
		flops   float64
		beside  *partner
		prepare func()
		run     func() error
	}{
		{"multiply", 2 * cube, beside, nil, func() error {
			return dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, n, n, 1, a, n, a, n, 0, c, n)
		}},
		{"LU", 2 * cube / 3, beside, fresh, func() error { _, err := dense.Factor(ctx, n, work, n); return err }},
		{"inverse", 2 * cube, beside, fresh, func() error { return dense.Invert(ctx, n, work, n) }},
		{"LU in single precision", 2 * cube / 3, nil, nil, func() error {
			_, err := dense.FactorSingle(ctx, n, m, n)
			return err
		}},
	} {
		name := fmt.Sprintf("%s %d", k.name, n)
		if !which.MatchString(name) {
			continue
		}
		t, err := k.beside.inTurns(k.name, k.prepare, k.run)
		if err != nil {
			return nil, 0, err
		}
		rows = append(rows, timing{name, k.flops, t})
		rate, err := peakRate()
		if err != nil {
			return nil, 0, err
		}
		peak = max(peak, rate/1e9)
	}
	if peak == 0 {
		rate, err := peakRate()
		if err != nil {
			return nil, 0, err
		}
		peak = rate / 1e9
	}
	return rows, peak, nil
}

// peakRate is how many floating-point operations a second all cores do on registers.
func peakRate() (float64, error) {
	var flops float64
	d, err := best(10, func() error { flops = dense.PeakLoop(1_000_000); return nil })
	return flops / d.Seconds(), err
}

// timeSolves times solves with the factors of a matrix of order n, as it is and transposed.
func timeSolves(ctx context.Context, n int, beside *partner, which *regexp.Regexp) (rows []timing, err error) {
	_, m := leontiefMatrix(n)
	lu, err := dense.Factor(ctx, n, m, n)
	if err != nil {
		return nil, err
	}
	for _, op := range solveOps {
		for _, k := range solveColumns {
			name := solveName(op.name, n, k)
			if !which.MatchString(name) {
				continue
			}
			b, given := pages.Make[float64](n*k), pages.Make[float64](n*k)
			for i := range given {
				given[i] = 1 / float64(1+i%97)
			}
			t, err := beside.inTurns(fmt.Sprintf("%s %d", op.name, k), func() { copy(b, given) },
				func() error { return lu.Solve(ctx, op.op, k, b, k) })
			if err != nil {
				return nil, err
			}
			rows = append(rows, timing{name, 2 * float64(n) * float64(n) * float64(k), t})
		}
	}
	return rows, nil
}

// leontiefMatrix returns a random A with column sums of .6, and I − A.
func leontiefMatrix(n int) (a, m []float64) {
	r := rand.New(rand.NewPCG(1, 2))
	a, m = pages.Make[float64](n*n), pages.Make[float64](n*n)
	sum := make([]float64, n)
	for i := range a {
		a[i] = r.Float64()
		sum[i%n] += a[i]
	}
	for i := range a {
		a[i] *= 0.6 / sum[i%n]
		m[i] = -a[i]
	}
	for i := range n {
		m[i*n+i]++
	}
	return a, m
}
