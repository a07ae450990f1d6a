package counterfactual_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
	"ikat/elasticity"
	"ikat/isic"
	"ikat/tablefile/apx"
)

// mendings lowers the cost of delivery on every link with trade by a part that differs from link to link.
func mendings(b *counterfactual.Baseline, cut func(link int) float64) []counterfactual.Mending {
	flows, G := b.Flows(), b.G()
	var out []counterfactual.Mending
	for l, v := range flows {
		if v > 0 && l%G != l/G%G {
			out = append(out, counterfactual.Mending{Links: []int{l}, Log: []float64{math.Log1p(-cut(l))}})
		}
	}
	return out
}

// A partial response is the derivative for small changes, of one link or of many together, with uses pooled and apart.
func TestPartialStartsAsTheDerivative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		b := baselineOf(t, tab, theta, rapid.Bool().Draw(t, "specific"))
		l, err := b.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Skip(err)
		}
		values, err := l.Values(t.Context(), []counterfactual.Functional{b.World()})
		if err != nil {
			t.Fatal(err)
		}
		g := values[0].Gradient()
		var links []int
		var logs []float64
		var want, size float64
		for at := range g {
			if at%b.G() == at/b.G()%b.G() || !rapid.Bool().Draw(t, "take") {
				continue
			}
			m := 1e-6 * rapid.Float64Range(-2, 1).Draw(t, "log")
			links, logs = append(links, at), append(logs, m)
			want += g[at] * m
			size += math.Abs(g[at] * m)
		}
		if got := values[0].Partial(counterfactual.Mending{Links: links, Log: logs}); math.Abs(got-want) >
			1e-4*size+1e-15 {
			t.Fatalf("%v, derivative %v", got, want)
		}
	})
}

// A shared Jacobian changes no solution.
func TestSolverFindsWhatSolveFinds(t *testing.T) {
	b := apxBaseline(t, elasticity.Default)
	l, err := b.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	own, err := b.Solver(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range append(mendings(b, func(int) float64 {
		return .1
	})[:5], mendings(b, func(l int) float64 { return .3 })[300:303]...) {
		s := m.Shock(b)
		want, err := b.Solve(t.Context(), s, counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		for name, solver := range map[string]*counterfactual.Solver{"linear": l.Solver(), "own": own} {
			got, err := solver.Solve(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			for n, w := range want.Welfare {
				if math.Abs(got.Welfare[n]-w) > 1e-11 {
					t.Errorf("%s, %s: %v, not %v", name, b.Economies[n], got.Welfare[n], w)
				}
			}
			if got.Report.Residual > counterfactual.Tolerance {
				t.Errorf("%s: residual %v", name, got.Report.Residual)
			}
		}
	}
}

func apxBaseline(t testing.TB, set string) *counterfactual.Baseline {
	t.Helper()
	tab, err := apx.Library().Open(t.Context(), "apx", 2008)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := elasticity.Find(set)
	theta := make([]float64, tab.N())
	for j, v := range e.Of(tab.Industries, nil) {
		theta[j] = v.Theta
	}
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The first ones are those that solving everything finds, in that order, and no other could enter. Cuts differ from
// link to link by a factor of ten, as those to a benchmark do.
func TestFirstAreThoseOfBruteForce(t *testing.T) {
	b := apxBaseline(t, elasticity.Default)
	all := mendings(b, func(l int) float64 {
		if !isic.Goods(b.Industries, nil)[l/(b.G()*b.G())] {
			return .01
		}
		return .02 + .18*float64(l*7919%101)/100
	})
	var some []counterfactual.Mending
	for _, m := range all {
		if G := b.G(); m.Links[0]%G < 2 && m.Links[0]/G%G < 8 {
			some = append(some, m)
		}
	}
	l, err := b.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	idn := slices.Index(b.Economies, "IDN")
	for _, f := range []counterfactual.Functional{b.World(), b.WelfareOf(idn)} {
		first, err := l.First(t.Context(), counterfactual.FirstOf{Mendings: some, Outcome: f, N: 20})
		if err != nil {
			t.Fatal(err)
		}
		brute, err := l.First(t.Context(), counterfactual.FirstOf{Mendings: some, Outcome: f, N: len(some)})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(brute.Top, func(a, b counterfactual.Solved) int {
			return cmp.Compare(b.Gain, a.Gain)
		}) || len(brute.Top) != len(some) {
			t.Fatalf("brute force gives %d of %d", len(brute.Top), len(some))
		}
		for k, s := range first.Top {
			if s.Mending != brute.Top[k].Mending || math.Abs(s.Gain-brute.Top[k].Gain) > 1e-12 {
				t.Errorf("%s, rank %d: %v (%.3g), not %v (%.3g)", f.Name, k+1, some[s.Mending], s.Gain,
					some[brute.Top[k].Mending], brute.Top[k].Gain)
			}
		}
		holdBeside(t, l, some, f, brute)
		if first.Could != 0 || first.Solved > len(some)/2 {
			t.Errorf("%s: %d solved of %d, %d could still enter", f.Name, first.Solved, len(some), first.Could)
		}
		t.Logf("%s: solved %d of %d, slack %.2f", f.Name, first.Solved, len(some), first.Slack)
	}
}

// A partial response is the derivative for small changes in nests too, of links of every kind together.
func TestPartialInNests(t *testing.T) {
	b := whole(t)
	b.Eta = flat(b.N(), 7)
	d := divide(t, b, smallAndLarge(b, "KOR", .46, .40), three(b, "IDN"))
	l, err := d.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	values, err := l.Values(t.Context(), d.Incomes(index(b.Economies, "KOR")))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		m := counterfactual.Mending{}
		var want, size float64
		for at, g := range v.Gradient() {
			if at%3 == 0 {
				log := 1e-6 * float64(at%7-3)
				m.Links, m.Log = append(m.Links, at), append(m.Log, log)
				want += g * log
				size += math.Abs(g * log)
			}
		}
		if got := v.Partial(m); math.Abs(got-want) > 1e-4*size {
			t.Errorf("%v, derivative %v", got, want)
		}
	}
}

// Other elasticities on shared factors give the derivatives of a model linearised with them from the start.
func TestWithThetaSharesFactors(t *testing.T) {
	b := apxBaseline(t, elasticity.Default)
	l, err := b.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	theta := slices.Clone(b.Theta)
	for j := range theta {
		theta[j] *= 1 + .1*float64(j%5)
	}
	again, err := l.WithTheta(t.Context(), theta)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := b.WithTheta(theta)
	fresh, err := other.Linearise(t.Context(), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	got, err := again.Gradients(t.Context(), []counterfactual.Functional{b.World(), b.WelfareOf(3)})
	if err != nil {
		t.Fatal(err)
	}
	want, err := fresh.Gradients(t.Context(), []counterfactual.Functional{b.World(), b.WelfareOf(3)})
	if err != nil {
		t.Fatal(err)
	}
	for o := range want {
		for at, w := range want[o] {
			if math.Abs(got[o][at]-w) > 1e-14 {
				t.Fatalf("link %d: %v, not %v", at, got[o][at], w)
			}
		}
	}
	theta[0] = -1
	if _, err := l.WithTheta(t.Context(), theta); err == nil {
		t.Error("a negative elasticity is taken")
	}
}

// holdBeside holds what is first where every third mending takes no place: as many as are asked for of the others, and
// those that are worth more than the last of them.
func holdBeside(t *testing.T, l *counterfactual.Linear, all []counterfactual.Mending, f counterfactual.Functional,
	brute *counterfactual.First) {
	t.Helper()
	const n = 4
	beside := make([]bool, len(all))
	for k := range beside {
		beside[k] = k%3 == 0
	}
	var want []int
	counted, others := 0, 0
	for _, s := range brute.Top {
		switch {
		case counted == n:
		case !beside[s.Mending]:
			counted++
			want = append(want, s.Mending)
		case others < n:
			others++
			want = append(want, s.Mending)
		}
	}
	first, err := l.First(t.Context(), counterfactual.FirstOf{Mendings: all, Outcome: f, N: n, Beside: beside})
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, s := range first.Top {
		got = append(got, s.Mending)
	}
	if !slices.Equal(got, want) || first.Could != 0 {
		t.Errorf("%s: the first are %v, not %v, and %d could still enter", f.Name, got, want, first.Could)
	}
}
