package api

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ikat/fault"
)

// form is how a parameter is written.
type form int

const (
	text     form = iota
	number        // a finite number
	whole         // a whole number
	flag          // true or false
	several       // a list: repeated, or joined by commas
	repeated      // a list whose values have commas in them: repeated only
)

// param declares one parameter. It is read, checked and documented from this alone.
type param struct {
	name, doc string
	form      form
	inPath    bool
	required  bool
	values    []string       // all there are; nil leaves it open
	pattern   *regexp.Regexp // what a value looks like; nil is anything
	like      string         // the pattern in words
	otherwise string         // the value where none is given
	example   any            // a string, or a list of them
	min, max  float64        // of a number; both 0 is any
	most      int            // of a list's values; 0 is mostValues
}

const (
	mostValues = 1000
	longest    = 4096 // bytes of a value; a scenario's text may be longer
)

// read returns the values that a request gives for a parameter, checked; nil where it gives none.
//
// Error: fault.Invalid for what the parameter does not take, with the nearest of what it takes.
func (p *param) read(given []string) ([]string, error) {
	var out []string
	for _, v := range given {
		if p.form == several {
			out = append(out, strings.FieldsFunc(v, func(c rune) bool { return c == ',' })...)
		} else if v != "" {
			out = append(out, v)
		}
	}
	most := 1
	if p.list() {
		if most = p.most; most == 0 {
			most = mostValues
		}
	}
	if len(out) > most {
		return nil, invalid(p.name, fmt.Sprintf("it has %d values", len(out)), fmt.Sprintf("It takes %d at most", most))
	}
	for i, v := range out {
		if p.form == several {
			out[i] = strings.TrimSpace(v)
		}
		if err := p.check(out[i]); err != nil {
			return nil, err
		}
	}
	if len(out) == 0 && p.required {
		return nil, invalid(p.name, "it is missing", "For instance "+p.name+"="+p.shown())
	}
	return out, nil
}

func (p *param) list() bool { return p.form == several || p.form == repeated }

func (p *param) check(v string) error {
	where := p.name + " " + shortened(v)
	switch {
	case len(v) > longest && p.max == 0:
		return invalid(where, fmt.Sprintf("it is %d bytes long", len(v)), fmt.Sprintf("It takes %d at most", longest))
	case p.values != nil && !slices.Contains(p.values, v):
		kind := fault.Invalid
		if p.inPath { // the address itself names something that is not there
			kind = fault.NotFound
		}
		return &fault.Error{Kind: kind, Where: where, What: "there is no such choice", Fix: fault.Suggest(v, p.values, "It takes "+strings.Join(p.values, ", "))}
	case p.pattern != nil && !p.pattern.MatchString(v):
		return invalid(where, "it is not "+p.like, "For instance "+p.shown())
	case p.form == flag && v != "true" && v != "false":
		return invalid(where, "it is neither true nor false", "")
	case p.form == number || p.form == whole:
		return p.checkNumber(where, v)
	}
	return nil
}

func (p *param) checkNumber(where, v string) error {
	x, err := strconv.ParseFloat(v, 64)
	switch {
	case err != nil || math.IsNaN(x) || math.IsInf(x, 0):
		return invalid(where, "it is not a number", "For instance "+p.shown())
	case p.form == whole && x != math.Trunc(x):
		return invalid(where, "it is not a whole number", "")
	case (p.min != 0 || p.max != 0) && (x < p.min || x > p.max):
		return invalid(where, fmt.Sprintf("it lies outside %g to %g", p.min, p.max), "")
	}
	return nil
}

// shown is the example as an address has it.
func (p *param) shown() string {
	switch e := p.example.(type) {
	case []string:
		return strings.Join(e, ",")
	case string:
		return e
	}
	return "..."
}

// shortened cuts what a stranger wrote to what a message needs.
func shortened(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}

// document returns the parameter as OpenAPI has it.
func (p *param) document() *huma.Param {
	out := &huma.Param{Name: p.name, In: "query", Description: p.doc, Required: p.required || p.inPath, Example: p.example}
	if p.inPath {
		out.In = "path"
	}
	one := &huma.Schema{Type: map[form]string{number: "number", whole: "integer", flag: "boolean"}[p.form]}
	if one.Type == "" {
		one.Type = "string"
	}
	for _, v := range p.values {
		one.Enum = append(one.Enum, v)
	}
	if p.pattern != nil {
		one.Pattern = p.pattern.String()
	}
	if p.form != text && (p.min != 0 || p.max != 0) {
		one.Minimum, one.Maximum = &p.min, &p.max
	}
	if p.otherwise != "" && !p.list() {
		one.Default = typed(p.form, p.otherwise)
	}
	out.Schema = one
	if p.list() {
		explode := true
		out.Schema, out.Style, out.Explode = &huma.Schema{Type: "array", Items: one}, "form", &explode
		if p.otherwise != "" {
			out.Schema.Default = strings.Split(p.otherwise, ",")
		}
	}
	return out
}

// typed turns a value as an address has it into one as JSON has it.
func typed(f form, v string) any {
	switch f {
	case number, whole:
		if x, err := strconv.ParseFloat(v, 64); err == nil {
			return x
		}
	case flag:
		return v == "true"
	}
	return v
}

// values are the checked values of a request, by parameter.
type values struct {
	params []param
	given  map[string][]string
}

// readValues reads all parameters of a route.
//
// Error: fault.Invalid for a parameter that the route does not have, and for what one of them does not take.
func readValues(params []param, path func(string) string, query url.Values) (*values, error) {
	out := &values{params, map[string][]string{}}
	var known []string
	for i := range params {
		p := &params[i]
		given := query[p.name]
		if p.inPath {
			given = []string{path(p.name)}
		} else {
			known = append(known, p.name)
		}
		v, err := p.read(given)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out.given[p.name] = v
		}
	}
	for name := range query {
		if !slices.Contains(known, name) {
			return nil, unknownParameter(name, known)
		}
	}
	return out, nil
}

// files are the options of the command line that name files.
var files = []string{"satellite", "stats", "border", "group-file", "bom", "output", "mapping", "sources"}

func unknownParameter(name string, known []string) error {
	f := &fault.Error{Kind: fault.Invalid, Where: "parameter " + shortened(name), What: "this address has no such parameter", Fix: fault.Suggest(shortened(name), known, "It has "+strings.Join(known, ", "))}
	if slices.Contains(files, name) {
		f.What, f.Why, f.Fix = "it names a file", "Files of the server cannot be named from outside", "Ask on the command line, where ikat runs"
	}
	return f
}

// chosen reports whether a parameter was given.
func (v *values) chosen(name string) bool { return len(v.given[name]) > 0 }

// all returns a list, or its default.
func (v *values) all(name string) []string {
	if out := v.given[name]; out != nil {
		return out
	}
	if d := v.param(name).otherwise; d != "" {
		return strings.Split(d, ",")
	}
	return nil
}

// one returns a single value, or its default.
func (v *values) one(name string) string {
	if out := v.given[name]; len(out) > 0 {
		return out[0]
	}
	return v.param(name).otherwise
}

func (v *values) on(name string) bool { return v.one(name) == "true" }

// amount returns a number, which readValues has checked.
func (v *values) amount(name string) float64 {
	x, _ := strconv.ParseFloat(v.one(name), 64)
	return x
}

func (v *values) param(name string) *param {
	for i := range v.params {
		if v.params[i].name == name {
			return &v.params[i]
		}
	}
	panic("undeclared parameter " + name)
}
