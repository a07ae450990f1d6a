package sme

import "testing"

// A statistic with a range leaves each class all of it: of 10, small firms have 20% to 50%, whatever stands between,
// and large firms what they leave. A negative total turns the ends.
func TestARangeIsLeftWhole(t *testing.T) {
	f := Information{Statistics: Statistics{{Indicator: ValueAdded, Industry: "c1", Value: .3, Low: .2, High: .5}}}
	e := &Economy{Label: []string{"c1", "c2"}}
	for _, c := range []struct {
		industry  int
		class     Class
		total     float64
		low, high float64
	}{{0, Small, 10, 2, 5}, {0, Large, 10, 5, 8}, {0, Small, -10, -5, -2}, {1, Small, 10, 0, 10}} {
		if got := f.of(ValueAdded, e, c.industry, c.class, c.total); got.low != c.low || got.high != c.high {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}
