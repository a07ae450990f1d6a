package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var bm = &Measure{
	ID:       "bm",
	Label:    "Borin-Mancini decomposition of exports",
	Question: "What are exports made of: domestic work, foreign work, and value counted twice?",
	Definition: "Gross exports split by where value added was created and whether it has crossed the exporter's border before. Exporter " +
		"perspective, source approach: value added is counted the first time it leaves the exporter.",
	Formula: "DC = (v_s B_ss)∘e_sr; DVA = (v_s L_s)∘e_sr; DDC = DC − DVA; DAVAX = (v_s L_s)∘[Y_sr + A_sr L_r Y_rr]; REF = (v_s L_s)∘[A_sr (BY)_rs]; " +
		"VAX = DVA − REF; FC = (Σ_t≠s v_t B_ts)∘e_sr; FVA = (Σ_t≠s v_t B_ts)(I + M_s)⁻¹∘e_sr, M_s = Σ_j≠s A_sj B_js; FDC = FC − FVA; " +
		"GVC = E − DAVAX; GVCB = FC + DDC; GVCF = GVC − GVCB",
	Reading: "DC + FC = E, DVA + DDC = DC, FVA + FDC = FC. GVC is trade that crosses at least two borders; GVC / E is the participation " +
		"rate, GVCB its backward part (foreign content), GVCF its forward part (value sold on by the importer).",
	Reference: "Borin & Mancini (2019), World Bank Policy Research Working Paper 8804; Borin & Mancini (2023), Economic Systems Research 35",
	Levels:    []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Terms: func(Query) []Term {
		return []Term{
			{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
			{"dc", "Domestic content", Currency, "value of the exporter in its exports, repeated crossings included"},
			{"dva", "Domestic value added", Currency, "value added of the exporter, counted once"},
			{"davax", "Directly absorbed domestic value added", Currency, "domestic value added that crosses one border only: absorbed where it is first sold"},
			{"vax", "Domestic value added absorbed abroad", Currency, "domestic value added that does not come home"},
			{"ref", "Reflection", Currency, "domestic value added that comes home in imports and is absorbed there"},
			{"ddc", "Domestic double counting", Currency, "domestic value that leaves the exporter again after coming home"},
			{"fc", "Foreign content", Currency, "value of other economies in the exports, repeated crossings included"},
			{"fva", "Foreign value added", Currency, "value added of other economies, counted once"},
			{"fdc", "Foreign double counting", Currency, "foreign value that leaves the exporter again after coming back to it"},
			{"gvc", "Trade in global value chains", Currency, "exports that cross at least two borders"},
			{"gvcb", "Backward participation", Currency, "foreign content and domestic double counting"},
			{"gvcf", "Forward participation", Currency, "domestic value added that importers sell on"},
		}
	},
	Compute: computeBM,
}

// bmParts are the vectors and thin matrices that every pair of economies needs.
type bmParts struct {
	own     []float64 // n: v_s B_ss
	local   []float64 // n: v_s L_s
	foreign []float64 // n: Σ_t≠s v_t B_ts
	fva     []float64 // n: Σ_t≠s v_t B_ts (I + M_s)⁻¹
	home    []float64 // n: L_r Y_rr
	by      []float64 // n x G: BY
}

func computeBM(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	b, err := newBMParts(ctx, s)
	if err != nil {
		return nil, err
	}
	rows := newExportRows(s, q.Level, terms)
	e, G := s.Exports(), s.G()
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		P, R := s.Parts[p], s.Parts[r]
		direct, back := make([]float64, P.Hi-P.Lo), make([]float64, P.Hi-P.Lo)
		homeBound := make([]float64, R.Hi-R.Lo)
		for i := R.Lo; i < R.Hi; i++ {
			homeBound[i-R.Lo] = b.by[i*G+p]
		}
		s.MulA(p, r, b.home[R.Lo:R.Hi], direct)
		s.MulA(p, r, homeBound, back)
		for k := range direct {
			i := P.Lo + k
			x := e.Total[i*G+r]
			dc, dva, ref := b.own[i]*x, b.local[i]*x, b.local[i]*back[k]
			davax := b.local[i] * (e.Final[i*G+r] + direct[k])
			fc, fva := b.foreign[i]*x, b.fva[i]*x
			gvc, gvcb := x-davax, fc+dc-dva
			for t, value := range [...]float64{x, dc, dva, davax, dva - ref, ref, dc - dva, fc, fva, fc - fva, gvc, gvcb, gvc - gvcb} {
				v[t][k] = value
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows.frame(), nil
}

func newBMParts(ctx context.Context, s *leontief.System) (*bmParts, error) {
	var b bmParts
	var err error
	if b.local, err = s.OriginLocal(ctx); err != nil {
		return nil, err
	}
	if b.by, err = s.Absorbed(ctx); err != nil {
		return nil, err
	}
	if b.own, b.foreign, err = contents(ctx, s); err != nil {
		return nil, err
	}
	if b.home, err = absorbedAtHome(ctx, s); err != nil {
		return nil, err
	}
	b.fva, err = onceOnly(ctx, s, b.foreign)
	return &b, err
}

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

// absorbedAtHome returns L_r Y_rr: output of each economy that its own final demand absorbs through domestic chains alone.
func absorbedAtHome(ctx context.Context, s *leontief.System) ([]float64, error) {
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]float64, s.N())
	err = s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		for i := P.Lo; i < P.Hi; i++ {
			out[i] = s.Y[i*s.G()+p]
		}
		return locals[p].Solve(ctx, dense.NoTrans, 1, out[P.Lo:P.Hi], 1)
	})
	return out, err
}

// onceOnly returns w_s (I + M_s)⁻¹ for the part of w that belongs to each s.
//
// Row block s of (I − A) B = I gives M_s = Σ_j≠s A_sj B_js = (I − A_ss) B_ss − I, hence (I + M_s)⁻¹ = B_ss⁻¹ L_s: two
// solves of the size of one economy.
func onceOnly(ctx context.Context, s *leontief.System, w []float64) ([]float64, error) {
	blocks, err := s.DiagonalBlocks(ctx)
	if err != nil {
		return nil, err
	}
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	out := append([]float64(nil), w...)
	err = s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		N := P.Hi - P.Lo
		lu, err := dense.Factor(ctx, N, append([]float64(nil), blocks[p]...), N)
		if err != nil {
			return blockError(s, p, err)
		}
		if err := lu.Solve(ctx, dense.Trans, 1, out[P.Lo:P.Hi], 1); err != nil {
			return err
		}
		return locals[p].Solve(ctx, dense.Trans, 1, out[P.Lo:P.Hi], 1)
	})
	return out, err
}
