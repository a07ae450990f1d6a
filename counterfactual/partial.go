package counterfactual

import "math"

// Mending is a change of delivery costs on some links that are taken together.
type Mending struct {
	Links []int
	Log   []float64 // ln of the delivery cost after over that before
}

// Partial returns the outcome's growth when buyers on the mended links respond in full and everything else is valued at
// the margin: what no derivative shows of a large change, without solving the model. For buyer b of industry j,
//
//	D = Σ_i π_i e^(−θ m_i),   ρ_b · (−ln D/θ) + X_b Σ_i v_i (π_i e^(−θ m_i)/D − π_i)
//
// with ρ_b the value of ln P̂ to the outcome and v_i that of a unit spent on supplier i. For small changes it is the
// derivative times the change. It leaves out that wages and costs move: those of an exporter that sells much more rise.
func (v *Values) Partial(m Mending) float64 {
	b := v.l.b
	S, D := b.S(), b.D()
	var sum float64
	for from := 0; from < len(m.Links); {
		buyers := m.Links[from] / S
		to := from + 1
		for to < len(m.Links) && m.Links[to]/S == buyers {
			to++
		}
		sum += v.response(buyers/D, buyers%D, m.Links[from:to], m.Log[from:to])
		from = to
	}
	return sum
}

// response is what the buyers of industry j behind a door make of a change of delivery costs on links to them.
func (v *Values) response(j, door int, links []int, logs []float64) float64 {
	b := v.l.b
	S, N, B, theta := b.S(), b.N(), b.buyers(), b.Theta[j]
	n := v.l.l.doors[door].Economy
	price := make([]float64, b.Uses)
	v.indices(j, door, price)
	var sum float64
	for u, rho := range price {
		bu := j*B + door*b.Uses + u
		share := b.Share[bu*S : (bu+1)*S]
		change, d := v.l.turned(j, share, links, logs)
		sum -= rho * math.Log(d) / theta
		x := v.l.x[bu]
		if x == 0 {
			continue
		}
		// Σ v_i (π′_i − π_i): the mended suppliers gain what all, at their old shares, lose in proportion.
		var gained, mean float64
		for i, s := range share {
			worth := v.spent(j, door, n, i, N)
			gained += worth * change[i]
			mean += worth * s
		}
		sum += x * (gained - mean*(d-1)) / d
	}
	return sum
}

// turned returns by how much each supplier counts for more with a buyer who has some shares, before all are scaled to
// one, and what they then add up to.
func (l *Linear) turned(j int, share []float64, links []int, logs []float64) (change []float64, all float64) {
	S, theta := len(share), l.b.Theta[j]
	change, all = make([]float64, S), 1
	if !l.b.nested(j) {
		for k, link := range links {
			i := link % S
			change[i] = share[i] * math.Expm1(-theta*logs[k])
			all += change[i]
		}
		return change, all
	}
	eta, cost := l.b.Eta[j], make([]float64, S)
	for k, link := range links {
		cost[link%S] = logs[k]
	}
	for e := range l.b.G() {
		from, to := l.l.from[e], l.l.from[e+1]
		beta := sum(share[from:to])
		if beta == 0 {
			continue
		}
		var within float64
		for i := from; i < to; i++ {
			change[i] = share[i] * math.Exp(-eta*cost[i])
			within += change[i] / beta
		}
		scale := 1.0
		if to-from == 1 {
			change[from], within = share[from]*math.Exp(-theta*cost[from]), 1
		} else {
			scale = math.Pow(within, theta/eta-1)
		}
		for i := from; i < to; i++ {
			change[i] = change[i]*scale - share[i]
			all += change[i]
		}
	}
	return change, all
}

// spent is what a unit spent on industry j of a supplier is worth to the outcome, tariffs included, by a door of
// economy n.
func (v *Values) spent(j, door, n, supplier, N int) float64 {
	b := v.l.b
	tau := b.Tariff[b.Link(j, door, supplier)]
	return (v.sales[supplier*N+j] + tau*v.sales[b.S()*N+n]) / (1 + tau)
}
