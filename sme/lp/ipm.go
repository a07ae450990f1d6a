package lp

import (
	"context"
	"math"

	"ikat/fault"
)

// Solution is what Solve found.
type Solution struct {
	X         []float64 // within the bounds; A x = b to the residual
	Y         []float64 // the multipliers that give Bound
	Objective float64   // c'x
	Bound     float64   // no x that meets the constraints has c'x below it, whatever X is
	Residual  float64   // largest |A x − b|, relative to the largest |b|
	Steps     int
}

// Solver solves programs that differ in C only. The order of elimination is found once, and so is a point in the middle
// of what the constraints allow, from which every solution starts. It is not safe for concurrent use; Clone gives
// another core its own.
type Solver struct {
	p      *Problem
	chol   *cholesky
	it     *iterate
	centre *centre // nil before the first solution
}

// NewSolver prepares for programs with p's columns.
func NewSolver(p *Problem) *Solver { return &Solver{p: p, chol: newCholesky(p), it: newIterate(p)} }

// Clone returns a solver for the same columns that shares nothing that changes.
func (s *Solver) Clone() *Solver {
	p := *s.p
	p.C = dup(p.C)
	return &Solver{p: &p, chol: s.chol.clone(), it: newIterate(&p), centre: s.centre}
}

// Problem returns the program whose C may be changed between calls of Solve.
func (s *Solver) Problem() *Problem { return s.p }

func dup(v []float64) []float64 { return append([]float64(nil), v...) }

const (
	maxSteps = 150
	toEdge   = .9995 // how far towards the nearest bound a step may go
	feasible = 1e-9  // relative residual of a solution
	short    = .1    // a step that is not worth taking
	steered  = 7     // solutions after which costs may move
)

// Solve minimises. It stops when the gap between objective and bound, in units of one plus the objective's size, and
// the relative residual are small enough (the latter below 1e-9), or when no more progress is made; which it was shows
// in the solution.
//
// Error: fault.Canceled.
func (s *Solver) Solve(ctx context.Context, tolerance float64) (*Solution, error) {
	return s.Steered(ctx, tolerance, nil)
}

// Steered is Solve where costs may change on the way: steer is given every point that meets the constraints, and
// reports whether it changed C. Objective and bound are for the last costs.
//
// Error: fault.Canceled.
func (s *Solver) Steered(ctx context.Context, tolerance float64, steer func(x []float64) bool) (*Solution, error) {
	if err := s.Centre(ctx); err != nil {
		return nil, err
	}
	if s.centre.inside {
		best, err := s.descend(ctx, tolerance, steer, s.centre)
		if err != nil || best.closed(tolerance) {
			return best, err
		}
	}
	// There is no centre, or it is a bad place to start from, as where some variables have hardly any room between their
	// bounds. Costs then move between solutions.
	for range steered {
		best, err := s.descend(ctx, tolerance, nil, &centre{y: make([]float64, s.p.Rows)})
		if err != nil || steer == nil || best.X == nil || best.Residual > feasible || !steer(best.X) {
			return best, err
		}
	}
	return s.descend(ctx, tolerance, nil, &centre{y: make([]float64, s.p.Rows)})
}

// descend solves from a centre.
func (s *Solver) descend(ctx context.Context, tolerance float64, steer func(x []float64) bool, from *centre) (*Solution,
	error) {
	s.begin(from)
	best := &Solution{Bound: math.Inf(-1), Objective: math.Inf(1), Residual: math.Inf(1)}
	for step := range maxSteps {
		if err := ctx.Err(); err != nil {
			return nil, stopped(err)
		}
		s.primal()
		if steer != nil && s.it.residual <= feasible && steer(s.it.at) {
			*best = Solution{Bound: math.Inf(-1), Objective: math.Inf(1), Residual: math.Inf(1), Steps: best.Steps}
		}
		mu := s.dual()
		if s.keep(best); best.closed(tolerance) {
			best.Bound = s.p.Bound(best.Y)
		}
		if best.closed(tolerance) || mu != mu {
			break
		}
		best.Steps = step + 1
		moved, err := s.advance(ctx, mu)
		if err != nil {
			return nil, stopped(err)
		}
		if !moved {
			break
		}
	}
	if best.Y != nil {
		best.Bound = s.p.Bound(best.Y)
	}
	return best, nil
}

// gap is what is between objective and bound, in units of one plus the objective's size; infinite where no point that
// meets the constraints was found.
func (b *Solution) gap() float64 {
	if !(b.Residual <= feasible) {
		return math.Inf(1)
	}
	return (b.Objective - b.Bound) / (1 + math.Abs(b.Objective))
}

func (b *Solution) closed(tolerance float64) bool { return b.gap() <= tolerance }

func stopped(err error) error {
	return &fault.Error{Kind: fault.Canceled, What: "stopped before the answer was ready", Err: err}
}

// keep records the iterate where it is the best so far. The bound has the rounding of its evaluation in it until a
// solution ends.
func (s *Solver) keep(best *Solution) {
	it, p := s.it, s.p
	if it.bound > best.Bound {
		best.Bound = it.bound
		best.Y = append(best.Y[:0], it.y...)
	}
	if it.residual <= math.Max(best.Residual, feasible) {
		best.Residual, best.Objective = it.residual, 0
		best.X = append(best.X[:0], it.at...)
		for j, x := range best.X {
			best.Objective += p.C[j] * x
		}
	}
}

// advance takes a predictor and a corrector step. It reports whether the iterate moved.
func (s *Solver) advance(ctx context.Context, mu float64) (moved bool, err error) {
	it := s.it
	if err := s.weigh(ctx); err != nil {
		return false, err
	}
	it.aim(0)
	if err := s.direct(ctx, false); err != nil {
		return false, err
	}
	ratio := it.after(it.reach(1)) / mu
	it.correct(mu * ratio * ratio * ratio)
	if err := s.direct(ctx, true); err != nil {
		return false, err
	}
	primal, dual := it.reach(toEdge)
	if math.Min(primal, dual) < short {
		// Away from the central path the corrector may do harm: go back towards the path.
		it.aim(mu / 2)
		if err := s.direct(ctx, true); err != nil {
			return false, err
		}
		primal, dual = it.reach(toEdge)
	}
	it.move(primal, dual)
	return primal > 1e-10 || dual > 1e-10, nil
}

// Bound returns a number that no c'x is below, given A x = b and the bounds, from any multipliers y. The rounding of
// its own evaluation is taken off: each of the sums below is off by at most the number of its terms, and a few, times
// the machine's precision times the sum of its terms' sizes.
func (p *Problem) Bound(y []float64) float64 {
	const unit = 1.2e-16
	var sum, size float64
	for i, b := range p.B {
		sum += b * y[i]
		size += math.Abs(b * y[i])
	}
	for j := range p.L {
		rows, vals := p.column(j)
		r, rsize := p.C[j], math.Abs(p.C[j])
		for k, i := range rows {
			r -= vals[k] * y[i]
			rsize += math.Abs(vals[k] * y[i])
		}
		slack := unit * float64(len(rows)+3) * rsize
		end := math.Max(math.Abs(p.L[j]), math.Abs(p.U[j]))
		sum += math.Min(p.L[j]*r, p.U[j]*r) - slack*end
		size += math.Abs(r) * end
	}
	if sum != sum {
		return math.Inf(-1)
	}
	return sum - unit*float64(p.Rows+len(p.L)+4)*size
}
