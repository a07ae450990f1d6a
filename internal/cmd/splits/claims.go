package main

import (
	"context"
	"fmt"
	"math"

	"ikat/factors"
	"ikat/question/firms"
	"ikat/sme"
)

// claims prints what an economy's factors say of each claim.
func claims(ctx context.Context, w *world, n int, first bool) error {
	q := firms.UsualFactors(w.code, w.ref, sme.Embedded())
	q.Draws, q.Elasticities, q.Fast = n, w.set, true
	a, _, _, err := firms.FactorsOf(ctx, w.engine, q, nil)
	if err != nil {
		return err
	}
	if first {
		fmt.Println("| economy | measures for small firms alone raise what they make, least and which | a dollar of sales " +
			"to large, to small, abroad, to final users pays small firms | large firms gain from sales to them | measures " +
			"for all favour small firms, most | a day less at the export border, over all shares, % |")
		fmt.Println("| --- | --- | --- | --- | --- | --- |")
	}
	least, which, most := 1.0, "", 0.0
	effect := map[string]float64{}
	gains, border := "no", ""
	for _, f := range a.Factors {
		if f.Block == factors.ForSmall && f.SignHeld == f.SignHeld {
			held := f.SignHeld
			if f.Income < 0 {
				held = 1 - held
			}
			if held < least {
				least, which = held, f.Name+", "+f.Door
			}
		}
		if f.Name == "delivery" {
			effect[f.Door] = f.Effect[0]
			if f.Door == "to large firms" && f.Large > 0 {
				gains = "yes"
			}
		}
		if f.Block == factors.ForAll && f.SmallMore == f.SmallMore && (f.Door == "exports" ||
			f.Door == "imports by everybody") {
			most = math.Max(most, f.SmallMore)
		}
		if f.Name == "export procedures" && f.Door == "exports" {
			border = fmt.Sprintf("%.2f to %.2f", 100*f.SharesLow, 100*f.SharesHigh)
		}
	}
	if least < 1 {
		which = " (" + which + ")"
	}
	fmt.Printf("| %s | %.1f%%%s | %.2f %.2f %.2f %.2f | %s | %.1f%% | %s |\n", w.code, 100*least, which,
		effect["to large firms"], effect["to small firms"], effect["exports"], effect["to final users"], gains, 100*most,
		border)
	return nil
}
