package factors

import (
	"context"
	"math/rand/v2"

	"ikat/sme"
)

// Slope is a factor's first-order gain of small firms, and Quadratic the same by the products of shares, at the
// answer's own shares and at drawn ones; ok is false for factors that are not quadratic.
func (a *Answer) Quadratic(ctx context.Context, f *Factor, n int) (slope, own float64, drawn []float64, ok bool,
	err error) {
	reaches := f.reaches()
	if reaches == nil {
		return 0, 0, nil, false, nil
	}
	q, err := a.firms.NewOwn(ctx, a.World.Base)
	if err != nil {
		return 0, 0, nil, false, err
	}
	terms := a.terms(q, f, reaches)
	splits, err := a.firms.Draw(n, rand.New(rand.NewPCG(1, 2)))
	for _, d := range splits {
		drawn = append(drawn, sme.Quadratic(terms, d))
	}
	own = sme.Quadratic(terms, sme.Drawn{Output: a.Shares.Output, Exports: a.Shares.Exports})
	return f.slope[0], own, drawn, true, err
}

// GainAt is the exact gain of a factor's step where what is not known is what a row of inputs says.
func (a *Answer) GainAt(ctx context.Context, f *Factor, row []float64) (float64, error) {
	set := a.settingOf(row)
	b, err := a.Base.Respond(set.response)
	if err != nil {
		return 0, err
	}
	o, err := a.solve(ctx, f, set, b, nil)
	if err != nil {
		return 0, err
	}
	return a.growth(0, o), nil
}
