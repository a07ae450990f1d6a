package requirement_test

import (
	"math"
	"os"
	"strings"
	"testing"

	"ikat/requirement"
)

func stamping(t *testing.T, change func(*requirement.Firm)) *requirement.Ready {
	t.Helper()
	text, err := os.ReadFile("testdata/stamping.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := requirement.ReadFirm("stamping.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(f)
	}
	buyer, err := os.ReadFile("testdata/stamping-buyer.csv")
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := requirement.ReadSheets("stamping-buyer.csv", strings.NewReader(string(buyer)), requirement.Standard())
	if err != nil {
		t.Fatal(err)
	}
	more, err := os.Open("testdata/stamping-requirements.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer more.Close()
	registry, err := requirement.Standard().With("stamping-requirements.csv", more)
	if err != nil {
		t.Fatal(err)
	}
	c := &requirement.Case{Registry: registry, Sheet: sheets[0], Firm: f}
	got, err := c.Answer(t.Context(), requirement.Choice{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The worked story, to its digits.
func TestStampingFirm(t *testing.T) {
	got := stamping(t, nil)
	cents := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > .006 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	cents("cheapest", got.Path.Cost, 97500)
	cents("named", got.Named, 69500)
	cents("low", got.Low, 32000)
	cents("low of this", got.ThenLow, 32500)
	cents("high", got.High, 260000)
	cents("recurring", got.Recurring, 18800)
	if len(got.Front) != 2 || got.Front[0].Day != 420 || got.Front[1].Day != 390 || got.Front[1].Cost != 100500 {
		t.Errorf("front %+v", got.Front)
	}
	m := got.Money
	cents("lowest", m.Lowest, -29500)
	if m.In != 6 || got.Firm.Date(got.Day()) != "2027-03-01" {
		t.Errorf("lowest in month %d, ready on %s", m.In, got.Firm.Date(got.Day()))
	}
	for month, paid := range map[int]float64{1: 25500, 2: 14000, 5: 22000, 6: 28000, 9: 8000} { // day 135 is in the fifth
		cents("paid in a month", m.Months[month-1].Paid, paid)
	}
	cents("working capital", m.Capital, 102205.479452)
	cents("tied", m.Tied, 122054.794521)
	cents("three years", m.Present, -31708.57)
	if math.Abs(m.Wedge-.1649834) > 1e-7 {
		t.Errorf("wedge %v", m.Wedge)
	}
	five := stamping(t, func(f *requirement.Firm) { f.Contract.Years = 5 })
	m = five.Money
	cents("five years", m.Present, 12638.06)
	cents("open account", m.Open, -26167.98)
	cents("invoice programme", m.Paid, -12124.78)
	for k, want := range []float64{.1689048, .2029733, .1906446} {
		if v := []float64{m.Even, m.EvenOpen, m.EvenPaid}[k]; math.Abs(v-want) > 1e-7 {
			t.Errorf("break-even %d: %v, want %v", k, v, want)
		}
	}
	large := stamping(t, func(f *requirement.Firm) { f.Rival = &requirement.Rival{Sales: 36e6, Link: 12e6} })
	cents("large", large.Large.Cost, 409000)
	if w := large.LargeWedge(); math.Abs(w-(409000*.416349+87000)/12e6) > 1e-7 {
		t.Errorf("large firm's wedge %v", w)
	}
	if len(got.Lapses) != 1 {
		t.Fatalf("lapses %+v", got.Lapses)
	}
	// The letter, a year's evidence, ends when a contract of one year does; one of two years goes on.
	for years, lapses := range map[int]int{1: 0, 2: 1} {
		if of := stamping(t, func(f *requirement.Firm) { f.Contract.Years = years }); len(of.Lapses) != lapses {
			t.Errorf("%d years: lapses %+v", years, of.Lapses)
		}
	}
	// What an agency pays helps by what it is, and by no more than there is to pay.
	for support, helps := range map[float64]float64{10000: 10000, 1e9: got.Money.Outlays} {
		m := stamping(t, func(f *requirement.Firm) { f.Contract.Support = support }).Money
		cents("helped", m.Helped-m.Present, helps)
	}
	if l := got.Lapses[0]; l.From != 375 || l.To != 420 || l.Ready != 740 || l.Starts[0] != 135 {
		t.Errorf("the letter: %+v", l)
	}
}
