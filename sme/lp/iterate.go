package lp

import (
	"context"
	"math"
)

// variable is where a variable is and where it may go. x is measured from the lower bound and s = u − l − x is kept
// exactly, so that only two residuals are left. Variables with l = u, or nearly so, are left out: all of theirs is
// zero.
type variable struct {
	width      float64
	x, s, z, w float64
	perX, perS float64 // 1/x, 1/s
	theta      float64 // 1 / (z/x + w/s)
	rd         float64 // c − A'y − z + w
	rxz, rsw   float64 // targets of the complementarity equations
	rhs        float64
	dx, dz, dw float64
}

// narrow is between which bounds a variable is left out: what is narrower has no useful reciprocal.
const narrow = 1e-100

// iterate is the state of the method.
type iterate struct {
	v        []variable
	free     int       // variables that are not fixed
	at       []float64 // by column: l + x
	y, dy    []float64 // by row
	rp       []float64 // b − A (l + x)
	residual float64   // the largest of rp, relative to the largest of b
	bound    float64   // that y gives, with the rounding of its evaluation

	theta, byColumn []float64
	want, rest      []float64 // by row
}

// centre is the point of the central path of a program without costs where complementarity is 1.
type centre struct {
	inside  bool // false where there is none
	x, s, y []float64
}

func newIterate(p *Problem) *iterate {
	n, m := p.Columns(), p.Rows
	it := &iterate{v: make([]variable, n), at: make([]float64, n), theta: make([]float64, n), byColumn: make([]float64, n),
		y: make([]float64, m), dy: make([]float64, m), rp: make([]float64, m), want: make([]float64, m),
		rest: make([]float64, m)}
	for j := range it.v {
		if v := &it.v[j]; p.U[j]-p.L[j] > narrow {
			v.width = p.U[j] - p.L[j]
			it.free++
		}
	}
	return it
}

// Centre walks, once, to the middle of what the constraints allow; where they leave no room inside the bounds there is
// none, and solutions start from the middle of these. The first solution does so too; clones made afterwards start from
// there.
//
// Error: fault.Canceled.
func (s *Solver) Centre(ctx context.Context) error {
	if s.centre != nil {
		return nil
	}
	const mostSteps, whole = 25, .9
	it, costs := s.it, s.p.C
	s.p.C = make([]float64, len(costs))
	defer func() { s.p.C = costs }()
	s.centre = &centre{y: make([]float64, s.p.Rows)}
	for j := range it.v {
		if v := &it.v[j]; v.width > 0 {
			v.x, v.s, v.z, v.w = v.width/2, v.width/2, 2/v.width, 2/v.width
		}
	}
	for range mostSteps {
		s.primal()
		s.dual()
		if err := s.weigh(ctx); err != nil {
			return stopped(err)
		}
		it.aim(1)
		if err := s.direct(ctx, true); err != nil {
			return stopped(err)
		}
		primal, dual := it.reach(toEdge)
		it.move(primal, dual)
		if s.primal(); it.residual <= feasible && primal > whole && dual > whole {
			s.centre = it.centre()
			break
		}
	}
	return nil
}

// centre takes where the iterate is for a centre.
func (it *iterate) centre() *centre {
	c := &centre{inside: true, y: dup(it.y)}
	for j := range it.v {
		c.x, c.s = append(c.x, it.v[j].x), append(c.s, it.v[j].s)
	}
	return c
}

// begin starts from a centre, with a complementarity that goes with the costs' size; or from the middle of the
// bounds.
func (s *Solver) begin(from *centre) {
	const above, off = 5, .1 // how far above the objective's range; from 0, in parts of the largest cost
	it, c := s.it, s.p.C
	var sum, largest float64
	for j := range it.v {
		sum += math.Abs(c[j]) * it.v[j].width
		largest = math.Max(largest, math.Abs(c[j]))
	}
	if largest == 0 {
		sum, largest = 1, 1
	}
	mu := above * sum / float64(max(it.free, 1))
	for i, y := range from.y {
		it.y[i] = y * mu
	}
	for j := range it.v {
		v := &it.v[j]
		switch {
		case v.width == 0:
		case from.inside:
			v.x, v.s = from.x[j], from.s[j]
			v.z, v.w = mu/v.x, mu/v.s
		default:
			v.x, v.s = v.width/2, v.width/2
			v.z, v.w = math.Max(c[j], 0)+off*largest, math.Max(-c[j], 0)+off*largest
		}
	}
}

// primal brings the point and what constraints leave of it up to date.
func (s *Solver) primal() {
	it, p := s.it, s.p
	for j := range it.v {
		it.at[j] = math.Min(p.L[j]+it.v[j].x, p.U[j])
	}
	p.mul(it.at, it.rp)
	var norm, worst float64 = 1e-300, 0
	for i, b := range p.B {
		it.rp[i] = b - it.rp[i]
		worst, norm = math.Max(worst, math.Abs(it.rp[i])), math.Max(norm, math.Abs(b))
	}
	it.residual = worst / norm
}

// dual brings the residuals of the dual up to date and returns the mean complementarity.
func (s *Solver) dual() float64 {
	it, p := s.it, s.p
	var mu float64
	p.mulT(it.y, it.byColumn)
	it.bound = 0
	for i, b := range p.B {
		it.bound += b * it.y[i]
	}
	for j := range it.v {
		r := p.C[j] - it.byColumn[j]
		if v := &it.v[j]; v.width > 0 {
			v.rd = r - v.z + v.w
			mu += v.x*v.z + v.s*v.w
		}
		if r > 0 {
			it.bound += p.L[j] * r
		} else {
			it.bound += p.U[j] * r
		}
	}
	return mu / float64(2*max(it.free, 1))
}

// weigh factors the normal equations at the iterate.
func (s *Solver) weigh(ctx context.Context) error {
	it := s.it
	for j := range it.v {
		if v := &it.v[j]; v.width > 0 {
			v.perX, v.perS = 1/v.x, 1/v.s
			v.theta = 1 / (v.z*v.perX + v.w*v.perS)
			it.theta[j] = v.theta
		}
	}
	return s.chol.factor(ctx, it.theta)
}

// aim sets the targets of complementarity to mu.
func (it *iterate) aim(mu float64) {
	for j := range it.v {
		if v := &it.v[j]; v.width > 0 {
			v.rxz, v.rsw = mu-v.x*v.z, mu-v.s*v.w
		}
	}
}

// correct sets them to mu and takes off what the direction leaves of second order.
func (it *iterate) correct(mu float64) {
	for j := range it.v {
		if v := &it.v[j]; v.width > 0 {
			v.rxz, v.rsw = mu-v.x*v.z-v.dx*v.dz, mu-v.s*v.w+v.dx*v.dw
		}
	}
}

// direct solves the Newton equations for the residuals and targets at hand. A direction that is only looked along need
// not be refined, nor one from a point that meets the constraints well.
func (s *Solver) direct(ctx context.Context, refined bool) error {
	it, p := s.it, s.p
	for j := range it.v {
		v := &it.v[j]
		v.rhs = v.rd - v.rxz*v.perX + v.rsw*v.perS
		it.byColumn[j] = v.theta * v.rhs
	}
	p.mul(it.byColumn, it.dy)
	for i, r := range it.rp {
		it.dy[i] += r
	}
	copy(it.want, it.dy)
	if err := s.chol.solve(ctx, it.dy); err != nil {
		return err
	}
	p.mulT(it.dy, it.byColumn)
	if refined && it.residual > feasible/10 {
		if err := s.refine(ctx); err != nil {
			return err
		}
	}
	for j := range it.v {
		if v := &it.v[j]; v.width > 0 {
			v.dx = v.theta * (it.byColumn[j] - v.rhs)
			v.dz = (v.rxz - v.z*v.dx) * v.perX
			v.dw = (v.rsw + v.w*v.dx) * v.perS
		}
	}
	return nil
}

// refine improves dy, the solution of A Θ A' dy = want, once, and A'dy.
func (s *Solver) refine(ctx context.Context) error {
	it, p := s.it, s.p
	for j, t := range it.theta {
		it.byColumn[j] *= t
	}
	p.mul(it.byColumn, it.rest)
	for i, w := range it.want {
		it.rest[i] = w - it.rest[i]
	}
	if err := s.chol.solve(ctx, it.rest); err != nil {
		return err
	}
	for i, r := range it.rest {
		it.dy[i] += r
	}
	p.mulT(it.dy, it.byColumn)
	return nil
}

// reach returns how much of the direction keeps the primal and the dual variables positive, at most 1, where no more
// than a fraction of each may be taken off.
func (it *iterate) reach(fraction float64) (primal, dual float64) {
	var p, d float64 // the largest parts that a whole step takes off
	for j := range it.v {
		v := &it.v[j]
		if v.width == 0 {
			continue
		}
		if -v.dx > p*v.x {
			p = -v.dx / v.x
		} else if v.dx > p*v.s {
			p = v.dx / v.s
		}
		if -v.dz > d*v.z {
			d = -v.dz / v.z
		}
		if -v.dw > d*v.w {
			d = -v.dw / v.w
		}
	}
	return math.Min(1, fraction/math.Max(p, 1e-300)), math.Min(1, fraction/math.Max(d, 1e-300))
}

// after is the mean complementarity after a step.
func (it *iterate) after(primal, dual float64) float64 {
	var sum float64
	for j := range it.v {
		v := &it.v[j]
		sum += (v.x+primal*v.dx)*(v.z+dual*v.dz) + (v.s-primal*v.dx)*(v.w+dual*v.dw)
	}
	return sum / float64(2*max(it.free, 1))
}

// move takes a step.
func (it *iterate) move(primal, dual float64) {
	for j := range it.v {
		v := &it.v[j]
		v.x += primal * v.dx
		v.s -= primal * v.dx
		v.z += dual * v.dz
		v.w += dual * v.dw
	}
	for i, dy := range it.dy {
		it.y[i] += dual * dy
	}
}
