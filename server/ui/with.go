package ui

import (
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question"
	questionknown "ikat/question/known"
	"ikat/say"
)

// besideTopics are what the pages set side by side where an address names economies with=.
var besideTopics = map[string]string{"world": "trade", "economy": "trade", "borders": "borders", "smes": "firms"}

// withOthers gives a page the choice of economies to set beside the reader's, and the part that does so.
func (r *request) withOthers(v *View, page string) {
	topic, has := besideTopics[page]
	if !has || len(v.Controls) == 0 {
		return
	}
	v.Controls = append(v.Controls, Control{Kind: "text", Name: "with", Label: r.Say("comparison.with"),
		Help: r.Say("comparison.with-help"), Value: r.carriedValue("with")})
	names := r.withNames(v)
	if r.carriedValue("with") == "" {
		return
	}
	s, err := r.sideBySide(v, names, topic)
	if err != nil {
		r.word("comparison.with-not", map[string]any{"why": strings.Join(r.reasons(err), " ")})
		return
	}
	v.Sections = slices.Insert(v.Sections, min(1, len(v.Sections)), *s)
}

// withNames are the economy that the page shows and those that the address names beside it.
func (r *request) withNames(v *View) []string {
	var out []string
	for _, c := range v.Controls {
		if c.Name == "economy" && c.Value != "" {
			out = append(out, c.Value)
		}
	}
	for _, list := range r.All("with") {
		for _, name := range strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == ';' }) {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// sideBySide is the part of a page that sets economies side by side in figures of a topic: of value chains from the
// page's table where it has all of them, and else from published figures.
func (r *request) sideBySide(v *View, names []string, topic string) (*Section, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	given := map[string][]string{"economies": names, "topic": {topic}}
	if topic == "trade" && !slices.ContainsFunc(names, func(n string) bool { _, err := t.Find(n); return err != nil }) {
		given["table"] = []string{t.ref}
	}
	q := questionknown.Compare
	values, err := q.Read(given, question.Asker{})
	if err != nil {
		return nil, err
	}
	a, err := q.Ask(r, &question.Request{Values: values, Engine: r.site.engine, Prose: true, Language: r.Language},
		&question.Usual)
	if err != nil {
		return nil, err
	}
	call := NewCall(q).With("economies", strings.Join(names, ",")).With("topic", topic).With("table", given["table"]...)
	var drawn View
	drawn.draw(r, a.Prose)
	for i := range drawn.Sections {
		s := &drawn.Sections[i]
		if s.Title != r.Say("compare."+topic) {
			continue
		}
		sidesOf(&answer{a.Frames[0], call}).picture(r, s)
		s.ID, s.Lead = "beside", strings.Join(drawn.Answer, " ")
		if given["table"] == nil && topic == "trade" {
			table := strings.TrimSpace(r.tableName(t.name) + " " + say.Year(t.Year))
			s.Lead = r.Say("comparison.with-published", map[string]any{"table": table}) +
				" " + s.Lead
		}
		s.Next = []Step{{r.Say("comparison.all"), r.link("/compare", "economies", strings.Join(names, ","))}}
		v.about(a.Frames...)
		return s, nil
	}
	return nil, &fault.Error{Kind: fault.NotFound, Where: strings.Join(names, ", "),
		What: "nothing of this is published of any of them"}
}
