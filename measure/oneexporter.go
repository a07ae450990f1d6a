package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
)

// OneExporter is what becomes of one economy's exports and who is in them: rows of bm, va-origin, va-final and exports
// that belong to it, computed with four right-hand sides where the measures compute every economy's. Amounts are in
// the table's unit.
type OneExporter struct {
	// By exporting sector of the part: gross exports, domestic and foreign content, trade in value chains and its
	// backward part, and domestic value added absorbed abroad.
	Gross, Domestic, Foreign, GVC, Backward, Abroad []float64
	// By part: value added of it in the exports, exports to it, and the exporter's value added absorbed there.
	Suppliers, Buyers, Users []float64
}

// ExportsOf computes the exports of part p by source from the exporter's perspective (bm), over all importers.
//
// Error: as leontief.System.Solve.
func ExportsOf(ctx context.Context, s *leontief.System, p int) (*OneExporter, error) {
	n, G, P, e := s.N(), s.G(), s.Parts[p], s.Exports()
	// Each row of back is v_s B and v B in a sector; each of ahead (BY)_·s and B e_s.
	back, ahead := make([]float64, 2*n), make([]float64, 2*n)
	for i := range n {
		back[2*i+1], ahead[2*i] = s.V[i], s.Y[i*G+p]
	}
	for i := P.Lo; i < P.Hi; i++ {
		back[2*i], ahead[2*i+1] = s.V[i], e.Sum[i]
	}
	if err := s.SolveT(ctx, 2, back); err != nil {
		return nil, err
	}
	if err := s.Solve(ctx, 2, ahead); err != nil {
		return nil, err
	}
	local, direct, err := crossOnce(ctx, s)
	if err != nil {
		return nil, err
	}
	again := make([]float64, n)
	for i := range n {
		again[i] = ahead[2*i]
	}
	if again, err = s.MulAbroad(ctx, dense.NoTrans, again); err != nil {
		return nil, err
	}
	o := &OneExporter{Suppliers: make([]float64, G), Buyers: make([]float64, G), Users: make([]float64, G)}
	for i := P.Lo; i < P.Hi; i++ {
		x, own, all := e.Sum[i], back[2*i], back[2*i+1]
		dc, dva, fc := own*x, local[i]*x, (all-own)*x
		o.Gross, o.Domestic, o.Foreign = append(o.Gross, x), append(o.Domestic, dc), append(o.Foreign, fc)
		o.GVC, o.Backward = append(o.GVC, x-direct[i]), append(o.Backward, fc+dc-dva)
		o.Abroad = append(o.Abroad, dva-local[i]*again[i])
	}
	for q := range G {
		for i := s.Parts[q].Lo; i < s.Parts[q].Hi; i++ {
			o.Suppliers[q] += s.V[i] * ahead[2*i+1]
		}
		for i := P.Lo; i < P.Hi; i++ {
			o.Buyers[q] += e.Total[i*G+q]
		}
		for j := range n {
			o.Users[q] += back[2*j] * s.Y[j*G+q]
		}
	}
	return o, nil
}

// crossOnce returns v_s L_s, and the exports of each sector that cross one border only: (v_s L_s)∘Σ_r [Y_sr + A_sr L_r
// Y_rr].
func crossOnce(ctx context.Context, s *leontief.System) (local, direct []float64, err error) {
	if local, err = s.OriginLocal(ctx); err != nil {
		return nil, nil, err
	}
	home, err := absorbedAtHome(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	if direct, err = s.MulAbroad(ctx, dense.NoTrans, home); err != nil {
		return nil, nil, err
	}
	e, G := s.Exports(), s.G()
	for i := range direct {
		for _, v := range e.Final[i*G : (i+1)*G] {
			direct[i] += v
		}
		direct[i] *= local[i]
	}
	return local, direct, nil
}

// Participation returns the gross exports of every part and, of these, trade in value chains (bm): no more than one
// pass over the table, since what crosses one border only takes no account of the rounds abroad.
//
// Error: as leontief.System.Locals.
func Participation(ctx context.Context, s *leontief.System) (gross, gvc []float64, err error) {
	_, direct, err := crossOnce(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	gross, gvc = make([]float64, s.G()), make([]float64, s.G())
	e := s.Exports()
	for i, d := range direct {
		p := s.PartOf(i)
		gross[p] += e.Sum[i]
		gvc[p] += e.Sum[i] - d
	}
	return gross, gvc, nil
}
