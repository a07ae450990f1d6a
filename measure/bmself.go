package measure

import "context"

// self fills the terms of the self perspectives, each flow its own perimeter: all exports of a sector at the sector
// level, those to one importer at the bilateral levels. With the flow taken out of A,
//
//	DVA = (v_s B*_ss)∘e_sr,  REF = (v_s B*_ss)∘A_sr (BY)_rs,  FVA = (Σ_t≠s v_t B*_ts)∘e_sr
//
// Counting at the first and at the last crossing gives the same terms, since the perimeter is the row itself.
func (b *bmParts) self(ctx context.Context) error {
	perimeter := oncePerSector
	switch b.rows.level {
	case "bilateral":
		perimeter = oncePerPair
	case "bilateral-sector":
		perimeter = oncePerFlow
	}
	s := b.sys
	rate, err := perimeter(ctx, s, b.own, b.foreign)
	if err != nil {
		return err
	}
	e, G, invX := s.Exports(), s.G(), s.InvX()
	return eachPair(ctx, b.rows, func(p, r int, v [][]float64) error {
		P, R := s.Parts[p], s.Parts[r]
		u, back := make([]float64, R.Hi-R.Lo), make([]float64, P.Hi-P.Lo)
		for j := R.Lo; j < R.Hi; j++ {
			u[j-R.Lo] = b.by[j*G+p] * invX[j]
		}
		if err := s.MulZ(ctx, p, r, 1, u, back); err != nil {
			return err
		}
		for k := range P.Hi - P.Lo {
			i := P.Lo + k
			x := e.Total[i*G+r]
			dc, dva, ref := b.own[i]*x, rate.own[i*G+r]*x, rate.own[i*G+r]*back[k]
			fc, fva := b.foreign[i]*x, rate.foreign[i*G+r]*x
			b.put(v, k, &[bmCount]float64{bmGexp: x, bmDC: dc, bmDVA: dva, bmVAX: dva - ref, bmREF: ref,
				bmDDC: dc - dva, bmFC: fc, bmFVA: fva, bmFDC: fc - fva})
		}
		return nil
	})
}
