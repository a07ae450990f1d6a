package counterfactual

import (
	"context"
	"math"

	"ikat/dense"
	"ikat/fault"
)

// The tangents behind the Jacobian are iterated coarsely at first, which is cheap and nearly always enough; an economy
// that hardly trades needs them fine, since its excess demand hardly answers to wages.
const (
	coarse = 1e-2
	fine   = 1e-9
)

// search finds factor prices at which every factor is in demand, by Broyden's method: the Jacobian is computed
// where the search starts, updated by what each step teaches, and computed again where a step disappoints. A step that
// does not bring the economies closer is halved.
func (st *state) search(ctx context.Context) (Report, error) {
	f, err := st.evaluate(ctx, 1e-6)
	if err != nil {
		return Report{}, err
	}
	size := norm(f)
	if size < 1e-6 { // near the solution already: the first look was too coarse
		if f, err = st.evaluate(ctx, innerTolerance(0)); err != nil {
			return Report{}, err
		}
		size = norm(f)
	}
	jac := st.first.own()
	precision := coarse
	for step := 1; step <= maxSteps && size > aim; step++ {
		fresh := jac == nil
		if fresh {
			if jac, err = st.jacobian(ctx, precision); err != nil {
				return Report{}, err
			}
		}
		next, err := st.step(ctx, jac, f)
		if err != nil {
			return Report{}, err
		}
		if next == nil {
			if size <= Tolerance {
				break
			}
			if fresh && precision == fine {
				return Report{}, st.unsolved(f, step)
			}
			if fresh {
				precision = fine
			}
			jac = nil
			continue
		}
		gain := norm(next) / size
		f, size = next, norm(next)
		if size <= Tolerance && gain > 0.5 {
			break
		}
		if gain > 0.3 && !fresh {
			jac = nil
		}
		st.steps = step
	}
	if !(size <= Tolerance) {
		return Report{}, st.unsolved(f, maxSteps)
	}
	return st.report(f), st.solvent()
}

// step moves wages along the quasi-Newton direction, halved until the excess demand shrinks, and teaches the Jacobian.
// It returns nil, with the state as it was, where no step helps.
func (st *state) step(ctx context.Context, jac *jacobian, f []float64) ([]float64, error) {
	direction, err := jac.solve(ctx, f)
	if err != nil {
		return nil, err
	}
	size := norm(f)
	length := math.Min(1, 1/norm(direction))
	w, c, y := clone(st.logW), clone(st.logC), clone(st.y)
	for ; length > 1e-4; length /= 2 {
		for n, d := range direction {
			st.logW[n] = w[n] + length*d
		}
		st.predict(jac, length, direction, c, y)
		g, err := st.evaluate(ctx, innerTolerance(size*length))
		if n := norm(g); err == nil && n < blurred*innerTolerance(size*length) {
			// The step did so well that its residual is of the size of what prices and sales still lack: the next step
			// would be taken from, and measured against, noise.
			g, err = st.evaluate(ctx, innerTolerance(n))
		}
		if err != nil && fault.KindOf(err) == fault.Canceled {
			return nil, err
		}
		if err == nil && norm(g) <= (1-length/4)*size {
			jac.learn(length, direction, f, g)
			return g, nil
		}
		if size <= Tolerance {
			break
		}
	}
	copy(st.logW, w)
	copy(st.logC, c)
	copy(st.y, y)
	if _, err := st.evaluate(ctx, innerTolerance(size)); err != nil {
		return nil, err
	}
	return nil, nil
}

// blurred is how many times the tolerance of prices and sales a residual must be to be told from it.
const blurred = 100

// innerTolerance solves prices and sales well below the excess demand that the next step may leave.
func innerTolerance(size float64) float64 { return math.Max(1e-15, math.Min(1e-6, 1e-4*size)) }

func (st *state) report(f []float64) Report {
	r := Report{Steps: st.steps, Sweeps: st.sweeps, Residual: norm(f), Moved: math.Max(st.pricesMove, st.salesMove)}
	var world float64
	for m, v := range f {
		supply := math.Exp(st.logW[m]) * st.value[m]
		r.Walras += v * supply
		world += supply
	}
	r.Walras /= world
	return r
}

// solvent returns an error where an economy is left without spending.
func (st *state) solvent() error {
	for n, i := range st.income {
		if !(i > 0) {
			return &fault.Error{Kind: fault.Unsolved, Where: st.b.Economies[n],
				What: fault.Say("its final spending would be %.4g", i),
				Why:  "The trade surplus it is held to is more than it earns after the shock",
				Fix:  "Purge or scale the deficits"}
		}
	}
	return nil
}

func (st *state) unsolved(f []float64, steps int) error {
	worst := 0
	for n := range f {
		if !(math.Abs(f[n]) <= math.Abs(f[worst])) {
			worst = n
		}
	}
	e := &fault.Error{Kind: fault.Unsolved, Where: st.b.Economies[st.l.home(worst)],
		What: fault.Say(
			"no equilibrium was found: after %d steps demand for its value added still misses supply by %.1e of "+
				"it",
			steps, f[worst],
		),
		Why: fault.Say("The residual must be below %.0e", Tolerance),
		Fix: "Try a smaller shock, or purge the deficits: an economy cut off from buyers cannot run a surplus"}
	if err := st.solvent(); err != nil {
		return err
	}
	return e
}

// norm is the largest absolute value, +Inf where there is a NaN.
func norm(v []float64) float64 {
	var m float64
	for _, x := range v {
		if !(math.Abs(x) <= m) {
			m = math.Abs(x)
		}
		if math.IsNaN(x) {
			return math.Inf(1)
		}
	}
	return m
}

func clone(v []float64) []float64 { return append([]float64(nil), v...) }

// jacobian is ∂(excess demand)/∂ln ŵ over M factors, and how costs and sales follow their prices.
type jacobian struct {
	f []float64 // M x M
	c []float64 // S·N x M: ∂ln ĉ/∂ln ŵ
	y []float64 // S·N x M: ∂Y/∂ln ŵ
}

// own returns a copy that a search may teach; how costs and sales follow wages is only read.
func (j *jacobian) own() *jacobian {
	if j == nil {
		return nil
	}
	return &jacobian{f: clone(j.f), c: j.c, y: j.y}
}

func (j *jacobian) solve(ctx context.Context, f []float64) ([]float64, error) {
	M := len(f)
	lu, err := dense.Factor(ctx, M, clone(j.f), M)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Unsolved, What: "wages are not determined: demand for value added does " +
			"not answer to them", Err: err}
	}
	d := make([]float64, M)
	for i, v := range f {
		d[i] = -v
	}
	return d, lu.Solve(ctx, dense.NoTrans, 1, d, 1)
}

// learn is Broyden's update: the least change of the Jacobian that explains the step.
func (j *jacobian) learn(length float64, direction, before, after []float64) {
	M := len(before)
	square := dot(direction, direction) * length * length
	for n := range M {
		row := j.f[n*M : (n+1)*M]
		miss := after[n] - before[n] - length*dot(row, direction)
		axpy(miss*length/square, direction, row)
	}
}

// predict moves costs and sales to where a step in factor prices should take them, to first order.
func (st *state) predict(j *jacobian, length float64, direction, c, y []float64) {
	M := len(direction)
	for i := range c {
		st.logC[i] = c[i] + length*dot(j.c[i*M:(i+1)*M], direction)
		st.y[i] = y[i] + length*dot(j.y[i*M:(i+1)*M], direction)
	}
}

// jacobian differentiates the excess demand at the current state by iterating the tangents of prices and of sales, M
// right-hand sides at once. Uses are pooled: the search needs a good Jacobian, not an exact one.
func (st *state) jacobian(ctx context.Context, precision float64) (*jacobian, error) {
	b, M := st.b, len(st.value)
	n := b.S() * b.N()
	share, net, x := st.pooled()
	j := &jacobian{c: make([]float64, n*M), y: make([]float64, n*M)}
	t := &tangent{b: b, l: st.l, columns: M, uses: 1, tolerance: precision, share: share, net: net, x: x}
	p, err := t.prices(ctx, j.c)
	if err != nil {
		return nil, err
	}
	value := make([]float64, M)
	for m, v := range st.value {
		value[m] = math.Exp(st.logW[m]) * v
	}
	if err := t.sales(ctx, j.c, p, b.earnings(st.def, value), j.y); err != nil {
		return nil, err
	}
	j.f = b.excessSlope(value, st.y, j.y)
	for n, alone := range st.alone {
		if alone {
			j.f[n*M+n]++
		}
	}
	return j, nil
}

// earnings returns ∂(value added − surplus)/∂ln ŵ, G x M, where factors earn value.
func (b *Baseline) earnings(d Deficits, value []float64) []float64 {
	l, G, M := b.shape(), b.G(), len(value)
	earned := make([]float64, G)
	for f, v := range value {
		earned[l.home(f)] += v
	}
	slope := b.surplusSlope(d, relative(earned, b.Wages))
	e := make([]float64, G*M)
	for f, v := range value {
		home := l.home(f)
		for n := range G {
			e[n*M+f] = -slope[n*G+home] * v / earned[home]
		}
		e[home*M+f] += v
	}
	return e
}

// excessSlope returns the Jacobian of the excess demand, M x M, where factors earn value and producers sell y, given
// ∂Y/∂ln ŵ.
func (b *Baseline) excessSlope(value, y, dy []float64) []float64 {
	l, N, M := b.shape(), b.N(), len(value)
	f := make([]float64, M*M)
	for p, v := range b.Labour {
		l.paid(p/N, p, func(m int, part float64) { axpy(part*v/value[m], dy[p*M:(p+1)*M], f[m*M:(m+1)*M]) })
	}
	b.lessSupply(value, y, f)
	return f
}

// lessSupply turns the slopes of demand for factors, M x M and relative to what they earn, into those of the excess
// demand where producers sell y.
func (b *Baseline) lessSupply(value, y, f []float64) {
	l, N, M := b.shape(), b.N(), len(value)
	demand := make([]float64, M)
	for p, v := range b.Labour {
		l.paid(p/N, p, func(m int, part float64) { demand[m] += part * v * y[p] })
	}
	world := sum(b.Wages)
	for n := range M {
		for m := range M {
			f[n*M+m] += value[m] / world
		}
		f[n*M+n] -= demand[n] / value[n]
	}
}

// pooled returns shares, net shares and spending with the uses of each door taken together, [N][D][S] and [N][D].
func (st *state) pooled() (share, net, x []float64) {
	b := st.b
	if b.Uses == 1 {
		return st.share, st.net, st.x
	}
	S, N, D := b.S(), b.N(), b.D()
	share, net, x = make([]float64, b.Links()), make([]float64, b.Links()), make([]float64, N*D)
	for bu := range N * D * b.Uses {
		v := st.x[bu]
		to := bu / b.Uses
		x[to] += v
		axpy(v, st.share[bu*S:(bu+1)*S], share[to*S:(to+1)*S])
		axpy(v, st.net[bu*S:(bu+1)*S], net[to*S:(to+1)*S])
	}
	for to, v := range x {
		if v == 0 {
			continue
		}
		for i := to * S; i < (to+1)*S; i++ {
			share[i] /= v
			net[i] /= v
		}
	}
	return share, net, x
}
