package trade

import (
	"os"
	"strings"

	"ikat/draws"
	"ikat/elasticity"
	"ikat/icio"
	"ikat/result"
)

// ThetaOf returns the trade elasticity of each industry of a table that a choice stands for, and a note where it rests
// on an assumption.
//
// Error: as elasticity.Choose and Choice.Of.
func ThetaOf(t *icio.Table, choice string) (theta []float64, notes []result.Note, err error) {
	estimates, unknown, err := estimatesOf(t, choice)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range estimates {
		theta = append(theta, e.Theta)
	}
	if unknown != nil {
		notes = append(notes, result.Warning("elasticities.unknown", elasticity.UnknownText,
			"list", strings.Join(unknown, ", "), "theta", elasticity.Services))
	}
	return theta, notes, nil
}

// ThetaInputs are what an industry's elasticity may be: the estimate with its standard error, or the range of a
// convention; what somebody wrote down is known.
func ThetaInputs(t *icio.Table, choice string) ([]draws.Input, error) {
	estimates, _, err := estimatesOf(t, choice)
	if err != nil {
		return nil, err
	}
	out := make([]draws.Input, len(estimates))
	for j, e := range estimates {
		out[j] = draws.Input{Name: "elasticity of " + t.Industries[j], Dist: draws.Fixed(e.Theta)}
		switch {
		case e.Error > 0:
			out[j].Dist = draws.Normal{Mean: e.Theta, SD: e.Error, Least: elasticity.Least}
		case e.Low < e.High:
			out[j].Dist, out[j].With = draws.Triangular{Low: e.Low, Mode: e.Theta, High: e.High}, "services"
		}
	}
	return out, nil
}

// estimatesOf returns what a choice says of the industries of a table, and of which of them it knows nothing.
func estimatesOf(t *icio.Table, choice string) (of []elasticity.Estimate, unknown []string, err error) {
	c, err := elasticity.Choose(choice, os.ReadFile)
	if err != nil {
		return nil, nil, err
	}
	of, err = c.Of(t.Industries, t.IndustryNames)
	return of, c.Unknown(t.Industries, t.IndustryNames), err
}
