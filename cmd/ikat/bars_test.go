package main

import (
	"strings"
	"testing"

	"ikat/say"
)

// Amounts below nought, as some that come home have, and above the first one's have bars that fit their column.
func TestBarsOfAnyAmount(t *testing.T) {
	g := &say.Grid{Keys: 1, Bar: []float64{1, .5, -1.2, 7}}
	g.Columns(false, "").Columns(true, "")
	for range g.Bar {
		g.Row("a", "1")
	}
	for i, row := range withBars(g).rows {
		if n := strings.Count(row[1], "█"); n != []int{barWidth, barWidth / 2, 0, barWidth}[i] {
			t.Errorf("bar %v is %d long", g.Bar[i], n)
		}
	}
}
