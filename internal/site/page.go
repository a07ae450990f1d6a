package site

import (
	"bytes"
	"html"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// page is one document of the site.
type page struct {
	Title, URL string
	source     string // where the document is, below the project's root
	text       string // Markdown
	body       string // HTML, its links as the document has them
}

var titled = regexp.MustCompile(`(?m)^# +(.+)$`)

// newPage makes a page of a document in Markdown. Its title is its first heading.
func newPage(source, text string) *page {
	p := &page{Title: strings.TrimSuffix(path.Base(source), ".md"), source: source, text: text}
	if m := titled.FindStringSubmatch(text); m != nil {
		p.Title = strings.ReplaceAll(m[1], "`", "")
	}
	p.URL = strings.TrimPrefix(strings.TrimSuffix(source, ".md"), "docs/") + ".html"
	return p
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Linkify),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()))

// wide lets a table scroll by itself.
var wide = strings.NewReplacer("<table>", `<div class="wide"><table>`, "</table>", "</table></div>")

// render makes the page's HTML.
func (p *page) render() error {
	var b bytes.Buffer
	if err := markdown.Convert([]byte(p.text), &b); err != nil {
		return err
	}
	p.body = typeset(b.String())
	p.body = wide.Replace(p.body)
	return nil
}

var (
	tags      = regexp.MustCompile(`<[^>]*>`)
	subscript = regexp.MustCompile(`(^|[^\pL\pN_])([\pL]{1,2}[′'̂̃¯*]*|[)\]])` +
		`_(\{[^}]*\}|[\pL\pN≠·*\\]{1,6})($|[^\pL\pN_])`)
	superscipt = regexp.MustCompile(`\^(\{[^}]*\}|[−-]?[\pL\pN′*]{1,4})`)
)

// typeset writes indices of formulas below and powers above the line; code stays as it is.
func typeset(text string) string {
	var out strings.Builder
	code, at := 0, 0
	plain := func(s string) {
		if code > 0 {
			out.WriteString(s)
			return
		}
		for range 2 { // neighbours share the character between them
			s = subscript.ReplaceAllStringFunc(s, func(m string) string {
				parts := subscript.FindStringSubmatch(m)
				return parts[1] + parts[2] + "<sub>" + strings.Trim(parts[3], "{}") + "</sub>" + parts[4]
			})
		}
		out.WriteString(superscipt.ReplaceAllStringFunc(s, func(m string) string {
			return "<sup>" + strings.Trim(m[1:], "{}") + "</sup>"
		}))
	}
	for _, tag := range tags.FindAllStringIndex(text, -1) {
		plain(text[at:tag[0]])
		switch t := text[tag[0]:tag[1]]; {
		case strings.HasPrefix(t, "<code"), strings.HasPrefix(t, "<a "):
			code++
		case t == "</code>", t == "</a>":
			code--
		}
		out.WriteString(text[tag[0]:tag[1]])
		at = tag[1]
	}
	plain(text[at:])
	return out.String()
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
			out = append(out, part{m[2], plainText(m[3])})
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
		return []entry{{p.URL, p.Title, p.Title, plainText(p.body)}}
	}
	var out []entry
	for i, m := range all {
		end := len(p.body)
		if i+1 < len(all) {
			end = all[i+1][0]
		}
		e := entry{p.URL + "#" + p.body[m[4]:m[5]], p.Title, plainText(p.body[m[6]:m[7]]), plainText(p.body[m[1]:end])}
		if i == 0 {
			e.URL, e.Page = p.URL, section
		}
		out = append(out, e)
	}
	return out
}

// plainText is HTML without its tags.
func plainText(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(s, " "))), " ")
}
