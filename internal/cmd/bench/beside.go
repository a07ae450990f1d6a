package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"time"
)

// numpyScript does the same work in numpy on the same kind of matrix, one piece each time it is asked; scipy's LU
// without copies. Asked for an order, it makes the matrices; asked for work, it runs it and tells the shortest time
// once its threads sleep: OpenBLAS's keep a core for a tenth of a second or more after work, looking for the next.
const numpyScript = `
import ctypes, json, sys, time
import numpy as np
from scipy.linalg import lapack
r = np.random.default_rng(1)
works = {}
def make(n):
    a = r.random((n, n)); a *= 0.6 / a.sum(axis=0); m = np.asfortranarray(np.eye(n) - a); c = np.empty((n, n))
    works.clear()
    works["multiply"] = lambda: np.matmul(a, a, out=c)
    works["LU"] = lambda: lapack.dgetrf(m)
    works["inverse"] = lambda: np.linalg.inv(m)
    lu, piv, _ = lapack.dgetrf(m)
    for k in (1, 5, 41, 164):
        b = np.asfortranarray(r.random((n, k)))
        for name, t in (("solve", 0), ("transposed solve", 1)):
            works["%s %d" % (name, k)] = lambda b=b, t=t: lapack.dgetrs(lu, piv, b, trans=t)
def rest():
    quiet = 0
    while quiet < 2:
        t = time.process_time(); time.sleep(0.02)
        quiet = quiet + 1 if time.process_time() - t < 0.0005 else 0
def library():
    for line in open("/proc/self/maps"):
        path = line.split()[-1]
        if "openblas" in path:
            try:
                name = ctypes.CDLL(path).openblas_get_config
                name.restype = ctypes.c_char_p
                return name().decode().split(" NO_")[0].split(" DYNAMIC")[0]
            except (AttributeError, OSError): pass
    return ""
try: blas = library()
except OSError: blas = ""
print(json.dumps({"version": ("numpy %s %s" % (np.__version__, blas)).strip()}), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    if "n" in ask:
        make(ask["n"]); out = 0
    else:
        f, out = works[ask["work"]], 1e9
        for _ in range(ask["runs"]):
            t = time.perf_counter(); f(); out = min(out, time.perf_counter() - t)
        rest()
    print(json.dumps({"seconds": out}), flush=True)
`

// partner is a numpy that waits in a process of its own to be asked for the same work, in turns with ours.
type partner struct {
	version string
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// numpy starts whichever Python has numpy and scipy; nil where none has.
func numpy(ctx context.Context) *partner {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		p := &partner{cmd: exec.CommandContext(ctx, python, "-c", numpyScript)}
		in, err := p.cmd.StdinPipe()
		if err != nil {
			continue
		}
		out, err := p.cmd.StdoutPipe()
		if err != nil || p.cmd.Start() != nil {
			continue
		}
		p.in, p.out = in, bufio.NewReader(out)
		var hello struct{ Version string }
		if err := p.read(&hello); err == nil {
			p.version = hello.Version
			return p
		}
		p.close()
	}
	return nil
}

func (p *partner) read(answer any) error {
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return err
	}
	return json.Unmarshal(line, answer)
}

func (p *partner) ask(question map[string]any) (seconds float64, err error) {
	if err := json.NewEncoder(p.in).Encode(question); err != nil {
		return 0, fmt.Errorf("numpy: %w", err)
	}
	var answer struct{ Seconds float64 }
	if err := p.read(&answer); err != nil {
		return 0, fmt.Errorf("numpy: %w", err)
	}
	return answer.Seconds, nil
}

func (p *partner) close() {
	p.in.Close()
	_ = p.cmd.Wait() // it ends with its input
}

const (
	mostTurns  = 9
	leastTurns = 3
	turnsTime  = 5 * time.Second       // after it no further turn begins
	turnTime   = 10 * time.Millisecond // in which work is repeated
	mostRuns   = 40                    // in a turn
	leastRuns  = 3                     // in a turn, of work that takes less than longWork: ours begins after a rest
	longWork   = 200 * time.Millisecond
)

// turns is what work took when it was run in turns with numpy's.
type turns struct {
	seconds, theirs float64 // the shortest times
	ratio           float64 // the median over the turns; 0 without numpy
}

// inTurns runs work in turns with what numpy calls name. In each turn both are repeated as often; the shortest counts.
// before each run of work comes prepare, which is not timed.
func (p *partner) inTurns(name string, prepare func(), work func() error) (t turns, err error) {
	once := func() (float64, error) {
		if prepare != nil {
			prepare()
		}
		d, err := best(1, work)
		return d.Seconds(), err
	}
	first, err := once()
	if err != nil {
		return t, err
	}
	runs := min(mostRuns, int(turnTime.Seconds()/first))
	if first < longWork.Seconds() {
		runs = max(leastRuns, runs)
	}
	runs = max(1, runs)
	t.seconds, t.theirs = first, 0
	var ratios []float64
	for start, i := time.Now(), 0; i < mostTurns && (i < leastTurns || time.Since(start) < turnsTime); i++ {
		var theirs float64
		if p != nil {
			if theirs, err = p.ask(map[string]any{"work": name, "runs": runs}); err != nil {
				return t, err
			}
			if theirs <= 0 {
				return t, errors.New("numpy: work without time")
			}
		}
		ours, err := once()
		for range runs - 1 {
			if err != nil {
				return t, err
			}
			var s float64
			s, err = once()
			ours = min(ours, s)
		}
		if err != nil {
			return t, err
		}
		t.seconds = min(t.seconds, ours)
		if p != nil {
			if t.theirs == 0 || theirs < t.theirs {
				t.theirs = theirs
			}
			ratios = append(ratios, ours/theirs)
		}
	}
	if len(ratios) > 0 {
		slices.Sort(ratios)
		t.ratio = (ratios[(len(ratios)-1)/2] + ratios[len(ratios)/2]) / 2
	}
	return t, nil
}
