package trade_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
	"ikat/internal/questiontest"
	"ikat/internal/tinyworld"
	"ikat/question/trade"
	"ikat/result"
	"ikat/scenario"
)

// tinyBaseline is the questiontest.Tiny world as the model of trade sees it, both elasticities 5.
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
	q := trade.Ranking{Table: questiontest.Tiny, For: "world", By: "link", Top: 10, Cut: .05,
		Elasticities: []string{"5"},
		Deficits:     "held"}
	f, err := trade.RankLinks(t.Context(), questiontest.TinyWorld(), q, nil)
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
		set  func(*trade.Ranking)
		want map[string]bool
	}{
		{func(q *trade.Ranking) {
			q.Importers = []string{"B"}
		}, map[string]bool{"A1B": true, "A2B": true, "C2B": true}},
		{func(q *trade.Ranking) { q.Exporters = []string{"C"} }, map[string]bool{"C2A": true, "C2B": true}},
		{func(q *trade.Ranking) { q.Industries = []string{"1"} }, map[string]bool{"A1B": true}},
	} {
		q := trade.Ranking{Table: questiontest.Tiny, For: "world", By: "link", Top: 10, Cut: .05,
			Elasticities: []string{"5"},
			Deficits:     "held"}
		c.set(&q)
		f, err := trade.RankLinks(t.Context(), questiontest.TinyWorld(), q, nil)
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

// The world's percentages are means weighted by final spending: 115 in A, 170 in B, 110 in C. A border closed for 73
// days is one that lets four fifths through, a year being 365 days.
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
			want += v / 395 * questiontest.Cell(t, f, column, "closed", code)
			a, b := questiontest.Cell(t, f, column, "closed", code), questiontest.Cell(t, f, column, "scarce", code)
			if math.Abs(a-b) > 1e-9 {
				t.Errorf("%s of %s: closed for a fifth of the year %v, a fifth less %v", column, code, a, b)
			}
		}
		if got := questiontest.Cell(t, f, column, "closed", "world"); !(math.Abs(got-want) < 1e-12) || want == 0 {
			t.Errorf("%s of the world: %v, by hand %v", column, got, want)
		}
	}
}

// B alone has a tariff, a tenth on A's tools, of which 30 come: 3 of revenue are lost when it goes. The world loses
// what B loses.
func TestTariffRevenueByHand(t *testing.T) {
	f := solved(t, "accounts", `
elasticities: 5
tariffs: [{exporter: A, importer: B, industry: "2", tariff_to: 10%}]
scenarios:
  - name: free
    changes: [{exporter: A, importer: B, industry: "2", tariff_to: 0%}]
`)
	for code, want := range map[string]float64{"A": 0, "B": -3, "C": 0, "world": -3} {
		if got := questiontest.Cell(t, f, "tariff_revenue_change", "free", code); !(math.Abs(got-want) < 1e-9) {
			t.Errorf("tariff revenue of %s: %v, by hand %v", code, got, want)
		}
	}
}

func solved(t *testing.T, level, text string) *result.Frame {
	t.Helper()
	s, err := scenario.Read("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	f, err := trade.Solve(t.Context(), questiontest.TinyWorld(), s, questiontest.Tiny, level, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A row of a ranking, taken as a scenario, is worth what the ranking says.
func TestARankingsRowIsAScenario(t *testing.T) {
	e := questiontest.Engine()
	for _, by := range trade.RankBy {
		for _, cut := range []float64{.05, 0} {
			q := trade.Ranking{
				Table:        "apx/2008",
				For:          "CHN",
				By:           by,
				Top:          2,
				Cut:          cut,
				Elasticities: []string{"caliendo-parro"},
				Deficits:     "held",
			}
			f, err := trade.RankLinks(t.Context(), e, q, nil)
			if err != nil {
				t.Fatal(err)
			}
			change, err := trade.ChangeOf(t.Context(), e, q)
			if err != nil {
				t.Fatal(err)
			}
			for r := range f.Rows() {
				c := change(f.Column("exporter").Text(r), f.Column("importer").Text(r), f.Column("industry").Text(r))
				if c == nil {
					if by != "industry" || cut > 0 {
						t.Errorf("by %s, row %d is no change", by, r)
					}
					continue
				}
				s := &scenario.File{
					Scenarios:    []scenario.Scenario{{Name: "a", Changes: []scenario.Change{*c}}},
					Elasticities: scenario.Texts{"caliendo-parro"},
				}
				w, err := trade.Solve(t.Context(), e, s, "apx/2008", "economy", nil, nil)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := questiontest.Cell(t, w, "welfare_pct", "a", "CHN"),
					f.Column("exact_gain").Floats[r]; math.Abs(
					got-want,
				) > 1e-6*math.Abs(
					want,
				)+1e-9 {
					t.Errorf("by %s, cut %v, row %d: %v as a scenario, %v in the ranking", by, cut, r, got, want)
				}
			}
		}
	}
}
