package ui

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	questionchapter "ikat/question/chapter"
	"ikat/result"
	"ikat/say"
)

// sourceTables shows tables 12 to 15 of the source document as printed, each beside what the data at hand give.
func sourceTables(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	v := &View{Title: r.Say("source.nav"), Question: r.Say("source.question"), Controls: r.focusControls(t, "")}
	byProduct, err := r.besideTrade()
	if err != nil {
		return nil, err
	}
	frames := map[int]*answer{}
	for _, n := range []int{12, 13, 14} {
		if frames[n], err = r.sourceTable(t, n, nil, ""); err != nil {
			return nil, err
		}
		v.about(frames[n].Frame)
	}
	trade, err := r.sourceTrade(t, v, byProduct)
	if err != nil {
		return nil, err
	}
	data := map[string]any{"firms": differing(frames[12]), "borders": differing(frames[14])}
	v.Answer = []string{r.Say("source.answer", data), r.Say("source.doubts")}
	v.Sections = []Section{r.sourceFirms(t, frames[12]), r.sourceProfile(frames[13]), r.sourceBorders(frames[14]), *trade}
	return v, nil
}

// sourceTable is a table of the source document beside what the table at hand gives.
func (r *request) sourceTable(t *subject, number int, industries []string, trade string) (*answer, error) {
	asked := questionchapter.Request{Number: number, Table: t.ref, Industries: industries}
	if trade != "" {
		asked.Trade = []string{trade}
	}
	f, err := questionchapter.Beside(
		r,
		r.site.engine,
		asked,
		nil,
	)
	if err != nil {
		return nil, err
	}
	n := strconv.Itoa(number)
	return &answer{
		f,
		NewCall(questionchapter.Source).With("number", n).With("table", t.ref).With("industry", industries...).
			With("trade", asked.Trade...),
	}, nil
}

// besideTrade is the choice of what stands beside table 15: the page's table, or trade by product of all years that are
// kept of a name. It has a name of its own: the trade of other pages is of one year, or a table's.
//
// Error: fault.NotFound for a choice that there is not.
func (r *request) besideTrade() (Control, error) {
	out := Control{Kind: "select", Name: "beside", Label: r.Say("source.beside-trade"),
		Help:    r.Say("source.beside-trade-help"),
		Options: []Choice{{"", r.Say("source.beside-table")}}}
	kept, err := r.site.engine.FlowEntries()
	if err != nil {
		return out, err
	}
	for _, e := range kept {
		c := Choice{e.Name + "/*", e.Name + ", " + e.Classification}
		if !slices.ContainsFunc(out.Options, func(o Choice) bool { return o.Value == c.Value }) {
			out.Options = append(out.Options, c)
		}
	}
	out.Value, err = r.choose(out.Name, "", out.Options)
	return out, err
}

// differing is how many economies have a figure that ikat carries otherwise than printed.
func differing(a *answer) int {
	n := 0
	c := a.Column("differs")
	for i := range a.Rows() {
		if a.text(i, "economy") != "" && (c.Ints != nil && c.Ints[i] != 0 || c.Floats != nil && c.Floats[i] != 0) {
			n++
		}
	}
	return n
}

// cited is a section's lead with what a table of the document is called and where it says it is from.
func (r *request) cited(id string, a *answer) Section {
	return Section{ID: id, Title: a.Title, Lead: r.Say("source." + id + "-lead"), Rows: a.call,
		Facts: []Term{
			{r.Say("source.printed-source"), a.Provenance.References[0]},
			{r.Say("source.document"), a.Provenance.References[1]},
		}}
}

// explained adds why a table and what stands beside it differ.
func (r *request) explained(s *Section, keys ...string) {
	for _, key := range keys {
		s.Facts = append(s.Facts, Term{r.Say("source." + key), r.Say("source." + s.ID + "-" + key)})
	}
}

// sourceFirms is table 12.
func (r *request) sourceFirms(t *subject, a *answer) Section {
	s := r.cited("table-12", a)
	r.explained(&s, "check", "definition", "coverage", "year")
	s.Figure = a.dumbbell("firms-ends", r.Say("source.firms-title", map[string]any{"ref": t.ref}),
		r.Say("source.firms-alt"), Field{Label: r.Say("source.of-smes"), Format: "number", Unit: "per cent"},
		func(i int) string { return a.text(i, "name") }, "value_added", "va_in_exports")
	s.Table = TableOf(
		a.Frame,
		nil,
		"name",
		"establishments",
		"employment",
		"value_added",
		"direct_exports",
		"direct_exports_low",
		"direct_exports_high",
		"va_in_exports",
	)
	s.Terms = a.terms("direct_exports", "va_in_exports")
	s.Next = []Step{{r.Say("source.to-firms"), r.link("/small-firms", "table", t.ref, "year", "")}}
	return s
}

// sourceProfile is table 13.
func (r *request) sourceProfile(a *answer) Section {
	s := r.cited("table-13", a)
	r.explained(&s, "words", "beside")
	s.Table = &Table{
		Total: a.Rows(),
		Header: []Head{
			{Label: a.Column("statement").Label},
			{Label: a.Column("item").Label},
			{Label: a.Column("printed").Label},
			{Label: r.Say("source.beside")},
			{Label: a.Column("note").Label},
		},
	}
	for i := range a.Rows() {
		s.Table.Rows = append(
			s.Table.Rows,
			[]Cell{
				{Text: say.UpperFirst(a.text(i, "statement"))},
				{Text: a.text(i, "item")},
				{Text: a.text(i, "printed")},
				{Text: besideText(r, a, i)},
				{Text: say.UpperFirst(a.text(i, "note"))},
			},
		)
	}
	return s
}

// besideText is what stands beside a figure of table 13: a number or a range, and what it is.
func besideText(r *request, a *answer, i int) string {
	low, high := a.value(i, "beside_low"), a.value(i, "beside_high")
	switch {
	case math.IsNaN(low):
		return ""
	case math.IsNaN(high) || low == high:
		return number(low).Text + " " + a.text(i, "beside")
	}
	return r.Say(
		"source.range",
		map[string]any{"low": number(low).Text, "high": number(high).Text, "what": a.text(i, "beside")},
	)
}

// sourceBorders is table 14.
func (r *request) sourceBorders(a *answer) Section {
	s := r.cited("table-14", a)
	r.explained(&s, "check", "averages", "ranks")
	columns := []string{
		"docs_export",
		"days_export",
		"cost_export",
		"docs_import",
		"days_import",
		"cost_import",
		"differs",
		"rank",
		"rank_low",
		"rank_high",
	}
	s.Table = &Table{Total: a.Rows(), Header: []Head{{Label: a.Column("name").Label}, {Label: a.Column("row").Label}}}
	for _, name := range columns {
		c := a.Column(name)
		s.Table.Header = append(s.Table.Header, Head{name, c.Label, c.Unit, c.Definition, c.Kind, true})
	}
	for i := range a.Rows() {
		cells := []Cell{{Text: a.text(i, "name")}, {Text: a.text(i, "row")}}
		if code := a.text(i, "economy"); code != "" {
			cells[0].Href = r.link("/borders", "economy", code)
		}
		for _, name := range columns {
			cells = append(cells, number(a.value(i, name)))
		}
		s.Table.Rows = append(s.Table.Rows, cells)
	}
	s.Terms = a.terms("differs", "rank", "rank_low", "rank_high")
	s.Next = []Step{{r.Say("source.to-borders"), r.link("/borders")}}
	return s
}

// sourceTrade is table 15. Where a table's codes do not say which industries make machinery, the reader may.
func (r *request) sourceTrade(t *subject, v *View, byProduct Control) (*Section, error) {
	chosen := slices.DeleteFunc(r.list("industry"), func(c string) bool { _, ok := t.Industry(c); return !ok })
	pick := Control{
		Kind:    "checks",
		Name:    "industry",
		Label:   r.Say("source.machinery"),
		Help:    r.Say("source.machinery-help"),
		Values:  chosen,
		Options: industries(t.Table),
	}
	a, err := r.sourceTable(t, 15, chosen, byProduct.Value)
	if fault.KindOf(err) == fault.NotFound && len(chosen) == 0 {
		return &Section{
			ID:       "table-15",
			Title:    r.Say("source.trade"),
			Lead:     strings.Join(r.reasons(err), " "),
			Controls: []Control{byProduct, pick},
		}, nil
	}
	if err != nil {
		return nil, err
	}
	v.about(a.Frame)
	s := r.cited("table-15", a)
	r.explained(&s, "check", "total", "classification", "coverage", "year", "growth")
	goods := Control{Kind: "select", Name: "goods", Label: r.Say("source.goods"), Options: distinct(a.Frame, "goods")}
	goods.Value = r.kept("goods", goods.Options[0].Value, goods.Options)
	s.Controls = []Control{byProduct, goods}
	if byProduct.Value == "" {
		s.Controls = append(s.Controls, pick)
	}
	rows := a.where(func(i int) bool { return a.text(i, "goods") == goods.Value })
	drawn := rows.where(func(i int) bool {
		return rows.text(i, "importer") != "East Asia" && !math.IsNaN(rows.value(i, "share_last"))
	})
	s.Figure = drawn.dumbbell("trade-ends", r.Say("source.trade-title", map[string]any{"goods": goods.Value}),
		r.Say("source.trade-alt"), Field{Label: r.Say("source.trade-axis"), Format: "number", Unit: "per cent"},
		func(i int) string {
			return r.Say("source.pair", map[string]any{"from": drawn.text(i, "exporter"), "to": drawn.text(i, "importer")})
		}, "share_2005", "share_last")
	s.Table = TableOf(
		rows.Frame,
		nil,
		"exporter",
		"importer",
		"share_1990",
		"share_2005",
		"real_growth",
		"implied_low",
		"implied_high",
		"share_first",
		"share_last",
		"nominal_growth",
	)
	s.Terms = a.terms("share_1990", "real_growth", "implied_low", "share_first", "nominal_growth")
	return &s, nil
}

// distinct are the values of a column of texts as choices, in their order.
func distinct(f *result.Frame, column string) []Choice {
	c := f.Column(column)
	out := make([]Choice, len(c.Dict))
	for i, d := range c.Dict {
		out[i] = Choice{d, say.UpperFirst(d)}
	}
	return out
}
