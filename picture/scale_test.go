package picture

import (
	"slices"
	"testing"
)

// Parts of a bar stand one after the other, those below zero to the left of it, each from its lower to its higher end.
func TestPartsOfABar(t *testing.T) {
	want := [][2]float64{{0, 2}, {-1, 0}, {2, 5}, {-3, -1}}
	if got := stack([]float64{2, -1, 3, -2}); !slices.Equal(got, want) {
		t.Errorf("parts are %v, not %v", got, want)
	}
}

// Steps of 1, 2, 5 and 10 times a power of ten, whichever gives about as many ticks as asked for: 80 in 10 parts is 8,
// nearest to 10; 40 in 10 is 4, nearest to 5; 17 in 10 is 1.7, nearest to 2; 1 in 4 is .25, nearest to .2.
func TestTicksAreRound(t *testing.T) {
	for _, c := range []struct {
		low, high, count float64
		want             []float64
	}{
		{0, 80, 10, []float64{0, 10, 20, 30, 40, 50, 60, 70, 80}},
		{0, 40, 10, []float64{0, 5, 10, 15, 20, 25, 30, 35, 40}},
		{0, 17, 10, []float64{0, 2, 4, 6, 8, 10, 12, 14, 16}},
		{0, 1, 4, []float64{0, .2, .4, .6, .8, 1}},
		{-3, 3, 3, []float64{-2, 0, 2}},
		{5, 5, 3, []float64{5}},
	} {
		if got := ticks(c.low, c.high, c.count); !slices.Equal(got, c.want) {
			t.Errorf("%g to %g in %g: %v, want %v", c.low, c.high, c.count, got, c.want)
		}
	}
}

// Bars have nought on their axis, whichever side of it they lie on.
func TestBarsStartAtNought(t *testing.T) {
	for _, c := range []struct {
		values    []float64
		low, high float64
	}{{[]float64{40, 100}, 0, 100}, {[]float64{-80, -20}, -80, 0}, {[]float64{-10, 30}, -10, 30}, {nil, 0, 1}} {
		if s := across(0, 100, c.values); s.low != c.low || s.high != c.high {
			t.Errorf("%v: from %g to %g", c.values, s.low, s.high)
		}
	}
}
