package ui

import (
	"encoding/json"
	"html/template"
	"math"
)

// Figure is a picture for the page's script to draw: rows that are computed and labelled already, and which field of a row
// stands where.
type Figure struct {
	Kind   string `json:"kind"` // bars, lines, treemap, map, sankey, intervals, distribution, dumbbell, scatter
	ID     string `json:"id"`
	Title  string `json:"title"`
	Alt    string `json:"alt"`              // the picture in a sentence, for a screen reader
	Source string `json:"source,omitempty"` // under the picture when it is saved
	Rows   []Row  `json:"rows,omitempty"`
	X      *Field `json:"x,omitempty"`
	Y      *Field `json:"y,omitempty"`
	Low    string `json:"low,omitempty"`
	High   string `json:"high,omitempty"`
	// A second interval inside that of Low and High: what was found in what is possible.
	InnerLow  string  `json:"innerLow,omitempty"`
	InnerHigh string  `json:"innerHigh,omitempty"`
	Color     *Color  `json:"color,omitempty"`
	Group     string  `json:"group,omitempty"` // treemap: the parent; dumbbell: which end; lines: the line
	Tip       []Field `json:"tip,omitempty"`
	Href      string  `json:"href,omitempty"`
	Mark      string  `json:"mark,omitempty"` // rows to stress
	Lines     []Line  `json:"lines,omitempty"`
	Nodes     []Node  `json:"nodes,omitempty"`
	Links     []Link  `json:"links,omitempty"`
}

// Row is one datum of a figure.
type Row map[string]any

// Field says which field of a row is shown, and how. Formats: number, percent (of a fraction), points, money, days, usd,
// text.
type Field struct {
	Field  string `json:"field"`
	Label  string `json:"label"`
	Format string `json:"format,omitempty"`
	Unit   string `json:"unit,omitempty"`
}

// Color says what colour stands for: categories in an order, or a scale.
type Color struct {
	Field  string            `json:"field"`
	Label  string            `json:"label,omitempty"`
	Order  []string          `json:"order,omitempty"`
	Labels map[string]string `json:"labels,omitempty"`
	Scale  string            `json:"scale,omitempty"` // sequential, diverging
	Format string            `json:"format,omitempty"`
	Unit   string            `json:"unit,omitempty"`
}

// Line is a reference line.
type Line struct {
	At    float64 `json:"at"`
	Label string  `json:"label"`
}

// Node is a place of a sankey; Layer counts from the left.
type Node struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Layer int    `json:"layer"`
	Kind  string `json:"kind,omitempty"`
}

// Link is a flow of a sankey.
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
