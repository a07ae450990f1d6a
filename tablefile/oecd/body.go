package oecd

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/fastnum"
	"ikat/internal/pages"
	"ikat/tablefile"
	"ikat/tablefile/cells"
)

// Eight bytes of zeros as tables print them. Most cells of a table are zero, and its slices start as zeros: such cells
// are only stepped over.
var (
	fourZeros = binary.LittleEndian.Uint64([]byte("0,0,0,0,"))
	twoZeros  = binary.LittleEndian.Uint64([]byte("0.0,0.0,"))
)

// smallTable is a number of bytes that any machine can spare.
const smallTable = 16 << 20

// body collects the rows. Its method line is called from several goroutines, each time for another line.
type body struct {
	*layout
	table  *icio.Table
	output []float64      // the printed output column, or nil
	isCol  map[string]int // labels of intermediate use

	fill   bool // missing flows are zeros
	filled atomic.Int64

	mu   sync.Mutex
	tail map[int][]byte // the lines after the sectors, by number
}

// newBody makes room for the table, unless a file of maxText bytes cannot hold one of that size.
func newBody(l *layout, maxText int64) (*body, error) {
	n, width := l.sectors(), l.demandWidth()
	if n > tablefile.MostNumbers/(n+width) {
		return nil, tablefile.TooLarge(l.file)
	}
	// Each flow takes a digit and a separator at least. Columns added for split economies are not in the file.
	// A small table is worth the better message that reading its rows will give.
	need := 2 * int64(n) * int64(len(l.columns))
	if maxText >= 0 && need > maxText && need > smallTable {
		return nil, l.fault("", "",
			fault.Say("the header announces %d sectors and %d columns, more than the file can hold", n,
				len(l.columns)), "Rows are missing", "Get the file again; it is probably cut short")
	}
	b := &body{layout: l, tail: make(map[int][]byte), isCol: make(map[string]int, n)}
	for i, c := range l.columns[:n] {
		b.isCol[c] = i
	}
	if slices.Contains(l.demand, toOutput) {
		b.output = make([]float64, n)
	}
	b.table = &icio.Table{Economies: l.economies, Industries: l.industries, Categories: l.categories,
		Z: pages.Make[float64](n * n), F: pages.Make[float64](n * width), X: make([]float64, n)}
	return b, nil
}

// line reads one line; the header is line 0.
func (b *body) line(number int, text []byte) error {
	if i := number - 1; i < b.sectors() {
		return b.sector(i, text)
	}
	return b.keep(number, text)
}

// sector reads the row of sector i.
func (b *body) sector(i int, line []byte) error {
	pos, err := b.label(i, line)
	if err != nil {
		return err
	}
	n, width := b.sectors(), b.demandWidth()
	pos, use, err := b.flows(i, line, pos, b.table.Z[i*n:(i+1)*n])
	if err != nil {
		return err
	}
	f, final := b.table.F[i*width:(i+1)*width], 0.0
	for j, place := range b.demand {
		v, next, ok := quickCell(line, pos)
		if !ok {
			if v, next, err = b.slowCell(i, n+j, line, pos); err != nil {
				return err
			}
		}
		pos = next
		if place == toOutput {
			b.output[i] = v
			continue
		}
		f[place] = v
		final += v
	}
	if pos != len(line)+1 {
		return b.wrongLength(b.columns[i], line)
	}
	b.table.X[i] = use + final
	if math.IsInf(b.table.X[i], 0) {
		return &fault.Error{Kind: fault.Inconsistent, Where: fault.Say("%s, row %s", b.file, b.columns[i]),
			What: "the flows add up to more than a number can hold",
			Why:  "No flow is that large", Fix: "Get the file again"}
	}
	return nil
}

// label checks that the line is the row of sector i and returns where its first flow starts.
func (b *body) label(i int, line []byte) (pos int, err error) {
	want := b.columns[i]
	if len(line) > len(want) && line[len(want)] == ',' && string(line[:len(want)]) == want {
		return len(want) + 1, nil
	}
	cell, pos, _ := cells.Next(line, 0, ',')
	if string(cell) == want || cells.Unguard(string(cell)) == want {
		return pos, nil
	}
	return 0, b.wrongRow(i, cell, line)
}

// wrongRow explains a row that is not the one its place demands.
func (b *body) wrongRow(i int, cell, line []byte) error {
	want := b.columns[i]
	at, isSector := b.isCol[string(cell)]
	switch {
	case cells.Blank(line):
		return b.fault("", "", fault.Say("row %d is empty where %s was expected", i+1, want),
			"Every sector needs its row",
			"Get the file again")
	case isSector && at < i:
		return b.fault(string(cell), "", "the row occurs twice, or the rows are in a different order than the columns",
			fault.Say("As row %d, %s was expected", i+1, want),
			"Get the file again, or bring the rows into the columns' order")
	case isSector:
		return b.fault(string(cell), "",
			fault.Say("the row stands where %s was expected: rows are in a different order than columns, or %s is missing", want,
				want), "Rows and columns must name the same sectors in the same order", "Get the file again")
	}
	if _, _, pair := cutLabel(string(cell)); !pair {
		return b.fault("", "",
			fault.Say("the sectors' rows end after %d of %d: %s follows where %s was expected", i, b.sectors(),
				tablefile.Quote(cell, 40), want), "Every sector of the columns needs its row",
			"Get the file again")
	}
	return b.fault("", "", fault.Say("row %d is %s where %s was expected", i+1, tablefile.Quote(cell, 40), want),
		"Rows and columns must name the same sectors in the same order", "Get the file again")
}

// flows reads the intermediate use of sector i into z and returns its sum and where the next cell starts.
func (b *body) flows(i int, line []byte, pos int, z []float64) (next int, sum float64, err error) {
	for j := 0; j < len(z); {
		if pos+8 <= len(line) && line[pos] == '0' {
			w := binary.LittleEndian.Uint64(line[pos:])
			switch {
			case w == fourZeros && j+4 <= len(z):
				j, pos = j+4, pos+8
				continue
			case w == twoZeros && j+2 <= len(z):
				j, pos = j+2, pos+8
				continue
			case line[pos+1] == ',':
				j, pos = j+1, pos+2
				continue
			}
		}
		v, next, ok := quickCell(line, pos)
		if !ok {
			if v, next, err = b.slowCell(i, j, line, pos); err != nil {
				return 0, 0, err
			}
		}
		z[j] = v
		sum += v
		j, pos = j+1, next
	}
	return pos, sum, nil
}

// quickCell reads a bare number that ends with a comma or the line.
func quickCell(line []byte, pos int) (v float64, next int, ok bool) {
	if pos >= len(line) {
		return 0, 0, false
	}
	v, w := fastnum.Prefix(line[pos:])
	next = pos + w
	if w == 0 || next < len(line) && line[next] != ',' {
		return 0, 0, false
	}
	return v, next + 1, true
}

// slowCell reads a cell in quotes or blanks, or says what is wrong with it.
func (b *body) slowCell(i, column int, line []byte, pos int) (v float64, next int, err error) {
	cell, next, ok := cells.Next(line, pos, ',')
	if !ok {
		return 0, 0, b.wrongLength(b.columns[i], line)
	}
	if v, ok = cells.Number(cell); ok {
		return v, next, nil
	}
	if len(cell) == 0 && cells.Count(line, ',') != len(b.columns)+1 {
		return 0, 0, b.wrongLength(b.columns[i], line)
	}
	if b.fill && cells.Missing(cell) {
		b.filled.Add(1)
		return 0, next, nil
	}
	what, why, fix := cells.BadNumber(cell)
	return 0, 0, b.fault(b.columns[i], b.columns[column], what, why, fix)
}

// wrongLength explains a row with too few or too many cells.
func (b *body) wrongLength(row string, line []byte) error {
	have, want := cells.Count(line, ','), len(b.columns)+1
	what := fault.Say("the row has %d cells, the header %d", have, want)
	if have <= 3 && strings.ContainsAny(row, " :.") {
		return b.fault(row, "", what, "It is a note, and no row", "Remove the lines below the table")
	}
	if have < want {
		return b.fault(row, "", what, "The file is probably cut short", "Get the file again")
	}
	return b.fault(row, "", what, "Decimal commas or thousands separators may have split its numbers",
		"Save the file with plain numbers: no thousands separators, a point before the decimals")
}

// keep puts a line after the sectors aside.
func (b *body) keep(number int, line []byte) error {
	if cells.Blank(line) {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	// Some editions print a row of taxes for every economy; a table has no more rows of its own than that.
	if most := 4*len(b.economies) + 64; len(b.tail) == most {
		return b.fault("", "", fault.Say("more than %d rows follow the %d sectors", most, b.sectors()),
			"Only totals, value added and taxes were expected there",
			"Check that rows and columns name the same sectors")
	}
	b.tail[number] = bytes.Clone(line)
	return nil
}
