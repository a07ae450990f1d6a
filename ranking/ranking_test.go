package ranking_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/counterfactual"
	"ikat/draws"
	"ikat/elasticity"
	"ikat/fault"
	"ikat/ranking"
	"ikat/tablefile/apx"
)

// question asks for the first links of Indonesia and Korea, 5% cheaper.
func question(t testing.TB, cut float64) ranking.Question {
	t.Helper()
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	set, _ := elasticity.Find(elasticity.Default)
	theta := make([]float64, tab.N())
	for j, e := range set.Of(tab.Industries, nil) {
		theta[j] = e.Theta
	}
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta})
	if err != nil {
		t.Fatal(err)
	}
	l, err := b.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	idn := slices.Index(b.Economies, "IDN")
	q := ranking.Question{Linear: l, Other: l.WithTheta, Top: 6, Fall: make([]float64, b.Links()),
		Outcome: func(b *counterfactual.Baseline) (counterfactual.Functional, error) { return b.WelfareOf(idn), nil }}
	for at, v := range b.Flows() {
		G := b.G()
		if i, n := at%G, at/G%G; i != n && v > 0 && (i == idn || n == idn) {
			q.Fall[at] = math.Log1p(-cut)
			q.Bundles = append(q.Bundles, ranking.Bundle{Exporter: b.Economies[i], Importer: b.Economies[n],
				Industry: b.Industries[at/(G*G)], Links: []int{at}, Unranked: b.Economies[i] == "ROW" ||
					b.Economies[n] == "ROW"})
		}
	}
	return q
}

func ask(t *testing.T, q ranking.Question) *ranking.Result {
	t.Helper()
	r, err := ranking.Run(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Every gain lies in its range, ranks in theirs; groups of economies have none; parts of the world gain add up to it.
func TestRowsAndRanges(t *testing.T) {
	q := question(t, .05)
	five := make([]float64, len(q.Linear.Base().Theta))
	for j := range five {
		five[j] = 5
	}
	half := slices.Clone(q.Fall)
	for l := range half {
		half[l] /= 2
	}
	q.Range = []ranking.Setting{{Name: "5", Theta: five}, {Name: "half", Fall: half}}
	r := ask(t, q)
	rank := 0
	for k, row := range r.Rows {
		if !(row.Low <= row.Gain && row.Gain <= row.High && row.Low < row.High) {
			t.Errorf("row %d: %v outside %v to %v", k, row.Gain, row.Low, row.High)
		}
		if k > 0 && row.Gain > r.Rows[k-1].Gain {
			t.Errorf("row %d gains more than the one before", k)
		}
		if row.Unranked != (row.Rank == 0) || row.Unranked != (row.Exporter == "ROW" || row.Importer == "ROW") {
			t.Errorf("row %d: %+v", k, row.Bundle)
		}
		if !row.Unranked {
			if rank++; row.Rank != rank || row.Best > rank || row.Worst < rank {
				t.Errorf("row %d: rank %d, %d to %d", k, row.Rank, row.Best, row.Worst)
			}
		}
		var sum float64
		for _, g := range row.Gains {
			sum += g
		}
		if math.Abs(sum-row.World) > 1e-9*math.Abs(sum) || math.Abs(row.Cut-.05) > 1e-12 {
			t.Errorf("row %d: gains add up to %v of %v, cut %v", k, sum, row.World, row.Cut)
		}
	}
	f := r.Frame("million USD", true)
	if v := f.Column("losers").Text(0); !strings.Contains(v, "-") {
		t.Errorf("who loses from the first: %q", v)
	}
}

// A setting in which nothing differs moves no rank and no gain.
func TestASettingLikeTheCentralOneMovesNothing(t *testing.T) {
	q := question(t, .05)
	q.Range = []ranking.Setting{{Name: "the same"}}
	for k, row := range ask(t, q).Rows {
		if row.Best != row.Rank || row.Worst != row.Rank || math.Abs(row.High-row.Low) > 1e-7*math.Abs(row.Gain) {
			t.Errorf("row %d: rank %d, %d to %d; %v to %v", k, row.Rank, row.Best, row.Worst, row.Low, row.High)
		}
	}
}

// The exact gain of half the cut in a range is that of asking for half the cut.
func TestASettingIsSolvedAsIfItWereAsked(t *testing.T) {
	q := question(t, .05)
	half := question(t, .025)
	want := map[string]float64{}
	half.Top = len(half.Bundles)
	half.Most = 40
	for _, row := range ask(t, half).Rows {
		want[row.Exporter+row.Importer+row.Industry] = row.Gain
	}
	q.Range = []ranking.Setting{{Fall: half.Fall}}
	for _, row := range ask(t, q).Rows {
		if w, ok := want[row.Exporter+row.Importer+row.Industry]; ok && math.Min(math.Abs(row.Low-w),
			math.Abs(row.High-w)) > 1e-7*math.Abs(w) {
			t.Errorf("%+v: range %v to %v does not end at %v", row.Bundle, row.Low, row.High, w)
		}
	}
}

// Draws reproduce, contain the exact draws' middle, and a surrogate comes near what solving every draw gives.
func TestDraws(t *testing.T) {
	q := question(t, .05)
	base := q.Linear.Base()
	set, _ := elasticity.Find(elasticity.Default)
	var inputs []draws.Input
	for j, e := range set.Of(base.Industries, nil) {
		in := draws.Input{Name: base.Industries[j], Dist: draws.Fixed(e.Theta)}
		if e.Error > 0 {
			in.Dist = draws.Normal{Mean: e.Theta, SD: e.Error, Least: elasticity.Least}
		}
		inputs = append(inputs, in)
	}
	with := func(n, exact, check int) *ranking.Result {
		s, err := draws.Plan{Inputs: inputs, N: n, Seed: 3}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		q.Draws = &ranking.Draws{Sample: s, Exact: exact, Check: check, At: func(i int) ranking.Setting {
			return ranking.Setting{Theta: s.Row(i)}
		}}
		return ask(t, q)
	}
	all, some, again := with(60, 60, 0), with(60, 20, 10), with(60, 20, 10)
	if !math.IsNaN(all.Surrogate) || !(some.Surrogate > 0 && some.Surrogate < .05) {
		t.Errorf("surrogates off by %v, %v", all.Surrogate, some.Surrogate)
	}
	for k, row := range some.Rows {
		want := all.Rows[k]
		if *row.Drawn != *again.Rows[k].Drawn {
			t.Errorf("row %d: %+v, then %+v", k, row.Drawn, again.Rows[k].Drawn)
		}
		width := want.Drawn.To - want.Drawn.From
		if math.Abs(row.Drawn.From-want.Drawn.From) > .05*width || math.Abs(row.Drawn.To-want.Drawn.To) > .05*width {
			t.Errorf("row %d: %v to %v by surrogate, %v to %v exactly", k, row.Drawn.From, row.Drawn.To,
				want.Drawn.From, want.Drawn.To)
		}
		if row.Drawn.Sign != 1 || !(row.Low <= row.Drawn.From && row.High >= row.Drawn.To) {
			t.Errorf("row %d: %+v", k, row)
		}
	}
	if f := some.Frame("million USD", true); f.Column("sign_held") == nil || f.Column("among_first") == nil {
		t.Error("the frame does not say what draws say")
	}
	ranked := 0
	f := some.Frame("million USD", true)
	for k, row := range some.Rows {
		for _, name := range []string{"rank_held", "among_first"} {
			if v := f.Column(name).Floats[k]; math.IsNaN(v) != (row.Rank == 0) {
				t.Errorf("%s of row %d with rank %d: %v", name, k, row.Rank, v)
			}
		}
		if row.Rank > 0 {
			ranked++
		}
	}
	if ranked == 0 || ranked == len(some.Rows) {
		t.Errorf("%d of %d rows are ranked: nothing is tested", ranked, len(some.Rows))
	}
}

// A benchmark that nothing exceeds mends nothing, and that is an error; nor do noise and ratios of it get a name.
func TestNothingToMend(t *testing.T) {
	q := question(t, 0)
	if _, err := ranking.Run(context.Background(), q); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
	q = question(t, 1e-13)
	for _, name := range []string{"gainers", "losers"} {
		if v := ask(t, q).Frame("million USD", true).Column(name).Text(0); v != "" {
			t.Errorf("%s of rounding: %q", name, v)
		}
	}
}

func TestWhatAsksTooMuchIsMarked(t *testing.T) {
	r := ask(t, question(t, .3))
	marked := 0
	for _, row := range r.Rows {
		why := row.Odd()
		if (why != "") != (row.World > row.Trade || row.ShareAfter > 2*row.Share) {
			t.Errorf("%+v: %q", row.Bundle, why)
		}
		if why != "" {
			marked++
		}
	}
	if marked == 0 {
		t.Error("30% cheaper delivery asks nothing too much")
	}
}
