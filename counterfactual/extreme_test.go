package counterfactual_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"ikat/counterfactual"
	"ikat/fault"
)

// flat returns n times v.
func flat(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// onBorders returns v on the international links that keep accepts and rest elsewhere.
func onBorders(b *counterfactual.Baseline, v, rest float64, keep func(j, n, i int) bool) []float64 {
	out := flat(b.Links(), rest)
	G := b.G()
	for at := range out {
		if j, n, i := at/(G*G), at/G%G, at%G; n != i && keep(j, n, i) {
			out[at] = v
		}
	}
	return out
}

// Shocks at the edge of sense either reach an equilibrium or say why there is none.
func TestExtremeShocks(t *testing.T) {
	tab := wiod(t)
	chn, _ := tab.Economy("CHN")
	usa, _ := tab.Economy("USA")
	all := func(int, int, int) bool { return true }
	between := func(_, n, i int) bool { return n == usa && i == chn || n == chn && i == usa }
	wide := make([]float64, 35)
	for j := range wide {
		wide[j] = 0.4 * math.Pow(51/0.4, float64(j)/34)
	}
	for name, theta := range map[string][]float64{"Caliendo-Parro": wiodTheta(), "0.4 to 51": wide,
		"0.4": flat(35, 0.4)} {
		held, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: theta})
		if err != nil {
			t.Fatal(err)
		}
		purged, err := held.Purge(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			what     string
			base     *counterfactual.Baseline
			shock    counterfactual.Shock
			unsolved bool
		}{
			{"tariffs of 500% between USA and CHN", held, counterfactual.Shock{Tariff: onBorders(held, 5, 0, between)},
				false},
			{"no trade between USA and CHN", held, counterfactual.Shock{Available: onBorders(held, 0, 1, between)},
				false},
			{"tariffs of 500% everywhere", purged, counterfactual.Shock{Tariff: onBorders(held, 5, 0, all)}, false},
			{"icebergs tenfold", purged, counterfactual.Shock{Iceberg: onBorders(held, 10, 1, all)}, false},
			{"CHN exports nothing", purged,
				counterfactual.Shock{Available: onBorders(held, 0, 1, func(_, _, i int) bool {
					return i == chn
				})}, true},
			{"no trade at all", purged, counterfactual.Shock{Available: onBorders(held, 0, 1, all)}, true},
		} {
			o, err := c.base.Solve(t.Context(), c.shock, counterfactual.Held)
			var f *fault.Error
			switch {
			case c.unsolved && (!errors.As(err, &f) || f.Kind != fault.Unsolved || f.Where == "" || f.Why == ""):
				t.Errorf("%s, θ %s: %v", c.what, name, err)
			case !c.unsolved && err != nil:
				t.Errorf("%s, θ %s: %v", c.what, name, err)
			case !c.unsolved && !(o.Report.Residual <= counterfactual.Tolerance &&
				math.Abs(o.Report.Walras) <= counterfactual.Tolerance):
				t.Errorf("%s, θ %s: %+v", c.what, name, o.Report)
			}
		}
	}
}

// An error for want of convergence carries the residual and the economy it sits in.
func TestUnsolvedSaysWhereAndHowMuch(t *testing.T) {
	b, _, err := counterfactual.FromTable(wiod(t), counterfactual.Calibration{Theta: flat(35, 5)})
	if err != nil {
		t.Fatal(err)
	}
	prohibitive := counterfactual.Shock{Tariff: onBorders(b, 5, 0, func(int, int, int) bool { return true })}
	_, err = b.Solve(t.Context(), prohibitive, counterfactual.Held)
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Unsolved || f.Where == "" ||
		!strings.Contains(fault.Bare(f.What), "misses supply by") {
		t.Errorf("held deficits without trade: %v", err)
	}
}

// A first step that lands almost on the solution must not leave its residual in the noise of prices and sales:
// purchases that move between an economy's classes at constant prices.
func TestAFirstStepThatNearlySolves(t *testing.T) {
	b := whole(t)
	v := smallAndLarge(b, "KOR", .46, .40)
	d := divide(t, b, v)
	for _, eta := range []float64{3, 5, 6, 7} {
		for _, phi := range []float64{.04, .1, .2, .35, .4} {
			e, err := d.Respond(
				counterfactual.Response{Theta: b.Theta, Eta: flat(b.N(), eta), Specific: phi, Market: counterfactual.ByClass},
			)
			if err != nil {
				t.Fatal(err)
			}
			for _, j := range []int{0, 15, 17, 18, 19} {
				s := counterfactual.Shock{Iceberg: flat(e.Links(), 1)}
				for at := range s.Iceberg {
					k, door, supplier := e.Ends(at)
					if k == j && e.Doors()[door] == (counterfactual.Door{Economy: v.Economy, Class: "large"}) &&
						e.Suppliers()[supplier] == (counterfactual.Supplier{Economy: v.Economy, Class: "sme"}) {
						more := .01 * e.Share[at+1] / e.Share[at]
						s.Iceberg[at], s.Iceberg[at+1] = math.Pow(1+more, -.2), math.Pow(.99, -.2)
					}
				}
				if _, err := e.Solve(t.Context(), s, counterfactual.Held); err != nil {
					t.Fatalf("η %v, φ %v, industry %d: %v", eta, phi, j, err)
				}
			}
		}
	}
}
