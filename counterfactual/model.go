// Package counterfactual asks what the world would look like if a border, a tariff or an economy were different.
//
// It solves the model of Caliendo and Parro (2015), trade with input-output linkages, in changes ("exact hat algebra"): a
// Baseline holds the shares of one year, a Shock what changes, Solve finds the new equilibrium and Outcome compares the
// two. Linearise differentiates the same equations at the baseline and answers, with one factorisation and one adjoint
// solve an outcome, what every link in the world is worth at the margin.
//
// A link is a triple (industry j, importer n, exporter i), domestic ones included. Arrays over links are laid out
// [j][n][i]; arrays over sectors [n][j]. A buyer b = n·Uses + u is the use u of economy n: with pooled shares each
// economy is one buyer, with use-specific shares each of its industries and its final demand are.
//
// Caliendo & Parro (2015), Review of Economic Studies 82; Antràs & Chor (2018), NBER 24185, for use-specific shares.
package counterfactual

import (
	"fmt"
	"math"

	"ikat/fault"
)

// Baseline is an equilibrium in shares and values. It is immutable and safe for concurrent use.
type Baseline struct {
	Economies  []string // G
	Industries []string // N
	Uses       int      // 1: pooled; N+1: one for each industry, and final demand last

	Theta  []float64 // N: trade elasticity θ_j > 0
	Share  []float64 // [N][G·Uses][G]: π, exporter's share of a buyer's spending on an industry, tariff included
	Tariff []float64 // links: τ
	Labour []float64 // G·N: γ_nk, value added per unit of output
	Input  []float64 // [G][N][N]: γ_n^{jk}, spending of n's industry k on inputs from industry j per unit of its output
	Final  []float64 // G·N: α_nj, share of industry j in final spending

	Output  []float64 // G·N: Y, sales net of tariffs
	Wages   []float64 // G: w_n L_n, value added
	Income  []float64 // G: final spending, w_n L_n + tariff revenue − surplus
	Surplus []float64 // G: S, exports less imports
}

// G returns the number of economies.
func (b *Baseline) G() int { return len(b.Economies) }

// N returns the number of industries.
func (b *Baseline) N() int { return len(b.Industries) }

// Links returns the number of links, N·G·G.
func (b *Baseline) Links() int { return b.N() * b.G() * b.G() }

// Link returns the position of a link in arrays over links.
func (b *Baseline) Link(industry, importer, exporter int) int {
	return (industry*b.G()+importer)*b.G() + exporter
}

// buyers returns G·Uses.
func (b *Baseline) buyers() int { return b.G() * b.Uses }

// use returns the use that industry k of an economy buys for; k = N is final demand.
func (b *Baseline) use(k int) int {
	if b.Uses == 1 {
		return 0
	}
	return k
}

// Spending returns X, spending by industry and buyer, [N][G·Uses], tariffs included, given outputs and incomes.
//
//	X_nj = Σ_k γ_n^{jk} Y_nk + α_nj I_n      (for a use-specific buyer, its own term alone)
func (b *Baseline) Spending(y, income []float64) []float64 {
	x := make([]float64, b.N()*b.buyers())
	b.spending(y, income, x)
	return x
}

func (b *Baseline) spending(y, income, x []float64) {
	G, N, B := b.G(), b.N(), b.buyers()
	for n := range G {
		own := y[n*N : (n+1)*N]
		for j := range N {
			row := b.Input[(n*N+j)*N : (n*N+j+1)*N]
			final := b.Final[n*N+j] * income[n]
			dst := x[j*B+n*b.Uses : j*B+(n+1)*b.Uses]
			if b.Uses == 1 {
				dst[0] = dot(row, own) + final
				continue
			}
			for k, a := range row {
				dst[k] = a * own[k]
			}
			dst[N] = final
		}
	}
}

// Flows returns trade by link, net of tariffs: M_nij = Σ_u π X / (1+τ).
func (b *Baseline) Flows() []float64 {
	return b.flows(b.Share, b.Tariff, b.Spending(b.Output, b.Income))
}

func (b *Baseline) flows(share, tariff, x []float64) []float64 {
	G, B := b.G(), b.buyers()
	m := make([]float64, b.Links())
	for j := range b.N() {
		for bu := range B {
			row := share[(j*B+bu)*G : (j*B+bu+1)*G]
			at := b.Link(j, bu/b.Uses, 0)
			for i, s := range row {
				m[at+i] += s * x[j*B+bu] / (1 + tariff[at+i])
			}
		}
	}
	return m
}

// Residual returns the largest relative violation of the baseline's own accounts: output against sales, value added
// against the wage bill, income against final spending. A baseline made by FromTable leaves rounding.
func (b *Baseline) Residual() float64 {
	G, N := b.G(), b.N()
	m := b.Flows()
	worst := 0.0
	miss := func(got, want, scale float64) {
		worst = math.Max(worst, math.Abs(got-want)/scale)
	}
	for i := range G {
		var revenue, wages, surplus float64
		for j := range N {
			var sales float64
			for n := range G {
				out, in := b.Link(j, n, i), b.Link(j, i, n)
				sales += m[out]
				revenue += b.Tariff[in] * m[in]
				surplus += m[out] - m[in]
			}
			miss(sales, b.Output[i*N+j], b.Wages[i])
			wages += b.Labour[i*N+j] * b.Output[i*N+j]
		}
		miss(wages, b.Wages[i], b.Wages[i])
		miss(b.Wages[i]+revenue-b.Surplus[i], b.Income[i], b.Wages[i])
		miss(surplus, b.Surplus[i], b.Wages[i])
	}
	return worst
}

// Check returns an error where a baseline cannot be a starting point.
//
// Error: fault.Invalid for an elasticity that is not positive; fault.Inconsistent for accounts that do not balance to
// 1e-9 of an economy's value added, or an economy without income.
func (b *Baseline) Check() error {
	for j, t := range b.Theta {
		if !(t > 0) || math.IsInf(t, 0) {
			return &fault.Error{Kind: fault.Invalid, Where: "industry " + b.Industries[j], What: fmt.Sprintf("its trade elasticity is %v", t),
				Why: "Buyers substitute between origins only with a positive, finite elasticity", Fix: "Give it a positive number"}
		}
	}
	for n, w := range b.Wages {
		if !(w > 0) || !(b.Income[n] > 0) {
			return &fault.Error{Kind: fault.Inconsistent, Where: "economy " + b.Economies[n], What: fmt.Sprintf("its value added is %.6g and its final spending %.6g", w, b.Income[n]),
				Why: "Welfare is defined only for an economy that earns and spends", Fix: "Merge it with another (ikat tables aggregate)"}
		}
	}
	if r := b.Residual(); !(r < 1e-9) {
		return &fault.Error{Kind: fault.Inconsistent, What: fmt.Sprintf("the baseline's accounts do not balance: the largest gap is %.1e of an economy's value added", r),
			Why: "A counterfactual would mix the shock with the gap", Fix: "ikat tables check lists what does not add up"}
	}
	return nil
}

// dot returns the scalar product, in four sums so that the additions overlap.
func dot(a, b []float64) float64 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float64
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}
