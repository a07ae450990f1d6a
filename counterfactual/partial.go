package counterfactual

import "math"

// Mending is a change of delivery costs on some links that are taken together.
type Mending struct {
	Links []int     // in rising order
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

// Partials is Partial of each of many mendings. Where mendings of one link each follow each other that lead to the same
// buyers, they go over these together: what one buyer spends stands in one piece.
func (v *Values) Partials(mendings []Mending) []float64 {
	S, D := v.l.b.S(), v.l.b.D()
	var from []int // where the next mendings begin
	for k := 0; k < len(mendings); {
		from = append(from, k)
		to := k + 1
		for len(mendings[k].Links) == 1 && to < len(mendings) && len(mendings[to].Links) == 1 &&
			mendings[to].Links[0]/S == mendings[k].Links[0]/S {
			to++
		}
		k = to
	}
	from = append(from, len(mendings))
	out := make([]float64, len(mendings))
	v.buyers()
	each(len(from)-1, max(worthwhile, len(mendings)), func(g int) {
		some := mendings[from[g]:from[g+1]]
		if len(some) == 1 || v.l.b.nested(some[0].Links[0]/(D*S)) {
			for k, m := range some {
				out[from[g]+k] = v.Partial(m)
			}
			return
		}
		v.responses(some, out[from[g]:from[g+1]])
	})
	return out
}

// responses fills out with Partial of mendings of one link each to the same buyers, who know no nests.
func (v *Values) responses(mendings []Mending, out []float64) {
	b := v.l.b
	S, B, of := b.S(), b.buyers(), v.buyers()
	j, door, _ := b.Ends(mendings[0].Links[0])
	theta := b.Theta[j]
	type one struct {
		supplier    int
		fall, worth float64
	}
	links := make([]one, len(mendings))
	for k, m := range mendings {
		s := m.Links[0] % S
		links[k] = one{s, math.Expm1(-theta * m.Log[0]), v.spent(j, door, s)}
	}
	for bu := j*B + door*b.Uses; bu < j*B+(door+1)*b.Uses; bu++ {
		rho, x, mean := of.price[bu], v.l.x[bu], of.mean[bu]
		if rho == 0 && x == 0 {
			continue
		}
		share := b.Share[bu*S : (bu+1)*S]
		for k, link := range links {
			change := share[link.supplier] * link.fall
			if change == 0 {
				continue
			}
			out[k] += grown(x, rho, mean, change*link.worth, 1+change, theta)
		}
	}
}

// buyers are what Partial takes of each buyer, whatever is mended: the value of ln P̂, and Σ_i v_i π_i.
type buyers struct{ price, mean []float64 }

// ofBuyers makes what every mending shares.
func (v *Values) ofBuyers() *buyers {
	b := v.l.b
	S, N, D := b.S(), b.N(), b.D()
	out := &buyers{make([]float64, N*b.buyers()), make([]float64, N*b.buyers())}
	each(N*D, len(b.Share), func(q int) {
		from, to := q*b.Uses, (q+1)*b.Uses
		v.indices(q/D, q%D, out.price[from:to])
		worth := make([]float64, S)
		for i := range worth {
			worth[i] = v.spent(q/D, q%D, i)
		}
		for bu := from; bu < to; bu++ {
			out.mean[bu] = dot(worth, b.Share[bu*S:(bu+1)*S])
		}
	})
	return out
}

// response is what the buyers of industry j behind a door make of a change of delivery costs on links to them.
func (v *Values) response(j, door int, links []int, logs []float64) float64 {
	b := v.l.b
	S, B, theta := b.S(), b.buyers(), b.Theta[j]
	of := v.buyers()
	fall, worth := make([]float64, len(links)), make([]float64, len(links))
	for k, link := range links {
		fall[k], worth[k] = math.Expm1(-theta*logs[k]), v.spent(j, door, link%S)
	}
	var sum float64
	for bu := j*B + door*b.Uses; bu < j*B+(door+1)*b.Uses; bu++ {
		rho, x := of.price[bu], v.l.x[bu]
		if rho == 0 && x == 0 {
			continue
		}
		share := b.Share[bu*S : (bu+1)*S]
		// Σ v_i (π′_i − π_i): the mended suppliers gain what all, at their old shares, lose in proportion.
		var gained float64
		d := 1.0
		if b.nested(j) {
			var change []float64
			change, d = v.l.turned(j, share, links, logs)
			for i, c := range change {
				if c != 0 {
					gained += v.spent(j, door, i) * c
				}
			}
		} else {
			for k, link := range links {
				change := share[link%S] * fall[k]
				d += change
				gained += worth[k] * change
			}
		}
		sum += grown(x, rho, of.mean[bu], gained, d, theta)
	}
	return sum
}

// grown is what one buyer's response is worth, by what the mended suppliers gain at the shares of old and by D.
func grown(x, rho, mean, gained, d, theta float64) float64 {
	return x*(gained-mean*(d-1))/d - rho*ln(d)/theta
}

// turned returns by how much each supplier counts for more with a buyer of a nested industry who has some shares,
// before all are scaled to one, and what they then add up to.
func (l *Linear) turned(j int, share []float64, links []int, logs []float64) (change []float64, all float64) {
	S, theta := len(share), l.b.Theta[j]
	change, all = make([]float64, S), 1
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

// spent is what a unit spent on industry j of a supplier is worth to the outcome, tariffs included, by a door.
func (v *Values) spent(j, door, supplier int) float64 {
	b := v.l.b
	N, tau := b.N(), b.Tariff[b.Link(j, door, supplier)]
	income := v.sales[b.S()*N+v.l.l.doors[door].Economy]
	return (v.sales[supplier*N+j] + tau*income) / (1 + tau)
}
