package question

import (
	"slices"
	"strings"

	"ikat/fault"
)

// Many says how often a parameter may be given.
type Many int

const (
	Once     Many = iota
	Joined        // a list: repeated, or joined by commas
	Repeated      // a list whose values have commas in them: repeated only
)

// Param declares one parameter of a question. Flags of the command line, parameters of the API, fields of the pages,
// their checks, documents and completions come from this alone.
type Param struct {
	Name    string // as addresses have it; the command line puts -- before it
	Short   string // one letter, on the command line
	Doc     string // one clause
	Form    *Form
	Many    Many
	Values  []string // all there are; nil leaves it open
	Default string   // the value where none is given; of a list, joined by commas
	Says    string   // the default in words, where it is no value
	Example string   // of a list, joined by commas
	Min     float64  // of a number; both 0 is any
	Max     float64
	Most    int // of a list's values; 0 is mostValues

	Argument bool // an argument of the command, and a part of the address
	Words    bool // no argument, but words on the command line without a flag are its values too
	Required bool
	Named    bool   // shown in the names of files
	Apart    bool   // each value makes a frame of its own: where an answer is one frame, it takes one value
	Instead  string // of a document: the file parameter that it stands in for
	Hidden   bool   // kept for old addresses and commands; documents do not show it

	Kept []string // of a file: the kinds of kept data whose names it takes too
}

const (
	mostValues = 1000
	longest    = 4096     // bytes of a value
	longestDoc = 32 << 10 // bytes of a document's text
)

// List reports whether several values may be given.
func (p *Param) List() bool { return p.Many != Once }

// IsFile reports whether values name files of the asker's machine.
func (p *Param) IsFile() bool { return p.Form == File }

// Offered reports whether somebody elsewhere may give a value: any but the name of a file of this machine.
func (p *Param) Offered() bool { return !p.IsFile() || p.Kept != nil }

// TakesFile reports whether values may name files.
func (p *Param) TakesFile() bool { return p.IsFile() || p.Form.Carried != nil }

// Defaults returns the values that hold where none is given.
func (p *Param) Defaults() []string {
	switch {
	case p.Default == "":
		return nil
	case p.Many == Joined:
		return strings.Split(p.Default, ",")
	}
	return []string{p.Default}
}

// Examples returns the example's values.
func (p *Param) Examples() []string {
	switch {
	case p.Example == "":
		return nil
	case p.Many == Joined:
		return strings.Split(p.Example, ",")
	}
	return []string{p.Example}
}

// Otherwise says in brackets what holds where no value is given, or else what one looks like; "" where neither is so.
func (p *Param) Otherwise() string {
	switch {
	case p.Says != "":
		return " (default: " + p.Says + ")"
	case p.Default != "":
		return " (default: " + p.Default + ")"
	case p.Example != "":
		return " (for instance " + p.Example + ")"
	}
	return ""
}

// Typed turns a value of the parameter into one as JSON has it.
func (p *Param) Typed(v string) any { return p.Form.typed(v) }

// read returns the values given, checked; nil where none are. A file that is needed may be missing where no file can be
// named.
//
// Error: fault.Invalid for what the parameter does not take, with the nearest of what it takes.
func (p *Param) read(given []string, local bool) ([]string, error) {
	out := p.split(given)
	most := 1
	if p.List() {
		if most = p.Most; most == 0 {
			most = mostValues
		}
	}
	if len(out) > most {
		return nil, TooMany(p.Name, len(out), most)
	}
	for _, v := range out {
		if err := p.check(v); err != nil {
			return nil, err
		}
		if !local && p.Form.Carried != nil && !p.Form.Carried(v) {
			return nil, notCarried(p, v)
		}
	}
	if len(out) == 0 && p.Required && (local || !p.IsFile()) {
		return nil, &fault.Error{Kind: fault.Invalid, Param: p.Name, What: "it is missing", Fix: p.forInstance()}
	}
	return out, nil
}

// TooMany refuses more values of a parameter than it takes.
func TooMany(param string, n, most int) error {
	return &fault.Error{Kind: fault.Invalid, Param: param, What: fault.Say("it has %d values", n),
		Fix: fault.Say("It takes %d at most", most)}
}

// namesFile refuses a file that somebody elsewhere names.
func namesFile(p *Param) error {
	e := &fault.Error{Kind: fault.Invalid, Param: p.Name, What: "it names a file",
		Why: "Files of the server cannot be named from outside", Fix: "Ask on the command line, where ikat runs"}
	if p.Kept != nil {
		e.Fix = fault.Say("Name %s that are kept (ikat tables get lists them), or ask on the command line, where ikat runs",
			strings.Join(p.Kept, " or "))
	}
	return e
}

// notCarried refuses what is nothing that ikat carries and would name a file of the server.
func notCarried(p *Param, v string) error {
	var names []string
	for _, line := range p.Form.Names() {
		name, _, _ := strings.Cut(line, "\t")
		names = append(names, name)
	}
	return &fault.Error{Kind: fault.Invalid, Param: p.Name,
		What: fault.Say("ikat has no %q, and it would name a file", v),
		Why:  "Files of the server cannot be named from outside",
		Fix: fault.Suggest(v, names,
			fault.Say("Name %s, or ask on the command line, where ikat runs", strings.Join(names, ", ")))}
}

func (p *Param) split(given []string) []string {
	var out []string
	for _, v := range given {
		switch {
		case p.Many == Joined:
			for _, one := range p.Form.list(v) {
				if one = strings.TrimSpace(one); one != "" {
					out = append(out, one)
				}
			}
		case v != "":
			out = append(out, v)
		}
	}
	return out
}

func (p *Param) check(v string) error {
	bad := func(what, fix string) error {
		return &fault.Error{Kind: fault.Invalid, Param: p.Name, Where: Shortened(v), What: what, Fix: fix}
	}
	limit := longest
	if p.Form == Document {
		limit = longestDoc
	}
	if len(v) > limit {
		return bad(fault.Say("it is %d bytes long", len(v)), fault.Say("It takes %d at most", limit))
	}
	if p.Values != nil && !slices.Contains(p.Values, v) {
		kind := fault.Invalid
		if p.Argument { // the question itself names something that is not there
			kind = fault.NotFound
		}
		return &fault.Error{Kind: kind, Param: p.Name, Where: Shortened(v), What: "there is no such choice",
			Fix: fault.Suggest(v, p.Values, fault.Say("It takes %s", strings.Join(p.Values, ", ")))}
	}
	if p.Form.Check != nil {
		if what := p.Form.Check(v); what != "" {
			return bad(what, p.forInstance())
		}
	}
	if what := within(v, p.Min, p.Max); what != "" && p.Form.Type != "string" {
		return bad(what, "")
	}
	return nil
}

func (p *Param) forInstance() string {
	if p.Example == "" {
		return ""
	}
	return fault.Say("For instance {%s=%s}", p.Name, p.Example)
}
