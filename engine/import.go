package engine

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/result"
	"ikat/store"
)

// Importing says what to read and under which name to keep it.
type Importing struct {
	Reading
	Name    string // "" takes the file's
	Origin  string // where it was downloaded and since when it was there; goes to the table's source
	Balance string // ras makes rows and columns add up; "" leaves the table as published
	Replace bool   // another table of the same name and year
}

// Imported says what was read and kept.
type Imported struct {
	Saw      string      // what was recognised in the file, as errors say texts
	Apart    result.Note // why it bears the name of its edition; "" where it does not
	Moved    string      // how far balancing moved the flows; "" where nothing was balanced
	Table    *icio.Table
	Findings []icio.Finding
	Outcome  store.Outcome
}

// Import reads a published table exactly as printed, validates it and keeps it in the store. Nothing is repaired and
// nothing rescaled unless Balance asks for it; a balanced table gets a name of its own, so that nobody takes it for the
// published one. What was read is returned beside an error too, nil where nothing was.
//
// Error: what Read, balancing and the store say; fault.Inconsistent for a table that nothing can be computed from.
func (e *Engine) Import(ctx context.Context, s *store.Store, q Importing, p Progress) (*Imported, error) {
	t, saw, err := e.Read(ctx, q.Reading, p)
	if err != nil {
		return nil, err
	}
	if t.Name = storeName(t.Name); q.Name != "" {
		t.Name = q.Name
	}
	if q.Origin != "" {
		t.Source += ", " + q.Origin
	}
	out := &Imported{Saw: saw, Table: t}
	if q.Name == "" && !q.Replace {
		out.keepApart(s)
	}
	if err := out.balance(q); err != nil {
		return out, err
	}
	p.Tell("checking " + out.Table.Ref())
	out.Findings = out.Table.Validate()
	for _, f := range out.Findings {
		if f.Severity == icio.Fatal {
			return out, &fault.Error{Kind: fault.Inconsistent, Where: q.Path, What: f.String(),
				Why: "Nothing can be computed from it", Fix: "Get the file again"}
		}
	}
	p.Tell("keeping " + out.Table.Ref())
	out.Outcome, err = s.Put(ctx, out.Table, q.Replace)
	return out, err
}

// keepApart gives a table the name of its edition where another edition has its name and year.
func (m *Imported) keepApart(s *store.Store) {
	t := m.Table
	kept, err := s.Meta(t.Name, t.Year)
	if err != nil || t.Edition == "" || kept.Publisher == t.Publisher && kept.Edition == t.Edition {
		return
	}
	before := t.Ref()
	t.Name += "-" + storeName(t.Edition)
	m.Apart = result.NewNote("import.apart",
		"another edition ({other}) is kept as {before}; this one ({edition}) is {ref}",
		"other", cmp.Or(kept.Edition, "unknown"), "before", before, "edition", t.Edition, "ref", t.Ref())
}

// balance balances the table where that is asked for.
func (m *Imported) balance(q Importing) error {
	switch q.Balance {
	case "":
		return nil
	case "ras":
	default:
		return &fault.Error{Kind: fault.Invalid, Param: "balance",
			What: fault.Say("there is no way of balancing called %q", q.Balance), Fix: "It takes ras"}
	}
	balanced, moved, err := m.Table.Balance()
	if err != nil {
		return err
	}
	if q.Name == "" {
		balanced.Name += "-ras"
	}
	m.Table = balanced
	m.Moved = moved.String()
	return nil
}

// storeName makes a name that the store accepts of a file's.
func storeName(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, s)
	return strings.Trim(clean, "-_")
}

// FindingsFrame lists what is odd about a table, a row for every sector concerned.
func FindingsFrame(t *icio.Table) *result.Frame {
	f := &result.Frame{Title: "Findings about " + t.Ref()}
	f.Provenance.Sources = []result.Source{SourceOf(t)}
	var severity, code, where, what []string
	for _, x := range t.Validate() {
		places := x.Where
		if len(places) == 0 {
			places = []string{""}
		}
		for _, p := range places {
			severity, code, where, what = append(severity, x.Severity.String()), append(code, x.Code), append(where, p),
				append(what, x.What)
		}
	}
	f.Text("severity", "Severity", severity)
	f.Text("code", "Finding", code)
	f.Text("where", "Where", where)
	f.Text("what", "What", what)
	return f
}

// EntriesFrame lists tables at hand, a row each, and names what of the store cannot be read.
func EntriesFrame(entries []icio.Entry, damage []error) *result.Frame {
	f := &result.Frame{Title: "Tables at hand", Notes: DamageNotes(damage)}
	var refs, units, sources []string
	economies, industries := []int64{}, []int64{}
	for _, e := range entries {
		refs, units, sources = append(refs, e.Ref()), append(units, e.Unit), append(sources, e.Source)
		economies, industries = append(economies, int64(e.Economies)), append(industries, int64(e.Industries))
	}
	f.Text("table", "Table", refs)
	f.Whole("economies", "Economies", "", "", "", economies)
	f.Whole("industries", "Industries", "", "", "", industries)
	f.Text("unit", "Unit", units)
	f.Text("source", "Source", sources)
	return f
}

// mostDamage bounds how many entries of the store that cannot be read are named one by one.
const mostDamage = 5

// DamageNotes names what of the store cannot be read, in a note each, and counts what are more. Why, the command line
// says where the store is: strangers need not know.
func DamageNotes(damage []error) (notes []result.Note) {
	for _, err := range damage[:min(mostDamage, len(damage))] {
		where := fault.Said(err)
		var e *fault.Error
		if errors.As(err, &e) {
			where = e.Where
		}
		notes = append(notes, result.Warning("tables.damaged",
			"{where}: it cannot be read and is stepped over; ikat tables says why, on the machine that has the store",
			"where", where))
	}
	if more := len(damage) - mostDamage; more > 0 {
		notes = append(notes, result.Warning("tables.more-damaged", "{n} more entries of the store cannot be read",
			"n", more))
	}
	return notes
}
