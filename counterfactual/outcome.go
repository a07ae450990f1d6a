package counterfactual

import (
	"context"
	"math"
)

// Outcome compares an equilibrium after a shock with the baseline. Hats are ratios; flows and values are in units in
// which world value added is what it was.
type Outcome struct {
	Base *Baseline

	Welfare    []float64 // G: Ŵ, real final spending
	RealWage   []float64 // G: ŵ/P̂
	Wage       []float64 // G: ŵ, of the labour that moves between the economy's producers
	ValueAdded []float64 // G: value added over what it was; ŵ where there are no specific factors
	PriceIndex []float64 // G: P̂, consumers' prices
	FirstOrder []Welfare // G

	Cost []float64 // S·N: ĉ, unit cost
	// Of many mendings without divided economies (Solver.Mend) Price, Share and Spending are nil.
	Price     []float64 // [N][D·Uses]: P̂ by industry and buyer
	Share     []float64 // [N][D·Uses][S]: π′
	Tariff    []float64 // links: τ′
	Output    []float64 // S·N: Y′
	Income    []float64 // G: I′
	Surplus   []float64 // G: S′
	Flows     []float64 // links: M′, net of tariffs
	BaseFlows []float64 // links: M
	Spending  []float64 // [N][D·Uses]: X′

	Report Report
}

// Welfare is the paper's sum for a change in real spending, in shares of initial spending:
//
//	I dln W = Σ (E dln c_n − M dln c_i) + Σ τM (dln M − dln c_i − dln d) − (Σ M dln d − Σ Y dln a) − dS
//
// The first two terms are Caliendo and Parro's; the others are zero where only tariffs change and deficits are held.
// Log changes are taken as percentage changes, at base weights, as in the paper.
type Welfare struct {
	Terms     float64 // of trade: prices of exports against those of imports
	Volume    float64 // of trade: dutiable imports that come or go
	Resources float64 // saved in delivery and production
	Transfers float64 // larger or smaller trade surplus
}

// Total returns the sum of the terms.
func (w Welfare) Total() float64 { return w.Terms + w.Volume + w.Resources + w.Transfers }

// outcome reads the results off the state.
func (st *state) outcome(s Shock, rep Report) *Outcome {
	b := st.b
	G, N, B := b.G(), b.N(), b.buyers()
	o := &Outcome{Base: b, Welfare: make([]float64, G), RealWage: make([]float64, G), Wage: make([]float64, G),
		PriceIndex: make([]float64, G), ValueAdded: relative(st.earned(), b.Wages),
		Cost: make([]float64, b.S()*N), Price: make([]float64, N*B), Share: st.share, Tariff: st.tariff, Output: st.y,
		Income: st.income,
		Flows:  b.flows(st.share, st.tariff, st.x), BaseFlows: b.Flows(), Spending: st.x, Report: rep}
	for i, c := range st.logC {
		o.Cost[i] = math.Exp(c)
	}
	for i, p := range st.logP {
		o.Price[i] = math.Exp(p)
	}
	for n := range G {
		o.Wage[n] = math.Exp(st.logW[n])
		o.PriceIndex[n] = math.Exp(st.consumerPrice(n))
		o.Welfare[n] = st.income[n] / b.Income[n] / o.PriceIndex[n]
		o.RealWage[n] = o.Wage[n] / o.PriceIndex[n]
	}
	o.Surplus = b.surplus(st.def, o.ValueAdded)
	o.FirstOrder = o.decompose(s, Mending{})
	return o
}

// consumerPrice returns ln P̂_n = Σ_j α_nj ln P̂_nj, at the prices that final users pay.
func (st *state) consumerPrice(n int) float64 {
	b := st.b
	N, B := b.N(), b.buyers()
	var p float64
	for j := range N {
		if a := b.Final[n*N+j]; a != 0 {
			p += a * st.logP[j*B+st.l.final[n]*b.Uses+b.use(N)]
		}
	}
	return p
}

// decompose returns the paper's sum for a shock and a mending beside it.
func (o *Outcome) decompose(s Shock, mended Mending) []Welfare {
	b := o.Base
	l, G, N := b.shape(), b.G(), b.N()
	out := make([]Welfare, G)
	dearer := func(n, at int, m, by float64) { // delivery on a link
		if b.Tariff[at] != 0 {
			out[n].Volume -= b.Tariff[at] * m * by
		}
		out[n].Resources -= m * by
	}
	for j := range N {
		for d, door := range l.doors {
			n, from := door.Economy, b.Link(j, d, 0)
			for i, m := range o.BaseFlows[from : from+b.S()] {
				if m == 0 {
					continue
				}
				at, dc := from+i, o.Cost[i*N+j]-1
				out[n].Terms -= m * dc
				out[l.suppliers[i].Economy].Terms += m * dc // sales at home cancel
				if b.Tariff[at] != 0 {
					out[n].Volume += b.Tariff[at] * m * (o.Flows[at]/m - 1 - dc)
				}
				if s.Iceberg != nil {
					dearer(n, at, m, s.Iceberg[at]-1)
				}
				if s.Available != nil && s.Available[at] != 1 {
					// Fewer varieties cost what dearer delivery of all of them would; of a closed link no first-order cost
					// exists.
					dearer(n, at, m, math.Pow(s.Available[at], -1/b.Theta[j])-1)
				}
			}
		}
	}
	for k, at := range mended.Links {
		_, d, _ := b.Ends(at)
		dearer(l.doors[d].Economy, at, o.BaseFlows[at], math.Exp(mended.Log[k])-1)
	}
	if s.Productivity != nil {
		for k, a := range s.Productivity {
			out[l.suppliers[k/N].Economy].Resources += b.Output[k] * (a - 1)
		}
	}
	for n := range out {
		i := b.Income[n]
		out[n].Terms /= i
		out[n].Volume /= i
		out[n].Resources /= i
		if math.IsInf(out[n].Resources, 0) {
			out[n].Resources = math.NaN()
		}
		out[n].Transfers = (b.Surplus[n] - o.Surplus[n]) / i
	}
	return out
}

// Baseline returns the outcome as a baseline of its own, for a next shock to start from.
func (o *Outcome) Baseline() *Baseline {
	b := *o.Base
	b.Share, b.Tariff, b.Output, b.Income, b.Surplus = o.Share, o.Tariff, o.Output, o.Income, o.Surplus
	b.Wages = make([]float64, b.G())
	for n := range b.Wages {
		b.Wages[n] = o.ValueAdded[n] * o.Base.Wages[n]
	}
	return &b
}

// Purge returns the baseline of a world in which every economy's trade is balanced.
//
// Error: as Solve.
func (b *Baseline) Purge(ctx context.Context) (*Baseline, error) {
	balanced := *b
	balanced.Surplus = make([]float64, b.G())
	o, err := balanced.Solve(ctx, Shock{}, Held)
	if err != nil {
		return nil, err
	}
	return o.Baseline(), nil
}
