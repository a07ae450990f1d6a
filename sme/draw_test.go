package sme_test

import (
	"cmp"
	"math"
	"reflect"
	"slices"
	"testing"

	"ikat/draws"
	"ikat/sme"
)

// pair is an economy of two industries, of which small firms make about half and export 20 to 50%, most likely 40%.
func pair() (*sme.Economy, sme.Statistics) {
	e := &sme.Economy{Code: "AAA", Table: "a table", X: []float64{2, 1}, VA: []float64{1, .6}, Exports: []float64{.5, .6},
		Imports: []float64{.2, .1}, Label: []string{"a", "b"}}
	return e, sme.Statistics{{Economy: "AAA", Indicator: sme.ValueAdded, Value: .5, Low: .4, High: .55},
		{Economy: "AAA", Indicator: sme.Exports, Value: .4, Low: .2, High: .5}}
}

// worthOf is an outcome that is not linear in shares: of what is exported by small firms, over what they make.
func worthOf(e *sme.Economy, s, t []float64) float64 {
	var sold, made float64
	for i := range s {
		sold, made = sold+t[i]*e.Exports[i]*float64(1+i), made+s[i]*e.VA[i]
	}
	return sold / made
}

// A world of two industries is counted out: totals on a grid, triangular between their ends, and with each pair of them
// every share of the first industry (what is left is the second's) alike likely, as far as classes make what they
// export. The 5 and 95% points of draws lie where the binomial distribution lets them lie.
func TestDrawnSharesAgreeWithEnumeration(t *testing.T) {
	e, stats := pair()
	type outcome struct{ value, weight float64 }
	var all []outcome
	const totals, shares = 16, 40
	triangular := func(x, low, mode, high float64) float64 {
		return math.Min((x-low)/(mode-low), (high-x)/(high-mode))
	}
	for a := range totals {
		for b := range totals {
			S, T := .4+.15*(float64(a)+.5)/totals, .2+.3*(float64(b)+.5)/totals
			from := len(all)
			for c := range shares {
				for d := range shares {
					s1, t1 := (float64(c)+.5)/shares, (float64(d)+.5)/shares
					s2, t2 := (S*1.6-s1*1)/.6, (T*1.1-t1*.5)/.6
					if fits(e, 0, s1, t1) && fits(e, 1, s2, t2) {
						all = append(all, outcome{value: worthOf(e, []float64{s1, s2}, []float64{t1, t2})})
					}
				}
			}
			weight := triangular(S, .4, .5, .55) * triangular(T, .2, .4, .5) / float64(len(all)-from)
			for k := range all[from:] {
				all[from+k].weight = weight
			}
		}
	}
	slices.SortFunc(all, func(x, y outcome) int { return cmp.Compare(x.value, y.value) })
	var whole float64
	for _, o := range all {
		whole += o.weight
	}
	below := func(x float64) (p float64) {
		for _, o := range all {
			if o.value > x {
				break
			}
			p += o.weight / whole
		}
		return p
	}
	const n = 1500
	for seed := range uint64(6) {
		drawn, err := sme.DrawShares(e, stats, sme.HitAndRun, n, seed)
		if err != nil {
			t.Fatal(err)
		}
		values := make([]float64, n)
		for i, d := range drawn {
			values[i] = worthOf(e, d.Output, d.Exports)
		}
		from, to := draws.Interval(values)
		for point, share := range map[float64]float64{from: .05, to: .95} {
			if got := below(point); math.Abs(got-share) > 4*math.Sqrt(share*(1-share)/n)+.005 {
				t.Errorf("seed %d: %v has %v below it, not %v", seed, point, got, share)
			}
		}
	}
}

// fits reports whether both classes of an industry make what they export.
func fits(e *sme.Economy, i int, s, t float64) bool {
	const rounding = 1e-12
	home := s*e.X[i] - t*e.Exports[i]
	return s >= 0 && s <= 1 && t >= 0 && t <= 1 && home >= -rounding && home <= e.X[i]-e.Exports[i]+rounding
}

// A seed draws the same, draw i whatever the number of draws; totals without a range are held; any part of exports is
// drawn where nobody says which.
func TestDrawnTotals(t *testing.T) {
	e, stats := pair()
	of := func(s sme.Statistics, how sme.Drawing, n int, seed uint64) (out []sme.Drawn, value, exports []float64) {
		out, err := sme.DrawShares(e, s, how, n, seed)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range out {
			for i := range e.X {
				if !fits(e, i, d.Output[i], d.Exports[i]) {
					t.Fatalf("%+v does not fit industry %d", d, i)
				}
			}
			value = append(value, (d.Output[0]+.6*d.Output[1])/1.6)
			exports = append(exports, (.5*d.Exports[0]+.6*d.Exports[1])/1.1)
		}
		return out, value, exports
	}
	spread := func(v []float64) float64 { return slices.Max(v) - slices.Min(v) }
	for _, how := range []sme.Drawing{sme.HitAndRun, sme.DrawnOdds} {
		a, value, exports := of(stats, how, 200, 7)
		longer, _, _ := of(stats, how, 220, 7)
		other, _, _ := of(stats, how, 1, 8)
		for i := range a {
			if !slices.Equal(a[i].Output, longer[i].Output) || !slices.Equal(a[i].Exports, longer[i].Exports) {
				t.Fatalf("%s, draw %d: %v, %v", how, i, a[i], longer[i])
			}
		}
		if slices.Equal(a[0].Output, other[0].Output) {
			t.Errorf("%s: another seed draws the same", how)
		}
		if slices.Min(value) < .4 || slices.Max(value) > .55 || slices.Min(exports) < .2 || slices.Max(exports) > .5 ||
			spread(value) < .1 || spread(exports) < .2 {
			t.Errorf("%s: %v to %v of value added, %v to %v of exports", how, slices.Min(value), slices.Max(value),
				slices.Min(exports), slices.Max(exports))
		}
		held := slices.Clone(stats)
		held[0].Low, held[0].High = .5, .5
		if _, value, exports := of(held, how, 100, 1); spread(value) > 1e-9 || spread(exports) < .2 {
			t.Errorf("%s: %v to %v of value added, which is held", how, slices.Min(value), slices.Max(value))
		}
		if _, _, exports := of(held[:1], how, 300, 1); slices.Min(exports) > .1 || slices.Max(exports) < .9 {
			t.Errorf("%s: any part of exports is %v to %v", how, slices.Min(exports), slices.Max(exports))
		}
	}
}

// Where statistics tell output from value added, or say who imports, drawn shares say the same.
func TestDrawnSharesKeepOtherStatistics(t *testing.T) {
	e, stats := pair()
	stats = append(stats, sme.Statistic{Economy: "AAA", Indicator: sme.Output, Value: .45, Low: .45, High: .45},
		sme.Statistic{Economy: "AAA", Indicator: sme.Imports, Value: .3, Low: .3, High: .3})
	p, err := sme.PointShares(e, stats)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := sme.DrawShares(e, stats, sme.HitAndRun, 50, 1)
	if err != nil {
		t.Fatal(err)
	}
	moved := false
	for _, d := range drawn {
		at := p.At(e, stats, d)
		moved = moved || !slices.Equal(at.Exports, p.Exports)
		var imports float64
		for i, m := range at.Imports {
			imports += m * e.Imports[i] / .3
		}
		if !slices.Equal(at.ValueAdded, p.ValueAdded) || math.Abs(at.Output[0]-.45) > 1e-9 || math.Abs(imports-.3) > 1e-6 {
			t.Fatalf("%+v, at the point %+v", at, p)
		}
	}
	if !moved {
		t.Error("nothing is drawn")
	}
}

// Ways that are drawn together are what each draws alone, and draws side by side what one core draws.
func TestWaysDrawnTogetherAreThoseDrawnApart(t *testing.T) {
	e, stats := pair()
	ways := []sme.Drawing{sme.DrawnOdds, sme.HitAndRun, sme.DrawnOdds}
	together, err := sme.DrawSharesBy(e, stats, ways, 60, 5)
	if err != nil {
		t.Fatal(err)
	}
	for w, how := range ways {
		apart, err := sme.DrawShares(e, stats, how, 60, 5)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(together[w], apart) {
			t.Errorf("%s: together %v, apart %v", how, together[w], apart)
		}
	}
	if reflect.DeepEqual(together[0], together[1]) {
		t.Error("a walk stays where it starts")
	}
}
