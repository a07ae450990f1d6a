package computed

import (
	"slices"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/measure"
	"ikat/result"
)

// atHome keeps what a national table determines of a measure: the rows about its own economy, with numbers in the
// columns that do not depend on what others make and use. A frame of another table stays as it is.
//
// Error: fault.Invalid where nothing of the measure is determined.
func atHome(f *result.Frame, t *icio.Table, a askedOf) (*result.Frame, error) {
	if len(t.Undetermined) == 0 {
		return f, nil
	}
	query := a.query
	query.Level = f.Provenance.Parameters[0].Value
	var blank []string
	known := false
	out := *f
	out.Columns = slices.Clone(f.Columns)
	for k, c := range f.Columns {
		switch {
		case c.Floats == nil:
		case a.Determines(query, c.Name):
			known = true
		default:
			out.Columns[k], blank = c.Blank(), append(blank, c.Name)
		}
	}
	if !known {
		return nil, engine.OnlyTrade(t.Ref(), t.Undetermined, "",
			fault.Say("it determines nothing of the measure %s by %s; it does of %s", a.ID, query.Level,
				strings.Join(determined(), ", ")))
	}
	economy, _ := a.Level(query.Level).Sides()
	if by := out.Column(economy); by != nil {
		kept := out.Where(func(row int) bool { return !slices.Contains(t.Undetermined, by.Text(row)) })
		kept.Title, kept.Provenance = f.Title, f.Provenance
		out = *kept
	}
	out.Notes = append(slices.Clone(out.Notes), result.NewNote("national-table",
		"rows of {codes} are left out: the table has only trade with the economy itself",
		"codes", strings.Join(t.Undetermined, ", ")))
	if blank != nil {
		out.Notes = append(out.Notes, result.NewNote("national-blank",
			"not determined by a national table, and left blank: {columns}", "columns", strings.Join(blank, ", ")))
	}
	return &out, nil
}

// determined are the measures of which national tables determine something.
func determined() []string {
	var out []string
	for _, m := range measure.Catalog {
		if m.Domestic != nil {
			out = append(out, m.ID)
		}
	}
	return out
}
