package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/question/drawn"
	"ikat/result"
	"ikat/say"
)

// askPath is where every declared question has a page of its own, made from its declaration.
const askPath = "/ask"

// questions lists what can be asked, with a link to each question's page.
func questions(r *request) (*View, error) {
	v := &View{Title: r.Say("ask.title"), Question: r.Say("ask.question"),
		Answer: []string{r.Say("ask.answer", say.Args{"n": len(catalog.Questions)})}}
	for _, q := range catalog.Questions {
		v.Sections = append(v.Sections, Section{ID: q.ID, Title: q.Label, Lead: q.Asks,
			Next: []Step{{r.Say("ask.open"), r.link(askPath + "/" + q.ID)}}, Command: q.Examples[0].Args})
	}
	return v, nil
}

// anyQuestion returns the page of a declared question: a form of its parameters, and its answer in prose and rows.
func anyQuestion(q *question.Question) func(*request) (*View, error) {
	return func(r *request) (*View, error) {
		r.wholeTable()
		given := r.givenTo(q)
		v := &View{Title: q.Label, Question: q.Asks, Controls: r.paramControls(q), Looks: r.askedOf(q, given)}
		values, err := q.Read(given, r.site.asker())
		if err != nil && r.unasked(q, err) { // nothing is asked yet
			v.Answer = r.docOf(q.Doc)
			return v, nil
		}
		if err != nil {
			return v, spelledFor(r, err)
		}
		asked := &question.Request{Values: values, Engine: r.site.engine, Language: r.Language}
		if err := q.Allowed(r, asked, &question.Usual); err != nil {
			return v, spelledFor(r, err)
		}
		work, err := r.workOf(q, asked)
		if err != nil {
			return v, spelledFor(r, err)
		}
		v.Sections = []Section{
			{
				ID:    "answer",
				Title: r.Say("ask.rows"),
				Basis: values.Key(),
				Takes: work,
				Work: func(r *request, p engine.Progress) (*Section, error) {
					return r.answerSection(q, values, p)
				},
			},
		}
		if work.Size() == turns.Long {
			return v, nil
		}
		s, err := r.answerSection(q, values, nil)
		if err != nil {
			v.Sections = nil // there is nothing to compute
			return v, spelledFor(r, err)
		}
		v.Sections = []Section{*s}
		v.Answer = r.proseOf(q, values)
		return v, nil
	}
}

// wholeTable writes a table and a year that pages have apart as questions have them, in one.
func (r *request) wholeTable() {
	if name := r.Get("table"); name == "" || strings.Contains(name, "/") || len(r.Values["table"]) > 1 {
		return
	}
	if t, err := r.subject(); err == nil { // what is wrong with the name, the question says
		r.Set("table", t.ref)
		r.Del("year")
	}
}

// askedOf says what a question is asked about: the values that name its answer.
func (r *request) askedOf(q *question.Question, given map[string][]string) string {
	var out []string
	for i := range q.Params {
		p := &q.Params[i]
		if !p.Named && !p.Argument || p.Form == question.Document || p.IsFile() {
			continue
		}
		for _, v := range given[p.Name] {
			if e, err := economies.Resolve(v); p.Form == question.Economy && err == nil {
				v = r.Name(e.Name)
			}
			out = append(out, v)
		}
	}
	return strings.Join(out, lookingAt)
}

func (r *request) workOf(q *question.Question, asked *question.Request) (question.Work, error) {
	if q.Work == nil {
		return question.Work{}, nil
	}
	return q.Work(r, asked)
}

// answerSection answers a question in rows.
func (r *request) answerSection(q *question.Question, values *question.Values, p engine.Progress) (*Section, error) {
	asked := &question.Request{Values: values, Engine: r.site.engine, Progress: p, Language: r.Language}
	answer, err := q.Ask(r, asked, &question.Usual)
	if err != nil {
		return nil, spelledFor(r, err)
	}
	call := NewCall(q)
	for i := range q.Params {
		if p := &q.Params[i]; values.Chosen(p.Name) {
			r.callWith(call, p, values)
		}
	}
	out := r.frameSection("answer", answer.Frames[0], call)
	out.Figure = drawn.Of(r, q, asked, answer)
	for i, f := range answer.Frames[1:] {
		out.More = append(out.More, *r.frameSection(fmt.Sprintf("answer-%d", i+2), f, nil))
	}
	return out, nil
}

// callWith adds what a parameter is given to a call: files and data as addresses name them, not where they lie.
func (r *request) callWith(call *Call, p *question.Param, values *question.Values) {
	if !p.TakesFile() {
		call.With(p.Name, strings.Join(values.All(p.Name), ","))
		return
	}
	for _, v := range r.Values[p.Name] {
		if !r.sentTo(call, p.Name, v) {
			call.With(p.Name, v)
		}
	}
}

func (r *request) frameSection(id string, f *result.Frame, call *Call) *Section {
	s := &Section{ID: id, Title: cmp.Or(f.Title, r.Say("ask.rows")), Table: TableOf(f, nil), Rows: call}
	s.Table.Rows = s.Table.Rows[:min(tableRows, len(s.Table.Rows))]
	for _, n := range f.Notes {
		s.Terms = append(s.Terms, Term{r.Say("basis." + n.Severity + "-name"), r.Note(n)})
	}
	return s
}

// proseOf is the answer in sentences, where the question has some.
func (r *request) proseOf(q *question.Question, values *question.Values) []string {
	answer, err := q.Ask(
		r,
		&question.Request{Values: values, Engine: r.site.engine, Prose: true, Language: r.Language},
		&question.Usual,
	)
	if err != nil || answer.Prose == nil {
		return nil
	}
	var out []string
	for _, b := range answer.Prose.Blocks {
		if b.Kind == say.Paragraph {
			out = append(out, b.Text)
		}
	}
	return out
}

// asker is a stranger: the site's table stands where none is named, and of files only those that readers have sent.
func (s *Site) asker() question.Asker {
	return question.Asker{Defaults: map[string]string{"table": s.table}, Sent: s.Sent,
		Data: s.keeping.Data}
}

// givenTo are the parameters of an address that a question has.
func (r *request) givenTo(q *question.Question) map[string][]string {
	out := map[string][]string{}
	for name, v := range r.Values {
		if p := q.Param(name); p != nil && !r.replacedByFile(p) {
			r.looksAt(name, true) // the question itself says how many it takes
			for _, one := range v {
				if one != "" {
					out[name] = append(out[name], one)
				}
			}
		}
	}
	for i := range q.Params { // a document that the form shows is asked, as long as the reader has given none
		p := &q.Params[i]
		if _, ok := r.Values[p.Name]; p.Form == question.Document && p.Example != "" && !ok && !r.replacedByFile(p) {
			out[p.Name] = []string{p.Example}
		}
	}
	return out
}

// replacedByFile reports whether a reader has sent a file in place of a document's text.
func (r *request) replacedByFile(p *question.Param) bool {
	return p.Instead != "" && r.Get(p.Instead) != ""
}

// unasked reports whether the address gives the question nothing: at most what the reader has chosen for all pages, and
// what failed is that the question needs more.
func (r *request) unasked(q *question.Question, failed error) bool {
	var f *fault.Error
	more := errors.As(failed, &f) && f.Param != "" && r.Get(f.Param) == ""
	for name := range r.Values {
		if q.Param(name) != nil && r.Get(name) != "" && !(more && slices.Contains(carried, name)) {
			return false
		}
	}
	return true
}

// paramControls are the controls of a question's parameters, as their forms draw themselves.
func (r *request) paramControls(q *question.Question) []Control {
	table := cmp.Or(r.Get("table"), r.site.table)
	var out []Control
	for i := range q.Params {
		p := &q.Params[i]
		if p.Hidden || r.replacedByFile(p) {
			continue
		}
		if p.TakesFile() {
			out = append(out, r.fileControls(p)...)
		}
		if !p.IsFile() {
			out = append(out, r.paramControl(p, table))
		}
	}
	return out
}

// fileControls take files of the reader's for a parameter, as many as it takes, or the name of kept data; each that has
// been sent can be taken out.
func (r *request) fileControls(p *question.Param) []Control {
	label, given := r.label(p.Name, ""), r.Values[p.Name]
	var out []Control
	for i, v := range given {
		if file, _, ok := r.site.sent.lookUp(v); ok {
			others := []string{p.Name, ""}
			for j, o := range given {
				if j != i {
					others = append(others, p.Name, o)
				}
			}
			out = append(out, Control{Kind: "file", Name: p.Name, Label: label, Value: v, Unit: file.name,
				Action: r.here(others...)})
		}
	}
	if len(out) > 0 && !p.List() {
		return out
	}
	more := Control{Kind: "file", Name: p.Name, Label: label, Help: strings.Join(r.docOf(p.Doc), " "),
		Action: r.here(p.Name, "")}
	if p.List() {
		more.Action = r.here()
	}
	out = append(out, more)
	if kept := r.keptControl(p); kept != nil && p.IsFile() && len(out) == 1 {
		out = append(out, *kept)
	}
	return out
}

// keptControl chooses among the kept data that a parameter takes by name; nil where none are kept.
func (r *request) keptControl(p *question.Param) *Control {
	if p.Kept == nil || r.site.keeping.Kept == nil {
		return nil
	}
	names := r.site.keeping.Kept(p.Kept)
	if len(names) == 0 {
		return nil
	}
	c := &Control{Kind: "select", Name: p.Name, Label: r.Say("ask.kept", map[string]any{"of": r.label(p.Name, "")}),
		Value: r.Get(p.Name), Options: []Choice{{"", ""}}}
	for _, n := range names {
		c.Options = append(c.Options, Choice{n, n})
	}
	return c
}

func (r *request) paramControl(p *question.Param, table string) Control {
	c := Control{Kind: "text", Name: p.Name, Label: r.label(p.Name, ""), Help: strings.Join(r.docOf(p.Doc), " "),
		Value: strings.Join(r.Values[p.Name], ",")}
	if c.Value == "" {
		c.Value = p.Default
		if d, ok := r.site.asker().Defaults[p.Name]; ok {
			c.Value = d
		}
	}
	switch {
	case p.Form == question.Flag:
		c.Kind, c.Options = "select", []Choice{{"true", r.Say("ask.yes")}, {"false", r.Say("ask.no")}}
	case p.Values != nil && (!p.List() || p.Apart):
		c.Kind = "select"
		if p.Default == "" {
			c.Options = append(c.Options, Choice{"", ""})
		}
		for _, v := range p.Values {
			c.Options = append(c.Options, Choice{v, v})
		}
	case p.Form == question.Document:
		c.Kind, c.Value = "area", cmp.Or(c.Value, p.Example)
	case p.Form.Complete != nil:
		for _, one := range p.Form.Complete(r, r.site.engine, table) {
			value, label, _ := strings.Cut(one, "\t")
			c.Options = append(c.Options, Choice{value, label})
		}
	}
	return c
}

// label is a parameter as a page has it: the label of its field, and a value in quotes.
func (r *request) label(name, value string) string {
	label := name
	if key := "param." + name; r.Knows(key) {
		label = r.Say(key)
	}
	if value == "" {
		return label
	}
	return label + " “" + value + "”"
}

// spelledFor writes the parameters that an error mentions as the page labels them.
func spelledFor(r *request, err error) error {
	f := r.Told(err)
	if f == nil {
		return err
	}
	return f.Spelled(r.label)
}

// docOf are the paragraphs of what a declaration says of a question or a parameter, in the reader's language, with
// the parameters as the page labels them.
func (r *request) docOf(doc string) []string {
	out := strings.Split(doc, "\n\n")
	for i, p := range out {
		if said := r.Name(strings.Join(strings.Fields(p), " ")); r.Language != say.English {
			p = said
		}
		out[i] = fault.Spelled(p, r.label)
	}
	return out
}
