package ui

import (
	"errors"
	"strings"

	"ikat/engine"
)

// part is one of a page's sections before it is made.
type part struct {
	id    string
	title string // key of its title, for where it is left out
	world bool   // it says what comes of others' production, which a national table has not got
	make  func(t *subject, code string, v *View) (*Section, error)
}

// omission is a section that is left out, with the reason in words.
type omission struct{ id, text string }

// errNothing is what a section says of which the table has nothing.
var errNothing = errors.New("the table has nothing of it")

// compose makes the sections of a page. One that the table does not determine, or of which it has nothing, is left out,
// and the page says so.
//
// Error: what making a section says.
func (r *request) compose(v *View, t *subject, code string, parts []part) error {
	for _, p := range parts {
		if p.world && t.national() {
			v.leave(r, p.id, p.title, r.Say("site.national"))
			continue
		}
		s, err := p.make(t, code, v)
		switch {
		case err == errNothing || err == nil && s != nil && s.empty():
			v.leave(r, p.id, p.title, r.Say("site.nothing-of-it"))
		case err != nil:
			return err
		case s != nil:
			v.Sections = append(v.Sections, *s)
		}
	}
	return nil
}

// leave says that a section is left out, and why.
func (v *View) leave(r *request, id, title, why string) {
	text := r.Say("study.left-out", map[string]any{"title": r.Say(title), "why": why})
	v.omitted = append(v.omitted, omission{id, text})
}

// Left says which sections are left out, and why.
func (v *View) Left() []string {
	var out []string
	for _, o := range v.omitted {
		out = append(out, o.text)
	}
	return out
}

// national holds for a table of one economy and its trade with all others together.
func (t *subject) national() bool { return len(t.Undetermined) > 0 }

// world refuses a page that needs the production of the whole world on a table that has not got it.
func (t *subject) world() error {
	if !t.national() {
		return nil
	}
	return engine.OnlyTrade(t.ref, t.Undetermined, "table", "this needs the production and spending of the whole world")
}

// empty holds where rows are all that a section has and none has a number other than nought.
func (s *Section) empty() bool {
	if s.Work != nil || s.Table == nil {
		return false
	}
	numbers := 0
	for _, row := range s.Table.Rows {
		for i, c := range row {
			if !c.Number || s.Table.Header[i].Name == "year" {
				continue
			}
			numbers++
			if strings.Trim(c.Value, "-0.") != "" {
				return false
			}
		}
	}
	return numbers > 0
}
