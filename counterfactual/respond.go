package counterfactual

import (
	"context"
	"slices"

	"ikat/fault"
)

// Response is how a world responds: what a draw may change without a new calibration.
type Response struct {
	Theta    []float64 // N
	Eta      []float64 // N; nil for θ
	Specific float64   // φ of every divided economy
	Market   Market    // where specific factors work
}

// Respond returns the baseline with other elasticities and specific factors; shares and flows stay, and balance as they
// did.
//
// Error: as Divide; fault.Invalid for elasticities that are not positive.
func (b *Baseline) Respond(r Response) (*Baseline, error) {
	if b.earned != nil {
		return nil, &fault.Error{Kind: fault.Internal, What: "technologies change after the response is chosen"}
	}
	out := *b
	out.Theta, out.Eta = r.Theta, r.Eta
	if b.layout != nil {
		l := *b.layout
		l.factor, l.owner, l.phi = nil, nil, make([]float64, len(l.suppliers))
		var divisions []Division
		for n := range b.G() {
			if l.from[n+1]-l.from[n] > 1 {
				divisions = append(divisions, Division{Economy: n, Specific: r.Specific, Market: r.Market})
				for s := l.from[n]; s < l.from[n+1]; s++ {
					l.phi[s] = r.Specific
				}
			}
		}
		l.specific(&out, divisions)
		out.layout = &l
	}
	return &out, out.checkElasticities()
}

// Respond linearises the same world with another response. What does not depend on it, the factors of I − Γ and of the
// markets for goods, and what a unit of pay leads to, is shared: a draw costs a few products.
//
// Error: as Linearise and Baseline.Respond.
func (l *Linear) Respond(ctx context.Context, r Response) (*Linear, error) {
	b, err := l.b.Respond(r)
	if err != nil {
		return nil, err
	}
	out := *l
	out.b, out.l, out.value = b, b.shape(), b.factorValues()
	if slices.Equal(out.l.phi, l.l.phi) && slices.Equal(out.l.factor, l.l.factor) {
		return &out, out.solveMarkets(ctx)
	}
	if err := out.combine(ctx); err != nil {
		return nil, err
	}
	return &out, out.solveMarkets(ctx)
}

// Tariff returns the outcome's derivative with respect to the tariff on every link, at the tariffs in force, given its
// gradient: what a dearer purchase is worth, less what its price brings to the supplier, plus the revenue of the
// importer.
func (v *Values) Tariff(gradient []float64) []float64 {
	out, flows := make([]float64, len(gradient)), v.l.b.Flows()
	for at, m := range flows {
		out[at] = v.TariffOn(at, gradient[at], m)
	}
	return out
}

// TariffOn is Tariff on one link, given the gradient and the flow on it.
func (v *Values) TariffOn(link int, gradient, flow float64) float64 {
	b := v.l.b
	j, d, s := b.Ends(link)
	t := 1 + b.Tariff[link]
	return gradient/t + flow/t*(v.sales[b.S()*b.N()+v.l.l.doors[d].Economy]-v.sales[s*b.N()+j])
}
