package lp_test

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/sme/lp"
)

// By hand: x + y ≤ 4, x + 3y ≤ 6, 0 ≤ x, y ≤ 3; x + 2y is largest where both lines meet, at (3, 1): 5.
func TestTwoLines(t *testing.T) {
	p := lp.New(2)
	p.B = []float64{4, 6}
	p.Column(0, 3, lp.Entry{Row: 0, Value: 1}, lp.Entry{Row: 1, Value: 1})
	p.Column(0, 3, lp.Entry{Row: 0, Value: 1}, lp.Entry{Row: 1, Value: 3})
	p.Column(0, 10, lp.Entry{Row: 0, Value: 1})
	p.Column(0, 10, lp.Entry{Row: 1, Value: 1})
	p.C[0], p.C[1] = -1, -2
	s, err := lp.NewSolver(p).Solve(context.Background(), 1e-9)
	if err != nil || math.Abs(s.Objective+5) > 1e-7 || math.Abs(s.X[0]-3) > 1e-6 || math.Abs(s.X[1]-1) > 1e-6 ||
		s.Bound > -5 {
		t.Errorf("%+v, %v", s, err)
	}
}

// random draws a program that has a solution, with rows that depend on others and variables that are fixed, and the
// solution.
func random(t *rapid.T) (*lp.Problem, []float64) {
	m, n := rapid.IntRange(1, 8).Draw(t, "m"), rapid.IntRange(1, 20).Draw(t, "n")
	value := rapid.Float64Range(-3, 3)
	p := lp.New(m + 1)
	x := make([]float64, n)
	for j := range n {
		var entries []lp.Entry
		for i := range m {
			if v := float64(rapid.IntRange(-30, 30).Draw(t, "a")) / 10; v != 0 && rapid.Bool().Draw(t, "there") {
				entries = append(entries, lp.Entry{Row: i, Value: v})
				if i == 0 { // the last row repeats the first
					entries = append(entries, lp.Entry{Row: m, Value: 2 * v})
				}
			}
		}
		low := value.Draw(t, "low")
		width := rapid.Float64Range(.01, 4).Draw(t, "width")
		if rapid.IntRange(0, 5).Draw(t, "fixed") == 0 {
			width = 0
		}
		x[j] = low + rapid.Float64Range(.05, .95).Draw(t, "within")*width
		p.Column(low, low+width, entries...)
		p.C[j] = value.Draw(t, "c")
		for _, e := range entries {
			p.B[e.Row] += e.Value * x[j]
		}
	}
	return p, x
}

func cost(p *lp.Problem, x []float64) float64 {
	var v float64
	for j := range x {
		v += p.C[j] * x[j]
	}
	return v
}

// No multipliers give a bound above what a solution costs.
func TestBoundIsNeverAbove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, x := random(t)
		y := make([]float64, p.Rows)
		for i := range y {
			y[i] = rapid.Float64Range(-10, 10).Draw(t, "y")
		}
		if b := p.Bound(y); b > cost(p, x)+1e-13 {
			t.Fatalf("bound %v above %v", b, cost(p, x))
		}
	})
}

// Objective and bound meet (to a part in a thousand in the worst of thousands; the gap is in the answer), so the answer
// is the minimum whatever the way to it.
func TestGapCloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, x := random(t)
		s, err := lp.NewSolver(p).Solve(context.Background(), 1e-6)
		if err != nil {
			t.Fatal(err)
		}
		if s.X == nil || s.Objective-s.Bound > 1e-3*(1+math.Abs(s.Objective)) || s.Bound > cost(p, x)+1e-12 {
			t.Fatalf("objective %v, bound %v, a solution costs %v, residual %v, %d steps", s.Objective, s.Bound,
				cost(p, x), s.Residual, s.Steps)
		}
		for j, v := range s.X {
			if v < p.L[j] || v > p.U[j] {
				t.Fatalf("x[%d] = %v outside %v to %v", j, v, p.L[j], p.U[j])
			}
		}
	})
}

// A program without a solution shows as a residual that stays.
func TestNoSolution(t *testing.T) {
	p := lp.New(1)
	p.B[0] = 5
	p.Column(0, 1, lp.Entry{Row: 0, Value: 1})
	s, err := lp.NewSolver(p).Solve(context.Background(), 1e-8)
	if err != nil || s.X != nil && s.Residual < .1 {
		t.Errorf("%+v, %v", s, err)
	}
}

// A clone solves another objective and leaves the first solver as it was.
func TestClone(t *testing.T) {
	p := lp.New(1)
	p.B[0] = 1
	p.Column(0, 1, lp.Entry{Row: 0, Value: 1})
	p.Column(0, 1, lp.Entry{Row: 0, Value: 1})
	p.C[0] = 1
	a := lp.NewSolver(p)
	b := a.Clone()
	b.Problem().C[0] = -1
	for want, s := range map[float64]*lp.Solver{0: a, -1: b} {
		if v, err := s.Solve(context.Background(), 1e-9); err != nil || math.Abs(v.Objective-want) > 1e-7 {
			t.Errorf("%v, want %v, %v", v.Objective, want, err)
		}
	}
}

func TestCanceled(t *testing.T) {
	p := lp.New(1)
	p.Column(-1, 1, lp.Entry{Row: 0, Value: 1})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := lp.NewSolver(p).Solve(ctx, 1e-9); fault.KindOf(err) != fault.Canceled {
		t.Errorf("error %v", err)
	}
}

// The largest 2x / (2x + y) with x + y = 1 and x ≤ .5 is 2/3, found while costs move with the ratio: where there is
// room inside the bounds, and where two variables that add up to 0 leave none.
func TestRatioWhileSolving(t *testing.T) {
	for _, room := range []bool{true, false} {
		p := lp.New(2)
		p.B[0] = 1
		x, y := p.Column(0, .5, lp.Entry{Row: 0, Value: 1}), p.Column(0, 1, lp.Entry{Row: 0, Value: 1})
		if !room {
			p.Column(0, 1, lp.Entry{Row: 1, Value: 1})
			p.Column(0, 1, lp.Entry{Row: 1, Value: 1})
		}
		s := lp.NewSolver(p)
		ratio, c := 0.0, s.Problem().C
		move := func(v float64) { ratio, c[x], c[y] = v, -2*(1-v), v }
		move(0)
		got, err := s.Steered(context.Background(), 1e-9, func(at []float64) bool {
			v := 2 * at[x] / (2*at[x] + at[y])
			if v <= ratio+1e-12 {
				return false
			}
			move(v)
			return true
		})
		if err != nil || math.Abs(ratio-2.0/3) > 1e-8 || got.Bound < -1e-8 || got.Bound > 1e-12 {
			t.Errorf("room %v: ratio %v, %+v, %v", room, ratio, got, err)
		}
	}
}
