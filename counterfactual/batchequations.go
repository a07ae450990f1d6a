package counterfactual

import (
	"context"
	"math"

	"ikat/dense"
)

// evaluate computes what equations 1 and 4 and the markets for factors are missed by at the point reached.
func (t *abreast) evaluate(ctx context.Context) error {
	b, l, M := t.l.b, t.l.l, len(t.at)
	S, N, B := b.S(), b.N(), b.buyers()
	for i, c := range t.c {
		t.costs[i] = -c
	}
	t.l.eachPaid(func(p, f int, part float64) {
		axpy(part, t.w[f*M:(f+1)*M], t.costs[p*M:(p+1)*M])
	})
	t.earn()
	for j := range N {
		shares, e := b.Share[j*B*S:(j+1)*B*S], t.e[j*S*M:(j+1)*S*M]
		t.powers(j, e)
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, B, M, S, 1, shares, S, e, M, 0, t.all, M); err != nil {
			return canceled(ctx)
		}
		t.changed(j, func(m, bu, s int, more float64) { t.all[bu*M+m] += more * e[s*M+m] })
		t.buy(j)
		if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, S, M, B, 1, shares, S, t.spent, M, 0, t.sold, M); err != nil {
			return canceled(ctx)
		}
		t.changed(j, func(m, bu, s int, more float64) { t.sold[s*M+m] += more * t.spent[bu*M+m] })
		for s := range l.buys {
			at := (s*N + j) * M
			sales, y, sold, e := t.sales[at:at+M], t.y[at:at+M], t.sold[s*M:(s+1)*M], e[s*M:(s+1)*M]
			for m := range sales {
				sales[m] = sold[m]*e[m] - y[m]
			}
		}
	}
	t.excess()
	return nil
}

// powers fills e with ĉ^(−θ) of an industry's suppliers.
func (t *abreast) powers(j int, e []float64) {
	b, M := t.l.b, len(t.at)
	low := t.low[j*M : (j+1)*M]
	t.reference(j, low)
	for s := range b.S() {
		for m, c := range t.c[(s*b.N()+j)*M : (s*b.N()+j+1)*M] {
			e[s*M+m] = math.Exp(-b.Theta[j] * (c - low[m]))
		}
	}
}

// buy computes price indices of an industry's buyers, adds what they do to costs, and computes spending over all.
func (t *abreast) buy(j int) {
	b, l, M := t.l.b, t.l.l, len(t.at)
	N, G := b.N(), b.G()
	t.indices(b.Theta[j], t.low[j*M:(j+1)*M])
	clear(t.spent)
	for s, d := range l.buys {
		for k, a := range b.Input[(s*N+j)*N : (s*N+j+1)*N] {
			if a == 0 {
				continue
			}
			own, bu := (s*N+k)*M, (d*b.Uses+b.use(k))*M
			cost, y, p, x := t.costs[own:own+M], t.y[own:own+M], t.p[bu:bu+M], t.spent[bu:bu+M]
			for m := range cost {
				cost[m] += a * p[m]
				x[m] += a * y[m]
			}
		}
	}
	for n, d := range l.final {
		bu := (d*b.Uses + b.use(N)) * M
		copy(t.final[(j*G+n)*M:(j*G+n+1)*M], t.p[bu:bu+M])
		axpy(b.Final[n*N+j], t.income[n*M:(n+1)*M], t.spent[bu:bu+M])
	}
	for i, x := range t.spent {
		if x != 0 {
			t.spent[i] = x / t.all[i]
		}
	}
}

// indices fills p with ln P̂ of the buyers whose sums are in all.
func (t *abreast) indices(theta float64, low []float64) {
	M, over := len(low), -1/theta
	for from := 0; from < len(t.all); from += M {
		p, all := t.p[from:from+M], t.all[from:from+M]
		var off float64 // squares of how far from one they are
		for _, a := range all {
			off += (a - 1) * (a - 1)
		}
		switch {
		case off < nearest*nearest:
			for m, a := range all {
				d := a - 1
				p[m] = low[m] + over*d*(1-d*(1.0/2-d*(1.0/3)))
			}
		case off < near*near:
			for m, a := range all {
				d := a - 1
				p[m] = low[m] + over*d*(1-d*(1.0/2-d*(1.0/3-d*(1.0/4-d*(1.0/5-d*(1.0/6-d*(1.0/7)))))))
			}
		default:
			for m, a := range all {
				if p[m] = 0; a != 0 { // a buyer that never bought has no price
					p[m] = low[m] + over*ln(a)
				}
			}
		}
	}
}

// near and nearest are how near to one seven terms, and three, of the series of a logarithm are all that numbers of 64
// bits tell.
const near, nearest = 1.0 / 256, 1.0 / 16384

// reference sets what the costs of an industry are relative to. Where they may be taken as they are, most buyers' sums
// stay near one.
func (t *abreast) reference(j int, low []float64) {
	const far = 300 // powers beyond e to this are near what a number can hold
	b, M := t.l.b, len(t.at)
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

// earn fills incomes at the current factor prices.
func (t *abreast) earn() {
	b, l, M := t.l.b, t.l.l, len(t.at)
	for m := range M {
		earned := make([]float64, b.G())
		for f, v := range t.l.value {
			earned[l.home(f)] += math.Exp(t.w[f*M+m]) * v
		}
		for n, s := range b.surplus(t.l.d, relative(earned, b.Wages)) {
			t.income[n*M+m] = earned[n] - s
		}
	}
}

// excess computes the excess demand for factors over their supply, as state.excess does.
func (t *abreast) excess() {
	M, f := len(t.at), t.factors
	clear(f)
	t.l.eachPaid(func(p, k int, part float64) { axpy(part, t.y[p*M:(p+1)*M], f[k*M:(k+1)*M]) })
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
}
