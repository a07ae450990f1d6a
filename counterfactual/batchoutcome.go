package counterfactual

import (
	"context"
	"math"
	"slices"

	"ikat/dense"
	"ikat/internal/pages"
)

// welfare is of a column's outcome what an outcome's growth is computed from.
func (t *abreast) welfare(m int) *Outcome {
	b, M := t.l.b, len(t.at)
	o := &Outcome{Base: b, Output: column(t.y, M, m), Welfare: make([]float64, b.G()), PriceIndex: make([]float64, b.G())}
	for n := range b.G() {
		var price float64
		for j := range b.N() {
			if a := b.Final[n*b.N()+j]; a != 0 {
				price += a * t.final[(j*b.G()+n)*M+m]
			}
		}
		o.PriceIndex[n] = math.Exp(price)
		o.Welfare[n] = t.income[n*M+m] / b.Income[n] / o.PriceIndex[n]
	}
	return o
}

// solvent reports whether every economy still spends something.
func (t *abreast) solvent(m int) bool {
	M := len(t.at)
	for n := range t.l.b.G() {
		if !(t.income[n*M+m] > 0) {
			return false
		}
	}
	return true
}

// outcome reads the results of a column off; flows is the trade of the baseline. Without divided economies it leaves
// out what there is of every buyer, prices, spending and shares: only rivals of a class are found from them.
func (t *abreast) outcome(m int, flows []float64) *Outcome {
	b, l, M := t.l.b, t.l.l, len(t.at)
	o := t.welfare(m)
	o.Tariff, o.Income, o.BaseFlows, o.Report = b.Tariff, column(t.income, M, m), flows, t.reports[m]
	o.Wage, o.RealWage, o.Cost = column(t.w, M, m), make([]float64, b.G()), column(t.c, M, m)
	o.ValueAdded = relative(earned(l, t.l.value, o.Wage), b.Wages)
	for i, c := range o.Cost {
		o.Cost[i] = math.Exp(c)
	}
	o.Wage = o.Wage[:b.G()]
	for n, w := range o.Wage {
		o.Wage[n] = math.Exp(w)
		o.RealWage[n] = o.Wage[n] / o.PriceIndex[n]
	}
	o.Surplus = b.surplus(t.l.d, o.ValueAdded)
	at := slices.Index(t.traded.columns, m)
	links := b.Links()
	o.Flows = t.traded.flows[at*links : (at+1)*links : (at+1)*links]
	if all := t.traded.all; all != nil {
		own := column(all, len(t.traded.columns), at)
		o.Price, o.Spending = make([]float64, len(own)), b.Spending(o.Output, o.Income)
		for bu, a := range own {
			j := bu / b.buyers()
			if o.Price[bu] = 1; a != 0 { // a buyer that never bought has the price it had
				o.Price[bu] = math.Exp(t.low[j*M+m] - ln(a)/b.Theta[j])
			}
		}
		o.Share = t.shares(m, own)
	}
	o.FirstOrder = o.decompose(Shock{}, t.mendings[t.at[m]])
	return o
}

// traded is what columns that are done trade, made together: each buyer's shares are read once for all of them.
type traded struct {
	columns []int
	flows   []float64 // [columns][links]
	all     []float64 // [N][D·Uses][columns]: Σ_s k_s ĉ_s^(−θ), of divided economies; else nil
}

// trade makes what columns trade:
//
//	M_djs = ĉ_s^(−θ) Σ_u X_u/D_u k_us,   D_u = Σ_s k_us ĉ_s^(−θ)
func (t *abreast) trade(ctx context.Context, columns []int) error {
	if len(columns) == 0 {
		t.traded = traded{}
		return nil
	}
	b, M, C := t.l.b, len(t.at), len(columns)
	S, N, B, U, D := b.S(), b.N(), b.buyers(), b.Uses, b.D()
	out := traded{columns: columns, flows: pages.Make[float64](C * b.Links())}
	if b.layout != nil {
		out.all = make([]float64, N*B*C)
	}
	output, income := make([][]float64, C), make([][]float64, C)
	for c, m := range columns {
		output[c], income[c] = column(t.y, M, m), column(t.income, M, m)
	}
	e, sums, weights, spent := make([]float64, S*C), make([]float64, B*C), make([]float64, B*C), make([]float64, B)
	for j := range N {
		shares := b.Share[j*B*S : (j+1)*B*S]
		for s := range S {
			for c, m := range columns {
				e[s*C+c] = t.e[(j*S+s)*M+m]
			}
		}
		if out.all != nil {
			sums = out.all[j*B*C : (j+1)*B*C]
		}
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, B, C, S, 1, shares, S, e, C, 0, sums, C); err != nil {
			return canceled(ctx)
		}
		for c, m := range columns {
			t.changedOf(t.mendings[t.at[m]], j, func(bu, s int, more float64) { sums[bu*C+c] += more * e[s*C+c] })
			b.spendingOn(j, output[c], income[c], spent)
			for bu, x := range spent {
				if weights[bu*C+c] = 0; sums[bu*C+c] != 0 {
					weights[bu*C+c] = x / sums[bu*C+c]
				}
			}
		}
		for d := range D {
			if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, C, S, U, 1, weights[d*U*C:], C, shares[d*U*S:], S, 0,
				out.flows[b.Link(j, d, 0):], b.Links()); err != nil {
				return canceled(ctx)
			}
		}
		for c, m := range columns {
			to := out.flows[c*b.Links()+j*D*S : c*b.Links()+(j+1)*D*S]
			t.changedOf(t.mendings[t.at[m]], j, func(bu, s int, more float64) {
				to[bu/U*S+s] += more * weights[bu*C+c]
			})
			for at := range to {
				to[at] *= e[at%S*C+c]
			}
		}
	}
	t.traded = out
	return nil
}

// shares are what buyers of a column spend by supplier, given their sums.
func (t *abreast) shares(m int, all []float64) []float64 {
	b, M, S, B := t.l.b, len(t.at), t.l.b.S(), t.l.b.buyers()
	out := clone(b.Share)
	for j := range b.N() {
		t.changedOf(t.mendings[t.at[m]], j, func(bu, s int, more float64) { out[(j*B+bu)*S+s] += more })
	}
	for at := range out {
		if bu := at / S; out[at] != 0 {
			out[at] *= t.e[(bu/B*S+at%S)*M+m] / all[bu]
		}
	}
	return out
}
