// Package result holds what ikat answers with: a Frame of tidy rows in columns, with the unit and kind of every number,
// the notes a reader must see, and the provenance that lets anyone ask the same question again.
package result

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Kind says what sort of number a column holds.
type Kind string

const (
	Accounting Kind = "accounting" // follows from the table by arithmetic
	Estimate   Kind = "estimate"   // rests on an assumption that data could replace
	Scenario   Kind = "scenario"   // what a model says would happen
	Bound      Kind = "bound"      // no value outside it is consistent with the data
)

// Column is one column of a frame. Exactly one of Codes, Ints and Floats is in use.
type Column struct {
	Name       string // lower case, the contract with scripts
	Label      string // for people
	Unit       string // "million USD", "share", "years"; "" for keys
	Definition string // one sentence
	Kind       Kind   // "" for keys

	Dict   []string  // the distinct texts of a text column
	Codes  []int32   // text: positions in Dict
	Ints   []int64   // whole numbers
	Floats []float64 // numbers; NaN where the value is not defined

	Counts bool // Floats are whole numbers that are read as they stand, such as years and ranks
}

// IsWhole reports whether the column's numbers are whole and read as they stand.
func (c *Column) IsWhole() bool { return c.Ints != nil || c.Counts }

// Whole is a whole number; not ok where it is not known, or the column's numbers are not whole.
func (c *Column) Whole(row int) (value int64, ok bool) {
	switch {
	case c.Ints != nil:
		return c.Ints[row], true
	case c.Counts && !math.IsNaN(c.Floats[row]):
		return int64(c.Floats[row]), true
	}
	return 0, false
}

// WholeAt is Whole as a text, "" where it is not ok.
func (c *Column) WholeAt(row int) string {
	if v, ok := c.Whole(row); ok {
		return strconv.FormatInt(v, 10)
	}
	return ""
}

// IsText reports whether the column holds text.
func (c *Column) IsText() bool { return c.Floats == nil && c.Ints == nil }

// Len returns the number of rows.
func (c *Column) Len() int { return max(len(c.Codes), len(c.Ints), len(c.Floats)) }

// Blank is the column with none of its numbers known.
func (c *Column) Blank() *Column {
	own := *c
	own.Floats, own.Ints = slices.Repeat([]float64{math.NaN()}, c.Len()), nil
	return &own
}

// Text returns the text of a row of a text column.
func (c *Column) Text(row int) string { return c.Dict[c.Codes[row]] }

// Parameter is one choice that was made for a result.
type Parameter struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Source is one table a result rests on.
type Source struct {
	Table      string   `json:"table"`           // name/year
	Years      string   `json:"years,omitempty"` // of its figures, where its name does not say them: "2000, 2007–2022"
	SHA256     string   `json:"sha256"`
	Publisher  string   `json:"publisher"`
	Citation   string   `json:"citation"`
	Unit       string   `json:"unit"` // "million USD, current prices"
	Derivation []string `json:"derivation,omitempty"`
}

// Provenance says how to get the same rows again.
type Provenance struct {
	Program    string      `json:"program"` // "ikat 0.1.0"
	Question   string      `json:"question"`
	Parameters []Parameter `json:"parameters"`
	Sources    []Source    `json:"sources"`
	References []string    `json:"references"`
}

// About names the sheet beside a workbook's rows that says what they are.
const About = "about"

// Frame is a table of results. Keys come first.
type Frame struct {
	Title      string
	Columns    []*Column
	Notes      []Note
	Provenance Provenance
}

// IsEnd reports whether a column is one of the two ends of a range, "_low" or "_high".
func (f *Frame) IsEnd(name, end string) bool {
	of, ok := strings.CutSuffix(name, end)
	if !ok {
		return false
	}
	low, high := f.Column(of+"_low"), f.Column(of+"_high")
	return low != nil && high != nil && !low.IsText() && !high.IsText()
}

// Rows returns the number of rows.
func (f *Frame) Rows() int {
	if len(f.Columns) == 0 {
		return 0
	}
	return f.Columns[0].Len()
}

// Column returns the column of that name, or nil.
func (f *Frame) Column(name string) *Column {
	for _, c := range f.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Key appends a text column given by positions in dict.
func (f *Frame) Key(name, label string, dict []string, codes []int32) *Column {
	return f.add(&Column{Name: name, Label: label, Dict: dict, Codes: codes})
}

// Text appends a text column given row by row.
func (f *Frame) Text(name, label string, values []string) *Column {
	number := map[string]int32{}
	c := &Column{Name: name, Label: label, Codes: make([]int32, len(values))}
	for i, v := range values {
		n, ok := number[v]
		if !ok {
			n = int32(len(c.Dict))
			number[v] = n
			c.Dict = append(c.Dict, v)
		}
		c.Codes[i] = n
	}
	return f.add(c)
}

// Where returns the frame with only the rows that keep accepts, in order; columns are copied, and notes that
// are about other rows alone left out.
func (f *Frame) Where(keep func(row int) bool) *Frame {
	var rows []int
	for i := range f.Rows() {
		if keep(i) {
			rows = append(rows, i)
		}
	}
	return f.Take(rows)
}

// Take returns the frame with the given rows, in that order.
func (f *Frame) Take(rows []int) *Frame {
	out := *f
	out.Columns = make([]*Column, len(f.Columns))
	for i, c := range f.Columns {
		d := *c
		switch {
		case c.Floats != nil:
			d.Floats = take(c.Floats, rows)
		case c.Ints != nil:
			d.Ints = take(c.Ints, rows)
		default:
			d.Codes = take(c.Codes, rows)
		}
		out.Columns[i] = &d
	}
	out.Notes = out.about(f.Notes)
	return &out
}

func take[T any](v []T, rows []int) []T {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = v[r]
	}
	return out
}

// Append stacks frames of the same columns. Key dictionaries may differ; notes and sources are joined without repeats.
func Append(frames ...*Frame) (*Frame, error) {
	if len(frames) == 1 {
		return frames[0], nil
	}
	out := &Frame{Title: frames[0].Title, Provenance: frames[0].Provenance}
	out.Provenance.Sources = nil
	seen := map[[2]string]bool{}
	for _, f := range frames {
		for _, n := range f.Notes {
			if said := [2]string{n.Severity, n.Text}; !seen[said] {
				seen[said] = true
				out.Notes = append(out.Notes, n)
			}
		}
		out.Provenance.Sources = append(out.Provenance.Sources, f.Provenance.Sources...)
		if len(f.Columns) != len(frames[0].Columns) {
			return nil, fmt.Errorf("frames of %d and %d columns cannot be stacked", len(frames[0].Columns),
				len(f.Columns))
		}
	}
	for i, first := range frames[0].Columns {
		c := *first
		c.Dict, c.Codes, c.Ints, c.Floats = nil, nil, nil, nil
		number := map[string]int32{}
		for _, f := range frames {
			d := f.Columns[i]
			if d.Name != c.Name {
				return nil, fmt.Errorf("column %s cannot be stacked on %s", d.Name, c.Name)
			}
			c.Ints = append(c.Ints, d.Ints...)
			c.Floats = append(c.Floats, d.Floats...)
			to := make([]int32, len(d.Dict))
			for j, s := range d.Dict {
				n, ok := number[s]
				if !ok {
					n = int32(len(c.Dict))
					number[s] = n
					c.Dict = append(c.Dict, s)
				}
				to[j] = n
			}
			for _, code := range d.Codes {
				c.Codes = append(c.Codes, to[code])
			}
		}
		out.Columns = append(out.Columns, &c)
	}
	return out, nil
}
