package border

import (
	"slices"
	"strings"

	"ikat/economies"
	"ikat/result"
)

// customsUnions are groups whose members charge nothing at the borders between them.
var customsUnions = []string{"EU", "EAEU"}

// WithinUnions warns of economies whose figures are of trade inside a customs union. The shipments of Doing Business
// 2020 are with the partner that most such goods are traded with: where that is in the same union, next to nothing is
// asked for, and nothing is said of the borders that other trade crosses. called is what an economy is called; nil for
// its code.
func (t *Table) WithinUnions(of []string, called func(code string) string) []result.Note {
	f := &result.Frame{}
	if called == nil {
		called = func(code string) string { return code }
	}
	if t.Method != Shipments {
		return nil
	}
	for _, name := range customsUnions {
		union, err := economies.GroupOf(name, t.Year)
		if err != nil {
			continue // not yet one
		}
		inside := func(side func(Record) *Compliance) string {
			var list []string
			for _, code := range of {
				r, ok := t.Find(code)
				if c := side(r); ok && c != nil && c.BorderCost+c.DocumentCost == 0 && slices.Contains(union.Members, code) {
					list = append(list, called(code))
				}
			}
			return strings.Join(list, ", ")
		}
		if list := inside(func(r Record) *Compliance { return r.ImportParts }); list != "" {
			f.Warn("border.union-import", "imports of {list}: next to nothing is asked for because {table} measures vehicle "+
				"parts from the partner that sells most of them, here inside the same customs union ({union}). Goods from "+
				"outside it take longer and cost more; these figures do not say how much",
				"list", list, "table", t.InWords(), "union", union.Name)
		}
		if list := inside(func(r Record) *Compliance { return r.ExportParts }); list != "" {
			f.Warn("border.union-export", "exports of {list}: next to nothing is asked for because {table} measures sales to "+
				"the partner that buys most, here inside the same customs union ({union}). Goods that leave it take longer and "+
				"cost more; these figures do not say how much",
				"list", list, "table", t.InWords(), "union", union.Name)
		}
	}
	return f.Notes
}
