package factors

import (
	"context"
	"sync/atomic"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/sme"
)

// splits are how many shares by industry are drawn by each sampler.
const splits = 1000

// bounds computes the least and the most that small firms' income can grow over all shares by industry that the
// statistics allow, with labour mobile, and in which part of drawn splits it grows by more than large firms': for
// measures that reach all firms, whose exact step is solved already.
func (a *Answer) bounds(ctx context.Context, _ *counterfactual.Linear, tell func(string, float64)) error {
	tell("bounds over shares", 0)
	if !a.firms.Alike() { // what treats classes alike does not reach them alike
		return nil
	}
	if !a.Fast {
		if err := a.ownBounds(ctx, tell); err != nil {
			return err
		}
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
			if drawn, err = a.firms.Draw(splits, a.Seed); err != nil {
				return err
			}
		}
		f.SharesMore = a.firms.More(f.solved, drawn)
	}
	return nil
}

// ownBounds does the same, to first order, for measures that reach some links of small firms alone, or what one kind of
// buyer imports: these are polynomials in shares.
func (a *Answer) ownBounds(ctx context.Context, tell func(string, float64)) error {
	var own *classes.Own
	var of []*Factor
	var outcomes []*sme.Outcome
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
		of, outcomes = append(of, f), append(outcomes, a.outcome(own, f, reaches))
	}
	var done atomic.Int64
	return draws.Each(ctx, len(of), func(ctx context.Context, i int) error {
		ends, err := own.Bounds(ctx, outcomes[i])
		of[i].SharesLow, of[i].SharesHigh = ends.Low, ends.High
		of[i].FoundLow, of[i].FoundHigh = ends.FoundLow, ends.FoundHigh
		tell("bounds over shares", float64(done.Add(1))/float64(len(of)))
		return err
	})
}

// outcome is a factor's first-order gain as a polynomial in shares.
func (a *Answer) outcome(own *classes.Own, f *Factor, reaches []classes.Reach) *sme.Outcome {
	s := a.central(centralPhi)
	step := make([]float64, a.Base.N())
	if f.kind == credit {
		for _, at := range f.links {
			j, _, _ := a.Base.Ends(at)
			step[j] = f.wedge(s)
		}
	}
	m := a.change(f, s)
	for k, at := range m.Links {
		j, _, _ := a.Base.Ends(at)
		step[j] = -m.Log[k]
	}
	var out *sme.Outcome
	for _, reach := range reaches {
		one := own.Outcome(reach, step)
		if out == nil {
			out = one
			continue
		}
		out.Form.AddForm(1, one.Form)
		out.Times = append(out.Times, one.Times...)
	}
	return out
}

// reaches are the links that a measure eases where they are of small firms alone, or what one kind of buyer imports;
// nil where it eases others.
func (f *Factor) reaches() []classes.Reach {
	switch {
	case f.Name == "productivity":
		return []classes.Reach{classes.Abroad, classes.Home}
	case f.kind == credit:
		return []classes.Reach{classes.CreditToLarge}
	case f.Door == "imports by small firms":
		return []classes.Reach{classes.ImportsSmall}
	case f.Door == "imports by large firms":
		return []classes.Reach{classes.ImportsLarge}
	case f.Door == "imports by final users":
		return []classes.Reach{classes.ImportsFinal}
	case f.Block != ForSmall:
		return nil
	case f.Door == "exports":
		return []classes.Reach{classes.Abroad}
	case f.Door == "to large firms":
		return []classes.Reach{classes.ToLarge}
	case f.Door == "to small firms":
		return []classes.Reach{classes.ToSmall}
	case f.Door == "to final users":
		return []classes.Reach{classes.Final}
	}
	return nil
}

// reachesAll reports whether a measure eases the links of all of the economy's firms alike.
func (f *Factor) reachesAll() bool {
	return f.Block == ForAll && (f.kind == tariff || f.procedures && (f.export || f.Door == "imports by everybody"))
}
