package classes_test

import (
	"math"
	"slices"
	"testing"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/fault"
	"ikat/sme"
	"ikat/tablefile/apx"
)

// world is the embedded table's baseline in 2008, θ = 5, and an economy's number.
func world(t *testing.T, code string) (*counterfactual.Baseline, int) {
	t.Helper()
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	theta := make([]float64, tab.N())
	for j := range theta {
		theta[j] = 5
	}
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta})
	if err != nil {
		t.Fatal(err)
	}
	n, _ := tab.Economy(code)
	return b, n
}

func statistics(code string, valueAdded, exports float64) sme.Statistics {
	return sme.Statistics{
		{Economy: code, Indicator: sme.ValueAdded, Value: valueAdded, Low: valueAdded, High: valueAdded},
		{Economy: code, Indicator: sme.Exports, Value: exports, Low: exports, High: exports}}
}

// cheaper lowers the cost of delivery on the international links of an economy's exports.
func cheaper(b *counterfactual.Baseline, economy int) counterfactual.Shock {
	s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
	for at := range s.Iceberg {
		s.Iceberg[at] = 1
		if _, _, i := b.Ends(at); b.Suppliers()[i].Economy == economy && b.Crosses(at) {
			s.Iceberg[at] = .95
		}
	}
	return s
}

// Where a change treats both classes alike, what becomes of them follows from the world without classes, exactly, under
// both rules and where an economy's limits bind.
func TestAlikeNeedsNoDivision(t *testing.T) {
	for _, c := range []struct {
		code            string
		output, exports float64
		rule            sme.Rule
	}{{"KOR", .46, .40, sme.LeastInformation}, {"IDN", .631, .05, sme.LeastInformation},
		{"JPN", .56, .30, sme.Uniform}} {
		b, n := world(t, c.code)
		s, err := classes.Of(b, n, statistics(c.code, c.output, c.exports), c.rule)
		if err != nil {
			t.Fatal(err)
		}
		divided, err := b.Divide(s.Division(b))
		if err != nil {
			t.Fatal(err)
		}
		solve := func(b *counterfactual.Baseline) *counterfactual.Outcome {
			o, err := b.Solve(t.Context(), cheaper(b, n), counterfactual.Held)
			if err != nil {
				t.Fatal(err)
			}
			return o
		}
		whole, apart := solve(b), solve(divided)
		got, want := s.Growth(whole), s.Growth(apart)
		for _, d := range []float64{got.Small - want.Small, got.Large - want.Large, got.Economy - want.Economy,
			got.Economy - (whole.ValueAdded[n]/whole.PriceIndex[n] - 1)} {
			if !(math.Abs(d) < 1e-11) {
				t.Errorf("%s: %+v without division, %+v with", c.code, got, want)
			}
		}
		if got.Small == got.Large {
			t.Errorf("%s: both classes grow by %v", c.code, got.Small)
		}
		low, high, err := s.Bounds(whole)
		if err != nil || !(low < got.Small && got.Small < high) {
			t.Errorf("%s: %v in [%v, %v], %v", c.code, got.Small, low, high, err)
		}
	}
}

// With statistics of value added and output apart, classes have technologies of their own.
func TestTechnologies(t *testing.T) {
	b, n := world(t, "KOR")
	stats := append(statistics("KOR", .46, .40),
		sme.Statistic{Economy: "KOR", Indicator: sme.Output, Value: .5, Low: .5, High: .5})
	s, err := classes.Of(b, n, stats, sme.LeastInformation)
	if err != nil {
		t.Fatal(err)
	}
	divided, err := b.Divide(s.Division(b))
	if err != nil || s.Alike() {
		t.Fatal(err, s.Alike())
	}
	small, large := divided.SupplierIncome(n), divided.SupplierIncome(n+1)
	if share := small / (small + large); math.Abs(share-.46) > 1e-9 {
		t.Errorf("small firms make %v of value added", share)
	}
}

// A thousand draws by each of two samplers agree with the statistics and lie within the bounds. Neither sampler finds
// the bounds: draws cannot stand for every split.
func TestDrawsLieWithinBounds(t *testing.T) {
	const draws = 1000
	b, n := world(t, "KOR")
	s, err := classes.Of(b, n, statistics("KOR", .46, .40), sme.LeastInformation)
	if err != nil {
		t.Fatal(err)
	}
	o, err := b.Solve(t.Context(), cheaper(b, n), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	low, high, err := s.Bounds(o)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := s.Draw(draws, 1)
	if err != nil || len(drawn) != 2*draws {
		t.Fatal(len(drawn), err)
	}
	e := s.Accounts
	for d, v := range drawn {
		var small, all, sold, exports float64
		for k, va := range e.VA {
			small, all = small+va*v.Output[k], all+va
			sold, exports = sold+e.Exports[k]*v.Exports[k], exports+e.Exports[k]
			x, own, out := e.X[k], v.Output[k]*e.X[k], v.Exports[k]*e.Exports[k]
			if v.Output[k] < -1e-9 || v.Output[k] > 1+1e-9 || out-own > 1e-9*x ||
				e.Exports[k]-out-(x-own) > 1e-9*x {
				t.Fatalf("draw %d: %s makes %v of output and %v of exports", d, e.Label[k], v.Output[k], v.Exports[k])
			}
		}
		if math.Abs(small/all-.46) > 1e-6 || math.Abs(sold/exports-.40) > 1e-6 {
			t.Fatalf("draw %d: %v of value added, %v of exports", d, small/all, sold/exports)
		}
	}
	grown := s.Grown(o, drawn)
	for k, of := range [][]float64{grown[:draws], grown[draws:]} {
		least, most := slices.Min(of), slices.Max(of)
		if !(low < least && most < high) || (most-least)/(high-low) > .9 {
			t.Errorf("sampler %d: [%v, %v] of [%v, %v]", k, least, most, low, high)
		}
		if most-least < .05*(high-low) {
			t.Errorf("sampler %d hardly moves: [%v, %v]", k, least, most)
		}
	}
	if more := s.More(o, drawn); more <= 0 || more >= 1 {
		t.Errorf("small firms gain more in %v of splits", more)
	}
}

// Statistics of who imports and of whom small firms buy from and sell to part the doors of the firms: the facts hold in
// the divided baseline, while what each class spends on a product, what everybody sells, and final users stay.
func TestLinkages(t *testing.T) {
	b, n := world(t, "KOR")
	divide := func(stats sme.Statistics) (*classes.Split, *counterfactual.Baseline, error) {
		s, err := classes.Of(b, n, stats, sme.LeastInformation)
		if err != nil {
			return nil, nil, err
		}
		divided, err := b.Divide(s.Division(b))
		return s, divided, err
	}
	said := func(facts map[sme.Indicator]float64) sme.Statistics {
		stats := statistics("KOR", .46, .40)
		for of, v := range facts {
			stats = append(stats, sme.Statistic{Economy: "KOR", Indicator: of, Value: v, Low: v, High: v})
		}
		return stats
	}
	_, before, err := divide(said(nil))
	if err != nil {
		t.Fatal(err)
	}
	was := partsOf(before, n)
	for _, facts := range []map[sme.Indicator]float64{{sme.Imports: was[sme.Imports] - .1},
		{sme.Imports: .3, sme.FromLarge: was[sme.FromLarge] + .04}, {sme.ToLarge: .4, sme.Imports: .45}} {
		s, after, err := divide(said(facts))
		if err != nil {
			t.Fatal(err)
		}
		if s.Alike() {
			t.Error("doors part, but classes are said to be alike")
		}
		now := partsOf(after, n)
		for of, share := range facts {
			if math.Abs(now[of]-share) > 1e-9 {
				t.Errorf("%s: %v for %v", of, now[of], share)
			}
		}
		onlyDoorsPart(t, before, after, n)
		still, err := after.Solve(t.Context(), counterfactual.Shock{}, counterfactual.Held)
		if err != nil || math.Abs(still.Welfare[n]-1) > 1e-12 {
			t.Errorf("without a change welfare is %v, %v", still.Welfare[n], err)
		}
	}
	if _, _, err = divide(said(map[sme.Indicator]float64{sme.Imports: .99})); fault.KindOf(err) != fault.Inconsistent {
		t.Errorf("small firms cannot import everything: %v", err)
	}
	was[sme.ToLarge] += .05
	if _, _, err = divide(said(was)); fault.KindOf(err) != fault.Inconsistent {
		t.Errorf("two facts give the third: %v", err)
	}
}

// partsOf are the facts that statistics may hold, in a baseline.
func partsOf(b *counterfactual.Baseline, n int) map[sme.Indicator]float64 {
	trade := map[[2]string]float64{}
	for at, m := range b.Flows() {
		_, d, i := b.Ends(at)
		if door := b.Doors()[d]; door.Economy == n {
			trade[[2]string{door.Class, b.Suppliers()[i].Class}] += m
		}
	}
	part := func(a, b [2]string) float64 { return trade[a] / (trade[a] + trade[b]) }
	within := [2]string{"sme", "sme"}
	return map[sme.Indicator]float64{sme.Imports: part([2]string{"sme", ""}, [2]string{"large", ""}),
		sme.FromLarge: part([2]string{"sme", "large"}, within), sme.ToLarge: part([2]string{"large", "sme"}, within)}
}

// onlyDoorsPart holds what buyers spend and sellers sell, final users and trade abroad against what they were.
func onlyDoorsPart(t *testing.T, before, after *counterfactual.Baseline, n int) {
	t.Helper()
	type end struct {
		j    int
		name string
	}
	bought, sold := map[end]float64{}, map[end]float64{}
	was := before.Flows()
	for at, m := range after.Flows() {
		j, d, i := after.Ends(at)
		door := after.Doors()[d]
		if door.Economy == n {
			bought[end{j, door.Class}] += m - was[at]
			sold[end{j, after.SupplierName(i)}] += m - was[at]
		}
		if (door.Economy != n || door.Class == counterfactual.FinalUsers) && math.Abs(m-was[at]) > 1e-9*m {
			t.Fatalf("trade of others moves: %v, %v", m, was[at])
		}
	}
	for _, of := range []map[end]float64{bought, sold} {
		for k, v := range of {
			if math.Abs(v) > 1e-5 {
				t.Errorf("%v changes by %v", k, v)
			}
		}
	}
}
