package border_test

import (
	"math"
	"strings"
	"testing"

	"ikat/border"
	"ikat/draws"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12*math.Max(1, math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Costs by industry are share/V and share·θ, worked by hand; goods in bulk and services pay nothing unless asked.
func TestCalibratedCosts(t *testing.T) {
	old := &border.Table{Method: border.Containers20}
	codes := []string{"c14", "c2", "c8", "c30", "c12"}
	levels := old.Calibrated(codes, nil, nil)
	if len(levels) != 3 || levels[0].Name != "low" || levels[1].Name != "central" || levels[2].Name != "high" {
		t.Fatalf("%+v", levels)
	}
	near(t, "c14, a dollar", levels[1].Dollar[0], .98/71000)
	near(t, "c14, a day", levels[1].Day[0], .98*.00999)
	near(t, "c14, a dollar at most", levels[2].Dollar[0], 1./54000)
	near(t, "c14, a day at least", levels[0].Day[0], .95*.0025)
	near(t, "c12, a dollar at least", levels[0].Dollar[4], .25/43000)
	for i := 1; i < 4; i++ {
		for _, l := range levels {
			if l.Day[i] != 0 || l.Dollar[i] != 0 {
				t.Errorf("%s pays at level %s", codes[i], l.Name)
			}
		}
	}
	asked := old.Calibrated(codes, nil, []string{"c2"})
	near(t, "ore, asked for", asked[1].Dollar[1], 1./10000)
	for l := 1; l < 3; l++ {
		for i := range codes {
			if levels[l].Day[i] < levels[l-1].Day[i] || levels[l].Dollar[i] < levels[l-1].Dollar[i] {
				t.Errorf("%s: level %s costs less than %s", codes[i], levels[l].Name, levels[l-1].Name)
			}
		}
	}
}

// Where a shipment is 15 tonnes, a dollar of procedures is spread over what 15 tonnes of the goods are worth, and days
// of papers count at the high end only.
func TestShipmentsByWeight(t *testing.T) {
	hours := &border.Table{Method: border.Shipments}
	levels := hours.Calibrated([]string{"c14"}, nil, nil)
	near(t, "c14, a dollar", levels[1].Dollar[0], .98/(71000*15/5.5))
	if levels[0].Paper != 0 || levels[1].Paper != 0 || levels[2].Paper != 1 {
		t.Errorf("days of papers count at %v, %v, %v", levels[0].Paper, levels[1].Paper, levels[2].Paper)
	}
}

// Codes of other classifications get the mean of what they hold; a code that nobody knows that of manufactures, and is
// not known.
func TestGoodsOf(t *testing.T) {
	goods := border.GoodsOf([]string{"C26", "C13T15", "B05_06", "x1"}, nil)
	near(t, "C26", goods[0].TEU.Central, 71000)
	near(t, "C13T15", 1/goods[1].TEU.Central, (1./35000+1./51000)/2)
	if !goods[2].Bulk || goods[3].Known || goods[3].Bulk || !goods[0].Known {
		t.Errorf("%+v", goods)
	}
	u := border.Uniform(.008, 20000, 2)
	if u.Day[1] != .008 || u.Dollar[0] != 1./20000 || !strings.Contains(u.Name, "0.8%") {
		t.Errorf("%+v", u)
	}
}

// What is drawn lies within the levels, in the middle at the middle: with every number at its mode, costs are central.
func TestUnknownCostsAroundCentral(t *testing.T) {
	codes := []string{"c14", "c2", "c30", "c12"}
	for method, paper := range map[string]float64{border.Containers20: 1, border.Shipments: 0} {
		b := &border.Table{Method: method}
		u, levels := b.Unknown(codes, nil, []string{"c2"}), b.Calibrated(codes, nil, []string{"c2"})
		modes := make([]float64, len(u.Inputs))
		for k, in := range u.Inputs {
			switch d := in.Dist.(type) {
			case draws.LogTriangular:
				modes[k] = d.Mode
			case draws.Triangular:
				modes[k] = d.Mode
			case draws.Fixed:
				modes[k] = float64(d)
			}
		}
		central := u.Costs(modes)
		for i := range codes {
			near(t, codes[i]+", a day", central.Day[i], levels[1].Day[i])
			near(t, codes[i]+", a dollar", central.Dollar[i], levels[1].Dollar[i])
		}
		near(t, "papers", central.Paper, paper)
		s, err := draws.Plan{Inputs: u.Inputs, N: 200, Seed: 1}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		for n := range s.N {
			c := u.Costs(s.Row(n))
			for i := range codes {
				if c.Day[i] < levels[0].Day[i]*(1-1e-12) || c.Day[i] > levels[2].Day[i]*(1+1e-12) ||
					c.Dollar[i] < levels[0].Dollar[i]*(1-1e-12) || c.Dollar[i] > levels[2].Dollar[i]*(1+1e-12) {
					t.Errorf("draw %d of %s: %v and %v a day and dollar", n, codes[i], c.Day[i], c.Dollar[i])
				}
			}
		}
	}
}
