package sme

import (
	"math"
	"testing"
)

// Totals may be met by one set of corners, by two on opposite sides, or by three around; the best mixture is taken.
func TestMixture(t *testing.T) {
	at := func(x, y, value float64) corners { return corners{miss: [2]float64{x, y}, value: value} }
	for name, c := range map[string]struct {
		of   []corners
		want float64 // NaN where totals are met by none
	}{
		"one":                {[]corners{at(0, 0, 3)}, 3},
		"one beside others":  {[]corners{at(0, 0, 3), at(1, 0, 9), at(1, 1, 9)}, 3},
		"two":                {[]corners{at(1, 2, 4), at(-3, -6, 8)}, 5},
		"two on one side":    {[]corners{at(1, 2, 4), at(3, 6, 8)}, math.NaN()},
		"three":              {[]corners{at(1, 0, 3), at(0, 1, 6), at(-1, -1, 9)}, 6},
		"the best of two":    {[]corners{at(1, 0, 3), at(0, 1, 6), at(-1, -1, 9), at(-1, -1, 0)}, 6},
		"three on one side":  {[]corners{at(1, 0, 3), at(0, 1, 6), at(1, 1, 9)}, math.NaN()},
		"none":               {nil, math.NaN()},
		"two that miss one":  {[]corners{at(1, 0, 3), at(-1, .5, 3)}, math.NaN()},
		"a total of no size": {[]corners{at(1, 0, 3), at(-1, 0, 5)}, 4},
	} {
		part, which := mixture(c.of)
		got := math.NaN()
		if part != nil {
			got = 0
		}
		for k, w := range part {
			got += w * which[k].value
		}
		if math.Abs(got-c.want) > 1e-12 || math.IsNaN(got) != math.IsNaN(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// An industry with a small part of one total and a large part of the other has its corner left only at prices far
// beyond the sum's own slopes: a wider square of prices finds the shares that have the totals.
func TestPricesBeyondSlopes(t *testing.T) {
	unit := [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}}
	o := &oracle{total: [2]float64{.5, .5}, blocks: []block{
		{corner: unit, weight: [2][2]float64{{1e-9, 1}, {0, 0}}},
		{corner: unit, weight: [2][2]float64{{0, 0}, {1e-3, 1e-3}}},
		{corner: unit, weight: [2][2]float64{{0, 0}, {1, 0}}}}}
	o.squares(make([]float64, 6))
	g := []float64{0, 1, 1, 1, 0, 0}
	end, z, _ := o.most(g)
	if z == nil || end < inner(g, z)-1e-9 || end > inner(g, z)+1e-3*math.Abs(end) {
		t.Errorf("end %v at %v", end, z)
	}
}
