package sme_test

import (
	"math"
	"testing"

	"ikat/sme"
)

// Value added is 80 and 40; small firms earn half of it, at least 40% and at most 60%. The least that they may earn is
// 48, which leaves them the most freedom: all of it in sector 1, which grows by .1, or 40 of it in sector 2, which grows by
// .3. Where a fifth to nine tenths of sector 1 and a tenth to half of sector 2 are known to be theirs, 4 to 20 of the 48
// are in sector 2.
func TestTheRangeOfGrowthByHand(t *testing.T) {
	all := uniform(.5, .4)
	for i := range all {
		if all[i].Indicator == sme.ValueAdded {
			all[i].Low, all[i].High = .4, .6
		}
	}
	known := append(sme.Statistics{}, all...)
	known = append(known,
		sme.Statistic{Economy: "X", Industry: "1", Indicator: sme.ValueAdded, Value: .5, Low: .2, High: .9},
		sme.Statistic{Economy: "X", Industry: "2", Indicator: sme.ValueAdded, Value: .5, Low: .1, High: .5})
	for _, c := range []struct {
		name      string
		stats     sme.Statistics
		low, high float64
	}{
		{"only the economy's", all, .1, (40*.3 + 8*.1) / 48},
		{"and the industries'", known, (4*.3 + 44*.1) / 48, (20*.3 + 28*.1) / 48},
	} {
		low, high := split(t, tiny(), all).GrowthRange(c.stats, []float64{.1, .3})
		if math.Abs(low-c.low) > 1e-12 || math.Abs(high-c.high) > 1e-12 {
			t.Errorf("%s: %v to %v, by hand %v to %v", c.name, low, high, c.low, c.high)
		}
	}
}
