package trade_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question/trade"
	"ikat/result"
	"ikat/scenario"
)

func simulate(t *testing.T, text, level string) *result.Frame {
	t.Helper()
	s, err := scenario.Read("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	f, err := trade.Solve(t.Context(), questiontest.Engine(), s, "apx/2008", level, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every example is solved as it stands, at every level.
func TestExamplesAreSolved(t *testing.T) {
	files, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	e := questiontest.Engine()
	solved := 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), "scenarios:") {
			continue
		}
		solved++
		s, err := scenario.Read(path, data)
		if err != nil {
			t.Fatal(err)
		}
		f, err := trade.Solve(t.Context(), e, s, "", "economy", nil, nil)
		if err != nil {
			t.Fatal(path, err)
		}
		for i, want := range []string{"scenario", "economy", "welfare_pct", "paper_sum_pct", "real_wage_pct"} {
			if f.Columns[i].Name != want {
				t.Errorf("%s: column %d is %s, scripts expect %s", path, i, f.Columns[i].Name, want)
			}
		}
		low, mid, high := f.Column(
			"welfare_low_pct",
		).Floats, f.Column(
			"welfare_pct",
		).Floats, f.Column(
			"welfare_high_pct",
		).Floats
		for r, v := range mid {
			if !(low[r] <= v && v <= high[r]) {
				t.Errorf("%s, row %d: %v lies outside its range %v to %v", path, r, v, low[r], high[r])
			}
		}
	}
	if solved < 5 {
		t.Errorf("%d examples of scenarios", solved)
	}
}

func TestScenariosBuildOnEachOther(t *testing.T) {
	f := simulate(t, `
scenarios:
  - name: first
    changes: [{exporter: CHN, importer: USA, industry: goods, tariff_by: 10%}]
  - name: then
    after: first
    changes: [{exporter: CHN, importer: USA, industry: goods, tariff_by: 10%}]
  - name: at-once
    changes:
      - {exporter: CHN, importer: USA, industry: "c?", tariff_to: 20%}
      - {exporter: CHN, importer: USA, industry: [c1?, "!c17", "!c18", "!c19t21"], tariff_to: 20%}
  - name: half-used
    after: at-once
    changes: [{between: [CHN, USA], industry: goods, tariff_to: 0, use: 50%}]
  - name: ten
    changes: [{exporter: CHN, importer: USA, industry: goods, tariff_to: 10%}]
`, "economy")
	then, once := questiontest.Cell(
		t,
		f,
		"welfare_pct",
		"then",
		"USA",
	), questiontest.Cell(
		t,
		f,
		"welfare_pct",
		"at-once",
		"USA",
	)
	if math.Abs(then-once) > 1e-9 {
		t.Errorf("two steps of ten points: %v, one of twenty: %v", then, once)
	}
	if half, ten := questiontest.Cell(t, f, "welfare_pct", "half-used", "CHN"),
		questiontest.Cell(t, f, "welfare_pct", "ten", "CHN"); math.Abs(
		half-ten,
	) > 1e-9 {
		t.Errorf("half of twenty: %v, ten: %v", half, ten)
	}
}

// Days and dollars at a border are the iceberg they amount to on top of what the border costs already.
func TestDaysAreAnIceberg(t *testing.T) {
	f := simulate(t, `
elasticities: caliendo-parro
day_cost: 1%
scenarios:
  - name: days
    changes: [{exporter: IDN, importer: USA, industry: c14, days: 5, container_cost: 200}]
  - name: iceberg
    changes: [{exporter: IDN, importer: USA, industry: c14, iceberg: 4.3%}]
`, "economy")
	days, ice := questiontest.Cell(
		t,
		f,
		"welfare_pct",
		"days",
		"IDN",
	), questiontest.Cell(
		t,
		f,
		"welfare_pct",
		"iceberg",
		"IDN",
	)
	if math.Abs(days/ice-1) > .05 {
		t.Errorf(
			"five days at 1%% and 200 of 20,000 dollars, on a border that costs about 40%%: %v, as an iceberg %v",
			days,
			ice,
		)
	}
}

func TestLevels(t *testing.T) {
	text := `
elasticities: 5
scenarios:
  - name: a
    changes: [{economy: KOR, industry: c14, productivity: 1%}]
`
	for level, rows := range map[string]int{"economy": 18, "accounts": 18, "sector": 17 * 24, "trade": 17 * 16,
		"link": 17 * 16 * 24, "convergence": 1} {
		f := simulate(t, text, level)
		if f.Rows() != rows {
			t.Errorf("%s: %d rows, expected %d", level, f.Rows(), rows)
		}
	}
	if f := simulate(t, text, "sector"); questiontest.Cell(t, f, "unit_cost_pct", "a", "KOR", "c14") >= 0 {
		t.Error("a more productive sector did not become cheaper")
	}
}

func TestBadScenarios(t *testing.T) {
	const some = "scenarios:\n  - {name: a, changes: [{iceberg: 1%}]}"
	for _, c := range []struct {
		text, where, what string
		kind              fault.Kind
	}{
		{"scenarios: [", "test.yaml", "", fault.Unreadable},
		{"scenarios:\n  - name: a\n    changes: &a\n      - *a", "line 3", "names for parts", fault.Invalid},
		{"scenarios:\n  - name: a\n    changes:\n      - {iceberg: 5%, exporter: *}", "line 4", "names for parts",
			fault.Invalid},
		{"title: - - - - - - - - - - - a", "line 1", "not YAML", fault.Unreadable},
		{"title: nothing", "test.yaml", "no scenarios", fault.Invalid},
		{"scenarios:\n  - name: a\n    changes:\n      - {iceburg: 5%}", "line 4", "iceburg", fault.Invalid},
		{"scenarios:\n  - name: a\n    changes:\n      - {iceberg: much}", "test.yaml", "much", fault.Invalid},
		{"scenarios:\n  - name: a\n    changes:\n      - {exporter: CHN}", "line 4", "changes nothing", fault.Invalid},
		{some + "\n  - {name: a, changes: [{iceberg: 1%}]}", "line 3", "two scenarios", fault.Invalid},
		{"scenarios:\n  - name: a\n    after: b", "line 3", `"b"`, fault.Invalid},
		{"deficits: kept\n" + some, "line 1", "kept", fault.Invalid},
		{"scenarios:\n  - name: a\n    changes:\n      - {iceberg: -100%}", "line 4", "all of itself", fault.Invalid},
		{"scenarios:\n  - name: a\n    changes:\n      - {iceberg: 5%, exporter: CHM}", "line 4", "CHM",
			fault.NotFound},
		{"scenarios:\n  - name: a\n    changes:\n      - {iceberg: 5%, industry: c99}", "line 4", "c99",
			fault.NotFound},
		{"elasticities: none.csv\n" + some, "none.csv", "no such file", fault.NotFound},
		{"elasticities: -2\n" + some, "-2", "not a positive", fault.Invalid},
		{"scenarios:\n  - name: shut\n    changes:\n      - {exporter: CHN, available: 0%}", `scenario "shut"`, "",
			fault.Unsolved},
	} {
		s, err := scenario.Read("test.yaml", []byte(c.text))
		if err == nil {
			_, err = trade.Solve(t.Context(), questiontest.Engine(), s, "apx/2008", "economy", nil, nil)
		}
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != c.kind || !strings.Contains(fault.Bare(f.Where), c.where) ||
			!strings.Contains(fault.Bare(f.What), c.what) {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

func TestRank(t *testing.T) {
	e := questiontest.Engine()
	q := trade.Ranking{
		Table:        "apx/2008",
		For:          "IDN",
		By:           "link",
		Top:          20,
		Cut:          .001,
		Elasticities: []string{"5", "caliendo-parro"},
		Deficits:     "held",
	}
	f, err := trade.RankLinks(t.Context(), e, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"rank", "exporter", "importer", "industry", "exact_gain", "gain_low", "gain_high"} {
		if f.Columns[i].Name != want {
			t.Errorf("column %d is %s, scripts expect %s", i, f.Columns[i].Name, want)
		}
	}
	exact, derivative := f.Column("exact_gain").Floats, f.Column("derivative").Floats
	for r := range exact {
		if math.Abs(exact[r]/(.1*derivative[r])-1) > .02 {
			t.Errorf("rank %d: a tenth of a per cent is worth %v exactly, the derivative is %v", r+1, exact[r],
				derivative[r])
		}
		if low, high := f.Column("gain_low").Floats[r], f.Column("gain_high").Floats[r]; !(low <= exact[r] &&
			exact[r] <= high) {
			t.Errorf("rank %d: %v lies outside %v to %v", r+1, exact[r], low, high)
		}
		if r > 0 && exact[r] > exact[r-1] {
			t.Errorf("rank %d is worth more than the one before", r+1)
		}
	}
	for _, by := range trade.RankBy {
		q.By, q.For, q.Top, q.Cut = by, "world", 3, 0
		if by == "door" { // doors are an economy's
			q.For = "KOR"
		}
		if f, err := trade.RankLinks(t.Context(), e, q, nil); err != nil || numbered(f) != 3 {
			t.Errorf("by %s: %v", by, err)
		}
	}
	for name, bad := range map[string]func(*trade.Ranking){
		"economy": func(q *trade.Ranking) { q.For = "XXX" }, "by": func(q *trade.Ranking) { q.By = "colour" },
		"top": func(q *trade.Ranking) { q.Top = 0 }, "cut": func(q *trade.Ranking) { q.Cut = 5 },
		"industry": func(q *trade.Ranking) { q.Industries = []string{"c99"} },
	} {
		q := trade.Ranking{
			Table:        "apx/2008",
			For:          "world",
			By:           "link",
			Top:          1,
			Cut:          .05,
			Elasticities: []string{"5"},
			Deficits:     "held",
		}
		bad(&q)
		if _, err := trade.RankLinks(t.Context(), e, q, nil); fault.KindOf(err) != fault.Invalid &&
			fault.KindOf(err) != fault.NotFound {
			t.Errorf("bad %s: %v", name, err)
		}
	}
}

// Draws reproduce by their seed, and a draw is the scenario solved at what was drawn: with a set of one number nothing
// of elasticities is drawn, so that draws without borders are the central result.
func TestDrawsOfScenarios(t *testing.T) {
	const text = "elasticities: [%]\nscenarios: [{name: a, changes: [{exporter: IDN, importer: JPN, industry: c14, @}]}]"
	drawn := func(set, change string, n int, seed uint64) *result.Frame {
		s, err := scenario.Read("test.yaml", []byte(strings.NewReplacer("%", set, "@", change).Replace(text)))
		if err != nil {
			t.Fatal(err)
		}
		s.Draws, s.Seed = n, seed
		f, err := trade.Solve(t.Context(), questiontest.Engine(), s, "apx/2008", "economy", []string{"IDN", "world"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	ends := func(f *result.Frame) [3]float64 {
		return [3]float64{
			f.Column("welfare_pct").Floats[0],
			f.Column("welfare_5_pct").Floats[0],
			f.Column("welfare_95_pct").Floats[0],
		}
	}
	if v := ends(drawn("5", "iceberg: -5%", 4, 1)); math.Abs(v[1]-v[0]) > 1e-9*v[0] || math.Abs(v[2]-v[0]) > 1e-9*v[0] {
		t.Errorf("nothing is drawn, and %v", v)
	}
	one, again, other := ends(drawn("recommended", "days: -3", 12, 1)), ends(drawn("recommended", "days: -3", 12, 1)),
		ends(drawn("recommended", "days: -3", 12, 2))
	if one != again || one == other || !(one[1] < one[0] && one[0] < one[2]) {
		t.Errorf("%v, %v, %v", one, again, other)
	}
	f := drawn("recommended", "days: -3", 12, 1)
	for r := range f.Rows() {
		if held := f.Column("sign_held").Floats[r]; held < .9 {
			t.Errorf("row %d: the sign holds in %v", r, held)
		}
	}
}

// numbered counts the rows that have a rank; those of groups stand between them.
func numbered(f *result.Frame) (n int) {
	for _, rank := range f.Column("rank").Floats {
		if rank > 0 {
			n++
		}
	}
	return n
}

// What becomes of small firms is drawn with their shares by industry, whether a scenario tells classes apart or not:
// the interval is that of a seed, lies within the ends over all shares where elasticities are known, and is none where
// draws have no line.
func TestDrawsOfSmallFirms(t *testing.T) {
	const text = "elasticities: [5]\nscenarios: [{name: a, changes: [{exporter: @, industry: goods, iceberg: -5%}]}]"
	drawn := func(exporter, level string, seed uint64) *result.Frame {
		s, err := scenario.Read("test.yaml", []byte(strings.ReplaceAll(text, "@", exporter)))
		if err != nil {
			t.Fatal(err)
		}
		s.Draws, s.Seed = 12, seed
		f, err := trade.Solve(t.Context(), questiontest.Engine(), s, "apx/2008", level, []string{"KOR"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	ends := func(f *result.Frame) [2]float64 {
		return [2]float64{f.Column("sme_income_5_pct").Floats[0], f.Column("sme_income_95_pct").Floats[0]}
	}
	for _, exporter := range []string{"KOR", "KOR/sme"} {
		f := drawn(exporter, "economy", 1)
		one := ends(f)
		if one != ends(drawn(exporter, "sme", 1)) || one == ends(drawn(exporter, "sme", 2)) || !(one[0] < one[1]) {
			t.Errorf("%s: %v", exporter, one)
		}
		low, high := f.Column("sme_income_low_pct").Floats[0], f.Column("sme_income_high_pct").Floats[0]
		if exporter == "KOR" && !(low < one[0] && one[1] < high) {
			t.Errorf("%v leaves [%v, %v]", one, low, high)
		}
		if !slices.ContainsFunc(f.Notes, func(n result.Note) bool { return n.Key == "simulate.drawn-firms" }) {
			t.Errorf("%s: nothing is said of shares that are drawn", exporter)
		}
	}
	if f := drawn("KOR", "trade", 1); slices.ContainsFunc(f.Notes, func(n result.Note) bool {
		return n.Key == "simulate.drawn"
	}) {
		t.Error("rows by trade speak of points that they lack")
	}
}
