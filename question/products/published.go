package products

import (
	"context"
	"slices"

	"ikat/engine"
	"ikat/question"
	"ikat/result"
	"ikat/trade"
)

const publishedText = "{usual} does not have {economy}: these are published exports by industry with the world, " +
	"{ref}, " +
	"which say nothing of buyers. ikat trade add keeps trade by product that does"

// tradeAbout are the references of the trade that answers about some economies: what the asker named, and where nobody
// named any and the usual one lacks an economy, the newest published exports that have it, with a note.
func tradeAbout(ctx context.Context, r *question.Request, economies []string) ([]string, *result.Note, error) {
	refs, err := r.Engine.ExpandFlows(r.All("trade"))
	if err != nil || r.Chosen("trade") || len(refs) == 0 {
		return refs, nil, err
	}
	usual, err := r.Engine.Flows(ctx, refs[len(refs)-1], "", r.Progress)
	if err != nil {
		return refs, nil, nil // what is wrong with it, the answer says
	}
	d, note, err := publishedOf(ctx, r, usual, economies...)
	if d == nil {
		return refs, nil, err
	}
	return []string{d.Ref()}, note, nil
}

// publishedOf are the newest published exports that have all of some economies, where the usual trade lacks one of
// them,
// with the note that says so; nil where it has them all or nobody has.
func publishedOf(ctx context.Context, r *question.Request, usual *trade.Data, economies ...string) (
	*trade.Data, *result.Note, error) {
	lacks := func(d *trade.Data) int {
		return slices.IndexFunc(economies, func(name string) bool { return Place(d, name) < 0 })
	}
	at := lacks(usual)
	if at < 0 {
		return nil, nil, nil
	}
	for _, ref := range engine.PublishedFlows() {
		d, err := r.Engine.Flows(ctx, ref, "", r.Progress)
		if err != nil {
			return nil, nil, err
		}
		if lacks(d) < 0 {
			note := result.NewNote("products.published", publishedText, "usual", usual.Ref(), "economy", economies[at],
				"ref", ref)
			return d, &note, nil
		}
	}
	return nil, nil, nil
}
