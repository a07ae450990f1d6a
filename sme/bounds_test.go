package sme_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"ikat/fault"
	"ikat/sme"
)

// Korea, 46% of value added and 40% of exports. Low and high are certified; what the search finds lies inside them, and
// inside the interval that successive linear programs gave when the case was first worked, [12.4%, 82.0%].
func TestKoreaBounds(t *testing.T) {
	e := wiod(t, "KOR", 2008)
	b, err := sme.NewBounds(context.Background(), e, sme.Usual(uniform(.46, .40)), nil)
	if err != nil {
		t.Fatal(err)
	}
	v := b.Share
	if !(v.Low > .100 && v.Low < v.FoundLow && v.FoundLow < .444 && .444 < v.FoundHigh && v.FoundHigh < v.High &&
		v.High < .835) {
		t.Errorf("share %+v", v)
	}
	if v.FoundLow < .124 || v.FoundHigh > .820 || v.FoundLow > .151 || v.FoundHigh < .796 {
		t.Errorf("found %v to %v", v.FoundLow, v.FoundHigh)
	}
	if !(b.Amount.Low > 0 && b.Amount.High < 493762) {
		t.Errorf("amount %+v", b.Amount)
	}
	inAnotherUnit(t, e, b)
}

// In Korea's table of 2011 water transport sells nothing to industries, and what final users leave of its sales at home
// is nothing but for rounding: limits that took this for sales left splits out, up to 11.4%.
func TestBoundsOfWhatIndustriesDoNotBuy(t *testing.T) {
	b, err := sme.NewBounds(context.Background(), wiod(t, "KOR", 2011), sme.Usual(uniform(.46, .40)), nil)
	if err != nil {
		t.Fatal(err)
	}
	v := b.Share
	if !(v.Low > .101 && v.Low < .103 && v.Low < v.FoundLow && v.FoundLow < .154 && .796 < v.FoundHigh &&
		v.FoundHigh < v.High && v.High < .832) {
		t.Errorf("share %+v", v)
	}
}

// A traced program that leaves splits out, as limits that do not hold would make it, certifies nothing.
func TestContradictedEndsAreNotPrinted(t *testing.T) {
	v, err := sme.ShareWithin(context.Background(), tiny(), sme.Usual(uniform(.5, .4)), .39, .41)
	if err != nil {
		t.Fatal(err)
	}
	if v.Low != 0 || v.High != 1 || !(v.FoundLow < v.FoundHigh) {
		t.Errorf("share %+v", v)
	}
}

// inAnotherUnit checks that the same table in billions leaves the same interval, found ends included. Certified amounts
// agree to what certificates leave open.
func inAnotherUnit(t *testing.T, e *sme.Economy, want *sme.Bounds) {
	t.Helper()
	const unit = 1e-3
	got, err := sme.NewBounds(context.Background(), scaled(e, unit), sme.Usual(uniform(.46, .40)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a, b := got.Share, want.Share
	for _, d := range []struct{ got, want, within float64 }{
		{a.FoundLow, b.FoundLow, 1e-6}, {a.FoundHigh, b.FoundHigh, 1e-6}, {a.Low, b.Low, 5e-6}, {a.High, b.High, 5e-6},
		{got.Amount.Low / unit / want.Amount.Low, 1, 1e-5}, {got.Amount.High / unit / want.Amount.High, 1, 1e-5},
	} {
		if !(math.Abs(d.got-d.want) <= d.within) {
			t.Errorf("in another unit %v, want %v", d.got, d.want)
		}
	}
}

// A public solver called this program without a solution. Checked without rounding, the solution lies within its
// bounds and misses no row by more than a billionth, and its multipliers prove that nothing is better by more than
// 1e-8 (docs/methods/sme.md).
func TestSolvedExactly(t *testing.T) {
	s, exact, err := sme.SolvedExactly(context.Background(), wiod(t, "KOR", 2008), sme.Usual(uniform(.46, .40)))
	if err != nil {
		t.Fatal(err)
	}
	if exact.Outside || exact.Missing > 1e-9 || s.Bound > exact.Bound || exact.Bound > exact.Objective+1e-9 ||
		exact.Objective-exact.Bound > 2e-8 {
		t.Errorf("%+v, solved to %v, bound %v", exact, s.Objective, s.Bound)
	}
	if math.Abs(exact.Objective+.2239207) > 1e-7 {
		t.Errorf("objective %v", exact.Objective)
	}
}

// Thousands of random splits that agree with the information lie inside the certified interval, and each, written as a
// mixture, meets every equation of the program that the interval rests on.
func TestRandomSplitsLieInside(t *testing.T) {
	ctx := context.Background()
	e := wiod(t, "KOR", 2008)
	f := sme.Usual(uniform(.46, .40))
	b, err := sme.NewBounds(ctx, e, f, nil)
	if err != nil {
		t.Fatal(err)
	}
	const vertices = 40
	s, err := sme.NewSampler(ctx, e, f, vertices)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	least, most := 1.0, 0.0
	for n := range 3000 {
		// From single vertices to mixtures of many.
		weights := make([]float64, vertices)
		var total float64
		for range 1 + n%5 {
			v := r.IntN(vertices)
			w := r.ExpFloat64()
			weights[v] += w
			total += w
		}
		for v := range weights {
			weights[v] /= total
		}
		one, err := s.Mix(ctx, weights)
		if err != nil {
			t.Fatal(err)
		}
		if worst, where := one.Check(); worst > 1e-6 {
			t.Fatalf("split %d misses the table by %.1e at %s", n, worst, where)
		}
		share, amount := one.Share(), one.InExports(sme.Small).Total()
		least, most = min(least, share), max(most, share)
		if share < b.Share.Low || share > b.Share.High || amount < b.Amount.Low || amount > b.Amount.High {
			t.Fatalf("split %d: share %v of %+v, amount %v of %+v", n, share, b.Share, amount, b.Amount)
		}
		if n%300 == 0 {
			if out := sme.OutsideBox(one, f); out > 1e-6 {
				t.Errorf("split %d lies outside the limits by %v", n, out)
			}
			if miss := sme.Mixture(one, f); miss > 1e-5 {
				t.Errorf("split %d misses the relaxation's program by %v", n, miss)
			}
		}
	}
	t.Logf("random splits: %.3f to %.3f, certified %.3f to %.3f", least, most, b.Share.Low, b.Share.High)
}

// More information never widens the interval, and impossible information is an error.
func TestInformationNarrows(t *testing.T) {
	ctx := context.Background()
	e := tiny()
	wide := sme.Information{Statistics: uniform(.5, .4)}
	var last sme.Range
	for n, f := range []sme.Information{wide, {Statistics: wide.Statistics, ValueAdded: 2, Imports: 2},
		{Statistics: wide.Statistics, ValueAdded: 1.25, Imports: 1.5, ExportCap: true}} {
		b, err := sme.NewBounds(ctx, e, f, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 && (b.Share.Low < last.Low-1e-4 || b.Share.High > last.High+1e-4) {
			t.Errorf("%+v is wider than %+v", b.Share, last)
		}
		last = b.Share
	}
	f := wide
	f.Statistics = append(f.Statistics, sme.Statistic{Economy: "X", Industry: "1", Indicator: sme.ValueAdded, Value: .1,
		Low: .1, High: .1},
		sme.Statistic{Economy: "X", Industry: "2", Indicator: sme.ValueAdded, Value: .1, Low: .1, High: .1})
	if _, err := sme.NewBounds(ctx, e, f, nil); fault.KindOf(err) != fault.Inconsistent {
		t.Errorf("error %v", err)
	}
}

// Where everything about the split is known, the certified interval is the point.
func TestBoundsMeetWhereAllIsKnown(t *testing.T) {
	e := chainOfTwo()
	stats := uniform(.5, 0)
	b, err := sme.NewBounds(context.Background(), e, sme.Information{Statistics: sme.Statistics{
		{Indicator: sme.ValueAdded, Industry: "1", Value: 1, Low: 1, High: 1},
		{Indicator: sme.ValueAdded, Industry: "2"},
		{Indicator: sme.Output, Industry: "1", Value: 1, Low: 1, High: 1}, {Indicator: sme.Output, Industry: "2"},
		{Indicator: sme.Exports, Industry: "2"}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = stats
	// Sector 1 is all small and sells 50 to sector 2, all large, which adds 50 and exports 80 of 100: 40 of 80.
	if math.Abs(b.Share.Low-.5) > 1e-4 || math.Abs(b.Share.High-.5) > 1e-4 || math.Abs(b.Amount.Low-40) > .01 ||
		math.Abs(b.Amount.High-40) > .01 {
		t.Errorf("%+v", b)
	}
}

// scaled is an economy in another unit.
func scaled(e *sme.Economy, by float64) *sme.Economy {
	times := func(v []float64) []float64 {
		out := make([]float64, len(v))
		for i := range v {
			out[i] = v[i] * by
		}
		return out
	}
	o := *e
	o.X, o.VA, o.Imports, o.Exports, o.Final = times(e.X), times(e.VA), times(e.Imports), times(e.Exports), times(e.Final)
	o.Z, o.To = nil, nil
	for i := range e.Z {
		o.Z, o.To = append(o.Z, times(e.Z[i])), append(o.To, times(e.To[i]))
	}
	return &o
}
