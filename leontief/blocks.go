package leontief

import (
	"context"

	"ikat/dense"
	"ikat/fault"
)

// DiagonalFactors returns the factors of B_ss for each part s. With them every inverse that leaves out an economy's
// exports, B^{\s}, or its imports is a correction of B by thin products: no second n x n system is solved.
//
// Error: fault.Unsolved naming the part whose block is singular.
func (s *System) DiagonalFactors(ctx context.Context) ([]*dense.LU, error) {
	return s.diagLU.get(func() ([]*dense.LU, error) {
		blocks, err := s.DiagonalBlocks(ctx)
		if err != nil {
			return nil, err
		}
		out := make([]*dense.LU, s.G())
		err = s.EachPart(ctx, func(p int) error {
			N := s.Parts[p].Hi - s.Parts[p].Lo
			lu, err := dense.Factor(ctx, N, append([]float64(nil), blocks[p]...), N)
			if err != nil {
				return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name + ", " + s.Parts[p].Code,
					What: "the economy's block of the Leontief inverse is singular",
					Why:  "Some of its value added cannot be told from what crosses its border twice",
					Err:  stopped(err)}
			}
			out[p] = lu
			return nil
		})
		return out, err
	})
}

// EachColumnBlock calls f with the columns B_·p of every part p, n x N_p row-major, on all cores. The columns are f's
// to use until it returns; B as a whole is never held.
func (s *System) EachColumnBlock(ctx context.Context, f func(p int, b []float64) error) error {
	lu, err := s.Factor(ctx)
	if err != nil {
		return err
	}
	return s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		N := P.Hi - P.Lo
		b := make([]float64, s.N()*N)
		for k := range N {
			b[(P.Lo+k)*N+k] = 1
		}
		if err := lu.Solve(ctx, dense.NoTrans, N, b, N); err != nil {
			return stopped(err)
		}
		return f(p, b)
	})
}

// FromEach returns B_·p u_p for each part p, n x G, given u stacked by part.
//
//	out[i·G + p] = Σ_{j in p} B_ij u_j
func (s *System) FromEach(ctx context.Context, u []float64) ([]float64, error) {
	out := s.eachApart(u)
	return out, s.Solve(ctx, s.G(), out)
}

// blockColumns is how many columns make a product a matter of the dense kernel rather than of reading Z once.
const blockColumns = 16

// MulZ computes y = Z_pq u for u, N_q x k row-major; y is N_p x k. A_pq u is MulZ of u divided by q's output.
func (s *System) MulZ(ctx context.Context, p, q, k int, u, y []float64) error {
	P, Q := s.Parts[p], s.Parts[q]
	n := s.N()
	if k >= blockColumns {
		return stopped(dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, P.Hi-P.Lo, k, Q.Hi-Q.Lo, 1, s.z[P.Lo*n+Q.Lo:], n,
			u, k, 0, y, k))
	}
	for i := P.Lo; i < P.Hi; i++ {
		out := y[(i-P.Lo)*k : (i-P.Lo+1)*k]
		clear(out)
		for j, z := range s.z[i*n+Q.Lo : i*n+Q.Hi] {
			for c, v := range u[j*k : j*k+k : j*k+k] {
				out[c] += z * v
			}
		}
	}
	return ctxErr(ctx)
}
