package counterfactual

import (
	"ikat/fault"
)

// Retool returns the baseline with other technologies: by producer, by how much value added in a unit of output rises
// at the baseline's prices. Inputs fall in proportion to each other, so that the unit's cost stays what it was. What is
// returned is where Solve starts, and no equilibrium: goods that are no longer bought as inputs have no buyers yet.
//
// Error: fault.Invalid where value added in a unit would leave 0 to 1; fault.Internal for a number of values that is
// not that of producers.
func (b *Baseline) Retool(more []float64) (*Baseline, error) {
	N := b.N()
	if len(more) != b.S()*N {
		return nil, &fault.Error{Kind: fault.Internal,
			What: fault.Say("%d technologies for %d producers", len(more), b.S()*N)}
	}
	out := *b
	out.Labour, out.Input, out.earned = clone(b.Labour), clone(b.Input), b.factorValues()
	for p, d := range more {
		if d == 0 {
			continue
		}
		own := b.Labour[p] + d
		if !(own >= 0 && own <= 1) || b.Labour[p] >= 1 {
			return nil, &fault.Error{Kind: fault.Invalid, Where: b.place("productivity", p),
				What: fault.Say("value added would be %.4g of a unit of output", own),
				Why:  "Between nothing and all of it is value added", Fix: "Take a smaller change"}
		}
		out.Labour[p] = own
		for j := range N {
			out.Input[(p/N*N+j)*N+p%N] *= (1 - own) / (1 - b.Labour[p])
		}
	}
	return &out, nil
}

// GrowthFrom is Growth from another baseline with the same sales, whose technologies may differ from those of o's:
// value added in a unit of output is each baseline's own.
func (f Functional) GrowthFrom(from *Baseline, o *Outcome) float64 {
	own := f
	own.ValueAdded = clone(f.ValueAdded)
	for p, w := range f.ValueAdded {
		if w != 0 {
			own.ValueAdded[p] *= o.Base.Labour[p] / from.Labour[p]
		}
	}
	return own.Growth(o) + own.weight() - f.weight()
}

// Technology returns the outcome's derivative in the direction of Retool: what is no longer bought as inputs is no
// longer sold, and what is added instead is earned.
func (v *Values) Technology(more []float64) float64 {
	b, l := v.l.b, v.l.l
	S, N := b.S(), b.N()
	var worth float64
	for p, d := range more {
		if d == 0 {
			continue
		}
		s, k := p/N, p%N
		if w := v.outcome.ValueAdded; w != nil {
			worth += w[p] * d / b.Labour[p]
		}
		l.paid(s, p, func(f int, part float64) { worth += part * d * b.Output[p] / v.l.value[f] * v.market[f] })
		n := l.suppliers[s].Economy
		for j := range N {
			less := b.Input[(s*N+j)*N+k] * d / (1 - b.Labour[p]) * b.Output[p]
			if less == 0 {
				continue
			}
			bu, at := v.l.inputBuyer(j, s, k), b.Link(j, l.buys[s], 0)
			for i, share := range b.Share[bu*S : (bu+1)*S] {
				tau := b.Tariff[at+i]
				worth -= less * share * (v.sales[i*N+j] + tau*v.sales[S*N+n]) / (1 + tau)
			}
		}
	}
	return worth
}
