package requirements

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/result"
	"ikat/tablefile"
	"ikat/tablefile/xlsx"
)

// worksheet is what stands on a sheet: the cells that hold something by row, empty rows as well.
type worksheet struct {
	name  string
	rows  [][]filled
	width int

	column       string // that its header should have; "" for any
	cells, bytes int    // that hold something, and their texts
	unmeant      bool   // it was looked at no further: it has no such column
}

// filled is a cell and its column: one far to the right takes no room for those between.
type filled struct {
	column int
	text   string
}

// mostCells bounds a sheet with the empty cells between others: files of this kind have a few hundred columns.
const mostCells = 20_000_000

// mostAbove bounds the rows above a header.
const mostAbove = 20

// mostUnnamed bounds the cells of a sheet that are read without a header: no file that is looked for hides it so.
const mostUnnamed = 50_000

// errUnmeant ends the reading of a sheet that is not the one.
var errUnmeant = errors.New("it has no such column")

// workbookText is a workbook's sheet as CSV, each row on the line of its number. Of several sheets with rows it is the
// one that has the column; what the program itself says of its rows is passed over.
func workbookText(ctx context.Context, path string, src *tablefile.Source, column string) ([]byte, error) {
	w, err := xlsx.Open(ctx, src)
	if err != nil {
		return nil, err
	}
	var sheets []*worksheet
	for n, name := range w.Sheets {
		if name == result.About {
			continue
		}
		g := &worksheet{name: name, column: column}
		err := w.Each(ctx, n, nil, func(c xlsx.Cell) error { return g.put(path, c) })
		if errors.Is(err, errUnmeant) {
			g.unmeant, err = true, nil
		}
		if err != nil {
			return nil, err
		}
		if len(g.rows) > 0 {
			sheets = append(sheets, g)
		}
	}
	if len(sheets) == 1 && sheets[0].unmeant {
		return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("%s, sheet %s", path, sheets[0].name),
			What: fault.Say("none of its first %d rows has the column %s", mostAbove, column),
			Fix:  "Name the column in a row above the others, or give the file that has it"}
	}
	if len(sheets) > 1 {
		meant := slices.DeleteFunc(slices.Clone(sheets), func(g *worksheet) bool { return !g.has(column) })
		if len(meant) != 1 {
			return nil, several(path, sheets)
		}
		sheets = meant
	}
	if len(sheets) == 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Where: path, What: "its sheets are empty"}
	}
	return sheets[0].text()
}

func several(path string, sheets []*worksheet) error {
	var names []string
	for _, g := range sheets {
		names = append(names, g.name)
	}
	return &fault.Error{Kind: fault.Invalid, Where: path,
		What: fault.Say("it has rows on the sheets %s, and one of them is read", strings.Join(names, ", ")),
		Fix:  "Keep one, or save each as a file"}
}

// put puts a cell in its place.
func (g *worksheet) put(path string, c xlsx.Cell) error {
	text := c.String()
	if c.IsNumber && c.Number < 1e15 && c.Number > -1e15 {
		text = strconv.FormatFloat(c.Number, 'f', -1, 64)
	}
	if text == "" {
		return nil
	}
	g.width = max(g.width, c.Col+1)
	if (c.Row+1)*g.width > mostCells {
		return &fault.Error{Kind: fault.Excessive, Where: fault.Say("%s, sheet %s, cell %s", path, g.name, c.Name()),
			What: "the cell stands too far out", Fix: "Delete what stands beside and below the rows"}
	}
	g.cells, g.bytes = g.cells+1, g.bytes+len(text)+1
	switch {
	case g.bytes > mostBytes:
		return &fault.Error{Kind: fault.Excessive, Where: fault.Say("%s, sheet %s, cell %s", path, g.name, c.Name()),
			What: fault.Say("the sheet has more than %d MB of text up to here", mostBytes>>20),
			Fix:  "Keep the rows and columns that are needed"}
	case g.cells > mostUnnamed && c.Row >= mostAbove && g.column != "" && !g.named():
		return errUnmeant
	}
	for len(g.rows) <= c.Row {
		g.rows = append(g.rows, nil)
	}
	g.rows[c.Row] = append(g.rows[c.Row], filled{c.Col, lineBreaks.Replace(text)})
	return nil
}

var lineBreaks = strings.NewReplacer("\r", " ", "\n", " ")

// named reports whether a header names the column that is looked for, and looks once.
func (g *worksheet) named() bool {
	if g.has(g.column) {
		g.column = ""
	}
	return g.column == ""
}

// has reports whether a header names the column.
func (g *worksheet) has(column string) bool {
	return slices.ContainsFunc(g.rows[:min(len(g.rows), mostAbove)], func(row []filled) bool {
		return column != "" && slices.ContainsFunc(row, func(c filled) bool { return strings.EqualFold(c.text, column) })
	})
}

// text is the sheet as CSV whose rows are equally long; an empty row is an empty line.
func (g *worksheet) text() ([]byte, error) {
	var b bytes.Buffer
	w, line := csv.NewWriter(&b), make([]string, g.width)
	for _, row := range g.rows {
		if len(row) == 0 {
			w.Flush()
			b.WriteByte('\n')
			continue
		}
		clear(line)
		for _, c := range row {
			line[c.column] = c.text
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
