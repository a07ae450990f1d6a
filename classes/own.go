package classes

import (
	"context"

	"ikat/counterfactual"
	"ikat/sme"
)

// Own are what measures for small firms alone do, to first order, as an outcome that is quadratic in shares by
// industry: small firms' sales abroad, at home through all doors, or to final users get cheaper.
//
// To first order prices and incomes everywhere answer to the mean cost on a link, of which small firms' is their part t
// of exports or d of home sales, and labour is mobile; so with a_ij and h_ij the real growth of industry i's exports
// and home sales when all exports of j get cheaper by its step k_j, small firms' gain is, for exports,
//
//	Σ_j t_j Σ_i v_i [t_i e_i (a_ij − h_ij) + s_i x_i h_ij] + Σ_i v_i e_i θ_i k_i t_i (1 − t_i)
//
// over their value added. The last sum is what they take from others on the same links. Home sales are alike, with d.
type Own struct {
	split *Split
	base  *counterfactual.Baseline // of those who only export and those who only sell at home
	slope [][]float64              // by producer of the two and link: of real sales
	space *sme.ShareSpace
}

// NewOwn differentiates the economy's exports and home sales by industry in a baseline that is not divided.
//
// Error: what linearising says, and what the statistics say.
func (s *Split) NewOwn(ctx context.Context, b *counterfactual.Baseline) (*Own, error) {
	output, exports := halves(b.N()), halves(b.N())
	for k, j := range s.Industries {
		output[0][j], exports[0][j] = s.Accounts.Exports[k]/s.Accounts.X[k], 1
		output[1][j], exports[1][j] = 1-output[0][j], 0
	}
	two, err := b.Divide(counterfactual.Division{Economy: s.Economy, Classes: Names, Output: output, Exports: exports})
	if err != nil {
		return nil, err
	}
	linear, err := two.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return nil, err
	}
	own := &Own{split: s, base: two, slope: make([][]float64, two.S()*two.N())}
	var outcomes []counterfactual.Functional
	var producers []int
	for _, p := range own.producers() {
		if two.Output[p] > 0 {
			f := counterfactual.Functional{ValueAdded: make([]float64, len(two.Output))}
			f.ValueAdded[p] = 1
			outcomes, producers = append(outcomes, f), append(producers, p)
		}
	}
	gradients, err := linear.Gradients(ctx, outcomes)
	if err != nil {
		return nil, err
	}
	for k, p := range producers {
		own.slope[p] = gradients[k]
	}
	own.space, err = sme.NewShareSpace(s.Accounts, fixedTotal(s.Statistics))
	return own, err
}

// producers are those of the two classes of the economy, those who export first.
func (o *Own) producers() []int {
	var out []int
	for s, v := range o.base.Suppliers() {
		for j := range o.base.N() {
			if v.Economy == o.split.Economy {
				out = append(out, s*o.base.N()+j)
			}
		}
	}
	return out
}

// supplier is the number of one of the two: 0 those who export, 1 those who sell at home.
func (o *Own) supplier(class int) int {
	for s, v := range o.base.Suppliers() {
		if v.Economy == o.split.Economy && v.Class == Names[class] {
			return s
		}
	}
	return -1
}

// Reach is which links of small firms a measure reaches.
type Reach string

const (
	Abroad Reach = "exports"
	Home   Reach = "home"
	Final  Reach = "final"
)

// Terms are the products of a measure that lowers the cost on small firms' links by step, in logarithms, by industry.
func (o *Own) Terms(reach Reach, step []float64) []sme.Product {
	s, b := o.split, o.base
	n, class := len(s.Industries), 0
	if reach != Abroad {
		class = 1
	}
	seller, small, flows := o.supplier(class), s.Value(), b.Flows()
	var out []sme.Product
	for k, j := range s.Industries {
		if step[j] == 0 {
			continue
		}
		t := sme.Product{Industry: k, Value: make([]float64, n), Exported: make([]float64, n)}
		var trade float64
		links := o.reached(reach, seller, j)
		for _, l := range links {
			trade += flows[l]
		}
		if trade == 0 {
			continue
		}
		x, e := s.Accounts.X[k], s.Accounts.Exports[k]
		if t.Sold = 1; reach != Abroad {
			t.Small, t.Sold = x/(x-e), -e/(x-e)
		}
		t.Own = s.Accounts.VA[k] / x * trade * b.Theta[j] * step[j] / small
		for i, at := range s.Industries {
			abroad, home := o.grow(0, at, links)*step[j], o.grow(1, at, links)*step[j]
			t.Value[i] = s.Accounts.VA[i] * home / small
			t.Exported[i] = s.Accounts.VA[i] / s.Accounts.X[i] * s.Accounts.Exports[i] * (abroad - home) / small
		}
		out = append(out, t)
	}
	return out
}

// reached are the links of one of the two through doors.
func (o *Own) reached(reach Reach, seller, j int) []int {
	var out []int
	for d, door := range o.base.Doors() {
		if home := door.Economy == o.split.Economy; home == (reach == Abroad) ||
			reach == Final && door.Class != counterfactual.FinalUsers {
			continue
		}
		out = append(out, o.base.Link(j, d, seller))
	}
	return out
}

// grow is the real growth of what one of the two sells of an industry, per unit of lower cost on links.
func (o *Own) grow(class, industry int, links []int) float64 {
	slope := o.slope[o.supplier(class)*o.base.N()+industry]
	if slope == nil {
		return 0
	}
	var g float64
	for _, l := range links {
		g -= slope[l]
	}
	return g
}

// Bounds returns ends that small firms' growth cannot pass over all shares by industry that the statistics allow, to
// first order; see sme.ShareSpace.QuadraticBounds.
func (o *Own) Bounds(terms []sme.Product) (low, high float64) { return o.space.QuadraticBounds(terms) }
