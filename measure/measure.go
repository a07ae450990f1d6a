// Package measure holds the measures of trade in value added: one file a measure, each a declaration and a plain
// function of a Leontief system. Catalog lists them; the command line, the API and the reference pages are made from
// it.
package measure

import (
	"context"
	"strings"

	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
)

// Measure declares one measure.
type Measure struct {
	ID         string
	Label      string // a short title
	Question   string // what a reader asks when they want it
	Definition string // what it is, in two or three sentences
	Formula    string // in the letters of docs/methods
	Reading    string // how to read it, and its limits
	Reference  string
	Caveat     string // what is known to be wrong with a method kept for comparison; "" where nothing is
	Levels     []Level
	Options    []Option
	Flows      bool // it follows from the flows alone: no system is solved
	// Terms lists the columns after the keys; they may depend on the query's options and level.
	Terms func(q Query) []Term
	// Domestic lists the columns that an economy's own flows, imports and exports determine, whatever others make and
	// use: what a national table can answer; a name may end in *. nil is none.
	Domestic func(q Query) []string
	// Compute returns the rows of a query that Check has accepted, with the terms that Terms gives for it.
	Compute func(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error)
}

// Level is the detail of the rows of a measure.
type Level struct {
	ID   string   // "country", "sector", "bilateral", "bilateral-sector", or a measure's own
	Keys []string // names of the key columns
	// Economy and Partner name the keys that a choice of economies and of partners filters; "" is the first key, and
	// the second where that is not an industry.
	Economy, Partner string
}

// Sides returns the keys that a choice of economies and of partners filters; partner is "" where there is none.
func (l Level) Sides() (economy, partner string) {
	economy, partner = l.Economy, l.Partner
	if economy == "" {
		economy = l.Keys[0]
	}
	if partner == "" && len(l.Keys) > 1 && l.Keys[1] != "industry" {
		partner = l.Keys[1]
	}
	return economy, partner
}

// The levels that most measures have.
var (
	ByCountry         = Level{ID: "country", Keys: []string{"exporter"}}
	BySector          = Level{ID: "sector", Keys: []string{"exporter", "industry"}}
	ByBilateral       = Level{ID: "bilateral", Keys: []string{"exporter", "importer"}}
	ByBilateralSector = Level{ID: "bilateral-sector", Keys: []string{"exporter", "importer", "industry"}}
)

// Option is a choice of method a measure offers. The first value is the default; an option without values takes any
// text, "" by default, which the measure checks against the table.
type Option struct {
	Name       string
	Definition string
	Values     []string
	// Carried reports whether a value beside those listed needs no file; another is the path of one. Nil where no other
	// value is taken.
	Carried func(value string) bool
}

// takes reports whether an option may have a value.
func (o *Option) takes(value string) bool {
	return len(o.Values) == 0 || o.Carried != nil && value != "" || contains(o.Values, value)
}

// Term describes a value column.
type Term struct {
	Name       string
	Label      string
	Unit       string // "currency" stands for the table's unit and currency
	Definition string
}

// Currency as a Term's unit stands for the unit and currency of the table at hand.
const Currency = "currency"

// Query is one question to a measure.
type Query struct {
	Level   string
	Options map[string]string
	Read    func(path string) ([]byte, error) // the content of a file that an option names; nil where none may be named
}

// Reads reports whether a query of the measure names a file.
func (m *Measure) Reads(q Query) bool {
	for _, o := range m.Options {
		if o.Carried != nil && !o.Carried(q.Option(o.Name)) {
			return true
		}
	}
	return false
}

// Option returns the chosen value of an option, "" if the measure has none of that name.
func (q Query) Option(name string) string { return q.Options[name] }

// Check returns the query with defaults filled in.
//
// Error: fault.Invalid for a level, option or value the measure does not have.
func (m *Measure) Check(q Query) (Query, error) {
	out := Query{Level: q.Level, Options: map[string]string{}, Read: q.Read}
	if out.Level == "" {
		out.Level = m.Levels[0].ID
	}
	var levels []string
	for _, l := range m.Levels {
		levels = append(levels, l.ID)
	}
	if !contains(levels, out.Level) {
		return q, &fault.Error{Kind: fault.Invalid, Where: fault.Say("measure %s", m.ID),
			What: fault.Say("it has no level %s", quote(out.Level)),
			Fix:  fault.Suggest(out.Level, levels, fault.Say("Its levels are %s", strings.Join(levels, ", ")))}
	}
	var names []string
	for _, o := range m.Options {
		names = append(names, o.Name)
		if out.Options[o.Name] = ""; len(o.Values) > 0 {
			out.Options[o.Name] = o.Values[0]
		}
	}
	for name, value := range q.Options {
		if !contains(names, name) {
			return q, &fault.Error{Kind: fault.Invalid, Param: name, Where: value,
				What: fault.Say("measure %s has no such option", m.ID), Fix: fault.Suggest(name, names, has(names))}
		}
		for _, o := range m.Options {
			if o.Name == name && !o.takes(value) {
				return q, &fault.Error{Kind: fault.Invalid, Param: name, Where: value,
					What: fault.Say("measure %s knows no such choice", m.ID),
					Fix:  fault.Suggest(value, o.Values, fault.Say("It takes %s", strings.Join(o.Values, ", ")))}
			}
		}
		out.Options[name] = value
	}
	return out, nil
}

// has lists a measure's options.
func has(names []string) string {
	if len(names) == 0 {
		return "It has none"
	}
	return fault.Say("Its options are %s", strings.Join(names, ", "))
}

// Run checks the query, computes the measure and says in the frame what was asked.
func (m *Measure) Run(ctx context.Context, s *leontief.System, q Query) (*result.Frame, error) {
	q, err := m.Check(q)
	if err != nil {
		return nil, err
	}
	terms := m.Terms(q)
	for i := range terms {
		if terms[i].Unit == Currency {
			terms[i].Unit = s.Table.Money()
		}
	}
	f, err := m.Compute(ctx, s, q, terms)
	if err != nil {
		return nil, err
	}
	f.Title = m.Label + ", by " + q.Level
	if m.Caveat != "" {
		f.Notes = append(f.Notes, result.Note{Severity: "warning", Text: m.Caveat})
	}
	f.Provenance.Question = "measure " + m.ID
	f.Provenance.Parameters = append(f.Provenance.Parameters, result.Parameter{Name: "level", Value: q.Level})
	for _, o := range m.Options {
		f.Provenance.Parameters = append(f.Provenance.Parameters,
			result.Parameter{Name: o.Name, Value: q.Options[o.Name]})
	}
	f.Provenance.References = []string{m.Reference}
	return f, nil
}

// Find returns the measure of that ID.
//
// Error: fault.NotFound with the nearest names.
func Find(id string) (*Measure, error) {
	var ids []string
	for _, m := range Catalog {
		if m.ID == id {
			return m, nil
		}
		ids = append(ids, m.ID)
	}
	return nil, &fault.Error{Kind: fault.NotFound, What: fault.Say("there is no measure %s", quote(id)),
		Fix: fault.Suggest(id, ids, "ikat measures lists them all")}
}

// Level returns the measure's level of that ID; the zero Level if it has none.
func (m *Measure) Level(id string) Level {
	for _, l := range m.Levels {
		if l.ID == id {
			return l
		}
	}
	return Level{}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func quote(s string) string { return `"` + s + `"` }
