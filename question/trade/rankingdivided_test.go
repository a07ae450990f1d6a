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

// ask ranks on the embedded table, θ = 5.
func ask(t *testing.T, q trade.Ranking) (columns func(name string) []float64, ends []string) {
	t.Helper()
	q.Table, q.Elasticities, q.Deficits = "apx/2008", []string{"5"}, "held"
	if q.Cut == 0 {
		q.Cut = .05
	}
	f, err := trade.RankLinks(t.Context(), questiontest.Engine(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row := range f.Rows() {
		ends = append(ends, f.Column("exporter").Text(row)+">"+f.Column("importer").Text(row))
	}
	return func(name string) []float64 { return f.Column(name).Floats }, ends
}

// Ranks by door are exact gains: what a scenario that eases the same door gives, for small firms, large ones and the
// economy.
func TestRanksByDoorAreScenarios(t *testing.T) {
	column, ends := ask(t, trade.Ranking{For: "sme:KOR", By: "door", Industries: []string{"goods"}, Top: 20})
	if len(ends) != 11 {
		t.Fatalf("doors %v", ends)
	}
	for row, change := range map[string]string{"KOR/sme>*": "exporter: KOR/sme",
		"KOR/sme>KOR/large": "exporter: KOR/sme, " +
			"importer: KOR/large", "KOR/large>KOR/final": "exporter: KOR/large, importer: KOR/final",
		"*>KOR/sme": "importer: KOR/sme"} {
		s, err := scenario.Read("a",
			[]byte("table: apx/2008\nelasticities: 5\nscenarios: [{name: a, changes: [{"+change+
				", industry: goods, iceberg: -5%}]}]"))
		if err != nil {
			t.Fatal(err)
		}
		f, err := trade.Solve(t.Context(), questiontest.Engine(), s, "", "sme", []string{"KOR"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		k := 0
		for ends[k] != row {
			k++
		}
		for _, name := range []string{"sme_income_pct", "large_income_pct", "economy_income_pct", "from_large_pct"} {
			if got, want := column(name)[k], f.Column(name).Floats[0]; math.Abs(got-want) > 1e-8 {
				t.Errorf("%s, %s: %v in the ranking, %v in a scenario", row, name, got, want)
			}
		}
		if column("exact_gain")[k] != column("sme_income_pct")[k] {
			t.Errorf("%s: ranked by %v, small firms gain %v", row, column("exact_gain")[k], column("sme_income_pct")[k])
		}
	}
}

// A link that all of an economy's firms use is one link, with bounds over splits; classes that are named stand apart.
func TestLinksOfAllFirmsAndOfClasses(t *testing.T) {
	column, ends := ask(t, trade.Ranking{For: "sme:KOR", By: "link", Top: 5})
	for k, gain := range column("exact_gain") {
		if low, high := column("shares_low_pct")[k], column("shares_high_pct")[k]; !(low <= gain && gain <= high) ||
			strings.Contains(ends[k], "/") {
			t.Errorf("%s: %v in [%v, %v]", ends[k], gain, low, high)
		}
	}
	column, ends = ask(t, trade.Ranking{For: "world", By: "link", Exporters: []string{"KOR/sme"}, Top: 3})
	for k, end := range ends {
		if !strings.HasPrefix(end, "KOR/sme>") || math.IsNaN(column("large_income_pct")[k]) {
			t.Errorf("%s", end)
		}
	}
	column, ends = ask(t, trade.Ranking{For: "sme:KOR", By: "link", Door: "large",
		Exporters: []string{"KOR/sme"}, Top: 3})
	for k, end := range ends {
		if end != "KOR/sme>KOR/large" || !(column("exact_gain")[k] > 0) {
			t.Errorf("%s gains %v", end, column("exact_gain")[k])
		}
	}
}

// Doors are somebody's.
func TestDoorsOfNobody(t *testing.T) {
	q := trade.Ranking{Table: "apx/2008", For: "world", By: "door", Top: 3, Cut: .05, Elasticities: []string{"5"},
		Deficits: "held"}
	_, err := trade.RankLinks(t.Context(), questiontest.Engine(), q, nil)
	if fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	q.For = "DEU" // without statistics
	if _, err = trade.RankLinks(t.Context(), questiontest.Engine(), q, nil); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// Draws of a ranking for small firms draw their shares by industry too, within the statistics: the intervals are wider
// than over elasticities alone, a seed gives the same ones, and rows that no share touches keep theirs.
func TestDrawsOfSmallFirmsDrawTheirShares(t *testing.T) {
	q := trade.Ranking{For: "sme:KOR", By: "link", Top: 3, Draws: 12, Seed: 7, Exporters: []string{"KOR"},
		Industries: []string{"c14", "c15"}}
	column, _ := ask(t, q)
	again, _ := ask(t, q)
	q.For = "KOR"
	economy, _ := ask(t, q)
	width := func(column func(string) []float64, k int) float64 {
		return (column("gain_high")[k] - column("gain_low")[k]) / math.Abs(column("exact_gain")[k])
	}
	for k := range column("exact_gain") {
		if column("gain_low")[k] != again("gain_low")[k] || column("gain_high")[k] != again("gain_high")[k] {
			t.Errorf("row %d: the same seed gives %v and %v", k, column("gain_low")[k], again("gain_low")[k])
		}
		if small, whole := width(column, k), width(economy, k); !(small > 2*whole) {
			t.Errorf("row %d: an interval of %v of the gain, of the whole economy %v", k, small, whole)
		}
	}
}
