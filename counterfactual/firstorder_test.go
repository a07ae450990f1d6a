package counterfactual_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"ikat/counterfactual"
	"ikat/internal/tinyworld"
)

// The first-order decomposition is the derivative on any table: with tariffs in force, links that get cheaper, dearer
// and scarcer, sectors that get more productive, and trade surpluses that change as well.
func TestFirstOrderIsTheDerivativeOfRandomTables(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		tab, theta := draw(t)
		free := baselineOf(t, tab, theta, rapid.Bool().Draw(t, "use-specific"))
		tariffs := counterfactual.Shock{Tariff: make([]float64, free.Links())}
		for i := range tariffs.Tariff {
			if free.Crosses(i) {
				tariffs.Tariff[i] = rapid.Float64Range(.1, .5).Draw(t, "tariff")
			}
		}
		o, err := free.Solve(t.Context(), tariffs, counterfactual.Held)
		if err != nil {
			t.Skip(err.Error())
		}
		b := o.Baseline()
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
		for _, deficits := range []counterfactual.Deficits{counterfactual.Held, counterfactual.Scaled} {
			o, err := b.Solve(t.Context(), s, deficits)
			if err != nil {
				t.Skip(err.Error())
			}
			for n, w := range o.Welfare {
				f := o.FirstOrder[n]
				if math.Abs(f.Transfers) > h/10 {
					seen++
				}
				size := math.Abs(f.Terms) + math.Abs(f.Volume) + math.Abs(f.Resources) + math.Abs(f.Transfers)
				if math.Abs(f.Total()-(w-1)) > 1e-3*size+1e-10 {
					t.Fatalf("economy %d: first order %v, exact %v", n, f.Total(), w-1)
				}
			}
		}
	})
	if seen == 0 {
		t.Error("no surplus ever changed: transfers are not tested")
	}
}

// By hand in the tiny world, where C buys parts of B for 80 and sells machines for 55 abroad, and final spending is
// 115, 170 and 110. One per cent dearer delivery of those parts costs C .8 of its 110 in resources, and nobody else
// any. One per cent more machines from the same inputs save C 2 of its output of 200.
func TestFirstOrderTermsByHand(t *testing.T) {
	b, _, err := counterfactual.FromTable(tinyworld.Table(), counterfactual.Calibration{Theta: []float64{5, 5}})
	if err != nil {
		t.Fatal(err)
	}
	s := counterfactual.Shock{Iceberg: flat(b.Links(), 1), Productivity: flat(6, 1)}
	s.Iceberg[(1*3+2)*3+1] = 1.01
	s.Productivity[2*2+1] = 1.01
	o, err := b.Solve(t.Context(), s, counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []float64{0, 0, (2 - .8) / 110} {
		if got := o.FirstOrder[n]; math.Abs(got.Resources-want) > 1e-12 || got.Transfers != 0 || got.Volume != 0 {
			t.Errorf("%s: %+v, resources by hand %v, no more", b.Economies[n], got, want)
		}
	}
}
