package factors

import (
	"context"
	"math/rand/v2"

	"ikat/counterfactual"
	"ikat/sme"
)

// splits are how many shares by industry are drawn by each sampler.
const splits = 1000

// bounds computes the least and the most that small firms' income can grow over all shares by industry that the
// statistics allow, with labour mobile, and in which part of drawn splits it grows by more than large firms': for
// measures that reach all firms, whose exact step is solved already.
func (a *Answer) bounds(_ context.Context, _ *counterfactual.Linear, tell func(string, float64)) error {
	tell("bounds over shares", 0)
	if !a.firms.OneTechnology() {
		return nil
	}
	var drawn []sme.Drawn
	for _, f := range a.Factors {
		if !f.reachesAll() {
			continue
		}
		var err error
		if f.SharesLow, f.SharesHigh, err = a.firms.Bounds(f.solved); err != nil {
			return err
		}
		if drawn == nil {
			if drawn, err = a.firms.Draw(splits, rand.New(rand.NewPCG(a.Seed, splits))); err != nil {
				return err
			}
		}
		f.SharesMore = a.firms.More(f.solved, drawn)
	}
	return nil
}

// reachesAll reports whether a measure eases the links of all of the economy's firms alike.
func (f *Factor) reachesAll() bool {
	return f.Block == ForAll && (f.kind == tariff || f.procedures && (f.export || f.Door == "imports by everybody"))
}
