package ui

import (
	"encoding/json"
	"html/template"
	"math"
)

// Figure is a picture for the page's script to draw: rows that are computed and labelled already, and which field of a row
// stands where. By kind:
//
//   - bars: a bar for each Y along X, in parts by Color
//   - dumbbell: a mark for each Group (or Color) on the line of its Y
//   - intervals: Low to High for each Y, InnerLow to InnerHigh inside it, and a point at X where that is neither end
//   - lines: a line for each Group, broken where Y is not known
//   - scatter: a point for each row, named by Group where there is room
//   - distribution: a column for each X
//   - treemap: a block for each Group of size X, in parts by Color
//   - map: the areas "shapes" (numbers of the United Nations) of each row's "name", coloured by Color; rows without areas
//     are listed beside
//   - matrix: a cell for each Y and Group, coloured by Color and written by X
//   - sankey: Nodes and Links, whose sizes Y names
type Figure struct {
	Kind      string  `json:"kind"`
	ID        string  `json:"id"`
	Title     string  `json:"title"`            // above the picture
	Alt       string  `json:"alt"`              // the picture in a sentence, for a screen reader
	Source    string  `json:"source,omitempty"` // under the picture when it is saved
	Rows      []Row   `json:"rows,omitempty"`
	X         *Field  `json:"x,omitempty"`
	Y         *Field  `json:"y,omitempty"`
	Low       string  `json:"low,omitempty"`
	High      string  `json:"high,omitempty"`
	InnerLow  string  `json:"innerLow,omitempty"` // what was found inside what is possible
	InnerHigh string  `json:"innerHigh,omitempty"`
	Color     *Color  `json:"color,omitempty"`
	Group     string  `json:"group,omitempty"`
	Tip       []Field `json:"tip,omitempty"`    // said of a mark beside its own numbers
	Href      string  `json:"href,omitempty"`   // field with the address that a mark leads to
	Mark      string  `json:"mark,omitempty"`   // field that is true for rows to stress; "muted" is true for what is no economy
	Narrow    int     `json:"narrow,omitempty"` // rows that a narrow window shows; 0 is all
	Lines     []Line  `json:"lines,omitempty"`
	Nodes     []Node  `json:"nodes,omitempty"`
	Links     []Link  `json:"links,omitempty"`
}

// Row is one datum of a figure.
type Row map[string]any

// Field says which field of a row is shown, and how. Formats: number, percent (of a fraction), points (of a number that is
// per cent already), money, days, usd, year, text.
type Field struct {
	Field  string `json:"field"`
	Label  string `json:"label"`
	Format string `json:"format,omitempty"`
	Unit   string `json:"unit,omitempty"`
}

// Color says what colour stands for: categories in an order, or a scale. Scales: sequential, in even steps, or steps even in
// orders of magnitude where values differ by more than one; log, always the latter; diverging, the same on both sides of
// zero.
type Color struct {
	Field  string            `json:"field"`
	Label  string            `json:"label,omitempty"`
	Order  []string          `json:"order,omitempty"`
	Labels map[string]string `json:"labels,omitempty"`
	Scale  string            `json:"scale,omitempty"`
	Format string            `json:"format,omitempty"`
	Unit   string            `json:"unit,omitempty"`
}

// Line is a reference line across X; one without a label is an axis.
type Line struct {
	At    float64 `json:"at"`
	Label string  `json:"label"`
}

// Node is a place of a sankey; Layer counts from the left. Kind, value or border, gives its colour.
type Node struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Layer int    `json:"layer"`
	Kind  string `json:"kind,omitempty"`
}

// Link is a flow of a sankey; Label is what its tip says in place of its value.
type Link struct {
	Source string  `json:"source"`
	Target string  `json:"target"`
	Value  float64 `json:"value"`
	Kind   string  `json:"kind,omitempty"`
	Label  string  `json:"label,omitempty"`
}

// JSON renders the figure for a data block of a page, what is not known as null; encoding/json escapes what could end the
// block.
func (f *Figure) JSON() (template.JS, error) {
	out := *f
	out.Rows = make([]Row, len(f.Rows))
	for i, r := range f.Rows {
		out.Rows[i] = make(Row, len(r))
		for k, v := range r {
			if x, ok := v.(float64); ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
				v = nil
			}
			out.Rows[i][k] = v
		}
	}
	b, err := json.Marshal(&out)
	return template.JS(b), err
}
