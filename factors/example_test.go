package factors_test

import (
	"context"
	"fmt"

	"ikat/border"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/factors"
	"ikat/isic"
	"ikat/sme"
	"ikat/tablefile/apx"
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

// What surely raises the income of Korea's small and medium firms, and what surely lowers it, where they make 46% of
// value added and 40% of exports, customs take a day longer than the peers' median, and elasticities lie between 3
// and 9.
func ExampleWorld_Ask() {
	ctx := context.Background()
	table, err := apx.Library().Open(ctx, "apx", 2008)
	if err != nil {
		panic(err)
	}
	share := func(indicator sme.Indicator, v float64) sme.Statistic {
		return sme.Statistic{Economy: "KOR", Indicator: indicator, Value: v, Low: v, High: v}
	}
	w := &factors.World{Fast: true, Rule: sme.LeastInformation, Draws: 20, Seed: 1,
		Goods:      isic.Goods(table.Industries, nil),
		Statistics: sme.Statistics{share(sme.ValueAdded, .46), share(sme.Exports, .40)},
		Borders: factors.Gap{Source: "a table", Peers: []string{"JPN"}, Container: 20000,
			Import: factors.Side{MedianDays: 1, MedianCost: 100, BestDays: 2, BestCost: 300}}}
	w.Economy, _ = table.Economy("KOR")
	theta := make([]float64, table.N())
	for j, industry := range table.Industries {
		theta[j] = 5
		w.Theta = append(w.Theta, draws.Input{Name: industry, Dist: draws.Triangular{Low: 3, Mode: 5, High: 9}})
	}
	if w.Base, _, err = counterfactual.FromTable(table, counterfactual.Calibration{Theta: theta}); err != nil {
		panic(err)
	}
	answer, err := w.Ask(ctx, factors.Choice{})
	if err != nil {
		panic(err)
	}
	signs := answer.Signs()
	fmt.Printf("%d surely raise it, first of all %s\n", len(signs.Raise), signs.Raise[0])
	fmt.Printf("%d surely lower it\n", len(signs.Lower))
	fmt.Printf("%d are open, one of them %s\n", len(signs.Open)+len(signs.Split), signs.Open[0])
	// Output:
	// 13 surely raise it, first of all productivity (all)
	// 0 surely lower it
	// 5 are open, one of them demand abroad (exports)
}
