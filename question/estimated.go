package question

import (
	"slices"
	"strings"

	"ikat/estimate"
	"ikat/fault"
	"ikat/indicators"
	"ikat/result"
)

// Determined is what an estimated table determines of an answer. Such a table has one economy and the rest of the
// world, of which it is not known who supplies what to whom.
type Determined struct {
	Columns []string // of numbers; nil is all of them
	Rest    bool     // rows that name the rest of the world stay: they are of the economy's own border with it
	Ranged  bool     // ranges are those over draws of what is not determined; otherwise the question has ranges of its own
}

// estimatedLacks is what no estimated table says.
const estimatedLacks = "Who supplies an economy from abroad and who buys from it is not in the published results " +
	"that the table is made of"

// estimated returns what an answer may say, nil where it rests on no estimated table.
//
// Error: fault.Invalid where the question asks what estimated tables do not determine.
func (q *Question) estimated(r *Request) (*Determined, error) {
	refs, err := q.Tables(r)
	if err != nil || !slices.ContainsFunc(refs, estimate.Named) {
		return nil, nil // what is wrong with a table, the answer says
	}
	refused := &fault.Error{
		Kind:  fault.Invalid,
		Param: "table",
		Where: strings.Join(refs, ", "),
		What:  "an estimated table cannot answer this",
		Why:   estimatedLacks,
		Fix:   "Ask without naming a table for what is published, or bring a table that has the economy",
	}
	if q.Estimated == nil {
		return nil, refused
	}
	d, err := q.Estimated(r)
	if err != nil {
		return nil, err
	}
	if d.Columns != nil && len(d.Columns) == 0 {
		return nil, refused
	}
	return &d, nil
}

// blank empties the columns of numbers that are not determined, and returns their names.
func (d *Determined) blank(f *result.Frame) (blank []string) {
	for i, c := range f.Columns {
		if d.Columns == nil || c.IsText() || c.Kind == "" || slices.Contains(d.Columns, c.Name) {
			continue
		}
		f.Columns[i] = c.Blank()
		blank = append(blank, c.Name)
	}
	return blank
}

// EstimatedNote is what must be said with every number of an estimated table.
func EstimatedNote() result.Note {
	return result.NewNote("estimated-table", "every number is an estimate: the table is recovered from published results "+
		"(docs/methods/estimated-tables.md)")
}

// CurrentPrices is what must be said of amounts of several years.
func CurrentPrices() result.Note {
	return result.NewNote("stack.current", "amounts are at current prices, each year's at its own: what changes over the "+
		"years holds changes of prices")
}

// mark makes every number an estimate, leaves out the rest of the world, and blanks what is not determined.
func (d *Determined) mark(a *Answer) {
	if a.Prose != nil {
		a.Prose.AddNote(EstimatedNote().AsWarning())
	}
	for k, f := range a.Frames {
		f = f.Where(func(row int) bool {
			return d.Rest || !slices.ContainsFunc(f.Columns, func(c *result.Column) bool {
				return c.IsText() && c.Kind == "" && (c.Text(row) == indicators.RestOfWorld || c.Text(row) == "world")
			})
		})
		for i, c := range f.Columns {
			if own := *c; !c.IsText() && c.Kind == result.Accounting {
				own.Kind = result.Estimate
				f.Columns[i] = &own
			}
		}
		blank := d.blank(f)
		f.Notes = slices.Clone(f.Notes)
		if !slices.ContainsFunc(f.Notes, EstimatedNote().Same) {
			f.Notes = append(f.Notes, EstimatedNote())
		}
		if blank != nil {
			f.Notes = append(
				f.Notes,
				result.NewNote(
					"estimated-blank",
					"not determined by published results, and left blank: {columns}",
					"columns",
					strings.Join(blank, ", "),
				),
			)
		}
		a.Frames[k] = f
	}
}
