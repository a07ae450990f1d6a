package counterfactual_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
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
				if math.Abs(o.Welfare[n]-w) > 1e-9*w {
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
