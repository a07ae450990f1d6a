package scenario_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/internal/tinyworld"
	"ikat/scenario"
)

const classes = `
classes:
  - {economy: A, class: sme, output: 40%, exports: 25%}
  - {economy: A, class: large, output: 60%, exports: 75%}
scenarios:
- name: a
  changes:
  - `

// worlds are a tiny table's baseline, and the same divided as a file with one change asks.
func worlds(t *testing.T, change string) (whole, divided *counterfactual.Baseline, s *scenario.File) {
	t.Helper()
	s, err := scenario.Read("a", []byte(classes+change))
	if err != nil {
		t.Fatal(err)
	}
	table := tinyworld.Table()
	theta := make([]float64, table.N())
	for j := range theta {
		theta[j] = 4 + float64(j)
	}
	if whole, _, err = counterfactual.FromTable(table, counterfactual.Calibration{Theta: theta}); err != nil {
		t.Fatal(err)
	}
	n, err := s.Divided(whole)
	if err != nil || len(n) != 1 || n[0] != 0 {
		t.Fatal(n, err)
	}
	d, ok, err := s.Division(whole, 0)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if divided, err = whole.Divide(d); err != nil {
		t.Fatal(err)
	}
	return whole, divided, s
}

var free = scenario.Prices{Entry: scenario.Entries[0]}

// A change reaches exactly the links of the classes and doors that it names.
func TestChangesReachClassesAndDoors(t *testing.T) {
	for change, want := range map[string]string{
		"{exporter: A/sme, iceberg: -5%}":                    "A/sme>B A/sme>C",
		"{exporter: A, importer: B, iceberg: -5%}":           "A/sme>B A/large>B",
		"{exporter: A/sme, importer: A/large, iceberg: -5%}": "A/sme>A/large",
		"{exporter: A, importer: A/final, iceberg: -5%}":     "A/sme>A/final A/large>A/final",
		"{importer: A/large, iceberg: -5%}":                  "B>A/large C>A/large",
		"{exporter: A/sme, importer: [B, A/*], iceberg: -5%}": "A/sme>A/sme A/sme>A/large " +
			"A/sme>A/final A/sme>B",
		"{exporter: \"*/sme\", importer: [B, C], iceberg: -5%}":         "A/sme>B A/sme>C",
		"{exporter: [A, \"!A/sme\"], importer: B, iceberg: -5%}":        "A/large>B",
		"{between: [A/sme, A/large], iceberg: -5%}":                     "A/large>A/sme A/sme>A/large",
		"{exporter: C, importer: A/sme, iceberg: -5%, industry: \"*\"}": "C>A/sme",
	} {
		_, b, s := worlds(t, change)
		shock, err := s.Shock(b, 0, free)
		if err != nil {
			t.Fatalf("%s: %v", change, err)
		}
		var got []string
		for d := range b.D() {
			for i := range b.S() {
				if shock.Iceberg[b.Link(0, d, i)] != 1 {
					got = append(got, b.SupplierName(i)+">"+b.DoorName(d))
				}
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s reaches %v, not %s", change, got, want)
		}
	}
}

// Who qualifies adds ζΔh/h to what can be sold, and takes it from the other classes where that is asked.
func TestQualifying(t *testing.T) {
	_, b, s := worlds(t, "{exporter: A/sme, importer: B, qualified: 10% to 12%}")
	n := len(s.Variants(make([]float64, scenario.CostLevels)))
	if n != len(scenario.UsualElasticities)*len(scenario.Entries) {
		t.Errorf("%d variants", n)
	}
	small, large, flows := b.Link(0, 1+2, 0), b.Link(0, 1+2, 1), b.Flows()
	if b.SupplierName(0) != "A/sme" || b.DoorName(3) != "B" {
		t.Fatal(b.SupplierName(0), b.DoorName(3))
	}
	for _, e := range scenario.Entries {
		shock, err := s.Shock(b, 0, scenario.Prices{Entry: e})
		if err != nil {
			t.Fatal(err)
		}
		lost := 0.0
		if e.Replacement {
			lost = .2 * e.Size * flows[small] / flows[large]
		}
		if math.Abs(shock.Available[small]-(1+.2*e.Size)) > 1e-12 || math.Abs(shock.Available[large]-(1-lost)) > 1e-12 {
			t.Errorf("%+v: %v and %v", e, shock.Available[small], shock.Available[large])
		}
	}
}

// Productivity can be that of a class.
func TestProductivityOfAClass(t *testing.T) {
	_, b, s := worlds(t, "{economy: A/large, productivity: 2%}")
	shock, err := s.Shock(b, 0, free)
	if err != nil {
		t.Fatal(err)
	}
	for p, v := range shock.Productivity {
		if large := p/b.N() == 1; large != (v != 1) {
			t.Errorf("%s: %v", b.SupplierName(p/b.N()), v)
		}
	}
}

const linked = `
classes:
  - {economy: A, class: foreign, output: 30%, exports: 50%, inputs: 35%, buys_from: {own: 40%}}
  - {economy: A, class: own, output: 50%, exports: 25%, inputs: 45%, imports: IMPORTS}
  - {economy: A, class: third, output: 20%, exports: 25%, inputs: 20%}
scenarios:
- name: a
  changes:
  - {exporter: C, importer: A/own, iceberg: -5%}
`

// A file says what its classes spend on inputs, which part of imports each has and from whom they buy; written and read
// again it says the same.
func TestClassesBuyApart(t *testing.T) {
	gains := map[string]float64{}
	for _, imports := range []string{"30%", "45%", "58%"} {
		s, err := scenario.Read("a", []byte(strings.ReplaceAll(linked, "IMPORTS", imports)))
		if err != nil {
			t.Fatal(err)
		}
		if s, err = scenario.Read("a", []byte(s.YAML())); err != nil {
			t.Fatal(err)
		}
		b, _, err := counterfactual.FromTable(tinyworld.Table(), counterfactual.Calibration{Theta: []float64{4, 5}})
		if err != nil {
			t.Fatal(err)
		}
		d, ok, err := s.Division(b, 0)
		if err != nil || !ok || d.Inputs[0][0] != .35 || d.Inputs[2][1] != .2 {
			t.Fatalf("%+v, %v, %v", d, ok, err)
		}
		type deals = []counterfactual.Dealing
		for i, want := range [][2]deals{{{{Buyer: 0, Seller: 1}}, {{Buyer: 0, Seller: 0}, {Buyer: 0, Seller: 1},
			{Buyer: 0, Seller: 2}}}, {{{Buyer: 1, Seller: counterfactual.Abroad}},
			{{Buyer: 0, Seller: counterfactual.Abroad}, {Buyer: 1, Seller: counterfactual.Abroad},
				{Buyer: 2, Seller: counterfactual.Abroad}}}} {
			if got := d.Linkages[i]; !slices.Equal(got.Part, want[0]) || !slices.Equal(got.Of, want[1]) {
				t.Errorf("%s: %v of %v", got.Name, got.Part, got.Of)
			}
		}
		if b, err = b.Divide(d); err != nil {
			t.Fatal(err)
		}
		shock, err := s.Shock(b, 0, free)
		if err != nil {
			t.Fatal(err)
		}
		o, err := b.Solve(t.Context(), shock, counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		gains[imports] = o.Classes(0)[1].Shift
	}
	if !(0 < gains["30%"] && gains["30%"] < gains["45%"] && gains["45%"] < gains["58%"]) {
		t.Errorf("who imports more gains more by cheaper imports of its own: %v", gains)
	}
}

// Facts of purchases that are none are refused with their line.
func TestPurchasesThatAreNone(t *testing.T) {
	for from, c := range map[string]struct{ to, says string }{
		"buys_from: {own: 40%}":         {"buys_from: {owner: 40%}", `no class "owner"`},
		"{own: 40%}}":                   {"{own: 40%, foreign: 70%}}", "add up to 110%"},
		"buys_from: {own: 40%}}":        {"buys_from: {own: 40%, foreign: 20%, third: 10%}}", "add up to 70%"},
		"imports: IMPORTS":              {"imports: IMPORTS, industry: 1", "pooled shares"},
		"inputs: 20%}":                  {"inputs: 20%, imports: 90%}", "imports of the classes of A add up to 110%"},
		"inputs: 45%, imports: IMPORTS": {"imports: -1%", "outside 0 to 100%"},
	} {
		text := strings.ReplaceAll(strings.Replace(linked, from, c.to, 1), "IMPORTS", "20%")
		s, err := scenario.Read("a", []byte(text))
		if err == nil {
			b, _, base := counterfactual.FromTable(tinyworld.Table(), counterfactual.Calibration{Theta: []float64{4, 5}})
			if base != nil {
				t.Fatal(base)
			}
			_, _, err = s.Division(b, 0)
		}
		if err == nil || !strings.Contains(err.Error(), c.says) ||
			!strings.Contains(err.Error(), "a, line") {
			t.Errorf("%s: %v", c.to, err)
		}
	}
}

// With use-specific shares purchases may be of some industries; imports of all classes add up within them.
func TestPurchasesOfIndustries(t *testing.T) {
	text := `shares: use-specific
classes:
  - {economy: A, class: sme, output: 40%}
  - {economy: A, class: large, output: 60%, imports: 70%}
  - {economy: A, class: sme, industry: "2", output: 40%, imports: 20%, buys_from: {large: 80%}}
  - {economy: A, class: large, industry: "2", output: 60%, imports: 80%}
scenarios: [{name: a, changes: [{exporter: A/sme, iceberg: -5%}]}]
`
	tab := tinyworld.Table()
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: []float64{4, 5}, UseSpecific: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Read("a", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	d, _, err := s.Division(b, 0)
	if err != nil || len(d.Linkages) != 4 {
		t.Fatal(d.Linkages, err)
	}
	for k, want := range [][]int{nil, {1}, {1}, {1}} {
		if got := d.Linkages[k]; !slices.Equal(got.Industries, want) {
			t.Errorf("%s: of industries %v, not %v", got.Name, got.Industries, want)
		}
	}
	s, err = scenario.Read("a", []byte(strings.Replace(text, "imports: 80%", "imports: 90%", 1)))
	if err != nil {
		t.Fatal(err)
	}
	want := "A in industries " + tab.Industries[1] + " add up to 110%"
	if _, _, err = s.Division(b, 0); err == nil || !strings.Contains(err.Error(), want) {
		t.Error(err)
	}
}

// What names no class of an economy is refused with its line.
func TestClassesThatAreNone(t *testing.T) {
	for text, says := range map[string]string{
		classes +
			"{exporter: A/tiny, iceberg: -5%}": `no class "tiny"`,
		classes +
			"{exporter: A/final, iceberg: -5%}": `no class "final"`,
		classes +
			"{exporter: Q/sme, iceberg: -5%}": `no economy "Q"`,
		classes +
			"{exporter: A/sme, qualified: 10%}": "from what part",
		classes +
			"{exporter: A/sme, qualified: 0% to 5%}": "part of nothing",
		"classes: [{economy: A, class: final, output: 1%}]\nscenarios: " +
			"[{name: a}]": "cannot be called",
		"classes: [{economy: A, class: sme}]\nscenarios: [{name: a}]": "output",
		"tariffs: [{exporter: A/sme, tariff_to: 5%}]\nscenarios: [{name: a, changes: " +
			"[{iceberg: -1%}]}]": "tariff in force",
	} {
		s, err := scenario.Read("a", []byte(text))
		if err == nil {
			err = s.Fits(tinyworld.Table())
		}
		if k := fault.KindOf(err); err == nil || k != fault.Invalid && k != fault.NotFound ||
			!strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "a, line") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
