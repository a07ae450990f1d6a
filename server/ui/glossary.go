package ui

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ikat/say"
)

// A term of the glossary: the forms in which sentences have it, and what it means.
type glossed struct {
	forms   []string
	meaning string
}

// glossaryOf reads the glossary of a language, longer words first, so that a word inside another waits.
func glossaryOf(v *say.Voice) []glossed {
	var out []glossed
	for _, text := range v.Section("glossary") {
		words, meaning, ok := strings.Cut(text, " = ")
		if ok {
			out = append(out, glossed{strings.Split(words, ", "), meaning})
		}
	}
	slices.SortFunc(out, func(a, b glossed) int { return strings.Compare(a.forms[0], b.forms[0]) })
	slices.SortStableFunc(out, func(a, b glossed) int { return len(b.forms[0]) - len(a.forms[0]) })
	return out
}

// found is a word of the glossary in a sentence.
type found struct {
	from, to int
	meaning  string
}

// words finds the first place of each word of the glossary in a sentence, none inside another.
func words(v *say.Voice, text string) []found {
	var out []found
	for _, g := range glossaryOf(v) {
		for _, form := range g.forms {
			at := wordAt(text, form)
			end := at + len(form)
			if at < 0 || slices.ContainsFunc(out, func(f found) bool { return at < f.to && f.from < end }) {
				continue
			}
			out = append(out, found{at, end, g.meaning})
			break
		}
	}
	slices.SortFunc(out, func(a, b found) int { return a.from - b.from })
	return out
}

// wordAt is the first place of a whole word, -1 where there is none.
func wordAt(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(word):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return at
		}
		from = at + len(word)
	}
}

// Explained is a sentence whose words of the glossary say what they mean, on hover, on tap and on focus.
func (d *rendered) Explained(text string) template.HTML {
	var b strings.Builder
	at := 0
	for _, f := range words(d.Texts, text) {
		b.WriteString(template.HTMLEscapeString(text[at:f.from]))
		meaning := template.HTMLEscapeString(f.meaning)
		word := template.HTMLEscapeString(text[f.from:f.to])
		b.WriteString(`<dfn tabindex="0" data-tip="` + meaning + `" aria-description="` + meaning + `">` + word + `</dfn>`)
		at = f.to
	}
	b.WriteString(template.HTMLEscapeString(text[at:]))
	return template.HTML(referring(d.Texts, b.String()))
}
