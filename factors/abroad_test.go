package factors_test

import (
	"math"
	"testing"
)

// A step of a per cent is near enough to its first order, in the balanced world as in the table's, and the place that
// demand abroad holds is among all factors in the same draws.
func TestDemandAbroadIsOneOfTheFactors(t *testing.T) {
	a := ask(t, korea(t, 40), false)
	f := find(t, a, "demand abroad", "exports")
	central, drawn := f.FirstOrder()
	for k, exact := range []float64{f.Income, f.Large, f.Economy, f.Welfare} {
		if math.Abs(central[k]-exact) > .05*math.Abs(exact)+1e-6 {
			t.Errorf("outcome %d: %v to first order, %v exactly", k, central[k], exact)
		}
	}
	above := func(of func(central [4]float64, drawn []float64) float64) (n int) {
		for _, other := range a.Factors {
			if of(other.FirstOrder()) > of(f.FirstOrder()) {
				n++
			}
		}
		return n
	}
	place := above(func(central [4]float64, _ []float64) float64 { return central[0] })
	held := 0
	for i := range drawn {
		if above(func(_ [4]float64, drawn []float64) float64 { return drawn[i] }) == place {
			held++
		}
	}
	if want := float64(held) / float64(len(drawn)); len(drawn) != 40 || f.RankHeld != want {
		t.Errorf("its place holds in %v of %d draws, not in %v", want, len(drawn), f.RankHeld)
	}
}
