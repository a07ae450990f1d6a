package figaro

import (
	"context"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/cells"
	"ikat/tablefile/flat"
)

// columns are the positions in a flat file's lines.
type columns struct{ rowArea, row, colArea, col, value int }

// findColumns looks for a flat file's column names.
func findColumns(header []byte) (columns, bool) {
	c := columns{-1, -1, -1, -1, -1}
	for pos, at := 0, 0; at <= 20; at++ {
		cell, next, ok := cells.Next(header, pos, ',')
		if !ok {
			break
		}
		pos = next
		switch name := strings.ToLower(string(cell)); {
		case name == "refarea":
			c.rowArea = at
		case name == "counterpartarea":
			c.colArea = at
		case name == "obsvalue":
			c.value = at
		case strings.HasPrefix(name, "row"):
			c.row = at
		case strings.HasPrefix(name, "col"):
			c.col = at
		}
	}
	return c, min(c.rowArea, c.row, c.colArea, c.col, c.value) >= 0
}

// readFlat reads a flat file. Every cell of the table must be there: a missing flow is not zero.
func readFlat(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	c, ok := findColumns(flat.Header(src.Head))
	if !ok {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name,
			What: "the columns refArea, row, counterpartArea, col and obsValue are not all there",
			Fix:  "Get the file again"}
	}
	m, err := flat.Read(ctx, src, flat.Form{Separator: ',', Line: func(cells [][]byte, to *flat.Cell) (bool, error) {
		*to = flat.Cell{RowEconomy: cells[c.rowArea], RowPart: cells[c.row], ColEconomy: cells[c.colArea],
			ColPart: cells[c.col],
			Value:   cells[c.value]}
		return true, nil
	}}, opt)
	if err != nil {
		return nil, err
	}
	return tableOf(m)
}
