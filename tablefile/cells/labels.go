package cells

import (
	"slices"
	"strings"
	"unicode"
)

// IsOutput recognises the label of all that a row sells, or of all that a column buys and earns.
func IsOutput(label string) bool {
	switch strings.Join(words(label), " ") {
	case "OUT", "OUTPUT", "TOTAL", "TOTAL OUTPUT", "GROSS OUTPUT", "OUTPUT AT BASIC PRICES", "TOTAL USE", "TOTAL INPUT",
		"TOTAL INPUTS":
		return true
	}
	return false
}

// IsValueAdded recognises the label of a row of value added.
func IsValueAdded(label string) bool {
	switch strings.Join(words(label), " ") {
	case "VA", "VALU", "VA TAXSUB", "GVA", "VALUE ADDED", "GROSS VALUE ADDED", "TOTAL VALUE ADDED",
		"VALUE ADDED AT BASIC PRICES", "GROSS VALUE ADDED AT BASIC PRICES":
		return true
	}
	return false
}

// totals are the words that name sums, as one of a label's words.
var totals = []string{"TOTAL", "TOTALS", "TOT", "SUM", "SUBTOTAL", "INSGESAMT", "SUMME", "ИТОГО", "ВСЕГО", "合计", "小计"}

// IsTotal holds for labels one of whose words names a sum.
func IsTotal(label string) bool {
	return slices.ContainsFunc(words(label), func(w string) bool { return slices.Contains(totals, w) })
}

// words are a label's words in capital letters.
func words(label string) []string {
	return strings.FieldsFunc(strings.ToUpper(label), func(r rune) bool { return !unicode.IsLetter(r) })
}
