// Package clients writes the functions of the clients for Python, R and Stata from the questions' declarations.
package clients

import (
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	"ikat/question/catalog"
)

// Files returns the text of every generated file by its path below the project's root.
func Files() map[string]string {
	asked := functions()
	out := map[string]string{
		"clients/python/src/ikat/questions.py": python(asked),
		"clients/r/R/questions.R":              rFunctions(asked),
		"clients/r/NAMESPACE":                  rNamespace(asked),
		"clients/stata/ikat.sthlp":             stataHelp(asked),
	}
	for _, f := range asked {
		out["clients/r/man/"+rName(f.ID)+".Rd"] = rPage(f)
	}
	return out
}

// prefix is where the API stands on a server.
const prefix = "/api/v1"

// function is a question as a function of a language.
type function struct {
	*question.Question
	words  []string // of the command line, before its parameters
	params []*question.Param
}

// functions are all questions, with the parameters that a program may give: those that documents show.
func functions() []function {
	var out []function
	for _, q := range catalog.Questions {
		f := function{Question: q, words: []string{q.ID}}
		if v := q.Variant; v != nil {
			f.words = []string{v.Of}
			if q.Chooser() != nil {
				f.words = append(f.words, "--"+v.Flag)
			}
		}
		f.params = append(f.params, q.Arguments()...)
		for i := range q.Params {
			p := &q.Params[i]
			switch {
			case p.Argument, p.Hidden:
			case p == q.Chooser(): // the function itself says so
			default:
				f.params = append(f.params, p)
			}
		}
		out = append(out, f)
	}
	return out
}

// name is a question's or a parameter's name in languages that know no hyphens.
func name(id string) string { return strings.ReplaceAll(id, "-", "_") }

// form is how a client passes a parameter's values on: as a table, as a file, or as text.
func form(p *question.Param) string {
	switch {
	case p.Form == question.Table:
		return "table"
	case p.IsFile():
		return "file"
	}
	return "text"
}

// says is a text in which parameters stand as a language spells them.
func says(text string, spell func(string) string) string {
	text = fault.Spelled(text, func(n, value string) string {
		if value == "" {
			return spell(n)
		}
		return spell(n) + `="` + value + `"`
	})
	return strings.Join(strings.Fields(text), " ")
}

// paragraphs are the paragraphs of a question's text; those that are set in (examples of files) are left out.
func paragraphs(f function, spell func(string) string) []string {
	var out []string
	for _, p := range strings.Split(f.Doc, "\n\n") {
		if !strings.Contains(p, "\n ") && !strings.HasPrefix(p, " ") {
			out = append(out, says(p, spell))
		}
	}
	return out
}

// explained is what a parameter takes: its text, its values, its default.
func explained(p *question.Param, spell func(string) string) string {
	out := says(p.Doc, spell)
	if len(p.Values) > 0 {
		out += ": " + strings.Join(p.Values, ", ")
	}
	switch {
	case p.Name == "table" && p.Default == engine.UsualTable:
		out += " (default: " + question.NewestTable + ")"
	case !strings.Contains(p.Otherwise(), "\n"): // a document's example is no clause
		out += p.Otherwise()
	}
	return out
}

// filled breaks a text into lines of at most width characters, each after the indent; lines after the first get more.
func filled(text, indent, more string, width int) string {
	var b strings.Builder
	line := indent
	for i, word := range strings.Fields(text) {
		if i > 0 && len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line = indent + more + word
			continue
		}
		if i > 0 {
			line += " "
		}
		line += word
	}
	return b.String() + line + "\n"
}
