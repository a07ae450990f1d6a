package counterfactual_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
	"ikat/elasticity"
)

// Mendings solved side by side are what each alone is.
func TestManyMendingsAreEachAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		b := baselineOf(t, tab, theta, rapid.Bool().Draw(t, "use-specific"))
		l, err := b.Linearise(t.Context(), rapid.SampledFrom([]counterfactual.Deficits{counterfactual.Held,
			counterfactual.Scaled}).Draw(t, "deficits"))
		if err != nil {
			t.Skip(err)
		}
		cut := rapid.SliceOfN(rapid.Float64Range(0, .3), 7, 7).Draw(t, "cut")
		all := mendings(b, func(link int) float64 { return cut[link%7] })
		s := l.Solver()
		many, err := s.Mend(t.Context(), all)
		if err != nil {
			t.Skip(err)
		}
		for k, o := range many {
			want, err := s.Solve(t.Context(), all[k].Shock(b))
			if err != nil { // the search, from afar, may give up where the batch does not
				continue
			}
			for n, w := range want.Welfare {
				if math.Abs(o.Welfare[n]-w) > 1e-8*w {
					t.Errorf("mending %d, economy %d: %v, alone %v (%+v)", k, n, o.Welfare[n], w, o.Report)
				}
			}
			for at, m := range want.Flows {
				if math.Abs(o.Flows[at]-m) > 1e-7*b.Output[0]+1e-7*m {
					t.Errorf("mending %d, link %d: %v, alone %v", k, at, o.Flows[at], m)
				}
			}
			if !(o.Report.Residual <= counterfactual.Tolerance) {
				t.Errorf("residual %v", o.Report.Residual)
			}
		}
	})
}

// Gains are the growth that outcomes solved to their certificate have.
func TestGainsAreTheGrowthOfOutcomes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		b := baselineOf(t, tab, theta, rapid.Bool().Draw(t, "use-specific"))
		l, err := b.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Skip(err)
		}
		outcome := rapid.SampledFrom([]counterfactual.Functional{b.World(), b.WelfareOf(0),
			b.ProductOf("first", 0, 0)}).Draw(t, "outcome")
		if outcome.ValueAdded != nil && b.Output[0] < 1e-3*b.Wages[0] {
			t.Skip("what solves leave of equations is much to an industry that makes next to nothing")
		}
		values, err := l.Values(t.Context(), []counterfactual.Functional{outcome})
		if err != nil {
			t.Skip(err)
		}
		all := mendings(b, func(link int) float64 { return .05 * float64(1+link%3) })
		outcomes, err := l.Solver().Mend(t.Context(), all)
		if err != nil {
			t.Skip(err)
		}
		gains, err := values[0].Gains(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		for k, o := range outcomes {
			want := outcome.Growth(o)
			if math.Abs(gains[k]-want) > 1e-5*math.Abs(want)+1e-9 {
				t.Errorf("mending %d: %v, its outcome says %v", k, gains[k], want)
			}
		}
	})
}

// A column passes to the next mending without what the one before left in it.
func TestColumnsPassOn(t *testing.T) {
	b := apxBaseline(t, elasticity.Default)
	l, err := b.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	all := mendings(b, func(link int) float64 { return .02 + .06*float64(link%5) })[:110]
	all[50].Log = []float64{0} // done at once
	s := l.Solver()
	many, err := s.Mend(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	for k := 0; k < len(all); k += 10 {
		alone, err := s.Mend(t.Context(), all[k:k+1])
		if err != nil {
			t.Fatal(err)
		}
		for name, of := range map[string]func(o *counterfactual.Outcome) []float64{
			"welfare":  func(o *counterfactual.Outcome) []float64 { return o.Welfare },
			"price":    func(o *counterfactual.Outcome) []float64 { return o.Price },
			"flow":     func(o *counterfactual.Outcome) []float64 { return o.Flows },
			"spending": func(o *counterfactual.Outcome) []float64 { return o.Spending },
		} {
			got, want := of(many[k]), of(alone[0])
			for i, w := range want {
				if !(math.Abs(got[i]-w) <= 1e-9*math.Max(1, math.Abs(w))) {
					t.Fatalf("mending %d, %s %d: %v, alone %v", k, name, i, got[i], w)
				}
			}
		}
		if steps := many[k].Report.Steps; k == 50 && steps > 2 {
			t.Errorf("nothing mended took %d steps", steps)
		}
	}
}
