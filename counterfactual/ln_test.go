package counterfactual

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The logarithm is math's, near one to what rounding leaves of it.
func TestLn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.OneOf(rapid.Float64Range(1-1.0/16, 1+1.0/16), rapid.Float64Range(1e-300, 1e300),
			rapid.Map(rapid.Float64Range(-1, 1), func(v float64) float64 { return 1 + 1e-9*v })).Draw(t, "a")
		want := math.Log(a)
		if got := ln(a); math.Abs(got-want) > 4e-16*math.Abs(want) {
			t.Errorf("ln %v = %v, not %v", a, got, want)
		}
	})
}
