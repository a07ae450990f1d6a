package fault

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Speller writes a parameter of a question, with a value or without, as whoever asked writes it: --cut 5% on a command
// line, cut=5% in an address, the label of a field on a page.
type Speller func(param, value string) string

// Plain spells a parameter as its name.
func Plain(param, value string) string {
	if value == "" {
		return param
	}
	return param + " " + value
}

var mention = regexp.MustCompile(`\{([a-z][a-z0-9-]*)(?:=([^{}]*))?\}`)

// Spell renders the parts in the order where, what, why, fix. Parameters that the parts mention, {cut} or {cut=5%}, and
// the parameter at fault are spelled.
func (e *Error) Spell(s Speller) string { return shown(Bare(e.spell(s))) }

// spell is what Spell renders, with its marks.
func (e *Error) spell(s Speller) string {
	var b strings.Builder
	switch {
	case e.Param != "":
		b.WriteString(s(e.Param, e.Where) + ": ")
	case e.Where != "":
		b.WriteString(e.Where + ": ")
	}
	b.WriteString(sentence(spelled(e.What, s)))
	for _, part := range []string{e.Why, e.Fix} {
		if part != "" {
			b.WriteString(" " + sentence(spelled(part, s)))
		}
	}
	return b.String()
}

// shown spells out letters that would act on a terminal, or turn a line's direction, instead of being seen: what a user
// typed and what a file holds stands in errors.
func shown(text string) string {
	if strings.IndexFunc(text, Hidden) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if Hidden(r) {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Hidden holds for letters that act instead of being seen: control characters other than the ends of lines and tabs,
// and marks of direction.
func Hidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || unicode.Is(unicode.Bidi_Control, r)
}

// Spelled returns a copy whose parts have their parameters spelled, and whose Where names the parameter at fault.
func (e *Error) Spelled(s Speller) *Error {
	out := *e
	if e.Param != "" {
		out.Param, out.Where = "", s(e.Param, e.Where)
	}
	out.Where = Bare(out.Where)
	out.What, out.Why, out.Fix = Spelled(e.What, s), Spelled(e.Why, s), Spelled(e.Fix, s)
	return &out
}

// Text renders any error; the first *Error in its chain has its parameters spelled.
func Text(err error, s Speller) string {
	var e *Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	return strings.Replace(err.Error(), e.Error(), e.Spell(s), 1)
}

func sentence(text string) string { return strings.TrimSuffix(text, ".") + "." }

// Spelled spells the parameters that a text mentions, {cut} or {cut=5%}, and takes its marks away.
func Spelled(text string, s Speller) string { return Bare(spelled(text, s)) }

func spelled(text string, s Speller) string {
	return mention.ReplaceAllStringFunc(text, func(m string) string {
		parts := mention.FindStringSubmatch(m)
		return s(parts[1], parts[2])
	})
}
