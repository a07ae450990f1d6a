package picture

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"ikat/say"
)

// writer writes the numbers of a figure in a language.
type writer struct{ *say.Voice }

// value writes a number of a field in full.
func (w writer) value(v any, f *Field) string {
	x := Row{"": v}.number("")
	if s, ok := v.(string); ok {
		return s
	}
	if !known(x) {
		return "–"
	}
	format, unit := "", ""
	if f != nil {
		format, unit = f.Format, f.Unit
	}
	whole := x == math.Trunc(x)
	switch format {
	case "percent":
		return w.Percent(x)
	case "points":
		return w.points(x)
	case "money":
		return w.Money(x, unit)
	case "year":
		return strconv.Itoa(int(x))
	case "usd":
		return "$" + w.Number(x, 0)
	case "days":
		return w.Say("picture.days", say.Args{"n": w.Number(x, decimals(whole, 0, 1))})
	}
	if unit != "" && unit != "index" {
		unit = " " + unit
	} else {
		unit = ""
	}
	return w.Number(x, decimals(whole, 0, decimals(math.Abs(x) >= 100, 1, 2))) + unit
}

func decimals(short bool, few, many int) int {
	if short {
		return few
	}
	return many
}

// points writes a number that is per cent already.
func (w writer) points(x float64) string {
	if a := math.Abs(x); a > 0 && a < .1 {
		return w.Number(x, 3) + w.percentSign()
	}
	return w.Number(x, 2) + w.percentSign()
}

func (w writer) percentSign() string { return strings.TrimPrefix(w.Percent0(0), "0") }

// brief writes a number beside its mark: short, with as many decimals as its neighbours.
func (w writer) brief(x float64, f *Field) string {
	if !known(x) || f == nil {
		return "–"
	}
	switch f.Format {
	case "percent", "points":
		return w.value(x, f)
	case "days":
		return w.Number(x, 1)
	case "money":
		digits, unit, scaled := strings.Cut(w.tick(x, f), " ")
		if scaled && !strings.ContainsAny(digits, ".,") {
			return digits + w.trimmedZero() + " " + unit
		}
		return w.tick(x, f)
	}
	return w.tick(x, f)
}

// trimmedZero is a decimal point and a nought, as this language writes them.
func (w writer) trimmedZero() string { return strings.TrimPrefix(w.Number(0, 1), "0") }

// tick writes a number of an axis, short.
func (w writer) tick(x float64, f *Field) string {
	format, unit := "", ""
	if f != nil {
		format, unit = f.Format, f.Unit
	}
	switch format {
	case "percent":
		return w.trimmed(100*x, 2) + w.percentSign()
	case "points":
		return w.trimmed(x, 3) + w.percentSign()
	case "year":
		return strconv.Itoa(int(x))
	case "money":
		if say.IsMoney(unit) {
			return w.inPowers(x * say.PowerIn(unit))
		}
	}
	return w.trimmed(x, 3)
}

// inPowers writes an amount of a currency in thousands of millions and so on.
func (w writer) inPowers(x float64) string {
	for _, p := range []struct {
		from     float64
		name     string
		decimals int
	}{{1e12, "trillion", 2}, {1e9, "billion", 1}, {1e6, "million", 1}} {
		if math.Abs(x) >= p.from*(1-1e-9) {
			return w.trimmed(x/p.from, p.decimals) + " " + w.Say("picture."+p.name)
		}
	}
	return w.trimmed(x, 3)
}

// trimmed writes a number without noughts at its end.
func (w writer) trimmed(x float64, decimals int) string {
	power := math.Pow(10, float64(decimals))
	digits := int64(math.Round(math.Abs(x) * power))
	for decimals > 0 && digits%10 == 0 {
		digits /= 10
		decimals--
	}
	return w.Number(x, decimals)
}

// axis names an axis with the unit that its ticks leave out.
func (w writer) axis(f *Field) string {
	switch {
	case f == nil || f.Label == "":
		return ""
	case f.Format == "money":
		_, currency, _ := strings.Cut(f.Unit, " ")
		return f.Label + " (" + currency + ")"
	case f.Unit == "days" || f.Format == "days":
		if days := w.Say("picture.axis-days"); !strings.Contains(strings.ToLower(f.Label), days) {
			return f.Label + " (" + days + ")"
		}
	case f.Unit != "" && f.Format != "percent" && f.Format != "points" && !strings.Contains(f.Label, f.Unit):
		return f.Label + " (" + f.Unit + ")"
	}
	return f.Label
}

// tip says what a mark stands for: its name, its number, and what else the picture tells.
func (w writer) tip(f *Figure, r Row, name string, fields ...*Field) string {
	lines := []string{name}
	for i := range f.Tip {
		fields = append(fields, &f.Tip[i])
	}
	for _, g := range fields {
		if g == nil || g.Field == "" || r[g.Field] == nil {
			continue
		}
		label := ""
		if g.Label != "" {
			label = g.Label + ": "
		}
		lines = append(lines, label+w.value(r[g.Field], g))
	}
	return strings.Join(lines, "\n")
}

// longestName is how long the name of a file gets.
const longestName = 90

// FileName says what a picture holds, without an ending: its title and its table.
func (f *Figure) FileName() string {
	source, _, _ := strings.Cut(f.Source, ". ")
	return Slug(f.Title + " " + source)
}

// Slug writes a title as the name of a file.
func Slug(title string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(title) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= longestName {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
