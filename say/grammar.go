package say

import (
	"strings"
	"unicode/utf8"

	"ikat/economies"
)

// grammar is what a language does with names and numbers beyond its texts.
type grammar interface {
	separators() (thousands, point string)
	percentSign() string
	to() string      // between the ends of a range
	between() string // between the ends of a range outward, behind "between" in English
	and() string     // before the last of a list
	power(name string) string
	speaks(text string) bool              // whether a text is in the language already
	name(name string) string              // an economy's name inside a sentence
	inCase(which, name string) string     // the name in a grammatical case
	plural(n any, forms ...string) string // the form that goes with a number
}

// grammars are those of all languages; names are a language's names of economies and industries by their English ones.
var grammars = map[string]func(names map[string]string) grammar{
	English: func(map[string]string) grammar { return english{} },
	"ru":    newRussian,
}

// ownNames are what languages call themselves, for a reader to choose one before any of its texts is read.
var ownNames = map[string]string{English: "English", "ru": "Русский"}

type english struct{}

func (english) separators() (thousands, point string) { return ",", "." }
func (english) percentSign() string                   { return "%" }
func (english) to() string                            { return "to" }
func (english) between() string                       { return "and" }
func (english) and() string                           { return "and" }
func (english) power(name string) string              { return name }
func (english) speaks(string) bool                    { return true }
func (english) inCase(_, name string) string          { return english{}.name(name) }

// plural takes the forms for one and for many.
func (english) plural(n any, forms ...string) string {
	if count(n) == 1 {
		return forms[0]
	}
	return forms[len(forms)-1]
}

// count is a number of things, of whatever type a text gets it.
func count(n any) int {
	switch n := n.(type) {
	case int:
		return n
	case int64:
		return int(n)
	case float64:
		return int(n)
	}
	return 0
}

// name adds the article that some names need.
func (english) name(name string) string { return economies.InPhrase(name) }

// UpperFirst writes the first letter of a text in upper case, in any alphabet.
func UpperFirst(s string) string { return first(s, strings.ToUpper) }

// LowerFirst writes the first letter of a text in lower case, for a name inside a phrase; a code such as D26 stays.
func LowerFirst(s string) string {
	word, _, _ := strings.Cut(s, " ")
	if isCode(word, s) {
		return s
	}
	return first(s, strings.ToLower)
}

// Lower writes a name in lower case, for a phrase; codes and initials in it (D26, TV) stay, and names in brackets.
func Lower(s string) string {
	words, inside := strings.Split(s, " "), false
	for i, word := range words {
		inside = inside || strings.HasPrefix(word, "(")
		if !inside && !isCode(word, s) {
			words[i] = strings.ToLower(word)
		}
		inside = inside && !strings.HasSuffix(word, ")")
	}
	return strings.Join(words, " ")
}

// isCode reports whether a word is no word but a code or initials: all of it is in capitals, and it has more than one
// letter or is the whole text.
func isCode(word, whole string) bool {
	return word == strings.ToUpper(word) && (utf8.RuneCountInString(word) > 1 || word == whole)
}

func first(s string, to func(string) string) string {
	_, size := utf8.DecodeRuneInString(s)
	return to(s[:size]) + s[size:]
}
