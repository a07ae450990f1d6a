package engine_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"ikat/counterfactual"
	"ikat/engine"
	"ikat/internal/ikattest"
	"ikat/internal/tinyworld"
	"ikat/result"
	"ikat/tablefile/all"
)

const tiny = "tinyworld/2000"

func inTinyWorld() *engine.Engine {
	return engine.New("test", all.All(), ikattest.Library{Table: tinyworld.Table()})
}

// written keeps a text in a file.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// golden holds rows of a frame to those worked by hand: texts in the first column, numbers in the others.
func golden(t *testing.T, f *result.Frame, key string, columns []string, want map[string][]float64) {
	t.Helper()
	if f.Rows() != len(want) {
		t.Errorf("%s: %d rows, not %d", f.Title, f.Rows(), len(want))
	}
	for r := range f.Rows() {
		name := f.Column(key).Text(r)
		for c, column := range columns {
			if len(want[name]) != len(columns) {
				t.Errorf("%s: there is a row %s", f.Title, name)
				break
			}
			if got := f.Column(column).Floats[r]; !(math.Abs(got-want[name][c]) < 1e-9) {
				t.Errorf("%s, %s: %s is %v, by hand %v", f.Title, name, column, got, want[name][c])
			}
		}
	}
}

// A exports 40 of ore and 30 of tools, all to B. Half of the ore leaves B again inside parts: 20 of forward trade, none
// of it in tools. A tool holds .5 of A_2, .2 of ore, and .3 of a machine, of which C earns .6, B .4 x .75 and A, in ore,
// .4 x .25: so .73 of tools are A's, .18 C's and .09 B's, and of 30 exported 8.1 are foreign. What crosses two borders
// backward is the machines, .3 x 30 = 9.
//
// Of A's 125 of value added B absorbs 20 in parts, 40 x .1 in machines and 30 x .73 in tools, 45.9; C absorbs 100 x .1.
func TestAProfileByHand(t *testing.T) {
	p, err := inTinyWorld().Profile(t.Context(), "A", []string{tiny}, engine.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, p.Frame("industries"), "industry", []string{"exports", "share", "domestic", "backward", "forward"},
		map[string][]float64{"1": {40, 4. / 7, 1, 0, .5}, "2": {30, 3. / 7, .73, .3, 0}})
	two := []string{"amount", "share"}
	golden(t, p.Frame("suppliers"), "economy", two, map[string][]float64{"B": {2.7, 1. / 3}, "C": {5.4, 2. / 3}})
	golden(t, p.Frame("buyers"), "economy", two, map[string][]float64{"B": {70, 1}, "C": {0, 0}})
	golden(t, p.Frame("users"), "economy", two,
		map[string][]float64{"B": {45.9, 45.9 / 55.9}, "C": {10, 10 / 55.9}})
	years := p.Frame("years")
	for column, want := range map[string]float64{"exports": 70, "world_share": .28, "domestic": 61.9 / 70,
		"foreign": 8.1 / 70, "gvc": 29. / 70, "backward": 9. / 70, "forward": 20. / 70, "value_added_abroad": 55.9,
		"dependence": 55.9 / 125} {
		if got := years.Column(column).Floats[0]; !(math.Abs(got-want) < 1e-9) {
			t.Errorf("%s: %v, by hand %v", column, got, want)
		}
	}
}

// By the share of exports in value chains B (50/80) goes before C (45.4/100) and A (29/70).
func TestPlacesInValueChainsByHand(t *testing.T) {
	for economy, want := range map[string]int{"B": 1, "C": 2, "A": 3} {
		p, err := inTinyWorld().Profile(t.Context(), economy, []string{tiny}, engine.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if p.Rank != want || p.Of != 3 {
			t.Errorf("%s is number %d of %d, by hand %d of 3", economy, p.Rank, p.Of, want)
		}
	}
}

// A dollar of tools of A delivered to B crosses A's border once as tools and .3 x .4 x .25 = .03 times as ore. A day
// costs 1%; every border takes 10 days to leave and 5 to enter. Small firms export half of the ore and a fifth of the
// tools: of 15 x 1.03 days theirs are 15 x (.2 + .5 x .03).
func TestSmallFirmsDaysByHand(t *testing.T) {
	borders := written(t, "borders.csv", "economy,days_export,cost_export,days_import,cost_import\n"+
		"A,10,0,5,0\nB,10,0,5,0\nC,10,0,5,0\n")
	stats := written(t, "firms.csv", "economy,industry,indicator,value\nA,,value_added,40%\n"+
		"A,1,exports,50%\nA,2,exports,20%\n")
	c, err := inTinyWorld().Chain(t.Context(), engine.ChainQuestion{Product: "A:2", To: "B", Table: tiny, SMEs: true,
		Stats: []string{stats}, Border: engine.BorderChoice{Files: []string{borders}, Thetas: []float64{.01},
			Goods: []string{"1", "2"}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Firms) != 1 || c.Firms[0].Economy != "A" {
		t.Fatalf("firms of %+v", c.Firms)
	}
	own, earned := map[string]float64{}, map[string]float64{}
	var cost, theirs float64
	f := c.Links
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
	v := c.Firms[0]
	for name, pair := range map[string][2]float64{
		"ore exported by small firms":   {own["1"], .5},
		"tools exported by small firms": {own["2"], .2},
		"days":                          {v.Days, 15 * 1.03},
		"days of small firms":           {v.OwnDays, 15 * (.2 + .5*.03)},
		"earned by small firms":         {v.Value, (earned["2"] + .03*earned["1"]) / 1.03},
		"cost":                          {v.Cost[0], cost},
		"cost on small firms":           {v.Own[0], theirs},
	} {
		if !(math.Abs(pair[0]-pair[1]) < 1e-9) {
			t.Errorf("%s: %v, by hand %v", name, pair[0], pair[1])
		}
	}
}

// tinyBaseline is the tiny world as the model of trade sees it, both elasticities 5.
func tinyBaseline(t *testing.T) *counterfactual.Baseline {
	t.Helper()
	b, _, err := counterfactual.FromTable(tinyworld.Table(), counterfactual.Calibration{Theta: []float64{5, 5}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What a row of a ranking says is what solving its change says, with final spending of 115 in A, 170 in B and 110 in C.
func TestARankingByHand(t *testing.T) {
	q := engine.Ranking{Table: tiny, For: "world", By: "link", Top: 10, Cut: .05, Elasticities: []string{"5"},
		Deficits: "held"}
	f, err := inTinyWorld().Rank(t.Context(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	// Links with trade: ore and tools of A to B, parts of B to C, machines of C to A and to B.
	if f.Rows() != 5 {
		t.Errorf("%d links with trade, by hand 5", f.Rows())
	}
	b, spending := tinyBaseline(t), map[string]float64{"A": 115, "B": 170, "C": 110}
	for r := range f.Rows() {
		exporter, importer, industry := f.Column("exporter").Text(r), f.Column("importer").Text(r),
			f.Column("industry").Text(r)
		at := func(code string) int { return int(code[0] - 'A') }
		s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
		for l := range s.Iceberg {
			s.Iceberg[l] = 1
		}
		s.Iceberg[(int(industry[0]-'1')*3+at(importer))*3+at(exporter)] = .95
		o, err := b.Solve(t.Context(), s, counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		var world float64
		gains := map[string]float64{}
		for n, code := range b.Economies {
			gains[code] = spending[code] * (o.Welfare[n] - 1)
			world += gains[code]
		}
		for column, want := range map[string]float64{"world_gain": world, "exact_gain": 100 * world / 395,
			"exporter_share": gains[exporter] / world} {
			if got := f.Column(column).Floats[r]; !(math.Abs(got-want) < 1e-7) {
				t.Errorf("%s_%s to %s: %s is %v, by hand %v", exporter, industry, importer, column, got, want)
			}
		}
	}
}

// Only what goes to an importer, comes from an exporter, or is of an industry is ranked where one is asked for.
func TestARankingKeepsTheLinksAskedFor(t *testing.T) {
	for _, c := range []struct {
		set  func(*engine.Ranking)
		want map[string]bool
	}{
		{func(q *engine.Ranking) { q.Importers = []string{"B"} }, map[string]bool{"A1B": true, "A2B": true, "C2B": true}},
		{func(q *engine.Ranking) { q.Exporters = []string{"C"} }, map[string]bool{"C2A": true, "C2B": true}},
		{func(q *engine.Ranking) { q.Industries = []string{"1"} }, map[string]bool{"A1B": true}},
	} {
		q := engine.Ranking{Table: tiny, For: "world", By: "link", Top: 10, Cut: .05, Elasticities: []string{"5"},
			Deficits: "held"}
		c.set(&q)
		f, err := inTinyWorld().Rank(t.Context(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		if f.Rows() != len(c.want) {
			t.Errorf("%d links, by hand %v", f.Rows(), c.want)
		}
		for r := range f.Rows() {
			link := f.Column("exporter").Text(r) + f.Column("industry").Text(r) + f.Column("importer").Text(r)
			if !c.want[link] {
				t.Errorf("%s is not asked for; by hand %v", link, c.want)
			}
		}
	}
}

// The world's percentages are means weighted by final spending: 115 in A, 170 in B, 110 in C. A border closed for 73 days
// is one that lets four fifths through, a year being 365 days.
func TestASimulationByHand(t *testing.T) {
	f := solved(t, "economy", `
elasticities: 5
scenarios:
  - name: closed
    changes: [{exporter: A, importer: B, industry: "2", closed_days: 73}]
  - name: scarce
    changes: [{exporter: A, importer: B, industry: "2", available: 80%}]
`)
	spending := map[string]float64{"A": 115, "B": 170, "C": 110}
	for _, column := range []string{"welfare_pct", "real_wage_pct", "welfare_low_pct"} {
		var want float64
		for code, v := range spending {
			want += v / 395 * cell(t, f, column, "closed", code)
			a, b := cell(t, f, column, "closed", code), cell(t, f, column, "scarce", code)
			if math.Abs(a-b) > 1e-9 {
				t.Errorf("%s of %s: closed for a fifth of the year %v, a fifth less %v", column, code, a, b)
			}
		}
		if got := cell(t, f, column, "closed", "world"); !(math.Abs(got-want) < 1e-12) || want == 0 {
			t.Errorf("%s of the world: %v, by hand %v", column, got, want)
		}
	}
}

// B alone has a tariff, a tenth on A's tools, of which 30 come: 3 of revenue are lost when it goes. The world loses what B
// loses.
func TestTariffRevenueByHand(t *testing.T) {
	f := solved(t, "accounts", `
elasticities: 5
tariffs: [{exporter: A, importer: B, industry: "2", tariff_to: 10%}]
scenarios:
  - name: free
    changes: [{exporter: A, importer: B, industry: "2", tariff_to: 0%}]
`)
	for code, want := range map[string]float64{"A": 0, "B": -3, "C": 0, "world": -3} {
		if got := cell(t, f, "tariff_revenue_change", "free", code); !(math.Abs(got-want) < 1e-9) {
			t.Errorf("tariff revenue of %s: %v, by hand %v", code, got, want)
		}
	}
}

func solved(t *testing.T, level, text string) *result.Frame {
	t.Helper()
	s, err := engine.ReadScenarios("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	f, err := inTinyWorld().Simulate(t.Context(), s, tiny, level, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
