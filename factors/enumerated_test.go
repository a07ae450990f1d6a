package factors_test

import (
	"slices"
	"testing"

	"ikat/border"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/factors"
	"ikat/internal/tinyworld"
	"ikat/sme"
)

// A world so small that everything that may be true of it can be counted out: 128 cases of elasticities, η, φ, costs of
// a day and ways of qualifying, all alike likely. The interval of each factor, found from derivatives at draws and two
// exact solutions, holds nine in ten of the exact gains, and none of its ends lies outside what can be.
func TestIntervalsAgainstEnumeration(t *testing.T) {
	table := tinyworld.Table()
	two := func(a, b float64) draws.Dist { return draws.Choice{Values: []float64{a, b}} }
	grid := [][]float64{{3, 7}, {4, 9}, {.7, 1.2}, {0, .4}, {.004, .012}, {.3, 1}, {0, 1}, {.08}}
	w := &factors.World{Rule: sme.LeastInformation, Draws: 1000, Seed: 3, Goods: []bool{true, true},
		Unknown: &factors.Unknown{Eta: two(.7, 1.2), Specific: two(0, .4), Size: two(.3, 1),
			Replacement: two(0, 1), Interest: draws.Fixed(.08)}}
	day := func(row []float64) border.Costs { return border.Uniform(row[0], 20000, 2) }
	w.Costs = &factors.Costs{Central: day([]float64{.008}), Unknown: &border.Unknown{Costs: day,
		Inputs: []draws.Input{{Name: "cost of a day", Dist: two(.004, .012)}}}}
	for j := range table.Industries {
		w.Theta = append(w.Theta, draws.Input{Name: table.Industries[j], Dist: two(grid[j][0], grid[j][1])})
	}
	for _, v := range statistics(.4, .3) {
		v.Economy = "A"
		w.Statistics = append(w.Statistics, v)
	}
	var err error
	if w.Base, _, err = counterfactual.FromTable(table, counterfactual.Calibration{Theta: []float64{5, 6}}); err !=
		nil {
		t.Fatal(err)
	}
	w.Borders = factors.Gap{Source: "a table", Peers: []string{"B"}, Container: 20000,
		Export: factors.Side{MedianDays: 2, BestDays: 3}, Import: factors.Side{MedianDays: 1, BestDays: 5}}
	a := ask(t, w, false)
	var held, counted float64
	for _, f := range a.Factors {
		if f.Name == "demand abroad" || f.Low == f.High {
			continue
		}
		var all []float64
		for row := range everyCase(grid) {
			g, err := a.GainAt(t.Context(), f, row)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, g)
		}
		inside := 0
		for _, g := range all {
			if g >= f.Low-1e-15 && g <= f.High+1e-15 {
				inside++
			}
		}
		slices.Sort(all)
		part := float64(inside) / float64(len(all))
		held, counted = held+part, counted+1
		if part < .8 {
			t.Errorf("%s (%s): [%v, %v] holds %v of the worlds", f.Name, f.Door, f.Low, f.High, part)
		}
		if f.Low < min(all[0], f.Income)-1e-12 || f.High > max(all[len(all)-1], f.Income)+1e-12 {
			t.Errorf("%s (%s): [%v, %v] is wider than [%v, %v]", f.Name, f.Door, f.Low, f.High, all[0], all[len(all)-1])
		}
	}
	if held /= counted; held < .9 || counted < 15 {
		t.Errorf("%v intervals hold %v of the worlds", counted, held)
	}
	t.Logf("%v intervals hold %.3f of the worlds", counted, held)
}

// everyCase goes through every choice of a value from each list.
func everyCase(grid [][]float64) func(yield func([]float64) bool) {
	return func(yield func([]float64) bool) {
		of := 1
		for _, v := range grid {
			of *= len(v)
		}
		for n := range of {
			row := make([]float64, len(grid))
			for k, v := range grid {
				row[k] = v[n%len(v)]
				n /= len(v)
			}
			if !yield(row) {
				return
			}
		}
	}
}
