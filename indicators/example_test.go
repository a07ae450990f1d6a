package indicators_test

import (
	"fmt"

	"ikat/indicators"
)

// A published figure of an economy's industry, in the set's own unit.
func ExampleYear_Value() {
	year, err := indicators.ADB72.At(2022)
	if err != nil {
		panic(err)
	}
	for _, m := range indicators.ADB72.Measures[:3] {
		v, ok := year.Value(m.ID, "VNM", indicators.All)
		fmt.Println(m.ID, v, m.Unit, ok)
	}
	// Output:
	// output 917449.7 million USD true
	// value_added 303799.8 million USD true
	// intermediate_sales 450140 million USD true
}

// Members of a group sell each other 300 of the 1,000 that they export and the 800 that they import, in a world that
// trades 10,000: a third of the trade stays inside, 3.7 times their share of the world's.
func ExampleConcentrationIndex() {
	fmt.Printf("%.1f\n", indicators.ConcentrationIndex(300, 1000, 800, 10000))
	// Output: 3.7
}
