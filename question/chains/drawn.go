package chains

import (
	"context"
	"fmt"
	"slices"

	"ikat/border"
	"ikat/chain"
	"ikat/draws"
	"ikat/fault"
	"ikat/question/borders"
	"ikat/result"
	"ikat/say"
)

// draw prices a product's chain again in draws of what is not known of costs at borders.
func (a *Followed) draw(ctx context.Context, w *borders.Applied, n int, seed uint64) error {
	if n < 2 {
		return &fault.Error{Kind: fault.Invalid, Param: "draws", What: fault.Say("%d draws give no interval", n),
			Fix: fault.Say("It takes 2 to %d", draws.Most)}
	}
	s, err := draws.Plan{Inputs: w.Unknown.Inputs, N: n, Seed: seed}.Sample()
	if err != nil {
		return err
	}
	costs := make([]border.Costs, n)
	for i := range costs {
		costs[i] = w.Unknown.Costs(s.Row(i))
	}
	if a.Drawn, err = a.Product.Draw(ctx, costs); err != nil {
		return err
	}
	links := *a.Links // the one kept for others has no draws
	links.Columns, links.Notes = slices.Clone(links.Columns), slices.Clone(links.Notes)
	a.Product.DrawnRows(&links, a.Drawn)
	low, high := draws.Interval(a.Drawn.Arrival)
	links.Note(
		"chain-drawn",
		"5 and 95% points are over {n} {n:draw|draws} of the cost of a day, what travels in containers and what "+
			"is in one (seed {seed}); of the price on arrival borders make {low} to {high}% in nine tenths of them",
		"n",
		n,
		"seed",
		seed,
		"low",
		say.In("en").Number(100*low, 1),
		"high",
		say.In("en").Number(100*high, 1),
	)
	links.Provenance.Parameters = append(slices.Clone(links.Provenance.Parameters),
		result.Parameter{Name: "draws", Value: fmt.Sprint(n)}, result.Parameter{Name: "seed", Value: fmt.Sprint(seed)})
	a.Links = &links
	return nil
}

// drawnSentence says what draws say of the price on arrival and of the dearest border.
func drawnSentence(page *say.Page, d *chain.Drawn, links []chain.Link) {
	if d == nil || len(links) == 0 {
		return
	}
	low, high := draws.Interval(d.Arrival)
	page.Sentence(
		"weakest.drawn",
		say.Args{"n": float64(len(d.Arrival)), "low": low, "high": high, "held": d.Standings[0].Held},
	)
}
