package main

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"ikat/result"
	"ikat/say"
)

// The ends of a range stand in one column beside their number, or alone where there is none.
func TestRangesStandInOneColumn(t *testing.T) {
	f := &result.Frame{Title: "made"}
	f.Text("economy", "Economy", []string{"AAA", "BBB"})
	c := f.Of(result.Estimate, 2)
	number := func(name string, v ...float64) {
		c.Number(name, name, "share", "made", func(i int) float64 { return v[i] })
	}
	number("cost", .2, .3)
	number("cost_low", .1, .3)
	number("cost_high", .4, .3)
	number("rank_low", .01, math.NaN())
	number("rank_high", .02, math.NaN())
	number("saved_low", .5, .6)
	var b bytes.Buffer
	if err := printFrame(&b, f, 0, say.In(say.English)); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	for n, want := range map[int]string{3: "economy cost low – high rank saved_low",
		4: "AAA 20.0% 10.0% – 40.0% 1.0% – 2.0% 50.0%", 5: "BBB 30.0% 30.0% - 60.0%"} {
		if got := strings.Join(strings.Fields(lines[n]), " "); got != want {
			t.Errorf("line %d is %q, not %q", n, got, want)
		}
	}
}

// A wide table is folded: each block names its rows once, without numbers, and a range stays beside its number. A
// number that no row has is left to its range.
func TestWideTablesAreFolded(t *testing.T) {
	f := &result.Frame{Title: "made"}
	f.Text("economy", "Economy", []string{"AAA", "BBB"})
	c := f.Of(result.Estimate, 2)
	for _, name := range []string{"first", "second", "third", "fourth"} {
		c.Number(name, name, "share", "made", func(int) float64 { return .5 })
		c.Number(name+"_low", name, "share", "made", func(int) float64 { return .25 })
		c.Number(name+"_high", name, "share", "made", func(int) float64 { return .75 })
	}
	f.Text("assumed", "Assumed", []string{"export", "import"})
	c.Number("hidden", "hidden", "share", "made", func(int) float64 { return math.NaN() })
	c.Number("hidden_low", "hidden", "share", "made", func(int) float64 { return 0 })
	c.Number("hidden_high", "hidden", "share", "made", func(int) float64 { return 1 })
	var b bytes.Buffer
	if err := printFrame(&b, f, 0, say.In(say.English)); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	for _, want := range []string{
		"economy first low – high second low – high third low – high fourth low – high assumed AAA",
		"economy hidden AAA 0.0% – 100.0% BBB"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
