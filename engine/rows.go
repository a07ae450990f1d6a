package engine

import (
	"context"
	"fmt"
	"slices"

	"ikat/leontief"
	"ikat/result"
)

// built is a system with a number of its own, by which what rests on it is remembered; 0 is one that nobody remembers.
type built struct {
	*leontief.System
	number int64
}

// mostRows is how many bytes of measures' rows an engine keeps.
const mostRows = 128 << 20

// rowsSize is about how many bytes a frame takes.
func rowsSize(f *result.Frame) int64 {
	n := int64(4096)
	for _, c := range f.Columns {
		n += int64(8*len(c.Floats) + 8*len(c.Ints) + 4*len(c.Codes) + 32*len(c.Dict))
	}
	return n
}

// rowsOf returns all rows of a measure at a level, before some are chosen: they are the same for every economy that is asked
// about, and computed once for all. The numbers are shared and must not be changed; all else of the frame is the caller's.
func (e *Engine) rowsOf(ctx context.Context, s *built, a askedOf) (*result.Frame, error) {
	if s.number == 0 {
		return a.Run(ctx, s.System, a.query)
	}
	key := fmt.Sprintf("%d %s %+v", s.number, a.ID, a.query)
	f, err := remember(ctx, e.memory, &e.rows, &e.measuring, key, func(ctx context.Context) (*result.Frame, error) {
		// Each uses all cores; more of them at a time would only wait for memory, and hold more of it.
		select {
		case e.turns <- struct{}{}:
			defer func() { <-e.turns }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		return a.Run(ctx, s.System, a.query)
	})
	if err != nil {
		return nil, err
	}
	return apart(f), nil
}

// apart returns a frame that shares its numbers with f and nothing else.
func apart(f *result.Frame) *result.Frame {
	out := *f
	out.Columns = make([]*result.Column, len(f.Columns))
	for i, c := range f.Columns {
		own := *c
		out.Columns[i] = &own
	}
	out.Notes = slices.Clone(f.Notes)
	out.Provenance.Parameters = slices.Clone(f.Provenance.Parameters)
	out.Provenance.References = slices.Clone(f.Provenance.References)
	return &out
}
