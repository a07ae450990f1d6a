package say

import (
	"errors"

	"ikat/fault"
)

// Told is the first fault in an error's chain, as this language has it; nil where there is none. What the language has
// no text for stays English.
func (v *Voice) Told(err error) *fault.Error {
	if v.fallback() == nil {
		var e *fault.Error
		errors.As(err, &e)
		return e
	}
	return v.errors().Told(err)
}

// ErrorText is a text of an error, as this language has it.
func (v *Voice) ErrorText(text string) string {
	if v.fallback() == nil {
		return fault.Bare(text)
	}
	return v.errors().Tell(text)
}

// ErrorTexts are this language's texts of errors by their English.
func (v *Voice) ErrorTexts() map[string]string { return v.written("faults") }

// errors is how this language says what errors hold: texts/LANGUAGE/faults.yaml has the texts by their English.
func (v *Voice) errors() *fault.Language {
	texts := v.ErrorTexts()
	return &fault.Language{
		Text:   func(key string) (string, bool) { text, ok := texts[key]; return text, ok },
		Name:   v.Label,
		Case:   v.grammar.inCase,
		Plural: func(n int, forms ...string) string { return v.grammar.plural(n, forms...) },
	}
}
