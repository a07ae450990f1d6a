package draws_test

import (
	"context"
	"fmt"

	"ikat/draws"
)

// A margin is what is left of a price that is known within a tenth and a cost that may be half as much again.
func ExamplePlan() {
	plan := draws.Plan{N: 4000, Seed: 1, Inputs: []draws.Input{
		{Name: "price", Dist: draws.Uniform{Low: 90, High: 110}},
		{Name: "cost", Dist: draws.Triangular{Low: 60, Mode: 60, High: 90}},
	}}
	sample, err := plan.Sample()
	if err != nil {
		panic(err)
	}
	margins := make([]float64, plan.N)
	err = draws.Each(context.Background(), plan.N, func(_ context.Context, i int) error {
		margins[i] = sample.Value(i, 0) - sample.Value(i, 1)
		return nil
	})
	if err != nil {
		panic(err)
	}
	from, to := draws.Interval(margins)
	fmt.Printf("nine draws in ten leave %.0f to %.0f; the sign holds in %.0f%% of all\n", from, to,
		100*draws.SignHeld(40, margins))
	// Output: nine draws in ten leave 13 to 44; the sign holds in 100% of all
}
