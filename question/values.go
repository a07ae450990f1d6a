package question

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"ikat/fault"
)

// Values are the checked values of a question's parameters.
type Values struct {
	question *Question
	given    map[string][]string
	defaults map[string]string // in place of those declared
	kept     []*Kept           // data that are given by name
	Local    bool              // the asker may name files of this machine
}

// Asker says who asks: whose defaults hold, and which files may be named.
type Asker struct {
	Defaults map[string]string // by parameter, in place of those declared
	Local    bool              // files of this machine may be named

	// Sent finds a file that the asker has sent, by what their addresses call it; nil where none can be sent.
	Sent func(name string) (path string, ok bool)
	// Data finds data that are kept by their name, nil where the name is none of theirs; nil where none are kept. Its
	// error says how to get data that are known and not kept.
	Data func(name string) (*Kept, error)
}

// files returns what a parameter is given, with the paths of data that are kept and of files that the asker has sent
// in place of their names, and whether it may name files.
//
// Error: fault.Invalid for a file of this machine that a stranger names; what is said of data by that name.
func (who Asker) files(p *Param, given []string) (out []string, local bool, kept []*Kept, err error) {
	if !p.TakesFile() || who.Local && p.Kept == nil {
		return given, who.Local, nil, nil
	}
	out = p.split(given)
	for i, v := range out {
		k, err := who.data(p, v)
		switch {
		case err != nil:
			return nil, false, nil, err
		case k != nil:
			out[i], local, kept = k.Path, true, append(kept, k)
			continue
		case who.Local:
			continue
		}
		path, ok := "", false
		if who.Sent != nil {
			path, ok = who.Sent(v)
		}
		switch {
		case ok:
			out[i], local = path, true
		case p.IsFile():
			return nil, false, nil, namesFile(p)
		case !p.Form.Carried(v):
			return nil, false, nil, notCarried(p, v)
		}
	}
	return out, local || who.Local, kept, nil
}

// Read checks what was given for a question's parameters.
//
// Error: fault.Invalid for a parameter that the question does not have, for what one of them does not take, and for a
// file where the asker may name none.
func (q *Question) Read(given map[string][]string, who Asker) (*Values, error) {
	out := &Values{question: q, given: map[string][]string{}, defaults: who.Defaults, Local: who.Local}
	for name := range given {
		p := q.Param(name)
		switch {
		case p == nil:
			return nil, q.unknown(name)
		case p.IsFile() && p.Kept == nil && !who.Local && who.Sent == nil:
			return nil, namesFile(p)
		}
	}
	for i := range q.Params {
		p := &q.Params[i]
		texts, local, kept, err := who.files(p, given[p.Name])
		if err != nil {
			return nil, err
		}
		out.kept = append(out.kept, kept...)
		v, err := p.read(texts, local)
		if err != nil {
			return nil, err
		}
		if v != nil {
			out.given[p.Name] = v
		}
	}
	return out, q.ownEstimates(out)
}

func (q *Question) unknown(name string) error {
	var known []string
	for i := range q.Params {
		if !q.Params[i].Hidden {
			known = append(known, q.Params[i].Name)
		}
	}
	return &fault.Error{Kind: fault.Invalid, Param: Shortened(name), What: "this question has no such parameter",
		Fix: fault.Suggest(Shortened(name), known, fault.Say("It has %s", strings.Join(known, ", ")))}
}

// Chosen reports whether a parameter was given.
func (v *Values) Chosen(name string) bool { return len(v.given[name]) > 0 }

// Has reports whether the question has a parameter of that name.
func (v *Values) Has(name string) bool { return v.question.Param(name) != nil }

// All returns a list, or its default.
func (v *Values) All(name string) []string {
	if out := v.given[name]; out != nil {
		return slices.Clone(out)
	}
	if d, ok := v.defaults[name]; ok {
		return []string{d}
	}
	return v.param(name).Defaults()
}

// One returns a single value, or its default.
func (v *Values) One(name string) string {
	if out := v.given[name]; len(out) > 0 {
		return out[0]
	}
	if d, ok := v.defaults[name]; ok {
		return d
	}
	return v.param(name).Default
}

// On returns a flag.
func (v *Values) On(name string) bool { return v.One(name) == "true" }

// Amount returns a number, which Read has checked; 0 where there is none.
func (v *Values) Amount(name string) float64 {
	x, _ := strconv.ParseFloat(v.One(name), 64) // checked when it was read
	return x
}

// Whole returns a whole number, which Read has checked; 0 where there is none.
func (v *Values) Whole(name string) int {
	n, _ := strconv.Atoi(v.One(name)) // checked when it was read
	return n
}

// Wholes returns a list of whole numbers, which Read has checked.
func (v *Values) Wholes(name string) []int {
	var out []int
	for _, one := range v.All(name) {
		n, _ := strconv.Atoi(one) // checked when it was read
		out = append(out, n)
	}
	return out
}

// Key identifies the values, defaults included: the same question asked in other words has the same key.
func (v *Values) Key() string {
	var parts []string
	for i := range v.question.Params {
		name := v.question.Params[i].Name
		if all := v.All(name); len(all) > 0 {
			parts = append(parts, fmt.Sprintf("%s=%q", name, all))
		}
	}
	for _, k := range v.kept {
		parts = append(parts, k.Name+" "+k.Content)
	}
	sort.Strings(parts)
	return v.question.ID + " " + strings.Join(parts, " ")
}

// Given returns the values that were given, by parameter.
func (v *Values) Given() map[string][]string { return v.given }

// With returns the values with another one, which is not checked.
func (v *Values) With(name string, values ...string) *Values {
	out := *v
	out.given = maps.Clone(v.given)
	out.given[v.param(name).Name] = values
	return &out
}

func (v *Values) param(name string) *Param {
	if p := v.question.Param(name); p != nil {
		return p
	}
	panic("question " + v.question.ID + " has no parameter " + name)
}

// NotOf refuses choices that the rows asked for do not rest on, with what to do instead.
//
// Error: fault.Invalid for the first of them that was made.
func NotOf(v *Values, rows, instead string, choices ...string) error {
	for _, name := range choices {
		if v.Chosen(name) {
			return &fault.Error{Kind: fault.Invalid, Param: name, What: fault.Say("rows of %s do not rest on it", rows),
				Fix: instead}
		}
	}
	return nil
}
