package counterfactual_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
)

// Estimates of many mendings are what each alone is, whatever order they come in and however many links they have.
func TestPartialsAreEachAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		b := baselineOf(t, tab, theta, rapid.Bool().Draw(t, "specific"))
		l, err := b.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Skip(err)
		}
		values, err := l.Values(t.Context(), []counterfactual.Functional{b.WelfareOf(0)})
		if err != nil {
			t.Fatal(err)
		}
		all := mendings(b, func(link int) float64 { return float64(link%5) / 10 })
		if len(all) > 2 && rapid.Bool().Draw(t, "two links") {
			all[1] = counterfactual.Mending{Links: append(all[1].Links, all[2].Links...),
				Log: append(all[1].Log, all[2].Log...)}
		}
		if rapid.Bool().Draw(t, "other order") {
			all = rapid.Permutation(all).Draw(t, "order")
		}
		for k, got := range values[0].Partials(all) {
			if want := values[0].Partial(all[k]); math.Abs(got-want) > 1e-12*math.Abs(want)+1e-18 {
				t.Errorf("mending %d of %d: %v, alone %v", k, len(all), got, want)
			}
		}
	})
}
