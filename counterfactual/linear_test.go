package counterfactual_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
)

// gradientsAgree checks all welfare derivatives with respect to the largest links against differences of the exact
// solver.
func gradientsAgree(t *testing.T, b *counterfactual.Baseline, d counterfactual.Deficits, links int,
	more ...counterfactual.Functional) {
	t.Helper()
	l, err := b.Linearise(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := append(b.EveryWelfare(), more...)
	g, err := l.Gradients(t.Context(), outcomes)
	if err != nil {
		t.Fatal(err)
	}
	worst, err := b.Agreement(t.Context(), b.LargestLinks(links), outcomes, g, d)
	if err != nil {
		t.Fatal(err)
	}
	if !(worst <= 1e-5) {
		t.Errorf("deficits %s, %d uses: gradients miss differences by %.1e", d, b.Uses, worst)
	}
}

func TestGradientsAgreeWithDifferences(t *testing.T) {
	tab := wiod(t)
	for _, specific := range []bool{false, true} {
		b, _, err := counterfactual.FromTable(tab, counterfactual.Calibration{Theta: wiodTheta(),
			UseSpecific: specific})
		if err != nil {
			t.Fatal(err)
		}
		sector := counterfactual.Functional{Name: "value added of two sectors",
			ValueAdded: make([]float64, b.G()*b.N())}
		sector.ValueAdded[13], sector.ValueAdded[50] = .25, .75
		links := 8
		if specific {
			links = 1
		}
		gradientsAgree(t, b, counterfactual.Held, links, sector)
		if !specific {
			gradientsAgree(t, b, counterfactual.Scaled, 3)
		}
	}
}

// With tariffs in force sales and incomes have a matrix of their own.
func TestGradientsWithTariffs(t *testing.T) {
	_, b := purged1993(t)
	gradientsAgree(t, b, counterfactual.Held, 5)
}

// Without tariffs the world's derivative is minus the flow over final spending, whatever the elasticities (Hulten).
func TestHulten(t *testing.T) {
	for _, specific := range []bool{false, true} {
		b, _, err := counterfactual.FromTable(wiod(t), counterfactual.Calibration{Theta: wiodTheta(),
			UseSpecific: specific})
		if err != nil {
			t.Fatal(err)
		}
		l, err := b.Linearise(t.Context(), counterfactual.Held)
		if err != nil {
			t.Fatal(err)
		}
		g, err := l.Gradients(t.Context(), []counterfactual.Functional{b.World()})
		if err != nil {
			t.Fatal(err)
		}
		for at, h := range b.Hulten() {
			if math.Abs(g[0][at]-h) > 1e-6*math.Abs(h)+1e-15 {
				t.Fatalf("link %d: %v, Hulten %v", at, g[0][at], h)
			}
		}
	}
}
