package counterfactual

import (
	"context"
	"errors"
	"sync"

	"ikat/dense"
	"ikat/fault"
	"ikat/internal/pages"
)

// Linear is the model linearised at a baseline and factored: prices, sales, incomes and factor prices together. It is
// immutable and safe for concurrent use.
//
// With c, Y, I, w for d ln ĉ, dY, dI, d ln ŵ and s for what a shock does directly, the equations are
//
//	(I − Γ) c             = γ w + s_c      Γ[sk, ij] = γ_s^{jk} π_bij, b the buyer for s's industry k
//	M (Y, I)              = H c + E w + s_y
//	γ Y / wL − w + numeraire = 0
//
// Without tariffs M is block triangular with (I − Γ)' in its corner, so one factorisation serves both. The factor
// prices' Jacobian follows from as many solves as there are factors, and each outcome's derivative with respect to
// every link from one adjoint solve. Sales are solved for from their end: what they pay factors, γ M⁻¹, depends on no
// elasticity, so that other elasticities take products only.
type Linear struct {
	b       *Baseline
	d       Deficits
	l       *layout
	value   []float64 // factors: what they earn
	x       []float64 // [N][D·Uses]: spending
	net     []float64 // π/(1+τ)
	final   []float64 // S·N x G: sales per unit of each economy's final spending
	costs   *dense.LU // of I − Γ
	goods   *dense.LU // of M where there are tariffs, else nil
	factors *dense.LU // of the factor prices' Jacobian
	slope   []float64 // the Jacobian itself
	c       []float64 // S·N x factors: ∂ln ĉ/∂ln ŵ
	direct  []float64 // (S·N + G) x factors: H c + E, by how much M (Y, I) follows ln ŵ
	// (S·N + G) x factors: what a unit of sales and of income pays each factor in the end, over what the factor earns
	paid    []float64
	rivalry []float64 // [N][S][S]: how sales follow costs, for a θ of one
	pay     *pay      // shared by all responses
	flows   func() []float64
}

// Linearise factors the model at a baseline.
//
// Error: fault.Unsolved where prices or wages are not determined; fault.Canceled.
func (b *Baseline) Linearise(ctx context.Context, d Deficits) (*Linear, error) {
	G, S, N, B := b.G(), b.S(), b.N(), b.buyers()
	n := S * N
	l := &Linear{b: b, d: d, l: b.shape(), value: b.factorValues(), x: b.Spending(b.Output, b.Income), net: b.Share,
		final: make([]float64, n*G), pay: &pay{}, flows: sync.OnceValue(b.Flows)}
	taxed := norm(b.Tariff) > 0
	if taxed {
		l.net = make([]float64, len(b.Share))
		for bu := range N * B {
			at := b.Link(bu/B, bu%B/b.Uses, 0)
			for i := range S {
				l.net[bu*S+i] = b.Share[bu*S+i] / (1 + b.Tariff[at+i])
			}
		}
	}
	for m := range G {
		for j := range N {
			bu := l.finalBuyer(j, m)
			for i, v := range l.net[bu*S : (bu+1)*S] {
				l.final[(i*N+j)*G+m] = v * b.Final[m*N+j]
			}
		}
	}
	var err error
	if l.costs, err = factor(ctx, n, l.costMatrix()); err != nil {
		return nil, err
	}
	if taxed {
		if l.goods, err = factor(ctx, n+G, l.goodsMatrix()); err != nil {
			return nil, err
		}
	}
	if l.rivalry, err = l.rivals(ctx); err != nil {
		return nil, err
	}
	return l, l.solveFactors(ctx)
}

// rivals returns how sales follow costs as buyers turn to cheaper suppliers, where θ is one: with Σ over buyers b,
//
//	∂Y_sj/∂ln c_rj = Σ_b X_b π_bs/(1+τ) (π_br − [r = s])
func (l *Linear) rivals(ctx context.Context) ([]float64, error) {
	b := l.b
	S, N, B := b.S(), b.N(), b.buyers()
	out, sold := make([]float64, N*S*S), make([]float64, B*S)
	for j := range N {
		own := out[j*S*S : (j+1)*S*S]
		for bu := range B {
			x := l.x[j*B+bu]
			for i, v := range l.net[(j*B+bu)*S : (j*B+bu+1)*S] {
				sold[bu*S+i] = x * v
				own[i*S+i] -= x * v
			}
		}
		if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, S, S, B, 1, sold, S, l.b.Share[j*B*S:], S, 1, own,
			S); err != nil {
			return nil, canceled(ctx)
		}
	}
	return out, nil
}

// turning fills out with how sales follow a change of costs, both S·N x M, as buyers turn to cheaper suppliers; within
// nests as if their members competed like all others.
func (l *Linear) turning(ctx context.Context, M int, c, out []float64) error {
	S, N := l.b.S(), l.b.N()
	for j, theta := range l.b.Theta {
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, S, M, S, theta, l.rivalry[j*S*S:], S, c[j*M:], N*M, 0,
			out[j*M:], N*M); err != nil {
			return canceled(ctx)
		}
	}
	return nil
}

// finalBuyer is the buyer who buys industry j for the final users of an economy.
func (l *Linear) finalBuyer(j, economy int) int {
	return j*l.b.buyers() + l.l.final[economy]*l.b.Uses + l.b.use(l.b.N())
}

// inputBuyer is the buyer who buys industry j for a supplier's industry k.
func (l *Linear) inputBuyer(j, supplier, k int) int {
	return j*l.b.buyers() + l.l.buys[supplier]*l.b.Uses + l.b.use(k)
}

func factor(ctx context.Context, n int, a []float64) (*dense.LU, error) {
	lu, err := dense.Factor(ctx, n, a, n)
	var singular *dense.SingularError
	switch {
	case errors.As(err, &singular):
		return nil, &fault.Error{Kind: fault.Unsolved, What: "the linearised model is singular",
			Why: "Prices, sales or wages are not determined at the baseline",
			Fix: "ikat tables check lists sectors whose inputs exceed output", Err: err}
	case err != nil:
		return nil, canceled(ctx)
	}
	return lu, nil
}

// costMatrix returns I − Γ.
func (l *Linear) costMatrix() []float64 {
	b := l.b
	S, N := b.S(), b.N()
	n := S * N
	a := pages.Make[float64](n * n)
	each(S, len(a), func(m int) {
		for k := range N {
			row := a[(m*N+k)*n : (m*N+k+1)*n]
			for j := range N {
				in := b.Input[(m*N+j)*N+k]
				if in == 0 {
					continue
				}
				bu := l.inputBuyer(j, m, k)
				for i, s := range b.Share[bu*S : (bu+1)*S] {
					row[i*N+j] = -in * s
				}
			}
			row[m*N+k]++
		}
	})
	return a
}

// goodsMatrix returns M for a baseline with tariffs: sales and tariff revenue depend on spending, and income on
// revenue.
func (l *Linear) goodsMatrix() []float64 {
	b := l.b
	G, S, N := b.G(), b.S(), b.N()
	n, order := S*N, S*N+G
	a := pages.Make[float64](order * order)
	fill := func(in float64, j, bu, economy, col int) {
		if in == 0 {
			return
		}
		var kept float64
		for i, s := range l.net[bu*S : (bu+1)*S] {
			a[(i*N+j)*order+col] -= in * s
			kept += s
		}
		a[(n+economy)*order+col] -= in * (1 - kept)
	}
	for j := range N {
		for s, v := range l.l.suppliers {
			for k := range N {
				fill(b.Input[(s*N+j)*N+k], j, l.inputBuyer(j, s, k), v.Economy, s*N+k)
			}
		}
		for m := range G {
			fill(b.Final[m*N+j], j, l.finalBuyer(j, m), m, n+m)
		}
	}
	for i := range order {
		a[i*order+i]++
	}
	return a
}

// solveGoods overwrites v, (S·N + G) x m, with op(M)⁻¹ v.
func (l *Linear) solveGoods(ctx context.Context, op dense.Op, m int, v []float64) error {
	if l.goods != nil {
		return l.goods.Solve(ctx, op, m, v, m)
	}
	G, n := l.b.G(), l.b.S()*l.b.N()
	if op == dense.NoTrans {
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, m, G, 1, l.final, G, v[n*m:], m, 1, v,
			m); err != nil {
			return err
		}
		return l.costs.Solve(ctx, dense.Trans, m, v, m)
	}
	if err := l.costs.Solve(ctx, dense.NoTrans, m, v, m); err != nil {
		return err
	}
	return dense.Gemm(ctx, dense.Trans, dense.NoTrans, G, m, n, 1, l.final, G, v, m, 1, v[n*m:], m)
}

// solveFactors computes how costs follow factor prices, what sales pay factors, and what depends on elasticities.
func (l *Linear) solveFactors(ctx context.Context) error {
	b, M := l.b, len(l.value)
	n := b.S() * b.N()
	l.c = make([]float64, n*M)
	l.eachPaid(func(p, f int, part float64) { l.c[p*M+f] += part })
	if err := l.costs.Solve(ctx, dense.NoTrans, M, l.c, M); err != nil {
		return canceled(ctx)
	}
	l.paid = make([]float64, (n+b.G())*M)
	l.eachPaid(func(p, f int, part float64) { l.paid[p*M+f] += part / l.value[f] })
	if err := l.solveGoods(ctx, dense.Trans, M, l.paid); err != nil {
		return canceled(ctx)
	}
	return l.solveMarkets(ctx)
}

// eachPaid calls f for each factor that a producer pays, with what it pays per unit of output.
func (l *Linear) eachPaid(f func(producer, factor int, part float64)) {
	for p, v := range l.b.Labour {
		l.l.paid(p/l.b.N(), p, func(factor int, part float64) { f(p, factor, part*v) })
	}
}

// solveMarkets computes how demand for factors follows their prices, which depends on elasticities as costs do not.
func (l *Linear) solveMarkets(ctx context.Context) error {
	b, M := l.b, len(l.value)
	direct, income, err := l.follow(ctx)
	if err != nil {
		return err
	}
	l.direct = append(direct, income...)
	l.slope = make([]float64, M*M)
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, M, M, len(l.direct)/M, 1, l.paid, M, l.direct, M, 0, l.slope,
		M); err != nil {
		return canceled(ctx)
	}
	b.lessSupply(l.value, b.Output, l.slope)
	l.factors, err = factor(ctx, M, clone(l.slope))
	return err
}

// follow returns how sales and incomes follow factor prices before any of it is spent again.
func (l *Linear) follow(ctx context.Context) (sales, income []float64, err error) {
	b, M := l.b, len(l.value)
	income = b.earnings(l.d, l.value)
	t := &tangent{b: b, l: l.l, columns: M, uses: b.Uses, share: b.Share, net: l.net, x: l.x}
	if l.goods != nil {
		p := make([]float64, b.N()*b.buyers()*M)
		if err = t.indices(ctx, l.c, p); err == nil {
			sales, err = t.substitution(ctx, l.c, p, income)
		}
		return sales, income, err
	}
	sales = make([]float64, len(l.c))
	err = l.turning(ctx, M, l.c, sales)
	for j := range b.N() {
		if b.nested(j) {
			t.within(j, l.c, income, sales)
		}
	}
	return sales, income, err
}

// lessSpent takes from sales, S·N x M, what changes of factor prices bring to them at first: as buyers turn, and as
// final users spend the income that follows.
func (l *Linear) lessSpent(ctx context.Context, M int, prices, sales []float64) error {
	F, G, n := len(l.value), l.b.G(), l.b.S()*l.b.N()
	income := make([]float64, G*M)
	if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, G, M, F, 1, l.direct[n*F:], F, prices, M, 0, income,
		M); err != nil {
		return err
	}
	if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, M, G, -1, l.final, G, income, M, 1, sales, M); err != nil {
		return err
	}
	return dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, M, F, -1, l.direct, F, prices, M, 1, sales, M)
}

// sales returns ∂Y/∂ln ŵ, S·N x factors.
func (l *Linear) sales(ctx context.Context) ([]float64, error) {
	M := len(l.value)
	y := clone(l.direct)
	if err := l.solveGoods(ctx, dense.NoTrans, M, y); err != nil {
		return nil, canceled(ctx)
	}
	return y[:l.b.S()*l.b.N()*M], nil
}

// WithTheta linearises the same baseline with other elasticities. The factors do not depend on them and are shared, so
// this costs a few small products.
//
// Error: as Linearise; fault.Invalid for elasticities that are not positive.
func (l *Linear) WithTheta(ctx context.Context, theta []float64) (*Linear, error) {
	b, err := l.b.WithTheta(theta)
	if err != nil {
		return nil, err
	}
	other := *l
	other.b = b
	return &other, other.solveMarkets(ctx)
}

// Flows is Baseline.Flows, computed once whatever the elasticities; it is not to be changed.
func (l *Linear) Flows() []float64 { return l.flows() }

// Base returns the baseline that is linearised.
func (l *Linear) Base() *Baseline { return l.b }
