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
	braced    = regexp.MustCompile(`(\pL[′'̂̃¯*]*|[)\]])_\{([^}]*)\}`)
	subscript = regexp.MustCompile(`((?:^|[^\pL\pN_])\pL{1,2}[′'̂̃¯*]*|[)\]])` +
		`_([\pL\pN≠·*\\]{1,6})($|[^\pL\pN_])`)
	ofMeasure  = regexp.MustCompile(`((?:^|[^\pL\pN_])\p{Lu}{3,5})_([a-z]{1,2})($|[^\pL\pN_])`) // PRODY_p
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
		s = braced.ReplaceAllString(s, "$1<sub>$2</sub>")
		for range 2 { // neighbours share the character between them
			s = ofMeasure.ReplaceAllString(s, "$1<sub>$2</sub>$3")
			s = subscript.ReplaceAllString(s, "$1<sub>$2</sub>$3")
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
