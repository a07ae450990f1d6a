package counterfactual

import (
	"context"
	"math"
	"slices"

	"ikat/dense"
)

// Mendings of a few links each leave the world nearly as it is, so that the factors of the linearised model are a good
// Jacobian of all of its equations at all of their solutions. A batch solves many mendings side by side with it: a
// step evaluates the equations, all columns in one product with the shares of the baseline, and corrects costs, sales
// and factor prices by one solve each. What it does not bring to its certificate is left to the search.

const (
	together   = 16    // columns of a batch
	batchSteps = 40    // before what has not converged is left to the search
	costsClose = 1e-13 // by which costs, and sales over value added, may miss their equations
	// gainsClose is, where a gain is all that is asked for, by how much of itself the last step may have moved it, and
	// what equations may then miss of what they missed at first.
	gainsClose = 1e-6
	// A gain is certain to be below another if it is by surely times what the last step moved it, which is a few per cent
	// of what the one before did, and that was by gainsRough of itself at most.
	surely, gainsRough = 10, 1e-2
)

// abreast is mendings being solved side by side. Arrays have a column for each, the last index.
type abreast struct {
	l        *Linear
	mendings []Mending
	w, c, y  []float64 // factors, S·N, S·N
	e        []float64 // [N][S]: ĉ^(−θ), relative
	low      []float64 // [N]: what costs are relative to: 0, or the least ln ĉ where they are far from it
	all      []float64 // [N][D·Uses]: Σ_s k_s ĉ_s^(−θ), relative too
	p        []float64 // [N][D·Uses]: ln P̂
	x        []float64 // [N][D·Uses]: spending
	ratio    []float64 // [D·Uses]: spending over all, of the industry at hand
	income   []float64 // G
	mixing   mixing
	reports  []Report
	done     []bool

	of    *Values   // whose outcome's gains are all that is asked, or nil
	gains []float64 // of it
	begun []float64 // by how much equations were missed at the baseline
	least []float64 // below which a gain need not be known well; nil for all to be
}

// batches reports whether mendings can be solved in batches: nests and tariffs have terms that a batch leaves out.
func (l *Linear) batches() bool {
	for j := range l.b.Theta {
		if l.b.nested(j) {
			return false
		}
	}
	return l.goods == nil
}

// startAbreast starts mendings at the baseline, factor prices where the linearised model takes them.
func (l *Linear) startAbreast(mendings []Mending, of *Values) *abreast {
	b, M := l.b, len(mendings)
	S, N, B := b.S(), b.N(), b.buyers()
	t := &abreast{l: l, mendings: mendings, w: make([]float64, len(l.value)*M), c: make([]float64, S*N*M),
		y: make([]float64, S*N*M), e: make([]float64, N*S*M), low: make([]float64, N*M), all: make([]float64, N*B*M),
		p: make([]float64, N*B*M), x: make([]float64, N*B*M), ratio: make([]float64, B*M), income: make([]float64, b.G()*M),
		reports: make([]Report, M), done: make([]bool, M), of: of, gains: make([]float64, M),
		begun: make([]float64, M)}
	t.mixing = mixing{columns: M, scale: make([]float64, 2*S*N+len(l.value))}
	for i := range t.mixing.scale {
		t.mixing.scale[i] = 1
		if p := i - S*N; p >= 0 && p < S*N {
			t.mixing.scale[i] = b.Wages[l.l.suppliers[p/N].Economy]
		}
	}
	for i, v := range b.Output {
		for m := range M {
			t.y[i*M+m] = v
		}
	}
	return t
}

// changed calls f for each buyer and supplier whose weight differs from its share, with by how much.
func (t *abreast) changed(f func(m, buyer, supplier int, more float64)) {
	b := t.l.b
	for m, mending := range t.mendings {
		for k, link := range mending.Links {
			j, d, s := b.Ends(link)
			for u := range b.Uses {
				bu := j*b.buyers() + d*b.Uses + u
				if v := b.Share[bu*b.S()+s]; v > 0 {
					f(m, bu, s, v*math.Expm1(-b.Theta[j]*mending.Log[k]))
				}
			}
		}
	}
}

// indices computes the price index of every buyer from costs.
func (t *abreast) indices(ctx context.Context) error {
	b, M := t.l.b, len(t.mendings)
	S, N, B := b.S(), b.N(), b.buyers()
	for j := range N {
		e, low := t.e[j*S*M:(j+1)*S*M], t.low[j*M:(j+1)*M]
		t.reference(j, low)
		for s := range S {
			for m, c := range t.c[(s*N+j)*M : (s*N+j+1)*M] {
				e[s*M+m] = math.Exp(-b.Theta[j] * (c - low[m]))
			}
		}
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, B, M, S, 1, b.Share[j*B*S:], S, e, M, 0, t.all[j*B*M:],
			M); err != nil {
			return canceled(ctx)
		}
	}
	t.changed(func(m, bu, s int, more float64) { t.all[bu*M+m] += more * t.e[(bu/B*S+s)*M+m] })
	each(N, len(t.all), func(j int) {
		theta, low := b.Theta[j], t.low[j*M:(j+1)*M]
		for bu := j * B; bu < (j+1)*B; bu++ {
			p := t.p[bu*M : (bu+1)*M]
			for m, a := range t.all[bu*M : (bu+1)*M] {
				if p[m] = 0; a != 0 { // a buyer that never bought has no price
					p[m] = low[m] - ln(a)/theta
				}
			}
		}
	})
	return nil
}

// reference sets what the costs of an industry are relative to. Where they may be taken as they are, most buyers' sums
// stay near one.
func (t *abreast) reference(j int, low []float64) {
	const far = 300 // powers beyond e to this are near what a number can hold
	b, M := t.l.b, len(t.mendings)
	S, N := b.S(), b.N()
	for m := range low {
		least, most := math.Inf(1), math.Inf(-1)
		for s := range S {
			c := t.c[(s*N+j)*M+m]
			least, most = math.Min(least, c), math.Max(most, c)
		}
		if low[m] = 0; !(b.Theta[j]*math.Max(most, -least) <= far) {
			low[m] = least
		}
	}
}

// ln is the natural logarithm, quicker than math's near one: with z = (a − 1)/(a + 1)
//
//	ln a = 2 (z + z³/3 + z⁵/5 + …)
//
// of which a sixteenth from one the terms after the sixth are below rounding.
func ln(a float64) float64 {
	d := a - 1
	if !(d > -1.0/16 && d < 1.0/16) {
		return math.Log(a)
	}
	z := d / (a + 1)
	q := z * z
	return 2 * z * (1 + q*(1.0/3+q*(1.0/5+q*(1.0/7+q*(1.0/9+q*(1.0/11+q*(1.0/13)))))))
}

// misses returns what costs miss equation 1 by, S·N, given price indices.
func (t *abreast) misses() []float64 {
	b, l, M := t.l.b, t.l.l, len(t.mendings)
	N, B := b.N(), b.buyers()
	out := make([]float64, len(t.c))
	each(b.S(), len(t.p), func(s int) {
		door := l.buys[s]
		for k := range N {
			row := out[(s*N+k)*M : (s*N+k+1)*M]
			for m, c := range t.c[(s*N+k)*M : (s*N+k+1)*M] {
				row[m] = -c
			}
			l.paid(s, s*N+k, func(factor int, part float64) {
				axpy(b.Labour[s*N+k]*part, t.w[factor*M:(factor+1)*M], row)
			})
			for j := range N {
				if a := b.Input[(s*N+j)*N+k]; a != 0 {
					bu := j*B + door*b.Uses + b.use(k)
					axpy(a, t.p[bu*M:(bu+1)*M], row)
				}
			}
		}
	})
	return out
}

// spending fills income and spending at the current factor prices and sales.
func (t *abreast) spending() {
	b, l, M := t.l.b, t.l.l, len(t.mendings)
	N, B, G := b.N(), b.buyers(), b.G()
	for m := range M {
		earned := make([]float64, G)
		for f, v := range t.l.value {
			earned[l.home(f)] += math.Exp(t.w[f*M+m]) * v
		}
		for n, s := range b.surplus(t.l.d, relative(earned, b.Wages)) {
			t.income[n*M+m] = earned[n] - s
		}
	}
	clear(t.x)
	for s, d := range l.buys {
		for j := range N {
			for k, a := range b.Input[(s*N+j)*N : (s*N+j+1)*N] {
				if a != 0 {
					bu := j*B + d*b.Uses + b.use(k)
					axpy(a, t.y[(s*N+k)*M:(s*N+k+1)*M], t.x[bu*M:(bu+1)*M])
				}
			}
		}
	}
	for n, d := range l.final {
		for j := range N {
			bu := j*B + d*b.Uses + b.use(N)
			axpy(b.Final[n*N+j], t.income[n*M:(n+1)*M], t.x[bu*M:(bu+1)*M])
		}
	}
}

// unsold returns what sales miss equation 4 by, S·N.
func (t *abreast) unsold(ctx context.Context) ([]float64, error) {
	b, M := t.l.b, len(t.mendings)
	S, N, B := b.S(), b.N(), b.buyers()
	t.spending()
	sold := make([]float64, N*S*M)
	for j := range N {
		all := t.all[j*B*M : (j+1)*B*M]
		for i, x := range t.x[j*B*M : (j+1)*B*M] {
			if t.ratio[i] = 0; x != 0 {
				t.ratio[i] = x / all[i]
			}
		}
		if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, S, M, B, 1, b.Share[j*B*S:], S, t.ratio, M, 0,
			sold[j*S*M:], M); err != nil {
			return nil, canceled(ctx)
		}
	}
	t.changed(func(m, bu, s int, more float64) {
		if x := t.x[bu*M+m]; x != 0 {
			sold[(bu/B*S+s)*M+m] += more * x / t.all[bu*M+m]
		}
	})
	out := make([]float64, len(t.y))
	for s := range S {
		for j := range N {
			for m := range M {
				at := (s*N+j)*M + m
				out[at] = sold[(j*S+s)*M+m]*t.e[(j*S+s)*M+m] - t.y[at]
			}
		}
	}
	return out, nil
}

// excess returns the excess demand for factors over their supply, as state.excess does.
func (t *abreast) excess() []float64 {
	b, l, M := t.l.b, t.l.l, len(t.mendings)
	N := b.N()
	f := make([]float64, len(t.w))
	for p := range b.Labour {
		l.paid(p/N, p, func(k int, part float64) {
			axpy(part*b.Labour[p], t.y[p*M:(p+1)*M], f[k*M:(k+1)*M])
		})
	}
	for m := range M {
		var world, base, missed float64
		for k, v := range t.l.value {
			supply := math.Exp(t.w[k*M+m]) * v
			world, base, missed = world+supply, base+v, missed+f[k*M+m]-supply
			f[k*M+m] = f[k*M+m]/supply - 1
		}
		t.reports[m].Walras = missed / world
		for k := range t.l.value {
			f[k*M+m] += world/base - 1
		}
	}
	return f
}

// most returns the largest absolute value of each column, over the size of its row.
func most(v []float64, M int, size func(row int) float64) []float64 {
	out := make([]float64, M)
	for at, x := range v {
		if d := math.Abs(x) / size(at/M); !(d <= out[at%M]) {
			out[at%M] = d
		}
	}
	return out
}

// step evaluates all equations once and corrects what they ask for. It returns whether every column is done or will
// not be.
func (t *abreast) step(ctx context.Context) (bool, error) {
	b, l, M := t.l.b, t.l, len(t.mendings)
	N := b.N()
	unit := func(int) float64 { return 1 }
	if err := t.indices(ctx); err != nil {
		return false, err
	}
	costs := t.misses()
	sales, err := t.unsold(ctx)
	if err != nil {
		return false, err
	}
	factors := t.excess()
	offC, offW := most(costs, M, unit), most(factors, M, unit)
	offY := most(sales, M, func(row int) float64 { return b.Wages[l.l.suppliers[row/N].Economy] })
	for m := range M {
		t.reports[m].Steps++
		t.reports[m].Sweeps += 2
		t.reports[m].Residual, t.reports[m].Moved = offW[m], math.Max(offC[m], offY[m])
		t.done[m] = offW[m] <= Tolerance/100 && t.reports[m].Moved <= costsClose && t.solvent(m)
	}
	if t.of != nil {
		t.estimate(costs, sales, factors)
	}
	if !slices.Contains(t.done, false) {
		return true, nil
	}
	return false, t.correct(ctx, costs, sales, factors)
}

// estimate computes the gains of an outcome from the point reached and, at the margin, what equations still miss. A
// column is done where the last step hardly moved its gain, and equations miss little of what they did: what is worth
// nothing at the margin adds up too.
func (t *abreast) estimate(costs, sales, factors []float64) {
	v, M := t.of, len(t.mendings)
	missed := make([]float64, M)
	add := func(worth, by []float64) {
		for row := range len(by) / M {
			axpy(worth[row], by[row*M:(row+1)*M], missed)
		}
	}
	add(v.cost, costs)
	add(v.sales, sales)
	add(v.market, factors)
	for m, r := range t.reports {
		gain := v.outcome.Growth(t.welfare(m)) + missed[m]
		moved, off := math.Abs(gain-t.gains[m]), math.Max(r.Residual, r.Moved)
		if t.gains[m] = gain; r.Steps == 1 {
			t.begun[m] = off
		}
		near := moved <= gainsClose*math.Abs(gain) && off <= gainsClose*t.begun[m]
		if t.least != nil && moved <= gainsRough*math.Abs(gain) {
			near = near || gain+surely*moved < t.least[m]
		}
		t.done[m] = t.done[m] || near && t.solvent(m)
	}
}

// welfare is of a column's outcome what an outcome's growth is computed from.
func (t *abreast) welfare(m int) *Outcome {
	b, M := t.l.b, len(t.mendings)
	o := &Outcome{Base: b, Output: column(t.y, M, m), Welfare: make([]float64, b.G()), PriceIndex: make([]float64, b.G())}
	for n := range b.G() {
		var price float64
		for j := range b.N() {
			if a := b.Final[n*b.N()+j]; a != 0 {
				price += a * t.p[t.l.finalBuyer(j, n)*M+m]
			}
		}
		o.PriceIndex[n] = math.Exp(price)
		o.Welfare[n] = t.income[n*M+m] / b.Income[n] / o.PriceIndex[n]
	}
	return o
}

// solvent reports whether every economy still spends something.
func (t *abreast) solvent(m int) bool {
	M := len(t.mendings)
	for n := range t.l.b.G() {
		if !(t.income[n*M+m] > 0) {
			return false
		}
	}
	return true
}

// correct takes a Newton step with the Jacobian of the baseline: costs first, then factor prices by what costs do to
// sales, then sales.
func (t *abreast) correct(ctx context.Context, costs, sales, factors []float64) error {
	l, M := t.l, len(t.mendings)
	n, F := len(t.c)/M, len(l.value)
	if err := l.costs.Solve(ctx, dense.NoTrans, M, costs, M); err != nil {
		return canceled(ctx)
	}
	follow := make([]float64, len(sales))
	if err := l.turning(ctx, M, costs, follow); err != nil {
		return err
	}
	axpy(1, follow, sales)
	// What sales will do to the demand for factors, and what factor prices then do to both.
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, F, M, n, 1, l.paid, F, sales, M, 1, factors, M); err != nil {
		return canceled(ctx)
	}
	if err := l.factors.Solve(ctx, dense.NoTrans, M, factors, M); err != nil {
		return canceled(ctx)
	}
	if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, M, F, -1, l.c, F, factors, M, 1, costs, M); err != nil {
		return canceled(ctx)
	}
	if err := l.lessSpent(ctx, M, factors, sales); err != nil {
		return canceled(ctx)
	}
	if err := l.costs.Solve(ctx, dense.Trans, M, sales, M); err != nil {
		return canceled(ctx)
	}
	for i := range factors {
		factors[i] = -factors[i]
	}
	t.move(slices.Concat(costs, sales, factors))
	return nil
}

// move takes a step of costs, sales and factor prices, mixed with those before.
func (t *abreast) move(step []float64) {
	u := slices.Concat(t.c, t.y, t.w)
	axpy(1, t.mixing.next(u, step), u)
	n := len(t.c)
	copy(t.c, u[:n])
	copy(t.y, u[n:2*n])
	copy(t.w, u[2*n:])
}

// outcome reads the results of a column off; flows is the trade of the baseline. Without divided economies shares are
// left out: they are as many as the world has buyers and suppliers, and only rivals of a class are found from them.
func (t *abreast) outcome(m int, flows []float64) *Outcome {
	b, M := t.l.b, len(t.mendings)
	S, B := b.S(), b.buyers()
	st := &state{b: b, l: t.l.l, value: t.l.value, def: t.l.d, tariff: b.Tariff, logW: column(t.w, M, m),
		logC: column(t.c, M, m), logP: column(t.p, M, m), y: column(t.y, M, m), x: column(t.x, M, m),
		income: column(t.income, M, m)}
	trade := make([]float64, b.Links())
	ratio := make([]float64, len(st.x))
	for bu, x := range st.x {
		if x != 0 {
			ratio[bu] = x / t.all[bu*M+m]
			at := (bu/B*b.D() + bu%B/b.Uses) * S
			axpy(ratio[bu], b.Share[bu*S:(bu+1)*S], trade[at:at+S])
		}
	}
	t.changed(func(of, bu, s int, more float64) {
		if of == m {
			trade[(bu/B*b.D()+bu%B/b.Uses)*S+s] += more * ratio[bu]
		}
	})
	for at := range trade {
		j, _, s := b.Ends(at)
		trade[at] *= t.e[(j*S+s)*M+m]
	}
	if b.layout != nil {
		st.share = t.shares(m)
	}
	return st.read(t.mendings[m].Shock(b), t.reports[m], trade, flows)
}

// shares are what buyers of a column spend by supplier.
func (t *abreast) shares(m int) []float64 {
	b, M, S := t.l.b, len(t.mendings), t.l.b.S()
	out := clone(b.Share)
	t.changed(func(of, bu, s int, more float64) {
		if of == m {
			out[bu*S+s] += more
		}
	})
	for at := range out {
		if bu := at / S; out[at] != 0 {
			out[at] *= t.e[(bu/b.buyers()*S+at%S)*M+m] / t.all[bu*M+m]
		}
	}
	return out
}

// solve steps until all columns are done, or none will be.
func (t *abreast) solve(ctx context.Context) error {
	for range batchSteps {
		if err := canceled(ctx); err != nil {
			return err
		}
		if ended, err := t.step(ctx); ended || err != nil {
			return err
		}
	}
	return nil
}
