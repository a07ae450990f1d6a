package factors

import (
	"context"

	"ikat/counterfactual"
	"ikat/draws"
	"ikat/sme"
)

// Slope is a factor's first-order gain of small firms, and Quadratic the same by the products of shares, at the
// answer's own shares and at drawn ones; ok is false for factors that are not quadratic.
func (a *Answer) Quadratic(ctx context.Context, f *Factor, splits []sme.Drawn) (slope, own float64, drawn []float64,
	ok bool,
	err error) {
	reaches := f.reaches()
	if reaches == nil {
		return 0, 0, nil, false, nil
	}
	q, err := a.firms.NewOwn(ctx, a.World.Base)
	if err != nil {
		return 0, 0, nil, false, err
	}
	outcome := a.outcome(q, f, reaches)
	for _, d := range splits {
		drawn = append(drawn, outcome.At(d))
	}
	own = outcome.At(sme.Drawn{Output: a.Shares.Output, Exports: a.Shares.Exports})
	return f.slope[0], own, drawn, true, err
}

// Elsewhere returns the slope of each factor with a polynomial, and what that says, at other shares by industry.
func (a *Answer) Elsewhere(ctx context.Context, d sme.Drawn) (slopes, said []float64, err error) {
	q, err := a.firms.NewOwn(ctx, a.World.Base)
	if err != nil {
		return nil, nil, err
	}
	b, err := a.at(d)
	if err != nil {
		return nil, nil, err
	}
	b.Factors = nil
	linear, err := b.Base.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return nil, nil, err
	}
	if err = b.list(Choice{}); err == nil {
		err = b.margin(ctx, linear, nil)
	}
	for _, f := range b.Factors {
		if reaches := f.reaches(); reaches != nil && err == nil {
			slopes, said = append(slopes, f.slope[0]), append(said, a.outcome(q, f, reaches).At(d))
		}
	}
	return slopes, said, err
}

// Drawn draws splits.
func (a *Answer) Drawn(n int) ([]sme.Drawn, error) {
	return a.firms.Draw(n, 3)
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

// JointlyAt are the exact gains of a factor's step in the draws of shares by industry and of the response.
func (a *Answer) JointlyAt(ctx context.Context, f *Factor) (gains []float64, err error) {
	s, err := draws.Plan{Inputs: a.Inputs(), N: a.Draws, Seed: a.Seed}.Sample()
	if err != nil {
		return nil, err
	}
	splits, err := a.firms.Walk(min(a.Draws, joint), a.Seed)
	for i := 0; i < len(splits) && err == nil; i++ {
		var other *Answer
		if other, err = a.at(splits[i]); err != nil {
			break
		}
		set := a.settingOf(s.Row(i))
		var b *counterfactual.Baseline
		if b, err = other.Base.Respond(set.response); err != nil {
			break
		}
		var o *counterfactual.Outcome
		if o, err = other.solve(ctx, f, set, b, nil); err == nil {
			gains = append(gains, other.growth(0, o))
		}
	}
	return gains, err
}

// FirstOrder are outcomes' first-order growth by a factor's step, and small firms' by draw.
func (f *Factor) FirstOrder() (central [4]float64, drawn []float64) { return f.slope, f.gains }
