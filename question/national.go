package question

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ikat/estimate"
	"ikat/fault"

	"ikat/result"
	"ikat/say"
)

// subjects are the parameters that name whose production is asked about. A partner, a buyer or a destination may be an
// economy of which only trade is known.
var subjects = []string{"economy", "exporter", "product", "for", "peers"}

// national are the economies of an answer's tables of which only trade with the others is known.
type national struct {
	codes      []string
	determined *Determined // what of the answer the economy's own block determines; nil where that is not declared
}

// national looks for tables of one economy and the rest of the world among those that an answer rests on; nil where
// there is none.
//
// Error: fault.Invalid where the question is about an economy of which only trade is known, or needs the whole world.
func (q *Question) national(ctx context.Context, r *Request) (*national, error) {
	refs, err := q.Tables(r)
	if err != nil {
		return nil, nil // what is wrong with a table, the answer says
	}
	out := &national{}
	for _, ref := range refs {
		if estimate.Named(ref) {
			continue
		}
		codes, names, err := r.Engine.Undetermined(ctx, ref, r.Progress)
		if err != nil || len(codes) == 0 {
			continue
		}
		if q.World {
			return nil, q.undetermined(ref, codes, "table", "this needs the production and spending of the whole world")
		}
		for _, p := range q.Params {
			if !slices.Contains(subjects, p.Name) || p.Form != Economy && p.Form != Product {
				continue
			}
			for _, v := range r.All(p.Name) {
				code, _, _ := strings.Cut(v, ":")
				if found, err := names.Find(code); err == nil && slices.Contains(codes, found) {
					return nil, q.undetermined(
						ref,
						codes,
						p.Name,
						fmt.Sprintf("nothing is known of what %s makes and uses itself", found),
					)
				}
			}
		}
		out.codes = append(out.codes, codes...)
	}
	if out.codes == nil {
		return nil, nil
	}
	if q.Estimated != nil {
		if d, err := q.Estimated(r); err == nil && len(d.Columns) > 0 {
			out.determined = &d
		}
	}
	return out, nil
}

// undetermined says why a national table cannot answer, and what it may be asked.
func (q *Question) undetermined(ref string, codes []string, param, what string) error {
	return &fault.Error{Kind: fault.Invalid, Param: param, Where: ref, What: what,
		Why: "The table is a national one: of " + strings.Join(codes, ", ") + " it has only trade with the economy itself",
		Fix: "Ask about the economy itself: its exports, the domestic value added and imports in them, its industries, " +
			"its small firms; or bring an inter-country table"}
}

// mark leaves out rows about what is not known, and blanks columns that are known not to be determined.
func (n *national) mark(a *Answer, subjects []string) {
	if a.Prose != nil {
		a.Prose.Text(
			say.Warning,
			"The table is a national one: of "+strings.Join(n.codes, ", ")+" it has only trade with the economy itself. "+
				"Shares of the world, ranks, and what comes back through others (such as forward participation) are not determined",
		)
	}
	for k, f := range a.Frames {
		var subject *result.Column
		for _, name := range subjects {
			if c := f.Column(name); c != nil && subject == nil {
				subject = c
			}
		}
		if subject == nil {
			continue
		}
		kept := f.Where(func(row int) bool { return !slices.Contains(n.codes, subject.Text(row)) })
		if kept.Rows() < f.Rows() {
			kept.Notes = append(slices.Clone(f.Notes), result.NewNote(
				"national-table",
				"rows of {codes} are left out: the table has only trade with the economy itself",
				"codes",
				strings.Join(n.codes, ", "),
			))
		}
		if n.determined != nil {
			if blank := n.determined.blank(kept); blank != nil {
				kept.Notes = append(slices.Clone(kept.Notes), result.NewNote("national-blank",
					"not determined by a national table, and left blank: {columns}", "columns", strings.Join(blank, ", ")))
			}
		}
		a.Frames[k] = kept
	}
}
