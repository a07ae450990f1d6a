package scenario_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/faulttest"
	"ikat/scenario"
	"ikat/share"
)

const everyField = `title: "All: of it"
table: apx/2008
elasticities: [caliendo-parro, 5, 3.7]
deficits: purged
shares: use-specific
day_cost: [0.8%, 0.2%]
container_value: 15000
between_classes: 1.25
specific: 30%
specific_to: class-industry
groups:
  EAST: [CHN, JPN, KOR]
classes:
  - {economy: KOR, class: micro, output: 20%, exports: 5%}
  - {economy: KOR, class: rest, output: 80%, exports: 95%}
  - {economy: KOR, class: micro, industry: [c4, c5], output: 30%}
tariffs:
  - {exporter: "*", importer: CHN, industry: goods, tariff_to: 9%}
scenarios:
  - name: "first: one"
    changes:
      - {exporter: ["!USA", "!CHN"], importer: EAST, industry: "c1?", iceberg: -7.3%, days: -2.5, container_cost: -100}
      - {between: EAST, tariff_to: 0%, use: 60%}
      - {exporter: CHN, tariff_by: 12.3456789012%}
      - {exporter: JPN, available: 50%, closed_days: 30}
  - name: firms
    changes:
      - {exporter: KOR/micro, importer: [USA, KOR/final], qualified: 10% to 12.5%}
      - {exporter: "*/sme", importer: "!JPN/large", iceberg: -1%}
  - name: "2"
    after: "first: one"
    changes:
      - {economy: KOR, productivity: 2%}
`

// Scenarios are written as they were read.
func TestScenariosAreWrittenAsTheyWereRead(t *testing.T) {
	s, err := scenario.Read("a", []byte(everyField))
	if err != nil {
		t.Fatal(err)
	}
	text := s.YAML()
	again, err := scenario.Read("b", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if second := again.YAML(); second != text {
		t.Errorf("written twice it differs:\n%s\n%s", text, second)
	}
	for _, part := range []string{`iceberg: -7.3%`, `between_classes: 1.25`, `specific: 30%`,
		`specific_to: class-industry`, `tariff_by: 12.3456789012%`, `use: 60%`, `day_cost: [0.8%, 0.2%]`,
		`"!USA"`, `after: `, `qualified: "10% to 12.5%"`, "micro, industry: [c4, c5], output: 30%",
		"exporter: KOR/micro", `"*/sme"`} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not in\n%s", part, text)
		}
	}
	for i, sc := range s.Scenarios {
		if again.Scenarios[i].Name != sc.Name || again.Scenarios[i].After != sc.After ||
			len(again.Scenarios[i].Changes) != len(sc.Changes) {
			t.Errorf("scenario %d became %+v", i, again.Scenarios[i])
		}
	}
}

// none is made when asked for.
func none(string) bool { return false }

// What comes over a network names no file and does not occupy the machine.
func TestRemoteScenariosReadNoFile(t *testing.T) {
	tables := []icio.Entry{{Name: "apx", Year: 2011}}
	many := func(n int, change string) string {
		var b strings.Builder
		b.WriteString("scenarios:\n")
		for i := range n {
			fmt.Fprintf(&b, "  - {name: s%d, changes: [{%s}]}\n", i, change)
		}
		return b.String()
	}
	ok := "scenarios:\n  - name: a\n    changes: [{iceberg: 1%}]\n"
	for text, want := range map[string]struct {
		kind fault.Kind
		what string
	}{
		"elasticities: /etc/passwd\n" + ok:             {fault.Invalid, "no file"},
		"elasticities: [5, examples/theta.csv]\n" + ok: {fault.Invalid, "no file"},
		"table: /etc/passwd\n" + ok:                    {fault.Invalid, "no table"},
		"table: apx/1066\n" + ok:                       {fault.NotFound, "no table"},
		many(101, "iceberg: 1%"):                       {fault.Excessive, "404 solutions"},
		// the usual five costs of a day
		many(41, "days: -1"): {fault.Excessive, "492 solutions"},
		"scenarios: [{name: a, changes: [" + strings.Repeat("{iceberg: 1%},", 501) + "]}]": {fault.Excessive,
			"501 changes"},
		"title: " + strings.Repeat("x", 40<<10) + "\n" + ok: {fault.Excessive,
			"bytes"},
		"scenarios:\n" + strings.Repeat("  - {name: a, changes: [{iceberg: 1%}]}\n", 3): {fault.Invalid,
			"two scenarios"},
		"scenarios: " + strings.Repeat("[", 10<<10): {fault.Invalid,
			"nested"},
		"a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]\n" + ok: {fault.Invalid,
			"names for parts"},
		"statistics: [/etc/passwd]\n" + ok: {fault.Invalid,
			"statistics"},
	} {
		_, err := scenario.ReadRemote("scenario", []byte(text), tables, none)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != want.kind || !strings.Contains(fault.Bare(f.What), want.what) {
			t.Errorf("%.40q: %v", text, err)
		}
	}
	if _, err := scenario.ReadRemote("scenario", []byte("table: apx/2011\nelasticities: [caliendo-parro, 5]\n"+ok),
		tables, none); err != nil {
		t.Error(err)
	}
}

// A number that could be a share or per cent is refused wherever a rate is written; parts of a whole may be written
// either way.
func TestRatesNeedTheirSign(t *testing.T) {
	const one = "scenarios: [{name: a, changes: [{%s}]}]"
	for _, change := range []string{"iceberg: 0.05", "tariff_to: 10", "tariff_by: -0.02", "productivity: 2",
		"tariff_to: 5%, use: 46", "available: 50"} {
		_, err := scenario.Read("a", fmt.Appendf(nil, one, change))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "sign") {
			t.Errorf("%s: %v", change, err)
		}
	}
	for _, change := range []string{"iceberg: 0", "tariff_to: 10%", "available: 0.5", "tariff_to: 0, use: 46%",
		"available: 0"} {
		if _, err := scenario.Read("a", fmt.Appendf(nil, one, change)); err != nil {
			t.Errorf("%s: %v", change, err)
		}
	}
	for text, says := range map[string]string{"day_cost: 0.8": "sign", "day_cost: [0.8%, 8]": "sign",
		"day_cost: 120%": "no cost of a day", "day_cost: []": "empty",
		"container_value: 0": "more than nothing", "elasticities: []": "empty"} {
		_, err := scenario.Read("a", []byte(text+"\n"+fmt.Sprintf(one, "days: -1")))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(),
			"line 1") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Solutions are counted as they are solved: three levels of costs where days change and nobody names one.
func TestSolutions(t *testing.T) {
	const two = "scenarios: [{name: a, changes: [{iceberg: 1%}]}, {name: b, changes: [{iceberg: 2%}]}]"
	for text, want := range map[string]int{
		two: 8,
		"scenarios: [{name: a, changes: [{days: -1}]}]":                                                12,
		"day_cost: 1%\nscenarios: [{name: a, changes: [{days: -1}]}]":                                  4,
		"elasticities: 5\nday_cost: [1%, 2%]\nscenarios: [{name: a, changes: [{container_cost: -1}]}]": 2,
		"elasticities: 5\nday_cost: [1%, 2%]\n" + two:                                                  2,
	} {
		s, err := scenario.Read("a", []byte(text))
		if err != nil || s.Solutions() != want {
			t.Errorf("%s: %d solutions, want %d; %v", text, s.Solutions(), want, err)
		}
	}
}

func base() *counterfactual.Baseline {
	return &counterfactual.Baseline{Economies: []string{"A", "B"}, Industries: []string{"c1"}, Uses: 1,
		Theta: []float64{5}, Share: []float64{.5, .5, .5, .5}, Tariff: make([]float64, 4), Labour: []float64{1, 1},
		Input: make([]float64, 2), Final: []float64{1, 1}, Output: []float64{100, 100}, Wages: []float64{100, 100},
		Income: []float64{100, 100}, Surplus: make([]float64, 2)}
}

// A change that leaves no border to touch is said to, with its line.
func TestAChangeOfNothingIsRefused(t *testing.T) {
	for change, says := range map[string]string{
		"{exporter: A, importer: A, tariff_to: 10%}": "no border",
		"{between: B, iceberg: 1%}":                  "no border",
		"{exporter: A, days: -3}":                    "touches no link", // with procedures
		"{exporter: A, tariff_to: 0%}":               "changes nothing",
		"{economy: A, productivity: 0%}":             "changes nothing",
	} {
		s, err := scenario.Read("a", []byte("scenarios:\n- name: a\n  changes:\n  - "+change))
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Shock(base(), 0, scenario.Prices{Rate: func(int) float64 { return 0 },
			Worth: func(int) (day, dollar float64) { return .01, 1. / 20000 }})
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "a, line 4") ||
			!strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

// What names nothing is refused as it is read: an answer of zero would be read as worth nothing.
func TestAnEmptySelectionIsRefused(t *testing.T) {
	const change = "iceberg: 1%}]}]}"
	for text, says := range map[string]string{
		"{scenarios: [{name: a, changes: []}]}":                                                 `"a" changes nothing`,
		"{scenarios: [{name: a}]}":                                                              `"a" changes nothing`,
		"{scenarios: [{name: b, changes: [{iceberg: 1%}]}, {name: a, after: b}]}":               `"a" changes nothing`,
		"{scenarios: [{name: a, changes: [{exporter: [], " + change:                             "exporter is an empty list",
		"{scenarios: [{name: a, changes: [{importer: [], " + change:                             "importer is an empty list",
		"{scenarios: [{name: a, changes: [{between: [], " + change:                              "between is an empty list",
		"{scenarios: [{name: a, changes: [{industry: [], " + change:                             "industry is an empty list",
		"{scenarios: [{name: a, changes: [{economy: [], productivity: 1%}]}]}":                  "economy is an empty list",
		"{groups: {G: []}, scenarios: [{name: a, changes: [{exporter: G, " + change:             `group "G" has no members`,
		"{tariffs: [{importer: [], tariff_to: 1%}], scenarios: [{name: a, changes: [{" + change: "importer is an empty list",
	} {
		if _, err := scenario.Read("a", []byte(text)); fault.KindOf(err) != fault.Invalid ||
			!strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Numbers that no border and no tariff can have are slips, and refused with their line.
func TestImpossibleChangesAreRefused(t *testing.T) {
	for change, says := range map[string]string{
		"{tariff_to: 1000000%}": "between 0 and 3000%", "{tariff_to: -10%}": "not -10%", "{tariff_by: 4000%}": "not 4000%",
		"{days: 1e9}": "365 at most", "{days: -366}": "not -366", "{closed_days: 366}": "0 to 365", "{days: .nan}": "",
		"{tariff_to: 3000%}": "ok", "{tariff_by: -10%}": "ok", "{days: -365}": "ok", "{closed_days: 365}": "ok",
	} {
		_, err := scenario.Read("a", []byte("scenarios:\n- name: a\n  changes:\n  - "+change))
		if says == "ok" != (err == nil) || err != nil &&
			(!strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "line 4")) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

// A tariff in force is one between two economies.
func TestATariffInForceIsOnABorder(t *testing.T) {
	for tariff, ok := range map[string]bool{"{exporter: A, importer: A, tariff_to: 10%}": false,
		"{between: B, tariff_to: 10%}": false, "{importer: A, tariff_to: 10%}": true} {
		s, err := scenario.Read("a", []byte("tariffs:\n- "+tariff+"\nscenarios: [{name: a, changes: [{iceberg: 1%}]}]"))
		if err != nil {
			t.Fatal(err)
		}
		links, err := s.InForce(base(), 0)
		if ok != (err == nil) || ok != (len(links) > 0) || !ok && !strings.Contains(err.Error(), "a, line 2") {
			t.Errorf("%s: %v, %d links", tariff, err, len(links))
		}
	}
}

// A change that has nothing to do with borders' procedures asks nobody what they cost.
func TestBordersAreAskedOnlyWhereTheyMatter(t *testing.T) {
	s, err := scenario.Read(
		"a",
		[]byte("scenarios: [{name: a, changes: [{iceberg: 1%}, {economy: A, productivity: 1%}]}]"),
	)
	if err != nil {
		t.Fatal(err)
	}
	asked := func(int) float64 { t.Error("what borders cost was asked for"); return 0 }
	if _, err := s.Shock(base(), 0, scenario.Prices{Rate: asked}); err != nil {
		t.Error(err)
	}
}

// A year has 365 days, a day costs a share of the goods' value, and money a share of the container's.
func TestAShockByHand(t *testing.T) {
	s, err := scenario.Read("a", []byte(`container_value: 10000
scenarios:
- name: a
  changes:
  - {exporter: A, closed_days: 73, days: 2, container_cost: 300}
  - {economy: B, productivity: 10%}
- name: b
  after: a
  changes: [{exporter: A, tariff_to: 20%, use: 50%, available: 50%, days: -100}]
`))
	if err != nil {
		t.Fatal(err)
	}
	b := base()
	at := b.Link(0, 1, 0) // A to B
	b.Tariff[at] = .1
	shock := func(i int) counterfactual.Shock {
		sh, err := s.Shock(b, i, scenario.Prices{Rate: func(int) float64 { return .25 },
			Worth: func(int) (day, dollar float64) { return .01, 1. / 10000 }})
		if err != nil {
			t.Fatal(err)
		}
		return sh
	}
	first, second := shock(0), shock(1)
	for what, c := range map[string][2]float64{
		"left of the supply after 73 of 365 days":   {first.Available[at], .8},
		"two days and 300 of 10,000 dollars on 25%": {first.Iceberg[at], 1.30 / 1.25},
		"productivity":                               {first.Productivity[1], 1.1},
		"half of a fifth of the supply":              {second.Available[at], .4},
		"a border that costs no less than nothing":   {second.Iceberg[at], 1 / 1.25},
		"a preference that half of the trade claims": {second.Tariff[at], .15},
		"what goes the other way":                    {first.Iceberg[b.Link(0, 0, 1)], 1},
	} {
		if d := c[0] - c[1]; d > 1e-12 || d < -1e-12 {
			t.Errorf("%s: %v, want %v", what, c[0], c[1])
		}
	}
}

// Whatever changes there are, what is written reads back as the same changes.
func TestChangesAreWrittenExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate, days := share.Rate(rapid.Float64Range(-.9, 5).Draw(t, "rate")),
			rapid.Float64Range(-365, 365).Draw(t, "days")
		part := share.Part(rapid.Float64Range(0, 1).Draw(t, "part"))
		c := scenario.Change{Exporter: rapid.SliceOfN(rapid.String(), 1, 3).Draw(t, "exporter"), Iceberg: &rate,
			Days: &days, Available: &part}
		for _, name := range c.Exporter {
			if strings.ToValidUTF8(name, "") != name || strings.IndexFunc(name, fault.Hidden) >= 0 {
				t.Skip("not UTF-8, or not to be seen")
			}
		}
		s := &scenario.File{Scenarios: []scenario.Scenario{{Name: "a", Changes: []scenario.Change{c}}}}
		again, err := scenario.Read("a", []byte(s.YAML()))
		if err != nil {
			t.Fatalf("%v\n%s", err, s.YAML())
		}
		got := again.Scenarios[0].Changes[0]
		if *got.Iceberg != rate || *got.Days != days || *got.Available != part ||
			strings.Join(got.Exporter, "|") != strings.Join(c.Exporter, "|") {
			t.Errorf("%+v became %+v in\n%s", c, got, s.YAML())
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(everyField)
	f.Add("scenarios: [{name: a, changes: [{iceberg: 1%}]}]")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := scenario.Read("a", []byte(text))
		faulttest.OfFile(t, err)
		if err == nil {
			if _, err := scenario.Read("b", []byte(s.YAML())); err != nil {
				t.Errorf("%q is written as\n%s\n%v", text, s.YAML(), err)
			}
		}
	})
}
