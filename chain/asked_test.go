package chain_test

import (
	"math"
	"testing"

	"ikat/chain"
	"ikat/internal/tinyworld"
	"ikat/leontief"
)

// What requirements add is part of the same exact sum as what borders add, and each saving is what solving again
// without them gives.
func TestRequirementsOnLinks(t *testing.T) {
	s, err := leontief.New(tinyworld.Table(), leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n, g := s.N(), s.G()
	b := &chain.Borders{Side: make([]int, g), Goods: make([]bool, n), Free: make([]bool, g*g), Container: 20000}
	for p := range g {
		b.Sides, b.Side[p] = append(b.Sides, s.Parts[p].Code), p
		b.Assumed = append(b.Assumed, false)
		b.Export = append(b.Export, chain.Procedure{Cost: 500, Days: float64(5 + p)})
		b.Import = append(b.Import, chain.Procedure{Cost: 300, Days: 4})
		b.Free[p*g+p] = true
	}
	for i := range n {
		b.Goods[i] = i%2 == 0
	}
	thetas := []float64{.002, .008, .02}
	follow := func(rate []float64, product, to int) *chain.Product {
		t.Helper()
		m, err := chain.New(t.Context(), s, b.Asking(s, rate), thetas)
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.Product(t.Context(), chain.Target{Product: product, To: to})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	rate := make([]float64, n)
	for i := range rate {
		rate[i] = .03 * float64(i%3)
	}
	for product := range n {
		for to := range g {
			if s.X[product] == 0 || to == s.PartOf(product) {
				continue
			}
			p := follow(rate, product, to)
			list, err := p.Requirements(t.Context(), rate)
			if err != nil {
				t.Fatal(err)
			}
			for c := range thetas {
				var links, asked float64
				for _, l := range p.Links {
					links += l.Cost[c]
				}
				for _, r := range list {
					asked += r.Adds[c]
				}
				if math.Abs(links-p.Delivered[c]) > 1e-12 || asked > links+1e-12 {
					t.Errorf("links add up to %v of %v, requirements to %v", links, p.Delivered[c], asked)
				}
				for _, r := range list {
					less := append([]float64(nil), rate...)
					less[r.Sector] = 0
					want := p.Delivered[c] - follow(less, product, to).Delivered[c]
					if math.Abs(r.Saving[c]-want) > 1e-10 {
						t.Errorf("product %d to %d: supplier %d saves %v, want %v", product, to, r.Sector, r.Saving[c], want)
					}
				}
			}
		}
	}
}
