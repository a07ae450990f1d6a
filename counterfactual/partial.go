package counterfactual

import "math"

// Mending is a change of delivery costs on some links that are taken together.
type Mending struct {
	Links []int
	Log   []float64 // ln of the delivery cost after over that before
}

// Partial returns the outcome's growth when buyers on the mended links respond in full and everything else is valued at the
// margin: what no derivative shows of a large change, without solving the model. For buyer b of industry j,
//
//	D = Σ_i π_i e^(−θ m_i),   ρ_b · (−ln D/θ) + X_b Σ_i v_i (π_i e^(−θ m_i)/D − π_i)
//
// with ρ_b the value of ln P̂ to the outcome and v_i that of a unit spent on origin i. For small changes it is the
// derivative times the change. It leaves out that wages and costs move: those of an exporter that sells much more rise.
func (v *Values) Partial(m Mending) float64 {
	b := v.l.b
	G := b.G()
	var sum float64
	for from := 0; from < len(m.Links); {
		buyers := m.Links[from] / G
		to := from + 1
		for to < len(m.Links) && m.Links[to]/G == buyers {
			to++
		}
		sum += v.response(buyers/G, buyers%G, m.Links[from:to], m.Log[from:to])
		from = to
	}
	return sum
}

// response is what the buyers of industry j in economy n make of a change of delivery costs on links to them.
func (v *Values) response(j, n int, links []int, logs []float64) float64 {
	b := v.l.b
	G, N, B, theta := b.G(), b.N(), b.buyers(), b.Theta[j]
	price := make([]float64, b.Uses)
	v.indices(j, n, price)
	var sum float64
	for u, rho := range price {
		share := b.Share[(j*B+n*b.Uses+u)*G:]
		d := 1.0
		for k, l := range links {
			d += share[l%G] * math.Expm1(-theta*logs[k])
		}
		sum -= rho * math.Log(d) / theta
		x := v.l.x[j*B+n*b.Uses+u]
		if x == 0 {
			continue
		}
		// Σ v_i (π′_i − π_i): the mended origins gain what all, at their old shares, lose in proportion.
		var gained float64
		for k, l := range links {
			gained += v.spent(j, n, l%G, N) * share[l%G] * math.Expm1(-theta*logs[k])
		}
		var mean float64
		for i := range G {
			mean += v.spent(j, n, i, N) * share[i]
		}
		sum += x * (gained - mean*(d-1)) / d
	}
	return sum
}

// spent is what a unit that economy n spends on industry j of origin i is worth to the outcome, tariffs included.
func (v *Values) spent(j, n, i, N int) float64 {
	b := v.l.b
	tau := b.Tariff[b.Link(j, n, i)]
	return (v.sales[i*N+j] + tau*v.sales[b.G()*N+n]) / (1 + tau)
}
