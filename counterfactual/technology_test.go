package counterfactual_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
	"ikat/fault"
)

// Technologies' derivatives are those of exact solutions, whatever factors are specific; where nothing changes, nothing
// moves.
func TestTechnologyAgainstDifferences(t *testing.T) {
	b := whole(t)
	v := smallAndLarge(b, "KOR", .46, .40)
	v.Specific, v.Market = .3, counterfactual.ByClass
	kor := v.Economy
	for _, d := range []*counterfactual.Baseline{divide(t, b, smallAndLarge(b, "KOR", .46, .40)), divide(t, b, v)} {
		more := make([]float64, d.S()*d.N())
		small := d.Suppliers()[kor].Economy
		for p := range more {
			if p/d.N() == small && d.Labour[p] < 1 && d.Output[p] > 0 {
				more[p] = .01 * d.Labour[p]
			}
		}
		outcomes := append(d.Incomes(kor), d.WelfareOf(kor), d.World())
		l, err := d.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		values, err := l.Values(t.Context(), outcomes)
		if err != nil {
			t.Fatal(err)
		}
		for o, f := range outcomes {
			const h = .05
			growth := func(step float64) float64 {
				scaled := make([]float64, len(more))
				for p, m := range more {
					scaled[p] = step * m
				}
				r, err := d.Retool(scaled)
				if err != nil {
					t.Fatal(err)
				}
				return f.GrowthFrom(d, solve(t, r, counterfactual.Shock{}))
			}
			exact := (8*(growth(h)-growth(-h)) - (growth(2*h) - growth(-2*h))) / (12 * h)
			if got := values[o].Technology(more); math.Abs(got-exact) > 1e-6*math.Abs(exact)+1e-10 {
				t.Errorf("%s: derivative %v, by differences %v", f.Name, got, exact)
			}
			if zero := growth(0); math.Abs(zero) > 1e-12 {
				t.Errorf("%s: without a change %v", f.Name, zero)
			}
		}
	}
}

// A unit of output cannot hold more value added than itself.
func TestTechnologyThatIsNone(t *testing.T) {
	b := whole(t)
	more := make([]float64, b.S()*b.N())
	more[0] = 1
	if _, err := b.Retool(more); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}
