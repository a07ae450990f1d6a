package main

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"ikat/result"
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
	if err := printFrame(&b, f, 0); err != nil {
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
