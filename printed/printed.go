// Package printed holds four tables of the document that ikat answers to, as it prints them: figures only, each with
// the source that the document names.
package printed

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"

	"ikat/fault"
)

// Document is where the tables stand.
const Document = "Globalization of Production and the Competitiveness of SMEs in Asia and the Pacific: Trends and " +
	"Prospects, chapter 2"

//go:embed table*.csv
var files embed.FS

// Table is one of the tables. Cells are as printed, without the spaces that separate thousands.
type Table struct {
	Number        int
	Title, Source string
	header        []string
	rows          [][]string
}

// Numbers lists the tables that there are.
var Numbers = []int{12, 13, 14, 15}

var titles = map[int][2]string{
	12: {"SMEs among total enterprises, contribution to employment, and total value added, in selected " +
		"Asia-Pacific economies",
		"Mark Goh, “High-growth, innovative Asian SMEs for international trade and competitiveness: challenges and " +
			"solutions for APO member countries” (Tokyo, Asian Productivity Organization, 2007), p. 3"},
	13: {"A summary profile of SMEs in East Asia/the Asia-Pacific Economic Cooperation forum",
		"C. Harvie, “East Asian SME capacity building, competitiveness and market opportunities in a global " +
			"economy”, Economics Working Paper Series, WP 04-15 (University of Wollongong, August 2004), table 8, p. " +
			"13"},
	14: {"Doing Business 2009: exporting and importing in Asia and the Pacific",
		"World Bank, Doing Business 2009 (Washington D.C., 2009)"},
	15: {"Expansion of intra-East Asian trade, 1990-2005: the example of machinery and machine parts",
		"M. Ando and F. Kimura, “Fragmentation in East Asia: Further Evidence” (January 2007), p. 32"},
}

// Read returns a table by its number in the document.
//
// Error: fault.NotFound for a number that is not among Numbers.
func Read(number int) (*Table, error) {
	data, err := files.ReadFile(fmt.Sprintf("table%d.csv", number))
	if err != nil {
		return nil, &fault.Error{Kind: fault.NotFound, Where: fault.Say("table %d", number),
			What: "ikat does not hold this table of the source document", Fix: "It holds tables 12, 13, 14 and 15"}
	}
	c := csv.NewReader(bytes.NewReader(data))
	c.Comment = '#'
	all, err := c.ReadAll()
	if err != nil {
		return nil, err
	}
	return &Table{Number: number, Title: titles[number][0], Source: titles[number][1], header: all[0], rows: all[1:]},
		nil
}

// Rows is the number of rows.
func (t *Table) Rows() int { return len(t.rows) }

// Text returns a cell as printed; "" where the table has no such column.
func (t *Table) Text(row int, column string) string {
	for i, h := range t.header {
		if h == column {
			return t.rows[row][i]
		}
	}
	return ""
}

// Value returns a cell as a number, NaN where it is none.
func (t *Table) Value(row int, column string) float64 {
	v, err := strconv.ParseFloat(t.Text(row, column), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// Find returns the row whose cell in a column is as given, or -1.
func (t *Table) Find(column, text string) int {
	for i := range t.rows {
		if t.Text(i, column) == text {
			return i
		}
	}
	return -1
}

// SameAs reports whether a value may read as printed once it is rounded as the cell is; a half may go either way.
func (t *Table) SameAs(row int, column string, v float64) bool {
	_, fraction, _ := strings.Cut(t.Text(row, column), ".")
	half := .5 * math.Pow(10, -float64(len(fraction)))
	return math.Abs(v-t.Value(row, column)) <= half*(1+1e-9)
}
