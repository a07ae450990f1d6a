package counterfactual

import (
	"math"

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
	S, N, B, U, D := b.S(), b.N(), b.buyers(), b.Uses, b.D()
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
	mending := t.mendings[t.at[m]]
	o.Flows = pages.Make[float64](b.Links())
	sums, spent, e := make([]float64, B), make([]float64, B), make([]float64, S)
	var all []float64
	if b.layout != nil {
		all, o.Price, o.Spending = make([]float64, N*B), make([]float64, N*B), b.Spending(o.Output, o.Income)
	}
	for j := range N {
		shares, low := b.Share[j*B*S:(j+1)*B*S], t.low[j*M+m]
		for s := range e {
			e[s] = t.e[(j*S+s)*M+m]
		}
		for bu := range sums {
			sums[bu] = dot(shares[bu*S:(bu+1)*S], e)
		}
		t.changedOf(mending, j, func(bu, s int, more float64) { sums[bu] += more * e[s] })
		b.spendingOn(j, o.Output, o.Income, spent)
		to := o.Flows[j*D*S : (j+1)*D*S]
		for bu, a := range sums {
			if a == 0 {
				continue
			}
			if all != nil {
				all[j*B+bu], o.Price[j*B+bu] = a, math.Exp(low-ln(a)/b.Theta[j])
			}
			if spent[bu] /= a; spent[bu] != 0 {
				axpy(spent[bu], shares[bu*S:(bu+1)*S], to[bu/U*S:(bu/U+1)*S])
			}
		}
		t.changedOf(mending, j, func(bu, s int, more float64) {
			if spent[bu] != 0 {
				to[bu/U*S+s] += more * spent[bu]
			}
		})
		for d := range D {
			for s, v := range e {
				to[d*S+s] *= v
			}
		}
	}
	if all != nil {
		o.Share = t.shares(m, all)
		for i, a := range all { // a buyer that never bought has the price it had
			if a == 0 {
				o.Price[i] = 1
			}
		}
	}
	o.FirstOrder = o.decompose(Shock{}, mending)
	return o
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
