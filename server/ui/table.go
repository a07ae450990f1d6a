package ui

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/result"
	"ikat/say"
)

// Table is a frame laid out for reading.
type Table struct {
	Header []Head
	Rows   [][]Cell
	Total  int // rows of the frame, of which Rows may show the first
}

// Count is how many rows there are, as sentences take numbers.
func (t *Table) Count() float64 { return float64(t.Total) }

// Shown is how many of the rows are shown.
func (t *Table) Shown() float64 { return float64(len(t.Rows)) }

// Head is the head of a column.
type Head struct {
	Name, Label, Unit, Definition string
	Kind                          result.Kind
	Number                        bool
}

// Note is the unit, and the kind where the number is not accounting. Shares are shown in per cent, which says it.
func (h Head) Note() string {
	unit := h.Unit
	if unit == "share" {
		unit = ""
	}
	switch {
	case h.Kind == "" || h.Kind == result.Accounting:
		return unit
	case unit == "":
		return string(h.Kind)
	}
	return unit + ", " + string(h.Kind)
}

// Cell is one value as a reader sees it and, for a number, as a program does.
type Cell struct {
	Text   string
	Value  string
	Number bool
	Href   string
	Get    *Get // in place of a text: what may be downloaded
	AsIs   bool // the text is the same in every language: a citation
}

// tableRows is how many rows a page shows; downloads hold all.
const tableRows = 200

// TableOf lays out columns of a frame: those named, or all. name, if given, turns codes of keys into names.
func TableOf(f *result.Frame, name func(column, code string) string, columns ...string) *Table {
	t := &Table{Total: f.Rows()}
	var chosen []*result.Column
	for _, c := range f.Columns {
		if len(columns) == 0 || slices.Contains(columns, c.Name) {
			chosen = append(chosen, c)
		}
	}
	for _, c := range chosen {
		t.Header = append(
			t.Header,
			Head{
				Name:       c.Name,
				Label:      cmp.Or(c.Label, c.Name),
				Unit:       c.Unit,
				Definition: c.Definition,
				Kind:       c.Kind,
				Number:     !c.IsText(),
			},
		)
	}
	digits := make([]int, len(chosen))
	for j := range chosen {
		digits[j] = decimals(chosen[central(chosen, j)])
	}
	for i := range min(f.Rows(), tableRows) {
		row := make([]Cell, len(chosen))
		for j, c := range chosen {
			row[j] = cellOf(c, i, digits[j], name)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// central is the column whose range a column is an end of, itself where it is none: ends have the digits of the middle.
func central(columns []*result.Column, j int) int {
	for _, end := range []string{"_low", "_high"} {
		if of, ok := strings.CutSuffix(columns[j].Name, end); ok {
			if i := slices.IndexFunc(columns, func(c *result.Column) bool { return c.Name == of }); i >= 0 {
				return i
			}
		}
	}
	return j
}

// leastAmount is the amount of a table's unit below which a number is what subtracting has left by rounding: a
// thousandth of a dollar where the unit is a million.
const leastAmount = 1e-9

func cellOf(c *result.Column, i, digits int, name func(column, code string) string) Cell {
	switch {
	case c.IsWhole():
		s := c.WholeAt(i)
		return Cell{Text: cmp.Or(s, "–"), Value: s, Number: true}
	case c.Floats != nil:
		v := c.Floats[i]
		if math.IsNaN(v) {
			return Cell{Text: "–", Number: true}
		}
		if say.IsMoney(c.Unit) && math.Abs(v) < leastAmount {
			v = 0
		}
		return Cell{Text: shown(v, digits, c.Unit), Value: strconv.FormatFloat(v, 'g', -1, 64), Number: true}
	}
	text := c.Text(i)
	if name != nil {
		text = name(c.Name, text)
	}
	return Cell{Text: text}
}

// shown writes a number with a column's decimals; what is not nought never looks like it.
func shown(v float64, digits int, unit string) string {
	sign := ""
	if unit == "share" {
		v, sign = 100*v, "%"
	}
	least := math.Pow(10, -float64(digits))
	switch {
	case v > 0 && v < least/2:
		return "< " + Number(least, digits) + sign
	case v < 0 && v > -least/2:
		return "> " + Number(-least, digits) + sign
	}
	return Number(v, digits) + sign
}

// decimals is how many decimals show the column's largest value to three digits; none for whole numbers. Changes in per
// cent get enough of them to tell the small ones from none.
func decimals(c *result.Column) int {
	var largest float64
	whole := true
	for _, v := range c.Floats {
		whole = whole && (v == math.Trunc(v) || math.IsNaN(v))
		if a := math.Abs(v); a > largest && !math.IsInf(a, 0) {
			largest = a
		}
	}
	share := c.Unit == "share"
	if share {
		largest *= 100
	}
	switch {
	case share && (largest >= 10 || largest == 0):
		return 1
	case largest >= 1000 || whole && !share:
		return 0
	case largest >= 100 || c.Unit == "per cent" && largest >= 20:
		return 1
	case c.Unit == "per cent":
		return 3
	case largest >= 1 || largest == 0:
		return 2
	}
	return min(8, 2-int(math.Floor(math.Log10(largest))))
}
