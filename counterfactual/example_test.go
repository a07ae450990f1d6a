package counterfactual_test

import (
	"context"
	"fmt"

	"ikat/counterfactual"
	"ikat/icio"
)

// Two economies alike, each buying a quarter of what it uses from the other. Delivery both ways becomes a tenth
// cheaper: with elasticity 4 both gain (.75 + .25 x .9^-4)^(1/4) - 1.
func ExampleBaseline_Solve() {
	t := &icio.Table{
		Meta:      icio.Meta{Name: "two", Year: 2000, Currency: "USD", Unit: "million"},
		Economies: []string{"A", "B"}, Industries: []string{"all"}, Categories: []string{"final"},
		Z:  make([]float64, 4),
		F:  []float64{75, 25, 25, 75},
		X:  []float64{100, 100},
		VA: []float64{100, 100},
	}
	b, _, err := counterfactual.FromTable(t, counterfactual.Calibration{Theta: []float64{4}})
	if err != nil {
		panic(err)
	}
	cheaper := counterfactual.Shock{Iceberg: []float64{1, .9, .9, 1}} // seller to buyer: A to A, A to B, B to A, B to B
	o, err := b.Solve(context.Background(), cheaper, counterfactual.Held)
	if err != nil {
		panic(err)
	}
	for n, code := range b.Economies {
		fmt.Printf("%s gains %.2f%%\n", code, 100*(o.Welfare[n]-1))
	}
	// Output:
	// A gains 3.13%
	// B gains 3.13%
}
