package factors

import "context"

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
