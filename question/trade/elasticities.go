package trade

import (
	"strings"

	"ikat/draws"
	"ikat/elasticity"
	"ikat/icio"
	"ikat/question"
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

// ThetaInputs are what the elasticities of a table's industries may be.
func ThetaInputs(t *icio.Table, choice string) ([]draws.Input, error) {
	estimates, _, err := estimatesOf(t, choice)
	if err != nil {
		return nil, err
	}
	out := make([]draws.Input, len(estimates))
	for j, e := range estimates {
		out[j] = e.Input(t.Industries[j])
	}
	return out, nil
}

// estimatesOf returns what a choice says of the industries of a table, and of which of them it knows nothing.
func estimatesOf(t *icio.Table, choice string) (of []elasticity.Estimate, unknown []string, err error) {
	c, err := elasticity.Choose(choice, question.ReadText)
	if err != nil {
		return nil, nil, err
	}
	of, err = c.Of(t.Industries, t.IndustryNames)
	return of, c.Unknown(t.Industries, t.IndustryNames), err
}
