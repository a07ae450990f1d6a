package counterfactual

import (
	"context"
	"math"

	"ikat/dense"
)

// tangent differentiates prices and sales with respect to G variables at once; columns are the variables. The iterations
// of prices and sales want uses pooled.
type tangent struct {
	b          *Baseline
	uses       int
	tolerance  float64   // at which the iterations end
	share, net []float64 // [N][G·uses][G]: π and π/(1+τ)
	x          []float64 // [N][G·uses]
}

// indices returns dP_b = Σ_i π_bi dc_i, [N][G·uses] x G, given dc, G·N x G.
func (t *tangent) indices(ctx context.Context, c, p []float64) error {
	G, N, B := t.b.G(), t.b.N(), t.b.G()*t.uses
	for j := range N {
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, B, G, G, 1, t.share[j*B*G:], G, c[j*G:], N*G, 0, p[j*B*G:], G); err != nil {
			return canceled(ctx)
		}
	}
	return nil
}

// prices fills c with ∂ln ĉ/∂ln ŵ, G·N x G, and returns ∂ln P̂/∂ln ŵ, [N][G] x G.
//
//	dP_nj = Σ_i π_nij dc_ij,   dc_nk = γ_nk dw_n + Σ_j γ_n^{jk} dP_nj
func (t *tangent) prices(ctx context.Context, c []float64) ([]float64, error) {
	b := t.b
	G, N := b.G(), b.N()
	p := make([]float64, len(c))
	old := make([]float64, len(c))
	for range maxSweeps {
		copy(old, c)
		if err := t.indices(ctx, c, p); err != nil {
			return nil, err
		}
		for n := range G {
			block := c[n*N*G : (n+1)*N*G]
			if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, N, G, N, 1, b.Input[n*N*N:], N, p[n*G:], G*G, 0, block, G); err != nil {
				return nil, canceled(ctx)
			}
			for k := range N {
				block[k*G+n] += b.Labour[n*N+k]
			}
		}
		if apart(c, old) <= t.tolerance {
			break
		}
	}
	return p, nil
}

// sales fills y with ∂Y/∂ln ŵ, G·N x G, given the slopes of costs, prices and of income before tariff revenue.
//
//	dY_ij = Σ_n [π/(1+τ) dX_nj − θ_j X_nj π/(1+τ) (dc_ij − dP_nj)],   dX_nj = Σ_k γ_n^{jk} dY_nk + α_nj dI_n
func (t *tangent) sales(ctx context.Context, c, p, income, y []float64) error {
	b := t.b
	G, N := b.G(), b.N()
	direct, err := t.substitution(ctx, c, p, income)
	if err != nil {
		return err
	}
	copy(y, direct)
	x := make([]float64, len(y))
	old := make([]float64, len(y))
	revenue := make([]float64, G*G)
	for range maxSweeps {
		copy(old, y)
		for n := range G {
			block := x[n*N*G : (n+1)*N*G]
			if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, N, G, N, 1, b.Input[n*N*N:], N, y[n*N*G:], G, 0, block, G); err != nil {
				return canceled(ctx)
			}
			inc, rev := income[n*G:(n+1)*G], revenue[n*G:(n+1)*G]
			for j := range N {
				dst := block[j*G : (j+1)*G]
				axpy(b.Final[n*N+j], inc, dst)
				axpy(b.Final[n*N+j], rev, dst)
			}
			clear(rev)
			for j := range N {
				axpy(1-sum(t.net[(j*G+n)*G:(j*G+n+1)*G]), block[j*G:(j+1)*G], rev)
			}
		}
		copy(y, direct)
		for j := range N {
			if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, G, G, G, 1, t.net[j*G*G:], G, x[j*G:], N*G, 1, y[j*G:], N*G); err != nil {
				return canceled(ctx)
			}
		}
		if apart(y, old) <= t.tolerance {
			break
		}
	}
	return nil
}

// substitution returns how sales move as buyers turn to cheaper origins, and adds to income what that does to tariff
// revenue.
func (t *tangent) substitution(ctx context.Context, c, p, income []float64) ([]float64, error) {
	b := t.b
	G, N, B := b.G(), b.N(), b.G()*t.uses
	out := make([]float64, G*N*G)
	bought := make([]float64, B*G)
	for j := range N {
		theta := b.Theta[j]
		for bu := range B {
			at := (j*B + bu) * G
			net, share, x := t.net[at:at+G], t.share[at:at+G], t.x[j*B+bu]
			var taxed float64
			inc := income[bu/t.uses*G : (bu/t.uses+1)*G]
			for i, v := range net {
				bought[bu*G+i] = x * v
				if tax := share[i] - v; tax != 0 {
					taxed += tax
					axpy(-theta*x*tax, c[(i*N+j)*G:(i*N+j+1)*G], inc)
				}
			}
			if taxed != 0 {
				axpy(theta*x*taxed, p[at:at+G], inc)
			}
		}
		if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, G, G, B, theta, bought, G, p[j*B*G:], G, 0, out[j*G:], N*G); err != nil {
			return nil, canceled(ctx)
		}
		for i := range G {
			var sold float64
			for bu := range B {
				sold += bought[bu*G+i]
			}
			axpy(-theta*sold, c[(i*N+j)*G:(i*N+j+1)*G], out[(i*N+j)*G:(i*N+j+1)*G])
		}
	}
	return out, nil
}

// apart is the largest difference relative to the largest value.
func apart(a, b []float64) float64 {
	var d, m float64
	for i, v := range a {
		if e := math.Abs(v - b[i]); e > d {
			d = e
		}
		if v = math.Abs(v); v > m {
			m = v
		}
	}
	if m == 0 {
		return d
	}
	return d / m
}

func sum(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}
