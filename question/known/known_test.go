package known_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/economies"
	"ikat/internal/questiontest"
	"ikat/internal/tinyworld"
	"ikat/known"
	"ikat/question"
	about "ikat/question/known"
	"ikat/say"
)

func ask(t *testing.T, q *question.Question, given map[string][]string) *question.Answer {
	t.Helper()
	values, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	a, err := q.Ask(t.Context(), &question.Request{Values: values, Engine: questiontest.Engine(), Prose: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// row is the row of a page's table that begins so, without what it begins with; header are that table's columns.
func row(t *testing.T, p *say.Page, begins string) (header, cells []string) {
	t.Helper()
	for _, b := range p.Blocks {
		if b.Kind != say.Rows {
			continue
		}
		for _, r := range b.Grid.Rows {
			if r[0] == begins {
				return b.Grid.Header[1:], r[1:]
			}
		}
	}
	t.Fatalf("no row begins with %q", begins)
	return nil, nil
}

// Every column of a page on an economy has its own numbers. Those of borders are worked by hand: of 2019 Indonesia's
// take 56.3 + 61.3 hours and US$ 211.1 + 138.8 out, 99.4 + 106.2 hours and US$ 382.6 + 164.4 in.
func TestColumnsOfAPageAreTheirOwn(t *testing.T) {
	who, err := economies.Resolve("IDN")
	if err != nil {
		t.Fatal(err)
	}
	c, err := known.Of(who)
	if err != nil {
		t.Fatal(err)
	}
	of := func(v float64) string { return fmt.Sprintf("%.1f%%", 100*v) }
	p := ask(t, about.Economies, map[string][]string{"economies": {"IDN"}}).Prose
	y, _ := c.Latest()
	i := c.Industries[3] // its numbers differ
	for begins, want := range map[string]string{
		"Doing Business 2020 (2019)": "days out 4.9|US$ out 350|days in 8.6|US$ in 547",
		"Doing Business 2009 (2008)": "days out 21.0|US$ out 704|days in 27.0|US$ in 660",
		fmt.Sprint(y.Year): fmt.Sprintf("exports %.1f|of all %s|used abroad %s|at home %s|backward %s|forward %s",
			y.Exports/1000, of(y.OfWorld), of(y.Abroad), of(y.Domestic), of(y.Backward), of(y.Forward)),
		i.Name: fmt.Sprintf("exports %.1f|share %s|used abroad %s|backward %s|forward %s|RCA %.2f", i.Exports/1000,
			of(i.Share), of(i.Abroad), of(i.Backward), of(i.Forward), i.RCA),
	} {
		header, cells := row(t, p, begins)
		var got []string
		for k, h := range header {
			got = append(got, h+" "+cells[k])
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: %s, not %s", begins, s, want)
		}
	}
}

// Sentences side by side begin with the best: the fewest hours, the highest score.
func TestTheBestComesFirst(t *testing.T) {
	a := ask(t, about.Compare, map[string][]string{"economies": {"IDN", "BTN", "THA"}, "topic": {"borders", "logistics"}})
	var text []string
	for _, b := range a.Prose.Blocks {
		text = append(text, b.Text)
	}
	for _, want := range []string{"Bhutan 5, Thailand 44 and Indonesia 56.",
		"Thailand 3.50, Indonesia 3.00 and Bhutan 2.50."} {
		if !slices.ContainsFunc(text, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("%q is not in\n%s", want, strings.Join(text, "\n"))
		}
	}
}

// A group has the members of the year that is asked about: ASEAN had nine in 1998, before Cambodia. As peers of one of
// them they are eight, and with it nine are ranked.
func TestGroupsHaveTheMembersOfTheYear(t *testing.T) {
	f := ask(t, about.Compare, map[string][]string{"economies": {"VNM", "ASEAN"}, "peers": {"ASEAN"}, "year": {"1998"},
		"topic": {"borders"}}).Frames[0]
	for r := range f.Rows() {
		switch code := f.Column("economy").Text(r); code {
		case "VNM":
			if n := f.Column("of").Floats[r]; n != 9 {
				t.Errorf("%s: %v are ranked with their peers", f.Column("figure").Text(r), n)
			}
		case "ASEAN/1998":
			if n := f.Column("members").Ints[r]; n != 9 {
				t.Errorf("%s is of %d members", f.Column("figure").Text(r), n)
			}
		default:
			t.Fatalf("a row of %s", code)
		}
	}
}

// Value chains of a table, by hand in the tiny world (in thousand dollars, so that 70 are .07 million): A exports 70 of
// the world's 250 and makes 125. Of 55.9 that is used abroad in the end, B uses 45.9 and C 10. Its 30 of tools hold 9
// of machines of C, and half of its 40 of ore leaves B in parts; of C's 15 of machines 9 leave A in tools, .6 of it its
// own.
func TestValueChainsOfATableSideBySide(t *testing.T) {
	table := tinyworld.Table()
	table.Economies, table.Meta.Unit = []string{"AUS", "CHN", "JPN"}, "thousand"
	values, err := about.Compare.Read(map[string][]string{"economies": {"AUS", "JPN"}, "table": {questiontest.Tiny},
		"topic": {"trade"}}, question.Asker{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	a, err := about.Compare.Ask(t.Context(), &question.Request{Values: values, Engine: questiontest.Of(table)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, want := a.Frames[0], map[string][2]float64{"exports": {.07, .1}, "world_share": {.28, .4},
		"absorbed_abroad": {55.9 / 70, .6}, "dependence": {55.9 / 125, 60. / 130}, "domestic": {61. / 70, .6},
		"backward": {9. / 70, .4}, "forward": {20. / 70, .054}}
	if f.Rows() != 2*len(want) {
		t.Errorf("%d rows", f.Rows())
	}
	for r := range f.Rows() {
		figure, k := f.Column("figure").Text(r), slices.Index([]string{"AUS", "JPN"}, f.Column("economy").Text(r))
		if got := f.Column("value").Floats[r]; !(math.Abs(got-want[figure][k]) < 1e-12) {
			t.Errorf("%s of %s: %v, by hand %v", figure, f.Column("economy").Text(r), got, want[figure][k])
		}
	}
}
