package figaro

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
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

// columns are the positions in a flat file's lines.
type columns struct{ rowArea, row, colArea, col, value, count int }

// findColumns looks for a flat file's column names.
func findColumns(header []byte) (columns, bool) {
	c := columns{-1, -1, -1, -1, -1, 0}
	for pos := 0; ; c.count++ {
		cell, next, ok := cells.Next(header, pos, ',')
		if !ok || c.count > 20 {
			break
		}
		pos = next
		switch name := strings.ToLower(string(cell)); {
		case name == "refarea":
			c.rowArea = c.count
		case name == "counterpartarea":
			c.colArea = c.count
		case name == "obsvalue":
			c.value = c.count
		case strings.HasPrefix(name, "row"):
			c.row = c.count
		case strings.HasPrefix(name, "col"):
			c.col = c.count
		}
	}
	return c, min(c.rowArea, c.row, c.colArea, c.col, c.value) >= 0
}

// flat collects a flat file's cells. Its method line is called from several goroutines.
type flat struct {
	columns
	file string

	mu     sync.Mutex
	ids    [2]map[blocks.Label]int32 // rows and columns, numbered as the goroutines come upon them
	labels [2][]blocks.Label
	first  [2][]int // the first line of each
	cells  []cell
}

// mostCells bounds what a file may make us hold; a table of 2024 has 11 million.
const mostCells = 100_000_000

type cell struct {
	row, col int32
	value    float64
}

// readFlat reads a flat file. Every cell of the table must be there: a missing flow is not zero.
func readFlat(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	stream, err := src.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	lines := rows.NewReader(stream)
	lines.Progress = func() { opt.Report(stream.Progress()) }
	header, err := lines.First(64 << 10)
	if err != nil {
		return nil, err
	}
	c, ok := findColumns(bytes.TrimPrefix(header, []byte(cells.ByteOrderMark)))
	f := &flat{columns: c, file: src.Name, ids: [2]map[blocks.Label]int32{{}, {}}}
	if !ok {
		return nil, f.fault(0, "the columns refArea, row, counterpartArea, col and obsValue are not all there")
	}
	err = lines.Each(ctx, 64<<10, f.line)
	if errors.Is(err, rows.ErrLong) {
		return nil, f.fault(-1, "a line is longer than any in a flat file")
	}
	if err != nil {
		return nil, err
	}
	return f.table()
}

func (f *flat) fault(line int, format string, args ...any) error {
	e := &fault.Error{Kind: fault.Unreadable, Where: f.file, What: fmt.Sprintf(format, args...), Fix: "Get the file again"}
	if line >= 0 {
		e.Where += fmt.Sprintf(", line %d", line+1)
	}
	return e
}

func (f *flat) line(number int, text []byte) error {
	if cells.Blank(text) {
		return nil
	}
	var got [24][]byte
	pos := 0
	for i := range f.count {
		var ok bool
		if got[i], pos, ok = cells.Next(text, pos, ','); !ok {
			return f.fault(number, "the line has %d cells, the header %d", i, f.count)
		}
	}
	if pos <= len(text) {
		return f.fault(number, "the line has more than %d cells", f.count)
	}
	v, ok := cells.Number(got[f.value])
	if !ok {
		what, why, fix := cells.BadNumber(got[f.value])
		return &fault.Error{Kind: fault.Unreadable, Where: fmt.Sprintf("%s, line %d", f.file, number+1), What: what, Why: why, Fix: fix}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.cells) == mostCells {
		return f.fault(number, "there are more than %d million cells, more than in any FIGARO table", mostCells/1_000_000)
	}
	row := f.id(0, number, got[f.rowArea], got[f.row])
	col := f.id(1, number, got[f.colArea], got[f.col])
	f.cells = append(f.cells, cell{row, col, v})
	return nil
}

// id numbers a label.
func (f *flat) id(side, line int, area, part []byte) int32 {
	id, ok := f.ids[side][blocks.Label{Economy: string(area), Part: string(part)}]
	if !ok {
		l := blocks.Label{Economy: strings.Clone(string(area)), Part: strings.Clone(string(part))}
		id = int32(len(f.labels[side]))
		f.ids[side][l] = id
		f.labels[side], f.first[side] = append(f.labels[side], l), append(f.first[side], line)
	}
	f.first[side][id] = min(f.first[side][id], line)
	return id
}

// order returns the labels of a side in the file's order, and for each id its place there.
func (f *flat) order(side int) (labels []blocks.Label, place []int) {
	ids := make([]int, len(f.labels[side]))
	for i := range ids {
		ids[i] = i
	}
	sort.Slice(ids, func(a, b int) bool { return f.first[side][ids[a]] < f.first[side][ids[b]] })
	place = make([]int, len(ids))
	for at, id := range ids {
		labels = append(labels, f.labels[side][id])
		place[id] = at
	}
	return labels, place
}

// table arranges the cells: columns that are rows too are industries, the others final demand; rows that are no columns
// stand below the industries.
func (f *flat) table() (*icio.Table, error) {
	rowLabels, rowAt := f.order(0)
	colLabels, colAt := f.order(1)
	if len(f.cells) == 0 {
		return nil, f.fault(-1, "the file has a header and no cells")
	}
	if len(f.cells) != len(rowLabels)*len(colLabels) {
		return nil, f.fault(-1, "%d cells make no table of %d rows and %d columns: some are missing or there twice; the file is probably cut short", len(f.cells), len(rowLabels), len(colLabels))
	}
	b := &blocks.Blocks{File: f.file}
	isRow := map[blocks.Label]int{}
	for i, l := range rowLabels {
		isRow[l] = i
	}
	sectorCol, demandCol := map[int]int{}, map[int]int{}
	for j, l := range colLabels {
		if _, ok := isRow[l]; ok {
			sectorCol[j] = len(b.Sectors)
			b.Sectors = append(b.Sectors, l)
		} else {
			demandCol[j] = len(b.Demand)
			b.Demand = append(b.Demand, l)
		}
	}
	sectorRow := make([]int, len(rowLabels)) // position, or below
	for i := range sectorRow {
		sectorRow[i] = -1
	}
	for i, l := range b.Sectors {
		sectorRow[isRow[l]] = i
	}
	n, m := len(b.Sectors), len(b.Demand)
	b.Z, b.F = filled(n*n), filled(n*m)
	extra := map[int]*icio.Row{}
	for i, l := range rowLabels {
		if sectorRow[i] < 0 {
			b.Extra = append(b.Extra, icio.Row{Code: l.String(), Use: filled(n), FD: filled(m)})
		}
	}
	for i, k := 0, 0; i < len(rowLabels); i++ {
		if sectorRow[i] < 0 {
			extra[i] = &b.Extra[k]
			k++
		}
	}
	for _, c := range f.cells {
		i, j := rowAt[c.row], colAt[c.col]
		var use, demand []float64
		if s := sectorRow[i]; s >= 0 {
			use, demand = b.Z[s*n:(s+1)*n], b.F[s*m:(s+1)*m]
		} else {
			use, demand = extra[i].Use, extra[i].FD
		}
		if k, ok := sectorCol[j]; ok {
			use[k] = c.value
		} else {
			demand[demandCol[j]] = c.value
		}
	}
	f.cells = nil
	if err := f.whole(b); err != nil {
		return nil, err
	}
	return b.Table()
}

// filled returns cells that have not come yet.
func filled(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = math.NaN()
	}
	return v
}

// whole checks that every cell has come.
func (f *flat) whole(b *blocks.Blocks) error {
	lists := [][]float64{b.Z, b.F}
	for _, r := range b.Extra {
		lists = append(lists, r.Use, r.FD)
	}
	for _, list := range lists {
		for _, v := range list {
			if math.IsNaN(v) {
				return f.fault(-1, "a cell of the table is missing, and another there twice")
			}
		}
	}
	return nil
}
