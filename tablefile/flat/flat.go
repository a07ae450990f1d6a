// Package flat reads tables that have a line for each cell: the labels of its row, those of its column, and its value.
package flat

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/rows"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/cells"
)

// Form is how the lines are laid out.
type Form struct {
	Separator byte
	// Line finds a cell in a line, whose cells it must not keep; take is false where the line is none of the table's.
	// It is called from several goroutines.
	Line func(cells [][]byte, to *Cell) (take bool, err error)
	// MayLack says which cells are zero where they are not there. Others must be: a missing flow is not zero.
	MayLack func(row, col blocks.Label) bool
	// Sparse says that an economy without any cell of an industry or a category has none.
	Sparse bool
}

// Cell is what a line says.
type Cell struct {
	RowEconomy, RowPart, ColEconomy, ColPart []byte
	Value                                    []byte
}

// Matrix is what a file says, its labels in the order of their first lines.
type Matrix struct {
	File       string
	Rows, Cols []blocks.Label
	Values     []float64 // row by row

	sparse bool // columns need not all be there
}

const (
	maxLine   = 64 << 10
	mostParts = 64 // cells of a line
	// mostCells bounds what a file may make us hold; FIGARO of 2024 has 11 million.
	mostCells = 100_000_000
)

// Header returns the first line of a file's head, without a byte-order mark.
func Header(head []byte) []byte {
	head = bytes.TrimPrefix(head, []byte(cells.ByteOrderMark))
	if i := bytes.IndexAny(head, "\r\n"); i >= 0 {
		head = head[:i]
	}
	return head
}

// Names are the names of a header's columns in small letters; one may have the separator itself, in quotes.
func Names(header []byte, separator byte) (out []string) {
	for pos := 0; ; {
		cell, next, ok := cells.Next(header, pos, separator)
		if !ok {
			return out
		}
		out, pos = append(out, strings.ToLower(string(cell))), next
	}
}

// Read reads the lines below the header.
//
// Error: fault.Unreadable, located by line, if a line has more or fewer cells than the header, a value is no number, a
// cell is there twice or, where it must be, not at all; ctx's error.
func Read(ctx context.Context, src *tablefile.Source, form Form, opt tablefile.Options) (*Matrix, error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	lines := rows.NewReader(stream)
	lines.Progress = func() { opt.Report(stream.Progress()) }
	c := &collector{Form: form, file: src.Name, ids: [2]map[blocks.Label]int32{{}, {}}}
	header, err := lines.First(maxLine)
	if err != nil {
		return nil, err
	}
	header = bytes.TrimPrefix(header, []byte(cells.ByteOrderMark))
	if c.count = cells.Count(header, form.Separator); c.count > mostParts {
		return nil, c.fault(0, "the header has %d cells", c.count)
	}
	err = lines.Each(ctx, maxLine, c.line)
	if errors.Is(err, rows.ErrLong) {
		return nil, c.fault(-1, "a line is longer than any in a file of cells")
	}
	if err != nil {
		return nil, err
	}
	return c.matrix()
}

// collector collects cells. Its method line is called from several goroutines.
type collector struct {
	Form
	file  string
	count int

	mu     sync.Mutex
	ids    [2]map[blocks.Label]int32 // rows and columns, numbered as the goroutines come upon them
	labels [2][]blocks.Label
	first  [2][]int // the first line of each
	cells  []cell
}

type cell struct {
	row, col int32
	value    float64
}

func (c *collector) fault(line int, format string, args ...any) error {
	e := &fault.Error{Kind: fault.Unreadable, Where: c.file, What: fault.Say(format, args...),
		Fix: "Get the file again"}
	if line >= 0 {
		e.Where = fault.Say("%s, line %d", e.Where, line+1)
	}
	return e
}

func (c *collector) line(number int, text []byte) error {
	if cells.Blank(text) {
		return nil
	}
	var got [mostParts][]byte
	pos := 0
	for i := range c.count {
		var ok bool
		if got[i], pos, ok = cells.Next(text, pos, c.Separator); !ok {
			return c.fault(number, "the line has %d cells, the header %d", i, c.count)
		}
	}
	if pos <= len(text) {
		return c.fault(number, "the line has more than %d cells", c.count)
	}
	var x Cell
	take, err := c.Line(got[:c.count], &x)
	if err != nil {
		return c.fault(number, "%v", err)
	}
	if !take {
		return nil
	}
	v, ok := cells.Number(x.Value)
	if !ok {
		what, why, fix := cells.BadNumber(x.Value)
		return &fault.Error{Kind: fault.Unreadable, Where: fault.Say("%s, line %d", c.file, number+1), What: what,
			Why: why, Fix: fix}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.cells) == mostCells {
		return c.fault(number, "there are more than %d million cells, more than in any published table",
			mostCells/1_000_000)
	}
	row := c.id(0, number, x.RowEconomy, x.RowPart)
	col := c.id(1, number, x.ColEconomy, x.ColPart)
	c.cells = append(c.cells, cell{row, col, v})
	return nil
}

// id numbers a label.
func (c *collector) id(side, line int, economy, part []byte) int32 {
	id, ok := c.ids[side][blocks.Label{Economy: string(economy), Part: string(part)}]
	if !ok {
		l := blocks.Label{Economy: strings.Clone(string(economy)), Part: strings.Clone(string(part))}
		id = int32(len(c.labels[side]))
		c.ids[side][l] = id
		c.labels[side], c.first[side] = append(c.labels[side], l), append(c.first[side], line)
	}
	c.first[side][id] = min(c.first[side][id], line)
	return id
}

// order returns the labels of a side in the file's order, and for each id its place there.
func (c *collector) order(side int) (labels []blocks.Label, place []int) {
	ids := make([]int, len(c.labels[side]))
	for i := range ids {
		ids[i] = i
	}
	sort.Slice(ids, func(a, b int) bool { return c.first[side][ids[a]] < c.first[side][ids[b]] })
	place = make([]int, len(ids))
	for at, id := range ids {
		labels = append(labels, c.labels[side][id])
		place[id] = at
	}
	return labels, place
}

// matrix arranges the cells.
func (c *collector) matrix() (*Matrix, error) {
	m := &Matrix{File: c.file, sparse: c.Sparse}
	var rowAt, colAt []int
	m.Rows, rowAt = c.order(0)
	m.Cols, colAt = c.order(1)
	size := len(m.Rows) * len(m.Cols)
	switch {
	case len(c.cells) == 0:
		return nil, c.fault(-1, "the file has a header and no cells")
	case c.MayLack == nil && len(c.cells) != size:
		return nil, c.fault(-1, "%d cells make no table of %d rows and %d columns: some are missing or there twice; "+
			"the file is probably cut short", len(c.cells), len(m.Rows), len(m.Cols))
	case size > 4*mostCells || size > 100*len(c.cells)+1_000_000:
		return nil, c.fault(-1, "%d cells are too few for a table of %d rows and %d columns", len(c.cells), len(m.Rows),
			len(m.Cols))
	}
	m.Values = make([]float64, size)
	for i := range m.Values {
		m.Values[i] = math.NaN()
	}
	for _, x := range c.cells {
		at := rowAt[x.row]*len(m.Cols) + colAt[x.col]
		if !math.IsNaN(m.Values[at]) {
			return nil, c.fault(-1, "the cell in row %s and column %s is there twice", m.Rows[rowAt[x.row]],
				m.Cols[colAt[x.col]])
		}
		m.Values[at] = x.value
	}
	c.cells = nil
	return m, c.fill(m)
}

// fill puts zeros where cells may lack.
func (c *collector) fill(m *Matrix) error {
	for i, v := range m.Values {
		if !math.IsNaN(v) {
			continue
		}
		row, col := m.Rows[i/len(m.Cols)], m.Cols[i%len(m.Cols)]
		if c.MayLack == nil || !c.MayLack(row, col) {
			e := c.fault(-1, "there is no line for row %s and column %s", row, col).(*fault.Error)
			e.Why, e.Fix = "A missing flow is not zero", "Get the file again, or take missing flows for zeros: ikat "+
				"tables add --missing zero"
			return e
		}
		m.Values[i] = 0
	}
	return nil
}

// Row returns the values of row i.
func (m *Matrix) Row(i int) []float64 { return m.Values[i*len(m.Cols) : (i+1)*len(m.Cols)] }

// Blocks takes the matrix apart: columns that are rows too are industries, the others final demand; rows that are no
// columns stand below the industries.
//
// Error: fault.Unreadable if an industry has a row or a column only, or some economies lack an industry or a category:
// a file that ends too early may still be a rectangle, whose last industries would pass for something else.
func (m *Matrix) Blocks() (*blocks.Blocks, error) {
	b := &blocks.Blocks{File: m.File}
	rowOf := map[blocks.Label]int{}
	for i, l := range m.Rows {
		rowOf[l] = i
	}
	var sectorCol, demandCol []int
	isSector := make([]bool, len(m.Rows))
	for j, l := range m.Cols {
		if i, ok := rowOf[l]; ok {
			sectorCol, isSector[i] = append(sectorCol, j), true
			b.Sectors = append(b.Sectors, l)
		} else {
			demandCol = append(demandCol, j)
			b.Demand = append(b.Demand, l)
		}
	}
	pick := func(row []float64, cols []int) []float64 {
		out := make([]float64, len(cols))
		for k, j := range cols {
			out[k] = row[j]
		}
		return out
	}
	for _, l := range b.Sectors {
		b.Z = append(b.Z, pick(m.Row(rowOf[l]), sectorCol)...)
		b.F = append(b.F, pick(m.Row(rowOf[l]), demandCol)...)
	}
	var below []blocks.Label
	for i, l := range m.Rows {
		if !isSector[i] {
			below = append(below, l)
			code := strings.TrimPrefix(l.String(), "_")
			b.Extra = append(b.Extra, icio.Row{Code: code, Use: pick(m.Row(i), sectorCol),
				FD: pick(m.Row(i), demandCol)})
		}
	}
	return b, m.whole(b.Sectors, b.Demand, below)
}

// whole checks that nothing of an industry or an economy is lost.
func (m *Matrix) whole(sectors, demand, below []blocks.Label) error {
	var economies, industries, categories []string
	isEconomy, isIndustry, isCategory := map[string]bool{}, map[string]bool{}, map[string]bool{}
	note := func(name string, known map[string]bool, list *[]string) {
		if !known[name] {
			known[name] = true
			*list = append(*list, name)
		}
	}
	there := map[blocks.Label]bool{}
	for _, l := range sectors {
		there[l] = true
		note(l.Economy, isEconomy, &economies)
		note(l.Part, isIndustry, &industries)
	}
	for _, l := range demand {
		if isIndustry[l.Part] {
			return m.cut(fault.Say("there is a column %s and no such row", l.String()))
		}
		if there[l] = true; isEconomy[l.Economy] {
			note(l.Part, isCategory, &categories)
		}
	}
	for _, l := range below {
		if isIndustry[l.Part] || isEconomy[l.Economy] {
			return m.cut(fault.Say("there is a row %s and no such column", l.String()))
		}
	}
	if m.sparse {
		return nil
	}
	for _, e := range economies {
		for _, part := range slices.Concat(industries, categories) {
			if l := (blocks.Label{Economy: e, Part: part}); !there[l] {
				return m.cut(fault.Say("there is no column %s, and others have one", l.String()))
			}
		}
	}
	return nil
}

func (m *Matrix) cut(what string) error {
	return &fault.Error{Kind: fault.Unreadable, Where: m.File, What: what,
		Why: "Industries sell and buy, and every economy has the same: the file is probably cut short",
		Fix: "Get the file again"}
}
