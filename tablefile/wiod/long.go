package wiod

import (
	"context"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/blocks"
	"ikat/tablefile/flat"
)

// long are the columns of the long-run tables, which have a line for each cell and year.
type long struct{ year, rowEconomy, rowPart, colEconomy, colPart, value int }

// longForm recognises the long-run tables' header.
func longForm(head []byte) (*long, bool) {
	names := flat.Names(flat.Header(head), ',')
	at := func(name string) int { return slices.Index(names, name) }
	l := &long{at("year"), at("row_country"), at("row_isic3"), at("col_country"), at("col_isic3"), at("value")}
	return l, min(l.year, l.rowEconomy, l.rowPart, l.colEconomy, l.colPart, l.value) >= 0
}

// readLong reads a year of the long-run World Input-Output Tables. Rows and columns whose economy is TOT are totals,
// value added and taxes; they need not be on final demand.
func readLong(ctx context.Context, src *tablefile.Source, l *long, opt tablefile.Options) (*icio.Table, error) {
	years := &flat.Years{Want: opt.Year}
	below := func(label blocks.Label) bool { return label.Economy == "TOT" }
	m, err := flat.Read(
		ctx,
		src,
		flat.Form{Separator: ',', MayLack: func(row, col blocks.Label) bool { return below(row) || below(col) },
			Line: func(cells [][]byte, to *flat.Cell) (bool, error) {
				*to = flat.Cell{
					RowEconomy: bare(cells[l.rowEconomy]),
					RowPart:    bare(cells[l.rowPart]),
					ColEconomy: bare(cells[l.colEconomy]),
					ColPart:    bare(cells[l.colPart]),
					Value:      cells[l.value],
				}
				return years.Take(cells[l.year])
			}},
		opt,
	)
	year, yearErr := years.Year(src.Name)
	if err == nil {
		err = yearErr
	}
	if yearErr != nil && ctx.Err() == nil && (opt.Year != 0 || err != nil) {
		return nil, yearErr
	}
	if err != nil {
		return nil, err
	}
	b, err := m.Blocks()
	if err != nil {
		return nil, err
	}
	if totals(b); b.VA == nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: "there is no row of value added (TOT, VA)",
			Why: "It stands below the industries; the file is probably cut short", Fix: "Get the file again"}
	}
	t, err := b.Table()
	if err != nil {
		return nil, err
	}
	t.Year = year
	return t, nil
}

// bare is a code without the x that some copies put before codes, xTOT.
func bare(cell []byte) []byte {
	if len(cell) > 1 && cell[0] == 'x' && cell[1] >= 'A' && cell[1] <= 'Z' {
		return cell[1:]
	}
	return cell
}

// totals takes totals and value added out of the blocks of flows.
func totals(b *blocks.Blocks) {
	var rest []icio.Row
	for _, r := range b.Extra {
		switch r.Code = strings.TrimPrefix(r.Code, "TOT_"); r.Code {
		case "II", "II_fob":
		case "VA":
			b.VA, b.Reported.VA = r.Use, r.Use
		case "GO", "OUT":
			b.Reported.ColumnOutput = r.Use
		default:
			rest = append(rest, r)
		}
	}
	b.Extra = rest
	at := slices.IndexFunc(b.Demand, func(l blocks.Label) bool { return l.Economy == "TOT" })
	if at < 0 {
		return
	}
	n, m := len(b.Sectors), len(b.Demand)
	b.Reported.RowOutput = make([]float64, n)
	var f []float64
	for i := range n {
		row := b.F[i*m : (i+1)*m]
		b.Reported.RowOutput[i] = row[at]
		f = append(append(f, row[:at]...), row[at+1:]...)
	}
	b.F, b.Demand = f, slices.Delete(b.Demand, at, at+1)
	for i := range b.Extra {
		b.Extra[i].FD = slices.Delete(slices.Clone(b.Extra[i].FD), at, at+1)
	}
}
