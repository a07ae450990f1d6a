package composite

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// One figure of thirty stands far from 1 to 29: at 100 skewness and excess kurtosis are above the thresholds, 2 and
// 3.5, so that it is drawn in to its neighbour, 29; at 40 they are below, and it stays.
func TestOutliersAreDrawnIn(t *testing.T) {
	for outlier, want := range map[float64]float64{100: 29, 40: 40, -70: 1} {
		v := []float64{outlier}
		for x := 1.0; x < 30; x++ {
			v = append(v, x)
		}
		got := treated("winsorise", v)
		if got[0] != want || !slices.Equal(got[1:], v[1:]) {
			t.Errorf("%g becomes %g, want %g", outlier, got[0], want)
		}
		if treated("none", v)[0] != outlier {
			t.Errorf("%g is treated though nobody asked", outlier)
		}
	}
}

// Of a figure of 10 with bounds of 4 and 11 that cover nine tenths, a twentieth of draws lies below 4 and a twentieth
// above 11; what has no bounds stays.
func TestDrawsOfUnevenBounds(t *testing.T) {
	ind := Indicator{Values: []float64{10, 7}, Low: []float64{4, math.NaN()}, High: []float64{11, math.NaN()}, Covers: .9}
	random := rand.New(rand.NewPCG(1, 2))
	const n = 20000
	below, above := 0.0, 0.0
	for range n {
		v := ind.drawn(random)
		if v[1] != 7 {
			t.Fatalf("a figure without bounds becomes %g", v[1])
		}
		if v[0] < 4 {
			below++
		} else if v[0] > 11 {
			above++
		}
	}
	for side, share := range map[string]float64{"below": below / n, "above": above / n} {
		if math.Abs(share-.05) > .006 { // four standard errors
			t.Errorf("%s the bound lie %.4f of the draws", side, share)
		}
	}
}
