// Package sentences holds what is written to what it is written from: every number of a sentence is a cell of rows that
// are named beside it, in the cell's unit, with the cell's interval, and what is claimed of it follows from the rows.
package sentences

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/result"
	"ikat/say"
)

// Part is what a reader takes in together: sentences under a head, and the rows that they are made of.
type Part struct {
	Name   string          // for messages
	Head   []string        // title, heads of pictures and tables: where year and source may stand
	Texts  []string        // sentences, said by a traced voice
	Frames []*result.Frame // the rows
}

// Reader reads what a traced voice has said.
type Reader struct {
	Voice *say.Voice
	Trace *say.Trace
}

var (
	digits    = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)
	economy3  = regexp.MustCompile(`\b[A-Z]{3}\b`)
	industryC = regexp.MustCompile(`\bc\d{1,2}\b`)
)

// reading is one text being read.
type reading struct {
	*Reader
	part   *Part
	head   string // of the part, without marks
	whole  string // all its texts too
	plain  string
	marks  []say.Marked
	faults []string
}

// Faults says what is wrong with a part's sentences.
func (r *Reader) Faults(p Part) []string {
	plainly := func(texts []string) string {
		var out strings.Builder
		for _, text := range texts {
			plain, _ := r.Trace.Read(text)
			out.WriteString(plain + "\n")
		}
		return out.String()
	}
	head, texts := plainly(p.Head), plainly(p.Texts)
	var out []string
	for _, text := range p.Texts {
		one := &reading{Reader: r, part: &p, head: head, whole: head + texts}
		one.plain, one.marks = r.Trace.Read(text)
		one.read()
		for _, f := range one.faults {
			out = append(out, fmt.Sprintf("%s: %s: %s", p.Name, f, one.plain))
		}
	}
	return out
}

func (r *reading) fault(text string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(text, args...))
}

// numbers are the marked numbers of the text.
func (r *reading) numbers() []say.Marked {
	return slices.DeleteFunc(slices.Clone(r.marks), func(m say.Marked) bool { return m.Said == nil || m.From == m.To })
}

func (r *reading) read() {
	r.names()
	r.unmarked()
	if len(r.numbers()) > 0 && !r.sourced() {
		r.fault("no source is said")
	}
	for _, m := range r.numbers() {
		r.number(m)
	}
	r.claims()
}

// names: economies and industries have their names, and nothing undefined is said.
func (r *reading) names() {
	for _, c := range economy3.FindAllString(r.plain, -1) {
		if e, ok := economies.Get(c); ok {
			r.fault("%s is %s", c, e.Name)
		}
	}
	if c := industryC.FindString(r.plain); c != "" {
		r.fault("the industry %s has a name", c)
	}
	for _, bad := range []string{"NaN", "rank 0", "[", "%!"} {
		if strings.Contains(r.plain, bad) {
			r.fault("it says %q", bad)
		}
	}
}

// unmarked: what is a number is said as one, stands in the text of its key, or is a year or name of a source.
func (r *reading) unmarked() {
	for _, at := range digits.FindAllStringIndex(r.plain, -1) {
		inside := slices.ContainsFunc(r.numbers(), func(m say.Marked) bool { return m.From <= at[0] && at[1] <= m.To })
		text := r.plain[at[0]:at[1]]
		if !inside && !r.constant(at[0], text) && !r.named(r.plain, at[0], at[1]) {
			r.fault("%s comes from nowhere", text)
		}
	}
}

// constant holds where a number belongs to the text itself, such as a threshold that it explains.
func (r *reading) constant(at int, number string) bool {
	for _, m := range r.marks {
		if m.Phrase == nil || at < m.From || at >= m.To {
			continue
		}
		section, key, _ := strings.Cut(m.Phrase.Key, ".")
		if strings.Contains(r.Voice.Section(section)[key], number) {
			return true
		}
	}
	return false
}

// sourced holds where the source of some rows is named in the sentence or in the part's head.
func (r *reading) sourced() bool {
	known := false
	for _, f := range r.part.Frames {
		for _, s := range f.Provenance.Sources {
			known = true
			name, year, _ := strings.Cut(s.Table, "/")
			if strings.Contains(r.head+r.plain, s.Table) {
				return true
			}
			for _, said := range say.In(r.Voice.Language).Named(name) { // heads say the years of a table together
				if strings.Contains(r.head+r.plain, said) && strings.Contains(r.head+r.plain, year) {
					return true
				}
			}
		}
	}
	return !known
}

// named holds where digits are part of a source's name, of a text of the rows, or a year that they are of.
func (r *reading) named(text string, from, to int) bool {
	p := r.part
	for _, f := range p.Frames {
		for _, s := range f.Provenance.Sources {
			if (strings.HasSuffix(text[:from], "edition of ") || strings.HasSuffix(text[:from], "издании по ")) &&
				strings.HasSuffix(s.Table, text[from:to]) { // adb72
				return true
			}
			for _, name := range []string{s.Table, s.Publisher} {
				if at := strings.Index(text, name); name != "" && at >= 0 && at <= from && to <= at+len(name) {
					return true
				}
			}
		}
		if years(f)[text[from:to]] || r.beside(f, text, from, to) {
			return true
		}
		for _, c := range f.Columns {
			for _, name := range c.Dict {
				for _, name := range []string{name, r.Voice.Label(name)} {
					if len(name) > 4 && strings.Contains(name, text[from:to]) && strings.Contains(text, name) {
						return true
					}
				}
			}
		}
	}
	return false
}

// beside holds where digits stand, with what is round them, in a note or a parameter that comes with the rows.
func (r *reading) beside(f *result.Frame, text string, from, to int) bool {
	const round = 12
	context := text[max(0, from-round):to]
	said := func(where string) bool { return strings.Contains(where, context) }
	for _, p := range f.Provenance.Parameters {
		_, by, _ := strings.Cut(p.Value, "=") // 50% or 3d
		if p.Name == "mend" && (by == text[from:to]+"%" || by == text[from:to]+"d") {
			return true
		}
		if at := strings.Index(text, p.Value); len(p.Value) > round && at >= 0 && at <= from && to <= at+len(p.Value) {
			return true
		}
	}
	return slices.ContainsFunc(f.Notes, func(n result.Note) bool {
		return said(n.Text) || said(r.Voice.Note(n))
	})
}

var year = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// years are the years that rows are of: of their tables, of a column of years, or of the statistics they rest on.
func years(f *result.Frame) map[string]bool {
	out := map[string]bool{}
	for _, s := range f.Provenance.Sources {
		for _, y := range year.FindAllString(s.Table+" "+s.Publisher+" "+s.Citation, -1) {
			out[y] = true
		}
	}
	for _, c := range f.Columns {
		for row := range c.Len() {
			if of := c.Name == "year" && !c.IsText(); of && c.WholeAt(row) != "" {
				out[c.WholeAt(row)] = true
			}
		}
		if strings.Contains(c.Name, "year") || c.Name == "source" {
			for _, text := range c.Dict {
				for _, y := range year.FindAllString(text, -1) {
					out[y] = true
				}
			}
		}
	}
	for _, p := range f.Provenance.Parameters {
		for _, y := range year.FindAllString(p.Value, -1) {
			out[y] = true
		}
	}
	for _, n := range f.Notes {
		for _, y := range year.FindAllString(n.Text, -1) {
			out[y] = true
		}
	}
	return out
}
