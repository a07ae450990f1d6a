package counterfactual

import "context"

// Begun returns by how much a batch says that mendings miss their equations where they begin, with ln P̂ of final
// users, and what evaluating the equations there says of both; sales are over value added.
func (l *Linear) Begun(ctx context.Context, mendings []Mending) (begun, evaluated []float64, err error) {
	t := l.startAbreast(abreastOf{mendings: mendings})
	look := func() []float64 {
		out := clone(t.missed)
		for at := range out {
			out[at] /= t.mixing.scale[at/len(t.at)]
		}
		return append(out, t.final...)
	}
	begun = look()
	err = t.evaluate(ctx)
	return begun, look(), err
}

// GainsAbove are gains where none need be known well that is below a least one of its own.
func (v *Values) GainsAbove(ctx context.Context, mendings []Mending, least []float64) ([]float64, error) {
	found, err := v.gainsAbove(ctx, mendings, least)
	out := make([]float64, len(found))
	for k, s := range found {
		out[k] = s.Gain
	}
	return out, err
}
