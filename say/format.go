package say

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Year is a year in figures, and nothing where none is known.
func Year(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}

// Number renders a value with separators of thousands; an undefined one is a dash, and one beyond all numbers says so.
func (v *Voice) Number(x float64, decimals int) string {
	return v.said("number", "", v.number(x, decimals), x)
}

func (v *Voice) number(x float64, decimals int) string {
	if math.IsNaN(x) {
		return "–"
	}
	if math.IsInf(x, 0) {
		return map[bool]string{false: "∞", true: "−∞"}[x < 0]
	}
	s := strconv.FormatFloat(math.Abs(x), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(s, ".")
	thousands, point := v.grammar.separators()
	var b strings.Builder
	if x < 0 && strings.Trim(s, "0.") != "" {
		b.WriteString("−")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(r)
	}
	if rest != "" {
		b.WriteString(point + rest)
	}
	return b.String()
}

// Percent renders a fraction: 22.3%; below a tenth of a per cent with two digits more.
func (v *Voice) Percent(x float64) string {
	return v.said("percent", "", v.percent(x), x)
}

func (v *Voice) percent(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	decimals := 1
	if a := math.Abs(x); a > 0 && a < .001 {
		decimals = 3
	}
	return v.number(100*x, decimals) + v.grammar.percentSign()
}

// Percent0 renders a fraction without decimals.
func (v *Voice) Percent0(x float64) string {
	return v.said("percent", "", v.percent0(x), x)
}

func (v *Voice) percent0(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return v.number(100*x, 0) + v.grammar.percentSign()
}

// Points renders a range of percentages with enough decimals to tell its ends apart from nothing: "0.16% to 0.17%". The
// ends are rounded outward, so that a figure inside it, printed with more decimals, stays inside.
func (v *Voice) Points(low, high float64) string {
	return v.said("points", "", v.points(low, high), low, high)
}

func (v *Voice) points(low, high float64) string {
	a, b := v.pointEnds(low, high)
	if low == high {
		return a + v.grammar.percentSign()
	}
	return a + v.grammar.percentSign() + " " + v.grammar.to() + " " + b + v.grammar.percentSign()
}

// PointsCell renders the same as a cell of a table has it, the unit in its header: "0.16 – 0.17".
func (v *Voice) PointsCell(low, high float64) string {
	a, b := v.pointEnds(low, high)
	return v.said("points", "", a+" – "+b, low, high)
}

// Within renders a percentage without its sign, with the decimals that Points gives its range: what is not known to the
// second decimal is not printed to the fourth.
func (v *Voice) Within(x, low, high float64) string { return v.Number(x, pointDecimals(low, high)) }

func (v *Voice) pointEnds(low, high float64) (string, string) {
	decimals := pointDecimals(low, high)
	if low == high {
		text := v.number(low, decimals)
		return text, text
	}
	return v.number(rounded(low, decimals, math.Floor), decimals), v.number(rounded(high, decimals, math.Ceil), decimals)
}

func pointDecimals(low, high float64) int {
	if largest := math.Max(math.Abs(low), math.Abs(high)); largest > 0 && largest < .1 {
		return min(6, 1-int(math.Floor(math.Log10(largest))))
	}
	return 2
}

// rounded rounds a number to decimals.
func rounded(x float64, decimals int, round func(float64) float64) float64 {
	size := math.Pow10(decimals)
	return whole(x*size, round) / size
}

// whole rounds to a whole number. Rounding up or down leaves alone what misses one only by the arithmetic's own
// rounding.
func whole(x float64, round func(float64) float64) float64 { return round(math.Round(x*1e9) / 1e9) }

// Span renders a range of fractions: "11.6% to 107.6%", or one of them where both read the same.
func (v *Voice) Span(low, high float64) string {
	return v.said("span", "", v.span(low, high), low, high)
}

func (v *Voice) span(low, high float64) string {
	a, b := v.percent(low), v.percent(high)
	if a == b {
		return a
	}
	return a + " " + v.grammar.to() + " " + b
}

// SpanOf renders the range of some fractions.
func (v *Voice) SpanOf(x []float64) string {
	return v.said("span", "", v.spanOf(x), x...)
}

func (v *Voice) spanOf(x []float64) string {
	low, high := x[0], x[0]
	for _, one := range x {
		low, high = min(low, one), max(high, one)
	}
	return v.span(low, high)
}

// Ranks renders an interval of ranks: "1–3", or "1"; a rank of 0 is none.
func (v *Voice) Ranks(low, high int64) string {
	return v.said("ranks", "", v.ranks(low, high), float64(low), float64(high))
}

func (v *Voice) ranks(low, high int64) string {
	if low == 0 {
		return "–"
	}
	if low == high {
		return strconv.FormatInt(low, 10)
	}
	return strconv.FormatInt(low, 10) + "–" + strconv.FormatInt(high, 10)
}

// Scale is how the amounts of a table's unit are shown in a column: divided by Size, in Unit.
type Scale struct {
	Size float64
	Unit string
}

// scales are the words for powers of ten, largest first, with the smallest amount each is used for.
var scales = []struct {
	from, size float64
	name       string
}{{1e13, 1e12, "trillion"}, {1e9, 1e9, "billion"}, {1e6, 1e6, "million"}, {1e3, 1e3, "thousand"}}

func splitUnit(unit string) (power float64, currency string, known bool) {
	word, currency, ok := strings.Cut(unit, " ")
	power, known = map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9}[word]
	return power, currency, ok && known
}

// PowerIn is how much of its currency a unit is: "million USD" is a million; 0 where it is no amount of one.
func PowerIn(unit string) float64 { power, _, _ := splitUnit(unit); return power }

// IsMoney reports whether a unit is an amount of a currency in a power of ten: "million USD".
func IsMoney(unit string) bool { _, _, known := splitUnit(unit); return known }

// currency returns the currency of an amount's unit, "EUR" of "million EUR"; "" where the unit is no amount of one.
func currency(unit string) string {
	_, code, known := splitUnit(unit)
	if !known {
		return ""
	}
	return code
}

// ScaleOf chooses the scale in which amounts up to the largest are shown.
func (v *Voice) ScaleOf(largest float64, unit string) Scale {
	power, currency, known := splitUnit(unit)
	if !known {
		return Scale{1, unit}
	}
	for _, s := range scales {
		if math.Abs(largest)*power >= s.from {
			return Scale{s.size / power, v.grammar.power(s.name) + " " + currency}
		}
	}
	return Scale{1 / power, currency}
}

// Money renders an amount of a table's unit in words: "1,580.1 billion USD".
func (v *Voice) Money(x float64, unit string) string {
	return v.said("money", unit, v.money(x, unit), x)
}

func (v *Voice) money(x float64, unit string) string {
	s := v.ScaleOf(x, unit)
	return v.number(x/s.Size, 1) + " " + s.Unit
}

// Percent2 renders a fraction with two significant digits, as a figure that rests on published shares has: 44%, 5.0%.
func (v *Voice) Percent2(x float64) string {
	return v.said("percent", "", v.percent2(x), x)
}

func (v *Voice) percent2(x float64) string { return v.percentTo(x, math.Round) }

// Outward renders the ends of a certified interval of fractions with two significant digits, rounded outward so that
// what is said is certain too: "10% and 82%".
func (v *Voice) Outward(low, high float64) string {
	return v.said("outward", "", v.outward(low, high), low, high)
}

func (v *Voice) outward(low, high float64) string {
	a, b := v.outwardEnds(low, high)
	return a + " " + v.grammar.between() + " " + b
}

// Ends renders the ends as Outward does, each by itself.
func (v *Voice) Ends(low, high float64) (string, string) {
	a, b := v.outwardEnds(low, high)
	return v.said("outward", "", a, low), v.said("outward", "", b, high)
}

// outwardEnds has no digits in the smaller end that the larger one's are a thousand times of: of a range up to 19% the
// low end is 0%, not 0.0045%.
func (v *Voice) outwardEnds(low, high float64) (string, string) {
	end := func(x, other float64, round func(float64) float64) string {
		if digit := lastDigit(100 * other); x != other && math.Abs(x)*1000 < math.Abs(other) {
			return v.number(whole(100*x/digit, round)*digit, max(0, -int(math.Round(math.Log10(digit))))) +
				v.grammar.percentSign()
		}
		return v.percentTo(x, round)
	}
	return end(low, high, math.Floor), end(high, low, math.Ceil)
}

// lastDigit is the place of the second significant digit of a number: 1 of 19, .1 of 1.9.
func lastDigit(x float64) float64 { return math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-1) }

// Printed renders a fraction as its publisher printed it, with one decimal where it has any: 36%, 6.3%.
func (v *Voice) Printed(x float64) string {
	return v.said("percent", "", v.printed(100*x)+v.grammar.percentSign(), x)
}

// PrintedNumber is Printed of a number: 290, 139.2.
func (v *Voice) PrintedNumber(x float64) string { return v.said("number", "", v.printed(x), x) }

func (v *Voice) printed(x float64) string {
	if math.Mod(math.Round(10*x), 10) == 0 {
		return v.number(x, 0)
	}
	return v.number(x, 1)
}

func (v *Voice) percentTo(x float64, round func(float64) float64) string {
	return v.twoDigits(100*x, round) + v.grammar.percentSign()
}

// Money2 renders an amount of a table's unit in words, with two significant digits: "130 billion USD".
func (v *Voice) Money2(x float64, unit string) string {
	return v.said("money", unit, v.money2(x, unit), x)
}

func (v *Voice) money2(x float64, unit string) string {
	s := v.ScaleOf(x, unit)
	return v.twoDigits(x/s.Size, math.Round) + " " + s.Unit
}

// twoDigits renders a number with two significant digits.
func (v *Voice) twoDigits(x float64, round func(float64) float64) string {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return v.number(x, 0)
	}
	first := math.Floor(math.Log10(math.Abs(x)))
	digit := math.Pow(10, first-1)
	n := whole(x/digit, round)
	if math.Abs(n) >= 100 { // 9.96 is 10, not 10.0
		first++
	}
	return v.number(n*digit, max(0, 1-int(first)))
}

// Amount renders a value by its column's unit.
func (v *Voice) Amount(x float64, unit string) string {
	return v.said("amount", unit, v.amount(x, unit), x)
}

func (v *Voice) amount(x float64, unit string) string {
	switch {
	case unit == "share":
		return v.percent(x)
	case IsMoney(unit):
		return v.money(x, unit)
	case unit == "":
		return v.number(x, 2)
	}
	return v.number(x, 2) + " " + v.Label(unit)
}

// List joins texts as a sentence does: a, b and c.
func (v *Voice) List(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + v.grammar.and() + " " + list[len(list)-1]
}

// Listed lists texts as a sentence does, those that are names as this language has them.
func (v *Voice) Listed(list []string) string {
	return v.List(each(list, v.Label))
}

// Names lists names of economies as a sentence does.
func (v *Voice) Names(names []string) string {
	return v.List(each(names, v.grammar.name))
}

// each is what is said of each of some things.
func each[T any](list []T, said func(T) string) []string {
	out := make([]string, len(list))
	for i, one := range list {
		out[i] = said(one)
	}
	return out
}

// Signed renders a number with its sign.
func (v *Voice) Signed(x float64, decimals int) string {
	return v.said("number", "", v.signed(x, decimals), x)
}

func (v *Voice) signed(x float64, decimals int) string {
	text := v.number(x, decimals)
	if x > 0 {
		text = "+" + text
	}
	return text
}

// Range renders a range of fractions as a cell of a table has it: "16.8–148.6%".
func (v *Voice) Range(low, high float64) string {
	return v.said("span", "", v.spanCell(low, high), low, high)
}

func (v *Voice) spanCell(low, high float64) string {
	return strings.TrimSuffix(v.percent(low), v.grammar.percentSign()) + "–" + v.percent(high)
}

// RangeOf renders fractions from low to high costs as a cell has them, the central one first: "5.3% (1.2–9.9)". What is
// known, or reads the same throughout, stands alone.
func (v *Voice) RangeOf(x []float64) string {
	return v.said("range", "", v.rangeOf(x), x...)
}

func (v *Voice) rangeOf(x []float64) string {
	low, high, central := v.percent(slices.Min(x)), v.percent(slices.Max(x)), v.percent(x[(len(x)-1)/2])
	if low == high {
		return central
	}
	bare := func(text string) string { return strings.TrimSuffix(text, v.grammar.percentSign()) }
	return central + " (" + bare(low) + "–" + bare(high) + ")"
}

// CentralOf renders the same in a sentence: "5.3% (1.2% to 9.9%)".
func (v *Voice) CentralOf(x []float64) string {
	return v.said("range", "", v.centralOf(x), x...)
}

func (v *Voice) centralOf(x []float64) string {
	span := v.spanOf(x)
	if central := v.percent(x[(len(x)-1)/2]); span != central {
		return central + " (" + span + ")"
	}
	return span
}

// Count renders a number with one decimal where it is not whole: 21, 4.9.
func (v *Voice) Count(x float64) string {
	return v.said("number", "", v.count(x), x)
}

func (v *Voice) count(x float64) string {
	if math.Abs(x-math.Round(x)) < .05 {
		return v.number(x, 0)
	}
	return v.number(x, 1)
}
