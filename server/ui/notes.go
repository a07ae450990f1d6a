package ui

import (
	"html"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"ikat/docs"
	"ikat/economies"
	"ikat/internal/markdown"
	"ikat/result"
)

// Note is a note as a page shows it: economies by their names.
func (d *rendered) Note(n result.Note) string { return named(d.Texts, d.Texts.Note(n)) }

// Note is a note as it is printed: economies by their names, documents by their titles.
func (o *Study) Note(n result.Note) string {
	return documented.ReplaceAllStringFunc(named(o.Texts, o.Texts.Note(n)), func(m string) string {
		text, err := fs.ReadFile(docs.Files, strings.TrimPrefix(m, "docs/"))
		if err != nil {
			return m
		}
		return "“" + html.UnescapeString(markdown.Title(string(text), path.Base(m))) + "”"
	})
}

// coded are codes of economies in a sentence, several with blanks between them as one; after "ikat" stands a command,
// and a code with a hyphen or a slash beside it is part of a name.
var coded = regexp.MustCompile(`[\w-]+-[A-Z]{3}\b|\b[A-Z]{3}/\w+|` +
	`ikat [a-z]+ [A-Z]{3}\b|\b[A-Z]{3}(?: [A-Z]{3})*\b`)

// named writes the names of economies in place of their codes, where all that stand together are known.
func named(t *Texts, text string) string {
	return coded.ReplaceAllStringFunc(text, func(m string) string {
		codes := strings.Fields(m)
		names := make([]string, len(codes))
		for i, code := range codes {
			if names[i] = economies.Name(code); names[i] == "" || names[i] == code {
				return m
			}
			names[i] = t.Label(names[i])
		}
		return strings.Join(names, ", ")
	})
}
