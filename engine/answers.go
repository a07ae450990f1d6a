package engine

import (
	"slices"

	"ikat/result"
)

// answered is every row of a measure of a table, with the codes that a choice of rows may name. It is shared: nobody
// changes it.
type answered struct {
	frame      *result.Frame
	ref        string
	codes      []string
	industries []string
}

// mostAnswers is how many bytes of rows an engine keeps: the measures of a table of 1,435 sectors at every level, several
// times over.
const mostAnswers = 192 << 20

// size is about how many bytes the rows take.
func (a *answered) size() int64 {
	n := int64(4096)
	for _, c := range a.frame.Columns {
		n += int64(8*len(c.Floats) + 8*len(c.Ints) + 4*len(c.Codes) + 32*len(c.Dict))
	}
	return n
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
