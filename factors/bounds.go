package factors

import (
	"context"

	"ikat/counterfactual"
)

// bounds computes the least and the most that small firms' income can grow over all shares by industry that the
// statistics allow, with labour mobile: for measures that reach all firms, whose exact step is solved already.
func (a *Answer) bounds(_ context.Context, _ *counterfactual.Linear, tell func(string, float64)) error {
	tell("bounds over shares", 0)
	for _, f := range a.Factors {
		if !f.reachesAll() || !a.firms.OneTechnology() {
			continue
		}
		var err error
		if f.SharesLow, f.SharesHigh, err = a.firms.Bounds(f.solved); err != nil {
			return err
		}
	}
	return nil
}

// reachesAll reports whether a measure eases the links of all of the economy's firms alike.
func (f *Factor) reachesAll() bool {
	return f.Block == ForAll && (f.kind == tariff || f.procedures && (f.export || f.Door == "imports by everybody"))
}
