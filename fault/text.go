package fault

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// A text of an error is its English, in which marks stand around each value, so that a text can be passed on, joined
// and wrapped as a string and is still known by its key: the text with {} in the place of each value. The marks are
// letters that Unicode keeps for a program's own use; no mouth shows them.
const (
	opens  = '\uFDD0' // before a value that stays as it is: a number, a code, the name of a file
	speaks = '\uFDD1' // before a value that is a text or a name itself
	closes = '\uFDD2'
)

func isMark(r rune) bool { return r == opens || r == speaks || r == closes }

// Word is a value that other languages have a word for: a text, or a name of an economy or industry.
type Word string

// hole is a value in a text.
type hole struct{ value any }

// Format writes the value as its verb says, between marks.
func (h hole) Format(s fmt.State, verb rune) {
	mark, text := opens, ""
	switch value := h.value.(type) {
	case Word:
		mark, text = speaks, string(value)
	case error:
		mark, text = speaks, Said(value)
	case string:
		if text = value; Marked(value) {
			mark = speaks
		}
	default:
		verbatim := fmt.Sprintf(fmt.FormatString(s, verb), value)
		_, _ = io.WriteString(s, string(opens)+Bare(verbatim)+string(closes))
		return
	}
	if mark == opens || !Marked(text) {
		text = shortened(text)
	}
	if verb == 'q' {
		mark, text = opens, fmt.Sprintf(fmt.FormatString(s, verb), Bare(text))
	}
	_, _ = io.WriteString(s, string(mark)+paired(text)+string(closes))
}

// mostValue is how long a value may be: longer than any path, so that what somebody sent does not come back whole.
const mostValue = 5000

// shortened is a value without its middle where it is longer.
func shortened(text string) string {
	if len(text) <= mostValue {
		return text
	}
	const each = 200
	return strings.ToValidUTF8(text[:each], "") + "…" + strings.ToValidUTF8(text[len(text)-each:], "")
}

// Say is a text with values in it, as fmt.Sprintf has it. Values that are errors, Words or texts with values of their
// own are said in other languages too; all others stay.
func Say(format string, values ...any) string {
	holes := make([]any, len(values))
	for i, v := range values {
		holes[i] = hole{v}
	}
	return fmt.Sprintf(format, holes...)
}

// First is the first names of a list, at most so many, with something between them, and how many more there are.
func First(names []string, most int, between string) string {
	said := strings.Join(names[:min(most, len(names))], between)
	if more := len(names) - most; more > 0 {
		return Say("%s and %d more", said, more)
	}
	return said
}

// Marked reports whether a text has values in it.
func Marked(text string) bool { return strings.ContainsFunc(text, isMark) }

// Bare is a text in English, as people read it.
func Bare(text string) string {
	if !Marked(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return r
	}, text)
}

// paired is a text whose marks come in pairs: what is typed by somebody may hold any letter.
func paired(text string) string {
	depth := 0
	for _, r := range text {
		switch r {
		case opens, speaks:
			depth++
		case closes:
			depth--
		}
		if depth < 0 {
			return Bare(text)
		}
	}
	if depth != 0 {
		return Bare(text)
	}
	return text
}

// Said is what an error says, as a text that can be a value of another.
func Said(err error) string {
	if w, ok := err.(*worded); ok {
		return w.text
	}
	var e *Error
	if errors.As(err, &e) {
		return strings.Replace(err.Error(), e.Error(), e.spell(Plain), 1)
	}
	var w interface { // a text alone
		error
		Text() string
	}
	if errors.As(err, &w) {
		return strings.Replace(err.Error(), w.Error(), w.Text(), 1)
	}
	return err.Error()
}

// keyed is the key of a text, and its values: each text with its mark.
func keyed(text string) (key string, values []string) {
	var b strings.Builder
	depth, from := 0, 0
	for i, r := range text {
		switch {
		case r == opens || r == speaks:
			if depth++; depth == 1 {
				from = i
			}
		case r == closes:
			if depth--; depth == 0 {
				values = append(values, text[from:i])
				b.WriteString("{}")
			}
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String(), values
}

// Language is how a language says what errors hold.
type Language struct {
	Text   func(key string) (text string, known bool)
	Name   func(name string) string        // of an economy or an industry
	Case   func(which, name string) string // the name in a grammatical case
	Plural func(n int, forms ...string) string
}

// slot is the place of a value in a text of another language: {} the next one, {2} the second, {1:a|b|c} the form that
// goes with the first, a number, {1:genitive} the first, a name, in a case.
var slot = regexp.MustCompile(`\{(\d*)(?::([^{}]*))?\}`)

// Tell is a text in the language; what it has no text for stays English.
func (l *Language) Tell(text string) string {
	if said, ok := l.said(text); ok {
		return said
	}
	for _, between := range []string{". ", "; ", ": ", ", "} { // texts that were joined
		parts := cut(text, between)
		if len(parts) == 1 {
			continue
		}
		for i, part := range parts {
			parts[i] = l.Tell(part)
		}
		return strings.Join(parts, between)
	}
	var b strings.Builder // a value beside values
	key, values := keyed(text)
	for i, part := range strings.Split(key, "{}") {
		if i > 0 && i <= len(values) {
			b.WriteString(l.value(values[i-1]))
		}
		b.WriteString(part)
	}
	return b.String()
}

// said is a text that the language has.
func (l *Language) said(text string) (string, bool) {
	key, values := keyed(text)
	found, ok := l.Text(key)
	if sentence, ends := strings.CutSuffix(key, "."); !ok && ends {
		found, ok = l.Text(sentence)
		found += "."
	}
	if !ok {
		return "", false
	}
	next := 0
	return slot.ReplaceAllStringFunc(found, func(s string) string {
		parts := slot.FindStringSubmatch(s)
		at, how := next, parts[2]
		if parts[1] != "" {
			at, _ = strconv.Atoi(parts[1])
			at--
		} else {
			next++
		}
		if at < 0 || at >= len(values) {
			return s
		}
		bare := Bare(values[at])
		switch {
		case how == "":
			return l.value(values[at])
		case strings.Contains(how, "|"):
			n, _ := strconv.Atoi(bare)
			return l.Plural(n, strings.Split(how, "|")...)
		}
		return l.Case(how, bare)
	}), true
}

// value is a value with its mark, as the language says it.
func (l *Language) value(marked string) string {
	text, speaking := strings.CutPrefix(marked, string(speaks))
	if !speaking {
		return Bare(marked)
	}
	if _, ok := l.Text(text); !ok && !Marked(text) {
		if name := l.Name(text); name != text {
			return name
		}
	}
	return l.Tell(text)
}

// cut takes a text apart where something stands between its parts and outside of its values.
func cut(text, between string) []string {
	var parts []string
	depth, from := 0, 0
	for i, r := range text {
		switch {
		case r == opens || r == speaks:
			depth++
		case r == closes:
			depth--
		case depth == 0 && i >= from && strings.HasPrefix(text[i:], between):
			parts, from = append(parts, text[from:i]), i+len(between)
		}
	}
	return append(parts, text[from:])
}

// Told is an error in a language: a copy of the first *Error in the chain, or nil where there is none.
func (l *Language) Told(err error) *Error {
	var e *Error
	if !errors.As(err, &e) {
		return nil
	}
	told := *e
	told.What, told.Why, told.Fix = l.Tell(e.What), l.Tell(e.Why), l.Tell(e.Fix)
	if e.Param == "" || Marked(e.Where) {
		told.Where = l.Tell(e.Where)
	}
	return &told
}

// worded is an error that is a text alone, for another to say where and what to do.
type worded struct {
	text   string
	causes []error
}

func (w *worded) Error() string   { return Bare(w.text) }
func (w *worded) Text() string    { return w.text }
func (w *worded) Unwrap() []error { return w.causes }

// Errorf is an error of a text as Say has it, which a fault can take for one of its parts. As with fmt.Errorf, it wraps
// the errors of %w.
func Errorf(format string, values ...any) error {
	w := &worded{}
	at := 0
	format = verb.ReplaceAllStringFunc(format, func(v string) string {
		if v == "%%" {
			return v
		}
		if err, ok := values[at].(error); ok && v == "%w" {
			w.causes, v = append(w.causes, err), "%v"
		}
		at++
		return v
	})
	w.text = Say(format, values...)
	return w
}

// verb is the place of a value in a format.
var verb = regexp.MustCompile(`%(%|[-+# 0-9.]*[a-zA-Z])`)
