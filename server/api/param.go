package api

import (
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ikat/fault"
	"ikat/question"
)

// asker is a stranger: the server's table stands where none is named, and of files only those sent.
func (a *API) asker() question.Asker {
	return question.Asker{Defaults: map[string]string{"table": a.Table}, Sent: a.Sent, Data: a.Data}
}

// readValues reads the parameters of a route from an address.
//
// Error: fault.Invalid for a parameter that the route does not have, and for what one of them does not take.
func (a *API) readValues(r *route, path func(string) string, query url.Values) (*question.Values, error) {
	given := map[string][]string{}
	for name, v := range query {
		if p := r.asks.Param(name); p != nil && p.Argument && !p.IsFile() {
			return nil, &fault.Error{Kind: fault.Invalid, Param: name, What: "it is a part of the address, not a parameter"}
		}
		given[name] = v
	}
	for i := range r.asks.Params {
		p := &r.asks.Params[i]
		switch {
		case p.Argument && !p.IsFile():
			given[p.Name] = []string{path(p.Name)}
		case p.Apart && len(given[p.Name]) == 0 && len(p.Defaults()) > 1:
			given[p.Name] = p.Defaults()[:1]
		}
		if p.Apart && (len(given[p.Name]) > 1 || len(given[p.Name]) == 1 && strings.Contains(given[p.Name][0], ",")) {
			return nil, &fault.Error{Kind: fault.Invalid, Param: p.Name, What: "each of several would make rows of its own",
				Why: "An address gives one list of rows", Fix: "Ask for one at a time"}
		}
	}
	return r.asks.Read(given, a.asker())
}

// offered lists the parameters that documents show: none that can only name a file, and none kept for old addresses
// only.
func (r *route) offered() []*question.Param {
	var out []*question.Param
	for i := range r.asks.Params {
		if p := &r.asks.Params[i]; p.Offered() && !p.Hidden {
			out = append(out, p)
		}
	}
	return out
}

// describeParam returns a parameter as OpenAPI has it.
func (a *API) describeParam(p *question.Param) *huma.Param {
	out := &huma.Param{
		Name:        p.Name,
		In:          "query",
		Description: fault.Spelled(p.Doc, Spell),
		Required:    p.Required || p.Argument,
	}
	if p.Argument {
		out.In = "path"
	}
	if p.Says != "" {
		out.Description += " (default: " + p.Says + ")"
	}
	one := &huma.Schema{Type: p.Form.Type}
	for _, v := range p.Values {
		one.Enum = append(one.Enum, p.Typed(v))
	}
	if p.Min != 0 || p.Max != 0 {
		one.Minimum, one.Maximum = &p.Min, &p.Max
	}
	list := p.List() && !p.Apart && !p.Argument // a list in the path is one text, joined by commas
	defaults := p.Defaults()
	if p.Name == "table" && len(defaults) > 0 {
		defaults = []string{a.Table}
	}
	if len(defaults) > 0 && !list {
		one.Default = p.Typed(defaults[0])
	}
	out.Schema = one
	if examples := p.Examples(); len(examples) > 0 {
		out.Example = any(examples[0])
		switch {
		case list:
			out.Example = examples
		case p.List() && !p.Apart:
			out.Example = p.Example
		}
	}
	if list {
		explode := true
		out.Schema, out.Style, out.Explode = &huma.Schema{Type: "array", Items: one}, "form", &explode
		if len(defaults) > 0 {
			out.Schema.Default = defaults
		}
	}
	return out
}
