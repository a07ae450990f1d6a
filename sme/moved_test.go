package sme

import (
	"math"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/result"
)

// A contradiction is claimed only where no values within the ranges of the statistics agree: small firms that make a
// tenth of everything cannot export half of it, but can export a part within a range.
func TestContradictionsAreOfWholeRanges(t *testing.T) {
	e := &Economy{Code: "AAA", Table: "made up", Label: []string{"a", "b"}, X: []float64{100, 100}, VA: []float64{50, 50},
		Exports: []float64{60, 20}}
	say := func(va, vaLow, vaHigh, out, low, high float64) Statistics {
		return Statistics{{Economy: "AAA", Indicator: ValueAdded, Value: va, Low: vaLow, High: vaHigh},
			{Economy: "AAA", Indicator: Exports, Value: out, Low: low, High: high}}
	}
	for _, c := range []struct {
		name        string
		stats       Statistics
		exports, va float64 // what totals are taken; NaN where they contradict
	}{
		{"possible", say(.5, .5, .5, .5, .5, .5), .5, .5},
		{"too much, no range", say(.1, .1, .1, .5, .5, .5), math.NaN(), 0},
		{"too much, and the range as well", say(.1, .1, .1, .5, .4, .6), math.NaN(), 0},
		{"too much, within the range not", say(.1, .1, .1, .5, .1, .6), .25, .1},
		{"too much unless there are more small firms", say(.1, .1, .3, .5, .5, .6), .5, .2},
		{"too little for large firms", say(.9, .9, .9, .1, .05, .95), .75, .9},
	} {
		p, err := PointShares(e, c.stats)
		if math.IsNaN(c.exports) {
			if fault.KindOf(err) != fault.Inconsistent {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		exports, va := inner(p.Exports, e.Exports)/80, inner(p.ValueAdded, e.VA)/100
		if math.Abs(exports-c.exports) > 2e-3 || math.Abs(va-c.va) > 2e-3 {
			t.Errorf("%s: %v of exports and %v of value added", c.name, exports, va)
		}
		if said := strings.Contains(result.Clauses(p.Notes).String(), "nearest within"); said != (c.name != "possible") {
			t.Errorf("%s: %v", c.name, p.Notes)
		}
	}
}
