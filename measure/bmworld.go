package measure

import (
	"context"

	"ikat/dense"
)

// world adds foreign value added of the world perspective: each value is foreign value added once in the exports of all
// economies together, the first time (source) or the last time (sink) an economy other than its maker exports it.
//
// Source: what s exports and t sent to s itself,
//
//	FVA = (Σ_t≠s v_t L_t A_ts L_s)∘e_sr
//
// Sink: after s no third economy exports it. It is absorbed by the importer, or the importer is its maker t, who may
// send it out once more, to whoever absorbs it,
//
//	FVA = (Σ_t≠s v_t B_ts)∘[Y_sr + A_sr L_r Y_rr] + (v_r B_rs)∘A_sr L_r Σ_u≠r [Y_ru + A_ru L_u Y_uu]
func (b *bmParts) world(ctx context.Context, sink bool) error {
	if sink {
		return b.worldSink(ctx)
	}
	s := b.sys
	direct, err := b.enteredDirectly(ctx)
	if err != nil {
		return err
	}
	e, G := s.Exports(), s.G()
	return eachPair(ctx, b.rows, func(p, r int, v [][]float64) error {
		for i := s.Parts[p].Lo; i < s.Parts[p].Hi; i++ {
			b.putForeign(v, i-s.Parts[p].Lo, b.foreign[i]*e.Total[i*G+r], direct[i]*e.Total[i*G+r])
		}
		return nil
	})
}

func (b *bmParts) putForeign(v [][]float64, k int, fc, fva float64) {
	v[b.columns[bmFVA]][k] = fva
	v[b.columns[bmFDC]][k] = fc - fva
}

// enteredDirectly returns Σ_t≠s v_t L_t A_ts L_s, stacked by s.
func (b *bmParts) enteredDirectly(ctx context.Context) ([]float64, error) {
	s := b.sys
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]float64, s.N())
	return out, s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		part, y := out[P.Lo:P.Hi], make([]float64, P.Hi-P.Lo)
		for t, T := range s.Parts {
			if t == p {
				continue
			}
			s.MulAT(t, p, b.local[T.Lo:T.Hi], y)
			for k, v := range y {
				part[k] += v
			}
		}
		return locals[p].Solve(ctx, dense.Trans, 1, part, 1)
	})
}

func (b *bmParts) worldSink(ctx context.Context) error {
	s := b.sys
	w, err := s.Origin(ctx)
	if err != nil {
		return err
	}
	onward, err := b.sentOnward(ctx)
	if err != nil {
		return err
	}
	e, G, invX := s.Exports(), s.G(), s.InvX()
	return eachPair(ctx, b.rows, func(p, r int, v [][]float64) error {
		P, R := s.Parts[p], s.Parts[r]
		u, y := make([]float64, 2*(R.Hi-R.Lo)), make([]float64, 2*(P.Hi-P.Lo))
		for j := R.Lo; j < R.Hi; j++ {
			u[2*(j-R.Lo)], u[2*(j-R.Lo)+1] = b.home[j]*invX[j], onward[j]*invX[j]
		}
		if err := s.MulZ(ctx, p, r, 2, u, y); err != nil {
			return err
		}
		for k := range P.Hi - P.Lo {
			i := P.Lo + k
			fva := b.foreign[i]*(e.Final[i*G+r]+y[2*k]) + w[i*G+r]*y[2*k+1]
			b.putForeign(v, k, b.foreign[i]*e.Total[i*G+r], fva)
		}
		return nil
	})
}

// sentOnward returns L_r Σ_u≠r [Y_ru + A_ru L_u Y_uu], stacked by r: output of r in exports that their importers
// absorb.
func (b *bmParts) sentOnward(ctx context.Context) ([]float64, error) {
	s := b.sys
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	e, G := s.Exports(), s.G()
	out := make([]float64, s.N())
	return out, s.EachPart(ctx, func(r int) error {
		R := s.Parts[r]
		part, y := out[R.Lo:R.Hi], make([]float64, R.Hi-R.Lo)
		for u, U := range s.Parts {
			if u == r {
				continue
			}
			s.MulA(r, u, b.home[U.Lo:U.Hi], y)
			for k, v := range y {
				part[k] += v + e.Final[(R.Lo+k)*G+u]
			}
		}
		return locals[r].Solve(ctx, dense.NoTrans, 1, part, 1)
	})
}
