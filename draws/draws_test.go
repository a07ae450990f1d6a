package draws_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/draws"
	"ikat/fault"
)

func sample(t *testing.T, p draws.Plan) *draws.Sample {
	t.Helper()
	s, err := p.Sample()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSeedsReproduceAndSamplesGrow(t *testing.T) {
	p := draws.Plan{Inputs: []draws.Input{{Name: "a", Dist: draws.Normal{Mean: 5, SD: 2, Least: .5}},
		{Name: "b", Dist: draws.Uniform{Low: 0, High: 1}}}, N: 50, Seed: 7}
	a, b := sample(t, p), sample(t, p)
	p.N = 80
	longer := sample(t, p)
	p.Seed = 8
	other := sample(t, p)
	for i := range 50 {
		if !slices.Equal(a.Row(i), b.Row(i)) || !slices.Equal(a.Row(i), longer.Row(i)) {
			t.Fatalf("draw %d: %v, %v, %v", i, a.Row(i), b.Row(i), longer.Row(i))
		}
		if slices.Equal(a.Row(i), other.Row(i)) {
			t.Fatalf("draw %d is the same from another seed", i)
		}
	}
}

// What moves together takes the same quantile; the rest is independent.
func TestInputsMoveTogether(t *testing.T) {
	s := sample(t, draws.Plan{N: 4000, Seed: 1, Inputs: []draws.Input{{Name: "a", Dist: draws.Uniform{Low: 0, High: 1},
		With: "days"},
		{Name: "b", Dist: draws.Uniform{Low: 0, High: 2}, With: "days"},
		{Name: "c", Dist: draws.Uniform{Low: 0, High: 1}}, {Name: "d", Dist: draws.Uniform{Low: 0, High: 1}}}})
	var ac, cd float64
	for i := range s.N {
		if s.Value(i, 1) != 2*s.Value(i, 0) {
			t.Fatalf("draw %d: %v", i, s.Row(i))
		}
		ac += (s.Value(i, 0) - .5) * (s.Value(i, 2) - .5) * 12 / float64(s.N)
		cd += (s.Value(i, 2) - .5) * (s.Value(i, 3) - .5) * 12 / float64(s.N)
	}
	if bound := 4 / math.Sqrt(float64(s.N)); math.Abs(ac) > bound || math.Abs(cd) > bound {
		t.Errorf("correlations %v, %v", ac, cd)
	}
}

// Distribution functions undo quantiles, computed apart from them.
func TestQuantiles(t *testing.T) {
	phi := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	for _, c := range []struct {
		name string
		d    draws.Dist
		cdf  func(float64) float64
	}{
		{"normal", draws.Normal{Mean: 3, SD: 2, Least: math.Inf(-1)}, func(x float64) float64 {
			return phi((x - 3) / 2)
		}},
		{"cut off", draws.Normal{Mean: 1, SD: 2, Least: .5}, func(x float64) float64 {
			return (phi((x-1)/2) - phi(-.25)) / (1 - phi(-.25))
		}},
		{"triangular", draws.Triangular{Low: 1, Mode: 2, High: 5}, func(x float64) float64 {
			if x < 2 {
				return (x - 1) * (x - 1) / 4
			}
			return 1 - (5-x)*(5-x)/12
		}},
		{"log triangular", draws.LogTriangular{Low: math.E, Mode: math.E * math.E, High: math.Exp(5)},
			func(x float64) float64 {
				if x = math.Log(x); x < 2 {
					return (x - 1) * (x - 1) / 4
				}
				return 1 - (5-x)*(5-x)/12
			}},
		{"uniform", draws.Uniform{Low: -1, High: 3}, func(x float64) float64 { return (x + 1) / 4 }},
	} {
		for u := .01; u < 1; u += .07 {
			if got := c.cdf(c.d.Quantile(u)); math.Abs(got-u) > 1e-12 {
				t.Errorf("%s: %v comes back as %v", c.name, u, got)
			}
		}
	}
	c := draws.Choice{Values: []float64{3, 1, 2}, Weights: []float64{1, 2, 1}}
	for u, want := range map[float64]float64{.1: 1, .49: 1, .51: 2, .74: 2, .76: 3, .999: 3} {
		if got := c.Quantile(u); got != want {
			t.Errorf("choice at %v: %v", u, got)
		}
	}
	if draws.Fixed(4).Quantile(.3) != 4 || (draws.Triangular{Low: 2, Mode: 2, High: 2}).Quantile(.5) != 2 ||
		(draws.Normal{Mean: 2, Least: .5}).Quantile(.9) != 2 {
		t.Error("what is known moves")
	}
}

// A world small enough to be counted out: three uncertain inputs on grids, a result that is not linear in them. The 5
// and 95% points of N draws lie where the binomial distribution lets them lie among the counted ones.
func TestIntervalsAgreeWithEnumeration(t *testing.T) {
	theta := draws.Choice{Values: []float64{2, 4, 5, 8, 12}, Weights: []float64{1, 2, 4, 2, 1}}
	day := draws.Choice{Values: []float64{.1, .2, .6, .8, 2.1}}
	box := draws.Choice{Values: []float64{10, 20, 50, 90}, Weights: []float64{1, 3, 2, 1}}
	result := func(v []float64) float64 { return math.Pow(1+v[1]/10+3/v[2], v[0]) - 2*v[1] }
	type outcome struct{ value, weight float64 }
	var all []outcome
	for i, a := range theta.Values {
		for _, b := range day.Values {
			for k, c := range box.Values {
				all = append(all, outcome{result([]float64{a, b, c}), theta.Weights[i] / 10 / 5 * box.Weights[k] / 7})
			}
		}
	}
	below := func(x float64, equal bool) (p float64) {
		for _, o := range all {
			if o.value < x-1e-12 || equal && o.value <= x+1e-12 {
				p += o.weight
			}
		}
		return p
	}
	const n = 2000
	for seed := range uint64(20) {
		s := sample(t, draws.Plan{Inputs: []draws.Input{{Name: "theta", Dist: theta}, {Name: "day", Dist: day},
			{Name: "box", Dist: box}}, N: n, Seed: seed})
		values := make([]float64, n)
		for i := range values {
			values[i] = result(s.Row(i))
		}
		from, to := draws.Interval(values)
		for point, share := range map[float64]float64{from: .05, to: .95} {
			miss := 4 * math.Sqrt(share*(1-share)/n)
			if below(point, false) > share+miss || below(point, true) < share-miss {
				t.Errorf("seed %d: %v has %v to %v below it, not %v", seed, point, below(point, false),
					below(point, true), share)
			}
		}
	}
}

// Where the truth is itself drawn from what is said of the inputs, the interval holds it nine times out of ten.
func TestIntervalsCover(t *testing.T) {
	inputs := []draws.Input{{Name: "theta", Dist: draws.Normal{Mean: 5, SD: 2, Least: .5}},
		{Name: "day", Dist: draws.Triangular{Low: .1, Mode: .5, High: 2.1}, With: "days"},
		{Name: "parts", Dist: draws.Triangular{Low: .2, Mode: .9, High: 2.1}, With: "days"},
		{Name: "box", Dist: draws.LogTriangular{Low: 9000, Mode: 20000, High: 150000}}}
	truths := sample(t, draws.Plan{Inputs: inputs, N: 1000, Seed: 99})
	var held int
	for world := range truths.N {
		scale := 1 + float64(world%7)
		result := func(v []float64) float64 { return math.Log1p(scale*(v[1]+v[2])/100+2000/v[3]) * v[0] }
		s := sample(t, draws.Plan{Inputs: inputs, N: 400, Seed: uint64(world)})
		values := make([]float64, s.N)
		for i := range values {
			values[i] = result(s.Row(i))
		}
		from, to := draws.Interval(values)
		if truth := result(truths.Row(world)); from <= truth && truth <= to {
			held++
		}
	}
	if share := float64(held) / float64(truths.N); math.Abs(share-.9) > .03 {
		t.Errorf("%.1f%% of 1,000 worlds lie in their interval", 100*share)
	}
}

func TestSignsAndRanksHeld(t *testing.T) {
	if got := draws.SignHeld(2, []float64{1, 3, -1, math.NaN()}); math.Abs(got-2./3) > 1e-15 {
		t.Errorf("sign held in %v", got)
	}
	r := draws.NewRanks([]float64{3, 2, 1}, 1)
	for range 9 {
		r.Add([]float64{3, 2, 1})
	}
	r.Add([]float64{1, 2, 3})
	want := []draws.Standing{{1, 1, 3, .9, .9}, {2, 2, 2, 1, 0}, {3, 1, 3, .9, .1}}
	if got := r.Standings(); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// The k-th of n results has (k − 1/3)/(n + 1/3) below it: a quarter of 1 to 5 is 1/4·16/3 + 1/3 = 1 2/3 of the way,
// seven tenths 4 1/15, the middle the third; beyond the first and the last there is nothing. R's quantile(1:5,
// type = 8) says the same.
func TestPointsOfResultsByHand(t *testing.T) {
	results := []float64{4, 2, math.NaN(), 5, 1, 3}
	for share, want := range map[float64]float64{.25: 5. / 3, .7: 61. / 15, .5: 3, .05: 1, .95: 5, 0: 1, 1: 5} {
		if got := draws.Quantile(results, share); math.Abs(got-want) > 1e-15*want*4 {
			t.Errorf("%v: %v, want %v", share, got, want)
		}
	}
}

// A range of ranks holds the central one, where all draws are of another.
func TestTheCentralRankIsInItsRange(t *testing.T) {
	r := draws.NewRanks([]float64{3, 2, 1}, 2)
	for range 10 {
		r.Add([]float64{1, 2, 3})
	}
	want := []draws.Standing{{1, 1, 3, 0, 0}, {2, 2, 2, 1, 1}, {3, 1, 3, 0, 1}}
	if got := r.Standings(); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A surrogate finds what is linear exactly and says how far it is off what is not.
func TestSurrogate(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var x [][]float64
	var y, bent []float64
	for range 60 {
		a, b := random.NormFloat64(), 1e6*random.NormFloat64()
		x = append(x, []float64{a, b})
		y = append(y, 3*a-2e-6*b+7)
		bent = append(bent, 3*a-2e-6*b+7+.1*a*a)
	}
	s, err := draws.Fit(x, y)
	if err != nil {
		t.Fatal(err)
	}
	if rms, worst := s.Check(x[40:], y[40:]); rms > 1e-6 || worst > 1e-6 {
		t.Errorf("linear: off by %v, at most %v", rms, worst)
	}
	if s, err = draws.Fit(x[:40], bent[:40]); err != nil {
		t.Fatal(err)
	}
	rms, worst := s.Check(x[40:], bent[40:])
	if !(rms > .01 && rms < .3 && worst >= rms) {
		t.Errorf("bent: off by %v, at most %v", rms, worst)
	}
	if _, err := draws.Fit(x[:2], y[:2]); fault.KindOf(err) != fault.Invalid {
		t.Errorf("two results: %v", err)
	}
}

func TestEachStopsAndErrs(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := draws.Each(ctx, 10, func(context.Context, int) error {
		return nil
	}); fault.KindOf(err) != fault.Canceled {
		t.Errorf("%v", err)
	}
	done := make([]bool, 10)
	if err := draws.Each(context.Background(), 10, func(_ context.Context, i int) error {
		done[i] = true
		return nil
	}); err != nil || slices.Contains(done, false) {
		t.Errorf("%v, %v", err, done)
	}
	bad := &fault.Error{Kind: fault.Unsolved, What: "no"}
	if err := draws.Each(context.Background(), 10, func(_ context.Context, i int) error {
		if i == 3 {
			return bad
		}
		return nil
	}); err != bad {
		t.Errorf("%v", err)
	}
	for _, p := range []draws.Plan{{N: 0}, {N: draws.Most + 1},
		{N: 1, Inputs: []draws.Input{{Name: "x", Dist: draws.Fixed(math.NaN())}}}} {
		if _, err := p.Sample(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", p, err)
		}
	}
}
