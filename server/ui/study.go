package ui

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ikat/economies"
	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/known"
	"ikat/measure"
	"ikat/question/brief"
	"ikat/result"
	"ikat/say"
)

// studyPath is where pages are asked that a study is made of: what can only be clicked is not said there.
const studyPath = "/study"

// StudyQuestion asks for an economy's chapter.
type StudyQuestion struct {
	Economy string // a code or a name
	Table   string // reference of a library's table, or the path of a file; "" is the site's first

	Language string // "" is English
}

// Study is an economy's chapter: the answers of the pages, one after the other, for print.
type Study struct {
	*Texts
	Grounds
	Name, Ref, Program string
	Command            string
	Chapters           []*Chapter
	Messages           []string // the brief in its headings
	Aside              string   // what keeps two of them apart, "" where nothing must
	Calls              []*Call  // give the rows that the messages are made of
	Basis              string   // the sources of the messages
	Date               string
	Left               []string // chapters and sections that the data do not allow, and why
	Measures           []*measure.Measure
	Words              map[string]string
	path               string // of the table, where it is a file that a user named
	Style              template.CSS
	Script             template.JS
}

// Chapter is one question of a study with its answer.
type Chapter struct {
	ID, Title string
	Basis     string // the tables that the answer and the parts rest on, with their years
	Answer    []string
	Calls     []*Call // give the rows that the answer is made of
	Sections  []Section
}

// Commands are the commands that give a chapter's numbers, each once.
type Commands struct {
	Title string
	Lines []string
}

// Commands lists them; nil where there are none.
func (c *Chapter) Commands() *Commands {
	out := &Commands{Title: c.Title}
	add := func(calls ...*Call) {
		for _, call := range calls {
			if call != nil && !slices.Contains(out.Lines, call.CLI()) {
				out.Lines = append(out.Lines, call.CLI())
			}
		}
	}
	add(c.Calls...)
	for _, s := range c.Sections {
		add(s.Rows)
		add(s.Calls...)
	}
	if out.Lines == nil {
		return nil
	}
	return out
}

// chapter says which parts of a page a study takes, and with which choices.
type chapter struct {
	id       string
	page     func(*request) (*View, error)
	choices  url.Values
	sections []string
	answer   bool // take the page's answer too
}

// Study writes the chapter of an economy as one HTML file that needs no other: style, script and numbers are inside.
//
// Error: fault.NotFound for a table or economy that is not there; what the pages say, where all of them fail.
func (s *Site) Study(ctx context.Context, w io.Writer, q StudyQuestion, program string, p engine.Progress) error {
	r, t, code, err := s.studied(ctx, q, p)
	var gone *absent
	if errors.As(err, &gone) && (q.Table == "" || estimate.Named(q.Table)) {
		return s.studyKnown(r, w, t, gone, program)
	}
	if err != nil {
		return err
	}
	out, err := r.study(t, code, program, p)
	if err != nil {
		return err
	}
	if out.path != "" {
		out.withoutFolder(out.path)
	}
	return s.templates.ExecuteTemplate(w, "study.html", out)
}

// studied reads what a study is asked about.
//
// Error: *absent where the table lacks the economy; as Study.
func (s *Site) studied(ctx context.Context, q StudyQuestion, p engine.Progress) (*request, *subject, string, error) {
	r := &request{
		Context:  ctx,
		Values:   url.Values{"economy": {q.Economy}},
		Texts:    say.In(cmp.Or(q.Language, spoken)),
		site:     &Site{engine: s.open, table: s.table, assets: s.assets},
		path:     studyPath,
		progress: p,
	}
	if q.Table != "" {
		r.Set("table", q.Table)
	}
	t, err := r.subject()
	if err != nil {
		return r, nil, "", err
	}
	code, err := r.home(t)
	return r, t, code, err
}

// study composes the chapter; a table's path is in it still.
//
// Error: what the pages say, where all of them fail.
func (r *request) study(t *subject, code, program string, p engine.Progress) (*Study, error) {
	out := &Study{
		Texts:   r.Texts,
		Words:   r.Section("js"),
		Name:    nameOf(t, code),
		Ref:     t.ref,
		Program: program,
		Command: "study " + code + " --table " + t.ref + " -o " + strings.ToLower(code) + ".html",
		Style:   template.CSS(r.site.assets["ikat.css"].data),
		Script:  template.JS(r.site.assets["ikat.js"].data),
	}
	if facts, err := brief.Of(r, r.site.engine, code, t.ref, p); err == nil {
		for _, b := range facts.Prose(r.Texts).Blocks {
			if b.IsHeading() {
				out.Messages = append(out.Messages, b.Text)
			}
		}
		out.Messages = out.Messages[:max(0, len(out.Messages)-1)] // the last is of the table of neighbours
		if other, ok := facts.Other(); ok {
			out.Aside = r.Say("brief.earn-other", other)
		}
		out.Basis = out.basis(facts.Frame().Provenance.Sources)
		out.Calls = []*Call{NewCall(brief.Brief).With("economy", code).With("table", t.ref)}
	} else if fault.KindOf(err) == fault.Canceled {
		return nil, err
	}
	out.Date = time.Now().Format(time.DateOnly)
	plan, err := r.plan(t, code)
	if err != nil {
		return nil, err
	}
	for _, c := range plan {
		if p != nil {
			p(out.Say("study."+c.id), -1)
		}
		if err := out.add(r, t, code, c, p); err != nil {
			return nil, err
		}
	}
	out.methods()
	if t.ref != t.Ref() {
		out.path = t.ref
	}
	return out, nil
}

// plan lists the chapters of an economy's study.
func (r *request) plan(t *subject, code string) ([]chapter, error) {
	beside := url.Values{}
	if e, ok := economies.Get(code); ok {
		own, missing := known.Of(e)
		_, peers, err := brief.Neighbours(code)
		if missing == nil && err == nil {
			if quickest := brief.Quickest(own, peers); quickest != "" {
				beside.Set("partner", quickest)
			}
		}
	}
	return []chapter{
		{id: "participation", page: economy, sections: []string{"structure", "trend", "peers"}, answer: true},
		{id: "position", page: economy, sections: []string{"position"}},
		{id: "partners", page: economy, sections: []string{"suppliers", "buyers", "balance"}},
		{id: "borders", page: borders, choices: beside, sections: []string{"pair", "best"}, answer: true},
		{id: "links", page: chainPage, sections: []string{"layers", "days", "cost", "sides", "time"}, answer: true},
		{id: "worth", page: whatIf, choices: url.Values{"for": {code}}, sections: []string{"ranking"}},
		{id: "firms", page: smes, sections: []string{"factors", "ways", "interval", "sizes"}, answer: true},
	}, nil
}

// add asks a page and takes the parts of it that the chapter is made of. A chapter that the data do not allow is left
// out, and the study says why.
func (o *Study) add(r *request, t *subject, code string, c chapter, p engine.Progress) error {
	ask := &request{
		Context:  r.Context,
		Values:   url.Values{"economy": {code}, "table": {t.ref}},
		Texts:    r.Texts,
		site:     r.site,
		path:     r.path,
		progress: r.progress,
	}
	for name, v := range c.choices {
		ask.Values[name] = v
	}
	title := o.Say("study." + c.id)
	v, err := c.page(ask)
	if err != nil {
		if fault.KindOf(err) == fault.Canceled {
			return err
		}
		o.leave(title, err)
		return nil
	}
	out := &Chapter{ID: c.id, Title: title}
	if c.answer {
		out.Answer, out.Calls = v.Answer, v.Calls
	}
	for _, id := range c.sections {
		part := v.section(id)
		if part == nil {
			continue
		}
		led := part.Leads
		if part, err = o.done(ask, part, p); err != nil {
			return err
		}
		if part == nil {
			continue
		}
		out.Answer = part.closing(out.Answer, led)
		part.Controls, part.Next, part.ID = nil, nil, c.id+"-"+id
		part.inLanguage(o.Texts)
		out.Sections = append(out.Sections, *part)
		o.restsOn(part.Notes, nil)
	}
	for _, left := range v.omitted {
		if slices.Contains(c.sections, left.id) {
			o.Left = append(o.Left, left.text)
		}
	}
	if len(out.Sections) == 0 && len(out.Answer) == 0 {
		return nil
	}
	out.Basis = o.basis(v.Sources)
	o.Chapters = append(o.Chapters, out)
	o.restsOn(v.Notes, v.Sources)
	return nil
}

// done is a section with its long work done; nil where that gives nothing, which the study then names.
//
// Error: fault.Canceled.
func (o *Study) done(r *request, part *Section, p engine.Progress) (*Section, error) {
	if part.Work == nil {
		return part, nil
	}
	out, err := part.Work(r, p)
	switch {
	case fault.KindOf(err) == fault.Canceled:
		return nil, err
	case err != nil:
		o.leave(part.Title, err)
		return nil, nil
	case out.empty():
		o.Left = append(o.Left,
			o.Say("study.left-out", map[string]any{"title": part.Title, "why": o.Say("site.nothing-of-it")}))
		return nil, nil
	}
	whole := *out
	whole.ID = part.ID
	return &whole, nil
}

// leave says that a chapter or section is left out, and why.
func (o *Study) leave(title string, err error) {
	why := strings.Join(reasons(o.Texts, err, fault.Plain), " ")
	if gone := (*absent)(nil); errors.As(err, &gone) {
		why = o.Say(gone.why, map[string]any{"name": gone.economy.Name, "table": gone.table})
	}
	o.Left = append(o.Left, o.Say("study.left-out", map[string]any{"title": title, "why": why}))
}

// basis says sources as a reader would.
func (o *Study) basis(sources []result.Source) string {
	return o.Say("study.basis", map[string]any{"sources": o.From(sources...)})
}

// methods collects the measures that the chapters' rows come from.
func (o *Study) methods() {
	for _, c := range o.Chapters {
		for _, s := range c.Sections {
			if s.Rows == nil {
				continue
			}
			m, err := measure.Find(s.Rows.Value("id"))
			if err == nil && !slices.Contains(o.Measures, m) {
				o.Measures = append(o.Measures, m)
			}
		}
	}
}

// withoutFolder names a table's file by its base name: where it lies on the author's disk is no part of what is
// published.
func (o *Study) withoutFolder(path string) {
	base := filepath.Base(path)
	bare := strings.NewReplacer(path, base, url.QueryEscape(path), url.QueryEscape(base)).Replace
	each := func(list []string) {
		for i := range list {
			list[i] = bare(list[i])
		}
	}
	o.Ref, o.Command, o.Basis = bare(o.Ref), bare(o.Command), bare(o.Basis)
	each(o.Left)
	for _, call := range o.Calls {
		call.replace(bare)
	}
	for _, c := range o.Chapters {
		each(c.Answer)
		c.Basis = bare(c.Basis)
		for _, call := range c.Calls {
			call.replace(bare)
		}
		for i := range c.Sections {
			c.Sections[i].replace(bare)
		}
	}
}

// replace rewrites a section's sentences and its call.
func (s *Section) replace(by func(string) string) {
	s.Title, s.Lead, s.Command, s.Headline = by(s.Title), by(s.Lead), by(s.Command), by(s.Headline)
	for i := range s.Facts {
		s.Facts[i].Meaning = by(s.Facts[i].Meaning)
	}
	if s.Figure != nil {
		s.Figure.Title = by(s.Figure.Title)
		for _, row := range s.Figure.Rows {
			for name, v := range row {
				if text, ok := v.(string); ok {
					row[name] = by(text)
				}
			}
		}
	}
	if s.Table != nil {
		for _, row := range s.Table.Rows {
			for i := range row {
				row[i].Text, row[i].Href = by(row[i].Text), by(row[i].Href)
			}
		}
	}
	if s.Rows != nil {
		s.Rows.replace(by)
	}
	for _, c := range s.Calls {
		c.replace(by)
	}
	for i := range s.More {
		s.More[i].replace(by)
	}
}

// replace rewrites the values of a call.
func (c *Call) replace(by func(string) string) {
	for i := range c.given {
		c.given[i].value = by(c.given[i].value)
	}
}
