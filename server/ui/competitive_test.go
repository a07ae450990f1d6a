package ui

import (
	"strings"
	"testing"
)

// The line of a level spans all that are compared, the economy itself among them, as the words over it say: the best of
// ASEAN in the macroeconomy stands at the line's end, and no economy outside a line.
func TestLevelsSpanAllThatAreCompared(t *testing.T) {
	s := newSite(t)
	ends := map[string]bool{}
	for _, economy := range []string{"VNM", "KHM", "SGP"} {
		levels := viewOf(t, s, "/competitiveness", "economy", economy, "peers", "ASEAN").section("levels")
		if !strings.Contains(levels.Lead, "all that are compared") || !strings.Contains(levels.Lead, "among them") {
			t.Errorf("%s: who is between the least and the most: %s", economy, levels.Lead)
		}
		for _, row := range levels.Figure.Rows {
			low, at, high := row["low"].(float64), row["value"].(float64), row["high"].(float64)
			if at < low || at > high {
				t.Errorf("%s stands outside its line: %v", economy, row)
			}
			if at == high {
				ends[economy+" "+row["level"].(string)] = true
			}
		}
	}
	if !ends["VNM the macroeconomy"] || !ends["SGP logistics"] {
		t.Errorf("who is best stands at the end of the line: %v", ends)
	}
}
