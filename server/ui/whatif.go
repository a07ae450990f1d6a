package ui

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"ikat/economies"
	"ikat/engine"
	"ikat/estimate"
	"ikat/examples"
	"ikat/fault"
	"ikat/question"
	"ikat/question/trade"
	"ikat/result"
	"ikat/say"
	"ikat/scenario"
)

// asked is the scenario of a page.
type asked struct {
	*scenario.File
	t    *subject
	text string // as a file
	own  []sent // the reader's own figures
}

// sent is a file that a reader has sent: what it is for, what addresses call it, and its name; or kept data, which have
// no other name than addresses call them by.
type sent struct{ param, ref, name string }

// ownFigures are the files beside a scenario's own that the question takes.
var ownFigures = []string{"satellite", "tariffs", "stats"}

// whatIf builds a scenario, shows what it would do, and ranks the links of the world to start from.
func whatIf(r *request) (*View, error) {
	v := &View{Title: r.Say("whatif.title"), Question: r.Say("whatif.question")}
	a, err := r.scenario()
	if err != nil { // the text stays, to be mended
		return &View{
			Sections: []Section{r.scenarioText(r.Get("scenario"))},
			Controls: []Control{
				{Kind: "hidden", Name: "table", Value: r.Get("table")},
				{Kind: "hidden", Name: "year", Value: r.Get("year")},
			},
		}, err
	}
	if err := a.t.world(); err != nil {
		return nil, err
	}
	v.Sources = []result.Source{engine.SourceOf(a.t.Table)}
	v.Controls = r.focusControls(a.t, "")
	title := r.titleOf(a)
	v.Title = r.Say("whatif.view", map[string]any{"title": title, "year": a.t.Year})
	v.Answer = []string{
		r.Say(
			"whatif.answer",
			map[string]any{
				"title":   title,
				"changes": a.count(),
				"several": len(a.names()),
				"table":   r.tableName(a.t.name),
				"year":    a.t.Year,
			},
		),
		r.Say("whatif.about"),
	}
	build, err := r.build(a)
	if err != nil {
		return nil, err
	}
	if a.count() == 0 {
		v.Answer = []string{r.Say("whatif.empty"), r.Say("whatif.about")}
		v.Sections = []Section{build, r.beginnings(a), r.scenarioText("")}
	} else {
		if touched := r.touched(a, v); touched != nil {
			v.Sections = append(v.Sections, *touched)
		}
		v.Sections = append(v.Sections, r.effects(a), r.changes(a), build, r.beginnings(a), r.figuresOfOwn(),
			r.scenarioText(a.text))
	}
	if a.estimated() {
		v.Answer = append(v.Answer, r.Say("whatif.estimated", map[string]any{"name": nameOf(a.t, estimate.Of(a.t.ref))}))
		v.leave(r, "ranking", "whatif.ranking", r.Say("chain.estimated-left"))
		return v, r.better(v, estimate.Of(a.t.ref))
	}
	ranking, err := r.ranking(a)
	if err != nil {
		return nil, err
	}
	v.Sections = append(v.Sections, ranking)
	return v, nil
}

// estimated holds for a scenario on an estimated table: about one economy's own sectors and its border with the rest.
func (a *asked) estimated() bool { return estimate.Named(a.t.ref) }

// scenario is the scenario of an address with the reader's own figures.
func (r *request) scenario() (*asked, error) {
	a, err := r.written()
	if err != nil || a.count() == 0 {
		return a, err
	}
	given := map[string][]string{"scenario": {a.text}}
	for _, name := range ownFigures {
		for _, ref := range r.Values[name] {
			if ref == "" {
				continue
			}
			file, _, ok := r.site.sent.lookUp(ref)
			if !ok && strings.HasPrefix(ref, sentName) {
				return nil, &fault.Error{Kind: fault.NotFound, Param: name, What: "the file that was sent is no longer here",
					Why: "Files are kept until the server ends or newer ones need the room", Fix: "Send it again"}
			}
			a.own = append(a.own, sent{name, ref, file.name})
			given[name] = append(given[name], ref)
		}
	}
	values, err := trade.Simulate.Read(given, r.site.asker())
	if err != nil {
		return nil, err
	}
	a.File, _, err = trade.Scenarios(&question.Request{Values: values, Engine: r.site.engine})
	return a, err
}

// written reads the scenario of an address: scenario=TEXT, or the first example, with the change that the form adds.
func (r *request) written() (*asked, error) {
	text := strings.ReplaceAll(r.Get("scenario"), "\r\n", "\n")
	if text == nothing {
		return r.fromNothing()
	}
	usual := strings.TrimSpace(text) == ""
	if usual {
		t, err := r.ownTable()
		if err != nil {
			return nil, err
		}
		text = r.example(t)
	}
	s, err := trade.ReadRemote(r.site.engine, "scenario", text)
	if err != nil {
		return nil, err
	}
	if r.Get("table") == "" && s.Table != "" {
		r.Set("table", s.Table)
	}
	t, err := r.namedTable()
	if err != nil {
		return nil, err
	}
	if usual && s.Fits(t.Table) != nil { // a table without the example's economies
		return r.fromNothing()
	}
	a := &asked{File: s, t: t, text: text}
	more, err := r.change(t)
	if err != nil {
		return nil, err
	}
	if more == nil && r.Get("title") == "" {
		return a, s.Fits(t.Table)
	}
	if more != nil {
		last := &s.Scenarios[len(s.Scenarios)-1]
		last.Changes = append(last.Changes, *more)
		s.Title = "" // the title of what it was made from
	}
	if own := strings.TrimSpace(r.Get("title")); own != "" {
		s.Title = own
	}
	a.text = s.YAML()
	if a.File, err = trade.ReadRemote(r.site.engine, "scenario", a.text); err != nil {
		return nil, err
	}
	return a, a.Fits(t.Table)
}

// nothing is the text of a scenario that changes nothing yet.
const nothing = "none"

// fromNothing is a scenario without changes, or with the first that the form adds.
func (r *request) fromNothing() (*asked, error) {
	t, err := r.ownTable()
	if err != nil {
		return nil, err
	}
	more, err := r.change(t)
	if err != nil {
		return nil, err
	}
	a := &asked{File: &scenario.File{}, t: t, text: nothing}
	if more == nil {
		return a, nil
	}
	first := scenario.File{
		Title:     strings.TrimSpace(r.Get("title")),
		Table:     t.ref,
		Scenarios: []scenario.Scenario{{Name: "change", Changes: []scenario.Change{*more}}},
	}
	a.text = first.YAML()
	if a.File, err = trade.ReadRemote(r.site.engine, "scenario", a.text); err != nil {
		return nil, err
	}
	return a, a.Fits(t.Table)
}

// inWords is a scenario in words, made from its changes: a name cannot outlive what it named.
func (r *request) inWords(a *asked, name string) string {
	for _, s := range a.File.Scenarios {
		if s.Name != name || len(s.Changes) == 0 {
			continue
		}
		text := say.UpperFirst(r.changeInWords(a, s.Changes[0]))
		if len(s.Changes) > 1 {
			text = r.Say("whatif.and-more", map[string]any{"first": text, "n": len(s.Changes) - 1})
		}
		if s.After != "" {
			return r.Say("whatif.on-top", map[string]any{"text": text})
		}
		return text
	}
	return name
}

// changeInWords says where a change is and what it does.
func (r *request) changeInWords(a *asked, c scenario.Change) string {
	return r.placeOf(a, c) + ": " + strings.Join(r.effectsOf(c), "; ")
}

// titleOf is the scenario's own title, or its changes in words.
func (r *request) titleOf(a *asked) string {
	names := a.names()
	switch {
	case a.Title != "":
		return r.Label(a.Title)
	case len(names) == 0:
		return r.Say("whatif.untitled")
	}
	return r.inWords(a, names[len(names)-1])
}

func (a *asked) names() []string {
	var out []string
	for _, s := range a.File.Scenarios {
		out = append(out, s.Name)
	}
	return out
}

func (a *asked) count() int {
	n := 0
	for _, s := range a.File.Scenarios {
		n += len(s.Changes)
	}
	return n
}

// beginning is an example to start from.
type beginning struct {
	*scenario.File
	text string
}

// Where a scenario's file names its table and has its title.
var (
	tableLine = regexp.MustCompile(`(?m)^table:.*$`)
	titleLine = regexp.MustCompile(`(?m)^title:.*$`)
)

// on is the example asked of a table, where its places are in it; otherwise of its own.
func (b beginning) on(t *subject) string {
	if t.Table == nil || b.Fits(t.Table) != nil {
		return b.text
	}
	return tableLine.ReplaceAllLiteralString(b.text, "table: "+t.ref)
}

// starts are the scenarios among the examples, by name.
var starts = sync.OnceValue(readStarts)

func readStarts() []beginning {
	var out []beginning
	names, err := fs.Glob(examples.Files, "*.yaml")
	if err != nil {
		return nil
	}
	for _, name := range names {
		text, err := examples.Files.ReadFile(name)
		if err != nil || !strings.Contains(string(text), "\nscenarios:") {
			continue
		}
		if s, err := scenario.Read(name, text); err == nil {
			out = append(out, beginning{s, string(text)})
		}
	}
	return out
}

// example is the first example, about the reader's economy where the table has it; its title is in the reader's
// language.
func (r *request) example(t *subject) string {
	first, own := starts()[0], exampleEconomy
	if code, err := t.Find(r.Get("economy")); err == nil && !t.IsAggregate(code) {
		own = code
	} else if e, err := economies.Resolve(r.Get("economy")); err == nil {
		r.word("whatif.example-of", map[string]any{"name": e.Name, "other": economies.Name(own)})
	}
	text := strings.ReplaceAll(first.text, exampleEconomy, own)
	if s, err := scenario.Read("example", []byte(text)); err == nil {
		text = beginning{s, text}.on(t)
	}
	title := "title: " + strconv.Quote(r.Say("whatif.customs", map[string]any{"name": economies.Name(own)}))
	return titleLine.ReplaceAllLiteralString(text, title)
}

// exampleEconomy is whose borders the first example is about.
const exampleEconomy = "IDN"

// serveScenario sends the scenario of an address as a file to keep.
func (s *Site) serveScenario(w http.ResponseWriter, r *http.Request) {
	req := s.request(r)
	req.path = "/what-if"
	a, err := req.scenario()
	if err = cmp.Or(err, req.undoubled()); err != nil {
		s.fail(w, req, page{key: "whatif"}, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/yaml; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="scenario.yaml"`)
	fmt.Fprint(w, a.text)
}
