package site

import (
	"html"
	"path"
	"regexp"
	"strings"

	"ikat/internal/markdown"
)

// page is one document of the site.
type page struct {
	Title, URL string
	source     string // where the document is, below the project's root
	text       string // Markdown
	body       string // HTML, its links as the document has them
}

// newPage makes a page of a document in Markdown. Its title is its first heading.
func newPage(source, text string) *page {
	p := &page{Title: markdown.Title(text, strings.TrimSuffix(path.Base(source), ".md")), source: source, text: text}
	p.URL = strings.TrimPrefix(strings.TrimSuffix(source, ".md"), "docs/") + ".html"
	return p
}

// render makes the page's HTML.
func (p *page) render() (err error) {
	p.body, err = markdown.HTML(p.text)
	return err
}

var links = regexp.MustCompile(`(href|src)="([^"]*)"`)

// linked is the page's HTML with links that lead where the site has things; up leads from the page to the site's root.
func (b *builder) linked(p *page, up string) string {
	return links.ReplaceAllStringFunc(p.body, func(m string) string {
		parts := links.FindStringSubmatch(m)
		link := html.UnescapeString(parts[2])
		if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
			return m
		}
		to := b.target(p, strings.TrimSuffix(link, "/"))
		if to == "" {
			b.broken = append(b.broken, p.source+": "+link)
		}
		return parts[1] + `="` + html.EscapeString(up+to) + `"`
	})
}

// part is a heading of a page.
type part struct{ ID, Title string }

var headings = regexp.MustCompile(`(?s)<h([1-4]) id="([^"]*)">(.*?)</h[1-4]>`)

// parts are the headings of the second order, for the page's contents.
func (p *page) parts() []part {
	var out []part
	for _, m := range headings.FindAllStringSubmatch(p.body, -1) {
		if m[1] == "2" {
			out = append(out, part{m[2], markdown.Plain(m[3])})
		}
	}
	return out
}

// has reports whether a heading of the page has that ID.
func (p *page) has(id string) bool {
	return strings.Contains(p.body, ` id="`+html.EscapeString(id)+`"`)
}

// entries are the passages of the page for the search: a heading and the text to the next one.
func (p *page) entries(section string) []entry {
	all := headings.FindAllStringSubmatchIndex(p.body, -1)
	if len(all) == 0 {
		return []entry{{p.URL, p.Title, p.Title, markdown.Plain(p.body)}}
	}
	var out []entry
	for i, m := range all {
		end := len(p.body)
		if i+1 < len(all) {
			end = all[i+1][0]
		}
		e := entry{p.URL + "#" + p.body[m[4]:m[5]], p.Title, markdown.Plain(p.body[m[6]:m[7]]),
			markdown.Plain(p.body[m[1]:end])}
		if i == 0 {
			e.URL, e.Page = p.URL, section
		}
		out = append(out, e)
	}
	return out
}
