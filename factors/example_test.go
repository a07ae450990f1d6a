package factors_test

import (
	"fmt"

	"ikat/border"
	"ikat/factors"
)

// How far an economy's borders are from its peers': to the median of them, and to the best.
func ExampleGapOf() {
	record := func(economy string, days, cost float64) border.Record {
		p := border.Procedure{Days: days, Cost: cost}
		return border.Record{Economy: economy, Export: p, Import: p}
	}
	table := &border.Table{Name: "own", Records: []border.Record{
		record("VNM", 10, 900), record("SGP", 1, 300), record("MYS", 4, 500), record("THA", 5, 600)}}
	gap, err := factors.GapOf(table, "VNM", []string{"SGP", "MYS", "THA"}, 20000)
	if err != nil {
		panic(err)
	}
	fmt.Printf("days over the median %.0f, over the best %.0f; dollars %.0f and %.0f\n",
		gap.Export.MedianDays, gap.Export.BestDays, gap.Export.MedianCost, gap.Export.BestCost)
	// Output: days over the median 6, over the best 9; dollars 400 and 600
}
