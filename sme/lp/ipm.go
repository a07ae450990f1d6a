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

// Solver solves programs that differ in C, B, L and U only: the order of elimination is found once. It is not safe for
// concurrent use; Clone gives another core its own.
type Solver struct {
	p    *Problem
	chol *cholesky
}

// NewSolver prepares for programs with p's columns.
func NewSolver(p *Problem) *Solver { return &Solver{p, newCholesky(p)} }

// Clone returns a solver for the same columns that shares nothing that changes.
func (s *Solver) Clone() *Solver {
	p := *s.p
	p.B, p.C, p.L, p.U = dup(p.B), dup(p.C), dup(p.L), dup(p.U)
	return &Solver{&p, s.chol.clone()}
}

// Problem returns the program whose C, B, L and U may be changed between calls of Solve.
func (s *Solver) Problem() *Problem { return s.p }

func dup(v []float64) []float64 { return append([]float64(nil), v...) }

const (
	maxSteps = 150
	toEdge   = .9995 // how far towards the nearest bound a step may go
	feasible = 1e-9  // relative residual of a solution
	short    = .1    // a step that is not worth taking
)

// iterate is the state of the method. x is measured from the lower bound and s = u − l − x is kept exactly, so that
// only two residuals are left. Variables with l = u are left out: their x, s and theta are zero.
type iterate struct {
	width         []float64
	free          int
	x, s, z, w, y []float64
	rp, rd        []float64 // b − A (l + x); c − A'y − z + w
	theta         []float64 // 1 / (z/x + w/s)
	dx, dz, dw    []float64
	dy            []float64
	rxz, rsw      []float64 // targets of the complementarity equations
}

// Solve minimises. It stops when the gap between objective and bound, in units of one plus the objective's size, and
// the relative residual are small enough (the latter below 1e-9), or when no more progress is made; which it was shows
// in the solution.
//
// Error: fault.Canceled.
func (s *Solver) Solve(ctx context.Context, tolerance float64) (*Solution, error) {
	it := s.begin()
	best := &Solution{Bound: math.Inf(-1), Objective: math.Inf(1), Residual: math.Inf(1)}
	for step := range maxSteps {
		if err := ctx.Err(); err != nil {
			return nil, stopped(err)
		}
		mu := s.residuals(it)
		if done := s.keep(it, best, tolerance); done || mu != mu {
			break
		}
		best.Steps = step + 1
		moved, err := s.advance(ctx, it, mu)
		if err != nil {
			return nil, stopped(err)
		}
		if !moved {
			break
		}
	}
	return best, nil
}

func stopped(err error) error {
	return &fault.Error{Kind: fault.Canceled, What: "stopped before the answer was ready", Err: err}
}

func (s *Solver) begin() *iterate {
	p := s.p
	n, m := p.Columns(), p.Rows
	it := &iterate{}
	for _, v := range []*[]float64{&it.width, &it.x, &it.s, &it.z, &it.w, &it.rd, &it.theta, &it.dx, &it.dz, &it.dw,
		&it.rxz, &it.rsw} {
		*v = make([]float64, n)
	}
	it.y, it.rp, it.dy = make([]float64, m), make([]float64, m), make([]float64, m)
	var scale float64
	for j, c := range p.C {
		scale = math.Max(scale, math.Abs(c))
		if it.width[j] = p.U[j] - p.L[j]; it.width[j] > 0 {
			it.free++
		}
	}
	if scale == 0 {
		scale = 1
	}
	for j, c := range p.C {
		if it.width[j] > 0 {
			it.x[j], it.s[j] = it.width[j]/2, it.width[j]/2
			it.z[j], it.w[j] = math.Max(c, 0)+.1*scale, math.Max(-c, 0)+.1*scale
		}
	}
	return it
}

// residuals updates rp and rd and returns the mean complementarity.
func (s *Solver) residuals(it *iterate) float64 {
	p := s.p
	full := make([]float64, len(it.x))
	for j := range full {
		full[j] = p.L[j] + it.x[j]
	}
	p.mul(full, it.rp)
	for i, b := range p.B {
		it.rp[i] = b - it.rp[i]
	}
	var mu float64
	for j := range it.x {
		if it.width[j] > 0 {
			it.rd[j] = p.C[j] - p.dot(j, it.y) - it.z[j] + it.w[j]
			mu += it.x[j]*it.z[j] + it.s[j]*it.w[j]
		}
	}
	return mu / float64(2*max(it.free, 1))
}

// keep records the iterate where it is the best so far, and reports whether it is good enough.
func (s *Solver) keep(it *iterate, best *Solution, tolerance float64) bool {
	p := s.p
	if bound := p.Bound(it.y); bound > best.Bound {
		best.Bound, best.Y = bound, dup(it.y)
	}
	var norm, worst float64 = 1e-300, 0
	for i, r := range it.rp {
		worst, norm = math.Max(worst, math.Abs(r)), math.Max(norm, math.Abs(p.B[i]))
	}
	if r := worst / norm; r <= math.Max(best.Residual, feasible) {
		best.Residual, best.Objective = r, 0
		best.X = make([]float64, len(it.x))
		for j := range it.x {
			best.X[j] = p.L[j] + it.x[j]
			best.Objective += p.C[j] * best.X[j]
		}
	}
	return best.Residual <= feasible && best.Objective-best.Bound <= tolerance*(1+math.Abs(best.Objective))
}

// advance takes a predictor and a corrector step. It reports whether the iterate moved.
func (s *Solver) advance(ctx context.Context, it *iterate, mu float64) (moved bool, err error) {
	for j := range it.x {
		it.theta[j] = 0
		if it.width[j] > 0 {
			it.theta[j] = 1 / (it.z[j]/it.x[j] + it.w[j]/it.s[j])
			it.rxz[j], it.rsw[j] = -it.x[j]*it.z[j], -it.s[j]*it.w[j]
		}
	}
	if err := s.chol.factor(ctx, it.theta); err != nil {
		return false, err
	}
	s.direction(it, false)
	ap, ad := it.reach(1)
	var after float64
	for j := range it.x {
		if it.width[j] > 0 {
			after += (it.x[j]+ap*it.dx[j])*(it.z[j]+ad*it.dz[j]) + (it.s[j]-ap*it.dx[j])*(it.w[j]+ad*it.dw[j])
		}
	}
	ratio := after / float64(2*max(it.free, 1)) / mu
	target := mu * ratio * ratio * ratio
	for j := range it.x {
		if it.width[j] > 0 {
			it.rxz[j] = target - it.x[j]*it.z[j] - it.dx[j]*it.dz[j]
			it.rsw[j] = target - it.s[j]*it.w[j] + it.dx[j]*it.dw[j]
		}
	}
	s.direction(it, true)
	if ap, ad = it.reach(toEdge); math.Min(ap, ad) < short {
		// Away from the central path the corrector may do harm: go back towards the path.
		for j := range it.x {
			if it.width[j] > 0 {
				it.rxz[j], it.rsw[j] = mu/2-it.x[j]*it.z[j], mu/2-it.s[j]*it.w[j]
			}
		}
		s.direction(it, true)
		ap, ad = it.reach(toEdge)
	}
	for j := range it.x {
		if it.width[j] > 0 {
			it.x[j] += ap * it.dx[j]
			it.s[j] -= ap * it.dx[j]
			it.z[j] += ad * it.dz[j]
			it.w[j] += ad * it.dw[j]
		}
	}
	for i := range it.y {
		it.y[i] += ad * it.dy[i]
	}
	return ap > 1e-10 || ad > 1e-10, nil
}

// direction solves the Newton equations for the residuals and targets at hand; a direction that is only looked along
// need not be refined.
func (s *Solver) direction(it *iterate, refined bool) {
	p := s.p
	rhs := make([]float64, len(it.x))
	for j := range rhs {
		if it.width[j] > 0 {
			rhs[j] = it.rd[j] - it.rxz[j]/it.x[j] + it.rsw[j]/it.s[j]
			it.dx[j] = it.theta[j] * rhs[j]
		}
	}
	p.mul(it.dx, it.dy)
	for i, r := range it.rp {
		it.dy[i] += r
	}
	want := dup(it.dy)
	s.chol.solve(it.dy)
	if refined {
		s.refine(it, want)
	}
	for j := range it.x {
		if it.width[j] > 0 {
			it.dx[j] = it.theta[j] * (p.dot(j, it.dy) - rhs[j])
			it.dz[j] = (it.rxz[j] - it.z[j]*it.dx[j]) / it.x[j]
			it.dw[j] = (it.rsw[j] + it.w[j]*it.dx[j]) / it.s[j]
		}
	}
}

// refine improves dy, the solution of A Θ A' dy = want, once.
func (s *Solver) refine(it *iterate, want []float64) {
	p := s.p
	t := make([]float64, len(it.x))
	for j := range t {
		if it.theta[j] > 0 {
			t[j] = it.theta[j] * p.dot(j, it.dy)
		}
	}
	r := make([]float64, p.Rows)
	p.mul(t, r)
	for i := range r {
		r[i] = want[i] - r[i]
	}
	s.chol.solve(r)
	for i := range r {
		it.dy[i] += r[i]
	}
}

// reach returns how much of the direction keeps the primal and the dual variables positive, at most 1.
func (it *iterate) reach(fraction float64) (primal, dual float64) {
	primal, dual = 1, 1
	for j := range it.x {
		if it.width[j] == 0 {
			continue
		}
		primal = math.Min(primal, math.Min(limit(it.x[j], it.dx[j], fraction), limit(it.s[j], -it.dx[j], fraction)))
		dual = math.Min(dual, math.Min(limit(it.z[j], it.dz[j], fraction), limit(it.w[j], it.dw[j], fraction)))
	}
	return primal, dual
}

func limit(v, dv, fraction float64) float64 {
	if dv >= 0 {
		return 1
	}
	return -fraction * v / dv
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
