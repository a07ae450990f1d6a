package counterfactual_test

import (
	"testing"

	"ikat/counterfactual"
)

func BenchmarkSolve(b *testing.B) {
	tab := wiod(b)
	for name, specific := range map[string]bool{"pooled": false, "use-specific": true} {
		b.Run(name, func(b *testing.B) {
			base, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: wiodTheta(),
				UseSpecific: specific})
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

// A scenario with one economy divided against one without.
func BenchmarkDivided(b *testing.B) {
	base, _, err := counterfactual.FromTable(wiod(b), counterfactual.Calibration{Theta: wiodTheta()})
	if err != nil {
		b.Fatal(err)
	}
	kor := index(base.Economies, "KOR")
	nested := *base
	for _, v := range base.Theta {
		nested.Eta = append(nested.Eta, 1.25*v)
	}
	v := smallAndLarge(base, "KOR", .46, .40)
	specific := v
	specific.Specific, specific.Market = .5, counterfactual.ByClass
	for _, c := range []struct {
		name string
		b    *counterfactual.Baseline
	}{{"whole", base}, {"divided", divide(b, base, v)}, {"nested", divide(b, &nested, v)},
		{"specific", divide(b, &nested, specific)}} {
		s := firmsShock(c.b, kor, "all_exports")
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.b.Solve(b.Context(), s, counterfactual.Held); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/linearise", func(b *testing.B) {
			for b.Loop() {
				l, err := c.b.Linearise(b.Context(), counterfactual.Held)
				if err == nil {
					_, err = l.Gradients(b.Context(), []counterfactual.Functional{c.b.WelfareOf(kor)})
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
