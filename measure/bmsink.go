package measure

import (
	"context"

	"ikat/dense"
)

// sink fills the terms of the exporter perspective, sink approach: value is counted the last time it leaves s. What
// follows that export is a world in which s sells nothing abroad,
//
//	X = B^{\s} Y^{\s}: (I − A) X = Y outside s, X_s = L_s Y_ss
//	DVA = (v_s B_ss)∘[Y_sr + A_sr X_r 1],  REF = (v_s B_ss)∘A_sr X_rs,  VAXIM = (v_s B_ss)∘[Y_sr + A_sr X_rr]
//	DDC = (v_s B_ss)∘A_sr (B^{\s}_·s e_s)_r;  FVA and FDC are the same with Σ_t≠s v_t B_ts
//
// X differs from BY only by what the sectors of s send out, so X = BY − B_·s c with B_ss c = (BY)_s − L_s Y_ss: with
// the factors of B_ss (N x N) each c is a small solve. L_r Ψ_r of Borin & Mancini is X_r 1. The correction of X_rr runs
// over all pairs and takes the columns of B, part by part; the others take G columns.
func (b *bmParts) sink(ctx context.Context) error {
	w, err := b.withoutExports(ctx)
	if err != nil {
		return err
	}
	s := b.sys
	e, G, invX := s.Exports(), s.G(), s.InvX()
	return eachPair(ctx, b.rows, func(p, r int, v [][]float64) error {
		const k4 = 4
		P, R := s.Parts[p], s.Parts[r]
		u, y := make([]float64, k4*(R.Hi-R.Lo)), make([]float64, k4*(P.Hi-P.Lo))
		for j := R.Lo; j < R.Hi; j++ {
			at, f := u[k4*(j-R.Lo):], invX[j]
			at[0], at[1], at[2] = w.total[j*G+p]*f, w.back[j*G+p]*f, w.again[j*G+p]*f
			if w.importer != nil {
				at[3] = w.importer[j*G+p] * f
			}
		}
		if err := s.MulZ(ctx, p, r, k4, u, y); err != nil {
			return err
		}
		for k := range P.Hi - P.Lo {
			i := P.Lo + k
			x, final, after := e.Total[i*G+r], e.Final[i*G+r], y[k4*k:]
			own, foreign := b.own[i], b.foreign[i]
			dva, ref := own*(final+after[0]), own*after[1]
			b.put(v, k, &[bmCount]float64{bmGexp: x, bmDC: own * x, bmDVA: dva, bmVAX: dva - ref,
				bmVAXIM: own * (final + after[3]), bmREF: ref,
				bmDDC: own * after[2], bmFC: foreign * x, bmFVA: foreign * (final + after[0]),
				bmFDC: foreign * after[2]})
		}
		return nil
	})
}

// afterLast holds, for each exporter s in column s, output of the other economies in the world without s's exports.
type afterLast struct {
	total    []float64 // n x G: X 1
	back     []float64 // n x G: X_·s, absorbed by s
	again    []float64 // n x G: B^{\s}_·s e_s, what s exports anew
	importer []float64 // n x G: X_rr in the rows of r; nil where no column asks for it
}

func (b *bmParts) withoutExports(ctx context.Context) (*afterLast, error) {
	s := b.sys
	n, G := s.N(), s.G()
	blocks, err := s.DiagonalFactors(ctx)
	if err != nil {
		return nil, err
	}
	// Row block s of BY, less L_s Y_ss in column s, and its sum: what c must cancel.
	c, sum, own := make([]float64, n*G), make([]float64, n), make([]float64, n)
	x1 := make([]float64, n)
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			copy(c[i*G:], b.by[i*G:(i+1)*G])
			c[i*G+p] -= b.home[i]
			for _, v := range b.by[i*G : (i+1)*G] {
				x1[i] += v
			}
		}
	}
	err = s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		if err := blocks[p].Solve(ctx, dense.NoTrans, G, c[P.Lo*G:P.Hi*G], G); err != nil {
			return err
		}
		for i := P.Lo; i < P.Hi; i++ {
			own[i] = c[i*G+p]
			for _, v := range c[i*G : (i+1)*G] {
				sum[i] += v
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	exported, err := solveEach(ctx, s, s.Exports().Sum, dense.NoTrans)
	if err != nil {
		return nil, err
	}
	var w afterLast
	for _, column := range []struct {
		u   []float64
		out *[]float64
	}{{sum, &w.total}, {own, &w.back}, {exported, &w.again}} {
		if *column.out, err = s.FromEach(ctx, column.u); err != nil {
			return nil, err
		}
	}
	for i := range n {
		for p := range G {
			w.total[i*G+p] = x1[i] - w.total[i*G+p]
			w.back[i*G+p] = b.by[i*G+p] - w.back[i*G+p]
		}
	}
	if b.columns[bmVAXIM] >= 0 {
		w.importer, err = b.absorbedByImporter(ctx, c)
	}
	return &w, err
}

// absorbedByImporter returns X_rr for each exporter s: (BY)_rr − B_rs c_sr, in rows r and column s.
func (b *bmParts) absorbedByImporter(ctx context.Context, c []float64) ([]float64, error) {
	s := b.sys
	G := s.G()
	out := make([]float64, s.N()*G)
	err := s.EachColumnBlock(ctx, func(p int, col []float64) error {
		P := s.Parts[p]
		N := P.Hi - P.Lo
		for r, R := range s.Parts {
			for i := R.Lo; i < R.Hi; i++ {
				x := b.by[i*G+r]
				for k, v := range col[i*N : (i+1)*N] {
					x -= v * c[(P.Lo+k)*G+r]
				}
				out[i*G+p] = x
			}
		}
		return nil
	})
	return out, err
}
