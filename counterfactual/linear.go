package counterfactual

import (
	"context"
	"errors"

	"ikat/dense"
	"ikat/fault"
)

// Linear is the model linearised at a baseline and factored: prices, sales, incomes and wages together. It is immutable
// and safe for concurrent use.
//
// With c, Y, I, w for d ln ĉ, dY, dI, d ln ŵ and s for what a shock does directly, the equations are
//
//	(I − Γ) c             = γ w + s_c      Γ[nk, ij] = γ_n^{jk} π_nij
//	M (Y, I)              = H c + E w + s_y
//	γ Y / wL − w + numeraire = 0
//
// Without tariffs M is block triangular with (I − Γ)' in its corner, so one factorisation serves both. The wages' Jacobian
// follows from G solves, and each outcome's derivative with respect to every link from one adjoint solve.
type Linear struct {
	b     *Baseline
	d     Deficits
	x     []float64 // [N][G·Uses]: spending
	net   []float64 // π/(1+τ)
	final []float64 // G·N x G: sales per unit of each economy's final spending
	costs *dense.LU // of I − Γ
	goods *dense.LU // of M where there are tariffs, else nil
	wages *dense.LU // of the wages' Jacobian
	c     []float64 // G·N x G: ∂ln ĉ/∂ln ŵ
	y     []float64 // (G·N + G) x G: ∂(Y, I)/∂ln ŵ
}

// Linearise factors the model at a baseline.
//
// Error: fault.Unsolved where prices or wages are not determined; fault.Canceled.
func (b *Baseline) Linearise(ctx context.Context, d Deficits) (*Linear, error) {
	G, N, B := b.G(), b.N(), b.buyers()
	n := G * N
	l := &Linear{b: b, d: d, x: b.Spending(b.Output, b.Income), net: b.Share, final: make([]float64, n*G)}
	taxed := norm(b.Tariff) > 0
	if taxed {
		l.net = make([]float64, len(b.Share))
		for at, s := range b.Share {
			l.net[at] = s / (1 + b.Tariff[b.Link(at/(B*G), at/G%B/b.Uses, at%G)])
		}
	}
	for j := range N {
		for m := range G {
			for i, v := range l.net[(j*B+m*b.Uses+b.use(N))*G : (j*B+m*b.Uses+b.use(N)+1)*G] {
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
	return l, l.solveWages(ctx, d)
}

func factor(ctx context.Context, n int, a []float64) (*dense.LU, error) {
	lu, err := dense.Factor(ctx, n, a, n)
	var singular *dense.SingularError
	switch {
	case errors.As(err, &singular):
		return nil, &fault.Error{Kind: fault.Unsolved, What: "the linearised model is singular", Why: "Prices, sales or wages are not determined at the baseline",
			Fix: "ikat tables check lists sectors whose inputs exceed output", Err: err}
	case err != nil:
		return nil, canceled(ctx)
	}
	return lu, nil
}

// costMatrix returns I − Γ.
func (l *Linear) costMatrix() []float64 {
	b := l.b
	G, N, B := b.G(), b.N(), b.buyers()
	n := G * N
	a := make([]float64, n*n)
	each(G, len(a), func(m int) {
		for k := range N {
			row := a[(m*N+k)*n : (m*N+k+1)*n]
			for j := range N {
				in := b.Input[(m*N+j)*N+k]
				if in == 0 {
					continue
				}
				for i, s := range b.Share[(j*B+m*b.Uses+b.use(k))*G : (j*B+m*b.Uses+b.use(k)+1)*G] {
					row[i*N+j] = -in * s
				}
			}
			row[m*N+k]++
		}
	})
	return a
}

// goodsMatrix returns M for a baseline with tariffs: sales and tariff revenue depend on spending, and income on revenue.
func (l *Linear) goodsMatrix() []float64 {
	b := l.b
	G, N, B := b.G(), b.N(), b.buyers()
	n, order := G*N, G*N+G
	a := make([]float64, order*order)
	for m := range G {
		for j := range N {
			for k := range N + 1 {
				in, col := b.Final[m*N+j], n+m
				if k < N {
					in, col = b.Input[(m*N+j)*N+k], m*N+k
				}
				if in == 0 {
					continue
				}
				at := (j*B + m*b.Uses + b.use(k)) * G
				var kept float64
				for i, s := range l.net[at : at+G] {
					a[(i*N+j)*order+col] -= in * s
					kept += s
				}
				a[(n+m)*order+col] -= in * (1 - kept)
			}
		}
	}
	for i := range order {
		a[i*order+i]++
	}
	return a
}

// solveGoods overwrites v, (G·N + G) x m, with op(M)⁻¹ v.
func (l *Linear) solveGoods(ctx context.Context, op dense.Op, m int, v []float64) error {
	if l.goods != nil {
		return l.goods.Solve(ctx, op, m, v, m)
	}
	G, n := l.b.G(), l.b.G()*l.b.N()
	if op == dense.NoTrans {
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, m, G, 1, l.final, G, v[n*m:], m, 1, v, m); err != nil {
			return err
		}
		return l.costs.Solve(ctx, dense.Trans, m, v, m)
	}
	if err := l.costs.Solve(ctx, dense.NoTrans, m, v, m); err != nil {
		return err
	}
	return dense.Gemm(ctx, dense.Trans, dense.NoTrans, G, m, n, 1, l.final, G, v, m, 1, v[n*m:], m)
}

// solveWages computes how costs, sales and incomes follow wages, and factors the wages' Jacobian.
func (l *Linear) solveWages(ctx context.Context, d Deficits) error {
	b := l.b
	G, N, B := b.G(), b.N(), b.buyers()
	n := G * N
	l.c = make([]float64, n*G)
	for i, v := range b.Labour {
		l.c[i*G+i/N] = v
	}
	if err := l.costs.Solve(ctx, dense.NoTrans, G, l.c, G); err != nil {
		return canceled(ctx)
	}
	t := &tangent{b: b, uses: b.Uses, share: b.Share, net: l.net, x: l.x}
	p := make([]float64, N*B*G)
	if err := t.indices(ctx, l.c, p); err != nil {
		return err
	}
	ones := make([]float64, G)
	for i := range ones {
		ones[i] = 1
	}
	income := b.earnings(d, ones)
	direct, err := t.substitution(ctx, l.c, p, income)
	if err != nil {
		return err
	}
	l.y = append(direct, income...)
	if err := l.solveGoods(ctx, dense.NoTrans, G, l.y); err != nil {
		return canceled(ctx)
	}
	l.wages, err = factor(ctx, G, b.excessSlope(ones, b.Output, l.y))
	return err
}

// Functional is an outcome to be ranked by: a weighted sum of real incomes. Income weighs economies' real final spending
// (welfare), ValueAdded sectors' value added deflated by their economy's consumer prices; the weights of an outcome add
// up to one, so that its change is a growth rate.
type Functional struct {
	Name       string
	Income     []float64 // G, or nil
	ValueAdded []float64 // G·N, or nil
}

// WelfareOf is the real final spending of one economy.
func (b *Baseline) WelfareOf(n int) Functional {
	f := Functional{Name: b.Economies[n], Income: make([]float64, b.G())}
	f.Income[n] = 1
	return f
}

// EveryWelfare is the real final spending of each economy, and of the world last.
func (b *Baseline) EveryWelfare() []Functional {
	out := make([]Functional, b.G(), b.G()+1)
	for n := range out {
		out[n] = b.WelfareOf(n)
	}
	return append(out, b.World())
}

// World is the real final spending of all economies, weighted by it.
func (b *Baseline) World() Functional {
	f := Functional{Name: "world", Income: make([]float64, b.G())}
	total := sum(b.Income)
	for n, i := range b.Income {
		f.Income[n] = i / total
	}
	return f
}

// Growth returns the outcome's exact growth from the baseline to o: 0.01 is one per cent.
func (f Functional) Growth(o *Outcome) float64 {
	g := -f.weight()
	N := o.Base.N()
	for n, w := range f.Income {
		if w != 0 {
			g += w * o.Welfare[n]
		}
	}
	for i, w := range f.ValueAdded {
		if w != 0 {
			g += w * o.Output[i] / o.Base.Output[i] / o.PriceIndex[i/N]
		}
	}
	return g
}

func (f Functional) weight() float64 { return sum(f.Income) + sum(f.ValueAdded) }

// deflator returns the weight of each economy's consumer prices in the outcome, with a minus.
func (f Functional) deflator(G, N int) []float64 {
	p := make([]float64, G)
	for n, w := range f.Income {
		p[n] -= w
	}
	for i, w := range f.ValueAdded {
		p[i/N] -= w
	}
	return p
}

// Values are what a unit of cost and of sales is worth to one outcome, anywhere in the world: the solution of one adjoint
// system. They price every change of delivery costs.
type Values struct {
	l        *Linear
	sales    []float64 // G·N + G: of a unit of sales and of income
	cost     []float64 // G·N: of ln ĉ
	deflator []float64 // G: of ln P̂, consumers' prices
}

// Values solves the adjoint system for each outcome.
//
// Error: fault.Canceled.
func (l *Linear) Values(ctx context.Context, outcomes []Functional) ([]*Values, error) {
	b := l.b
	G, N := b.G(), b.N()
	n, m := G*N, len(outcomes)
	loadC := make([]float64, n*m)     // weight of costs in outcomes, through consumer prices
	loadY := make([]float64, (n+G)*m) // weight of sales and incomes
	for o, f := range outcomes {
		l.load(f, o, m, loadC, loadY)
	}
	if err := l.adjointWages(ctx, m, loadC, loadY); err != nil {
		return nil, canceled(ctx)
	}
	if err := l.solveGoods(ctx, dense.Trans, m, loadY); err != nil {
		return nil, canceled(ctx)
	}
	out := make([]*Values, m)
	each(m, m*len(b.Share), func(o int) {
		out[o] = &Values{l: l, sales: column(loadY, m, o), deflator: outcomes[o].deflator(G, N)}
		g := make([]float64, G)
		for bu := range N * b.buyers() {
			j := bu / b.buyers()
			if l.switching(out[o].sales, j, bu%b.buyers(), g) {
				for i, v := range g {
					loadC[(i*N+j)*m+o] += v
				}
			}
		}
	})
	if err := l.costs.Solve(ctx, dense.Trans, m, loadC, m); err != nil {
		return nil, canceled(ctx)
	}
	for o, v := range out {
		v.cost = column(loadC, m, o)
	}
	return out, canceled(ctx)
}

// Gradients returns, for each outcome, its derivative with respect to ln d of every link, domestic ones included: −0.01
// means that one per cent lower delivery cost raises it by 0.01 per cent.
//
// Error: fault.Canceled.
func (l *Linear) Gradients(ctx context.Context, outcomes []Functional) ([][]float64, error) {
	values, err := l.Values(ctx, outcomes)
	if err != nil {
		return nil, err
	}
	out := make([][]float64, len(values))
	each(len(values), len(values)*len(l.b.Share), func(o int) { out[o] = values[o].Gradient() })
	return out, canceled(ctx)
}

// load writes outcome f's direct weights into column o.
func (l *Linear) load(f Functional, o, m int, loadC, loadY []float64) {
	b := l.b
	G, N, B := b.G(), b.N(), b.buyers()
	for n, w := range f.Income {
		loadY[(G*N+n)*m+o] += w / b.Income[n]
	}
	for i, w := range f.ValueAdded {
		if w != 0 {
			loadY[i*m+o] += w / b.Output[i]
		}
	}
	for n, w := range f.deflator(G, N) {
		if w == 0 {
			continue
		}
		for j := range N {
			for i, s := range b.Share[(j*B+n*b.Uses+b.use(N))*G : (j*B+n*b.Uses+b.use(N)+1)*G] {
				loadC[(i*N+j)*m+o] += w * b.Final[n*N+j] * s
			}
		}
	}
}

// adjointWages adds to the loads on sales what sales are worth to each outcome by moving wages.
func (l *Linear) adjointWages(ctx context.Context, m int, loadC, loadY []float64) error {
	b := l.b
	G, N := b.G(), b.N()
	n := G * N
	w := make([]float64, G*m)
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, G, m, n, -1, l.c, G, loadC, m, 0, w, m); err != nil {
		return err
	}
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, G, m, n+G, -1, l.y, G, loadY, m, 1, w, m); err != nil {
		return err
	}
	if err := l.wages.Solve(ctx, dense.Trans, m, w, m); err != nil {
		return err
	}
	for i, v := range b.Labour {
		e := i / N
		axpy(v/b.Wages[e], w[e*m:(e+1)*m], loadY[i*m:(i+1)*m])
	}
	return nil
}

// switching fills g with what a change of ln(cost) of each origin is worth to an outcome because a buyer turns to other
// origins: −θ X_b π_bi (m_i − Σ π m), where m_i is the value of a unit spent on origin i, tariffs included. It returns
// false where the buyer buys nothing.
func (l *Linear) switching(value []float64, j, bu int, g []float64) bool {
	b := l.b
	G, N, B := b.G(), b.N(), b.buyers()
	x := l.x[j*B+bu]
	if x == 0 {
		return false
	}
	n := bu / b.Uses
	share := b.Share[(j*B+bu)*G : (j*B+bu+1)*G]
	tau := b.Tariff[b.Link(j, n, 0):]
	var mean float64
	for i, s := range share {
		g[i] = (value[i*N+j] + tau[i]*value[G*N+n]) / (1 + tau[i])
		mean += s * g[i]
	}
	for i, s := range share {
		g[i] = -b.Theta[j] * x * s * (g[i] - mean)
	}
	return true
}

// Gradient returns the outcome's derivative with respect to ln d of every link: what a cost is worth by switching and
// through the price indices of those who bear it.
func (v *Values) Gradient() []float64 {
	b := v.l.b
	G, N, B := b.G(), b.N(), b.buyers()
	out := make([]float64, b.Links())
	g := make([]float64, G)
	price := make([]float64, b.Uses)
	for j := range N {
		for n := range G {
			v.indices(j, n, price)
			row := out[b.Link(j, n, 0) : b.Link(j, n, G-1)+1]
			for u, p := range price {
				bu := n*b.Uses + u
				axpy(p, b.Share[(j*B+bu)*G:(j*B+bu+1)*G], row)
				if v.l.switching(v.sales, j, bu, g) {
					axpy(1, g, row)
				}
			}
		}
	}
	return out
}

// indices fills price with what ln P̂ of industry j is worth by the uses of economy n.
func (v *Values) indices(j, n int, price []float64) {
	b := v.l.b
	N := b.N()
	clear(price)
	for k, in := range b.Input[(n*N+j)*N : (n*N+j+1)*N] {
		price[b.use(k)] += in * v.cost[n*N+k]
	}
	price[b.use(N)] += b.Final[n*N+j] * v.deflator[n]
}

// column copies column o of a matrix with m columns.
func column(a []float64, m, o int) []float64 {
	v := make([]float64, len(a)/m)
	for i := range v {
		v[i] = a[i*m+o]
	}
	return v
}

// Hulten returns the derivative of the world's real spending with respect to ln d of every link that Hulten's theorem
// gives without solving anything: minus the link's flow over world final spending. It holds where tariffs are zero, and
// checks the adjoint.
func (b *Baseline) Hulten() []float64 {
	m := b.Flows()
	world := sum(b.Income)
	for i, v := range m {
		m[i] = -v / world
	}
	return m
}
