package engine

import (
	"context"
	"fmt"
	"math"
	"slices"

	"ikat/indicators"
	"ikat/trade"
	"ikat/trade/flowfile"
)

// publishedName is the name of published exports as trade by product: a table may be called as the set is.
var publishedName = indicators.ADB62.ID + "-exports"

// PublishedFlows are the references of published exports by industry, the newest first: what each economy sells the
// world, for economies that no table at hand has.
func PublishedFlows() []string {
	var out []string
	for _, year := range slices.Backward(indicators.ADB62.Years) {
		out = append(out, fmt.Sprintf("%s/%d", publishedName, year))
	}
	return out
}

// publishedFlows are published exports of a year as trade by product with the world; nil where the name is no set's
// that
// has them.
//
// Error: fault.NotFound for a year that the set does not have.
func (e *Engine) publishedFlows(ctx context.Context, name string, year int) (*trade.Data, error) {
	if name != publishedName {
		return nil, nil
	}
	key := fmt.Sprintf("published flows %s/%d", name, year)
	return Remember(ctx, e, key, func(context.Context) (*trade.Data, error) { return exportsOf(indicators.ADB62, year) })
}

// exportsOf are the published exports of a set and year.
func exportsOf(set *indicators.Set, year int) (*trade.Data, error) {
	y, err := set.At(year)
	if err != nil {
		return nil, err
	}
	b := trade.NewBuilder()
	world := b.Economy(trade.World)
	for _, code := range y.Economies {
		x, err := y.Column("exports", code)
		if err != nil {
			return nil, err
		}
		from := b.Economy(code)
		for i, v := range x {
			if v > 0 {
				b.Add(from, world, b.Product(indicators.Industries[i]), v, math.NaN())
			}
		}
	}
	about := indicators.ADB.Of(set)
	return b.Data(trade.Meta{Name: publishedName, Source: about.Publisher, Terms: about.Citation,
		Classification: "industries of " + set.ID, Unit: "million USD", Reported: flowfile.Reconciled,
		ProductNames: indicators.IndustryNames,
		Notes:        []string{indicators.ADB.Credit + " (" + indicators.ADB.Vintage + "); current prices"}}, year), nil
}
