package ui

import (
	"slices"
	"strconv"
	"strings"

	"ikat/engine"
	"ikat/icio"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/result"
	"ikat/say"
)

// data shows the tables at hand, one of them in detail, and takes another.
func data(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	entries, err := r.site.engine.Tables()
	if err != nil {
		return nil, err
	}
	v := &View{Title: r.Say("data.nav"), Question: r.Say("data.question"), Controls: r.focusControls(t, "")}
	v.Answer = []string{
		r.Say("data.answer", map[string]any{"n": len(entries), "names": names(entries)}),
		r.Say("data.about", map[string]any{"ref": t.ref, "economies": t.G(), "industries": t.N(), "unit": t.Money()}),
	}
	v.Sections = []Section{
		r.atHand(entries),
		r.publishers(),
		r.adding(),
		r.tradeAtHand(),
		r.addingTrade(),
		r.inDetail(t),
		r.findings(t),
		r.contents(t),
		r.ownFiles(),
	}
	v.Sources = []result.Source{engine.SourceOf(t.Table)}
	return v, nil
}

// ownFiles lists what else a reader may send, each where it is asked with.
func (r *request) ownFiles() Section {
	t := &Table{Header: []Head{{Label: r.Say("data.file")}, {Label: r.Say("data.asked-with")}}}
	for _, q := range catalog.Questions {
		for i := range q.Params {
			if p := &q.Params[i]; p.TakesFile() && !p.Hidden {
				t.Rows = append(t.Rows, []Cell{{Text: r.label(p.Name, "")},
					{Text: q.Label, Href: r.link(askPath + "/" + q.ID)}})
			}
		}
	}
	t.Total = len(t.Rows)
	return Section{ID: "own-files", Title: r.Say("data.own-files"), Lead: r.Say("data.own-files-lead"), Table: t}
}

// names are the names of tables, once each.
func names(entries []icio.Entry) []string {
	var out []string
	for _, e := range entries {
		if !slices.Contains(out, e.Name) {
			out = append(out, e.Name)
		}
	}
	return out
}

func (r *request) atHand(entries []icio.Entry) Section {
	t := &Table{
		Total: len(entries),
		Header: []Head{
			{Label: r.Say("control.table")},
			{Label: r.Say("data.economies"), Number: true},
			{Label: r.Say("data.industries"), Number: true},
			{Label: r.Say("data.unit")},
			{Label: r.Say("data.source")},
		},
	}
	for _, e := range entries {
		t.Rows = append(
			t.Rows,
			[]Cell{
				{Text: e.Ref(), Href: r.link("/data", "table", e.Ref(), "year", "")},
				count(e.Economies),
				count(e.Industries),
				{Text: e.Unit},
				{Text: e.Source},
			},
		)
	}
	return Section{
		ID:    "at-hand",
		Title: r.Say("data.at-hand"),
		Lead:  r.Say("data.at-hand-lead"),
		Table: t,
		Rows:  NewCall(&question.Question{ID: "tables"}),
		Notes: engine.DamageNotes(r.site.engine.Damage()),
	}
}

func count(n int) Cell {
	return Cell{Text: Number(float64(n), 0), Value: strconv.Itoa(n), Number: true}
}

// inDetail says what the table is and whose.
func (r *request) inDetail(t *subject) Section {
	var output, va float64
	for i, x := range t.X {
		output += x
		va += t.VA[i]
	}
	base := ""
	if t.BaseYear != 0 {
		base = strconv.Itoa(t.BaseYear)
	}
	s := Section{ID: "detail", Title: t.ref, Command: "tables show " + t.ref}
	for _, f := range []struct{ key, text string }{
		{"economies", strconv.Itoa(t.G())}, {"industries", strconv.Itoa(t.N())}, {"output", r.Money(output, t.Money())},
		{"value-added", r.Money(va, t.Money())},
		{"final-demand", strings.Join(t.Categories, ", ")}, {"valuation", r.Label(t.Valuation)},
		{"base-year", base}, {"edition", r.Label(t.Edition)}, {"source", r.Label(t.Source)}, {"citation", t.Citation},
		{"licence", r.Label(t.Licence)},
		{"derivation", strings.Join(r.steps(t.Derivation), "; ")}, {"sha256", t.SHA256},
	} {
		if f.text != "" {
			s.Facts = append(s.Facts, Term{r.Say("data." + f.key), f.text})
		}
	}
	return s
}

// steps say how a table was made.
func (r *request) steps(derivation []string) []string {
	var out []string
	for _, step := range derivation {
		out = append(out, r.Label(step))
	}
	return out
}

// findings are what is odd about the table.
func (r *request) findings(t *subject) Section {
	s := Section{
		ID:      "findings",
		Title:   r.Say("data.findings"),
		Lead:    r.Say("data.findings-none"),
		Command: "tables check " + t.ref,
	}
	list := t.Validate()
	if len(list) == 0 {
		return s
	}
	s.Lead = r.Say("data.findings-lead")
	s.Table = &Table{Total: len(list), Header: []Head{{Label: r.Say("data.severity")}, {Label: r.Say("data.finding")}}}
	for _, f := range list {
		s.Table.Rows = append(s.Table.Rows, []Cell{{Text: r.Say("basis." + f.Severity.String() + "-name")},
			{Text: r.Note(engine.NoteOf(f, ""))}})
	}
	return s
}

// contents are the codes and names of the table's economies and industries.
func (r *request) contents(t *subject) Section {
	table := &Table{
		Header: []Head{{Label: r.Say("data.kind")}, {Label: r.Say("data.code")}, {Label: r.Say("data.name")}},
	}
	for _, c := range t.Economies {
		table.Rows = append(
			table.Rows,
			[]Cell{
				{Text: r.Say("control.economy")},
				{Text: c},
				{Text: engine.EconomyName(t.Table, c), Href: r.link("/economy", "table", t.ref, "year", "", "economy", c)},
			},
		)
	}
	for _, c := range t.Industries {
		table.Rows = append(
			table.Rows,
			[]Cell{{Text: r.Say("control.industry")}, {Text: c}, {Text: t.Table.IndustryName(c)}},
		)
	}
	table.Total = len(table.Rows)
	return Section{
		ID:    "contents",
		Title: r.Say("data.contents"),
		Lead:  r.Say("data.contents-lead", map[string]any{"ref": strings.TrimSuffix(t.name+"/"+say.Year(t.Year), "/")}),
		Table: table,
	}
}
