package ui

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ikat/engine"
	"ikat/result"
)

// View is what a page says: a question, its answer in sentences written from the numbers, the choices it depends on, and
// sections that show where the answer comes from.
type View struct {
	Page     string // key of the page
	Title    string
	Question string
	Answer   []string
	Controls []Control
	Sections []Section
	Notes    []result.Note
	Sources  []result.Source
}

// Control is one choice of a page; its value is part of the page's address.
type Control struct {
	Kind    string // select, multi, range, text, number, check, area, hidden
	Name    string
	Label   string
	Help    string
	Value   string
	Values  []string // multi
	Options []Choice
	Min     string // range, number
	Max     string
	Step    string
	Unit    string
}

// Choice is one value of a control.
type Choice struct{ Value, Label string }

// Selected reports whether a value is chosen.
func (c Control) Selected(value string) bool {
	return value == c.Value && c.Kind != "multi" || slices.Contains(c.Values, value)
}

// section returns the section of that id, or nil.
func (v *View) section(id string) *Section {
	for i := range v.Sections {
		if v.Sections[i].ID == id {
			return &v.Sections[i]
		}
	}
	return nil
}

// Section is one part of a page: a lead sentence, a picture, the rows under it and how to get them.
type Section struct {
	ID       string
	Title    string
	Lead     string
	Controls []Control // choices that belong to this part; they are part of the page's address as all are
	Terms    []Term    // words of the picture, explained
	Facts    []Term    // what there is to say where there is no picture
	Figure   *Figure
	Table    *Table
	Rows     *Call     // gives the rows of the table
	Command  string    // after ikat, where the command line says the same but there are no rows to fetch
	Upload   []Choice  // the formats of a table that this section takes
	Next     []Step    // where a reader may go from here
	More     []Section // parts that rest on the same work and come with it

	// Work makes the section where that takes longer than a page may: the page comes without it, and its script asks for it
	// and shows progress. Basis names what the work rests on beside the page's address: the content of the tables.
	Work  func(r *request, p engine.Progress) (*Section, error)
	Basis string
}

// Step leads to another page.
type Step struct{ Label, Href string }

// Term is a word and what it means.
type Term struct{ Word, Meaning string }

// Call asks the same question of the command line and of the API, whose parameters have the same names.
type Call struct {
	Path    string // below /api/v1/
	Command string // after ikat
	params  []param
}

type param struct {
	name, value string
	option      bool   // belongs to one measure
	sent        bool   // the command line reads it from a file
	flag        string // as the command line writes it, where that is not --name value
}

// NewCall returns a call without parameters.
func NewCall(path, command string) *Call { return &Call{Path: path, Command: command} }

// With adds a parameter for each value that is not empty.
func (c *Call) With(name string, values ...string) *Call {
	for _, v := range values {
		if v != "" {
			c.params = append(c.params, param{name: name, value: v})
		}
	}
	return c
}

// Sent adds a parameter that the command line reads from a file, whose name is part of the command.
func (c *Call) Sent(name, value string) *Call {
	c.params = append(c.params, param{name: name, value: value, sent: true})
	return c
}

// Option adds an option that belongs to the measure asked for.
func (c *Call) Option(name, value string) *Call {
	if value != "" {
		c.params = append(c.params, param{name: name, value: value, option: true})
	}
	return c
}

// Switch adds a parameter that is on or off.
func (c *Call) Switch(name string, on bool) *Call {
	flag := "--" + name
	if !on {
		flag += "=false"
	}
	c.params = append(c.params, param{name: name, value: strconv.FormatBool(on), flag: flag})
	return c
}

// Without leaves out a part of the answer: --no-PART.
func (c *Call) Without(part string) *Call {
	c.params = append(c.params, param{name: part, value: "false", flag: "--no-" + part})
	return c
}

// API returns the address of the rows in a format, or without one where format is empty.
func (c *Call) API(format string) string {
	q := url.Values{}
	for _, p := range c.params {
		if p.option {
			q.Add("option", p.name+"="+p.value)
		} else {
			q.Add(p.name, p.value)
		}
	}
	if format != "" {
		q.Set("format", format)
	}
	if len(q) == 0 {
		return "/api/v1/" + c.Path
	}
	return "/api/v1/" + c.Path + "?" + q.Encode()
}

// CLI returns the command that prints the rows.
func (c *Call) CLI() string {
	var b strings.Builder
	b.WriteString("ikat " + c.Command)
	for _, p := range c.params {
		switch {
		case p.sent:
		case p.flag != "":
			b.WriteString(" " + p.flag)
		case p.value == "true":
			b.WriteString(" --" + p.name)
		default:
			b.WriteString(" --" + p.name + " " + quoted(p.value))
		}
	}
	return b.String()
}

// quoted writes an argument as a shell takes it.
func quoted(s string) string {
	plain := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./,:=%+", r))
	}) < 0
	if plain && s != "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// address is a path with parameters, given as names and values.
func address(path string, pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Add(pairs[i], pairs[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
