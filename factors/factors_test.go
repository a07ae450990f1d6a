package factors_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ikat/border"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/factors"
	"ikat/isic"
	"ikat/sme"
	"ikat/tablefile/apx"
)

// korea is the embedded table's world in 2008, θ = 5.
func korea(t *testing.T, many int) *factors.World {
	t.Helper()
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	w := &factors.World{Fast: true, Rule: sme.LeastInformation, Draws: many, Seed: 1, Statistics: statistics(.46, .40)}
	theta := make([]float64, tab.N())
	w.Goods = isic.Goods(tab.Industries, nil)
	for j, code := range tab.Industries {
		theta[j] = 5
		w.Theta = append(w.Theta, draws.Input{Name: code, Dist: draws.Triangular{Low: 3, Mode: 5, High: 9}})
	}
	if w.Base, _, err = counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta}); err != nil {
		t.Fatal(err)
	}
	w.Economy, _ = tab.Economy("KOR")
	w.Borders = factors.Gap{Source: "a table", Peers: []string{"JPN"}, Container: 20000,
		Export: factors.Side{BestDays: 3, BestCost: 300}, Import: factors.Side{MedianDays: 1, MedianCost: 100,
			BestDays: 5, BestCost: 300}}
	return w
}

func statistics(valueAdded, exports float64) sme.Statistics {
	return sme.Statistics{{Economy: "KOR", Indicator: sme.ValueAdded, Value: valueAdded, Low: valueAdded,
		High: valueAdded},
		{Economy: "KOR", Indicator: sme.Exports, Value: exports, Low: exports, High: exports}}
}

func ask(t *testing.T, w *factors.World, byIndustry bool) *factors.Answer {
	t.Helper()
	a, err := w.Ask(t.Context(), factors.Choice{ByIndustry: byIndustry})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func find(t *testing.T, a *factors.Answer, name, door string) *factors.Factor {
	t.Helper()
	i := slices.IndexFunc(a.Factors, func(f *factors.Factor) bool { return f.Name == name && f.Door == door })
	if i < 0 {
		t.Fatalf("no factor %s (%s)", name, door)
	}
	return a.Factors[i]
}

// The columns are the contract with scripts.
func TestColumns(t *testing.T) {
	f := ask(t, korea(t, 20), false).Frame()
	var names []string
	for _, c := range f.Columns {
		names = append(names, c.Name)
	}
	first :=
		"factor,door,step,sme_income_pct,low,high,rank,rank_held,large_income_pct,welfare_pct," +
			"sme_effect,large_effect,economy_effect,sme_effect_own,room_median_pct,room_best_pct"
	if got := strings.Join(names, ","); !strings.HasPrefix(got, first) {
		t.Errorf("columns %s", got)
	}
	last := math.Inf(1)
	for row, v := range f.Column("sme_income_pct").Floats {
		if v > last || f.Column("rank").Ints[row] != int64(row+1) {
			t.Errorf("row %d is out of order", row)
		}
		last = v
	}
}

// What five economies agree on, found for this one: measures for small firms raise what they make, per dollar sales to
// large firms pay them least, sales to large firms raise large firms too, and other measures for small firms lower
// them.
func TestWhatTheLiteratureSays(t *testing.T) {
	a := ask(t, korea(t, 60), false)
	for _, f := range a.Factors {
		if f.Block == factors.ForSmall && !(f.Income > 0 && f.SignHeld >= .98) {
			t.Errorf("%s (%s): %v, sign holds in %v", f.Name, f.Door, f.Income, f.SignHeld)
		}
		if f.Block == factors.ForSmall && f.Door != "to large firms" && !(f.Large < 0) {
			t.Errorf("%s (%s) raises large firms by %v", f.Name, f.Door, f.Large)
		}
		if !(f.Low <= f.Income && f.Income <= f.High) || !(f.JointLow <= f.Income && f.Income <= f.JointHigh) {
			t.Errorf("%s (%s): %v outside [%v, %v]", f.Name, f.Door, f.Income, f.Low, f.High)
		}
	}
	large := find(t, a, "delivery", "to large firms")
	for _, door := range []string{"exports", "to small firms", "to final users"} {
		if f := find(t, a, "delivery", door); f.Effect[0] <= large.Effect[0] {
			t.Errorf("a dollar of %s pays %v, to large firms %v", door, f.Effect[0], large.Effect[0])
		}
	}
	if large.Large <= 0 {
		t.Errorf("sales to large firms lower large firms by %v", large.Large)
	}
}

// Effects are dollars: those of both classes add up to the economy's, a factor's own to the small firms' part of the
// saving, and room is 0 where the economy is at its peers' median.
func TestEffectsAndRoom(t *testing.T) {
	a := ask(t, korea(t, 0), false)
	for _, f := range a.Factors {
		if !math.IsNaN(f.Effect[0]) && math.Abs(f.Effect[0]+f.Effect[1]-f.Effect[2]) > 1e-9 {
			t.Errorf("%s (%s): effects %v", f.Name, f.Door, f.Effect)
		}
		if !math.IsNaN(f.Low) || !math.IsNaN(f.RankHeld) {
			t.Errorf("%s (%s) has an interval without draws", f.Name, f.Door)
		}
	}
	exports, imports := find(t, a, "export procedures", "exports"),
		find(t, a, "import procedures", "imports by small firms")
	if exports.RoomMedian != 0 || !(exports.RoomBest > 0) ||
		!(imports.RoomMedian > 0 && imports.RoomMedian < imports.RoomBest) {
		t.Errorf("room %v %v, %v %v", exports.RoomMedian, exports.RoomBest, imports.RoomMedian, imports.RoomBest)
	}
	if all := find(t, a, "import procedures", "imports by everybody"); math.Abs(imports.Saved/all.Saved-.25) > .2 {
		t.Errorf("small firms' imports are %v of all", imports.Saved/all.Saved)
	}
}

// A factor in every industry is its industries' together, to first order: their savings add up.
func TestIndustriesAddUp(t *testing.T) {
	whole, parts := ask(t, korea(t, 0), false), ask(t, korea(t, 0), true)
	var sum, saved float64
	for _, f := range parts.Factors {
		if f.Name == "delivery" && f.Door == "exports" {
			sum += f.Income
			saved += f.Saved
		}
	}
	f := find(t, whole, "delivery", "exports")
	if math.Abs(saved-f.Saved) > 1e-9*saved || math.Abs(sum-f.Income) > .05*f.Income {
		t.Errorf("industries save %v and gain %v, together %v and %v", saved, sum, f.Saved, f.Income)
	}
}

// Bounds over shares contain the point, and exact solutions at other shares that agree with the statistics.
func TestBoundsOverShares(t *testing.T) {
	w := korea(t, 0)
	a := ask(t, w, false)
	r := rand.New(rand.NewPCG(5, 6))
	for range 4 {
		other := korea(t, 0)
		// Statistics by industry that leave the economy's totals: some industries' shares are moved, the others make
		// up.
		for _, k := range []int{r.IntN(10), 10 + r.IntN(4)} {
			v := .2 + .5*r.Float64()
			other.Statistics = append(other.Statistics, sme.Statistic{Economy: "KOR",
				Industry: other.Base.Industries[k], Indicator: sme.ValueAdded, Value: v, Low: v, High: v})
		}
		b, err := other.Ask(t.Context(), factors.Choice{Door: "exports"})
		if err != nil {
			continue // moved too far
		}
		for _, name := range [][2]string{{"export procedures", "exports"}, {"tariffs abroad", "exports"}} {
			f, g := find(t, a, name[0], name[1]), find(t, b, name[0], name[1])
			for _, v := range []float64{f.Income, g.Income} {
				if !(v >= f.SharesLow-1e-9 && v <= f.SharesHigh+1e-9) {
					t.Errorf("%s: %v outside [%v, %v]", name[0], v, f.SharesLow, f.SharesHigh)
				}
			}
			if !(f.SharesLow < 0 && f.SharesHigh > f.Income) {
				t.Errorf("%s: bounds [%v, %v] say more than the statistics", name[0], f.SharesLow, f.SharesHigh)
			}
		}
	}
}

// Measures for small firms alone are quadratic in shares, to first order: at the answer's own shares the products give
// the derivative, and at a thousand splits by each of two samplers they lie inside the certified ends.
func TestQuadraticBoundsOverShares(t *testing.T) {
	w := korea(t, 0)
	w.Fast = false
	a := ask(t, w, false)
	found := 0
	splits, err := a.Drawn(1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Factors {
		slope, own, drawn, ok, err := a.Quadratic(t.Context(), f, splits)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			continue
		}
		found++
		if math.Abs(own-slope) > 1e-7*math.Abs(slope) {
			t.Errorf("%s (%s): products give %v, the derivative is %v", f.Name, f.Door, own, slope)
		}
		least, most := slices.Min(drawn), slices.Max(drawn)
		if !(f.SharesLow <= least && most <= f.SharesHigh) {
			t.Errorf("%s (%s): drawn %v to %v, bounds %v to %v", f.Name, f.Door, least, most, f.SharesLow, f.SharesHigh)
		}
		t.Logf("%s (%s): %.4f%%, drawn %.4f to %.4f, found %.4f to %.4f, bounds %.4f to %.4f", f.Name, f.Door, 100*slope,
			100*least, 100*most, 100*f.FoundLow, 100*f.FoundHigh, 100*f.SharesLow, 100*f.SharesHigh)
	}
	if found != 12 {
		t.Errorf("%d factors have products", found)
	}
}

// The polynomials are the derivative at any shares, not only at those that they were made at.
func TestPolynomialsElsewhere(t *testing.T) {
	a := ask(t, korea(t, 0), false)
	drawn, err := a.Drawn(2)
	if err != nil {
		t.Fatal(err)
	}
	for k, d := range drawn {
		slopes, said, err := a.Elsewhere(t.Context(), d)
		if err != nil || len(slopes) != 12 {
			t.Fatal(len(slopes), err)
		}
		for i, v := range slopes {
			if !(math.Abs(said[i]-v) < 1e-7*math.Abs(v)+1e-12) {
				t.Errorf("split %d, factor %d: %v for %v", k, i, said[i], v)
			}
		}
	}
}

// The same seed draws the same.
func TestSeeds(t *testing.T) {
	a, b := ask(t, korea(t, 12), false), ask(t, korea(t, 12), false)
	for k, f := range a.Factors {
		if g := b.Factors[k]; f.Low != g.Low && !math.IsNaN(f.Low) || f.High != g.High && !math.IsNaN(f.High) {
			t.Errorf("%s: [%v, %v] and [%v, %v]", f.Name, f.Low, f.High, g.Low, g.High)
		}
	}
}

// Peers' procedures: the median and the best, never below zero; an economy that the table lacks has no figures.
func TestGap(t *testing.T) {
	p := func(days, cost float64) border.Procedure { return border.Procedure{Days: days, Cost: cost} }
	tab := &border.Table{Name: "x", Year: 2009,
		Records: []border.Record{{Economy: "A", Export: p(10, 500), Import: p(5, 900)},
			{Economy: "B", Export: p(6, 600), Import: p(7, 800)}, {Economy: "C", Export: p(8, 400), Import: p(9, 700)}}}
	g, err := factors.GapOf(tab, "A", []string{"B", "C"}, 20000)
	if err != nil {
		t.Fatal(err)
	}
	if (g.Export != factors.Side{MedianDays: 3, MedianCost: 0, BestDays: 4, BestCost: 100}) ||
		(g.Import != factors.Side{MedianDays: 0, MedianCost: 150, BestDays: 0, BestCost: 200}) {
		t.Errorf("%+v", g)
	}
	if g, err = factors.GapOf(tab, "Z", []string{"B"}, 20000); err != nil || !math.IsNaN(g.Export.MedianDays) {
		t.Errorf("%+v, %v", g, err)
	}
	if _, err := factors.GapOf(tab, "A", []string{"Z"}, 20000); err == nil {
		t.Error("a peer that is not there")
	}
}

// With shares by industry drawn too, an interval holds the central gain, lies within the certified ends over all shares
// where the response is known, and moves with the seed alone.
func TestSharesDrawnWithTheResponse(t *testing.T) {
	known := func(seed uint64, fast bool) *factors.Answer {
		w := korea(t, 15)
		w.Seed, w.Fast = seed, fast
		w.Unknown = &factors.Unknown{Eta: draws.Fixed(1), Specific: draws.Fixed(0), Size: draws.Fixed(.5),
			Replacement: draws.Fixed(0), Interest: draws.Fixed(.08)}
		for j := range w.Theta {
			w.Theta[j].Dist = draws.Fixed(5)
		}
		w.Costs = factors.UniformCosts(20000, nil, w.Base.N())
		for k := range w.Costs.Unknown.Inputs {
			w.Costs.Unknown.Inputs[k].Dist = draws.Fixed(w.Costs.Unknown.Inputs[k].Dist.Quantile(.5))
		}
		return ask(t, w, false)
	}
	a, again, other := known(1, false), known(1, true), known(2, true)
	moved, bounded := 0, 0
	for k, f := range a.Factors {
		same := again.Factors[k]
		if f.JointLow != same.JointLow || f.JointHigh != same.JointHigh || f.JointSign != same.JointSign {
			t.Errorf("%s (%s): a seed draws [%v, %v] and [%v, %v]", f.Name, f.Door, f.JointLow, f.JointHigh, same.JointLow,
				same.JointHigh)
		}
		if f.JointLow != other.Factors[k].JointLow || f.JointHigh != other.Factors[k].JointHigh {
			moved++
		}
		if !(f.JointLow <= f.Income && f.Income <= f.JointHigh && f.JointLow < f.JointHigh) {
			t.Errorf("%s (%s): %v, jointly [%v, %v]", f.Name, f.Door, f.Income, f.JointLow, f.JointHigh)
		}
		if strings.Contains(f.Name, "procedures") || math.IsNaN(f.SharesLow) {
			continue
		}
		bounded++
		// ends are to first order, which a step of a per cent misses by little
		if room := .03 * (f.SharesHigh - f.SharesLow); f.JointLow < f.SharesLow-room || f.JointHigh > f.SharesHigh+room {
			t.Errorf("%s (%s): jointly [%v, %v], over all shares [%v, %v]", f.Name, f.Door, f.JointLow, f.JointHigh,
				f.SharesLow, f.SharesHigh)
		}
	}
	if moved == 0 || bounded < 8 {
		t.Errorf("%d intervals move with the seed, %d are bounded", moved, bounded)
	}
}

// A dollar of programme brings the gain at the step over what that costs, in dollars of small firms' and of the
// economy's value added; what cannot be priced so is refused, and errors name the factors.
func TestProgrammes(t *testing.T) {
	w := korea(t, 0)
	w.Programmes = []factors.Programme{{Factor: "Qualification", Door: "exports", Cost: 20}, {Factor: "linkage", Cost: 5}}
	a := ask(t, w, false)
	f, incomes := find(t, a, "qualification", "exports"), a.Incomes()
	per := a.PerProgramme(f)
	if math.Abs(per.Small*20-f.Income*incomes[0]) > 1e-9*incomes[0] ||
		math.Abs(per.Economy*20-f.Economy*incomes[2]) > 1e-9*incomes[2] || !(per.Economy < per.Small) {
		t.Errorf("%+v of %v and %v", per, f.Income*incomes[0], f.Economy*incomes[2])
	}
	if other := find(t, a, "qualification", "to large firms"); !math.IsNaN(a.PerProgramme(other).Small) {
		t.Error("another door has the cost too")
	}
	for _, c := range []struct {
		programmes []factors.Programme
		choice     factors.Choice
		says       string
	}{
		{[]factors.Programme{{Factor: "delivry", Cost: 1}}, factors.Choice{}, "delivery"},
		{[]factors.Programme{{Factor: "magic", Cost: 1}}, factors.Choice{}, "value added per unit"},
		{[]factors.Programme{{Factor: "linkage", Door: "exports", Cost: 1}}, factors.Choice{}, "door"},
		{[]factors.Programme{{Factor: "linkage", Cost: 1}, {Factor: "linkage", Cost: 2}}, factors.Choice{}, "already"},
		{[]factors.Programme{{Factor: "linkage", Cost: 1}}, factors.Choice{Door: "exports"}, "door"},
		{[]factors.Programme{{Factor: "linkage", Cost: 1}}, factors.Choice{ByIndustry: true}, "industr"},
	} {
		w.Programmes = c.programmes
		if _, err := w.Ask(t.Context(), c.choice); err == nil || !strings.Contains(err.Error(), c.says) ||
			strings.Contains(err.Error(), ", ,") {
			t.Errorf("%v, %+v: %v", c.programmes, c.choice, err)
		}
	}
}

// The interval over joint draws is that of a factor's exact gains in each draw of shares by industry and of the
// response: of twelve the second and the eleventh, with the central result inside; the sign holds in as many of them.
func TestJointDrawsByTheirExactGains(t *testing.T) {
	w := korea(t, 12)
	w.Statistics = statistics(.46, .10)
	a := ask(t, w, false)
	open := 0
	for _, f := range []*factors.Factor{find(t, a, "productivity", "all"), find(t, a, "qualification", "exports"),
		find(t, a, "import procedures", "imports by large firms")} {
		gains, err := a.JointlyAt(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, g := range gains {
			if g > 0 == (f.Income > 0) {
				held++
			}
		}
		slices.Sort(gains)
		if low, high := min(gains[1], f.Income), max(gains[10], f.Income); f.JointLow != low || f.JointHigh != high {
			t.Errorf("%s: [%v, %v], by exact gains [%v, %v]", f.Name, f.JointLow, f.JointHigh, low, high)
		}
		if math.Abs(12*f.JointSign-float64(held)) > 1e-9 {
			t.Errorf("%s: the sign holds in %v of draws, by exact gains in %d of 12", f.Name, f.JointSign, held)
		}
		if held < 12 {
			open++
		}
	}
	if open == 0 {
		t.Error("no sign is open")
	}
}
