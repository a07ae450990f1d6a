package question

import (
	"context"
	"maps"

	"ikat/result"
	"ikat/say"
)

// Lead is the sentence before rows that have ranges over draws of estimated tables: made of the one row of a level.
type Lead struct {
	Level string
	Say   func(page *say.Page, r *Request, row *result.Frame)
}

// lead writes the sentence and the rows as a page, where the asker shows prose and chose no level.
//
// Error: what the answer at the lead's level says.
func (q *Question) lead(ctx context.Context, r *Request, a *Answer, d *Determined) error {
	own := *r
	values := *r.Values
	values.given = maps.Clone(values.given)
	values.given["level"] = []string{q.Lead.Level}
	own.Values, own.Progress = &values, nil
	one, err := q.Answer(ctx, &own)
	if err != nil {
		return err
	}
	d.mark(one)
	if err := q.ranged(ctx, &own, one, d); err != nil {
		return err
	}
	a.Prose = say.NewPage(say.In(r.Language))
	q.Lead.Say(a.Prose, r, one.Frames[0])
	for _, f := range a.Frames {
		a.Prose.Text(say.Space, "")
		a.Prose.Frame(f)
	}
	return nil
}
