package counterfactual

import "math"

// weights say what each supplier counts for with each buyer after a shock, before production costs change. Without
// nests a buyer's price index is
//
//	P̂^(−θ) = Σ_s k_s ĉ_s^(−θ),   k = π · availability · κ̂^(−θ)
//
// The classes of a divided economy's firms compete with each other first where η differs from θ:
//
//	P̂^(−θ) = Σ_s k_s ĉ_s^(−θ) + Σ_nests β (Σ_a q_a ĉ_a^(−η))^(θ/η),   q = ω · availability^(η/θ) · κ̂^(−η)
//
// with β the nest's share of the buyer's spending and ω its members' shares of β. Availability counts as the cost
// κ̂ = availability^(−1/θ) in both, so that a nest with one member left does not see η.
type weights struct {
	k     []float64 // [N][D·Uses][S]; 0 for members of nests
	nests []nest
}

// nest is the classes of one divided economy.
type nest struct {
	from, to int       // suppliers
	beta     []float64 // [N][D·Uses]; 0 where η = θ and members stand in k
	q        []float64 // [N][D·Uses][to − from]
}

func (v *nest) size() int { return v.to - v.from }

// at returns the members' weights with one buyer.
func (v *nest) at(buyer int) []float64 { return v.q[buyer*v.size() : (buyer+1)*v.size()] }

// nested reports whether classes of firms compete with each other first in an industry.
func (b *Baseline) nested(j int) bool {
	return b.layout != nil && b.Eta != nil && b.Eta[j] != b.Theta[j]
}

// unshocked returns the weights of the baseline; k is shared with it where there are no nests.
func (b *Baseline) unshocked() weights {
	w := weights{k: b.Share}
	some := false
	for j := range b.Theta {
		some = some || b.nested(j)
	}
	if !some {
		return w
	}
	w.k = clone(b.Share)
	l, S, B := b.shape(), b.S(), b.buyers()
	for n := range b.G() {
		v := nest{from: l.from[n], to: l.from[n+1]}
		if v.size() < 2 {
			continue
		}
		v.beta, v.q = make([]float64, b.N()*B), make([]float64, b.N()*B*v.size())
		for bu := range v.beta {
			if !b.nested(bu / B) {
				continue
			}
			members, q := w.k[bu*S+v.from:bu*S+v.to], v.at(bu)
			v.beta[bu] = sum(members)
			if v.beta[bu] > 0 {
				for a, s := range members {
					q[a] = s / v.beta[bu]
				}
			}
			clear(members)
		}
		w.nests = append(w.nests, v)
	}
	return w
}

// weights returns the weights after a shock, and τ′ by link.
func (b *Baseline) weights(s Shock) (weights, []float64) {
	tariff := b.Tariff
	if s.Tariff != nil {
		tariff = s.Tariff
	}
	w := b.unshocked()
	if s.Tariff == nil && s.Iceberg == nil && s.Available == nil {
		return w, tariff
	}
	if len(w.nests) == 0 {
		w.k = clone(b.Share)
	}
	S, B := b.S(), b.buyers()
	for at := range b.Links() {
		cost, left := 1.0, 1.0
		if s.Iceberg != nil {
			cost = s.Iceberg[at]
		}
		if s.Tariff != nil {
			cost *= (1 + s.Tariff[at]) / (1 + b.Tariff[at])
		}
		if s.Available != nil {
			left = s.Available[at]
		}
		if cost == 1 && left == 1 {
			continue
		}
		j, d, i := b.Ends(at)
		factor := left * math.Exp(-b.Theta[j]*math.Log(cost))
		for u := range b.Uses {
			bu := j*B + d*b.Uses + u
			w.k[bu*S+i] *= factor
			for _, v := range w.nests {
				if v.beta[bu] > 0 && v.from <= i && i < v.to {
					v.at(bu)[i-v.from] *= math.Pow(factor, b.Eta[j]/b.Theta[j])
				}
			}
		}
	}
	return w, tariff
}

// supplies reports whether a buyer still has a supplier.
func (w weights) supplies(buyer, supplier, S int) bool {
	if w.k[buyer*S+supplier] > 0 {
		return true
	}
	for _, v := range w.nests {
		if v.from <= supplier && supplier < v.to && v.beta[buyer] > 0 && v.at(buyer)[supplier-v.from] > 0 {
			return true
		}
	}
	return false
}

// part returns the weights on the way from the baseline's to these: costs as powers, closed links as fractions.
func (w weights) part(base weights, s float64) weights {
	out := weights{k: between(base.k, w.k, s)}
	for i, v := range w.nests {
		v.q = between(base.nests[i].q, v.q, s)
		out.nests = append(out.nests, v)
	}
	return out
}

func between(base, full []float64, s float64) []float64 {
	out := clone(full)
	for i, k := range full {
		switch from := base[i]; {
		case from == 0:
		case k == 0:
			out[i] = from * (1 - s)
		case k != from:
			out[i] = from * math.Exp(s*math.Log(k/from))
		}
	}
	return out
}
