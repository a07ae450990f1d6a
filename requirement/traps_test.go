package requirement_test

import (
	"math"
	"testing"

	"ikat/requirement"
	"ikat/requirement/path"
)

// vehicleParts is a firm of a size that holds nothing but its registration, before a tier-one maker's knock-outs, over
// three years; it makes capacity and lead time itself.
func vehicleParts(t *testing.T, size string, capacity, lead float64) *requirement.Case {
	t.Helper()
	sheet, err := requirement.FindSheet("vehicle_parts_tier1")
	if err != nil {
		t.Fatal(err)
	}
	low, high, lowLead, highLead := capacity/2, capacity*2.5, lead/2.5, lead*3
	f := &requirement.Firm{Size: size, Holds: []requirement.Holding{{Requirement: "company_registered"}},
		Costs: []requirement.OwnCost{{Requirement: "capacity_rate", OneOff: capacity, Low: &low, High: &high, Days: 270},
			{Requirement: "lead_time", OneOff: lead, Low: &lowLead, High: &highLead, Days: 60}}}
	return &requirement.Case{Registry: requirement.Standard(), Sheet: sheet, Firm: f, KnockOut: true, Horizon: 1095}
}

// Costing only what the buyer names gives less than what has to be paid: prerequisites come first.
func TestOnlyWhatTheBuyerNamesIsTooLittle(t *testing.T) {
	got, err := vehicleParts(t, "small", 120000, 5000).Answer(t.Context(), requirement.Choice{})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "all that it takes", got.Path.Cost, 294000)
	if !(got.Named < .75*got.Path.Cost) {
		t.Errorf("what the buyer names costs %v", got.Named)
	}
}

// Least cost at low costs is not what the chosen way costs at low costs: both are said, and the first is never above
// the second.
func TestBothIntervalsAreSaid(t *testing.T) {
	for _, sheet := range requirement.Sheets() {
		c := vehicleParts(t, "small", 120000, 5000)
		c.Sheet = sheet
		got, err := c.Answer(t.Context(), requirement.Choice{})
		if err != nil {
			t.Fatal(sheet.Buyer, err)
		}
		const rounding = 1e-6
		if got.Low > got.ThenLow+rounding || got.High > got.ThenHigh+rounding || got.Low > got.Path.Cost+rounding {
			t.Errorf("%s: least %v to %v, this way %v to %v", sheet.Buyer, got.Low, got.High, got.ThenLow, got.ThenHigh)
		}
	}
}

// What a firm does not say is neither held nor a gap nor free: the costs with all of it held and with none of it are
// the ends.
func TestWhatIsUnknownHasBounds(t *testing.T) {
	c := vehicleParts(t, "small", 120000, 5000)
	lacked, err := c.Ways(requirement.Small, requirement.Lacked).Cheapest(t.Context(), path.Ask{})
	if err != nil {
		t.Fatal(err)
	}
	c.Firm.Lacks = []string{"iatf16949", "ppap3"}
	got, err := c.Answer(t.Context(), requirement.Choice{})
	if err != nil {
		t.Fatal(err)
	}
	if got.IfHeld == nil || !(0 < got.IfHeld.Cost && got.IfHeld.Cost < got.Path.Cost) ||
		math.Abs(got.Path.Cost-lacked.Cost) > 1e-6 {
		t.Errorf("if the rest is held %+v, lacking it %v, lacking all %v", got.IfHeld, got.Path.Cost, lacked.Cost)
	}
}
