package chain

import "context"

// Layers takes a delivered dollar of a product apart, from the first inputs to the market: who adds value in each
// layer, and what the borders between layers add.
//
// p_j (1 + t_jd) = v_j + Σ_i A_ij (1 + rise_i) + Σ_i p_i t_ij A_ij + p_j t_jd,   1 = v_i + value added of earlier
// stages
type Layers struct {
	Own       float64   // value added where the product is made
	Suppliers []Inputs  // by part: those who sell to its maker
	Last      []float64 // by θ: the border to the market
}

// Inputs are all that the maker of a product buys from one part.
type Inputs struct {
	Own     float64   // value added of those who sell it
	Earlier []float64 // by part: value added of earlier stages
	Before  []float64 // by θ: borders crossed by what it is made of
	Border  []float64 // by θ: the border between the part and the maker
}

// Value returns what the inputs are worth without any border.
func (s *Inputs) Value() float64 {
	v := s.Own
	for _, e := range s.Earlier {
		v += e
	}
	return v
}

// Layers returns the product's layers. Value added adds up to one, borders to what they add on arrival, at each cost of
// a day, provided that every sector that sells also produces.
//
// Error: what solves say.
func (p *Product) Layers(ctx context.Context) (*Layers, error) {
	m, s, k := p.m, p.m.Sys, len(p.m.Thetas)
	j, G := p.Target.Product, s.G()
	origin, err := s.Origin(ctx)
	if err != nil {
		return nil, err
	}
	out := &Layers{Own: s.V[j], Suppliers: make([]Inputs, G)}
	home := s.PartOf(j)
	for o, P := range s.Parts {
		from := &out.Suppliers[o]
		*from = Inputs{Earlier: make([]float64, G), Before: make([]float64, k), Border: make([]float64, k)}
		for i := P.Lo; i < P.Hi; i++ {
			a := s.A(i, j)
			if a == 0 {
				continue
			}
			from.Own += a * s.V[i]
			from.Earlier[o] -= a * s.V[i]
			for part, w := range origin[i*G : (i+1)*G] {
				from.Earlier[part] += a * w
			}
			for c, th := range m.Thetas {
				from.Before[c] += a * m.Rise(i, c)
				from.Border[c] += a * m.price(i, c) * m.Borders.rate(th, i, o, home)
			}
		}
	}
	for c := range k {
		out.Last = append(out.Last, m.price(j, c)*(p.last(c)-1))
	}
	return out, nil
}
