package ui

import (
	"html"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	"ikat/docs"
	"ikat/fault"
	"ikat/internal/markdown"
)

// docsPath is where the project's documents can be read: /docs/schema/bom.md.
const docsPath = "/docs/"

// serveDocument shows one of the project's documents.
func (s *Site) serveDocument(w http.ResponseWriter, r *http.Request) {
	req := s.request(r)
	name := r.PathValue("name")
	if picture, err := fs.ReadFile(docs.Pictures, name); err == nil {
		w.Header().Set("Content-Type", "image/webp")
		w.Write(picture)
		return
	}
	text, err := fs.ReadFile(docs.Files, name)
	if err != nil || path.Ext(name) != ".md" {
		s.fail(w, req, page{key: "methods"}, &fault.Error{Kind: fault.NotFound, Where: r.URL.Path,
			What: "there is no such document"})
		return
	}
	body, err := markdown.HTML(string(text))
	if err != nil {
		s.fail(w, req, page{key: "methods"}, err)
		return
	}
	v := &View{Page: "methods", Title: markdown.Title(string(text), name), Document: template.HTML(leading(body, name))}
	s.render(w, r, req, v, http.StatusOK)
}

var anchor = regexp.MustCompile(`(?s)<a href="([^"]*)"[^>]*>(.*?)</a>`)

// leading keeps the links of a document that lead somewhere here: to other documents, to headings, to other hosts. What
// is only in the project's source stays as words.
func leading(body, name string) string {
	return anchor.ReplaceAllStringFunc(body, func(m string) string {
		parts := anchor.FindStringSubmatch(m)
		link, words := html.UnescapeString(parts[1]), parts[2]
		file, part, _ := strings.Cut(link, "#")
		switch {
		case strings.HasPrefix(link, "https://"), strings.HasPrefix(link, "http://"), file == "":
			return m
		}
		to := path.Join(path.Dir(name), file)
		if _, err := fs.Stat(docs.Files, to); err != nil || path.Ext(to) != ".md" {
			return words
		}
		if part != "" {
			to += "#" + part
		}
		return `<a href="` + docsPath + html.EscapeString(to) + `">` + words + `</a>`
	})
}

var documented = regexp.MustCompile(`docs/((?:[a-z]+/)?[a-z-]+\.md)`)

// referring makes links of the documents that a text, escaped already, names.
func referring(t *Texts, text string) string {
	return documented.ReplaceAllStringFunc(text, func(m string) string {
		name := documented.FindStringSubmatch(m)[1]
		document, err := fs.ReadFile(docs.Files, name)
		if err != nil {
			return m
		}
		title := t.Label(markdown.Title(string(document), name))
		return `<a href="` + docsPath + name + `">` + html.EscapeString(title) + `</a>`
	})
}

// Referring is a text whose documents can be followed.
func (c controlView) Referring(text string) template.HTML {
	return template.HTML(referring(c.Texts, template.HTMLEscapeString(text)))
}

// Meaning is what a word means: formulas with indices below the line, documents that can be followed.
func (d *rendered) Meaning(t Term) template.HTML {
	text := template.HTMLEscapeString(t.Meaning)
	if t.Word == d.Say("methods.formula") {
		return template.HTML(markdown.Typeset(text))
	}
	return template.HTML(referring(d.Texts, text))
}
