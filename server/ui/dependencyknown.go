package ui

import (
	"math"

	"ikat/known"
	"ikat/question/measures"
	"ikat/result"
)

// dependencyKnown is the page of an economy that the table at hand does not have: how much of its exports rests on
// inputs from abroad, by published figures. Whose inputs they are is in none, and the page offers tables that say it.
//
// Error: *absent where nothing is published.
func (r *request) dependencyKnown(t *subject, gone *absent) (*View, error) {
	card, err := known.Of(gone.economy)
	if err != nil {
		return nil, err
	}
	last, ok := card.Latest()
	if !ok || math.IsNaN(last.Backward) {
		return nil, gone
	}
	industries := (&answer{Frame: card.ByIndustry()}).sorted("gvcb")
	industries = industries.where(func(i int) bool { return industries.value(i, "share") >= mostOf })
	years := &answer{Frame: card.ByYear()}
	years = years.where(func(i int) bool { return !math.IsNaN(years.value(i, "gvcb")) })
	names := map[string]any{"name": card.Name, "last": last.Year, "share": last.Backward,
		"from":       years.Column("year").Ints[0],
		"industries": r.dependent(industries)}
	v := &View{Title: r.Say("dependency.known-title", names), Question: r.Say("dependency.known-question", names),
		Controls: r.focusControls(t, card.Code), Looks: r.published(card.Name),
		Answer:  []string{r.Say("dependency.known-answer", names), r.Say("dependency.known-reason", names)},
		Central: []Term{{r.Percent(last.Backward), r.Say("dependency.known-central", names)}}}
	r.word("focus.without", map[string]any{"name": card.Name, "table": r.tableName(t.name)})
	v.about(years.Frame)
	call := func(level string) *Call {
		return NewCall(measures.Profile).With("economy", card.Code).With("level", level)
	}
	v.Sections = []Section{
		r.inputsAbroad("industries", &answer{industries.Frame, call("industries")}, names),
		r.inputsAbroad("years", &answer{years.Frame, call("years")}, names),
	}
	return v, r.better(v, card.Code)
}

// dependent names the three industries whose exports rest most on inputs from abroad.
func (r *request) dependent(industries *answer) []string {
	var out []string
	for i := range min(3, industries.Rows()) {
		if share := industries.value(i, "gvcb"); !math.IsNaN(share) {
			out = append(out, r.Say("dependency.one", map[string]any{"industry": industries.text(i, "name"), "share": share}))
		}
	}
	return out
}

// inputsAbroad draws what part of exports rests on inputs from abroad: over the years, or by industry.
func (r *request) inputsAbroad(level string, a *answer, names map[string]any) Section {
	text := func(key string) string { return r.Say("dependency.known-"+level+key, names) }
	value := &Field{Field: "value", Label: r.Say("dependency.known-axis"), Format: "percent"}
	f := &Figure{Kind: "bars", ID: level + "-abroad", Title: text("-title"), Alt: text("-alt"), X: value,
		Y: &Field{Field: "name"}, Source: result.SourceLine(a.Provenance.Sources)}
	columns := []string{"industry", "name", "exports", "share", "gvcb"}
	if level == "years" {
		f.X = &Field{Field: "year", Label: r.Say("control.year"), Format: "year"}
		f.Kind, f.Y, f.Group = "lines", value, "name"
		columns = []string{"year", "exports", "gvcb"}
	}
	for i := range a.Rows() {
		share := a.value(i, "gvcb")
		switch {
		case math.IsNaN(share):
		case level == "years":
			f.Rows = append(f.Rows, Row{"year": a.Column("year").Ints[i], "name": names["name"], "value": share})
		case i < dependRows:
			f.Rows = append(f.Rows, Row{"name": a.text(i, "name"), "value": share})
		}
	}
	return Section{ID: level, Title: text(""), Lead: text("-lead"), Figure: f, Terms: a.terms("gvcb"),
		Table: TableOf(a.Frame, nil, columns...), Rows: a.call}
}
