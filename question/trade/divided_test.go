package trade_test

import (
	"math"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question/trade"
	"ikat/scenario"
)

const halves = `table: apx/2008
elasticities: 5
classes:
  - {economy: KOR, class: sme, output: 46%, exports: 40%}
  - {economy: KOR, class: large, output: 54%, exports: 60%}
scenarios:
  - {name: all exports, changes: [{exporter: KOR, industry: goods, iceberg: -5%}]}
  - {name: exports, changes: [{exporter: KOR/sme, industry: goods, iceberg: -5%}]}
  - {name: home, changes: [{exporter: KOR/sme, importer: KOR/*, industry: goods, iceberg: -5%}]}
  - {name: to large, changes: [{exporter: KOR/sme, importer: KOR/large, industry: goods, iceberg: -5%}]}
  - {name: to small, changes: [{exporter: KOR/sme, importer: KOR/sme, industry: goods, iceberg: -5%}]}
  - {name: to final, changes: [{exporter: KOR/sme, importer: KOR/final, industry: goods, iceberg: -5%}]}
`

// Scenarios that name classes and doors give what an independent implementation published: small firms, large ones, and
// the economy where all exports are eased.
func TestScenariosNameClassesAndDoors(t *testing.T) {
	s, err := scenario.Read("a", []byte(halves))
	if err != nil {
		t.Fatal(err)
	}
	f, err := trade.SolveLevels(t.Context(), questiontest.Engine(), s, "", []string{"sme", "class", "economy"},
		[]string{"KOR"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]float64{"all exports": {.942, 1.118}, "exports": {1.931, -.846}, "home": {6.129, -.484},
		"to large": {.935, 1.109}, "to small": {4.013, -1.626}, "to final": {1.249, -.039}}
	for row := range f[0].Rows() {
		name := f[0].Columns[0].Text(row)
		small, large := f[0].Column("sme_income_pct").Floats[row], f[0].Column("large_income_pct").Floats[row]
		if math.Abs(small-want[name][0]) > 5e-4 || math.Abs(large-want[name][1]) > 5e-4 {
			t.Errorf("%s: %v and %v, want %v", name, small, large, want[name])
		}
		if v := f[0].Column("economy_income_pct").Floats[row]; name == "all exports" && math.Abs(v-1.0372048) > 5e-8 {
			t.Errorf("the economy's income grows by %v", v)
		}
		if got := f[1].Column("income_pct").Floats[2*row : 2*row+2]; got[0] != small || got[1] != large {
			t.Errorf("%s by class: %v", name, got)
		}
	}
	for row := range f[0].Rows() { // what moves between classes, and what a class's growth comes to
		of := func(name string) float64 { return f[0].Column(name).Floats[row] }
		if math.Abs(of("shift_pct")-(of("sme_income_pct")-of("economy_income_pct"))) > 1e-9 {
			t.Errorf("%s: a shift of %v", f[0].Columns[0].Text(row), of("shift_pct"))
		}
		made := f[1].Column("value_added").Floats[2*row]
		if amount := of("sme_income_pct") / 100 * made; math.Abs(of("sme_income")-amount) > 1e-6*made {
			t.Errorf("%s: small firms' income changes by %v, not %v", f[0].Columns[0].Text(row), of("sme_income"), amount)
		}
		// Who sells abroad with less cost takes it from rivals there; who supplies large firms, from large ones too.
		if name := f[0].Columns[0].Text(row); name == "exports" &&
			!(of("from_abroad_pct") > of("sme_income_pct")/2 && of("from_large_pct") < of("sme_income_pct")/10) {
			t.Errorf("%s: %v from abroad and %v from large firms", name, of("from_abroad_pct"), of("from_large_pct"))
		}
	}
	if f[0].Rows() != len(want) || f[1].Rows() != 2*len(want) || f[2].Rows() != len(want) {
		t.Errorf("%d, %d and %d rows", f[0].Rows(), f[1].Rows(), f[2].Rows())
	}
}

// Classes that are treated alike make what their economy makes together, and their growth is its growth, weighted.
func TestClassesTreatedAlikeAreTheirEconomy(t *testing.T) {
	s, err := scenario.Read("a",
		[]byte("scenarios: [{name: a, changes: [{exporter: KOR, industry: goods, iceberg: -5%}]}]"))
	if err != nil {
		t.Fatal(err)
	}
	e := questiontest.Engine()
	f, err := trade.SolveLevels(t.Context(), e, s, "apx/1995", []string{"class", "sme", "sector"}, []string{"KOR"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var value, growth, whole float64
	for row := range f[0].Rows() {
		v := f[0].Column("value_added").Floats[row]
		value, growth = value+v, growth+v*f[0].Column("income_pct").Floats[row]
	}
	for _, v := range f[2].Column("value_added").Floats {
		whole += v
	}
	if f[0].Rows() != 2 || math.Abs(value/whole-1) > 1e-9 {
		t.Errorf("%d classes make %v, the economy %v", f[0].Rows(), value, whole)
	}
	if want := f[1].Column("economy_income_pct").Floats[0]; math.Abs(growth/value-want) > 1e-9 {
		t.Errorf("classes grow by %v, the economy by %v", growth/value, want)
	}
}

// An economy of which no class is named is not divided, and the answer is what division gives.
func TestDivisionOnlyWhereItMatters(t *testing.T) {
	ask := func(more string) []float64 {
		s, err := scenario.Read("a", []byte("table: apx/2008\nelasticities: [recommended]\nscenarios:\n"+
			"  - {name: a, changes: [{exporter: JPN, industry: goods, iceberg: -5%}]}\n"+more))
		if err != nil {
			t.Fatal(err)
		}
		f, err := trade.Solve(t.Context(), questiontest.Engine(), s, "", "sme", []string{"JPN"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		low := f.Column("shares_low_pct").Floats[0]
		if divided := more != ""; divided != math.IsNaN(low) {
			t.Errorf("bounds over splits from %v", low)
		}
		return []float64{f.Column("sme_income_pct").Floats[0], f.Column("large_income_pct").Floats[0]}
	}
	whole, divided := ask(""), ask("  - {name: b, changes: [{exporter: JPN/sme, iceberg: -1%}]}\n")
	for k := range whole {
		if math.Abs(whole[k]-divided[k]) > 1e-9 {
			t.Errorf("%v without division, %v with", whole, divided)
		}
	}
}

// What cannot be divided says why.
func TestClassesWithoutStatistics(t *testing.T) {
	for change, says := range map[string]string{
		"{exporter: DEU/sme, iceberg: -5%}":   "none for DEU",
		"{exporter: KOR/micro, iceberg: -5%}": `no class "micro"`,
	} {
		s, err := scenario.Read("a", []byte("table: apx/2008\nscenarios: [{name: a, changes: ["+change+"]}]"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = trade.Solve(t.Context(), questiontest.Engine(), s, "", "economy", nil, nil)
		if fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

// Three classes of one's own stand apart.
func TestClassesOfOnesOwn(t *testing.T) {
	s, err := scenario.Read("a", []byte(`table: apx/2008
elasticities: 5
classes:
  - {economy: VNM, class: domestic, output: 60%, exports: 30%}
  - {economy: VNM, class: foreign, output: 40%, exports: 70%}
  - {economy: KOR, class: micro, output: 16%, exports: 2%}
  - {economy: KOR, class: middle, output: 30%, exports: 38%}
  - {economy: KOR, class: large, output: 54%, exports: 60%}
scenarios: [{name: a, changes: [{exporter: KOR/m*, importer: KOR/large, iceberg: -2%}]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	s.Classes = s.Classes[2:] // the embedded table has no Viet Nam
	f, err := trade.Solve(t.Context(), questiontest.Engine(), s, "", "class", []string{"KOR"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var shifts float64
	for row := range f.Rows() {
		shifts += f.Column("shift_pct").Floats[row] * f.Column("value_added").Floats[row]
	}
	if f.Rows() != 3 || math.Abs(shifts) > 1e-4 {
		t.Errorf("%d rows, shifts add up to %v", f.Rows(), shifts)
	}
}
