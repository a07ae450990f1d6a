// Package counterfactual asks what the world would look like if a border, a tariff or an economy were different.
//
// It solves the model of Caliendo and Parro (2015), trade with input-output linkages, in changes ("exact hat algebra"):
// a Baseline holds the shares of one year, a Shock what changes, Solve finds the new equilibrium and Outcome compares
// the two. Linearise differentiates the same equations at the baseline and answers, with one factorisation and one
// adjoint solve an outcome, what every link in the world is worth at the margin.
//
// An economy may be divided into classes of firms (Divide): each is then a supplier of its own in every industry, and
// buys through a door of its own, beside the door of final users. Without divided economies suppliers and doors are
// economies.
//
// A link is a triple (industry j, door d, supplier s), domestic ones included. Arrays over links are laid out
// [j][d][s]; arrays over producers, which are suppliers' industries, [s][j]. S, D, G and N count suppliers, doors,
// economies and industries. A buyer b = d·Uses + u is the use u of door d: with pooled shares each door is one buyer,
// with use-specific shares each of its industries and its final demand are.
//
// Caliendo & Parro (2015), Review of Economic Studies 82; Antràs & Chor (2018), NBER 24185, for use-specific shares.
package counterfactual

import (
	"math"

	"ikat/fault"
)

// Baseline is an equilibrium in shares and values. It is immutable and safe for concurrent use.
type Baseline struct {
	Economies  []string // G
	Industries []string // N
	// Called are the industries' names by code, where codes do not say what they make; nil where they do.
	Called map[string]string
	Uses   int // 1: pooled; N+1: one for each industry, and final demand last

	Theta  []float64 // N: trade elasticity θ_j > 0
	Eta    []float64 // N: elasticity η_j between the classes of an economy's firms; nil for θ
	Share  []float64 // [N][D·Uses][S]: π, supplier's share of a buyer's spending on an industry, tariff included
	Tariff []float64 // links: τ
	Labour []float64 // S·N: γ_sk, value added per unit of output
	Input  []float64 // [S][N][N]: γ_s^{jk}, spending of s's industry k on inputs from industry j per unit of its output
	Final  []float64 // G·N: α_nj, share of industry j in final spending

	Output  []float64 // S·N: Y, sales net of tariffs
	Wages   []float64 // G: w_n L_n, value added
	Income  []float64 // G: final spending, w_n L_n + tariff revenue − surplus
	Surplus []float64 // G: S, exports less imports

	layout *layout // nil where no economy is divided
	whole  *layout // that of whole economies, made once by FromTable

	earned []float64 // what factors earn in it, where its technologies are not those it earned that with; else nil
}

// G returns the number of economies.
func (b *Baseline) G() int { return len(b.Economies) }

// N returns the number of industries.
func (b *Baseline) N() int { return len(b.Industries) }

// Links returns the number of links, N·D·S.
func (b *Baseline) Links() int { return b.N() * b.D() * b.S() }

// Link returns the position of a link in arrays over links. Without divided economies doors are importers and suppliers
// exporters, by the number of the economy.
func (b *Baseline) Link(industry, door, supplier int) int {
	return (industry*b.D()+door)*b.S() + supplier
}

// Ends is the opposite of Link.
func (b *Baseline) Ends(link int) (industry, door, supplier int) {
	S, D := b.S(), b.D()
	return link / (D * S), link / S % D, link % S
}

// Crosses reports whether a link leads from one economy to another.
func (b *Baseline) Crosses(link int) bool {
	_, d, s := b.Ends(link)
	if b.layout == nil {
		return d != s
	}
	return b.layout.doors[d].Economy != b.layout.suppliers[s].Economy
}

// buyers returns D·Uses.
func (b *Baseline) buyers() int { return b.D() * b.Uses }

// use returns the use that industry k of an economy buys for; k = N is final demand.
func (b *Baseline) use(k int) int {
	if b.Uses == 1 {
		return 0
	}
	return k
}

// Spending returns X, spending by industry and buyer, [N][D·Uses], tariffs included, given outputs and incomes.
//
//	X_dj = Σ_k γ_s^{jk} Y_sk + α_nj I_n      over what is bought through d (for a use-specific buyer, its own term alone)
func (b *Baseline) Spending(y, income []float64) []float64 {
	x := make([]float64, b.N()*b.buyers())
	b.spending(y, income, x)
	return x
}

func (b *Baseline) spending(y, income, x []float64) {
	B := b.buyers()
	for j := range b.N() {
		b.spendingOn(j, y, income, x[j*B:(j+1)*B])
	}
}

// spendingOn fills x, by buyer, with spending on industry j.
func (b *Baseline) spendingOn(j int, y, income, x []float64) {
	l, N := b.shape(), b.N()
	clear(x)
	for s, d := range l.buys {
		row, own := b.Input[(s*N+j)*N:(s*N+j+1)*N], y[s*N:(s+1)*N]
		if b.Uses == 1 {
			x[d] = dot(row, own)
			continue
		}
		dst := x[d*b.Uses : d*b.Uses+N]
		for k, a := range row {
			dst[k] = a * own[k]
		}
	}
	for n, d := range l.final {
		x[d*b.Uses+b.use(N)] += b.Final[n*N+j] * income[n]
	}
}

// Flows returns trade by link, net of tariffs: M_djs = Σ_u π X / (1+τ).
func (b *Baseline) Flows() []float64 {
	return b.flows(b.Share, b.Tariff, b.Spending(b.Output, b.Income))
}

func (b *Baseline) flows(share, tariff, x []float64) []float64 {
	S, B := b.S(), b.buyers()
	m := make([]float64, b.Links())
	for j := range b.N() {
		for bu := range B {
			row := share[(j*B+bu)*S : (j*B+bu+1)*S]
			at := b.Link(j, bu/b.Uses, 0)
			for i, s := range row {
				m[at+i] += s * x[j*B+bu] / (1 + tariff[at+i])
			}
		}
	}
	return m
}

// Residual returns the largest violation of the baseline's own accounts: output against sales, value added against the
// wage bill, income against final spending; relative to what the economy earns or spends, whichever is more. A baseline
// made by FromTable leaves rounding.
func (b *Baseline) Residual() float64 {
	l, G, N := b.shape(), b.G(), b.N()
	sales, wages, revenue, surplus := make([]float64, b.S()*N), make([]float64, G), make([]float64, G),
		make([]float64, G)
	for at, m := range b.Flows() {
		j, d, s := b.Ends(at)
		n, i := l.doors[d].Economy, l.suppliers[s].Economy
		sales[s*N+j] += m
		revenue[n] += b.Tariff[at] * m
		surplus[i] += m
		surplus[n] -= m
	}
	worst := 0.0
	miss := func(got, want, scale float64) {
		worst = math.Max(worst, math.Abs(got-want)/scale)
	}
	for p, y := range b.Output {
		i := l.suppliers[p/N].Economy
		miss(sales[p], y, math.Max(b.Wages[i], b.Income[i]))
		wages[i] += b.Labour[p] * y
	}
	for i, w := range b.Wages {
		size := math.Max(w, b.Income[i])
		miss(wages[i], w, size)
		miss(w+revenue[i]-b.Surplus[i], b.Income[i], size)
		miss(surplus[i], b.Surplus[i], size)
	}
	return worst
}

// WithTheta returns the baseline with other elasticities, those between classes in the same proportion to them as
// before; everything else is shared.
//
// Error: fault.Invalid for an elasticity that is not positive.
func (b *Baseline) WithTheta(theta []float64) (*Baseline, error) {
	other := *b
	other.Theta, other.Eta = theta, nil
	for j, eta := range b.Eta {
		other.Eta = append(other.Eta, eta/b.Theta[j]*theta[j])
	}
	return &other, other.checkTheta()
}

func (b *Baseline) checkTheta() error {
	for j, t := range b.Theta {
		if !(t > 0) || math.IsInf(t, 0) {
			return &fault.Error{Kind: fault.Invalid, Where: fault.Say("industry %s", b.Industries[j]),
				What: fault.Say("its trade elasticity is %v", t),
				Why:  "Buyers substitute between origins only with a positive, finite elasticity",
				Fix:  "Give it a positive number"}
		}
	}
	return nil
}

// Check returns an error where a baseline cannot be a starting point.
//
// Error: fault.Invalid for an elasticity that is not positive; fault.Inconsistent for accounts that do not balance to
// 1e-9 of what an economy earns or spends, or an economy without income.
func (b *Baseline) Check() error {
	if err := b.checkElasticities(); err != nil {
		return err
	}
	for n, w := range b.Wages {
		if !(w > 0) || !(b.Income[n] > 0) {
			return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("economy %s", b.Economies[n]),
				What: fault.Say("its value added is %.6g and its final spending %.6g", w, b.Income[n]),
				Why:  "Welfare is defined only for an economy that earns and spends",
				Fix:  "Merge it with another (ikat tables aggregate)"}
		}
	}
	if r := b.Residual(); !(r < 1e-9) {
		return &fault.Error{Kind: fault.Inconsistent,
			What: fault.Say(
				"the baseline's accounts do not balance: the largest gap is %.1e of what an economy earns or spends",
				r,
			),
			Why: "A counterfactual would mix the shock with the gap",
			Fix: "ikat tables check lists what does not add up"}
	}
	return nil
}

// checkElasticities reports elasticities, between economies or between classes of firms, that are not positive.
func (b *Baseline) checkElasticities() error {
	if err := b.checkTheta(); err != nil {
		return err
	}
	for j, e := range b.Eta {
		if !positive(e) {
			return &fault.Error{Kind: fault.Invalid, Where: fault.Say("industry %s", b.Industries[j]),
				What: fault.Say("its elasticity between classes of firms is %v", e),
				Fix:  "Give it a positive number"}
		}
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
