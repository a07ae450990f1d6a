package chains_test

import (
	"math"
	"testing"

	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/chains"
)

// Figures of two chains, by hand: parts are 20 days on the way, give or take 3, and the chair 10, give or take 4, so
// that nineteen of twenty orders stay within 30 + 1.645 x 5 days; 20 of half a chair and 10 are the days in it. Of the
// two makers 90 and 80% deliver in full: 72% of orders. The customer pays after 73 days, which costs a fifth of 10%.
func TestFiguresOfTwoChains(t *testing.T) {
	const own = "product: chair\ndeliver_to: USA\ncredit_rate: 10%\nreliability_target: 99%\n" +
		"delivery: {border_cost: 0%, days: 10, days_sd: 4, payment_days: 73}\nstages:\n" +
		"- {id: chair, economy: CHN, reliability: 90%, inputs: [{from: parts, share: 50%, border_cost: 10%, days: 20, " +
		"days_sd: 3, requires: [mark]}]}\n- {id: parts, economy: JPN, reliability: 80%}\n"
	const rival = "product: chair\ndeliver_to: USA\ndelivery: {border_cost: 18%, days: 5}\n" +
		"stages:\n- {id: chair, economy: MEX}\n"
	v, err := chains.Networks.Read(map[string][]string{"bill": {own}, "rival": {rival}, "day-cost": {"1%"}},
		question.Asker{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	a, err := chains.Networks.Ask(t.Context(), &question.Request{Values: v, Engine: questiontest.Engine()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, found := a.Frames[0], 0
	for figure, want := range map[string][2]float64{"landed": {1.25, 1.23}, "days": {20, 5}, "lead": {30, 5},
		"lead_p95": {30 + 1.645*5, 5}, "reliability": {.72, math.NaN()}, "lacking": {1, 0},
		"waiting": {.1 * 73 / 365, 0}, "weakest_time": {20, 5},
		"weakest_reliability": {.99 / .8, math.NaN()}} {
		for r := range f.Rows() {
			if f.Column("figure").Text(r) != figure {
				continue
			}
			found++
			for k, who := range []string{"own", "rival"} {
				got := f.Column(who).Floats[r]
				if !(math.Abs(got-want[k]) < 1e-9) && math.IsNaN(got) == math.IsNaN(want[k]) && !math.IsNaN(got) ||
					math.IsNaN(got) != math.IsNaN(want[k]) {
					t.Errorf("%s of the %s chain: %v, by hand %v", figure, who, got, want[k])
				}
			}
		}
	}
	if found != 9 {
		t.Errorf("%d of 9 figures are there", found)
	}
}

// Mending an economy's procedures is a scenario about its own side of the border: half of the 24 days and US$ 545 that
// China took to import in Doing Business 2009, and of the 13 days and US$ 757 that Taiwan took to export.
func TestTheScenarioOfMendingIsAboutItsSide(t *testing.T) {
	a := follow(t, "CHN:c14", "USA")
	for text, want := range map[string][4]any{"CHN:import=50%": {"", "CHN", -12., -272.5},
		"TWN:export=50%": {"TWN", "", -6.5, -378.5}, "TWN:c14:CHN=50%": {"TWN", "CHN", -18.5, -651.}} {
		m, err := a.Easier(text)
		if err != nil {
			t.Fatal(err)
		}
		m.Scenario.Called = ""
		c := m.Scenario.Scenarios[0].Changes[0]
		one := func(list []string) string {
			if len(list) != 1 {
				return ""
			}
			return list[0]
		}
		got := [4]any{one(c.Exporter), one(c.Importer), *c.Days, *c.ContainerCost}
		if got != want {
			t.Errorf("%s changes %v, by hand %v", text, got, want)
		}
	}
}
