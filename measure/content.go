package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
)

// contents returns, per unit of a sector's exports, the exporter's own value and that of all other economies.
func contents(ctx context.Context, s *leontief.System) (own, foreign []float64, err error) {
	w, err := s.Origin(ctx)
	if err != nil {
		return nil, nil, err
	}
	n, G := s.N(), s.G()
	own, foreign = make([]float64, n), make([]float64, n)
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			own[i] = w[i*G+p]
			for t := range G {
				if t != p {
					foreign[i] += w[i*G+t]
				}
			}
		}
	}
	return own, foreign, nil
}

// absorbedAtHome returns L_r Y_rr: output of each economy that its own final demand absorbs through domestic chains
// alone.
func absorbedAtHome(ctx context.Context, s *leontief.System) ([]float64, error) {
	own := make([]float64, s.N())
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			own[i] = s.Y[i*s.G()+p]
		}
	}
	return solveLocals(ctx, s, own)
}

// solveLocals returns L_r u_r for each part's own sectors.
func solveLocals(ctx context.Context, s *leontief.System, u []float64) ([]float64, error) {
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	out := append([]float64(nil), u...)
	return out, s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		return locals[p].Solve(ctx, dense.NoTrans, 1, out[P.Lo:P.Hi], 1)
	})
}

// onceOnly returns w_s (I + M_s)⁻¹ for the part of w that belongs to each s.
//
// Row block s of (I − A) B = I gives M_s = Σ_j≠s A_sj B_js = (I − A_ss) B_ss − I, hence (I + M_s)⁻¹ = B_ss⁻¹ L_s: two
// solves of the size of one economy.
func onceOnly(ctx context.Context, s *leontief.System, w []float64) ([]float64, error) {
	return solveEach(ctx, s, w, dense.Trans)
}

// solveEach overwrites a copy of w, stacked by part, with B_ss⁻¹ L_s w_s, or its transpose L_s' B_ss'⁻¹ w_s.
func solveEach(ctx context.Context, s *leontief.System, w []float64, op dense.Op) ([]float64, error) {
	blocks, err := s.DiagonalFactors(ctx)
	if err != nil {
		return nil, err
	}
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	out := append([]float64(nil), w...)
	return out, s.EachPart(ctx, func(p int) error {
		part := out[s.Parts[p].Lo:s.Parts[p].Hi]
		first, second := locals[p], blocks[p]
		if op == dense.Trans {
			first, second = second, first
		}
		if err := first.Solve(ctx, op, 1, part, 1); err != nil {
			return err
		}
		return second.Solve(ctx, op, 1, part, 1)
	})
}
