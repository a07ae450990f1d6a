package ui

import (
	"fmt"
	"slices"

	"ikat/engine"
	"ikat/fault"
	"ikat/known"
	"ikat/question"
	"ikat/question/brief"
	questionfirms "ikat/question/firms"
	questionknown "ikat/question/known"
	"ikat/result"
	"ikat/say"
)

// economyKnown is the page of an economy that the table at hand does not have: what is known of it without one.
func (r *request) economyKnown(t *subject, gone *absent) (*View, error) {
	card, err := known.Of(gone.economy)
	if err != nil {
		return nil, err
	}
	name := gone.economy.Name
	v := &View{Title: name, Question: r.Say("economy.question", map[string]any{"name": name}),
		Controls: r.focusControls(t, gone.economy.Code), Looks: r.published(name)}
	r.word("focus.without", map[string]any{"name": name, "table": r.tableName(t.name)})
	v.draw(r, questionknown.Prose(say.In(r.Language), card))
	if n := len(v.Answer); n > 1 && len(card.Years) > 0 { // figures first, what they rest on last
		v.Answer = append(slices.Clone(v.Answer[1:]), v.Answer[0])
	}
	facts, err := brief.Of(r, r.site.engine, gone.economy.Code, t.ref, r.progress)
	if err != nil {
		return nil, err
	}
	if pictures := facts.Figures(r.Texts); len(pictures) > 0 && len(v.Sections) > 0 && v.Sections[0].Figure == nil {
		v.Sections[0].Figure = pictures[0]
	}
	return v, nil
}

// firmsKnown is the page about small firms of an economy that no table at hand has: what published figures tell.
func (r *request) firmsKnown(t *subject, gone *absent) (*View, error) {
	q := questionfirms.SME
	values, err := q.Read(map[string][]string{"economy": {gone.economy.Code}}, question.Asker{})
	if err != nil {
		return nil, gone
	}
	answer, err := q.Ask(
		r,
		&question.Request{Values: values, Engine: r.site.engine, Prose: true, Language: r.Language},
		&question.Usual,
	)
	if fault.KindOf(err) == fault.Canceled {
		return nil, err
	}
	if err != nil || answer.Prose == nil {
		return nil, gone
	}
	name := gone.economy.Name
	v := &View{Title: r.Say("smes.nav"), Question: r.Say("smes.question", map[string]any{"name": name}),
		Controls: r.focusControls(t, gone.economy.Code), Looks: r.published(name)}
	r.word("focus.without", map[string]any{"name": name, "table": r.tableName(t.name)})
	v.draw(r, answer.Prose)
	return v, r.raisedByEstimate(v, gone)
}

// raisedByEstimate leads a page with what raises what small firms make by the economy's newest estimated table, where
// there is one.
func (r *request) raisedByEstimate(v *View, gone *absent) error {
	t, err := r.estimated(gone)
	if err != nil || t == nil {
		return err
	}
	a := r.raising(t, questionfirms.UsualFactors(gone.economy.Code, t.ref, known.Statistics()), false)
	v.Answer = append([]string{a.instead}, v.Answer...)
	v.Sections = append([]Section{a.section(r)}, v.Sections...)
	r.word("smes.factors-estimated", map[string]any{"table": t.ref})
	v.restsOn([]result.Note{question.EstimatedNote().AsWarning()}, []result.Source{engine.SourceOf(t.Table)})
	return nil
}

// published says that a page looks at what is published of an economy, at no table.
func (r *request) published(name string) string {
	return r.Label(name) + lookingAt + r.Say("study.published")
}

// draw puts an answer in prose on a page: paragraphs before the first heading are the answer, each heading is a section
// with its sentences and tables.
func (v *View) draw(r *request, p *say.Page) {
	v.restsOn(p.Notes, p.Sources)
	var at *Section
	for _, b := range p.Blocks {
		if b.Basis { // a page says it of all its parts together
			continue
		}
		switch b.Kind {
		case say.Heading:
			v.Sections = append(v.Sections, Section{ID: fmt.Sprint("part-", len(v.Sections)+1), Title: b.Text})
			at = &v.Sections[len(v.Sections)-1]
		case say.Rows:
			if at == nil || at.Table != nil {
				v.Sections = append(v.Sections, Section{ID: fmt.Sprint("part-", len(v.Sections)+1), Title: r.Say("ask.rows")})
				at = &v.Sections[len(v.Sections)-1]
			}
			at.Table = tableOfGrid(b.Grid)
		case say.Paragraph, say.Warning, say.Small:
			switch {
			case at == nil:
				v.Answer = append(v.Answer, b.Text)
			case at.Table == nil && at.Lead == "":
				at.Lead = b.Text
			default:
				at.Said = append(at.Said, b.Text)
			}
		}
	}
}

// tableOfGrid lays out a grid of prose.
func tableOfGrid(g *say.Grid) *Table {
	t := &Table{Total: len(g.Rows)}
	for i, h := range g.Header {
		t.Header = append(t.Header, Head{Label: h, Number: g.Right[i]})
	}
	for _, row := range g.Rows {
		cells := make([]Cell, len(row))
		for i, text := range row {
			cells[i] = Cell{Text: text, Number: g.Right[i]}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
