package chain_test

import (
	"math"
	"testing"

	"ikat/border"
	"ikat/chain"
	"ikat/draws"
	"ikat/leontief"
	"ikat/tablefile/apx"
)

// A draw is the chain at the costs drawn: as a model asked for these costs alone has it, link by link; and draws at the
// central costs are central, with every rank held.
func TestDrawsAreChainsAtTheirCosts(t *testing.T) {
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	s, err := leontief.New(tab, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table, err := border.Open("doing-business-2010", 0)
	if err != nil {
		t.Fatal(err)
	}
	missing, _ := border.ParseMissing("members")
	filled, err := table.Fill(s.Codes(), missing)
	if err != nil {
		t.Fatal(err)
	}
	b, err := chain.NewBorders(
		s,
		chain.Setting{Table: table, Filled: filled, Costs: table.Calibrated(s.Industries, nil, nil)},
	)
	if err != nil {
		t.Fatal(err)
	}
	product := func(b *chain.Borders, thetas []float64) *chain.Product {
		m, err := chain.New(t.Context(), s, b, thetas)
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.Product(t.Context(), chain.Target{Product: s.Parts[1].Lo + 10, To: 9})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := product(b, b.Levels())
	u := table.Unknown(s.Industries, nil, nil)
	sample, err := draws.Plan{Inputs: u.Inputs, N: 40, Seed: 2}.Sample()
	if err != nil {
		t.Fatal(err)
	}
	var costs []border.Costs
	for i := range sample.N {
		costs = append(costs, u.Costs(sample.Row(i)))
	}
	d, err := p.Draw(t.Context(), costs)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range []int{0, 17, 39} {
		alone := product(b.Priced(costs[i]), []float64{costs[i].Theta})
		if math.Abs(d.Delivered[i]-alone.Delivered[0]) > 1e-12 || math.Abs(d.Arrival[i]-alone.OnArrival(0)) > 1e-12 {
			t.Errorf("draw %d: %v, alone %v", i, d.Delivered[i], alone.Delivered[0])
		}
	}
	least, most := p.Delivered[0], p.Delivered[2]
	for i, v := range d.Delivered {
		if v < least || v > most {
			t.Errorf("draw %d: %v outside %v to %v", i, v, least, most)
		}
	}
	same, err := p.Draw(t.Context(), []border.Costs{b.Costs[1], b.Costs[1]})
	if err != nil {
		t.Fatal(err)
	}
	for n, l := range p.Links {
		if same.Standings[n].Held != 1 || math.Abs(same.Cost[n][0]-l.Cost[1]) > 1e-13 {
			t.Errorf("link %d at central costs: %+v", n, same.Standings[n])
			break
		}
	}
}
