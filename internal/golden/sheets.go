package golden

import (
	"context"
	"ikat/requirement"
	"ikat/requirement/path"
	"strings"
)

// sheets are the six sheets from the embedded registry, before a firm that holds only its registration.
func sheets(ctx context.Context, o *Off, text []byte) error {
	type expected struct {
		Cost, Low, High float64
		OneOff          float64 `json:"one_off"`
		CostLow         float64 `json:"cost_low"`
		CostHigh        float64 `json:"cost_high"`
		Days            int     `json:"days_if_parallel"`
	}
	return each(o, text, func(id string, in struct{}, want expected) error {
		parts := strings.Split(id, "-")
		sheet, err := requirement.FindSheet(parts[0])
		if err != nil {
			return err
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
		got, err := w.Cheapest(ctx, path.Ask{})
		if err != nil {
			return err
		}
		o.near(id, got.Cost, want.Cost)
		for level, want := range map[path.Level]float64{path.Low: want.CostLow, path.High: want.CostHigh} {
			other, err := w.Cheapest(ctx, path.Ask{Costs: level})
			if err != nil {
				return err
			}
			o.near(id+" at another level", other.Cost, want)
		}
		var once float64
		for _, a := range got.Actions {
			once += w.Actions[a].OneOff.Central
		}
		o.near(id+" one-off", once, want.OneOff)
		return nil
	})
}
