package ui

import (
	"ikat/say"
)

// Texts are all words of the pages in one language.
type Texts = say.Voice

// spoken is the language of english: tests that trace sentences have their own.
var spoken = say.English

// english writes numbers where the reader's language is not at hand.
func english() *Texts { return say.In(spoken) }

// Number is a number in a cell of a table, which label writes as the reader's language does.
func Number(v float64, decimals int) string { return english().Number(v, decimals) }

// Percent is a fraction in a cell of a table.
func Percent(v float64) string { return english().Percent(v) }
