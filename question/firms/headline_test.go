package firms

import (
	"regexp"
	"strings"
	"testing"

	"ikat/say"
	"ikat/sme"
)

// aSplit is a world of one industry: small firms sell .4 of exports and earn .44 of the value added in them.
func aSplit() *Estimate {
	e := &sme.Economy{Code: "X", Label: []string{"1"}, X: []float64{100}, VA: []float64{100}, Exports: []float64{100}}
	s := &sme.Split{Economy: e, X: []float64{44, 56}, VA: []float64{44, 56}, Exports: []float64{40, 60},
		Serving: []float64{1, 1}}
	s.Content = [2][]float64{{.44, .44}, {.56, .56}}
	return &Estimate{Name: "Xanadu", Unit: "million USD", Year: 2008, Split: s,
		Statistics: sme.Statistics{
			{Indicator: sme.ValueAdded, Source: "Bureau (2007)"},
			{Indicator: sme.Establishment, Source: "Register (1999)"},
			{Indicator: sme.Exports, Value: .4, Low: .4, High: .4, Source: "Survey (2004), about 40 per cent"},
		}}
}

// compares finds the words that say which of two shares is the larger.
var compares = regexp.MustCompile(`(?i)\b(more|less|but earn)\b`)

// An interval that contains what firms sell themselves forbids the comparison, and so does one that is not known.
func TestHeadlineComparesOnlyWhatTheIntervalAllows(t *testing.T) {
	for _, c := range []struct {
		name      string
		low, high float64
		soldTo    float64 // the high end of the statistic of direct exports
		word      string  // "" where none is allowed
	}{
		{"contains it", .1, .819, .4, ""},
		{"touches it", .4, .819, .4, ""},
		{"above it", .401, .819, .4, "more"},
		{"above the figure but not above its range", .401, .819, .45, ""},
		{"below it", .1, .399, .4, "less"},
	} {
		a := aSplit()
		a.Statistics[2].High = c.soldTo
		a.Bounds = &sme.Bounds{Share: sme.Range{Low: c.low, High: c.high}}
		got := Headline(say.In(say.English), a)
		if word := compares.FindString(got); word != c.word {
			t.Errorf("%s: it says %q, want %q: %s", c.name, word, c.word, got)
		}
	}
	got := Headline(say.In(say.English), aSplit())
	if word := compares.FindString(got); word != "" || strings.Contains(got, "between") {
		t.Errorf("without an interval it says %q: %s", word, got)
	}
}

// Point, interval, what is sold directly, and both years stand in one sentence, with the digits there are.
func TestHeadlineSaysAllInOneSentence(t *testing.T) {
	a := aSplit()
	a.Bounds = &sme.Bounds{Share: sme.Range{Low: .10049, High: .81901}}
	got := Headline(say.In(say.English), a)
	for _, want := range []string{"2004 and 2007", "2008", "between 10% and 82%", "44%", "44 million USD",
		"sell 40% of exports",
		"cannot be told apart"} {
		if !strings.Contains(got, want) {
			t.Errorf("it does not say %q: %s", want, got)
		}
	}
	if n := len(regexp.MustCompile(`\.( |$)`).FindAllString(got, -1)); n != 1 {
		t.Errorf("%d sentences: %s", n, got)
	}
	if strings.Contains(got, "1999") {
		t.Errorf("the year of what does not enter: %s", got)
	}
	a.Statistics, a.Year = nil, 0
	if got := Headline(say.In(say.English), a); strings.Count(got, "of which no year is given") != 2 {
		t.Errorf("years that are not known: %s", got)
	}
}
