package trade_test

import (
	"math"
	"strings"
	"testing"

	"ikat/internal/questiontest"
	"ikat/internal/tinyworld"
	"ikat/question/trade"
)

// In the tiny world, named after members of RCEP since 2022, Australia spends 115, China 170 and Japan 110: what
// mending is worth to RCEP is their gains weighted by that, and to APEC in a year in which it had them the same.
func TestAGroupsGainIsThatOfItsMembers(t *testing.T) {
	table := tinyworld.Table()
	table.Economies = []string{"AUS", "CHN", "JPN"}
	e := questiontest.Of(table)
	gain := func(whose string) float64 {
		t.Helper()
		q := trade.Ranking{Table: questiontest.Tiny, For: whose, By: "link", Top: 1, Cut: .05,
			Elasticities: []string{"5"}, Deficits: "held", Exporters: []string{"CHN"}}
		f, err := trade.RankLinks(t.Context(), e, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		if whose == "ENEA/2000" && !strings.Contains(f.Title, "China, Japan: 2 of its 7 members") {
			t.Errorf("the title does not say whose gain it is: %s", f.Title)
		}
		return f.Column("exact_gain").Floats[0]
	}
	own := map[string]float64{}
	for _, code := range table.Economies {
		own[code] = gain(code)
	}
	all := (115*own["AUS"] + 170*own["CHN"] + 110*own["JPN"]) / 395
	two := (170*own["CHN"] + 110*own["JPN"]) / 280
	for group, want := range map[string]float64{"RCEP/2024": all, "APEC": all, "world": all, "ENEA/2000": two} {
		if got := gain(group); !(math.Abs(got-want) < 1e-9) {
			t.Errorf("%s gains %v, its members %v", group, got, want)
		}
	}
	// A group without members in the table, or in its year, is none.
	for _, name := range []string{"LDC", "RCEP/2010", "ASEAN/x", "CHN_3"} {
		q := trade.Ranking{Table: questiontest.Tiny, For: name, By: "link", Top: 1, Cut: .05,
			Elasticities: []string{"5"}, Deficits: "held"}
		if _, err := trade.RankLinks(t.Context(), e, q, nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
