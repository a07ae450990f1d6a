package trade_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/internal/questiontest"
	"ikat/question/trade"
	"ikat/result"
	"ikat/scenario"
)

const cheaperExports = `table: apx/2008
elasticities: [recommended, 5]
scenarios:
  - {name: easier, changes: [{exporter: KOR, industry: goods, iceberg: -5%}]}
  - {name: dearer, changes: [{exporter: JPN, importer: [KOR, CHN], industry: goods, iceberg: 3%}]}
`

func line(t *testing.T, f *result.Frame, scenario, economy string) (small, low, high float64, from string) {
	t.Helper()
	for i := range f.Rows() {
		if f.Column("scenario").Text(i) == scenario && f.Column("economy").Text(i) == economy {
			at := func(name string) float64 { return f.Column(name).Floats[i] }
			return at("sme_income_pct"), at("sme_income_low_pct"), at("sme_income_high_pct"),
				f.Column("sme_statistics").Text(i)
		}
	}
	t.Fatalf("%s has no row of %s", economy, scenario)
	return
}

func solveLevels(t *testing.T, files []string, levels ...string) []*result.Frame {
	t.Helper()
	s, err := scenario.Read("a", []byte(cheaperExports))
	if err != nil {
		t.Fatal(err)
	}
	s.Statistics = files
	f, err := trade.SolveLevels(t.Context(), questiontest.Engine(), s, "", levels, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every economy with statistics has the line of its small firms beside its own, without being asked for; it is that of
// the rows by firms. Whose are not known is said, with what to do.
func TestLinesOfSmallFirmsStandBesideEconomies(t *testing.T) {
	f := solveLevels(t, nil, "economy", "sme")
	beside := map[string]bool{}
	for i := range f[1].Rows() {
		at := func(name string) float64 { return f[1].Column(name).Floats[i] }
		scenario, economy := f[1].Column("scenario").Text(i), f[1].Column("economy").Text(i)
		beside[economy] = true
		small, low, high, from := line(t, f[0], scenario, economy)
		if small != at("sme_income_pct") || low != at("sme_income_low_pct") || high != at("sme_income_high_pct") {
			t.Errorf("%s, %s: %v [%v, %v] beside the economy", scenario, economy, small, low, high)
		}
		if !(low <= at("shares_low_pct") && at("shares_high_pct") <= high && low < small && small < high) {
			t.Errorf("%s, %s: %v in [%v, %v]", scenario, economy, small, low, high)
		}
		if !strings.Contains(from, "value added ") || !strings.Contains(from, "exports ") {
			t.Errorf("%s rests on %q", economy, from)
		}
	}
	for _, code := range []string{"KOR", "JPN", "CHN", "IDN", "IND"} {
		if !beside[code] {
			t.Errorf("%s has statistics and no line", code)
		}
	}
	small, low, high, from := line(t, f[0], "easier", "USA")
	if !math.IsNaN(small) || !math.IsNaN(low) || !math.IsNaN(high) || from != "" {
		t.Errorf("nothing is known of the USA, and %v [%v, %v] %q is said", small, low, high, from)
	}
	said := ""
	for _, n := range f[0].Notes {
		said += n.Text + "\n"
	}
	for _, want := range []string{"no statistics of firm size at hand:", "USA", "--template", "(Goh (2007))",
		"labour moves between classes"} {
		if !strings.Contains(said, want) {
			t.Errorf("notes do not say %q:\n%s", want, said)
		}
	}
}

// Where only value added is known there is a range over all exports that small firms can have, and no point; a share of
// exports narrows it.
func TestLinesWithoutAShareOfExports(t *testing.T) {
	ends := func(name, text string) (small, width float64) {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		small, low, high, _ := line(t, solveLevels(t, []string{file}, "economy")[0], "easier", "USA")
		return small, high - low
	}
	const head = "economy,industry,indicator,value,low,high,source\nUSA,,value_added,45%,"
	open, wide := ends("open.csv", head+",,mine\n")
	point, narrow := ends("known.csv", head+",,mine\nUSA,,exports,30%,,,mine\n")
	_, ranged := ends("range.csv", head+"40%,50%,mine\nUSA,,exports,30%,,,mine\n")
	if !math.IsNaN(open) || math.IsNaN(point) {
		t.Errorf("points %v and %v", open, point)
	}
	if !(wide > narrow && ranged > narrow && narrow > 0) {
		t.Errorf("ranges are %v wide, with exports %v, with a range of value added %v", wide, narrow, ranged)
	}
}

// A ranking has lines of small firms too: of the economy it is for, or of those at both ends of a link.
func TestRankingsHaveLinesOfSmallFirms(t *testing.T) {
	rank := func(q trade.Ranking) *result.Frame {
		q.Table, q.By, q.Top, q.Cut, q.Deficits = "apx/2008", "link", 12, .05, "held"
		q.Elasticities = []string{"5"}
		f, err := trade.RankLinks(t.Context(), questiontest.Engine(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	known := map[string]bool{"KOR": true, "JPN": true, "CHN": true, "IDN": true, "IND": true, "AUS": true, "TUR": true}
	world := rank(trade.Ranking{For: "world"})
	some := 0
	for i := range world.Rows() {
		for _, end := range []string{"exporter", "importer"} {
			at := func(name string) float64 { return world.Column(end + "_sme_income" + name).Floats[i] }
			if code := world.Column(end).Text(i); known[code] != (at("_low_pct") < at("_high_pct")) {
				t.Errorf("%s of row %d, %s: %v [%v, %v]", end, i, code, at("_pct"), at("_low_pct"), at("_high_pct"))
			} else if known[code] {
				some++
			}
		}
	}
	if some == 0 {
		t.Error("no link of the world's has small firms at its ends")
	}
	own, small := rank(trade.Ranking{For: "KOR", Exporters: []string{"KOR"}}),
		rank(trade.Ranking{For: "sme:KOR", Exporters: []string{"KOR"}})
	for i := range own.Rows() {
		for k := range small.Rows() {
			if own.Column("importer").Text(i) == small.Column("importer").Text(k) &&
				own.Column("industry").Text(i) == small.Column("industry").Text(k) {
				for a, b := range map[string]string{"sme_income_pct": "exact_gain", "sme_income_low_pct": "shares_low_pct",
					"sme_income_high_pct": "shares_high_pct"} {
					if x, y := own.Column(a).Floats[i], small.Column(b).Floats[k]; math.Abs(x-y) > 1e-9 {
						t.Errorf("row %d: %s %v, for small firms %s %v", i, a, x, b, y)
					}
				}
			}
		}
	}
}
