package counterfactual_test

import (
	"testing"

	"ikat/counterfactual"
)

func BenchmarkSolve(b *testing.B) {
	tab := wiod(b)
	for name, specific := range map[string]bool{"pooled": false, "use-specific": true} {
		b.Run(name, func(b *testing.B) {
			base, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: wiodTheta(), UseSpecific: specific})
			if err != nil {
				b.Fatal(err)
			}
			s := lowerGoodsCosts(base)
			for b.Loop() {
				if _, err := base.Solve(b.Context(), s, counterfactual.Held); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
