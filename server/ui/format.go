package ui

import (
	"math"
	"strconv"
	"strings"
)

// Number renders a value with thousands separators.
func Number(v float64, decimals int) string {
	if math.IsNaN(v) {
		return "–"
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(s, ".")
	var b strings.Builder
	if v < 0 && strings.Trim(s, "0.") != "" {
		b.WriteString("−")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if rest != "" {
		b.WriteString("." + rest)
	}
	return b.String()
}

// Percent renders a fraction: 22.3%.
func Percent(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	if a := math.Abs(v); a > 0 && a < .001 {
		return Number(100*v, 3) + "%"
	}
	return Number(100*v, 1) + "%"
}

// span renders a range of fractions: "11.6% to 107.6%", or one of them where both read the same.
func span(low, high float64) string {
	if Percent(low) == Percent(high) {
		return Percent(low)
	}
	return Percent(low) + " to " + Percent(high)
}

// Money renders an amount of a table's unit in words: "1,580.1 billion USD".
func Money(v float64, unit string) string {
	word, currency, _ := strings.Cut(unit, " ")
	scale, known := map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9}[word]
	if !known {
		return Number(v, 1) + " " + unit
	}
	for _, s := range []struct {
		from, size float64
		name       string
	}{{1e13, 1e12, "trillion"}, {1e9, 1e9, "billion"}, {1e6, 1e6, "million"}} {
		if math.Abs(v)*scale >= s.from {
			return Number(v*scale/s.size, 1) + " " + s.name + " " + currency
		}
	}
	return Number(v*scale/1e6, 2) + " million " + currency
}

// Value renders a value by its column's unit.
func Value(v float64, unit string) string {
	switch {
	case unit == "share":
		return Percent(v)
	case isMoney(unit):
		return Money(v, unit)
	case unit == "":
		return Number(v, 2)
	}
	return Number(v, 2) + " " + unit
}

// Join lists texts as a sentence does: a, b and c.
func Join(list []string, and string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + and + " " + list[len(list)-1]
}
