package ui

import (
	"cmp"
	"io/fs"
	"strings"

	"ikat/docs"
	"ikat/measure"
)

// methods shows every measure's definition, formula and reference, from the declarations.
func methods(r *request) (*View, error) {
	v := &View{
		Title:    r.Say("methods.title"),
		Question: r.Say("methods.question"),
		Answer:   []string{r.Say("methods.answer", map[string]any{"n": len(measure.Catalog)})},
	}
	for _, m := range measure.Catalog {
		s := Section{ID: m.ID, Title: m.Label, Lead: m.Question}
		for _, part := range []struct{ key, text string }{
			{"definition", m.Definition}, {"formula", m.Formula}, {"reading", m.Reading}, {"caveat", m.Caveat}, {"reference",
				m.Reference}, {"levels", levelsOf(m)}, {"command", "ikat measure " + m.ID},
		} {
			if part.text != "" {
				s.Facts = append(s.Facts, Term{r.Say("methods." + part.key), part.text})
			}
		}
		for _, o := range m.Options {
			s.Facts = append(
				s.Facts,
				Term{
					r.Say("methods.option", map[string]any{"name": o.Name}),
					strings.Join(append([]string{r.Label(upper(o.Definition))}, o.Values...), between),
				},
			)
		}
		for _, t := range m.Terms(measure.Query{Level: m.Levels[0].ID, Options: defaults(m)}) {
			s.Terms = append(s.Terms, Term{t.Name + ": " + cmp.Or(t.Label, t.Name), upper(t.Definition)})
		}
		if _, err := fs.Stat(docs.Files, "methods/"+m.ID+".md"); err == nil {
			s.Next = []Step{{r.Say("methods.whole"), docsPath + "methods/" + m.ID + ".md"}}
		}
		v.Sections = append(v.Sections, s)
	}
	return v, nil
}

// between stands between codes, so that none is taken for a name.
const between = " | "

func levelsOf(m *measure.Measure) string {
	var out []string
	for _, l := range m.Levels {
		out = append(out, l.ID)
	}
	return strings.Join(out, between)
}

// defaults are the first values of a measure's options.
func defaults(m *measure.Measure) map[string]string {
	q, err := m.Check(measure.Query{})
	if err != nil {
		return nil
	}
	return q.Options
}
