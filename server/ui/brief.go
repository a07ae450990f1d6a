package ui

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"ikat/document"
	"ikat/economies"
	"ikat/internal/turns"
	"ikat/question/brief"
	"ikat/say"
)

// Paper is a page of prose with pictures, for the screen and for two sheets of A4.
type Paper struct {
	*say.Page
	Author, Date string
	Figures      []*Figure // two beside each other, after the first messages
	Steps        []Step    // what can be made of it
}

// briefPage is a note on an economy for a minister: five messages with their numbers, two pictures, its neighbours.
func briefPage(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	facts, code, err := r.briefOf(t)
	if err != nil {
		return nil, err
	}
	v := &View{
		Title: r.Say("brief.title", map[string]any{"name": facts.Name}),
		Controls: append(r.focusControls(t, code),
			Control{Kind: "text", Name: "author", Label: r.Say("brief.author"), Value: r.Get("author")}),
	}
	if facts.Place == nil {
		v.Looks = r.published(facts.Name)
	}
	p := facts.Prose(say.In(r.Language))
	v.Paper = &Paper{Page: p, Author: r.Get("author"), Date: time.Now().Format(time.DateOnly), Steps: []Step{
		{r.Say("brief.word"), r.link("/brief/word", "economy", code, "author", r.Get("author"))},
	}}
	if facts.Place != nil {
		v.Paper.Steps = append(v.Paper.Steps, Step{r.Say("brief.annex"), r.link("/brief/study", "economy", code)})
	}
	v.Paper.Figures = facts.Figures(say.In(r.Language))
	v.Notes, v.Sources = nil, nil // the paper has its own
	return v, nil
}

// Before is the place of the last heading, before which the pictures stand.
func (p *Paper) Before() int {
	at := -1
	for i, b := range p.Blocks {
		if b.IsHeading() {
			at = i
		}
	}
	return at
}

// briefOf gathers the brief on the reader's economy, which need not be in the table.
func (r *request) briefOf(t *subject) (*brief.Facts, string, error) {
	code, err := r.writtenAbout(t)
	if err != nil {
		return nil, "", err
	}
	facts, err := brief.Of(r, r.site.engine, code, t.ref, nil)
	return facts, code, err
}

// writtenAbout is the economy to write about: the one named, also where the table has it inside an aggregate, else the
// reader's; an aggregate is none.
func (r *request) writtenAbout(t *subject) (string, error) {
	if e, err := economies.Resolve(r.Get("economy")); err == nil && e.Kind == economies.Current {
		return e.Code, nil
	}
	code, err := r.home(t)
	if err != nil {
		return "", err
	}
	if _, err := economies.Resolve(code); err != nil || economies.IsAggregate(code) {
		return r.first(t), nil
	}
	return code, nil
}

// serveBrief sends the brief as a document to edit.
func (s *Site) serveBrief(w http.ResponseWriter, r *http.Request) {
	req := s.request(r)
	req.path = "/brief"
	var facts *brief.Facts
	_, err := req.answer(page{key: "brief", answer: func(r *request) (*View, error) {
		t, err := r.subject()
		if err != nil {
			return nil, err
		}
		facts, _, err = r.briefOf(t)
		return nil, cmp.Or(err, r.undoubled())
	}})
	var b bytes.Buffer
	if err == nil {
		err = document.Word(
			&b,
			facts.Prose(say.In(req.Language)),
			document.About{
				Author:  req.Get("author"),
				Date:    time.Now(),
				By:      "ikat",
				Figures: facts.Figures(say.In(req.Language)),
			},
		)
	}
	if err != nil {
		s.fail(w, req, page{key: "brief"}, err)
		return
	}
	attach(
		w,
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"brief-"+strings.ToLower(facts.Code)+".docx",
	)
	w.Write(b.Bytes())
}

// serveStudy sends the long study, which rests on the tables that strangers may open.
func (s *Site) serveStudy(w http.ResponseWriter, r *http.Request) {
	req := s.request(r)
	req.path = "/brief"
	in, leave, err := turns.Enter(req.Context, turns.Long, 0)
	if err == nil {
		defer leave()
		t, fault := req.subject()
		if err = cmp.Or(fault, req.undoubled()); err == nil {
			var b bytes.Buffer
			closed := *s
			closed.open = s.engine
			if err = closed.Study(in, &b, StudyQuestion{Economy: req.Get("economy"), Table: t.ref,
				Language: req.Language}, "ikat", nil); err == nil {
				attach(w, "text/html; charset=utf-8", "study-"+strings.ToLower(req.Get("economy"))+".html")
				w.Write(b.Bytes())
				return
			}
		}
	}
	s.fail(w, req, page{key: "brief"}, err)
}

// attach sends what follows as a file of that name.
func attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", strings.Map(plainName, name)))
	w.Header().Set("Cache-Control", "no-cache")
}

// plainName keeps what a file's name may hold everywhere.
func plainName(c rune) rune {
	if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' {
		return c
	}
	return '-'
}
