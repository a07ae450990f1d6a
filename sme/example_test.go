package sme_test

import (
	"context"
	"fmt"

	"ikat/sme"
)

// An economy of two industries: the first sells half of its output to the second, which exports 80 of its 100. Small
// firms make half of value added in both and 40% of exports. They sell 40 of 100 dollars of exports themselves, and
// earn 36 of the 80 dollars of value added in them.
func ExampleNewSplit() {
	e := &sme.Economy{
		Code: "X", Table: "made up", Partners: []string{"W"}, Label: []string{"1", "2"}, Sector: []int{0, 1},
		Z:       [][]float64{{0, 50}, {0, 0}},
		Imports: []float64{20, 10},
		VA:      []float64{80, 40},
		Final:   []float64{30, 20},
		Exports: []float64{20, 80},
		To:      [][]float64{{20}, {80}},
		X:       []float64{100, 100},
	}
	statistics := sme.Statistics{
		{Economy: "X", Indicator: sme.ValueAdded, Value: .5, Low: .5, High: .5},
		{Economy: "X", Indicator: sme.Exports, Value: .4, Low: .4, High: .4},
	}
	shares, err := sme.PointShares(e, statistics)
	if err != nil {
		panic(err)
	}
	s, err := sme.NewSplit(context.Background(), e, shares)
	if err != nil {
		panic(err)
	}
	small, large := s.InExports(sme.Small), s.InExports(sme.Large)
	fmt.Printf("small firms earn %.0f of %.0f\n", small.Total(), small.Total()+large.Total())
	// Output: small firms earn 36 of 80
}
