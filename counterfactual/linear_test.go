package counterfactual_test

import (
	"math"
	"sort"
	"testing"
	"time"

	"ikat/counterfactual"
	"ikat/internal/cp2015"
	"ikat/internal/shareddata"
)

// differences checks every economy's derivative with respect to the largest links of a gradient against central
// differences of the exact solver.
func differences(t *testing.T, b *counterfactual.Baseline, d counterfactual.Deficits, links int) {
	t.Helper()
	start := time.Now()
	l, err := b.Linearise(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("linearise", time.Since(start))
	var outcomes []counterfactual.Functional
	for n := range b.G() {
		outcomes = append(outcomes, b.WelfareOf(n))
	}
	outcomes = append(outcomes, b.World())
	g, err := l.Gradients(t.Context(), outcomes)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("gradients", time.Since(start))
	G := b.G()
	world := g[G]
	order := make([]int, 0, len(world))
	for at := range world {
		if at/G%G != at%G {
			order = append(order, at)
		}
	}
	sort.Slice(order, func(i, j int) bool { return math.Abs(world[order[i]]) > math.Abs(world[order[j]]) })
	const h = 1e-3
	worst := 0.0
	for _, at := range order[:links] {
		w := make([][]float64, 4)
		for k, e := range []float64{2 * h, h, -h, -2 * h} {
			s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
			for i := range s.Iceberg {
				s.Iceberg[i] = 1
			}
			s.Iceberg[at] = math.Exp(e)
			o, err := b.Solve(t.Context(), s, d)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range outcomes {
				w[k] = append(w[k], f.Growth(o))
			}
		}
		var scale float64
		for o := range outcomes {
			scale = math.Max(scale, math.Abs(g[o][at]))
		}
		for o := range outcomes {
			fd := (8*(w[1][o]-w[2][o]) - (w[0][o] - w[3][o])) / (12 * h)
			miss := math.Abs(fd-g[o][at]) / math.Max(math.Abs(g[o][at]), 1e-3*scale)
			if miss > worst {
				worst = miss
			}
			if miss > 1e-4 {
				t.Errorf("link %d outcome %s: adjoint %v, differences %v", at, outcomes[o].Name, g[o][at], fd)
			}
		}
	}
	t.Logf("worst %.2e", worst)
	if norm := math.Abs(worst); math.IsNaN(norm) {
		t.Error("not a number")
	}
}

func TestGradientsWIOD(t *testing.T) {
	b, _, err := counterfactual.FromTable(wiod(t), counterfactual.Calibration{Theta: wiodTheta()})
	if err != nil {
		t.Fatal(err)
	}
	differences(t, b, counterfactual.Held, 10)
	differences(t, b, counterfactual.Scaled, 2)
	l, _ := b.Linearise(t.Context(), counterfactual.Held)
	g, _ := l.Gradients(t.Context(), []counterfactual.Functional{b.World()})
	h := b.Hulten()
	worst := 0.0
	for at := range h {
		worst = math.Max(worst, math.Abs(h[at]-g[0][at]))
	}
	t.Log("hulten", worst)
}

func TestGradientsTariffs(t *testing.T) {
	d, err := cp2015.Load(shareddata.Path(t, "cp2015"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Baseline()
	if err != nil {
		t.Fatal(err)
	}
	if b, err = b.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	differences(t, b, counterfactual.Held, 5)
}

func TestGradientsUseSpecific(t *testing.T) {
	b, _, err := counterfactual.FromTable(wiod(t), counterfactual.Calibration{Theta: wiodTheta(), UseSpecific: true})
	if err != nil {
		t.Fatal(err)
	}
	differences(t, b, counterfactual.Held, 2)
}
