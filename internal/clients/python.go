package clients

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const pythonHead = `"""The questions of ikat as functions. Written from their declarations by make clients: do not edit.

Every function answers with a pandas DataFrame, or a dict of them by name where the answer has several lists of rows.
Parameters left out have the defaults that the texts name. Lists are given as lists; tables as NAME/YEAR, as the path of
a file or as an object with Z and Y (pymrio's IOSystem); files as paths, dicts or DataFrames. progress, where given, is
called with what is being done and the share of it that is done.
"""

from ._ask import ask

`

var pythonWords = []string{
	"for",
	"from",
	"by",
	"in",
	"is",
	"as",
	"with",
	"import",
	"class",
	"global",
	"lambda",
	"not",
	"or",
	"and",
}

// pythonName is a name that Python lets a parameter have.
func pythonName(id string) string {
	if n := name(id); n != "by" && slices.Contains(pythonWords, n) {
		return n + "_"
	}
	return name(id)
}

func python(all []function) string {
	var b strings.Builder
	b.WriteString(pythonHead)
	var names []string
	for _, f := range all {
		names = append(names, strconv.Quote(pythonName(f.ID)))
	}
	b.WriteString("__all__ = [\n" + filled(strings.Join(names, ", "), "    ", "", 100))
	b.WriteString("]\n")
	for _, f := range all {
		pythonFunction(&b, f)
	}
	return b.String()
}

func pythonFunction(b *strings.Builder, f function) {
	signature := "def " + pythonName(f.ID) + "("
	var params []string
	keywords := false
	for _, p := range f.params {
		if !p.Argument && !keywords {
			params, keywords = append(params, "*"), true
		}
		if p.Argument && p.Required {
			params = append(params, pythonName(p.Name))
			continue
		}
		params = append(params, pythonName(p.Name)+"=None")
	}
	if !keywords {
		params = append(params, "*")
	}
	params = append(params, "progress=None")
	fmt.Fprintf(b, "\n\n%s", pythonFilled(signature, strings.Join(params, ", ")+"):"))
	fmt.Fprintf(b, "    \"\"\"%s.\n", strings.TrimSuffix(f.Label, "."))
	for _, p := range paragraphs(f, pythonName) {
		b.WriteString("\n" + filled(pythonText(p), "    ", "", 100))
	}
	b.WriteString("\n    Parameters\n    ----------\n")
	for _, p := range f.params {
		b.WriteString("    " + pythonName(p.Name) + " : " + pythonForm(p.Form.Name, p.List()) + "\n")
		b.WriteString(filled(pythonText(explained(p, pythonName)), "        ", "", 100))
	}
	if f.Reference != "" {
		b.WriteString("\n    References\n    ----------\n" + filled(pythonText(f.Reference), "    ", "", 100))
	}
	b.WriteString("    \"\"\"\n    return ask(\n")
	var words []string
	for _, w := range f.words {
		words = append(words, strconv.Quote(w))
	}
	fmt.Fprintf(
		b,
		"        {\"command\": [%s], \"address\": %q},\n        {\n",
		strings.Join(words, ", "),
		prefix+f.Address(),
	)
	for _, p := range f.params {
		argument := "False"
		if p.Argument {
			argument = "True"
		}
		fmt.Fprintf(b, "            %q: (%s, %q, %s),\n", p.Name, pythonName(p.Name), form(p), argument)
	}
	b.WriteString("        },\n        progress,\n    )\n")
}

func pythonForm(form string, list bool) string {
	if list {
		return form + ", or list of them"
	}
	return form
}

// pythonFilled breaks a signature after commas.
func pythonFilled(head, rest string) string {
	return filled(head+rest, "", "    ", 100)
}

// pythonText is a text inside a docstring.
func pythonText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"""`, `'''`).Replace(s)
}
