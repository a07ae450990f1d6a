package catalog_test

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"ikat/economies"
	"ikat/engine"
	"ikat/internal/ikattest"
	"ikat/measure"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/result"
	"ikat/tablefile/apx"
)

// heavy are questions whose every level takes seconds; fed are what rests on files.
var (
	heavy = []string{"factors", "worth", "sme", "rank"}
	fed   = []string{"footprint", "border/trade-costs", "border/index"}
)

// told is what a level needs beside its question's base.
var told = map[string]map[string][]string{
	"integration/members":   {"group": {"RCEP"}}, // of SAFTA the table has one
	"integration/pairs":     {"group": {"RCEP"}},
	"integration/triangles": {"group": {"RCEP"}},
	"integration/makers":    {"group": {"RCEP"}},
}

// choosing is the parameter that chooses a question's rows; "" where it has one kind of them.
func choosing(q *question.Question) string {
	for _, name := range []string{"level", "part"} {
		if q.Param(name) != nil {
			return name
		}
	}
	return ""
}

// Every level of every question, and of every measure, keeps what inRange asks of rows.
func TestRangesOfEveryLevel(t *testing.T) {
	e := engine.New("test", nil, apx.Library())
	for _, q := range catalog.Questions {
		t.Run(q.ID, func(t *testing.T) {
			if slices.Contains(heavy, q.ID) {
				ikattest.Long(t, "every level solves the model anew")
			}
			for _, l := range q.Levels {
				given := maps.Clone(baseOf(q))
				if name := choosing(q); name != "" {
					given[name] = []string{l.ID}
				}
				maps.Copy(given, told[q.ID+"/"+l.ID])
				if !slices.Contains(fed, q.ID+"/"+l.ID) {
					rows(t, e, q, given)
				}
			}
		})
	}
	q := catalog.Find("measure")
	for _, m := range measure.Catalog {
		for _, l := range m.Levels {
			if slices.Contains(fed, m.ID) {
				continue
			}
			rows(t, e, q, map[string][]string{"id": {m.ID}, "level": {l.ID}, "table": {"apx/1995"}})
		}
	}
}

// inRange checks what holds of the rows of every answer: a number lies between its ends, a rank among its ranks, no
// part of the price on arrival is above the whole, no group of economies has a rank, and nothing is infinite.
func inRange(t *testing.T, asked string, f *result.Frame) {
	t.Helper()
	for _, c := range f.Columns {
		if c.Floats != nil && !c.Counts && c.Kind == "" {
			t.Errorf("%s: nobody says what kind of number %s is", asked, c.Name)
		}
		for row := range f.Rows() {
			if v, known := number(c, row); known && math.IsInf(v, 0) {
				t.Errorf("%s: %s is infinite in row %d", asked, c.Name, row)
			}
		}
		low, high := ends(f, c.Name)
		if low == nil || high == nil || c.IsText() {
			continue
		}
		for row := range f.Rows() {
			within(t, asked, row, c, low, high)
		}
	}
	wholes(t, asked, f)
	unranked(t, asked, f)
}

// ends are the columns of the ends of a number's range; nil where it has none.
func ends(f *result.Frame, name string) (low, high *result.Column) {
	base, per := strings.CutSuffix(name, "_pct")
	if per {
		return f.Column(base + "_low_pct"), f.Column(base + "_high_pct")
	}
	return f.Column(name + "_low"), f.Column(name + "_high")
}

func within(t *testing.T, asked string, row int, c, low, high *result.Column) {
	t.Helper()
	v, known := number(c, row)
	least, from := number(low, row)
	most, to := number(high, row)
	if c.Name == "rank" && v == 0 { // of no rank
		return
	}
	slack := 1e-9 * math.Max(1e-3, math.Max(math.Abs(least), math.Abs(most)))
	switch {
	case from != to:
		t.Errorf("%s, row %d: %s has one end, %g and %g", asked, row, c.Name, least, most)
	case from && least > most+slack, known && from && (v < least-slack || v > most+slack):
		t.Errorf("%s, row %d: %s is %g, in %g to %g", asked, row, c.Name, v, least, most)
	}
}

// wholes checks parts of the price on arrival.
func wholes(t *testing.T, asked string, f *result.Frame) {
	t.Helper()
	for _, c := range f.Columns {
		if !strings.Contains(c.Definition, "of the price on arrival") {
			continue
		}
		for row := range f.Rows() {
			if v, known := number(c, row); known && v > 1+1e-9 {
				t.Errorf("%s, row %d: %s is %g of the price on arrival", asked, row, c.Name, v)
			}
		}
	}
}

// unranked checks that groups of economies hold no rank.
func unranked(t *testing.T, asked string, f *result.Frame) {
	t.Helper()
	rank := f.Column("rank")
	if rank == nil {
		return
	}
	for _, name := range []string{"economy", "exporter", "importer"} {
		c := f.Column(name)
		if c == nil || !c.IsText() {
			continue
		}
		for row := range f.Rows() {
			if v, known := number(rank, row); known && v > 0 && economies.IsAggregate(c.Text(row)) {
				t.Errorf("%s, row %d: %s has rank %g", asked, row, c.Text(row), v)
			}
		}
	}
}

// number is what a column holds in a row; known is false for a blank.
func number(c *result.Column, row int) (v float64, known bool) {
	switch {
	case c.Floats != nil:
		return c.Floats[row], !math.IsNaN(c.Floats[row])
	case c.Ints != nil:
		return float64(c.Ints[row]), true
	}
	return math.NaN(), false
}
