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

// A buyer's list added up, line by line, is another sum than what has to be paid: prerequisites come first, and some is
// done together.
func TestTheBuyersListAddedUp(t *testing.T) {
	got, err := vehicleParts(t, "small", 120000, 5000).Answer(t.Context(), requirement.Choice{})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "all that it takes", got.Path.Cost, 294000)
	near(t, "the list", got.Named, 210000)

	c := vehicleParts(t, "small", 120000, 5000)
	c.Firm.Holds = append(c.Firm.Holds, requirement.Holding{Requirement: "iatf16949"})
	if got, err = c.Answer(t.Context(), requirement.Choice{}); err != nil {
		t.Fatal(err)
	}
	near(t, "the list of who holds IATF 16949, and ISO 9001 by it", got.Named, 210000-51000-28000)
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

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
