package sme_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/leontief"
	"ikat/sme"
	"ikat/tablefile/apx"
)

// Who stands behind exports is what the split of the table's cells says, within ends that hold drawn shares; without a
// share of exports there are ends alone, and wider ones.
func TestBehindIsTheSplitOfTheTable(t *testing.T) {
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	s, err := leontief.New(tab, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for _, code := range []string{"KOR", "JPN", "IDN"} {
		e, err := sme.NewEconomy(s, code)
		if err != nil {
			t.Fatal(err)
		}
		stats, err := sme.Embedded().Of(code)
		if err != nil {
			t.Fatal(err)
		}
		b, err := sme.NewBehind(t.Context(), e, stats)
		if err != nil {
			t.Fatal(err)
		}
		p, err := sme.PointShares(e, stats)
		if err != nil {
			t.Fatal(err)
		}
		split, err := sme.NewSplit(t.Context(), e, p)
		if err != nil {
			t.Fatal(err)
		}
		m := b.InExports()
		if math.Abs(m.Point-split.Share()) > 2e-3 || !(m.Low < m.Point && m.Point < m.High) {
			t.Errorf("%s: %+v, the split has %v", code, m, split.Share())
		}
		own := b.Exported(e.Exports)
		if want, _ := stats.Whole(sme.Exports); math.Abs(own.Point-want) > 1e-8 || own.Low > want || own.High < want {
			t.Errorf("%s exports %+v, by the statistics %v", code, own, want)
		}
		weight := make([]float64, e.N())
		for k := range weight {
			weight[k] = e.Exports[k] * r.Float64()
		}
		drawn, err := sme.DrawShares(e, stats, sme.HitAndRun, 60, 1)
		if err != nil {
			t.Fatal(err)
		}
		ends := b.Earned(weight)
		for _, d := range drawn {
			at, err := sme.NewSplit(t.Context(), e, &sme.Shares{Output: d.Output, ValueAdded: d.Output, Exports: d.Exports})
			if err != nil {
				t.Fatal(err)
			}
			small, large := at.ContentOfExports(sme.Small), at.ContentOfExports(sme.Large)
			var theirs, all float64
			for k, w := range weight {
				theirs, all = theirs+w*small[k], all+w*(small[k]+large[k])
			}
			if v := theirs / all; v < ends.Low-2e-3 || v > ends.High+2e-3 {
				t.Errorf("%s: drawn %v leaves %+v", code, v, ends)
			}
		}
		var only sme.Statistics
		for _, one := range stats {
			if one.Indicator != sme.Exports {
				only = append(only, one)
			}
		}
		open, err := sme.NewBehind(t.Context(), e, only)
		if err != nil {
			t.Fatal(err)
		}
		nothing := make([]float64, e.N())
		if b.Earned(nothing).Known() || b.Exported(nothing).Known() || open.Earned(nothing).Known() {
			t.Errorf("%s: a part of nothing is %+v, %+v", code, b.Earned(nothing), b.Exported(nothing))
		}
		if v := open.InExports(); !math.IsNaN(v.Point) || !(v.Low <= m.Low && m.High < v.High) {
			t.Errorf("%s without a share of exports: %+v, with %+v", code, v, m)
		}
	}
}
