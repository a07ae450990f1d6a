package engine

import (
	"context"
	"strings"

	"ikat/fault"
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

// OnlyTrade says why a national table cannot answer, and what it may be asked; codes are the economies of which only
// trade with the others is known.
func OnlyTrade(ref string, codes []string, param, what string) *fault.Error {
	return &fault.Error{Kind: fault.Invalid, Param: param, Where: ref, What: what,
		Why: fault.Say("The table is a national one: of %s it has only trade with the economy itself",
			strings.Join(codes, ", ")),
		Fix: "Ask about the economy itself: its exports, the domestic value added and imports in them, its industries, " +
			"its small firms; or bring an inter-country table"}
}
