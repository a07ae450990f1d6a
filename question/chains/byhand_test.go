package chains_test

import (
	"ikat/internal/questiontest"
	"ikat/question/borders"
	"ikat/question/chains"
	"ikat/sme"
	"math"
	"testing"
)

// A dollar of tools of A delivered to B crosses A's border once as tools and .3 x .4 x .25 = .03 times as ore. A day
// costs 1%; every border takes 10 days to leave and 5 to enter. Small firms export half of the ore and a fifth of the
// tools: of 15 x 1.03 days theirs are 15 x (.2 + .5 x .03).
func TestSmallFirmsDaysByHand(t *testing.T) {
	procedures := questiontest.File(t, "borders.csv", "economy,days_export,cost_export,days_import,cost_import\n"+
		"A,10,0,5,0\nB,10,0,5,0\nC,10,0,5,0\n")
	stats := questiontest.File(t, "firms.csv", "economy,industry,indicator,value\nA,,value_added,40%\n"+
		"A,1,exports,50%\nA,2,exports,20%\n")
	c, err := chains.Follow(
		t.Context(),
		questiontest.TinyWorld(),
		chains.Request{Product: "A:2", To: "B", Table: questiontest.Tiny,
			Stats: []string{stats}, Border: borders.Choice{Files: []string{procedures}, Thetas: []float64{.01},
				Goods: []string{"1", "2"}}},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Firms) != 1 || c.Firms[0].Economy != "A" {
		t.Fatalf("firms of %+v", c.Firms)
	}
	own, earned := map[string]float64{}, map[string]float64{}
	var cost, theirs float64
	f, err := c.Frame(t.Context(), "link")
	if err != nil {
		t.Fatal(err)
	}
	for r := range f.Rows() {
		if f.Column("origin").Text(r) == "A" {
			own[f.Column("industry").Text(r)] = f.Column("sme_exported").Floats[r]
			earned[f.Column("industry").Text(r)] = f.Column("sme_value").Floats[r]
		}
	}
	for _, l := range c.Product.Links {
		if s := c.Model.Sys.Sector(l.Sector); s == "A_1" || s == "A_2" {
			cost += l.Cost[0]
			theirs += own[s[2:]] * l.Cost[0]
		}
	}
	// domestic value added in a unit of exports of ore and of tools, with the inverse of two industries
	e, err := sme.NewEconomy(c.Model.Sys, "A")
	if err != nil {
		t.Fatal(err)
	}
	a := func(i, j int) float64 { return e.Z[i][j] / e.X[j] }
	v1, v2, det := e.VA[0]/e.X[0], e.VA[1]/e.X[1], (1-a(0, 0))*(1-a(1, 1))-a(0, 1)*a(1, 0)
	ore, tools := (v1*(1-a(1, 1))+v2*a(1, 0))/det, (v1*a(0, 1)+v2*(1-a(0, 0)))/det
	v := c.Firms[0]
	for name, pair := range map[string][2]float64{
		"ore exported by small firms":   {own["1"], .5},
		"tools exported by small firms": {own["2"], .2},
		"days":                          {v.Days, 15 * 1.03},
		"days of small firms":           {v.OwnDays.Point * v.Days, 15 * (.2 + .5*.03)},
		"earned by small firms":         {v.Value.Point, (earned["2"]*tools + .03*earned["1"]*ore) / (tools + .03*ore)},
		"cost":                          {v.Cost[0], cost},
		"cost on small firms":           {v.Own.Point * v.Cost[0], theirs},
	} {
		if !(math.Abs(pair[0]-pair[1]) < 1e-9) {
			t.Errorf("%s: %v, by hand %v", name, pair[0], pair[1])
		}
	}
}
