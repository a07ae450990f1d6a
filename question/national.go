package question

import (
	"context"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
)

// subjects are the parameters that name whose production is asked about. A partner, a buyer or a destination may be an
// economy of which only trade is known.
var subjects = []string{"economy", "exporter", "product", "for", "peers"}

// national refuses what national tables, among those that an answer rests on, cannot answer whatever is computed of
// them.
//
// Error: fault.Invalid where the question is about an economy of which only trade is known, or needs the whole world.
func (q *Question) national(ctx context.Context, r *Request) error {
	refs, err := q.Tables(r)
	if err != nil {
		return nil // what is wrong with a table, the answer says
	}
	for _, ref := range refs {
		if estimate.Named(ref) {
			continue
		}
		codes, names, err := r.Engine.Undetermined(ctx, ref, r.Progress)
		if err != nil || len(codes) == 0 {
			continue
		}
		if q.World {
			return engine.OnlyTrade(ref, codes, "table", "this needs the production and spending of the whole world")
		}
		for _, p := range q.Params {
			if !slices.Contains(subjects, p.Name) || p.Form != Economy && p.Form != Product {
				continue
			}
			for _, v := range r.All(p.Name) {
				code, _, _ := strings.Cut(v, ":")
				if found, err := names.Find(code); err == nil && slices.Contains(codes, found) {
					return engine.OnlyTrade(
						ref,
						codes,
						p.Name,
						fault.Say("nothing is known of what %s makes and uses itself", found),
					)
				}
			}
		}
	}
	return nil
}
