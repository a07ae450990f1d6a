package say_test

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/say"
)

// Every language has every text: pages take a language only where it is whole.
func TestWhatLanguagesLack(t *testing.T) {
	for _, language := range say.Languages() {
		for _, err := range say.In(language).Check() {
			t.Error(err)
		}
		for _, key := range say.In(language).Lacks() {
			t.Errorf("%s lacks %s", language, key)
		}
		if say.OwnName(language) == "" {
			t.Errorf("%s does not say what it is called", language)
		}
	}
}

func TestNumbers(t *testing.T) {
	en, ru := say.In("en"), say.In("ru")
	for _, c := range []struct{ got, want string }{
		{en.Number(1234567.891, 1), "1,234,567.9"}, {ru.Number(1234567.891, 1), "1\u00a0234\u00a0567,9"},
		{en.Percent(.2234), "22.3%"}, {ru.Percent(.2234), "22,3%"}, {en.Percent(.0004), "0.040%"},
		{en.Span(.168, 1.486), "16.8% to 148.6%"}, {en.Range(.168, 1.486), "16.8–148.6%"},
		{ru.Span(.1, .2), "10,0% до 20,0%"},
		{en.Money(1580100, "million USD"), "1,580.1 billion USD"},
		{ru.Money(1580100, "million USD"), "1\u00a0580,1 млрд USD"},
		{en.Money(940, "million EUR"), "940.0 million EUR"}, {en.Money(.5, "million USD"), "500.0 thousand USD"},
		{en.Number(-0.001, 2), "0.00"}, {en.Number(-2.5, 1), "−2.5"},
		{en.Number(math.Inf(1), 1), "∞"},
		{en.Percent(math.Inf(-1)), "−∞%"}, {en.Outward(math.Inf(-1), math.Inf(1)), "−∞% and ∞%"},
		{en.Ranks(1, 3), "1–3"}, {en.Ranks(2, 2), "2"},
		{en.List([]string{"a", "b", "c"}), "a, b and c"}, {ru.List([]string{"а", "б"}), "а и б"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// A profile speaks of the table's currency, and of shares where nobody knows it.
func TestCurrencyOfAProfile(t *testing.T) {
	for unit, want := range map[string]string{"million USD": "every dollar exported, 80 cents",
		"million EUR": "every euro exported, 80 cents",
		"million JPY": "80.0% was earned at home", "table units": "80.0% was"} {
		got := say.In("en").Say("profile.exports", say.Args{"name": "X", "exports": 10.0, "unit": unit, "world": 0.1,
			"domestic": 0.8, "foreign": 0.2})
		if !strings.Contains(got, want) {
			t.Errorf("%s: %s", unit, got)
		}
	}
}

// eachLine runs through the lines of all texts, in every language.
func eachLine(t *testing.T, check func(file string, line int, text string)) {
	t.Helper()
	files, err := filepath.Glob("texts/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			check(file, i+1, line)
		}
	}
}

// Blanks around a text are cut, so that none may count on them.
func TestNoTextBeginsOrEndsWithABlank(t *testing.T) {
	quoted := regexp.MustCompile(`^\s*[\w-]+: (" |' |".* "$|'.* '$)`)
	eachLine(t, func(file string, line int, text string) {
		if quoted.MatchString(text) {
			t.Errorf("%s, line %d: %s", file, line, text)
		}
	})
}

// A table whose year nobody knows has no year in any text: what names one says so only where there is one.
func TestNoTextNamesYearZero(t *testing.T) {
	eachLine(t, func(file string, line int, text string) {
		if strings.Contains(text, "{{.year}}") && !strings.Contains(text, "{{if .year}}") {
			t.Errorf("%s, line %d: {{with .year}}, {{.}}{{end}} in place of {{.year}}", file, line)
		}
	})
	en := say.In("en")
	if got := en.Say("economy.structure-title", say.Args{"name": "X", "year": 0}); strings.Contains(got, "0") {
		t.Error(got)
	}
	if got := en.Say("economy.structure-title", say.Args{"name": "X", "year": 2018}); !strings.HasSuffix(got, ", 2018") {
		t.Error(got)
	}
}

// Russian counts in three forms and puts names in cases.
func TestRussian(t *testing.T) {
	ru := say.In("ru")
	for n, want := range map[int]string{1: "1 экономика", 2: "2 экономики", 5: "5 экономик", 11: "11 экономик",
		21: "21 экономика", 112: "112 экономик"} {
		if got := ru.Say("procedures.title", say.Args{"n": n, "title": ""}); !strings.HasSuffix(got, want) {
			t.Errorf("%d: %s", n, got)
		}
	}
	args := say.Args{
		"name":     "China",
		"exports":  1580100.0,
		"unit":     "million USD",
		"world":    .101,
		"domestic": .78,
		"foreign":  .22,
	}
	if got := ru.Say("profile.exports", args); !strings.Contains(got, "Экспорт Китая") ||
		!strings.Contains(got, "22 цента") ||
		strings.Contains(got, "[") {
		t.Error(got)
	}
	if ru.Name("Viet Nam") != "Вьетнам" || ru.Name("Atlantis") != "Atlantis" {
		t.Error(ru.Name("Viet Nam"))
	}
}

// Numbers that English has written, as Russian writes them; names, addresses and versions stay.
func TestFigures(t *testing.T) {
	ru := say.In("ru")
	for text, want := range map[string]string{"1,234.5": "1\u00a0234,5", "−0.82": "−0,82",
		"(-2.1%)": "(-2,1%)", "WP-04.15": "WP-04.15", "< 0.1%": "< 0,1%",
		"35% (31.6% to 35%)": "35% (31,6% to 35%)", "[2.712, 3.066]": "[2,712, 3,066]", "2011": "2011",
		"CC BY 4.0":   "CC BY 4.0",
		"exiobase3.9": "exiobase3.9", "3.9.6": "3.9.6", "c1, c2": "c1, c2", "table 8.1.csv": "table 8.1.csv",
		"1,2": "1,2", "12,345": "12\u00a0345", "0.133, 0.553 and 1.396": "0,133, 0,553 and 1,396"} {
		if got := ru.Figures(text); got != want {
			t.Errorf("%q became %q, not %q", text, got, want)
		}
	}
	if got := say.In(say.English).Figures("1,234.5"); got != "1,234.5" {
		t.Error(got)
	}
	for text, want := range map[string]string{"China → Viet Nam, mining": "Китай → Вьетнам, ",
		"Of gross exports.": "От валового экспорта."} {
		if got := ru.Label(text); !strings.HasPrefix(got, want) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// Two significant digits, and ends rounded outward so that a certified interval stays one.
func TestTwoDigits(t *testing.T) {
	v := say.In(say.English)
	for x, want := range map[float64]string{.443: "44%", .05: "5.0%", .0996: "10%", .09949: "9.9%", .999951: "100%",
		.00123: "0.12%", 0: "0%", 1: "100%", -.034: "−3.4%"} {
		if got := v.Percent2(x); got != want {
			t.Errorf("%v is %q, want %q", x, got, want)
		}
	}
	for want, x := range map[string][2]float64{"10% and 82%": {.1009, .8101}, "29% and 29%": {.29, .29},
		"0% and 100%": {0, .9999}, "5.0% and 40%": {.05, .4}} {
		if got := v.Outward(x[0], x[1]); got != want {
			t.Errorf("%v is %q, want %q", x, got, want)
		}
	}
	if got := v.Money2(129080, "million USD"); got != "130 billion USD" {
		t.Error(got)
	}
}

// Sections that Russian has, it has wholly: a text added in English is asked for here.
func TestRussianSectionsAreWhole(t *testing.T) {
	ru := say.In("ru")
	for _, section := range []string{"brief", "known", "profile", "procedures", "basis"} {
		for key := range say.In(say.English).Section(section) {
			if slices.Contains(ru.Lacks(), section+"."+key) {
				t.Errorf("Russian lacks %s.%s", section, key)
			}
		}
	}
}

// Small percentages keep the digits that tell them from nought and from each other; no rank is no number.
func TestSmallPointsAndRanks(t *testing.T) {
	v := say.In("en")
	for got, want := range map[string]string{
		v.Points(.0412, .0437): "0.041% to 0.044%", v.Points(-.00042, .0001): "-0.00042% to 0.00010%",
		v.Points(1.234, 5): "1.23% to 5.00%", v.Points(.0668, .1573): "0.06% to 0.16%", v.Points(2, 2): "2.00%",
		v.PointsCell(.4098, 2.2536): "0.40 \u2013 2.26", v.PointsCell(.0009, .0049): "0.0009 \u2013 0.0049",
		v.PointsCell(2, 2):              "2.00 \u2013 2.00",
		v.Within(2.2536, .4098, 2.2536): "2.25", v.Within(.0314, .012, .0314): "0.031",
		v.Within(-.00038, -.0099, .0009): "-0.0004", v.Within(1.5, 1.5, 1.5): "1.50", v.Within(-.0004, -.1, .2): "0.00",
		v.Ranks(0, 0): "–", v.Ranks(3, 3): "3", v.Ranks(1, 4): "1–4",
	} {
		if strings.ReplaceAll(got, "\u2212", "-") != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// First letters change in every alphabet, of every length in bytes.
func TestFirstLetters(t *testing.T) {
	for text, want := range map[string]string{"": "", "a": "A", "экспорт": "Экспорт", "État": "État"} {
		if got := say.UpperFirst(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for name, want := range map[string]string{"D26": "D26", "B": "B", "C31_32": "C31_32",
		"Mining and TV sets": "mining and TV sets", "A mine": "a mine",
		"Share (Japan; Mining)": "share (Japan; Mining)", "Food & Beverages": "food & beverages",
		"Экспорт": "экспорт"} {
		if got := say.Lower(name); got != want {
			t.Errorf("%s in a phrase is %s", name, got)
		}
	}
	if got := say.LowerFirst("D26"); got != "D26" {
		t.Errorf("a code is %s", got)
	}
	if got := say.LowerFirst("Экспорт"); got != "экспорт" {
		t.Error(got)
	}
}

// Marks mean the same wherever a text explains one: what is assumed and what is odd have one each, in every language.
func TestMarksMeanOneThing(t *testing.T) {
	explained := 0
	for language, words := range map[string][2]string{"en": {"assumed", "asks more"},
		"ru": {"предположены", "модели больше"}} {
		files, err := filepath.Glob(filepath.Join("texts", language, "*.yaml"))
		if err != nil || len(files) == 0 {
			t.Fatal(err, "no texts")
		}
		for _, file := range files {
			if filepath.Base(file) == "faults.yaml" { // errors explain no marks
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?m)(^|[". ])([*†]) (\pL[^.]*)`).FindAllSubmatch(text, -1) {
				explained++
				said := string(m[3])
				if mark := string(m[2]); strings.Contains(said, words[0]) != (mark == say.Assumed) ||
					strings.Contains(said, words[1]) != (mark == say.Odd) {
					t.Errorf("%s: %s stands for %q", file, mark, said)
				}
			}
		}
	}
	if explained < 8 {
		t.Errorf("%d explanations of marks", explained)
	}
}

// An end that the other is more than a thousand times of is said in the other's digits, rounded outward; what is
// published reads as it was printed.
func TestEndsAreSaidAsFarAsTheyAreKnown(t *testing.T) {
	v := say.In(say.English)
	for _, c := range []struct {
		low, high float64
		want      string
	}{{.000045, .187, "0% and 19%"}, {.08, .789, "8.0% and 79%"}, {-.187, -.000045, "−19% and 0%"},
		{-.000045, .187, "−1% and 19%"}, {.00066, .00201, "0.066% and 0.21%"}, {0, .2, "0% and 20%"},
		{.2, .2, "20% and 20%"}} {
		if got := v.Outward(c.low, c.high); got != c.want {
			t.Errorf("%g and %g are said as %s, not %s", c.low, c.high, got, c.want)
		}
	}
	for x, want := range map[float64]string{.36: "36%", .063: "6.3%", .05: "5%", 0: "0%"} {
		if got := v.Printed(x); got != want {
			t.Errorf("%g is said as %s", x, got)
		}
	}
}
