package ui

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"ikat/picture"
	"ikat/result"
)

var templateFuncs = template.FuncMap{
	"control": func(t *Texts, c Control, form string) controlView { return controlView{t, c, form} },
	"section": func(d *rendered, s Section) sectionView { return sectionView{rendered: d, Section: &s} },
	"printed": printed,
	"dict": func(pairs ...any) map[string]any {
		out := map[string]any{}
		for i := 0; i+1 < len(pairs); i += 2 {
			out[pairs[i].(string)] = pairs[i+1]
		}
		return out
	},
}

// controlView is a control; Form is the id of the form it belongs to where it stands outside of it.
type controlView struct {
	*Texts
	Control Control
	Form    string
}

// sectionView is a section inside a page.
type sectionView struct {
	*rendered
	Section *Section
	Inner   bool // its heading is below another's
	First   bool // it stands beside the answer
}

// Sending are the choices of a page that take a file, each sent by a form of its own.
func (d *rendered) Sending() []Control {
	return slices.DeleteFunc(d.everyControl(), func(c Control) bool { return c.Kind != "file" || c.Value != "" })
}

// Hero is the section whose picture stands beside the answer; nil where the page begins with no picture.
func (d *rendered) Hero() *sectionView {
	if len(d.Sections) == 0 {
		return nil
	}
	if s := &d.Sections[0]; s.Leads || s.Figure != nil && s.Work == nil {
		return &sectionView{rendered: d, Section: s, First: true}
	}
	return nil
}

// Rest are the sections under the first screen.
func (d *rendered) Rest() []sectionView {
	var out []sectionView
	for i := range d.Sections {
		if i > 0 || d.Hero() == nil {
			out = append(out, sectionView{rendered: d, Section: &d.Sections[i]})
		}
	}
	return out
}

// Opened reports whether the choices stand open: a page begins with them, or some of them cannot be read.
func (d *rendered) Opened() bool {
	return d.Open || slices.ContainsFunc(d.Controls, func(c Control) bool { return c.Wrong != "" })
}

// Further are the sentences of the answer after the first.
func (d *rendered) Further() []string {
	if len(d.Answer) < 2 {
		return nil
	}
	return d.Answer[1:]
}

// Rail lists the parts of a page that has several.
func (d *rendered) Rail() []Section {
	if len(d.Sections) < 3 {
		return nil
	}
	return d.Sections
}

// More are the sections inside this one; beside the answer, where the section's own heading is not shown, of its rank.
func (s sectionView) More() []sectionView {
	var out []sectionView
	for i := range s.Section.More {
		out = append(out, sectionView{rendered: s.rendered, Section: &s.Section.More[i], Inner: !s.First})
	}
	return out
}

// Deferred is the work that is still to be done: the section's own, or what takes its place; nil where there is none.
func (s sectionView) Deferred() *Section {
	if s.Section.Work != nil {
		return s.Section
	}
	return s.Section.Then
}

// Compute offers the work, and says how long it is.
func (s sectionView) Compute() string {
	return s.Say("site.compute", map[string]any{"seconds": s.Deferred().Takes.Seconds})
}

// Address is where the work that is still to be done is done.
func (s sectionView) Address() string {
	q := url.Values{}
	for k, v := range s.query {
		q[k] = v
	}
	q.Set("section", s.Deferred().ID)
	return s.Path + "?" + q.Encode()
}

// Words are the texts that the page's script says.
func (d *rendered) Words() map[string]string { return d.Texts.Section("js") }

// Cited are the sources of a page, years of one table as one.
func (d *rendered) Cited() []result.Source {
	var out []result.Source
	for i, s := range d.Sources {
		var years []result.Source
		for _, o := range d.Sources {
			if o.Citation == s.Citation && nameIn(o) == nameIn(s) {
				years = append(years, o)
			}
		}
		if slices.IndexFunc(
			d.Sources,
			func(o result.Source) bool { return o.Citation == s.Citation && nameIn(o) == nameIn(s) },
		) == i {
			s.Table = strings.Join(result.TablesOf(years), ", ")
			out = append(out, s)
		}
	}
	return out
}

// Head says under the first sentence which sources the page rests on.
func (d *rendered) Head() string { return d.Texts.Head(d.Sources...) }

// nameIn is the name of a source's table without its year.
func nameIn(s result.Source) string {
	name, _, _ := strings.Cut(s.Table, "/")
	return name
}

// Heading is the page's title with what it looks at, for tabs, bookmarks and cards.
func (d *rendered) Heading() string {
	var further []string
	for _, part := range strings.Split(d.Looking, lookingAt) {
		if part != "" && !strings.Contains(strings.ToLower(d.Title), strings.ToLower(part)) {
			further = append(further, part)
		}
	}
	if len(further) == 0 {
		return d.Title + " – ikat"
	}
	return d.Title + " – " + strings.Join(further, lookingAt) + " – ikat"
}

// Described is the page in a sentence or two, for cards and search.
func (d *rendered) Described() string {
	if d.Paper != nil {
		for _, b := range d.Paper.Blocks {
			if b.IsHeading() {
				return b.Text
			}
		}
	}
	if len(d.Answer) == 0 {
		return d.Question
	}
	return d.Answer[0]
}

// File names what a section's rows are, for those who keep them: its title, what the page looks at.
func (s sectionView) File() string {
	title := s.Section.Title
	if s.Section.Figure != nil {
		title = s.Section.Figure.Title
	}
	return picture.Slug(title + " " + s.Looking)
}
