package counterfactual_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/randtable"
	"ikat/tablefile/apx"
)

// 5% dearer delivery undone on all goods of WIOD 2008. The source prints two digits; Australia's fall on the other side
// of a rounding edge (1.2855 here), hence one unit of the last digit.
func TestLowerGoodsCosts(t *testing.T) {
	tab := wiod(t)
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: wiodTheta()})
	if err != nil {
		t.Fatal(err)
	}
	o, err := b.Solve(t.Context(), lowerGoodsCosts(b), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]float64{"AUS": 1.28, "CHN": .83, "IND": .92, "IDN": 1.29, "JPN": .57,
		"KOR": 2.17, "TWN": 3.24, "USA": .61} {
		n, _ := tab.Economy(code)
		if got := 100 * (o.Welfare[n] - 1); math.Abs(got-want) > .01 {
			t.Errorf("%s: %.4f, expected %v", code, got, want)
		}
	}
	var world, weights float64
	for n, w := range b.Wages {
		world += w * 100 * (o.Welfare[n] - 1)
		weights += w
	}
	if math.Abs(world/weights-1.26) > .005 {
		t.Errorf("world: %.4f", world/weights)
	}
}

func TestNullShockChangesNothing(t *testing.T) {
	for _, specific := range []bool{false, true} {
		b, repair, err := counterfactual.FromTable(wiod(t), counterfactual.Calibration{Theta: wiodTheta(),
			UseSpecific: specific})
		if err != nil {
			t.Fatal(err)
		}
		if repair.Cells == 0 || len(repair.Largest) == 0 {
			t.Error("WIOD 2008 has negative flows; calibration reports none")
		}
		for _, d := range []counterfactual.Deficits{counterfactual.Held, counterfactual.Scaled} {
			o, err := b.Solve(t.Context(), counterfactual.Shock{}, d)
			if err != nil {
				t.Fatal(err)
			}
			for n, w := range o.Welfare {
				if math.Abs(w-1) > 1e-12 {
					t.Errorf("%s: welfare moves by %v", b.Economies[n], w-1)
				}
			}
		}
	}
}

// draw returns a random table whose every economy earns and spends, and elasticities.
func draw(t *rapid.T) (*icio.Table, []float64) {
	tab := randtable.DrawOf(t, rapid.IntRange(2, 4).Draw(t, "G"), rapid.IntRange(1, 4).Draw(t, "N"), 1)
	theta := make([]float64, tab.N())
	for j := range theta {
		theta[j] = rapid.Float64Range(0.5, 12).Draw(t, "theta")
	}
	return tab, theta
}

// baselineOf returns the baseline of a random table; tables that have none, or closed economies, are drawn again.
func baselineOf(t *rapid.T, tab *icio.Table, theta []float64, specific bool) *counterfactual.Baseline {
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta, UseSpecific: specific})
	if err != nil {
		if fault.KindOf(err) != fault.Inconsistent {
			t.Fatal(err)
		}
		t.Skip(err.Error())
	}
	// An economy that only sells or only buys, or hardly either, is at the edge of what has an equilibrium.
	m, sells, buys := b.Flows(), make([]float64, b.G()), make([]float64, b.G())
	for at, v := range m {
		if n, i := at/b.G()%b.G(), at%b.G(); n != i {
			sells[i] += v
			buys[n] += v
		}
	}
	for n, w := range b.Wages {
		if sells[n] < w/50 || buys[n] < w/50 || b.Income[n] < w/50 {
			t.Skip("hardly any trade or spending")
		}
	}
	return b
}

func icebergs(t *rapid.T, b *counterfactual.Baseline) counterfactual.Shock {
	s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
	for i := range s.Iceberg {
		s.Iceberg[i] = rapid.Float64Range(0.7, 1.5).Draw(t, "iceberg")
	}
	return s
}

// The order of economies is no part of the model, nor is the unit of money.
func TestOrderAndUnitDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		specific := rapid.Bool().Draw(t, "use-specific")
		b := baselineOf(t, tab, theta, specific)
		s := icebergs(t, b)
		o, err := b.Solve(t.Context(), s, counterfactual.Scaled)
		if err != nil {
			t.Skip(err.Error())
		}
		G := b.G()
		turned := reversed(tab, 1000)
		rb := baselineOf(t, turned, theta, specific)
		rs := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
		for at, v := range s.Iceberg {
			j, n, i := at/(G*G), at/G%G, at%G
			rs.Iceberg[rb.Link(j, G-1-n, G-1-i)] = v
		}
		ro, err := rb.Solve(t.Context(), rs, counterfactual.Scaled)
		if err != nil {
			t.Fatal(err)
		}
		for n, w := range o.Welfare {
			if math.Abs(w-ro.Welfare[G-1-n]) > 1e-8*w {
				t.Errorf("economy %d: %v, in another order %v", n, w, ro.Welfare[G-1-n])
			}
		}
	})
}

// reversed returns the table with its economies in the opposite order and all flows scaled.
func reversed(t *icio.Table, scale float64) *icio.Table {
	G, N, n := t.G(), t.N(), t.Sectors()
	out := *t
	out.Economies = append([]string(nil), t.Economies...)
	out.Z, out.F = make([]float64, n*n), make([]float64, n*G)
	turn := func(i int) int { return (G-1-i/N)*N + i%N }
	for i := range n {
		for j := range n {
			out.Z[turn(i)*n+turn(j)] = scale * t.Z[i*n+j]
		}
		for g := range G {
			out.F[turn(i)*G+G-1-g] = scale * t.F[i*G+g]
		}
	}
	return &out
}

// An equilibrium's accounts balance: it is a baseline, and a null shock to it changes nothing. Walras' law holds.
func TestEquilibriumIsABaseline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		b := baselineOf(t, tab, theta, rapid.Bool().Draw(t, "use-specific"))
		s := icebergs(t, b)
		s.Tariff = make([]float64, b.Links())
		for i := range s.Tariff {
			s.Tariff[i] = rapid.Float64Range(0, 0.3).Draw(t, "tariff")
		}
		o, err := b.Solve(t.Context(), s, counterfactual.Scaled)
		if err != nil {
			t.Skip(err.Error())
		}
		if math.Abs(o.Report.Walras) > 1e-11 {
			t.Errorf("Walras' law is missed by %v", o.Report.Walras)
		}
		next := o.Baseline()
		if r := next.Residual(); r > 1e-9 {
			t.Errorf("accounts miss by %v", r)
		}
		again, err := next.Solve(t.Context(), counterfactual.Shock{}, counterfactual.Scaled)
		if err != nil {
			t.Fatal(err)
		}
		for n, w := range again.Welfare {
			if math.Abs(w-1) > 1e-8 {
				t.Errorf("economy %d moves by %v without a shock", n, w-1)
			}
		}
	})
}

// The first-order decomposition is the derivative: for a small shock it equals the exact change.
func TestFirstOrderIsTheDerivative(t *testing.T) {
	_, b := purged1993(t)
	const h = 1e-6
	s := counterfactual.Shock{Iceberg: flat(b.Links(), 1), Tariff: append([]float64(nil), b.Tariff...),
		Productivity: flat(b.G()*b.N(), 1), Available: flat(b.Links(), 1)}
	for at := range s.Tariff {
		s.Iceberg[at] -= h * float64(at%7)
		s.Tariff[at] += h * float64(at%5)
		s.Available[at] -= h * float64(at%3)
	}
	for i := range s.Productivity {
		s.Productivity[i] += h * float64(i%4)
	}
	o, err := b.Solve(t.Context(), s, counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	for n, w := range o.Welfare {
		if first := o.FirstOrder[n].Total(); math.Abs(first-(w-1)) > 1e-3*math.Abs(w-1)+1e-10 {
			t.Errorf("%s: first order %v, exact %v", b.Economies[n], first, w-1)
		}
	}
}

func TestShocksThatAreNone(t *testing.T) {
	b, _, err := counterfactual.FromTable(wiod(t), counterfactual.Calibration{Theta: wiodTheta()})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]counterfactual.Shock{
		"iceberg of zero":       {Iceberg: flat(b.Links(), 0)},
		"iceberg not a number":  {Iceberg: flat(b.Links(), math.NaN())},
		"tariff of -100%":       {Tariff: flat(b.Links(), -1)},
		"negative availability": {Available: flat(b.Links(), -.1)},
		"productivity infinite": {Productivity: flat(b.G()*b.N(), math.Inf(1))},
	} {
		_, err := b.Solve(t.Context(), s, counterfactual.Held)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Where == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := counterfactual.FromTable(wiod(t), counterfactual.Calibration{Theta: flat(35, -1)}); fault.KindOf(
		err) != fault.Invalid {
		t.Errorf("negative elasticity: %v", err)
	}
}

// Autarky has a closed form (Arkolakis, Costinot & Rodríguez-Clare 2012): ln Ŵ_n = Σ_s ln(λ_ns)/θ_s [(I − A_n)⁻¹
// α_n]_s.
func TestAutarkyIsTheClosedForm(t *testing.T) {
	tab, err := apx.Library().Open(t.Context(), "apx", 1995)
	if err != nil {
		t.Fatal(err)
	}
	theta := make([]float64, tab.N())
	for j := range theta {
		theta[j] = 2 + float64(j%7)
	}
	b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta})
	if err != nil {
		t.Fatal(err)
	}
	if b, err = b.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	o, err := b.Solve(t.Context(), counterfactual.Shock{Available: onBorders(b, 0, 1, func(int, int, int) bool {
		return true
	})}, counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	N := b.N()
	for n := range b.G() {
		needed := append([]float64(nil), b.Final[n*N:(n+1)*N]...)
		round := needed
		for range 400 {
			next := make([]float64, N)
			for j := range N {
				for k := range N {
					next[j] += b.Input[(n*N+j)*N+k] * round[k]
				}
			}
			total := make([]float64, N)
			for j := range N {
				total[j] = needed[j] + next[j]
			}
			needed, round = total, next
		}
		var want float64
		for j := range N {
			if needed[j] > 0 {
				want += needed[j] * math.Log(b.Share[b.Link(j, n, n)]) / theta[j]
			}
		}
		if got := math.Log(o.Welfare[n]); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, closed form %v", b.Economies[n], got, want)
		}
	}
}
