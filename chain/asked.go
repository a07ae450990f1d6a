package chain

import (
	"context"

	"ikat/leontief"
)

// Asking returns the borders with what suppliers pay to meet what buyers ask: a share of all that a sector sells
// abroad, one more part of t_im, whether its links have border procedures or not.
func (b *Borders) Asking(s *leontief.System, rate []float64) *Borders {
	out := *b
	g := s.G()
	out.Other = make([]float64, s.N()*g)
	copy(out.Other, b.Other)
	for i, t := range rate {
		for q := range g {
			if q != s.PartOf(i) {
				out.Other[i*g+q] += t
			}
		}
	}
	return &out
}

// Requirement is what meeting what buyers ask costs a supplier, and what that adds to a product.
type Requirement struct {
	Sector int
	Rate   float64   // of what it sells abroad
	Flow   float64   // what it sells abroad per dollar of the product, at prices without costs
	Adds   []float64 // by θ: part of what is added to a delivered dollar of the product, exactly
	Saving []float64 // by θ: fall of the price if it fell away on all the supplier's links, exactly; nil beyond Exact
}

// Requirements divides what requirements add to a product among suppliers, the dearest first. The product is one of a
// model whose borders are Asking the same rates.
//
//	adds_i = Σ_q p_i t_i A_iq B_qj, with the last border; they are part of the same sum as the product's Links
//
// Error: what solves say.
func (p *Product) Requirements(ctx context.Context, rate []float64) ([]Requirement, error) {
	m, g := p.m, p.m.Sys.G()
	var out []Requirement
	for i, t := range rate {
		if t == 0 {
			continue
		}
		r := Requirement{Sector: i, Rate: t, Adds: make([]float64, len(m.Thetas))}
		for q := range g {
			if q != m.Sys.PartOf(i) {
				r.Flow += p.flow[i*g+q]
			}
		}
		for c := range m.Thetas {
			r.Adds[c] = m.price(i, c) * t * r.Flow
		}
		if r.Flow != 0 {
			out = append(out, r)
		}
	}
	sortBy(out, func(r *Requirement) []float64 { return r.Adds })
	var trials []trial
	for n := range out[:min(Exact, len(out))] {
		at := out[n].Sector
		less := weights(m.Sys, func(i, o, q int) float64 {
			if i == at && q != o {
				return rate[i]
			}
			return 0
		})
		for c := range m.Thetas {
			trials = append(trials, trial{c, []*easier{{sells: true, sectors: []int{at}, less: less}}})
		}
	}
	saved, err := p.save(ctx, trials)
	for n, v := range saved {
		r := &out[n/len(m.Thetas)]
		r.Saving = append(r.Saving, v)
	}
	return out, err
}
