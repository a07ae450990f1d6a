package sourcing_test

import (
	"context"
	"ikat/chain"
	"testing"
)

const threeStages = `
product: three
stages:
  - {id: c, economy: CHN, inputs: [{from: b, share: 0.5, border_cost: 10%, days: 20}]}
  - {id: b, economy: JPN, inputs: [{from: a, share: 0.4, border_cost: 5%, days: 10}]}
  - {id: a, economy: KOR}
`

// p_b = 1 + .4·.05 = 1.02; p_c = 1 + .5·(1.02·1.1 − 1) = 1.061: .5·.1·1.02 = .051 at c's border and .5·.4·.05 = .010 at
// b's. Half of c has crossed none, .3 b's last border only (20 days), .2 both (30 days): 12 days on average.
func TestThreeStages(t *testing.T) {
	o := bom(t, threeStages)
	near(t, "price", 1+o.Upstream[0], 1.061, 1e-15)
	near(t, "c's border", o.Links[0].Cost[0], .051, 1e-15)
	near(t, "b's border", o.Links[1].Cost[0], .010, 1e-15)
	near(t, "days", o.MeanDays, 12, 1e-14)
	near(t, "stage 1", o.Product.Stages[1][0], .051, 1e-15)
	near(t, "stage 2", o.Product.Stages[2][0], .010, 1e-15)
	d, err := o.Model.DayDistribution(context.Background(), chain.DayBins)
	if err != nil {
		t.Fatal(err)
	}
	for k, p := range d.At(0) {
		near(t, "days", p, map[int]float64{0: .5, 20: .3, 30: .2}[k], 1e-15)
	}
	for share, want := range map[float64]float64{.5: 0, .9: 30} {
		days, beyond := d.Percentile(0, share, 0)
		if near(t, "percentile", days, want, 0); beyond {
			t.Errorf("%v of the value stay within %v days, and more is said", share, days)
		}
	}
}

// A chain of five equal stages with a 10% border after each: (1/5) Σ 1.1^k, k = 1..5.
func TestSerialChain(t *testing.T) {
	o := bom(t, `
product: serial
deliver_to: USA
delivery: {border_cost: 10%}
stages:
  - {id: e, economy: AUS, inputs: [{from: d, share: 0.8, border_cost: 10%}]}
  - {id: d, economy: CHN, inputs: [{from: c, share: 0.75, border_cost: 10%}]}
  - {id: c, economy: JPN, inputs: [{from: b, share: 0.6666666666666666, border_cost: 10%}]}
  - {id: b, economy: KOR, inputs: [{from: a, share: 0.5, border_cost: 10%}]}
  - {id: a, economy: IND}
`)
	near(t, "price", 1+o.Delivered[0], 1.343122, 1e-15)
}

// Half of three's value is bought from b, which buys four tenths of it from a.
func TestLayersOfThreeStages(t *testing.T) {
	o := bom(t, threeStages)
	l, err := o.Product.Layers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	s := o.Model.Sys
	near(t, "own", l.Own, .5, 1e-15)
	b := s.PartOf(1)
	near(t, "b adds", l.Suppliers[b].Own, .3, 1e-15)
	near(t, "a adds", l.Suppliers[b].Earlier[s.PartOf(2)], .2, 1e-15)
	near(t, "b's border", l.Suppliers[b].Border[0], .051, 1e-15)
	near(t, "borders before b", l.Suppliers[b].Before[0], .010, 1e-15)
}
