package xlsx

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"regexp"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
)

// Layout is the form that WIOD gave its sheets and the ADB took over. Above the numbers stand four lines of header and
// left of them four columns: the industry's code, its name, the economy, and a number such as c1 or r1. Industries come
// first, then final demand, then one column of output whose economy is TOT. Below the industries stand rows whose
// economy is TOT: the total of intermediate use, taxes, adjustments, value added, transport margins, output; see
// below.go. What stands above and left of the header says year, prices and unit.
type Layout struct {
	// Numbered names industries and categories by their number, c1 and F1, which are the same in every year, and not by
	// their code.
	Numbered bool
	// BlankIsZero takes empty cells for zeros, as the publisher does.
	BlankIsZero bool
}

const (
	headerRows   = 20 // the header is looked for in as many
	labelColumns = 4  // code, name, economy, number
)

var (
	numbered  = regexp.MustCompile(`^[cC](\d+)$`)
	anyNumber = regexp.MustCompile(`^[a-zA-Z]?(\d+)$`)
)

// ReadTable reads a sheet of the layout, and what the cells above its header say.
//
// Error: fault.Unreadable, located by cell, if the sheet does not have the layout.
func (w *Workbook) ReadTable(
	ctx context.Context,
	sheet int,
	l Layout,
	progress func(float64),
) (*icio.Table, tablefile.Stated, error) {
	r := &tableReader{
		Layout:  l,
		where:   w.src.Name + ", sheet " + w.Sheets[sheet],
		row:     -1,
		head:    map[int]map[int]string{},
		codeRow: -1,
	}
	if err := w.Each(ctx, sheet, progress, r.cell); err != nil {
		return nil, tablefile.Stated{}, err
	}
	if err := r.endRow(); err != nil {
		return nil, tablefile.Stated{}, err
	}
	t, err := r.table()
	return t, tablefile.State(r.title(), r.remarks), err
}

// title is the text above and left of the header, line by line.
func (r *tableReader) title() (lines []string) {
	for row := range max(0, r.codeRow) {
		for col := range r.start {
			if text := r.head[row][col]; text != "" {
				lines = append(lines, text)
			}
		}
	}
	return lines
}

// line is one row of numbers and what stands left of it.
type line struct {
	row    int
	labels [labelColumns]string // code, name, economy, number
	values []float64
	texts  map[int]string // cells among the numbers that hold text
	number bool           // there is a number
}

// isData tells a line of numbers from one of the header, whose last labels can look like an industry's row: numbers
// that are stored as text count where the line is numbered.
func (l *line) isData() bool {
	if l.number || !anyNumber.MatchString(l.labels[3]) {
		return l.number
	}
	for _, text := range l.texts {
		if _, ok := cells.Number([]byte(text)); ok || cells.Grouped(text) {
			return true
		}
	}
	return false
}

type tableReader struct {
	Layout
	where string

	head    map[int]map[int]string // cells of the first rows, by row and column
	codeRow int                    // the row of numbers c1, c2, ..., or -1
	start   int                    // the first column of numbers
	width   int                    // columns of numbers
	merged  bool                   // cells of economies are merged

	remarks []string // texts below the table

	row     int
	numbers bool // the row has a number; the header's last has none
	cur     *line
	lines   []*line
	cells   int // below the header, right of the labels
	room    int // made for them
}

func (r *tableReader) bad(row, col int, format string, args ...any) error {
	e := &fault.Error{
		Kind:  fault.Unreadable,
		Where: r.where,
		What:  fault.Say(format, args...),
		Fix:   "Get the file again, or check that it is the published table",
	}
	if row >= 0 {
		e.Where = fault.Say("%s, cell %s", e.Where, Name(row, col))
	}
	return e
}

func (r *tableReader) cell(c Cell) error {
	if c.Row != r.row {
		if c.Row < r.row {
			return r.bad(c.Row, c.Col, "the rows are not in order")
		}
		if err := r.endRow(); err != nil {
			return err
		}
		r.row, r.numbers = c.Row, false
	}
	if r.codeRow < 0 {
		if c.Row >= headerRows {
			return r.bad(
				-1,
				0,
				"a row of the columns' numbers (c1, c2, ...) was expected in the first %d rows and is not there",
				headerRows,
			)
		}
		r.headCell(c)
		return nil
	}
	if len(r.lines) == 0 && c.Row < headerRows {
		// Codes of industries can look like the columns' numbers: the header ends where numbers start.
		r.headCell(c)
	}
	return r.dataCell(c)
}

func (r *tableReader) headCell(c Cell) {
	if r.head[c.Row] == nil {
		r.head[c.Row] = map[int]string{}
	}
	r.numbers = r.numbers || c.IsNumber
	r.head[c.Row][c.Col] = c.String()
}

// dataCell puts a cell below the header in its line.
func (r *tableReader) dataCell(c Cell) error {
	if r.cur == nil {
		r.cur = &line{row: c.Row}
	}
	j := c.Col - r.start
	switch {
	case j < 0:
		if k := j + labelColumns; k >= 0 {
			r.cur.labels[k] = c.String()
		}
		return nil
	case j >= r.width:
		return nil // remarks beside the table
	}
	r.cells++
	if r.cur.values == nil {
		// A small file can claim a wide sheet with next to nothing in it.
		if r.room += r.width; r.room > 16*r.cells+4_000_000 {
			return r.bad(
				c.Row,
				c.Col,
				"the sheet is almost empty: %d cells in %d rows of %d columns",
				r.cells,
				len(r.lines),
				r.width,
			)
		}
		r.cur.values = make([]float64, r.width)
		for i := range r.cur.values {
			r.cur.values[i] = math.NaN()
		}
	}
	if c.IsNumber {
		r.cur.values[j], r.cur.number = c.Number, true
		return nil
	}
	if text := strings.TrimSpace(string(c.Text)); text != "" {
		if r.cur.texts == nil {
			r.cur.texts = map[int]string{}
		}
		r.cur.texts[j] = text
	}
	return nil
}

// endRow finishes the current row: the header's last, or a line of numbers.
func (r *tableReader) endRow() error {
	if r.codeRow < 0 {
		return r.findCodes()
	}
	l := r.cur
	r.cur = nil
	if l != nil && len(r.lines) == 0 && !l.isData() {
		return r.findCodes()
	}
	if l == nil || l.values == nil || !l.number && l.labels[2] == "" && l.labels[3] == "" {
		if text := ""; l != nil && len(r.remarks) < headerRows { // an empty row, or remarks below the table
			if text = strings.TrimSpace(strings.Join(l.labels[:], " ")); text != "" {
				r.remarks = append(r.remarks, text)
			}
		}
		return nil
	}
	if r.merged && l.labels[2] == "" && len(r.lines) > 0 {
		l.labels[2] = r.lines[len(r.lines)-1].labels[2]
	}
	r.lines = append(r.lines, l)
	return nil
}

// findCodes recognises the row of the columns' numbers.
func (r *tableReader) findCodes() error {
	row := r.head[r.row]
	first, last, found := -1, -1, 0
	for col, text := range row {
		if numbered.MatchString(text) && col >= 2 {
			found++
			if first < 0 || col < first {
				first = col
			}
		}
		last = max(last, col)
	}
	if found == 0 || r.row < 1 || r.numbers {
		return nil
	}
	for col := range r.head[r.row-1] {
		last = max(last, col)
	}
	r.codeRow, r.start, r.width = r.row, first, last-first+1
	r.fillMerged(row)
	return nil
}

// fillMerged names the economy of each column: of merged cells the first alone holds it.
func (r *tableReader) fillMerged(numbers map[int]string) {
	economies := r.head[r.row-1]
	for col := r.start + 1; economies != nil && col < r.start+r.width; col++ {
		if economies[col] == "" && anyNumber.MatchString(numbers[col]) && !cells.IsOutput(r.head[r.row-2][col]) {
			economies[col], r.merged = economies[col-1], true
		}
	}
}

// above returns the header's cell k lines above the columns' numbers.
func (r *tableReader) above(k, j int) string { return r.head[r.codeRow-k][r.start+j] }

// isTotal recognises the economy of totals.
func isTotal(economy string) bool { return economy == "" || strings.EqualFold(economy, "TOT") }

// categoryNumber is how editions number categories of final demand: F1, or 1001 in a row of codes.
var categoryNumber = regexp.MustCompile(`^(?:[fF]0*|10+)([1-9]\d?)(?:\.0)?$`)

// category names column j of final demand. By number it is F1 whatever the edition's codes are, and where a column has
// none, its place among its economy's.
func (r *tableReader) category(j, n int) string {
	code, number := strings.TrimSpace(r.above(3, j)), strings.TrimSpace(r.above(0, j))
	if !r.Numbered {
		return r.label(code, number, false)
	}
	for _, text := range []string{number, code} {
		if m := categoryNumber.FindStringSubmatch(text); m != nil {
			return "F" + m[1]
		}
	}
	if text := cmp.Or(code, number); text != "" {
		return text
	}
	place := 1
	for k := n; k < j; k++ {
		if r.above(1, k) == r.above(1, j) {
			place++
		}
	}
	return fmt.Sprintf("F%d", place)
}

// label names an industry or a category.
func (r *tableReader) label(code, number string, sector bool) string {
	m := anyNumber.FindStringSubmatch(number)
	switch {
	case sector && r.Numbered && m != nil:
		return "c" + m[1]
	case code != "":
		return code
	case sector && m != nil:
		return "c" + m[1]
	}
	return number
}

func (r *tableReader) table() (*icio.Table, error) {
	if r.codeRow < 0 {
		return nil, r.bad(
			-1,
			0,
			"a row of the columns' numbers (c1, c2, ...) was expected in the first %d rows and is not there",
			headerRows,
		)
	}
	n := 0
	for n < len(r.lines) && !isTotal(r.lines[n].labels[2]) {
		n++
	}
	total := 0 // the column of output
	for total < r.width && !isTotal(r.above(1, total)) {
		total++
	}
	switch {
	case n == 0:
		return nil, r.bad(-1, 0, "there is no row of an industry below the header")
	case r.importsFrom(n) < n && n < len(r.lines):
		return r.national(r.importsFrom(n), n, total)
	case total <= n:
		return nil, r.bad(
			r.codeRow,
			r.start+total,
			"there are %d rows of industries and only %d columns before the total",
			n,
			total,
		)
	case n == len(r.lines):
		return nil, r.bad(-1, 0, "the rows of totals and value added, whose economy is TOT, are missing below the industries")
	}
	b := &blocks.Blocks{File: r.where}
	names := map[string]string{}
	for i, l := range r.lines[:n] {
		s := blocks.Label{Economy: l.labels[2], Part: r.label(l.labels[0], l.labels[3], true)}
		c := blocks.Label{Economy: r.above(1, i), Part: r.label(r.above(3, i), r.above(0, i), true)}
		if s != c {
			return nil, r.bad(
				l.row,
				r.start-1,
				"the row is %s where %s was expected, as in column %s",
				s,
				c,
				Name(r.codeRow, r.start+i),
			)
		}
		if l.labels[1] != "" {
			names[s.Part] = l.labels[1]
		}
		b.Sectors = append(b.Sectors, s)
	}
	for j := n; j < total; j++ {
		b.Demand = append(b.Demand, blocks.Label{Economy: r.above(1, j), Part: r.category(j, n)})
	}
	if err := r.fill(b, n, total); err != nil {
		return nil, err
	}
	t, err := b.Table()
	if err != nil {
		return nil, err
	}
	t.IndustryNames = names
	return t, nil
}
