package ui

import (
	"errors"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"ikat/fault"
	"ikat/question/brief"
	questionfirms "ikat/question/firms"
	"ikat/question/measures"
)

// studyKnown writes the study of an economy that no table at hand has, from published figures: what is known of its
// part in value chains, borders and small firms, and the economy beside its neighbours. Chapters that need a table are
// named with what they need.
func (s *Site) studyKnown(r *request, w io.Writer, t *subject, gone *absent, program string) error {
	code := gone.economy.Code
	out := &Study{
		Texts: r.Texts, Words: r.Section("js"), Name: gone.economy.Name, Ref: r.Say("study.published"), Program: program,
		Command: "study " + code + " -o " + strings.ToLower(code) + ".html", Date: time.Now().Format(time.DateOnly),
		Style: template.CSS(s.assets["ikat.css"].data), Script: template.JS(s.assets["ikat.js"].data),
	}
	facts, err := brief.Of(r, r.site.engine, code, t.ref, r.progress)
	if fault.KindOf(err) == fault.Canceled {
		return err
	}
	if err == nil {
		for _, b := range facts.Prose(r.Texts).Blocks {
			if b.IsHeading() {
				out.Messages = append(out.Messages, b.Text)
			}
		}
		out.Basis = out.basis(facts.Frame().Provenance.Sources)
		out.Calls = []*Call{NewCall(brief.Brief).With("economy", code)}
	}
	out.Messages = out.Messages[:max(0, len(out.Messages)-1)] // the last is of the table of neighbours
	r.Set("economy", code)
	for _, c := range []struct {
		id   string
		page func() (*View, error)
		call *Call // gives what the chapter says and shows without rows of a page
	}{
		{"participation", func() (*View, error) { return r.economyKnown(t, gone) },
			NewCall(measures.Profile).With("economy", code)},
		{"firms", func() (*View, error) { return r.firmsKnown(t, gone) },
			NewCall(questionfirms.SME).With("economy", code)},
		{"beside", func() (*View, error) { return comparePage(r) }, nil},
	} {
		if err := out.known(r, c.id, c.page, c.call); err != nil {
			return err
		}
	}
	for _, id := range []string{"partners", "links", "worth"} {
		out.Left = append(out.Left, out.Say("study.left-out", map[string]any{"title": out.Say("study." + id),
			"why": out.Say("study.needs-table", map[string]any{"name": gone.economy.Name})}))
	}
	return s.templates.ExecuteTemplate(w, "study.html", out)
}

// known adds a chapter with all that a page says, its long work done; where the page has nothing, it is named with the
// reason.
func (o *Study) known(r *request, id string, page func() (*View, error), call *Call) error {
	v, err := page()
	var nothing *absent
	switch {
	case fault.KindOf(err) == fault.Canceled:
		return err
	case errors.As(err, &nothing):
		o.Left = append(o.Left, o.Say("study.left-out", map[string]any{"title": o.Say("study." + id),
			"why": o.Say(nothing.why, map[string]any{"name": nothing.economy.Name, "table": o.Ref})}))
		return nil
	case err != nil:
		o.Left = append(o.Left, o.Say("study.left-out", map[string]any{"title": o.Say("study." + id),
			"why": strings.Join(reasons(o.Texts, err, fault.Plain), " ")}))
		return nil
	}
	chapter := &Chapter{ID: id, Title: o.Say("study." + id), Answer: v.Answer, Calls: append(v.Calls, call)}
	if len(v.Sources) > 0 {
		chapter.Basis = o.basis(v.Sources)
	}
	for i := range v.Sections {
		begun := &v.Sections[i]
		s, err := o.done(r, begun, r.progress)
		if err != nil {
			return err
		}
		if s == nil { // and the sentence that stood for it
			chapter.Answer = slices.DeleteFunc(chapter.Answer, func(said string) bool { return said == begun.Instead })
			continue
		}
		chapter.Answer = s.closing(chapter.Answer, begun.Leads)
		s.Controls, s.Next, s.ID = nil, nil, id+"-"+s.ID
		s.inLanguage(o.Texts)
		chapter.Sections = append(chapter.Sections, *s)
	}
	o.Chapters = append(o.Chapters, chapter)
	o.restsOn(v.Notes, v.Sources)
	return nil
}
