//go:build !js

package matrix

import (
	"context"

	"github.com/parquet-go/parquet-go"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/columns"
	"ikat/tablefile/grid"
)

// readParquet reads a matrix that is all of a Parquet file's columns; rows may be 0 where any number will do.
func readParquet(ctx context.Context, m *grid.Members, name string, rows, width int) ([]float64, error) {
	bad := func(format string, args ...any) error {
		return &fault.Error{Kind: fault.Unreadable, Where: name, What: fault.Say(format, args...),
			Fix: "Save the numbers alone, a column of float64 for each column of the matrix (pandas: to_parquet with " +
				"index=False)"}
	}
	sub, err := m.Open(name)
	if err != nil {
		return nil, err
	}
	f, err := columns.Open(ctx, sub)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names := f.Columns()
	// A vector may stand in one column.
	column := len(names) == 1 && f.Rows() == width && width > 1
	if !column && (len(names) != width || rows > 0 && f.Rows() != rows || f.Rows() < 1) {
		return nil, sizes(name, f.Rows(), len(names), rows, width)
	}
	if f.Rows() > tablefile.MostNumbers/len(names) {
		return nil, tablefile.TooLarge(name)
	}
	v := make([]float64, f.Rows()*len(names))
	for j, label := range names {
		if !f.Numeric(j) {
			return nil, bad("column %d, %q, does not hold numbers", j+1, label)
		}
		err := f.Each(ctx, []int{j}, func(row int, values [][]parquet.Value) error {
			for i, x := range values[0] {
				number, ok := columns.Number(x)
				if !ok {
					return bad("row %d of column %d, %q, is empty or not finite", row+i+1, j+1, label)
				}
				v[(row+i)*len(names)+j] = number
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return v, nil
}
