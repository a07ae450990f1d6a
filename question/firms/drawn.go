package firms

import (
	"context"

	"ikat/draws"
	"ikat/fault"
	"ikat/result"
	"ikat/sme"
)

// drawnSplits are quantities of rows over draws of the totals and shares by industry that the statistics allow.
type drawnSplits struct {
	n       int
	seed    uint64
	totals  result.Clauses
	results map[string][]float64 // by quantity of a row
}

// draw splits the economy again at totals and shares by industry that are drawn from all that agree with the
// statistics.
func (a *Estimate) draw(ctx context.Context, n int, seed uint64) error {
	if n < 2 {
		return &fault.Error{Kind: fault.Invalid, Param: "draws", What: fault.Say("%d draws give no interval", n),
			Fix: fault.Say("It takes 2 to %d", draws.Most)}
	}
	e := a.Split.Economy
	drawn, err := sme.DrawShares(e, a.Statistics, sme.HitAndRun, n, seed)
	if err != nil {
		return err
	}
	found := make([]map[string]float64, n)
	err = draws.Each(ctx, n, func(ctx context.Context, i int) error {
		split, err := sme.NewSplit(ctx, e, a.Split.Shares.At(e, a.Statistics, drawn[i]))
		if err != nil {
			return err
		}
		small := split.InExports(sme.Small)
		found[i] = map[string]float64{
			"sme_share_of_va_in_exports":      split.Share(),
			"sme_va_in_exports":               small.Total(),
			"sme_va_in_exports_direct":        small.Direct,
			"sme_va_in_exports_through_smes":  small.ThroughSame,
			"sme_va_in_exports_through_large": small.ThroughOther,
			"large_va_in_exports":             split.InExports(sme.Large).Total(),
		}
		return nil
	})
	a.drawn = &drawnSplits{n, seed, a.Statistics.DrawnTotals(), map[string][]float64{}}
	for _, one := range found {
		for quantity, v := range one {
			a.drawn.results[quantity] = append(a.drawn.results[quantity], v)
		}
	}
	return err
}

// columns appends the middle 90% of what was drawn to the rows that have it.
func (d *drawnSplits) columns(f *result.Frame, rows []smeRow) {
	c := f.Of(result.Estimate, len(rows))
	end := func(name, label, definition string, get func(v []float64) float64) {
		c.Number(name, label, "as in the column unit", definition, func(row int) float64 {
			if rows[row].detail != "" {
				return get(nil)
			}
			return get(d.results[rows[row].quantity])
		})
	}
	end("drawn_5", "5% of draws", "below it lie 5% of the draws of shares by industry that agree with the statistics",
		func(v []float64) float64 { low, _ := draws.Interval(v); return low })
	end("drawn_95", "95% of draws", "below it lie 95% of the draws of shares by industry that agree with the statistics",
		func(v []float64) float64 { _, high := draws.Interval(v); return high })
	f.Note("firms-drawn", "5 and 95% points are over {n} {n:draw|draws} of shares by industry from all that agree with "+
		"the statistics (small firms make {totals}; seed {seed}); low and high hold for all of them", "n", d.n,
		"totals", d.totals, "seed", d.seed)
}
