package find_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/find"
	"ikat/tablefile/oecd"
	"ikat/tablefile/tablefiletest"
)

// found reads what is found in a text of no publisher's form.
type found struct{ oecd.Format }

func (found) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	f, err := find.Table(ctx, []tablefile.Format{oecd.Format{}}, src, opt.Year)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Read(ctx, opt)
}

// listed writes a line for each cell, with the labels of row and column each in one cell or two.
func listed(table *icio.Table, apart bool) ([]byte, error) {
	var b, out bytes.Buffer
	if err := oecd.Write(&b, table); err != nil {
		return nil, err
	}
	out.WriteString("row,col,value\n")
	if apart {
		out.Reset()
		out.WriteString("row_country,row_sector,col_country,col_sector,value\n")
	}
	label := func(s string) string {
		if !apart {
			return s
		}
		economy, part, ok := strings.Cut(s, "_")
		if !ok {
			economy, part = "", s
		}
		return economy + "," + part
	}
	var header []string
	for line := range strings.Lines(b.String()) {
		row := strings.Split(strings.TrimSpace(line), ",")
		if header == nil {
			header = row
			continue
		}
		for j, v := range row[1:] {
			out.WriteString(label(row[0]) + "," + label(header[j+1]) + "," + v + "\n")
		}
	}
	return out.Bytes(), nil
}

// A text with a line for each cell that is cut short is no smaller table, whether labels stand in one cell or two.
func TestCellsLost(t *testing.T) {
	for _, apart := range []bool{false, true} {
		tablefiletest.CellsLost(t, tablefiletest.Suite{Format: found{}, Text: true,
			Write: func(table *icio.Table) (string, []byte, error) {
				data, err := listed(table, apart)
				return "x_1999.csv", data, err
			},
			Adapt: func(table *icio.Table) { // every row has a number for every column
				for i := range table.Extra {
					if table.Extra[i].FD == nil {
						table.Extra[i].FD = make([]float64, table.G()*table.K())
					}
				}
			},
			Labels: func(line string) (row, column string) {
				c := strings.Split(line, ",")
				for i := range c {
					if c[i] == "" {
						c[i] = "~" // programs sort blanks last
					}
				}
				half := (len(c) - 1) / 2
				return strings.Join(c[:half], ","), strings.Join(c[half:2*half], ",")
			}})
	}
}
