package factors

import (
	"context"
	"math/rand/v2"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/sme"
)

// splits are how many shares by industry are drawn by each sampler.
const splits = 1000

// bounds computes the least and the most that small firms' income can grow over all shares by industry that the
// statistics allow, with labour mobile, and in which part of drawn splits it grows by more than large firms': for
// measures that reach all firms, whose exact step is solved already.
func (a *Answer) bounds(ctx context.Context, _ *counterfactual.Linear, tell func(string, float64)) error {
	tell("bounds over shares", 0)
	if !a.firms.Alike() {
		return nil
	}
	if err := a.ownBounds(ctx); err != nil {
		return err
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

// ownBounds does the same, to first order, for measures that reach small firms' sales abroad, to final users, or all of
// their sales: these are quadratic in shares. What reaches one of industries' two classes of buyers is not.
func (a *Answer) ownBounds(ctx context.Context) error {
	var own *classes.Own
	for _, f := range a.Factors {
		reaches := f.reaches()
		if reaches == nil {
			continue
		}
		if own == nil {
			b, err := a.World.Base.Respond(a.central(centralPhi).response)
			if err != nil {
				return err
			}
			if own, err = a.firms.NewOwn(ctx, b); err != nil {
				return err
			}
		}
		f.SharesLow, f.SharesHigh = own.Bounds(a.terms(own, f, reaches))
	}
	return nil
}

// terms are a factor's first-order gain as products of shares.
func (a *Answer) terms(own *classes.Own, f *Factor, reaches []classes.Reach) []sme.Product {
	step := make([]float64, a.Base.N())
	m := a.change(f, a.central(centralPhi))
	for k, at := range m.Links {
		j, _, _ := a.Base.Ends(at)
		step[j] = -m.Log[k]
	}
	var out []sme.Product
	for _, reach := range reaches {
		out = append(out, own.Terms(reach, step)...)
	}
	return out
}

// reaches are the links of small firms alone that a measure eases; nil where it eases others.
func (f *Factor) reaches() []classes.Reach {
	switch {
	case f.Block != ForSmall || f.kind == credit:
		return nil
	case f.Name == "productivity":
		return []classes.Reach{classes.Abroad, classes.Home}
	case f.Door == "exports":
		return []classes.Reach{classes.Abroad}
	case f.Door == "to final users":
		return []classes.Reach{classes.Final}
	}
	return nil
}

// reachesAll reports whether a measure eases the links of all of the economy's firms alike.
func (f *Factor) reachesAll() bool {
	return f.Block == ForAll && (f.kind == tariff || f.procedures && (f.export || f.Door == "imports by everybody"))
}
