package ui

import (
	"net/url"
	"slices"
	"strings"

	"ikat/question"
)

// Call asks a declared question of the command line and of the API, whose parameters have the same names.
type Call struct {
	question *question.Question
	given    []given
}

type given struct {
	param *question.Param
	value string
	file  string // the command line reads the value from a file of this name
}

// NewCall returns a call of a question without parameters.
func NewCall(q *question.Question) *Call { return &Call{question: q} }

// With adds a parameter for each value that is not empty. A parameter that the question does not have is a fault of the
// page, which its test finds.
func (c *Call) With(name string, values ...string) *Call {
	p := c.question.Param(name)
	if p == nil {
		panic("question " + c.question.ID + " has no parameter " + name)
	}
	for _, v := range values {
		if v != "" {
			c.given = append(c.given, given{param: p, value: v})
		}
	}
	return c
}

// Sent adds a text or a file that the reader has sent: addresses carry its value, the command line reads it from a file
// of that name.
func (c *Call) Sent(name, value, file string) *Call {
	c.given = append(c.given, given{param: c.question.Param(name), value: value, file: file})
	return c
}

// sentTo adds a file that the reader has sent to a call; false where what is given is none.
func (r *request) sentTo(c *Call, name, given string) bool {
	file, _, ok := r.site.sent.lookUp(given)
	if ok {
		c.Sent(name, given, file.name)
	}
	return ok
}

// Value returns what a parameter is given, or "".
func (c *Call) Value(name string) string {
	for _, g := range c.given {
		if g.param.Name == name {
			return g.value
		}
	}
	return ""
}

// API returns the address of the rows in a format, or without one where format is empty.
func (c *Call) API(format string) string {
	path, q := "/"+c.question.ID, url.Values{}
	for _, g := range c.given {
		if g.param.Argument && !g.param.IsFile() {
			path += "/" + url.PathEscape(g.value)
		} else {
			q.Add(g.param.Name, g.value)
		}
	}
	if format != "" {
		q.Set("format", format)
	}
	out := "/api/v1" + strings.ReplaceAll(path, "%3A", ":")
	if len(q) == 0 {
		return out
	}
	return out + "?" + q.Encode()
}

// CLI returns the command that prints the rows.
func (c *Call) CLI() string { return "ikat " + c.Command() }

// Command is what stands after the program's name.
func (c *Call) Command() string {
	words := []string{c.question.ID}
	if v := c.question.Variant; v != nil {
		words = []string{v.Of}
		if !slices.ContainsFunc(c.given, func(g given) bool { return g.param.Name == v.Flag }) {
			words = append(words, "--"+v.Flag)
		}
	}
	for _, g := range c.given {
		if g.positional() {
			words = append(words, quoted(first(g.file, g.value)))
		}
	}
	for _, g := range c.given {
		if !g.positional() {
			words = append(words, g.flag()...)
		}
	}
	return strings.Join(words, " ")
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// positional reports whether the command line takes the value without a flag: arguments, and files of documents.
func (g given) positional() bool {
	return g.param.Argument || g.file != "" && g.param.Form == question.Document
}

// flag is a parameter as the command line has it.
func (g given) flag() []string {
	switch {
	case g.param.Form != question.Flag:
		return []string{"--" + g.param.Name, quoted(first(g.file, g.value))}
	case g.value == "true":
		return []string{"--" + g.param.Name}
	case g.param.Default == "true":
		return []string{"--no-" + g.param.Name}
	}
	return []string{"--" + g.param.Name + "=false"}
}

// quoted writes an argument as a shell takes it.
func quoted(s string) string {
	const plain = "-_./,:=%+"
	special := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(plain, r))
	})
	if special < 0 && s != "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
