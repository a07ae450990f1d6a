package counterfactual

import (
	"context"
	"sync"

	"ikat/dense"
)

// Values are what a unit of cost and of sales is worth to one outcome, anywhere in the world: the solution of one
// adjoint system. They price every change of delivery costs and of productivity.
type Values struct {
	l        *Linear
	outcome  Functional
	market   []float64 // factors: of demand for a factor over what it earns
	sales    []float64 // S·N + G: of a unit of sales and of income
	cost     []float64 // S·N: of ln ĉ
	deflator []float64 // G: of ln P̂, consumers' prices

	buyers func() *buyers // made once, where mendings are asked for
}

// Values solves the adjoint system for each outcome.
//
// Error: fault.Canceled.
func (l *Linear) Values(ctx context.Context, outcomes []Functional) ([]*Values, error) {
	b := l.b
	S, N, B := b.S(), b.N(), b.buyers()
	n, m := S*N, len(outcomes)
	loadC := make([]float64, n*m)         // weight of costs in outcomes, through consumer prices
	loadY := make([]float64, (n+b.G())*m) // weight of sales and incomes
	for o, f := range outcomes {
		l.load(f, o, m, loadC, loadY)
	}
	if err := l.solveGoods(ctx, dense.Trans, m, loadY); err != nil {
		return nil, canceled(ctx)
	}
	market, err := l.adjointFactors(ctx, m, loadC, loadY)
	if err != nil {
		return nil, canceled(ctx)
	}
	out := make([]*Values, m)
	each(m, m*len(b.Share), func(o int) {
		out[o] = &Values{l: l, outcome: outcomes[o], market: column(market, m, o), sales: column(loadY, m, o),
			deflator: outcomes[o].deflator(b)}
		out[o].buyers = sync.OnceValue(out[o].ofBuyers)
		g := make([]float64, S)
		for bu := range N * B {
			if j := bu / B; l.switching(out[o].sales, j, bu, g) {
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

// Productivity returns the outcome's derivative with respect to ln â of every producer, S·N.
func (v *Values) Productivity() []float64 {
	out := make([]float64, len(v.cost))
	for i, c := range v.cost {
		out[i] = -c
	}
	return out
}

// load writes outcome f's direct weights into column o.
func (l *Linear) load(f Functional, o, m int, loadC, loadY []float64) {
	b := l.b
	S, N := b.S(), b.N()
	for n, w := range f.Income {
		loadY[(S*N+n)*m+o] += w / b.Income[n]
	}
	for i, w := range f.ValueAdded {
		if w != 0 {
			loadY[i*m+o] += w / b.Output[i]
		}
	}
	for n, w := range f.deflator(b) {
		if w == 0 {
			continue
		}
		for j := range N {
			bu := l.finalBuyer(j, n)
			for i, s := range b.Share[bu*S : (bu+1)*S] {
				loadC[(i*N+j)*m+o] += w * b.Final[n*N+j] * s
			}
		}
	}
}

// adjointFactors adds to what sales are worth to each outcome what they are worth by moving factor prices, and returns
// what demand for each factor is worth, over what the factor earns.
func (l *Linear) adjointFactors(ctx context.Context, m int, loadC, sales []float64) ([]float64, error) {
	M, n := len(l.value), len(l.c)/len(l.value)
	w := make([]float64, M*m)
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, M, m, n, -1, l.c, M, loadC, m, 0, w, m); err != nil {
		return nil, err
	}
	if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, M, m, len(sales)/m, -1, l.direct, M, sales, m, 1, w,
		m); err != nil {
		return nil, err
	}
	if err := l.factors.Solve(ctx, dense.Trans, m, w, m); err != nil {
		return nil, err
	}
	return w, dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, len(sales)/m, m, M, 1, l.paid, M, w, m, 1, sales, m)
}

// switching fills g with what a change of ln(cost) of each supplier is worth to an outcome because a buyer turns to
// other suppliers: −θ X_b π_bi (m_i − Σ π m), where m_i is the value of a unit spent on supplier i, tariffs included;
// in a nest −X_b π_ba [η (m_a − m_nest) + θ (m_nest − Σ π m)], with m_nest the mean over the nest. It returns false
// where the buyer buys nothing.
func (l *Linear) switching(value []float64, j, bu int, g []float64) bool {
	b := l.b
	S, N := b.S(), b.N()
	x := l.x[bu]
	if x == 0 {
		return false
	}
	d := (bu - j*b.buyers()) / b.Uses
	n := l.l.doors[d].Economy
	share := b.Share[bu*S : (bu+1)*S]
	tau := b.Tariff[b.Link(j, d, 0):]
	var mean float64
	for i, s := range share {
		g[i] = (value[i*N+j] + tau[i]*value[S*N+n]) / (1 + tau[i])
		mean += s * g[i]
	}
	if b.nested(j) {
		l.nestSwitching(j, share, g, mean)
		mean = 0
	}
	for i, s := range share {
		g[i] = -b.Theta[j] * x * s * (g[i] - mean)
	}
	return true
}

// nestSwitching brings the values of nests' members to what, times −θ, has η between them; all are taken from the mean.
func (l *Linear) nestSwitching(j int, share, g []float64, mean float64) {
	ratio := l.b.Eta[j] / l.b.Theta[j]
	from := l.l.from
	for e := range len(from) - 1 {
		from, to := from[e], from[e+1]
		if to-from == 1 {
			continue
		}
		if all := sum(share[from:to]); all > 0 {
			own := dot(share[from:to], g[from:to]) / all
			for a := from; a < to; a++ {
				g[a] = ratio*(g[a]-own) + own
			}
		}
	}
	for a := range g {
		g[a] -= mean
	}
}

// Gradient returns the outcome's derivative with respect to ln d of every link: what a cost is worth by switching and
// through the price indices of those who bear it.
func (v *Values) Gradient() []float64 {
	b := v.l.b
	S, N, B, D := b.S(), b.N(), b.buyers(), b.D()
	out := make([]float64, b.Links())
	g := make([]float64, S)
	price := make([]float64, b.Uses)
	for j := range N {
		for d := range D {
			v.indices(j, d, price)
			row := out[b.Link(j, d, 0) : b.Link(j, d, S-1)+1]
			for u, p := range price {
				bu := j*B + d*b.Uses + u
				axpy(p, b.Share[bu*S:(bu+1)*S], row)
				if v.l.switching(v.sales, j, bu, g) {
					axpy(1, g, row)
				}
			}
		}
	}
	return out
}

// indices fills price with what ln P̂ of industry j is worth by the uses of a door.
func (v *Values) indices(j, door int, price []float64) {
	b, l := v.l.b, v.l.l
	N, n := b.N(), l.doors[door].Economy
	clear(price)
	for s := l.from[n]; s < l.from[n+1]; s++ {
		if l.buys[s] != door {
			continue
		}
		for k, in := range b.Input[(s*N+j)*N : (s*N+j+1)*N] {
			price[b.use(k)] += in * v.cost[s*N+k]
		}
	}
	if l.final[n] == door {
		price[b.use(N)] += b.Final[n*N+j] * v.deflator[n]
	}
}

// column copies column o of a matrix with m columns.
func column(a []float64, m, o int) []float64 {
	v := make([]float64, len(a)/m)
	for i := range v {
		v[i] = a[i*m+o]
	}
	return v
}
