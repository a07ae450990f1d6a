package counterfactual

import (
	"context"
	"math"

	"ikat/dense"
)

// tangent differentiates prices and sales with respect to several variables at once; columns are the variables. The
// iterations of prices and sales want uses pooled, and the variables to be factors' prices.
type tangent struct {
	b          *Baseline
	l          *layout
	columns    int // M
	uses       int
	tolerance  float64   // at which the iterations end
	share, net []float64 // [N][D·uses][S]: π and π/(1+τ)
	x          []float64 // [N][D·uses]
}

// indices returns dP_b = Σ_s π_bs dc_s, [N][D·uses] x M, given dc, S·N x M.
func (t *tangent) indices(ctx context.Context, c, p []float64) error {
	S, N, B, M := t.b.S(), t.b.N(), t.b.D()*t.uses, t.columns
	for j := range N {
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, B, M, S, 1, t.share[j*B*S:], S, c[j*M:], N*M, 0,
			p[j*B*M:], M); err != nil {
			return canceled(ctx)
		}
	}
	return nil
}

// prices fills c with ∂ln ĉ/∂ln ŵ, S·N x M, and returns ∂ln P̂/∂ln ŵ, [N][D] x M.
//
//	dP_dj = Σ_s π_djs dc_sj,   dc_sk = γ_sk dw_s + Σ_j γ_s^{jk} dP_dj
func (t *tangent) prices(ctx context.Context, c []float64) ([]float64, error) {
	b, l, N, D, M := t.b, t.l, t.b.N(), t.b.D(), t.columns
	p := make([]float64, N*D*M)
	old := make([]float64, len(c))
	for range maxSweeps {
		copy(old, c)
		if err := t.indices(ctx, c, p); err != nil {
			return nil, err
		}
		for s, door := range l.buys {
			block := c[s*N*M : (s+1)*N*M]
			if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, N, M, N, 1, b.Input[s*N*N:], N, p[door*M:], D*M, 0,
				block, M); err != nil {
				return nil, canceled(ctx)
			}
			for k := range N {
				l.paid(s, s*N+k, func(f int, part float64) { block[k*M+f] += part * b.Labour[s*N+k] })
			}
		}
		if apart(c, old) <= t.tolerance {
			break
		}
	}
	return p, nil
}

// sales fills y with ∂Y/∂ln ŵ, S·N x M, given the slopes of costs, prices and of income before tariff revenue.
//
//	dY_sj = Σ_d [π/(1+τ) dX_dj + X_dj/(1+τ) dπ_djs],   dX_dj = Σ_k γ_s^{jk} dY_sk + α_nj dI_n
func (t *tangent) sales(ctx context.Context, c, p, income, y []float64) error {
	b, S, N, D, M := t.b, t.b.S(), t.b.N(), t.b.D(), t.columns
	direct, err := t.substitution(ctx, c, p, income)
	if err != nil {
		return err
	}
	copy(y, direct)
	x := make([]float64, D*N*M)
	old := make([]float64, len(y))
	revenue := make([]float64, b.G()*M)
	for range maxSweeps {
		copy(old, y)
		if err := t.spending(ctx, y, income, revenue, x); err != nil {
			return err
		}
		copy(y, direct)
		for j := range N {
			if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, S, M, D, 1, t.net[j*D*S:], S, x[j*M:], N*M, 1,
				y[j*M:], N*M); err != nil {
				return canceled(ctx)
			}
		}
		if apart(y, old) <= t.tolerance {
			break
		}
	}
	return nil
}

// spending fills x with dX, D·N x M, and revenue, G x M, with what it brings in tariffs, from the revenue of the round
// before.
func (t *tangent) spending(ctx context.Context, y, income, revenue, x []float64) error {
	b, l, S, N, D, M := t.b, t.l, t.b.S(), t.b.N(), t.b.D(), t.columns
	clear(x)
	for s, door := range l.buys {
		block := x[door*N*M : (door+1)*N*M]
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, N, M, N, 1, b.Input[s*N*N:], N, y[s*N*M:], M, 0, block,
			M); err != nil {
			return canceled(ctx)
		}
	}
	for n, door := range l.final {
		inc, rev := income[n*M:(n+1)*M], revenue[n*M:(n+1)*M]
		for j := range N {
			dst := x[(door*N+j)*M : (door*N+j+1)*M]
			axpy(b.Final[n*N+j], inc, dst)
			axpy(b.Final[n*N+j], rev, dst)
		}
	}
	clear(revenue)
	for d, door := range l.doors {
		rev := revenue[door.Economy*M : (door.Economy+1)*M]
		for j := range N {
			if v := t.x[j*D+d]; v != 0 {
				axpy(1-sum(t.net[(j*D+d)*S:(j*D+d+1)*S]), x[(d*N+j)*M:(d*N+j+1)*M], rev)
			}
		}
	}
	return nil
}

// substitution returns how sales move as buyers turn to cheaper suppliers, and adds to income what that does to tariff
// revenue. In nests
//
//	dπ_a = −π_a [η dc_a + (θ − η) dc_nest − θ dP],   dc_nest = Σ ω_a dc_a
func (t *tangent) substitution(ctx context.Context, c, p, income []float64) ([]float64, error) {
	b, S, N, B, M := t.b, t.b.S(), t.b.N(), t.b.D()*t.uses, t.columns
	out := make([]float64, S*N*M)
	bought := make([]float64, B*S)
	for j := range N {
		theta := b.Theta[j]
		for bu := range B {
			at := (j*B + bu) * S
			n := t.l.doors[bu/t.uses].Economy
			net, share, x := t.net[at:at+S], t.share[at:at+S], t.x[j*B+bu]
			var taxed float64
			inc := income[n*M : (n+1)*M]
			for i, v := range net {
				bought[bu*S+i] = x * v
				if tax := share[i] - v; tax != 0 {
					taxed += tax
					axpy(-theta*x*tax, c[(i*N+j)*M:(i*N+j+1)*M], inc)
				}
			}
			if taxed != 0 {
				axpy(theta*x*taxed, p[(j*B+bu)*M:(j*B+bu+1)*M], inc)
			}
		}
		if err := dense.Gemm(ctx, dense.Trans, dense.NoTrans, S, M, B, theta, bought, S, p[j*B*M:], M, 0, out[j*M:],
			N*M); err != nil {
			return nil, canceled(ctx)
		}
		for i := range S {
			var sold float64
			for bu := range B {
				sold += bought[bu*S+i]
			}
			axpy(-theta*sold, c[(i*N+j)*M:(i*N+j+1)*M], out[(i*N+j)*M:(i*N+j+1)*M])
		}
		if b.nested(j) {
			t.within(j, c, income, out)
		}
	}
	return out, nil
}

// within adds to substitution what differs where classes of firms compete with each other first.
func (t *tangent) within(j int, c, income, out []float64) {
	b, l, S, N, B, M := t.b, t.l, t.b.S(), t.b.N(), t.b.D()*t.uses, t.columns
	apart := b.Eta[j] - b.Theta[j]
	mean := make([]float64, M)
	for e := range b.G() {
		from, to := l.from[e], l.from[e+1]
		if to-from < 2 {
			continue
		}
		for bu := j * B; bu < (j+1)*B; bu++ {
			share := t.share[bu*S : (bu+1)*S]
			all := sum(share[from:to])
			if all == 0 || t.x[bu] == 0 {
				continue
			}
			clear(mean)
			for a := from; a < to; a++ {
				axpy(share[a]/all, c[(a*N+j)*M:(a*N+j+1)*M], mean)
			}
			n := l.doors[(bu-j*B)/t.uses].Economy
			for a := from; a < to; a++ {
				sold, taxed := t.x[bu]*t.net[bu*S+a], t.x[bu]*(share[a]-t.net[bu*S+a])
				dst, inc := out[(a*N+j)*M:(a*N+j+1)*M], income[n*M:(n+1)*M]
				for m, v := range c[(a*N+j)*M : (a*N+j+1)*M] {
					dst[m] += apart * sold * (mean[m] - v)
					if taxed != 0 {
						inc[m] += apart * taxed * (mean[m] - v)
					}
				}
			}
		}
	}
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
