package result

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ikat/fault"
)

// Note is something a reader of the rows must know, or a clause of it. Key and Values are for programs and for other
// languages: nothing looks into Text, which says the same in English. A value may be a note or Clauses.
type Note struct {
	Severity string         `json:"severity"` // "note" or "warning"
	Text     string         `json:"text"`
	Key      string         `json:"-"` // what is said, such as "chain.levels"
	Values   map[string]any `json:"-"` // of what

	parts    []Part // what the note says of each, nil where it is about all rows
	template string // of which {each} stands for the parts
}

// Part is what a note says of one economy, or whatever else a row is about.
type Part struct{ Of, Text string }

// WarnOfEach warns of some of what rows are about, each with its own words; {each} stands for them. Where rows are
// chosen, only what these are about is warned of.
func (f *Frame) WarnOfEach(key, template string, parts []Part) {
	f.Notes = append(f.Notes, ofEach("warning", key, template, parts))
}

func ofEach(severity, key, template string, parts []Part) Note {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = p.Text
	}
	n := newNote(severity, key, template, []any{"each", strings.Join(texts, "; ")})
	n.parts, n.template = parts, template
	return n
}

// about returns the notes that still say something of a frame's rows.
func (f *Frame) about(notes []Note) (out []Note) {
	for _, n := range notes {
		if n.parts == nil {
			out = append(out, n)
			continue
		}
		if parts := slices.DeleteFunc(slices.Clone(n.parts), func(p Part) bool { return !f.names(p.Of) }); len(parts) > 0 {
			out = append(out, ofEach(n.Severity, n.Key, n.template, parts))
		}
	}
	return out
}

// names reports whether a row is about something of this name.
func (f *Frame) names(what string) bool {
	for _, c := range f.Columns {
		if number := slices.Index(c.Dict, what); number >= 0 && slices.Contains(c.Codes, int32(number)) {
			return true
		}
	}
	return false
}

// Clauses are parts of a note that stand side by side.
type Clauses []Note

// String says a note in English.
func (n Note) String() string { return n.Text }

// String says clauses in English.
func (c Clauses) String() string {
	var out []string
	for _, n := range c {
		out = append(out, n.Text)
	}
	return strings.Join(out, "; ")
}

// AsWarning is a note as a warning.
func (n Note) AsWarning() Note {
	n.Severity = "warning"
	return n
}

// Same reports whether two notes say the same.
func (n Note) Same(o Note) bool { return n.Severity == o.Severity && n.Text == o.Text }

// NewNote returns a note whose text is a template: {name} stands for a value of that name, {name:row is|rows are} for
// the words that go with one of it, or with any other number. Values are given as names and values.
func NewNote(key, template string, values ...any) Note { return newNote("note", key, template, values) }

// Warning is NewNote for what makes a result doubtful.
func Warning(key, template string, values ...any) Note {
	return newNote("warning", key, template, values)
}

// numbered are words that depend on a number: its name, the words for one, those for many.
var numbered = regexp.MustCompile(`\{(\w+):([^{}|]*)\|([^{}|]*)\}`)

func newNote(severity, key, template string, values []any) Note {
	n := Note{Severity: severity, Key: key, Text: template, Values: map[string]any{}}
	var pairs []string
	for i := 0; i+1 < len(values); i += 2 {
		name := values[i].(string)
		n.Values[name] = values[i+1]
		pairs = append(pairs, "{"+name+"}", fault.Bare(fmt.Sprint(values[i+1])))
	}
	words := numbered.ReplaceAllStringFunc(template, func(forms string) string {
		part := numbered.FindStringSubmatch(forms)
		if fmt.Sprint(n.Values[part[1]]) == "1" {
			return part[2]
		}
		return part[3]
	})
	n.Text = strings.NewReplacer(pairs...).Replace(words)
	return n
}

// Note appends a note.
func (f *Frame) Note(key, template string, values ...any) {
	f.Notes = append(f.Notes, NewNote(key, template, values...))
}

// Warn appends a warning.
func (f *Frame) Warn(key, template string, values ...any) {
	f.Notes = append(f.Notes, Warning(key, template, values...))
}

// Choice appends a parameter of the result, unless its value is empty.
func (p *Provenance) Choice(name, value string) {
	if value != "" {
		p.Parameters = append(p.Parameters, Parameter{Name: name, Value: value})
	}
}

// Parameter returns what was chosen for a parameter, "" where it is not recorded.
func (p *Provenance) Parameter(name string) string {
	for _, one := range p.Parameters {
		if one.Name == name {
			return one.Value
		}
	}
	return ""
}
