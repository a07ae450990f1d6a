package engine

import (
	"context"

	"ikat/icio"
)

// alone is what is remembered of a table without the table: whether it is of one economy and the rest of the world.
type alone struct {
	names        icio.Names
	undetermined []string
}

// Undetermined returns a table's economies of which only trade with the others is known, and what its economies are
// called; nil for most tables. What a table said once is remembered when the table is not.
//
// Error: what opening the table says.
func (e *Engine) Undetermined(
	ctx context.Context,
	ref string,
	p Progress,
) (codes []string, names icio.Names, err error) {
	content, err := e.Content(ref)
	if err != nil {
		return nil, icio.Names{}, err
	}
	said, err := Remember(ctx, e, "undetermined "+ref+" "+content, func(ctx context.Context) (*alone, error) {
		t, err := e.Table(ctx, ref, p)
		if err != nil || len(t.Undetermined) == 0 {
			return &alone{}, err
		}
		return &alone{t.Names(), t.Undetermined}, nil
	})
	if err != nil {
		return nil, icio.Names{}, err
	}
	return said.undetermined, said.names, nil
}
