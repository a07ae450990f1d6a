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
// and the same for Σ_t≠s v_t B_ts. It takes the columns of B, part by part, and a system of the size of one economy a pair.
func oncePerPair(ctx context.Context, s *leontief.System, own, foreign []float64) (*once, error) {
	return eachReturn(ctx, s, own, foreign, func(p int, m []float64, rates []float64) error {
		N := s.Parts[p].Hi - s.Parts[p].Lo
		lu, err := dense.Factor(ctx, N, m, N)
		if err != nil {
			return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Parts[p].Code, What: "what returns through one importer cannot be told apart: its system is singular", Err: err}
		}
		return lu.Solve(ctx, dense.Trans, 2, rates, 2)
	})
}

// oncePerFlow counts each value once in what sector i of s sells to r: a change of rank one, so that v_s B_ss is divided by
// 1 + (A_sr B_rs)_ii.
func oncePerFlow(ctx context.Context, s *leontief.System, own, foreign []float64) (*once, error) {
	return eachReturn(ctx, s, own, foreign, func(p int, m []float64, rates []float64) error {
		N := s.Parts[p].Hi - s.Parts[p].Lo
		for k := range N {
			rates[2*k] /= m[k*N+k]
			rates[2*k+1] /= m[k*N+k]
		}
		return finite(s, p, rates)
	})
}

// oncePerSector counts each value once in what sector i sells to all other economies together: v_s B_ss divided by
// 1 + (M_s)_ii, with I + M_s = (I − A_ss) B_ss.
func oncePerSector(ctx context.Context, s *leontief.System, own, foreign []float64) (*once, error) {
	blocks, err := s.DiagonalBlocks(ctx)
	if err != nil {
		return nil, err
	}
	G := s.G()
	out := &once{make([]float64, s.N()*G), make([]float64, s.N()*G)}
	return out, s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		N := P.Hi - P.Lo
		for k := range N {
			i, m := P.Lo+k, blocks[p][k*N+k]
			for j := range N {
				m -= s.A(i, P.Lo+j) * blocks[p][j*N+k]
			}
			rates := []float64{own[i] / m, foreign[i] / m}
			if err := finite(s, p, rates); err != nil {
				return err
			}
			for r := range G {
				out.own[i*G+r], out.foreign[i*G+r] = rates[0], rates[1]
			}
		}
		return nil
	})
}

// eachReturn calls f for every pair with m = I + A_sr B_rs, N_s x N_s, and the rates own and foreign side by side, which f
// corrects.
func eachReturn(ctx context.Context, s *leontief.System, own, foreign []float64, f func(p int, m, rates []float64) error) (*once, error) {
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
			return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Parts[p].Code, What: "what returns to a flow it has been in is all of it",
				Why: "The system without the flow has no inverse"}
		}
	}
	return nil
}
