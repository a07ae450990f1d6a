package ui

import (
	"maps"
	"slices"
	"strings"

	"ikat/result"
	"ikat/say"
)

// label gives names and labels that tables and declarations have in English as the reader's language has them.
func (v *View) label(t *Texts) {
	if t.Language == english().Language {
		return
	}
	v.Title, v.Question = t.Label(v.Title), t.Label(v.Question)
	labelControls(t, v.Controls)
	for i := range v.Central {
		v.Central[i].Meaning = t.Label(v.Central[i].Meaning)
	}
	for i := range v.Sections {
		v.Sections[i].label(t)
	}
}

func labelControls(t *Texts, controls []Control) {
	for i := range controls {
		c := &controls[i]
		c.Options, c.Others = labelledChoices(t, c.Options), labelledChoices(t, c.Others)
	}
}

// labelledChoices are choices of its own, since pages may share lists of them.
func labelledChoices(t *Texts, choices []Choice) []Choice {
	out := slices.Clone(choices)
	for i := range out {
		out[i].Label = t.Label(out[i].Label)
	}
	return out
}

// inLanguage labels a section that stands outside a page.
func (s *Section) inLanguage(t *Texts) {
	if t.Language != english().Language {
		s.label(t)
	}
}

func (s *Section) label(t *Texts) {
	s.Title = t.Label(s.Title)
	if !t.Speaks(s.Lead) { // the names of columns in a sentence stay
		s.Lead = t.Label(s.Lead)
	}
	labelControls(t, s.Controls)
	for _, terms := range [][]Term{s.Terms, s.Facts} {
		for i := range terms {
			terms[i].Word, terms[i].Meaning = t.Label(terms[i].Word), t.Label(terms[i].Meaning)
		}
	}
	if s.Figure != nil {
		s.Figure = labelled(t, s.Figure)
	}
	if s.Table != nil {
		s.Table.label(t)
	}
	for i := range s.More {
		s.More[i].label(t)
	}
}

func (table *Table) label(t *Texts) {
	for i := range table.Header {
		h := &table.Header[i]
		h.Label, h.Definition = t.Label(h.Label), t.Label(h.Definition)
		if h.Kind != result.Accounting {
			h.Kind = result.Kind(t.Label(string(h.Kind)))
		}
		if h.Unit != "share" { // per cent says it
			h.Unit = t.Label(h.Unit)
		}
	}
	for _, row := range table.Rows {
		for j := range row {
			if row[j].AsIs {
				continue
			}
			if !row[j].Number {
				row[j].Text = t.Label(row[j].Text)
			}
			row[j].Text = t.Figures(row[j].Text)
		}
	}
}

// labelled is a figure whose rows, fields and colours have the language's names; the figure itself stays as it is.
func labelled(t *Texts, f *Figure) *Figure {
	out := *f
	out.Title, out.Alt = t.Label(f.Title), t.Label(f.Alt)
	ids := map[string]string{} // what a colour's labels explain is no name
	if f.Color != nil {
		ids = f.Color.Labels
	}
	label := func(text string) string {
		if _, ok := ids[text]; ok {
			return text
		}
		return t.Label(text)
	}
	out.Rows = make([]Row, len(f.Rows))
	for i, row := range f.Rows {
		out.Rows[i] = maps.Clone(row)
		for field, value := range row {
			if text, ok := value.(string); ok {
				out.Rows[i][field] = label(text)
			}
		}
	}
	if f.Color != nil {
		c := *f.Color
		c.Order, c.Labels = slices.Clone(c.Order), maps.Clone(c.Labels)
		for i := range c.Order {
			c.Order[i] = label(c.Order[i])
		}
		for id, text := range c.Labels {
			c.Labels[id] = t.Label(text)
		}
		c.Label = t.Label(c.Label)
		out.Color = &c
	}
	for _, axis := range []**Field{&out.X, &out.Y} {
		if *axis != nil {
			named := **axis
			named.Label = t.Label(named.Label)
			// A currency, or what says how numbers are written, stays; so does an amount of money, whose power of ten
			// the picture says beside each number.
			if strings.Contains(named.Unit, " ") && !say.IsMoney(named.Unit) {
				named.Unit = t.Label(named.Unit)
			}
			*axis = &named
		}
	}
	out.Tip = slices.Clone(f.Tip)
	for i := range out.Tip {
		out.Tip[i].Label = t.Label(out.Tip[i].Label)
	}
	out.Nodes = slices.Clone(f.Nodes)
	for i := range out.Nodes {
		out.Nodes[i].Label = t.Label(out.Nodes[i].Label)
	}
	if len(f.Nodes) == 0 { // links join rows by their names
		out.Links = slices.Clone(f.Links)
		for i := range out.Links {
			out.Links[i].Source, out.Links[i].Target = label(out.Links[i].Source), label(out.Links[i].Target)
		}
	}
	return &out
}
