package ui

import (
	"strconv"
	"testing"
)

func tableOf(width int, first ...string) *Table {
	t := &Table{Header: make([]Head, width), Total: len(first)}
	for _, name := range first {
		row := make([]Cell, width)
		row[0] = Cell{Text: name}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// A printed table has the first rows and the row about the study's economy; of years, the last.
func TestAnExcerptKeepsWhatTheStudyIsAbout(t *testing.T) {
	var ranked, years []string
	for i := range 15 {
		ranked, years = append(ranked, "other "+strconv.Itoa(i)), append(years, strconv.Itoa(2000+i))
	}
	ranked[13] = "Fiji"
	e := tableOf(12, ranked...).Excerpt("Fiji")
	if len(e.Rows) != 11 || e.Rows[10][0].Text != "Fiji" || !e.Short() || !e.Cut() || len(e.Rows[0]) != 9 ||
		len(e.Header) != 9 {
		t.Errorf("%+v", e)
	}
	e = tableOf(3, years...).Excerpt("Fiji")
	if len(e.Rows) != 10 || e.Rows[0][0].Text != "2005" || e.Rows[9][0].Text != "2014" || e.Cut() {
		t.Errorf("%+v", e)
	}
	if e = tableOf(3, "Fiji", "Fiji", "Fiji").Excerpt("Fiji"); len(e.Rows) != 3 || e.Short() {
		t.Errorf("%+v", e)
	}
}
