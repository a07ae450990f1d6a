package resaved

import (
	"bufio"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/flat"
)

// long are the positions of a cell's labels and value in a text with a line for each cell. A label of economy and
// industry may stand in one cell or in two.
type long struct {
	marks
	separator                                byte
	rowEconomy, rowPart, colEconomy, colPart int // economies are -1 where labels stand in one cell
	value                                    int
}

// Names of columns, by what they hold, as programs call them when they turn a table round.
var (
	rowNames        = []string{"row", "from", "source", "i", "rowlabel", "row_label"}
	colNames        = []string{"col", "column", "to", "target", "j", "variable", "collabel", "col_label"}
	valueNames      = []string{"value", "flow", "v", "obs_value", "obsvalue", "values"}
	rowEconomyNames = []string{"row_country", "row_economy", "row_region", "seller", "country_from", "origin",
		"from_country"}
	rowPartNames    = []string{"row_industry", "row_sector", "industry", "sector_from", "from_sector", "row_item"}
	colEconomyNames = []string{"col_country", "col_economy", "col_region", "buyer", "country_to", "destination",
		"to_country"}
	colPartNames = []string{"col_industry", "col_sector", "use", "sector_to", "to_sector", "col_item"}
)

// longColumns recognises the header of a text with a line for each cell.
func longColumns(head []byte) (l long, ok bool) {
	header := flat.Header(head)
	var found bool
	if l.separator, found = separatorOf(header); !found {
		return l, false
	}
	var names []string
	for _, c := range split(header, l.separator) {
		names = append(names, strings.ToLower(string(c)))
	}
	if len(names) > 6 {
		return l, false
	}
	at := func(known []string) int {
		return slices.IndexFunc(names, func(n string) bool { return slices.Contains(known, n) })
	}
	l.value, l.rowEconomy, l.colEconomy = at(valueNames), at(rowEconomyNames), at(colEconomyNames)
	if l.rowEconomy >= 0 {
		l.rowPart, l.colPart = at(rowPartNames), at(colPartNames)
		return l, min(l.value, l.rowPart, l.colEconomy, l.colPart) >= 0
	}
	l.rowPart, l.colPart = at(rowNames), at(colNames)
	return l, l.colEconomy < 0 && min(l.value, l.rowPart, l.colPart) >= 0
}

// learnLine takes what a line's value tells of how numbers are written.
func (l *long) learnLine(line []byte, at int) {
	if row := split(line, l.separator); l.value < len(row) {
		l.learn(row[l.value], at)
	}
}

// line finds a cell in a line.
func (l *long) line(cells [][]byte, to *flat.Cell) (bool, error) {
	to.RowPart, to.ColPart, to.Value = cells[l.rowPart], cells[l.colPart], cells[l.value]
	if l.decimal == ',' || l.apart != 0 {
		if number, ok := l.append(nil, to.Value); ok {
			to.Value = number
		}
	}
	if l.rowEconomy >= 0 {
		to.RowEconomy, to.ColEconomy = cells[l.rowEconomy], cells[l.colEconomy]
	}
	return true, nil
}

// render writes the cells as a matrix.
func (l *long) render(src *tablefile.Source) tablefile.Render {
	return func(ctx context.Context, w io.Writer, progress func(float64)) error {
		form := flat.Form{Separator: l.separator, Line: l.line}
		m, err := flat.Read(ctx, src, form, tablefile.Options{Progress: func(p float64) { progress(p / 2) }})
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(w, 256<<10)
		r := &rewriter{out: out}
		out.WriteString("V1")
		for _, c := range m.Cols {
			out.WriteByte(',')
			r.text(joined(c))
		}
		var number []byte
		for i, label := range m.Rows {
			out.WriteByte('\n')
			r.text(joined(label))
			for _, v := range m.Row(i) {
				number = strconv.AppendFloat(append(number[:0], ','), v, 'g', -1, 64)
				out.Write(number)
			}
			progress(0.5 + float64(i)/float64(2*len(m.Rows)))
		}
		out.WriteByte('\n')
		return out.Flush()
	}
}

func joined(l blocks.Label) string {
	switch {
	case l.Economy == "":
		return l.Part
	case l.Part == "":
		return l.Economy
	}
	return l.String()
}
