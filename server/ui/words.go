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

// Number, Percent, Percent0, Points, Money and Value render numbers as sentences do.
func Number(v float64, decimals int) string { return english().Number(v, decimals) }

// Percent renders a fraction.
func Percent(v float64) string { return english().Percent(v) }

// Percent0 renders a fraction without decimals.
func Percent0(v float64) string { return english().Percent0(v) }

// Points renders a range of percentages.
func Points(low, high float64) string { return english().Points(low, high) }

// Money renders an amount of a table's unit in words.
func Money(v float64, unit string) string { return english().Money(v, unit) }

// Value renders a value by its column's unit.
func Value(v float64, unit string) string { return english().Amount(v, unit) }

func span(low, high float64) string { return english().Span(low, high) }

func the(name string) string { return english().Names([]string{name}) }
