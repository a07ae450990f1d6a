package counterfactual_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
	"ikat/tablefile/apx"
)

func embeddedTable(t testing.TB) *icio.Table {
	t.Helper()
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// whole is the embedded table's baseline in 2008, θ = 5.
func whole(t testing.TB) *counterfactual.Baseline {
	t.Helper()
	tab := embeddedTable(t)
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: flat(tab.N(), 5)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// smallAndLarge divides one economy by two shares that hold in every industry.
func smallAndLarge(b *counterfactual.Baseline, code string, output, exports float64) counterfactual.Division {
	return counterfactual.Division{Economy: index(b.Economies, code), Classes: []string{"sme", "large"},
		Output: twoClasses(flat(b.N(), output)), Exports: twoClasses(flat(b.N(), exports))}
}

func divide(t testing.TB, b *counterfactual.Baseline, d ...counterfactual.Division) *counterfactual.Baseline {
	t.Helper()
	out, err := b.Divide(d...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func solve(t testing.TB, b *counterfactual.Baseline, s counterfactual.Shock) *counterfactual.Outcome {
	t.Helper()
	o, err := b.Solve(t.Context(), s, counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// The table of methods, section 8: 5% lower costs of delivery on goods; SME, large, welfare, per cent.
func TestSmallFirmsPublished(t *testing.T) {
	b := whole(t)
	for _, c := range []struct {
		code            string
		output, exports float64
		want            map[string][3]float64
	}{
		{"KOR", .46, .40, map[string][3]float64{"all_exports": {.942, 1.118, 1.1145676},
			"sme_exports": {1.931, -.846, .465}, "sme_home": {6.129, -.484, 2.635},
			"sme_home_to_large": {.935, 1.109, 1.068}, "sme_home_to_small": {4.013, -1.626, .880},
			"sme_home_to_final": {1.249, -.039, .682}}},
		{"JPN", .56, .30, map[string][3]float64{"all_exports": {.2681, .4580, .3904},
			"sme_exports": {.4935, -.3757, .1236}, "sme_home": {4.1458, -.7350, 2.0487}}},
		{"IND", .40, .30, map[string][3]float64{"all_exports": {.3566, .4981, .3815},
			"sme_exports": {.8052, -.3065, .1190}, "sme_home": {7.4545, -1.5969, 1.9707}}},
	} {
		d := divide(t, b, smallAndLarge(b, c.code, c.output, c.exports))
		economy := index(b.Economies, c.code)
		for name, want := range c.want {
			o := solve(t, d, firmsShock(d, economy, name))
			v := o.Classes(economy)
			digits := 6e-4
			if c.code != "KOR" {
				digits = 6e-5
			}
			for i, got := range []float64{100 * v[0].Income, 100 * v[1].Income, 100 * (o.Welfare[economy] - 1)} {
				if !(math.Abs(got-want[i]) < digits) &&
					!(i == 2 && (name == "sme_home_to_small" || name == "sme_home_to_final" ||
						name == "sme_home_to_large")) {
					t.Errorf("%s %s: %d is %.5f, expected %v", c.code, name, i, got, want[i])
				}
			}
		}
	}
}

// Nothing changes without a change, whatever the closure; and exports of both classes eased alike give what the model
// without classes gives, to 1e-12, where labour is mobile and technology one.
func TestAlikeIsNoClasses(t *testing.T) {
	b := whole(t)
	kor := index(b.Economies, "KOR")
	plain := solve(t, b, firmsShock(b, kor, "all_exports"))
	for _, eta := range []float64{.5, 1, 1.5} {
		b.Eta = flat(b.N(), 5*eta)
		for _, phi := range []float64{0, .3, .5} {
			for _, market := range []counterfactual.Market{counterfactual.ByClass, counterfactual.ByClassIndustry} {
				v := smallAndLarge(b, "KOR", .46, .40)
				v.Specific, v.Market = phi, market
				d := divide(t, b, v)
				o := solve(t, d, counterfactual.Shock{})
				for n, w := range o.Welfare {
					if math.Abs(w-1) > 1e-12 {
						t.Errorf("η/θ %v, φ %v: without a change welfare of %s moves by %v", eta, phi,
							b.Economies[n], w-1)
					}
				}
				o = solve(t, d, firmsShock(d, kor, "all_exports"))
				classes := o.Classes(kor)
				var shifts float64
				for _, c := range classes {
					shifts += c.Shift * d.SupplierIncome(c.Supplier) / d.Wages[kor]
				}
				if math.Abs(shifts) > 1e-12 {
					t.Errorf("η/θ %v, φ %v, %s: shifts add up to %v", eta, phi, market, shifts)
				}
				if phi != 0 {
					continue
				}
				for n, w := range o.Welfare {
					if math.Abs(w-plain.Welfare[n]) > 1e-12 {
						t.Errorf("η/θ %v: welfare of %s is %v, without classes %v", eta, b.Economies[n], w,
							plain.Welfare[n])
					}
				}
				if got := 100 * classes[0].Economy; math.Abs(got-1.0372048) > 5e-8 {
					t.Errorf("KOR's real value added grows by %.8f per cent, not 1.0372048", got)
				}
			}
		}
	}
}

// As a class vanishes, what is left is the economy without classes; at 0 its shares are 0 and nothing is NaN.
func TestClassesThatVanish(t *testing.T) {
	b := whole(t)
	kor := index(b.Economies, "KOR")
	b.Eta = flat(b.N(), 7)
	goods := isic.Goods(b.Industries, nil)
	shock := func(d *counterfactual.Baseline) counterfactual.Shock {
		s := counterfactual.Shock{Iceberg: flat(d.Links(), 1), Available: flat(d.Links(), 1)}
		for at := range s.Iceberg {
			j, door, i := d.Ends(at)
			if d.Suppliers()[i].Economy == kor && goods[j] {
				s.Available[at] = .5
				if d.Doors()[door].Economy != kor {
					s.Iceberg[at] = .9
				}
			}
		}
		return s
	}
	plain := solve(t, b, shock(b))
	last := math.Inf(1)
	for _, share := range []float64{1e-2, 1e-4, 0} {
		d := divide(t, b, smallAndLarge(b, "KOR", share, share))
		o := solve(t, d, shock(d))
		miss := 0.0
		for n, w := range o.Welfare {
			miss = math.Max(miss, math.Abs(w-plain.Welfare[n]))
		}
		// Availability is in the classes' own terms: alike in both, it is the industry's, whatever η.
		if !(miss < 1e-12) || miss > last {
			t.Errorf("share %v: welfare is off by %v", share, miss)
		}
		classes := o.Classes(kor)
		if share > 0 && math.IsNaN(classes[0].Income) || math.IsNaN(classes[1].Income) || share == 0 &&
			!math.IsNaN(classes[0].Income) {
			t.Errorf("share %v: incomes %v", share, classes)
		}
		for _, s := range o.Share {
			if math.IsNaN(s) {
				t.Fatalf("share %v: a share is NaN", share)
			}
		}
	}
	// Easing the exports of a class that is nearly everything is easing everybody's.
	d := divide(t, b, smallAndLarge(b, "KOR", 1-1e-9, 1-1e-9))
	o, all := solve(t, d, firmsShock(d, kor, "sme_exports")), solve(t, b, firmsShock(b, kor, "all_exports"))
	if math.Abs(o.Welfare[kor]-all.Welfare[kor]) > 1e-9 {
		t.Errorf("a class of nearly all firms: %v, all firms %v", o.Welfare[kor], all.Welfare[kor])
	}
}

// More varieties h are a lower cost κ = (1 + Δh/h)^(−1/θ) on the same link, with nests or without.
func TestQualificationIsACost(t *testing.T) {
	b := whole(t)
	kor := index(b.Economies, "KOR")
	for _, eta := range []float64{1, 1.5} {
		b.Eta = flat(b.N(), 5*eta)
		d := divide(t, b, smallAndLarge(b, "KOR", .46, .40))
		cost := firmsShock(d, kor, "qualified")
		more := counterfactual.Shock{Available: flat(d.Links(), 1)}
		for at, k := range cost.Iceberg {
			if k != 1 {
				more.Available[at] = 1.2
			}
		}
		one, two := solve(t, d, cost), solve(t, d, more)
		for n := range one.Welfare {
			if math.Abs(one.Welfare[n]-two.Welfare[n]) > 1e-12 {
				t.Errorf("η/θ %v: welfare of %s is %v with costs, %v with varieties", eta, b.Economies[n],
					one.Welfare[n], two.Welfare[n])
			}
		}
	}
}

func TestDivisionsThatAreNone(t *testing.T) {
	b := whole(t)
	for name, change := range map[string]func(v *counterfactual.Division){
		"one class":           func(v *counterfactual.Division) { v.Classes = v.Classes[:1] },
		"two of a name":       func(v *counterfactual.Division) { v.Classes = []string{"sme", "sme"} },
		"called final":        func(v *counterfactual.Division) { v.Classes[0] = counterfactual.FinalUsers },
		"too much":            func(v *counterfactual.Division) { v.Output[0][3] = .9 },
		"not a number":        func(v *counterfactual.Division) { v.Exports[0][3] = math.NaN() },
		"negative":            func(v *counterfactual.Division) { v.Output[0][3], v.Output[1][3] = -.1, 1.1 },
		"shares of one class": func(v *counterfactual.Division) { v.Exports = v.Exports[:1] },
		"all specific":        func(v *counterfactual.Division) { v.Specific, v.Market = 1, counterfactual.ByClass },
		"no market":           func(v *counterfactual.Division) { v.Specific = .5 },
	} {
		v := smallAndLarge(b, "KOR", .46, .40)
		change(&v)
		if _, err := b.Divide(v); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	v := smallAndLarge(b, "KOR", .46, .40)
	if _, err := b.Divide(v, v); fault.KindOf(err) != fault.Invalid {
		t.Errorf("twice: %v", err)
	}
}
