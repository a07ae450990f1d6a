package leontief

import (
	"context"

	"ikat/dense"
	"ikat/fault"
)

// Weights scale the flows between parts: W[q·n + i] multiplies every flow from sector i to a user in part q, G x n.
// Flows inside a part must keep the weight 1 in a solve, so that the economies' own blocks are those of A.
type Weights []float64

// SolveWeighted overwrites column c of b, n x k row-major, with (I − A∘W_c)⁻¹ b_c, where w holds one W for each column.
// Nothing n x n is made unless iteration fails.
//
// Error: fault.Unsolved where the weighted system is singular or its residual exceeds 1e-12; fault.Canceled.
func (s *System) SolveWeighted(ctx context.Context, w []Weights, b []float64) error {
	return s.solveWeighted(ctx, dense.NoTrans, w, b)
}

// SolveWeightedT is SolveWeighted for I − (A∘W_c)'.
func (s *System) SolveWeightedT(ctx context.Context, w []Weights, b []float64) error {
	return s.solveWeighted(ctx, dense.Trans, w, b)
}

// MulWeightedT returns (A∘W_c)' y_c, n x k. Here a flow inside a part may have any weight.
func (s *System) MulWeightedT(ctx context.Context, w []Weights, y []float64) ([]float64, error) {
	r := make([]float64, len(y))
	return r, stopped(s.addWeighted(ctx, dense.Trans, w, y, r))
}

// solveWeighted iterates, since a few columns never pay for factors of their own, and factors where that fails.
func (s *System) solveWeighted(ctx context.Context, op dense.Op, w []Weights, b []float64) error {
	k := len(w)
	add := func(y, r []float64) error { return s.addWeighted(ctx, op, w, y, r) }
	y, err := s.iterateOn(ctx, op, k, b, add)
	if err != nil {
		return stopped(err)
	}
	if y == nil {
		return s.factorEach(ctx, op, w, b)
	}
	r := make([]float64, len(b))
	for i := range r {
		r[i] = b[i] - y[i]
	}
	if err := add(y, r); err != nil {
		return stopped(err)
	}
	if worst := relative(k, r, b, y); !(worst <= tolerance) {
		return s.factorEach(ctx, op, w, b)
	}
	copy(b, y)
	return nil
}

// factorEach solves column by column with factors of its own matrix.
func (s *System) factorEach(ctx context.Context, op dense.Op, w []Weights, b []float64) error {
	k := len(w)
	col := make([]float64, s.N())
	for c := range w {
		lu, err := s.FactorWeighted(ctx, w[c])
		if err != nil {
			return err
		}
		for i := range col {
			col[i] = b[i*k+c]
		}
		if err := lu.Solve(ctx, op, 1, col, 1); err != nil {
			return stopped(err)
		}
		for i, v := range col {
			if v-v != 0 {
				return &fault.Error{Kind: fault.Unsolved, Where: s.Table.Name,
					What: fault.Say("the weighted Leontief system has no finite solution at %s", s.Sector(i))}
			}
			b[i*k+c] = v
		}
	}
	return nil
}

// FactorWeighted returns the factors of I − A∘W, a matrix of its own.
//
// Error: fault.Unsolved naming the industry where it is singular.
func (s *System) FactorWeighted(ctx context.Context, w Weights) (*dense.LU, error) {
	n := s.N()
	m := s.iMinusA(0, n)
	for i := range n {
		own := s.PartOf(i)
		for q, P := range s.Parts {
			if f := w[q*n+i]; q != own && f != 1 {
				for j := P.Lo; j < P.Hi; j++ {
					m[i*n+j] *= f
				}
			}
		}
	}
	lu, err := dense.Factor(ctx, n, m, n)
	if err != nil {
		return nil, s.singular(err, 0)
	}
	return lu, nil
}

// addWeighted adds op(A∘W_c) y_c to r_c.
func (s *System) addWeighted(ctx context.Context, op dense.Op, w []Weights, y, r []float64) error {
	if op == dense.Trans {
		return s.EachPart(ctx, func(q int) error { return s.addUsers(ctx, q, w, y, r) })
	}
	n, k := s.N(), len(w)
	scaled := make([]float64, n*k)
	for j := range n {
		for c := range k {
			scaled[j*k+c] = y[j*k+c] * s.invX[j]
		}
	}
	return s.EachPart(ctx, func(p int) error { return s.addSuppliers(ctx, p, w, scaled, r) })
}

// addUsers adds the rows of part q of (A∘W)' y.
func (s *System) addUsers(ctx context.Context, q int, w []Weights, y, r []float64) error {
	n, k := s.N(), len(w)
	scaled := make([]float64, n*k)
	for i := range n {
		for c := range k {
			scaled[i*k+c] = y[i*k+c] * w[c][q*n+i]
		}
	}
	return s.MulPartT(ctx, q, k, scaled, r)
}

// MulPartT adds the rows of part q of A' y, k columns, to those of r; y and r are n x k. Calls for different parts may
// run at once.
func (s *System) MulPartT(ctx context.Context, q, k int, y, r []float64) error {
	n, Q := s.N(), s.Parts[q]
	out := make([]float64, (Q.Hi-Q.Lo)*k)
	err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, Q.Hi-Q.Lo, k, n, 1, s.z[Q.Lo:], n, y, k, 0, out, k)
	if err != nil {
		return stopped(err)
	}
	for m := range Q.Hi - Q.Lo {
		for c := range k {
			r[(Q.Lo+m)*k+c] += out[m*k+c] * s.invX[Q.Lo+m]
		}
	}
	return nil
}

// addSuppliers adds the rows of part p of (A∘W) y, with y already divided by output.
func (s *System) addSuppliers(ctx context.Context, p int, w []Weights, scaled, r []float64) error {
	n, k, P := s.N(), len(w), s.Parts[p]
	out := make([]float64, (P.Hi-P.Lo)*k)
	for q, Q := range s.Parts {
		block, from := s.z[P.Lo*n+Q.Lo:], scaled[Q.Lo*k:Q.Hi*k]
		if k == 1 {
			dense.Gemv(dense.NoTrans, P.Hi-P.Lo, Q.Hi-Q.Lo, 1, block, n, from, 0, out)
		} else if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, P.Hi-P.Lo, k, Q.Hi-Q.Lo, 1, block, n, from, k, 0,
			out, k); err != nil {
			return err
		}
		for i := P.Lo; i < P.Hi; i++ {
			for c := range k {
				r[i*k+c] += out[(i-P.Lo)*k+c] * w[c][q*n+i]
			}
		}
	}
	return nil
}

// Flows returns what every sector sells to every part when the users' outputs are u: F[i·G + q] = Σ_{m in q} A_im u_m.
func (s *System) Flows(ctx context.Context, u []float64) ([]float64, error) {
	n, G := s.N(), s.G()
	f, scaled := make([]float64, n*G), make([]float64, n)
	for j := range n {
		scaled[j] = u[j] * s.invX[j]
	}
	err := s.EachPart(ctx, func(p int) error {
		for i := s.Parts[p].Lo; i < s.Parts[p].Hi; i++ {
			row := s.ZRow(i)
			for q, Q := range s.Parts {
				var sum float64
				for m := Q.Lo; m < Q.Hi; m++ {
					sum += row[m] * scaled[m]
				}
				f[i*G+q] = sum
			}
		}
		return nil
	})
	return f, stopped(err)
}

// Inputs returns A u: what sectors of outputs u buy from every sector.
func (s *System) Inputs(ctx context.Context, u []float64) ([]float64, error) {
	y := make([]float64, s.N())
	return y, stopped(s.addA(ctx, dense.NoTrans, 1, u, y))
}
