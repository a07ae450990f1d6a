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

// Gains alone are those of outcomes solved to their certificate, to 1e-7 of themselves.
func TestGainsAreThoseOfCertifiedOutcomes(t *testing.T) {
	gainsOfOutcomes(t, apxBaseline(t, elasticity.Default), 211)
}

// gainsOfOutcomes compares the gains of links, one in so many, for the world and two economies.
func gainsOfOutcomes(t *testing.T, b *counterfactual.Baseline, every int) {
	t.Helper()
	l, err := b.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := []counterfactual.Functional{b.World(), b.WelfareOf(0), b.WelfareOf(b.G() / 2)}
	values, err := l.Values(t.Context(), outcomes)
	if err != nil {
		t.Fatal(err)
	}
	links := mendings(b, func(link int) float64 { return .02 + .06*float64(link%5) })
	var some []counterfactual.Mending
	for k := 0; k < len(links); k += every {
		some = append(some, links[k])
	}
	solved, err := l.Solver().Mend(t.Context(), some)
	if err != nil {
		t.Fatal(err)
	}
	const open = 1e-8 // below it what solving leaves open of a gain is more
	worst := 0.0
	for o, v := range values {
		gains, err := v.Gains(t.Context(), some)
		if err != nil {
			t.Fatal(err)
		}
		for k, s := range solved {
			want := outcomes[o].Growth(s)
			off := math.Abs(gains[k]-want) / math.Max(math.Abs(want), open)
			if worst = math.Max(worst, off); !(off <= 1e-7) {
				t.Errorf("%s, mending %d: %v, its outcome says %v", outcomes[o].Name, k, gains[k], want)
			}
		}
	}
	t.Logf("%d mendings, gains miss by %.1e at most", len(some), worst)
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
			"welfare": func(o *counterfactual.Outcome) []float64 { return o.Welfare },
			"cost":    func(o *counterfactual.Outcome) []float64 { return o.Cost },
			"flow":    func(o *counterfactual.Outcome) []float64 { return o.Flows },
			"real":    func(o *counterfactual.Outcome) []float64 { return o.RealWage },
		} {
			got, want := of(many[k]), of(alone[0])
			for i, w := range want {
				if !(math.Abs(got[i]-w) <= 1e-9*math.Max(1, math.Abs(w))) {
					t.Fatalf("mending %d, %s %d: %v, alone %v", k, name, i, got[i], w)
				}
			}
		}
		steps := many[k].Report.Steps
		if k == 50 && steps > 2 {
			t.Errorf("nothing mended took %d steps", steps)
		}
		if want := alone[0].Report.Steps; max(steps-want, want-steps) > 1 {
			t.Errorf("mending %d took %d steps, alone %d", k, steps, want)
		}
	}
}

// Where a mending begins its column need not be evaluated: what equations miss there is known.
func TestMendingsBeginWhereTheyAre(t *testing.T) {
	tab := embeddedTable(t)
	specific, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: flat(tab.N(), 5),
		UseSpecific: true})
	if err != nil {
		t.Fatal(err)
	}
	b := whole(t)
	for name, b := range map[string]*counterfactual.Baseline{"pooled": b, "by use": specific,
		"divided": divide(t, b, smallAndLarge(b, "KOR", .46, .40))} {
		l, err := b.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		var all []counterfactual.Mending
		block := b.Links() / b.N() // links of an industry
		for at := 0; at+block+1 < b.Links() && len(all) < 40; at += 331 {
			all = append(all, counterfactual.Mending{Links: []int{at, at + 1, at + block}, Log: []float64{-.1, -.3, .2}})
		}
		begun, evaluated, err := l.Begun(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		most := 0.0
		for i, want := range evaluated {
			if most = math.Max(most, math.Abs(want)); !(math.Abs(begun[i]-want) <= 1e-10) {
				t.Fatalf("%s, mending %d, row %d: %v, evaluated %v", name, i%len(all), i/len(all), begun[i], want)
			}
		}
		if most < 1e-3 {
			t.Errorf("%s: mendings miss no equation", name)
		}
	}
}

// A gain is known well that may be above the least of its own, whatever is asked of those that it is solved beside.
func TestLeastGainsAreOfTheirOwn(t *testing.T) {
	b := apxBaseline(t, elasticity.Default)
	l, err := b.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	values, err := l.Values(t.Context(), []counterfactual.Functional{b.WelfareOf(0)})
	if err != nil {
		t.Fatal(err)
	}
	all := mendings(b, func(link int) float64 { return .05 + .1*float64(link%5) })[:300]
	least := make([]float64, len(all))
	for k := range least {
		least[k] = math.Inf(1 - 2*(k%2*(k/7%2)))
	}
	want, err := values[0].Gains(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	got, err := values[0].GainsAbove(t.Context(), all, least)
	if err != nil {
		t.Fatal(err)
	}
	rough := 0
	for k, w := range want {
		off := math.Abs(got[k] - w)
		if math.IsInf(least[k], -1) && off > 1e-7*math.Abs(w)+1e-15 {
			t.Errorf("mending %d: %v, want %v", k, got[k], w)
		}
		if off > 1e-7*math.Abs(w)+1e-15 {
			rough++
		}
	}
	if rough == 0 {
		t.Error("no gain is known less well where that is enough")
	}
}

// Of divided economies, prices, spending and shares are made beside each other as alone: rivals of a class are found
// from them.
func TestMendingsOfDividedWorldsAreEachAlone(t *testing.T) {
	for _, specific := range []float64{0, .3} {
		b := whole(t)
		kor := smallAndLarge(b, "KOR", .46, .40)
		kor.Specific, kor.Market = specific, counterfactual.ByClass
		d := divide(t, b, kor)
		l, err := d.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		var some []counterfactual.Mending
		for k, m := range mendings(d, func(link int) float64 { return .02 + .06*float64(link%5) }) {
			if k%911 == 0 {
				some = append(some, m)
			}
		}
		s := l.Solver()
		many, err := s.Mend(t.Context(), some)
		if err != nil {
			t.Fatal(err)
		}
		for k, o := range many {
			want, err := s.Solve(t.Context(), some[k].Shock(d))
			if err != nil {
				t.Fatal(err)
			}
			alike(t, "price", o.Price, want.Price, 1)
			alike(t, "share", o.Share, want.Share, 1)
			alike(t, "spending", o.Spending, want.Spending, want.Spending[0])
			alike(t, "flow", o.Flows, want.Flows, want.Flows[0])
		}
	}
}

// alike fails unless values are as wanted to 1e-7 of themselves or of what is usual.
func alike(t *testing.T, name string, got, want []float64, usual float64) {
	t.Helper()
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("%s: %d values, wanted %d", name, len(got), len(want))
	}
	for i, w := range want {
		if !(math.Abs(got[i]-w) <= 1e-7*(math.Abs(usual)+math.Abs(w))) {
			t.Fatalf("%s %d: %v, alone %v", name, i, got[i], w)
		}
	}
}
