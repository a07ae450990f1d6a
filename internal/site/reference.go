package site

import (
	"fmt"
	"strings"

	"ikat/fault"
	"ikat/question"
)

// reference is the page of a question, from its declaration: what it asks, its parameters as flags and over HTTP, its
// rows.
func reference(q *question.Question) *page {
	var b strings.Builder
	line := func(format string, a ...any) { fmt.Fprintf(&b, format+"\n\n", a...) }
	line("# %s", q.Command())
	line("%s", q.Label)
	if q.Asks != "" {
		line("*%s*", q.Asks)
	}
	for _, p := range strings.Split(q.Doc, "\n\n") {
		if strings.HasPrefix(p, " ") || strings.Contains(p, "\n ") {
			line("```text\n%s\n```", p)
			continue
		}
		line("%s", flagged(p))
	}
	line("## How to ask")
	if len(q.Examples) > 0 {
		b.WriteString("| command | what it gives |\n| --- | --- |\n")
		for _, e := range q.Examples {
			fmt.Fprintf(&b, "| `ikat %s` | %s |\n", cell(e.Args), cell(e.Gives))
		}
		b.WriteString("\n")
	}
	line("Over HTTP: `GET /api/v1%s`. In Python `ikat.%s(...)`, in R `ikat_%[2]s(...)`.", q.Address(),
		strings.ReplaceAll(q.ID, "-", "_"))
	line("## Parameters")
	b.WriteString("| parameter | command line | what it is |\n| --- | --- | --- |\n")
	for i := range q.Params {
		if p := &q.Params[i]; !p.Hidden {
			fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", p.Name, spelled(p), cell(described(p)))
		}
	}
	b.WriteString("\n")
	if len(q.Levels) > 0 {
		line("## Levels")
		b.WriteString("| level | a row is named by | what it is |\n| --- | --- | --- |\n")
		for _, l := range q.Levels {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", l.ID, cell(strings.Join(l.Keys, ", ")), cell(l.Doc))
		}
		b.WriteString("\n")
	}
	if q.Reference != "" {
		line("## Papers")
		line("%s", q.Reference)
	}
	return newPage("questions/"+q.ID+".md", b.String())
}

// spelled is a parameter on the command line.
func spelled(p *question.Param) string {
	switch {
	case p.Argument:
		return strings.ToUpper(p.Name)
	case p.Form == question.Flag:
		return "--" + p.Name
	case p.Short != "":
		return "-" + p.Short + ", --" + p.Name
	}
	return "--" + p.Name
}

func described(p *question.Param) string {
	out := flagged(p.Doc)
	if len(p.Values) > 0 {
		out += ": " + strings.Join(p.Values, ", ")
	}
	return out + p.Otherwise()
}

// flagged is a text in which parameters stand as flags.
func flagged(text string) string {
	return fault.Spelled(text, func(name, value string) string {
		if value == "" {
			return "`--" + name + "`"
		}
		return "`--" + name + " " + value + "`"
	})
}

// cell is a text that may stand in a table of Markdown.
func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
}
