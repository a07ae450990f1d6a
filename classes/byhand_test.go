package classes

import (
	"math"
	"testing"

	"ikat/sme"
)

// Of an output of 10, 5 is value added: small firms with half of both spend half of the 5 on inputs; with 60% of output
// and 50% of value added 6 - 2.5 = 3.5. Statistics that leave them less than nothing, or more than all, leave them
// nothing and all. Where an industry buys no inputs the share is that of output.
func TestInputsOfSmallFirmsByHand(t *testing.T) {
	for _, c := range []struct{ valueAdded, output, share, want float64 }{
		{5, .5, .5, .5}, {5, .6, .5, .7}, {5, .2, .9, 0}, {5, .9, .1, 1}, {10, .3, .4, .3},
	} {
		s := &Split{Accounts: &sme.Economy{X: []float64{10}, VA: []float64{c.valueAdded}},
			Shares: &sme.Shares{Output: []float64{c.output}, ValueAdded: []float64{c.share}}}
		if got := s.inputs(0); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// One industry imports 1 and the other 3 of inputs; small firms import 20% of the one and 60% of the other: 2 of 4.
func TestSharesOfImportsByHand(t *testing.T) {
	s := &Split{Accounts: &sme.Economy{Imports: []float64{1, 3}}, Shares: &sme.Shares{Imports: []float64{.2, .6}}}
	facts := s.linkages()
	if len(facts) != 1 || math.Abs(facts[0].Share-.5) > 1e-15 || s.Alike() {
		t.Errorf("%+v", facts)
	}
}
