// Package question says what a question is: an object, declared once, from which the command line, the API, the pages
// and the documents make what they need.
//
// A question declares its parameters and one function from their values to frames. It knows no mouth: an error names
// the parameter at fault, and whoever asked spells it. The rooms below hold the questions; package catalog lists them.
package question

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"ikat/engine"
	"ikat/picture"
	"ikat/result"
	"ikat/say"
)

// Question is one thing that ikat can be asked.
type Question struct {
	ID        string // of the command, the address, the page
	Label     string // what it gives, for lists
	Asks      string // what a reader asks who wants it
	Doc       string // what it does, for help and documents; parameters are mentioned as {name}
	Tag       string // heading under which documents list it
	Reference string // the papers; "" where the question follows no paper
	Params    []Param
	Examples  []Example
	Levels    []Level // what the rows may be; nil where there is one kind of rows
	Variant   *Variant
	Path      string    // of the address below the API's prefix; "" is /ID and its arguments
	Pictures  []Picture // how rows are drawn, the first that fits; nil is the usual way
	Returns   any       // an example of Answer.Value, for documents; nil where answers are rows only

	// Work says how much an answer takes, without computing it; nil where every answer is small.
	Work func(context.Context, *Request) (Work, error)
	// RestsOn lists the tables an answer rests on; nil where they are those of the parameter table.
	RestsOn func(*Request) ([]string, error)
	// World says that an answer needs the production of the whole world, which a national table has not.
	World bool
	// About is the economy that a question is about, as the asker wrote it. Where the usual table lacks it and none was
	// named, the newest estimated table of the economy answers; nil where another source does.
	About func(*Values) string
	// Estimated returns what an estimated table determines of an answer; nil where it determines nothing.
	Estimated func(*Request) (Determined, error)
	Lead      *Lead // what is said first of rows with ranges over draws; nil where rows say all
	Answer    func(context.Context, *Request) (*Answer, error)
}

// Example is a way to ask: what stands after the program's name, and what it gives.
type Example struct{ Args, Gives string }

// Level is one kind of rows an answer may have: a value of the parameter level.
type Level struct {
	ID   string
	Keys []string // columns that name a row
	Doc  string
}

// Variant says that a question is asked by another one's command, with a flag of its own: ikat chain --all.
type Variant struct {
	Of   string // ID of the question whose command it is
	Flag string // the parameter that chooses the variant
}

// Request is a question being asked.
type Request struct {
	*Values
	Engine   *engine.Engine
	Progress engine.Progress
	Language string // of prose; "" is English
	Prose    bool   // whoever asks shows prose rather than rows, where the question has some
}

// Answer is what a question gives: frames, or prose where it was asked for and there is some.
type Answer struct {
	Frames []*result.Frame
	Names  []string // of the frames, for files; nil where there is one
	Prose  *say.Page

	Pictures []*picture.Figure // that the question draws itself, before the last part of its prose
	Value    any               // the whole answer as JSON has it, where Returns says so
}

// Rows is the answer of one frame.
func Rows(f *result.Frame, err error) (*Answer, error) {
	if err != nil {
		return nil, err
	}
	return &Answer{Frames: []*result.Frame{f}}, nil
}

// Param returns the parameter of that name, or nil.
func (q *Question) Param(name string) *Param {
	for i := range q.Params {
		if q.Params[i].Name == name {
			return &q.Params[i]
		}
	}
	return nil
}

// Arguments returns the parameters that are arguments, in order.
func (q *Question) Arguments() []*Param {
	var out []*Param
	for i := range q.Params {
		if q.Params[i].Argument {
			out = append(out, &q.Params[i])
		}
	}
	return out
}

// Words returns the parameter that takes the words of a command line beyond its arguments, nil where there is none.
func (q *Question) Words() *Param {
	for i := range q.Params {
		if q.Params[i].Words {
			return &q.Params[i]
		}
	}
	return nil
}

// Address is where the API answers a question, below its prefix: the question's own path, or its ID and its arguments.
func (q *Question) Address() string {
	if q.Path != "" {
		return q.Path
	}
	out := "/" + q.ID
	for _, p := range q.Arguments() {
		if !p.IsFile() {
			out += "/{" + p.Name + "}"
		}
	}
	return out
}

// Command is how the command line asks a question, without the program's name.
func (q *Question) Command() string {
	if q.Variant != nil {
		return q.Variant.Of + " --" + q.Variant.Flag
	}
	return q.ID
}

// Chooser is the parameter that only says that this variant of a command is asked, not what; nil where there is none.
func (q *Question) Chooser() *Param {
	if q.Variant == nil {
		return nil
	}
	if p := q.Param(q.Variant.Flag); p.Form == Flag {
		return p
	}
	return nil
}

// Tables returns the tables that an answer rests on.
func (q *Question) Tables(r *Request) ([]string, error) {
	if q.RestsOn != nil {
		return q.RestsOn(r)
	}
	if q.Param("table") == nil {
		return nil, nil
	}
	return r.Engine.Expand(r.All("table"))
}

// Ask answers a question within limits; nil limits are none.
//
// Error: fault.Excessive where it would take more; what the question says.
func (q *Question) Ask(ctx context.Context, r *Request, l *Limits) (*Answer, error) {
	r, instead, err := q.fallBack(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := q.Allowed(ctx, r, l); err != nil {
		return nil, err
	}
	keep, err := q.estimated(r)
	if err != nil {
		return nil, err
	}
	in, leave, err := q.turn(ctx, r)
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := q.national(in, r); err != nil {
		return nil, err
	}
	told := keep != nil && keep.Ranged && r.Prose && q.Lead != nil && !r.Chosen("level")
	if keep != nil && keep.Ranged {
		own := *r
		own.Prose = false // a range stands beside every number: rows say that best
		r = &own
	}
	a, err := q.Answer(in, r)
	if err = overtime(ctx, in, err); err != nil {
		return nil, r.calledByName(q.wayOut(ctx, r, q.nowhere(ctx, r, err)))
	}
	r.nameKept(a)
	if keep != nil {
		keep.mark(a)
		if err := q.ranged(in, r, a, keep); err != nil {
			return nil, err
		}
	}
	if told {
		if err := q.lead(in, r, a, keep); err != nil {
			return nil, err
		}
	}
	if a.Prose != nil {
		a.head()
	}
	if instead != nil {
		instead.say(a)
	}
	return a, l.allowRows(a)
}

var name = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// Check says what is missing from a declaration; the catalogue refuses what is incomplete.
func (q *Question) Check() error {
	incomplete := func(what string, args ...any) error {
		return fmt.Errorf("question %s: %s", q.ID, fmt.Sprintf(what, args...))
	}
	for field, text := range map[string]string{"label": q.Label, "question": q.Asks, "text": q.Doc, "heading": q.Tag} {
		if text == "" {
			return incomplete("it has no %s", field)
		}
	}
	switch {
	case !name.MatchString(q.ID):
		return incomplete("its ID is no name")
	case q.Answer == nil:
		return incomplete("nothing answers it")
	case len(q.Examples) == 0:
		return incomplete("it has no example")
	case q.Variant != nil && q.Param(q.Variant.Flag) == nil:
		return incomplete("its variant's flag %s is no parameter", q.Variant.Flag)
	}
	seen := map[string]bool{}
	for i := range q.Params {
		p := &q.Params[i]
		if err := p.complete(); err != nil {
			return incomplete("%v", err)
		}
		if seen[p.Name] {
			return incomplete("it has parameter %s twice", p.Name)
		}
		seen[p.Name] = true
	}
	return nil
}

func (p *Param) complete() error {
	switch {
	case !name.MatchString(p.Name):
		return fmt.Errorf("parameter %q has no proper name", p.Name)
	case p.Form == nil:
		return fmt.Errorf("parameter %s has no form", p.Name)
	case p.Doc == "":
		return fmt.Errorf("parameter %s has no text", p.Name)
	case p.Values != nil && p.Default != "" && p.Many == Once && !slices.Contains(p.Values, p.Default):
		return fmt.Errorf("parameter %s: its default %s is none of its values", p.Name, p.Default)
	}
	for _, example := range append(p.Examples(), p.Defaults()...) {
		if err := p.check(example); err != nil {
			return err
		}
	}
	return nil
}
