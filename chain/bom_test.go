package chain_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"ikat/chain"
	"ikat/fault"
)

func TestBOMErrorsSayWhere(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"cycle":           {"product: x\nstages:\n  - {id: a, economy: CHN, inputs: [{from: b, share: 0.5}]}\n  - {id: b, economy: CHN, inputs: [{from: a, share: 0.5}]}\n", "a ← b ← a"},
		"shares above 1":  {"stages:\n  - {id: a, economy: CHN, inputs: [{from: b, share: 0.6}, {from: b, share: 0.6}]}\n  - {id: b, economy: CHN}\n", "stage a: its inputs add up to 1.2"},
		"unknown stage":   {"stages:\n  - {id: a, economy: CHN, inputs: [{from: fabrik, share: 0.6}]}\n  - {id: fabric, economy: CHN}\n", "input 1 (fabrik): there is no stage"},
		"share and cost":  {"stages:\n  - {id: a, economy: CHN, price: 2, inputs: [{from: b, share: 0.6, cost: 1}]}\n  - {id: b, economy: CHN}\n", "input 1 (b): it has both"},
		"cost, no price":  {"stages:\n  - {id: a, economy: CHN, inputs: [{from: b, cost: 1}]}\n  - {id: b, economy: CHN}\n", "gives no price"},
		"negative days":   {"stages:\n  - {id: a, economy: CHN, inputs: [{from: b, share: .1, days: -1}]}\n  - {id: b, economy: CHN}\n", "days is -1"},
		"reliability":     {"stages:\n  - {id: a, economy: CHN, reliability: 95}\n", "reliability is 95 and must be between 0 and 1"},
		"twice":           {"stages:\n  - {id: a, economy: CHN}\n  - {id: a, economy: CHN}\n", "used twice"},
		"no stages":       {"product: x\n", "no stages"},
		"no economy":      {"stages:\n  - {id: a}\n", "it has no economy"},
		"infinite number": {"stages:\n  - {id: a, economy: CHN, capacity: .inf}\n", "capacity is +Inf"},
	} {
		b, err := chain.ReadBOM("x.yaml", strings.NewReader(c.text))
		if err == nil {
			err = b.Check()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q in it", name, err, c.says)
		}
	}
	for name, c := range map[string]struct{ file, text, says string }{
		"unknown field": {"x.yaml", "product: x\nstagez: []\n", "[2:1]"},
		"not a number":  {"x.yaml", "product: x\nvolume: many\n", "[2:9]"},
		"empty":         {"x.yaml", "", "empty"},
		"csv column":    {"x.csv", "stage,economy,form\na,CHN,b\n", "Nearest: from"},
		"csv number":    {"x.csv", "stage,economy,from,share\na,CHN,b,half\n", "line 2, column share"},
	} {
		_, err := chain.ReadBOM(c.file, strings.NewReader(c.text))
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q in it", name, err, c.says)
		}
	}
}

// The slowest critical path is c's own 20 days after b's 10; a stage that is not critical delays nobody.
func TestLeadReliabilityAndGaps(t *testing.T) {
	o := bom(t, `
product: x
credit_rate: 0.1
volume: 10
stages:
  - {id: c, economy: CHN, reliability: 0.9, capacity: 20, inputs: [{from: b, share: 0.5, days: 20, days_sd: 3, border_cost: 0, requires: [ISO 9001], payment_days: 73}, {from: spare, share: 0.1, days: 99, critical: false, border_cost: 0}]}
  - {id: b, economy: JPN, reliability: 0.8, capacity: 8, inputs: [{from: a, share: 0.4, days: 10, days_sd: 4, border_cost: 0}]}
  - {id: a, economy: KOR, reliability: 0.95, holds: [ISO 9001]}
  - {id: spare, economy: KOR, reliability: 0.5}
`)
	if got := strings.Join(o.Lead.Path, " "); got != "a b c" || o.Lead.Longest != "b → c" {
		t.Errorf("path %s, longest %s", got, o.Lead.Longest)
	}
	near(t, "days", o.Lead.Days, 30, 0)
	near(t, "sd", o.Lead.SD, 5, 1e-15)
	near(t, "reliability", o.Reliable, .9*.8*.95, 1e-15)
	near(t, "gain", o.Suppliers[0].Gain, .95/.8, 1e-15)
	if o.Suppliers[0].Stage != "b" || len(o.Gaps) != 1 || o.Gaps[0] != (chain.Gap{Supplier: "b", Buyer: "c", Standard: "ISO 9001"}) || o.Narrowest.ID != "b" {
		t.Errorf("suppliers %v, gaps %v, narrowest %v", o.Suppliers, o.Gaps, o.Narrowest)
	}
	near(t, "credit", o.Credit[0].Cost, .5*.2*.1, 1e-15)
}

func TestChair(t *testing.T) {
	f, err := os.Open("../examples/chair.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var l chain.Landed
	if err := chain.ReadYAML(f, &l); err != nil {
		t.Fatal(err)
	}
	days := map[string][2]float64{"THA": {14, 625}, "VNM": {24, 734}, "IDN": {21, 704}, "KHM": {22, 732}, "LAO": {50, 1860}, "KAZ": {89, 3005}}
	for _, o := range l.Offers {
		d := days[o.Economy]
		o.Days, o.ExportCost = &d[0], &d[1]
	}
	prices, err := l.Compare()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range prices {
		// (20 + c)(1 + .12 d/365) equals Thailand's (20.625)(1 + .12·14/365) at the price less the concession.
		d := days[p.Economy]
		want := 1 - (20.625*(1+.12*14/365)/(1+.12*d[0]/365)-d[1]/1000)/20
		near(t, p.Economy, p.Concession, want, 1e-14)
	}
	if prices[0].Economy != "THA" {
		t.Errorf("%s wins", prices[0].Economy)
	}
}

// Every part of a landed price, by hand.
func TestLandedParts(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	l := chain.Landed{Product: "x", PerContainer: 100, CarryingRate: .1, Obsolescence: .05, Duty: .1, Demand: 10, DemandSD: 3, Service: 2, HoldingCost: .2, Offers: []*chain.Offer{
		{Supplier: "a", Price: 9, ExportCost: v(100), Freight: 200, Insurance: .01, ImportCost: 300, Days: v(73), DaysSD: 4},
		{Supplier: "b", Price: 30, Incoterm: "CIF", Days: v(10)}}}
	prices, err := l.Compare()
	if err != nil {
		t.Fatal(err)
	}
	p := prices[0]
	cif := 12 / (1 - .011)
	near(t, "insurance", p.Insurance, cif-12, 1e-14)
	near(t, "duty", p.Duty, .1*cif, 1e-14)
	near(t, "pipeline", p.Pipeline, .15*73/365*10, 1e-14)
	near(t, "safety", p.Safety, 2*math.Sqrt(73*9+100*16)*.2*10/3650, 1e-14)
	near(t, "sum", p.Landed, 9+1+2+p.Insurance+p.Duty+3+p.Pipeline+p.Safety, 1e-13)
	l.Offers[1].Price *= 1 - prices[1].Concession
	if prices, err = l.Compare(); err != nil {
		t.Fatal(err)
	}
	near(t, "after the concession", prices[0].Landed, prices[1].Landed, 1e-12)
}

// A text that breaks the YAML library is the reader's error.
func TestYAMLThatBreaksItsReaderIsRefused(t *testing.T) {
	for _, text := range []string{"product: a\nstages: ! 0\n", "stages:\n  - id: a\n    inputs: ! 0\n", "stages: !x 1\n"} {
		if _, err := chain.ReadBOM("mine.yaml", strings.NewReader(text)); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%q: %v", text, err)
		}
	}
}
