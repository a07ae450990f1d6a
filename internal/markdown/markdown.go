// Package markdown turns the project's documents into HTML: tables that scroll by themselves, formulas with indices
// below and powers above the line.
package markdown

import (
	"html"
	"regexp"
	"strings"
)

var titled = regexp.MustCompile(`(?m)^# +(.+)$`)

// Title is a document's first heading, or otherwise.
func Title(text, otherwise string) string {
	if m := titled.FindStringSubmatch(text); m != nil {
		return strings.ReplaceAll(m[1], "`", "")
	}
	return otherwise
}

var (
	tags      = regexp.MustCompile(`<[^>]*>`)
	subscript = regexp.MustCompile(`(^|[^\pL\pN_])([\pL]{1,2}[′'̂̃¯*]*|[)\]])` +
		`_(\{[^}]*\}|[\pL\pN≠·*\\]{1,6})($|[^\pL\pN_])`)
	superscipt = regexp.MustCompile(`\^(\{[^}]*\}|[−-]?[\pL\pN′*]{1,4})`)
)

// Typeset writes indices of formulas below and powers above the line; code stays as it is.
func Typeset(text string) string {
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

// Plain is HTML without its tags.
func Plain(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(s, " "))), " ")
}
