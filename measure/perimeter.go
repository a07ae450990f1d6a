package measure

import (
	"context"
	"math"

	"ikat/dense"
	"ikat/fault"
	"ikat/leontief"
)

// once are the own and the foreign value in a unit of exports of a flow, counted once in that flow. Both are n x G, by
// exporting sector and importer.
type once struct{ own, foreign []float64 }

// oncePerPair counts each value once in all that s sells to r, whatever it did elsewhere. With A_sr taken out of A,
//
//	B^{sr}_·s = B_·s (I + A_sr B_rs)⁻¹,   own = v_s B_ss (I + A_sr B_rs)⁻¹
//
// and the same for Σ_t≠s v_t B_ts. It takes the columns of B, part by part, and a system of the size of one economy a
// pair.
func oncePerPair(ctx context.Context, s *leontief.System, own, foreign []float64) (*once, error) {
	return eachReturn(ctx, s, own, foreign, func(p int, m []float64, rates []float64) error {
		return countOnce(ctx, s, p, s.Parts[p].Hi-s.Parts[p].Lo, m, rates)
	})
}

// oncePerFlow counts each value once in what industry k of s sells to r: v_s B_ss divided by 1 + (A_sr B_rs)_kk.
func oncePerFlow(ctx context.Context, s *leontief.System, own, foreign []float64) (*once, error) {
	return eachReturn(ctx, s, own, foreign, func(p int, m []float64, rates []float64) error {
		return oncePerIndustry(ctx, s, p, m, rates)
	})
}

// oncePerSector counts each value once in what industry k sells to all other economies together: v_s B_ss divided by
// 1 + (M_s)_kk, with I + M_s = (I − A_ss) B_ss.
func oncePerSector(ctx context.Context, s *leontief.System, own, foreign []float64) (*once, error) {
	blocks, err := s.DiagonalBlocks(ctx)
	if err != nil {
		return nil, err
	}
	G, inds := s.G(), len(s.Industries)
	out := &once{make([]float64, s.N()*G), make([]float64, s.N()*G)}
	return out, s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		N := P.Hi - P.Lo
		m, rates := append([]float64(nil), blocks[p]...), make([]float64, 2*N)
		for k := range N {
			for c := k % inds; c < N; c += inds { // no other entry is between rows of one industry
				for j := range N {
					m[k*N+c] -= s.A(P.Lo+k, P.Lo+j) * blocks[p][j*N+c]
				}
			}
			rates[2*k], rates[2*k+1] = own[P.Lo+k], foreign[P.Lo+k]
		}
		if err := oncePerIndustry(ctx, s, p, m, rates); err != nil {
			return err
		}
		for k := range N {
			for r := range G {
				out.own[(P.Lo+k)*G+r], out.foreign[(P.Lo+k)*G+r] = rates[2*k], rates[2*k+1]
			}
		}
		return nil
	})
}

// oncePerIndustry corrects the rates of part p, own and foreign side by side, for what returns to the rows of one
// industry, given m = I + what returns. An industry is one row of an economy, and of a group a row of each member: the
// row that is printed is their common flow.
func oncePerIndustry(ctx context.Context, s *leontief.System, p int, m, rates []float64) error {
	N, inds, members := s.Parts[p].Hi-s.Parts[p].Lo, len(s.Industries), len(s.Parts[p].Members)
	if members == 1 {
		for k := range N {
			rates[2*k] /= m[k*N+k]
			rates[2*k+1] /= m[k*N+k]
		}
		return finite(s, p, rates)
	}
	common, theirs := make([]float64, members*members), make([]float64, 2*members)
	for k := range inds {
		for a := range members {
			row := k + a*inds
			copy(theirs[2*a:2*a+2], rates[2*row:])
			for b := range members {
				common[a*members+b] = m[row*N+k+b*inds]
			}
		}
		if err := countOnce(ctx, s, p, members, common, theirs); err != nil {
			return err
		}
		for a := range members {
			copy(rates[2*(k+a*inds):], theirs[2*a:2*a+2])
		}
	}
	return nil
}

// countOnce overwrites rates, two columns of length N, with rates m⁻¹. m is destroyed.
func countOnce(ctx context.Context, s *leontief.System, p, N int, m, rates []float64) error {
	lu, err := dense.Factor(ctx, N, m, N)
	if err != nil {
		return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Parts[p].Code,
			What: "what returns to a flow it has been in cannot be told apart: its system is singular", Err: err}
	}
	return lu.Solve(ctx, dense.Trans, 2, rates, 2)
}

// eachReturn calls f for every pair with m = I + A_sr B_rs, N_s x N_s, and the rates own and foreign side by side,
// which f corrects.
func eachReturn(ctx context.Context, s *leontief.System, own, foreign []float64,
	f func(p int, m, rates []float64) error) (*once, error) {
	n, G, invX := s.N(), s.G(), s.InvX()
	out := &once{make([]float64, n*G), make([]float64, n*G)}
	return out, s.EachColumnBlock(ctx, func(p int, col []float64) error {
		P := s.Parts[p]
		N := P.Hi - P.Lo
		for i := range n {
			for k := i * N; k < (i+1)*N; k++ {
				col[k] *= invX[i]
			}
		}
		m, rates := make([]float64, N*N), make([]float64, 2*N)
		for r, R := range s.Parts {
			if r == p {
				continue
			}
			if err := s.MulZ(ctx, p, r, N, col[R.Lo*N:R.Hi*N], m); err != nil {
				return err
			}
			for k := range N {
				m[k*N+k]++
				rates[2*k], rates[2*k+1] = own[P.Lo+k], foreign[P.Lo+k]
			}
			if err := f(p, m, rates); err != nil {
				return err
			}
			for k := range N {
				out.own[(P.Lo+k)*G+r], out.foreign[(P.Lo+k)*G+r] = rates[2*k], rates[2*k+1]
			}
		}
		return nil
	})
}

func finite(s *leontief.System, p int, rates []float64) error {
	for _, v := range rates {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Parts[p].Code,
				What: "what returns to a flow it has been in is all of it",
				Why:  "The system without the flow has no inverse"}
		}
	}
	return nil
}
