package ui

import (
	"slices"
	"strconv"
)

// A printed table has so many rows and columns at most.
const (
	printedRows    = 10
	printedColumns = 9
)

// Excerpt is what of a table is printed, and out of how much.
type Excerpt struct {
	Header  []Head
	Rows    [][]Cell
	Total   int // rows of the whole
	Columns int // columns of the whole
}

// Whole is how many rows there are in all, for a sentence.
func (e *Excerpt) Whole() float64 { return float64(e.Total) }

// Cut reports whether columns are left out, Short whether rows are.
func (e *Excerpt) Cut() bool   { return len(e.Header) < e.Columns }
func (e *Excerpt) Short() bool { return len(e.Rows) < e.Total }

// Excerpt takes the first rows, of a series of years the last, and with them the rows about the one that is named.
func (t *Table) Excerpt(own string) *Excerpt {
	width := min(printedColumns, len(t.Header))
	out := &Excerpt{Header: t.Header[:width], Total: t.Total, Columns: len(t.Header)}
	from, to := 0, min(printedRows, len(t.Rows))
	if t.ofYears() {
		from, to = max(0, len(t.Rows)-printedRows), len(t.Rows)
	}
	for i, row := range t.Rows {
		if i >= from && i < to || about(row, own) && t.few(own) {
			out.Rows = append(out.Rows, row[:min(width, len(row))])
		}
	}
	return out
}

// few reports whether the rows about the one that is named are not most of the table.
func (t *Table) few(own string) bool {
	n := 0
	for _, row := range t.Rows {
		if about(row, own) {
			n++
		}
	}
	return n <= 2
}

// about reports whether a row begins with a name.
func about(row []Cell, name string) bool { return len(row) > 0 && row[0].Text == name }

// ofYears reports whether a row is a year, the earliest first.
func (t *Table) ofYears() bool {
	years := make([]int, len(t.Rows))
	for i, row := range t.Rows {
		if len(row) == 0 {
			return false
		}
		var err error
		if years[i], err = strconv.Atoi(row[0].Text); err != nil || years[i] < 1900 || years[i] > 2100 {
			return false
		}
	}
	return slices.IsSorted(years)
}
