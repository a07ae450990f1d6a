// Package picture draws: a figure says which rows stand where, and becomes a drawing of any width, for a page, as a
// file that needs nothing else (SVG), or in pixels (PNG). Pages, the command line, documents and cards show the same
// drawings.
//
// A Figure names fields of its rows; draw.go has a function for each kind, which places marks; svg.go and png.go write
// marks; looks.go says what each kind of mark looks like, for all of them.
package picture

import (
	"fmt"
	"math"
	"slices"
)

// Figure is a picture to draw: rows that are computed and labelled already, and which field of a row stands where.
// By kind:
//
//   - bars: a bar for each Y along X, in parts by Color
//   - dumbbell: a mark for each Group (or Color) on the line of its Y
//   - intervals: Low to High for each Y, InnerLow to InnerHigh inside it, and a point at X where that is neither end
//   - lines: a line for each Group, broken where Y is not known; with Low and High, the band between them
//   - multiples: lines as a small picture for each Group, all on the same axes
//   - scatter: a point for each row, named by Group where there is room
//   - curve: scatter with points as large as Size, and the parabola that fits them best by Size
//   - distribution: a column for each X
//   - map: the areas "shapes" (numbers of the United Nations) of each row's "name", coloured by Color; rows
//     without areas are listed beside
//   - matrix: a cell for each Y and Group, coloured by Color and written by X
//   - sankey: Nodes and Links from left to right, whose sizes Y names
//   - space: a point for each row named by Group, as large as Size, coloured by Color; Links join rows by these names,
//     and what is few links apart stands near
//   - network: Nodes around the one of Layer 0, and Links between them; a weak one is stressed
type Figure struct {
	Kind      string
	ID        string
	Title     string // above the picture
	Alt       string // the picture in a sentence, for a screen reader
	Source    string // under the picture when it is saved
	Note      string // under the picture wherever it is shown: what its numbers are, what its marks mean
	Rows      []Row
	X         *Field
	Y         *Field
	Low       string
	High      string
	InnerLow  string // what was found inside what is possible
	InnerHigh string
	Color     *Color
	Group     string
	Size      string
	Tip       []Field // said of a mark beside its own numbers
	Href      string  // field with the address that a mark leads to
	Mark      string  // field that is true for rows to stress; "muted" is true for what is no economy
	Narrow    int     // rows that a narrow window shows; 0 is all
	Lines     []Line
	Nodes     []Node
	Links     []Link
}

// Row is one datum of a figure.
type Row map[string]any

// Field says which field of a row is shown, and how. Formats: number, percent (of a fraction), points (of a number that
// is per cent already), money, days, usd, year, text.
type Field struct {
	Field  string
	Label  string
	Format string
	Unit   string
}

// Color says what colour stands for: categories in an order, or a scale. Scales: sequential, in even steps, or steps
// even in orders of magnitude where values differ by more than one; log, always the latter; diverging, the same on both
// sides of zero.
type Color struct {
	Field  string
	Label  string
	Order  []string
	Labels map[string]string
	Scale  string
	Format string
	Unit   string
}

// Line is a reference line across X; one without a label is an axis.
type Line struct {
	At    float64
	Label string
}

// Node is a place of a sankey or a network; Layer counts from the left, or from the middle. Kind, value or border,
// gives its colour.
type Node struct {
	ID    string
	Label string
	Layer int
	Kind  string
	Weak  bool
}

// Link is a flow; Label is what its tip says in place of its value.
type Link struct {
	Source string
	Target string
	Value  float64
	Kind   string
	Label  string
	Weak   bool
}

// Empty reports whether a figure has nothing to draw.
func (f *Figure) Empty() bool { return len(f.Rows) == 0 && len(f.Links) == 0 }

// text is a value of a row in letters, "" where it has none.
func (r Row) text(field string) string {
	if v, ok := r[field]; ok && field != "" && v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

// number is a value of a row, NaN where it has none.
func (r Row) number(field string) float64 {
	switch v := r[field].(type) {
	case float64:
		return v
	case int:
		return float64(v)
	case int64:
		return float64(v)
	}
	return math.NaN()
}

// is reports whether a field of a row is true.
func (r Row) is(field string) bool {
	v, _ := r[field].(bool)
	return field != "" && v
}

func (f *Field) name() string {
	if f == nil {
		return ""
	}
	return f.Field
}

// distinct are the values of a field, in the order of their first row.
func distinct(rows []Row, field string) []string {
	var out []string
	for _, r := range rows {
		if v := r.text(field); !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// where are the rows whose field has a value.
func where(rows []Row, field, value string) []Row {
	var out []Row
	for _, r := range rows {
		if r.text(field) == value {
			out = append(out, r)
		}
	}
	return out
}

func known(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// values are the numbers of a field that are known.
func values(rows []Row, field string) []float64 {
	var out []float64
	for _, r := range rows {
		if x := r.number(field); known(x) {
			out = append(out, x)
		}
	}
	return out
}
