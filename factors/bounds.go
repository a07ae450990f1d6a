package factors

import (
	"context"

	"ikat/counterfactual"
	"ikat/sme"
)

// bounds computes, for measures that reach all firms, the least and the most that small firms' income can grow over all
// shares by industry that the statistics allow, with labour mobile.
//
// With one technology, labour mobile and doors alike both classes' costs move alike, so an industry's exports grow by
// one rate and its home sales by another whoever makes them. Both come from one exact solve of a world whose classes
// are those who only export and those who only sell at home. Small firms' growth is then linear in their shares,
//
//	Σ_i [va_i s_i h_i + v_i e_i t_i (a_i − h_i)] / Σ_i va_i s_i
//
// with a and h the real growth of exports and of home sales, and its ends are a linear program's, certified by duality.
func (a *Answer) bounds(ctx context.Context, _ *counterfactual.Linear, tell func(string, float64)) error {
	tell("bounds over shares", 0)
	w := a.World
	e, industries := w.accounts()
	output, exports := halves(w.Base.N()), halves(w.Base.N())
	for k, j := range industries {
		output[0][j], exports[0][j] = e.Exports[k]/e.X[k], 1
		output[1][j], exports[1][j] = 1-output[0][j], 0
	}
	b, err := w.Base.Divide(counterfactual.Division{Economy: w.Economy, Classes: Classes, Output: output,
		Exports: exports})
	if err != nil {
		return err
	}
	if b, err = b.Respond(w.central(centralPhi).response); err != nil {
		return err
	}
	apart := *a // the same links, of a world with the same layout
	apart.Base = b
	total := 0.0
	for _, va := range e.VA {
		total += va
	}
	for _, f := range a.Factors {
		if !f.reachesAll() {
			continue
		}
		o, err := b.Solve(ctx, apart.shock(f, a.central(centralPhi)), counterfactual.Held)
		if err != nil {
			return err
		}
		value, exported := make([]float64, len(industries)), make([]float64, len(industries))
		v := a.incomes()
		share := v[0] / v[2]
		for k, j := range industries {
			abroad, home := a.growth(o, 0, j), a.growth(o, 1, j)
			value[k] = e.VA[k] * home / (share * total)
			exported[k] = e.VA[k] / e.X[k] * e.Exports[k] * (abroad - home) / (share * total)
		}
		if f.SharesLow, f.SharesHigh, err = sme.ShareBounds(e, fixedTotal(w.Statistics), value, exported); err != nil {
			return err
		}
	}
	return nil
}

// reachesAll reports whether a measure eases the links of all of the economy's firms alike.
func (f *Factor) reachesAll() bool {
	return f.Block == ForAll && (f.kind == tariff || f.procedures && (f.export || f.Door == "imports by everybody"))
}

// growth is the real growth of sales of one class of the two-way world in an industry: 0 exporters, 1 home sellers.
func (a *Answer) growth(o *counterfactual.Outcome, class, j int) float64 {
	b, seen := o.Base, 0
	for s, v := range b.Suppliers() {
		if v.Economy != a.World.Economy {
			continue
		}
		if seen == class {
			if p := s*b.N() + j; b.Output[p] > 0 {
				return o.Output[p]/b.Output[p]/o.PriceIndex[v.Economy] - 1
			}
			return 0
		}
		seen++
	}
	return 0
}

// fixedTotal holds the economy's share of value added at its value: the growth of small firms' income is over it.
func fixedTotal(s sme.Statistics) sme.Statistics {
	out := append(sme.Statistics(nil), s...)
	for i, one := range out {
		if one.Industry == "" && one.Indicator != sme.Exports {
			out[i].Low, out[i].High = one.Value, one.Value
		}
	}
	return out
}
