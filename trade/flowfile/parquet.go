//go:build !js

package flowfile

import (
	"context"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"ikat/tablefile"
	"ikat/tablefile/columns"
)

// parquet reads the columns of a Parquet file, which have the names that a text's header has.
func (c *collector) parquet(ctx context.Context, src *tablefile.Source) error {
	f, err := columns.Open(ctx, src)
	if err != nil {
		return err
	}
	defer f.Close()
	names := f.Columns()
	for i := range names {
		names[i] = strings.ToLower(names[i])
	}
	if err := c.begin(names); err != nil {
		return err
	}
	var at []int
	for r := range c.at {
		if c.at[r] >= 0 {
			at = append(at, c.at[r])
			c.at[r] = len(at) - 1
		}
	}
	cells := make([][]byte, len(at))
	room := make([][]byte, len(at))
	return f.Each(ctx, at, func(row int, values [][]parquet.Value) error {
		for i := range values[0] {
			for k := range at {
				cells[k], room[k] = cellOf(values[k][i], room[k])
			}
			c.row(cells, row+i+1)
		}
		if c.opt.Progress != nil {
			c.opt.Progress(float64(row) / float64(max(1, f.Rows())))
		}
		return nil
	})
}

// cellOf is a value as text would have it.
func cellOf(v parquet.Value, room []byte) (cell, kept []byte) {
	switch v.Kind() {
	case parquet.ByteArray, parquet.FixedLenByteArray:
		if v.IsNull() {
			return nil, room
		}
		return trim(v.ByteArray()), room
	}
	if x, ok := columns.Number(v); ok {
		room = strconv.AppendFloat(room[:0], x, 'f', -1, 64)
		return room, room
	}
	return nil, room
}
