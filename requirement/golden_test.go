package requirement_test

import (
	"math"
	"strings"
	"testing"

	"ikat/internal/shareddata"
	"ikat/requirement"
	"ikat/requirement/path"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// The six sheets from the embedded registry: a firm that holds only its registration.
func TestGoldenSheets(t *testing.T) {
	type given struct {
		ID       string
		Expected struct {
			Cost, Low, High float64
			OneOff          float64 `json:"one_off"`
			CostLow         float64 `json:"cost_low"`
			CostHigh        float64 `json:"cost_high"`
			Days            int     `json:"days_if_parallel"`
		}
	}
	for _, g := range shareddata.Instances[given](t, "requirements/golden/sheets.json") {
		parts := strings.Split(g.ID, "-")
		sheet, err := requirement.FindSheet(parts[0])
		if err != nil {
			t.Fatal(err)
		}
		size, capacity, lead := requirement.Small, 120000.0, 5000.0
		if parts[1] == "large" {
			size, capacity, lead = requirement.Large, 600000, 30000
		}
		low, high, lowLead, highLead := 60000.0, 300000.0, 2000.0, 15000.0
		if size == requirement.Large {
			low, high, lowLead, highLead = 200000, 2000000, 10000, 100000
		}
		f := &requirement.Firm{Size: parts[1], Holds: []requirement.Holding{{Requirement: "company_registered"}},
			Costs: []requirement.OwnCost{{Requirement: "capacity_rate", OneOff: capacity, Low: &low, High: &high, Days: 270},
				{Requirement: "lead_time", OneOff: lead, Low: &lowLead, High: &highLead, Days: 60}}}
		c := &requirement.Case{Registry: requirement.Standard(), Sheet: sheet, Firm: f, KnockOut: parts[2] == "knockouts",
			Horizon: 1095}
		w := c.Ways(size, requirement.Lacked)
		got, err := w.Cheapest(t.Context(), path.Ask{})
		if err != nil {
			t.Fatal(err)
		}
		near(t, g.ID, got.Cost, g.Expected.Cost)
		for level, want := range map[path.Level]float64{path.Low: g.Expected.CostLow, path.High: g.Expected.CostHigh} {
			other, err := w.Cheapest(t.Context(), path.Ask{Costs: level})
			if err != nil {
				t.Fatal(err)
			}
			near(t, g.ID+" at another level", other.Cost, want)
		}
		if got.Day != g.Expected.Days {
			t.Logf("%s: %d days, one of the optimal sets takes %d", g.ID, got.Day, g.Expected.Days)
		}
		var once float64
		for _, a := range got.Actions {
			once += w.Actions[a].OneOff.Central
		}
		near(t, g.ID+" one-off", once, g.Expected.OneOff)
	}
}
