package question

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	who "ikat/economies"
	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/icio"
	"ikat/indicators"
	"ikat/result"
)

// replaced is a table that nobody named and that lacks the economy asked about, and the one that answers instead.
type replaced struct{ usual, by, economy string }

// fallBack returns the request on the newest estimated table of the economy that it is about, and what that replaces,
// where the asker named no table and the usual one lacks the economy. Otherwise it returns the request as it is.
//
// Error: fault.NotFound, with the reason, where an estimated table does not determine the answer.
func (q *Question) fallBack(ctx context.Context, r *Request) (*Request, *replaced, error) {
	if q.About == nil || q.Estimated == nil || r.Chosen("table") || q.About(r.Values) == "" {
		return r, nil, nil
	}
	wanted := q.About(r.Values)
	usual := r.One("table")
	t, err := r.Engine.Table(ctx, usual, nil)
	if err != nil {
		return r, nil, nil // what is wrong with it, the answer says
	}
	if _, err := t.Find(wanted); fault.KindOf(err) != fault.NotFound {
		return r, nil, nil
	}
	e, err := who.Resolve(wanted)
	if err != nil {
		return r, nil, nil
	}
	ref, ok := NewestEstimated(ctx, r.Engine, e.Code)
	if !ok {
		return r, nil, nil
	}
	own := *r
	values := *r.Values
	values.given = maps.Clone(values.given)
	values.given["table"] = []string{ref}
	own.Values = &values
	if _, err := q.estimated(&own); err != nil {
		return nil, nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", usual),
			What: fault.Say("it does not have %s, and the table estimated for it cannot answer this",
				fault.Word(who.InPhrase(e.Name))),
			Why: estimatedLacks, Fix: fault.Say("Bring a table that has it: ikat tables get %s", estimate.Origin), Err: err}
	}
	return &own, &replaced{usual, ref, e.Name}, nil
}

// Unnamed is an error that a table which was named lacks an economy, with the word that published figures answer where
// none is named; other errors are as they were.
func Unnamed(err error) error {
	var told *fault.Error
	if fault.KindOf(err) != fault.NotFound || !errors.As(err, &told) || told.Fix == "" {
		return err
	}
	more := *told
	more.Fix = fault.Say("%s. Without {table} the answer is from published figures", fault.Word(more.Fix))
	return &more
}

// nowhere says what would have an economy, where the answer could only say that the usual table lacks it: no table is
// estimated of it either.
func (q *Question) nowhere(ctx context.Context, r *Request, answered error) error {
	if q.About == nil || r.Chosen("table") || q.About(r.Values) == "" {
		return answered
	}
	wanted, usual := q.About(r.Values), r.One("table")
	e, err := who.Resolve(wanted)
	if err != nil {
		return answered
	}
	t, err := r.Engine.Table(ctx, usual, nil)
	if err != nil {
		return answered
	}
	var said, lacks *fault.Error
	if _, err := t.Find(wanted); !errors.As(err, &lacks) || !errors.As(answered, &said) || said.What != lacks.What {
		return answered
	}
	return &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %s", usual),
		What: fault.Say("it does not have %s, and no results are published of which a table of it could be estimated",
			fault.Word(who.InPhrase(e.Name))),
		Fix: fault.Say("ikat economies %s says what is known of it, and which tables would have it", e.Code), Err: answered}
}

// wayOut adds to the error of a table that lacks an economy where there is something about it.
func (q *Question) wayOut(ctx context.Context, r *Request, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.NotFound {
		return err
	}
	var lacks icio.Absent
	if !errors.As(f, &lacks) {
		return err
	}
	e, unknown := who.Resolve(lacks.Economy)
	if unknown != nil {
		return err
	}
	own := *f
	if q.Estimated != nil && q.Param("table") != nil {
		if ref, ok := NewestEstimated(ctx, r.Engine, e.Code); ok {
			own.Fix = fault.Say("%s. {table=%s} is estimated of it", fault.Word(own.Fix), ref)
		}
	}
	own.Fix = fault.Say("%s. ikat economies %s says what is known of it, and which tables would have it",
		fault.Word(own.Fix), e.Code)
	return &own
}

// NewestEstimated is the newest estimated table of an economy; ok is false where there is none of the last years.
func NewestEstimated(ctx context.Context, e *engine.Engine, code string) (ref string, ok bool) {
	for year := indicators.ADB62.Latest(); year >= indicators.ADB62.Latest()-oldest; year-- {
		ref := fmt.Sprintf("%s/%d", estimate.Name(code), year)
		if _, err := e.Table(ctx, ref, nil); err == nil {
			return ref, true
		}
	}
	return "", false
}

// oldest is how many years before the latest an estimated table may be: older ones are asked for by name.
const oldest = 10

// say tells with every answer which table it is from, and why.
func (x *replaced) say(a *Answer) {
	note := result.NewNote("estimated-instead", "{usual} does not have {economy}: this is from {table}, estimated of "+
		"published results. A table that has it knows more: ikat tables get {better}",
		"usual", x.usual, "economy", who.InPhrase(x.economy), "table", x.by, "better", estimate.Origin)
	if a.Prose != nil {
		a.Prose.AddNote(note.AsWarning())
	}
	for k, f := range a.Frames {
		own := *f
		own.Notes = append(slices.Clone(f.Notes), note)
		a.Frames[k] = &own
	}
}
