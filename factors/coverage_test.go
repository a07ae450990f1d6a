package factors_test

import (
	"math"
	"testing"

	"ikat/border"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/factors"
	"ikat/internal/ikattest"
	"ikat/internal/tinyworld"
	"ikat/sme"
)

// Where the truth is itself drawn from what is said to be unknown, the interval of each factor holds the exact gain in
// nine in ten of a thousand worlds; in more where it was widened to hold the central gain, which lies outside.
func TestIntervalsHoldDrawnTruths(t *testing.T) {
	ikattest.Long(t, "it solves a thousand worlds for each factor")
	table := tinyworld.Table()
	w := &factors.World{Rule: sme.LeastInformation, Draws: 2000, Seed: 3, Goods: []bool{true, true}}
	day := func(row []float64) border.Costs { return border.Uniform(row[0], 20000, 2) }
	w.Costs = &factors.Costs{Central: day([]float64{.008}), Unknown: &border.Unknown{Costs: day,
		Inputs: []draws.Input{{Name: "cost of a day", Dist: draws.LogTriangular{Low: .002, Mode: .008, High: .021}}}}}
	for _, name := range table.Industries {
		w.Theta = append(w.Theta, draws.Input{Name: name, Dist: draws.LogTriangular{Low: 2, Mode: 5, High: 12}})
	}
	for _, v := range statistics(.4, .3) {
		v.Economy = "A"
		w.Statistics = append(w.Statistics, v)
	}
	var err error
	if w.Base, _, err = counterfactual.FromTable(table, counterfactual.Calibration{Theta: []float64{5, 5}}); err != nil {
		t.Fatal(err)
	}
	w.Borders = factors.Gap{Source: "a table", Peers: []string{"B"}, Container: 20000,
		Export: factors.Side{MedianDays: 2, BestDays: 3}, Import: factors.Side{MedianDays: 1, BestDays: 5}}
	a := ask(t, w, false)
	const worlds = 1000
	truths, err := draws.Plan{Inputs: w.Inputs(), N: worlds, Seed: 11}.Sample()
	if err != nil {
		t.Fatal(err)
	}
	var counted int
	for _, f := range a.Factors {
		if f.Name == "demand abroad" || !(f.High-f.Low > 1e-9*math.Abs(f.Income)) {
			continue
		}
		counted++
		inside := 0
		for k := range worlds {
			g, err := a.GainAt(t.Context(), f, truths.Row(k))
			if err != nil {
				t.Fatal(err)
			}
			if g >= f.Low && g <= f.High {
				inside++
			}
		}
		widened := f.Low == f.Income || f.High == f.Income
		if part := float64(inside) / worlds; part < .87 || part > .93 && !widened {
			t.Errorf("%s (%s): [%v, %v] holds the truth in %.3f of the worlds", f.Name, f.Door, f.Low, f.High, part)
		}
	}
	if counted < 10 {
		t.Errorf("%d factors have an interval", counted)
	}
}
