package question

import (
	"context"
	"fmt"
	"maps"
	"slices"

	who "ikat/economies"
	"ikat/estimate"
	"ikat/fault"
	"ikat/indicators"
	"ikat/result"
)

// replaced is a table that nobody named and that lacks the economy asked about, and the one that answers instead.
type replaced struct{ usual, by, economy string }

// fallBack returns the request on the newest estimated table of the economy that it is about, and what that replaces,
// where the asker named no table, the usual one lacks the economy, and an estimated table determines the answer.
// Otherwise it returns the request as it is.
func (q *Question) fallBack(ctx context.Context, r *Request) (*Request, *replaced) {
	if q.About == nil || q.Estimated == nil || r.Chosen("table") || q.About(r.Values) == "" {
		return r, nil
	}
	wanted := q.About(r.Values)
	usual := r.One("table")
	t, err := r.Engine.Table(ctx, usual, nil)
	if err != nil {
		return r, nil // what is wrong with it, the answer says
	}
	if _, err := t.Find(wanted); fault.KindOf(err) != fault.NotFound {
		return r, nil
	}
	e, err := who.Resolve(wanted)
	if err != nil {
		return r, nil
	}
	for year := indicators.ADB62.Latest(); year >= indicators.ADB62.Latest()-oldest; year-- {
		ref := fmt.Sprintf("%s/%d", estimate.Name(e.Code), year)
		if _, err := r.Engine.Table(ctx, ref, nil); err != nil {
			continue
		}
		own := *r
		values := *r.Values
		values.given = maps.Clone(values.given)
		values.given["table"] = []string{ref}
		own.Values = &values
		if keep, err := q.estimated(&own); err != nil || keep == nil {
			return r, nil
		}
		return &own, &replaced{usual, ref, e.Name}
	}
	return r, nil
}

// oldest is how many years before the latest an estimated table may be: older ones are asked for by name.
const oldest = 10

// say tells with every answer which table it is from, and why.
func (x *replaced) say(a *Answer) {
	note := result.NewNote("estimated-instead", "{usual} does not have {economy}: this is from {table}, estimated of "+
		"published results. A table that has it knows more: ikat tables get lists those that publishers offer",
		"usual", x.usual, "economy", x.economy, "table", x.by)
	if a.Prose != nil {
		a.Prose.AddNote(note.AsWarning())
	}
	for k, f := range a.Frames {
		own := *f
		own.Notes = append(slices.Clone(f.Notes), note)
		a.Frames[k] = &own
	}
}
