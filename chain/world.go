package chain

import (
	"context"
)

// ForeignSide is another economy's border procedures and what they cost the chains of an economy's exports.
type ForeignSide struct {
	Part    int // the economy whose exports bear the cost
	Economy int // in Borders.Sides
	Import  bool
	Assumed bool
	Cost    []float64 // by θ, in the table's currency
	Bound   []float64 // by θ: saved by the benchmark, to first order
}

// ForeignSides returns, for every part, what each foreign side of a border costs the chains of its exports, from their
// first inputs to the customers' border, the dearest first.
//
//	Σ_j e_j (p_j − 1) + Σ_jq e_jq p_j t_jq = Σ_iq p_i t_iq (Σ_{m in q} A_im (B e)_m + e_iq)
//
// with e the part's gross exports. The part's own procedures are left out.
func (m *Model) ForeignSides(ctx context.Context, best Benchmark) ([][]ForeignSide, error) {
	s := m.Sys
	n, G := s.N(), s.G()
	e := s.Exports()
	u := make([]float64, n*G)
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			u[i*G+p] = e.Sum[i]
		}
	}
	if err := s.Solve(ctx, G, u); err != nil {
		return nil, err
	}
	out := make([][]ForeignSide, G)
	err := s.EachPart(ctx, func(p int) error {
		col := make([]float64, n)
		for i := range col {
			col[i] = u[i*G+p]
		}
		flow, err := s.Flows(ctx, col)
		if err != nil {
			return err
		}
		P := s.Parts[p]
		for i := P.Lo; i < P.Hi; i++ {
			for q := range G {
				flow[i*G+q] += e.Total[i*G+q]
			}
		}
		out[p] = m.foreign(p, flow, best)
		return nil
	})
	return out, err
}

// foreign adds up the cost of a flow over the sides that are not part p's.
func (m *Model) foreign(p int, flow []float64, best Benchmark) []ForeignSide {
	s, b, k := m.Sys, m.Borders, len(m.Thetas)
	all := make([]ForeignSide, 2*len(b.Sides))
	for n := range all {
		all[n] = ForeignSide{
			Part:    p,
			Economy: n / 2,
			Import:  n%2 == 1,
			Assumed: b.Assumed[n/2],
			Cost:    make([]float64, k),
			Bound:   make([]float64, k),
		}
	}
	for o, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			if !b.Goods[i] {
				continue
			}
			for q, f := range flow[i*s.G() : (i+1)*s.G()] {
				if f == 0 || b.Free[o*s.G()+q] {
					continue
				}
				x, im := &all[2*b.Side[o]], &all[2*b.Side[q]+1]
				for c, th := range m.Thetas {
					part := b.cost(th, i, o, q)
					ax, aim := m.above(best, c, i, o, q)
					per := m.price(i, c) * f
					x.Cost[c] += per * part[exportSide]
					im.Cost[c] += per * part[importSide]
					x.Bound[c] += per * ax
					im.Bound[c] += per * aim
				}
			}
		}
	}
	var out []ForeignSide
	for _, side := range all {
		if side.Economy != b.Side[p] && maximum(side.Cost) > 0 {
			out = append(out, side)
		}
	}
	sortBy(out, func(s *ForeignSide) []float64 { return s.Cost })
	return out
}
