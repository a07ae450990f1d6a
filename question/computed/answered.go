package computed

import (
	"slices"

	"ikat/isic"
	"ikat/leontief"
	"ikat/result"
)

// answered is every row of a measure of a table, with the codes that a choice of rows may name. It is shared: nobody
// changes it.
type answered struct {
	frame      *result.Frame
	ref        string
	names      leontief.Names
	industries isic.Labels
	elsewhere  []string // economies of which only trade with the others is known
}

// rows returns a frame of the answer's own numbers and nothing else that is shared.
func (a *answered) rows() *result.Frame {
	out := *a.frame
	out.Columns = make([]*result.Column, len(a.frame.Columns))
	for i, c := range a.frame.Columns {
		own := *c
		out.Columns[i] = &own
	}
	out.Notes = slices.Clone(a.frame.Notes)
	out.Provenance.Parameters = slices.Clone(a.frame.Provenance.Parameters)
	out.Provenance.Sources = slices.Clone(a.frame.Provenance.Sources)
	out.Provenance.References = slices.Clone(a.frame.Provenance.References)
	return &out
}
