package sourcing_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/border"
	"ikat/fault"
	"ikat/share"
	"ikat/sourcing"
)

func TestBOMErrorsSayWhere(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"cycle": {"product: x\nstages:\n  - {id: a, economy: CHN, inputs: [{from: b, share: 0.5}]}\n  - " +
			"{id: b, economy: CHN, inputs: [{from: a, share: 0.5}]}\n", "a ← b ← a"},
		"shares above 1": {"stages:\n  - {id: a, economy: CHN, inputs: [{from: b, share: 0.6}, {from: b, share: " +
			"0.6}]}\n  - {id: b, economy: CHN}\n", "x.yaml, line 2, stage a: its inputs add up to 1.2"},
		"unknown stage": {"stages:\n  - {id: a, economy: CHN, inputs: [{from: fabrik, share: 0.6}]}\n  - {id: " +
			"fabric, economy: CHN}\n", "input 1 (fabrik): there is no stage"},
		"share and cost": {"stages:\n  - {id: a, economy: CHN, price: 2, inputs: [{from: b, share: 0.6, cost: " +
			"1}]}\n  - {id: b, economy: CHN}\n", "x.yaml, line 2, stage a, input 1 (b): it has both"},
		"cost, no price": {"stages:\n  - {id: a, economy: CHN, inputs: [{from: b, cost: 1}]}\n  - {id: b, " +
			"economy: CHN}\n", "gives no price"},
		"negative days": {"stages:\n  - {id: a, economy: CHN, inputs: [{from: b, share: .1, days: -1}]}\n  - {id: " +
			"b, economy: CHN}\n", "days is -1"},
		"reliability": {"stages:\n  - {id: a, economy: CHN, reliability: 95}\n", "write the sign if you mean 95%"},
		"no goods":    {"stages:\n  - {id: a, economy: CHN, industry: tea}\n", `no goods are known of industry "tea"`},
		"twice": {"stages:\n  - {id: a, economy: CHN}\n  - {id: a, economy: CHN}\n",
			"x.yaml, line 3, stage a: its id is used twice"},
		"no stages":       {"product: x\n", "no stages"},
		"no economy":      {"stages:\n  - {id: a}\n", "it has no economy"},
		"infinite number": {"stages:\n  - {id: a, economy: CHN, capacity: .inf}\n", "is not a number"},
	} {
		b, err := sourcing.ReadBOM("x.yaml", strings.NewReader(c.text))
		if err == nil {
			err = b.Check()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q in it", name, err, c.says)
		}
	}
	b, err := sourcing.ReadBOM("x.csv", strings.NewReader("stage,economy,from,share\na,CHN,b,.1\na,CHN,c,.1\nb,CHN,,\n"))
	if err == nil {
		err = b.Check()
	}
	if err == nil || !strings.HasPrefix(err.Error(), "x.csv, line 3, stage a, input 2 (c): there is no stage") {
		t.Error(err)
	}
	for name, c := range map[string]struct{ file, text, says string }{
		"unknown field": {"x.yaml", "product: x\nstagez: []\n", "line 2"},
		"not a number":  {"x.yaml", "product: x\nvolume: many\n", "line 2"},
		"empty":         {"x.yaml", "", "empty"},
		"csv column":    {"x.csv", "stage,economy,form\na,CHN,b\n", "Nearest: from"},
		"csv number":    {"x.csv", "stage,economy,from,share\na,CHN,b,half\n", "line 2, column share"},
	} {
		_, err := sourcing.ReadBOM(c.file, strings.NewReader(c.text))
		kind := fault.KindOf(err)
		if kind != fault.Unreadable && kind != fault.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q in it", name, err, c.says)
		}
	}
}

// The slowest critical path is c's own 20 days after b's 10; a stage that is not critical delays nobody.
func TestLeadReliabilityAndGaps(t *testing.T) {
	o := bom(t, `
product: x
credit_rate: 10%
volume: 10
stages:
  - id: c
    economy: CHN
    reliability: 0.9
    capacity: 20
    inputs:
      - {from: b, share: 0.5, days: 20, days_sd: 3, border_cost: 0, requires: [ISO 9001], payment_days: 73}
      - {from: spare, share: 0.1, days: 99, critical: false, border_cost: 0}
  - id: b
    economy: JPN
    reliability: 0.8
    capacity: 8
    inputs: [{from: a, share: 0.4, days: 10, days_sd: 4, border_cost: 0}]
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
	if o.Suppliers[0].Stage != "b" || len(o.Gaps) != 1 ||
		o.Gaps[0] != (sourcing.Gap{Supplier: "b", Buyer: "c", Standard: "ISO 9001"}) || o.Narrowest.ID != "b" {
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
	l, err := sourcing.ReadLanded("chair.yaml", f)
	if err != nil {
		t.Fatal(err)
	}
	days := map[string][2]float64{"THA": {14, 625}, "VNM": {24, 734}, "IDN": {21, 704}, "KHM": {22, 732},
		"LAO": {50, 1860}, "KAZ": {89, 3005}}
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
	held := share.Yearly(.2)
	l := sourcing.Landed{Product: "x", PerContainer: 100, CarryingRate: .1, Obsolescence: .05, Duty: .1, Demand: 10,
		DemandSD: 3, Service: 2, HoldingCost: &held, Offers: []*sourcing.Offer{
			{Supplier: "a", Price: 9, ExportCost: v(100), Freight: 200, Insurance: .01, ImportCost: 300, Days: v(73),
				DaysSD: 4},
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
	for _, text := range []string{"product: a\nstages: ! 0\n", "stages:\n  - id: a\n    inputs: ! 0\n",
		"stages: !x 1\n"} {
		if _, err := sourcing.ReadBOM("mine.yaml", strings.NewReader(text)); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The same goods quoted FOB and CIF cost the same on arrival in every part but the quotation, whatever duty is on, and
// however much insurance and freight are: what is on board is the exact inverse of CIF.
func TestAQuotationIsOnlyAQuotation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string, low, high float64) float64 { return rapid.Float64Range(low, high).Draw(t, name) }
		pieces, fob, days := number("pieces", 1, 5000), number("fob", 1, 500), number("days", 0, 200)
		freight, insurance := number("freight", 0, 5000), number("insurance", 0, .25)
		cif := (fob + freight/pieces) / (1 - 1.1*insurance)
		export := number("export", 0, .9) * fob * pieces
		held := share.Yearly(number("held", 0, 1))
		l := sourcing.Landed{Product: "x", PerContainer: pieces, Duty: share.Fraction(number("duty", 0, 2)),
			CarryingRate: share.Yearly(number("carry", 0, 1)),
			DutyOn:       rapid.SampledFrom([]string{"FOB", "cif", ""}).Draw(t, "duty on"), HoldingCost: &held,
			Demand: 10, DemandSD: 3, Service: 2}
		for _, q := range []struct {
			term  string
			price float64
		}{{"FOB", fob}, {"CIF", cif}, {"cif", cif}, {"EXW", fob - export/pieces}} {
			l.Offers = append(l.Offers, &sourcing.Offer{Supplier: q.term, Economy: "VNM", Price: q.price,
				Incoterm: q.term, Freight: freight,
				Insurance: share.Charge(insurance), ImportCost: 500, Days: &days, DaysSD: 2, ExportCost: &export})
		}
		prices, err := l.Compare()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range prices[1:] {
			for what, v := range map[string][2]float64{"landed": {p.Landed, prices[0].Landed},
				"duty":      {p.Duty, prices[0].Duty},
				"under way": {p.Pipeline, prices[0].Pipeline}, "stock": {p.Safety, prices[0].Safety}} {
				if math.Abs(v[0]-v[1]) > 1e-9*(1+math.Abs(v[1])) {
					t.Errorf("%s of %s is %v, of %s %v", what, p.Supplier, v[0], prices[0].Supplier, v[1])
				}
			}
		}
	})
}

// By hand: insured at 110% of CIF at 5%, 100 on board and 2 of freight are (100 + 2)/(1 − .055) = 107.94 CIF; ten per
// cent duty on what is on board is 10 either way.
func TestFreeOnBoardFromCIF(t *testing.T) {
	text := `product: a lamp
per_container: 500
duty: 10%
duty_on: FOB
carrying_rate: 12%
offers:
  - {supplier: fob, economy: VNM, price: 100, incoterm: FOB, freight: 1000, insurance: 5%, import_cost: 500, days: 30}
  - supplier: cif
    economy: VNM
    price: 107.936507936507937
    incoterm: CIF
    freight: 1000
    insurance: 5%
    import_cost: 500
    days: 30
`
	l, err := sourcing.ReadLanded("x", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	prices, err := l.Compare()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range prices {
		near(t, p.Supplier+" goods", p.Price, 100, 1e-12)
		near(t, p.Supplier+" freight", p.Freight, 2, 1e-12)
		near(t, p.Supplier+" insurance", p.Insurance, .055*102/.945, 1e-12)
		near(t, p.Supplier+" duty", p.Duty, 10, 1e-12)
		near(t, p.Supplier+" under way", p.Pipeline, .12*30/365*100, 1e-12)
		near(t, p.Supplier+" landed", p.Landed, 102/.945+10+1+.12*30/365*100, 1e-11)
	}
	if _, err := sourcing.ReadLanded("x", strings.NewReader(strings.Replace(text, "10%", "10", 1))); err == nil ||
		!strings.Contains(err.Error(), "line 3") {
		t.Errorf("a duty without its sign: %v", err)
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func bom(t *testing.T, text string) *sourcing.OwnChain {
	t.Helper()
	b, err := sourcing.ReadBOM("test.yaml", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	table, err := border.DoingBusiness2009()
	if err != nil {
		t.Fatal(err)
	}
	o, err := b.Analyse(
		t.Context(),
		sourcing.Costs{Table: table, Thetas: []float64{0}, Container: 20000},
		table.Frontier(),
	)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Without a container's value each stage's goods have their own, central between least and most; one that the bill
// gives holds at every level. By hand: electronics and manufactures.
func TestGoodsOfStages(t *testing.T) {
	analyse := func(head string) *sourcing.OwnChain {
		b, err := sourcing.ReadBOM("x.yaml", strings.NewReader(head+"deliver_to: USA\nstages:\n"+
			"  - {id: set, economy: CHN, industry: c14, inputs: [{from: case, share: 0.2}]}\n  - {id: case, economy: VNM}\n"))
		if err != nil {
			t.Fatal(err)
		}
		table, err := border.Open("doing-business-2010", 0)
		if err != nil {
			t.Fatal(err)
		}
		o, err := b.Analyse(t.Context(), sourcing.Costs{Table: table}, table.Frontier())
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	table, err := border.Open("doing-business-2010", 0)
	if err != nil {
		t.Fatal(err)
	}
	chn, _ := table.Find("CHN")
	usa, _ := table.Find("USA")
	vnm, _ := table.Find("VNM")
	electronics, other := border.GoodsOf([]string{"c14"}, nil)[0], border.Manufactures()
	for head, value := range map[string]float64{"": 0, "container_value: 300000\n": 300000} {
		o := analyse(head)
		if len(o.Delivered) != 3 || !(o.Delivered[0] < o.Delivered[1] && o.Delivered[1] < o.Delivered[2]) {
			t.Fatalf("%v", o.Delivered)
		}
		worth := func(g border.Goods) float64 {
			if value > 0 {
				return value
			}
			return g.TEU.Central
		}
		last := (chn.Export.Cost+usa.Import.Cost)/worth(
			electronics,
		) + electronics.Day.Central*(chn.Export.Days+usa.Import.Days)
		first := (vnm.Export.Cost+chn.Import.Cost)/worth(other) + other.Day.Central*(vnm.Export.Days+chn.Import.Days)
		if want := (1+.2*first)*(1+last) - 1; math.Abs(o.Delivered[1]-want) > 1e-12 {
			t.Errorf("%q: %v, want %v", head, o.Delivered[1], want)
		}
	}
}
