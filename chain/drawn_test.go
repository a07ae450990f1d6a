package chain_test

import (
	"math"
	"slices"
	"testing"

	"ikat/border"
	"ikat/chain"
	"ikat/draws"
	"ikat/leontief"
	"ikat/tablefile/apx"
)

// embedded is the embedded table of 2008 with what its borders cost.
func embedded(t *testing.T) (*leontief.System, *border.Table, *chain.Borders) {
	t.Helper()
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
	return s, table, b
}

// A draw is the chain at the costs drawn: as a model asked for these costs alone has it, link by link; and draws at the
// central costs are central, with every rank held.
func TestDrawsAreChainsAtTheirCosts(t *testing.T) {
	s, table, b := embedded(t)
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

// Ten products of five economies: central costs lie between the least and the most, the price on arrival holds what
// borders add, and whatever containers may be worth, industry by industry, borders add what the printed range holds.
func TestContainersValuesStayInsideTheRange(t *testing.T) {
	s, _, b := embedded(t)
	goods := border.GoodsOf(s.Industries, nil)
	m, err := chain.New(t.Context(), s, b, b.Levels())
	if err != nil {
		t.Fatal(err)
	}
	central := b.Costs[1]
	held := func(share float64) border.Costs { // containers from the least valuable to the most
		c := central
		c.Theta *= 1 + 1e-9*share // by which a level is known
		c.Dollar = slices.Clone(c.Dollar)
		for j, g := range goods {
			if worth := g.TEU.Low * math.Pow(g.TEU.High/g.TEU.Low, share); worth > 0 {
				c.Dollar[j] *= g.TEU.Central / worth
			}
		}
		return c
	}
	var costs []border.Costs
	for k := range 5 {
		costs = append(costs, held(float64(k)/4))
	}
	products, moved := 0, 0
	for _, economy := range []string{"IDN", "TUR", "KOR", "MEX", "CHN"} {
		from := slices.Index(s.Codes(), economy)
		to := slices.Index(s.Codes(), "DEU")
		for _, industry := range []string{"c3", "c4", "c5", "c6", "c7", "c9", "c10", "c11", "c13", "c14"} {
			at := slices.Index(s.Industries, industry)
			if from < 0 || to < 0 || at < 0 {
				continue
			}
			p, err := m.Product(t.Context(), chain.Target{Product: s.Parts[from].Lo + at, To: to})
			if err != nil {
				t.Fatal(err)
			}
			products++
			low, mid, high := m.Delivered(p.Target.Product, to, 0), m.Delivered(p.Target.Product, to, 1),
				m.Delivered(p.Target.Product, to, 2)
			d, err := p.Draw(t.Context(), costs)
			if err != nil {
				t.Fatal(err)
			}
			least, most := slices.Min(d.Delivered), slices.Max(d.Delivered)
			if !slices.IsSorted([]float64{0, low, least, mid * (1 + 1e-9), most * (1 + 2e-9), high * (1 + 3e-9)}) {
				t.Errorf("%s:%s: %.4f %.4f %.4f, over containers %.4f to %.4f", economy, industry, low, mid, high, least,
					most)
			}
			if most > least {
				moved++
			}
			for n, v := range d.Arrival {
				if !(v < 1) || math.Abs(v-d.Delivered[n]/(1+d.Delivered[n])) > 1e-12 {
					t.Errorf("%s:%s: borders are %v of the price on arrival", economy, industry, v)
				}
			}
		}
	}
	if products != 50 || moved != products {
		t.Errorf("%d products, of which %d move", products, moved)
	}
}
