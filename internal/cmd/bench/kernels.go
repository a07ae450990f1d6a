package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"time"

	"ikat/dense"
)

// numpyScript times the same work in numpy on the same kind of matrix; scipy's LU without copies.
const numpyScript = `
import json, sys, time
import numpy as np
from scipy.linalg import lapack
def best(f, runs):
    out = 1e9
    for _ in range(runs):
        t = time.perf_counter(); f(); out = min(out, time.perf_counter() - t)
    return out
r = np.random.default_rng(1)
res = {}
for n, runs in ((400, 15), (1435, 7), (4050, 3)):
    a = r.random((n, n)); a *= 0.6 / a.sum(axis=0); m = np.asfortranarray(np.eye(n) - a); c = np.empty((n, n))
    res["multiply %d" % n] = best(lambda: np.matmul(a, a, out=c), runs)
    res["LU %d" % n] = best(lambda: lapack.dgetrf(m), runs)
    res["inverse %d" % n] = best(lambda: np.linalg.inv(m), runs)
    lu, piv, _ = lapack.dgetrf(m)
    for k in (1, 5, 41, 164):
        b = np.asfortranarray(r.random((n, k)))
        for name, t in (("solve", 0), ("transposed solve", 1)):
            res["%s %d, %d right-hand sides" % (name, n, k)] = best(lambda: lapack.dgetrs(lu, piv, b, trans=t), runs)
v = ""
try:
    cfg = np.show_config(mode="dicts"); v = cfg["Build Dependencies"]["blas"]["name"]
except Exception: pass
json.dump({"times": res, "version": "numpy %s %s" % (np.__version__, v)}, sys.stdout)
`

type numpyTimes struct {
	Times   map[string]float64 `json:"times"`
	Version string             `json:"version"`
}

// numpy runs the script with whichever Python has numpy and scipy; nil where none has.
func numpy(ctx context.Context) *numpyTimes {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		out, err := exec.CommandContext(ctx, python, "-c", numpyScript).Output()
		var t numpyTimes
		if err == nil && json.Unmarshal(out, &t) == nil {
			return &t
		}
	}
	return nil
}

// timing is what one kernel took.
type timing struct {
	name    string
	seconds float64
	rate    float64 // GFLOP/s
}

func kernels(ctx context.Context, r *report) error {
	beside := numpy(ctx)
	var rows []timing
	var peak float64
	for _, n := range []int{400, 1435, 4050} {
		timed, reached, err := timeKernels(ctx, n)
		if err != nil {
			return err
		}
		solved, err := timeSolves(ctx, n)
		if err != nil {
			return err
		}
		rows, peak = append(append(rows, timed...), solved...), max(peak, reached)
	}
	name := "numpy not installed"
	if beside != nil {
		name = beside.Version
	}
	r.say("## Dense kernel\n\nPeak of the machine, measured between the others: %.0f GFLOP/s in double precision on "+
		"all cores. Matrices are I − A of a\nmade-up economy.\n", peak)
	r.say("| work | seconds | GFLOP/s | of peak | %s, seconds | ratio |\n| --- | --- | --- | --- | --- | --- |", name)
	for _, t := range rows {
		theirs, ratio := "", ""
		if beside != nil && beside.Times[t.name] > 0 {
			theirs, ratio = fmt.Sprintf("%.2g", beside.Times[t.name]),
				fmt.Sprintf("%.2f", t.seconds/beside.Times[t.name])
		}
		r.say("| %s | %.2g | %.0f | %.0f%% | %s | %s |", t.name, t.seconds, t.rate, 100*t.rate/peak, theirs, ratio)
	}
	r.say("")
	return fewColumns(ctx, r)
}

// timeKernels times each kernel on matrices of order n, and the peak loop after each, so that both see the same
// machine.
func timeKernels(ctx context.Context, n int) (rows []timing, peak float64, err error) {
	a, m := leontiefMatrix(n)
	c, work := make([]float64, n*n), make([]float64, n*n)
	cube := float64(n) * float64(n) * float64(n)
	for _, k := range []struct {
		name  string
		flops float64
		run   func() error
	}{
		{"multiply", 2 * cube, func() error {
			return dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, n, n, 1, a, n, a, n, 0, c, n)
		}},
		{"LU", 2 * cube / 3, func() error { _, err := dense.Factor(ctx, n, work, n); return err }},
		{"inverse", 2 * cube, func() error { return dense.Invert(ctx, n, work, n) }},
		{"LU in single precision", 2 * cube / 3, func() error {
			_, err := dense.FactorSingle(ctx, n, m, n)
			return err
		}},
	} {
		shortest := time.Hour
		for range 10_000 / n {
			copy(work, m)
			d, err := best(1, k.run)
			if err != nil {
				return nil, 0, err
			}
			shortest = min(shortest, d)
		}
		rows = append(rows, timing{fmt.Sprintf("%s %d", k.name, n), shortest.Seconds(),
			k.flops / shortest.Seconds() / 1e9})
		rate, err := peakRate()
		if err != nil {
			return nil, 0, err
		}
		peak = max(peak, rate/1e9)
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
func timeSolves(ctx context.Context, n int) (rows []timing, err error) {
	_, m := leontiefMatrix(n)
	lu, err := dense.Factor(ctx, n, m, n)
	if err != nil {
		return nil, err
	}
	for _, op := range []struct {
		name string
		op   dense.Op
	}{{"solve", dense.NoTrans}, {"transposed solve", dense.Trans}} {
		for _, k := range []int{1, 5, 41, 164} {
			b := make([]float64, n*k)
			for i := range b {
				b[i] = 1 / float64(1+i%97)
			}
			shortest, err := best(max(3, 10_000/n), func() error { return lu.Solve(ctx, op.op, k, b, k) })
			if err != nil {
				return nil, err
			}
			rows = append(rows, timing{fmt.Sprintf("%s %d, %d right-hand sides", op.name, n, k), shortest.Seconds(),
				2 * float64(n) * float64(n) * float64(k) / shortest.Seconds() / 1e9})
		}
	}
	return rows, nil
}

// leontiefMatrix returns a random A with column sums of .6, and I − A.
func leontiefMatrix(n int) (a, m []float64) {
	r := rand.New(rand.NewPCG(1, 2))
	a, m = make([]float64, n*n), make([]float64, n*n)
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
