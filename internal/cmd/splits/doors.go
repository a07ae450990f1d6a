package main

import (
	"context"
	"fmt"

	"ikat/counterfactual"
	"ikat/trade"
)

// kinds are links by who sells and who buys.
var kinds = []string{"exports of small firms", "exports of large firms", "small firms' sales to large firms",
	"to small firms", "to final users", "imports by small firms", "imports by large firms", "imports by final users",
	"trade of others"}

// doors prints how what a cheaper link is worth to small firms goes with what it is worth to the economy, and to large
// firms, over links of one kind with trade.
func doors(ctx context.Context, w *world, _ int, first bool) error {
	if first {
		fmt.Println("| economy | links | with the economy | with large firms | links with trade | both gain |")
		fmt.Println("| --- | --- | ---: | ---: | ---: | ---: |")
	}
	b, err := w.base.Divide(w.split.Division(w.base))
	if err != nil {
		return err
	}
	l, err := b.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return err
	}
	g, err := l.Gradients(ctx, append(b.Incomes(w.economy)[:2], b.WelfareOf(w.economy)))
	if err != nil {
		return err
	}
	flows := b.Flows()
	for k, kind := range kinds {
		var of [3][]float64
		both := 0
		for at, m := range flows {
			if m <= 0 || w.kind(b, at) != k {
				continue
			}
			for o := range of {
				of[o] = append(of[o], -g[o][at])
			}
			if g[0][at] < 0 && g[1][at] < 0 {
				both++
			}
		}
		fmt.Printf("| %s | %s | %.2f | %.2f | %d | %.0f%% |\n", w.code, kind, trade.Correlation(of[0], of[2]),
			trade.Correlation(of[0], of[1]), len(of[0]), 100*float64(both)/float64(len(of[0])))
	}
	return nil
}

// kind numbers a link among kinds; −1 for others'.
func (w *world) kind(b *counterfactual.Baseline, at int) int {
	_, d, s := b.Ends(at)
	from, to := b.Suppliers()[s], b.Doors()[d]
	at2 := map[string]int{"large": 0, "sme": 1, counterfactual.FinalUsers: 2}
	switch {
	case from.Economy != w.economy && to.Economy != w.economy:
		if !b.Crosses(at) {
			return -1
		}
		return 8
	case from.Economy == w.economy && to.Economy != w.economy:
		return map[string]int{"sme": 0, "large": 1}[from.Class]
	case from.Economy != w.economy:
		return map[string]int{"sme": 5, "large": 6, counterfactual.FinalUsers: 7}[to.Class]
	case from.Class == "sme":
		return 2 + at2[to.Class]
	}
	return -1
}
