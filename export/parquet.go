//go:build !js

package export

import (
	"io"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"ikat/result"
)

// Parquet writes the columns in order, text as dictionary-coded strings, zstd-compressed. The file's metadata holds the
// title, notes, column descriptions and provenance as JSON under the keys ikat.title, ikat.notes, ikat.columns and
// ikat.provenance.
func Parquet(w io.Writer, f *result.Frame) error {
	options := []parquet.WriterOption{parquetSchema(f), parquet.Compression(&zstd.Codec{})}
	for _, m := range metadata(f) {
		options = append(options, parquet.KeyValueMetadata(m.key, m.value))
	}
	pw := parquet.NewWriter(w, options...)
	const batch = 1024
	rows := make([]parquet.Row, 0, batch)
	for row := range f.Rows() {
		r := make(parquet.Row, len(f.Columns))
		for i, c := range f.Columns {
			r[i] = parquetValue(c, row).Level(0, 0, i)
		}
		if rows = append(rows, r); len(rows) == batch || row == f.Rows()-1 {
			if _, err := pw.WriteRows(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return pw.Close()
}

func parquetValue(c *result.Column, row int) parquet.Value {
	switch {
	case c.Floats != nil:
		return parquet.DoubleValue(c.Floats[row])
	case c.Ints != nil:
		return parquet.Int64Value(c.Ints[row])
	}
	return parquet.ByteArrayValue([]byte(c.Text(row)))
}

// parquetSchema derives the schema from a struct type made for the frame: a struct keeps its fields' order, where the
// library's own group node sorts them by name.
func parquetSchema(f *result.Frame) *parquet.Schema {
	fields := make([]reflect.StructField, len(f.Columns))
	for i, c := range f.Columns {
		typ, tag := reflect.TypeFor[string](), ",dict"
		if c.Floats != nil {
			typ, tag = reflect.TypeFor[float64](), ""
		} else if c.Ints != nil {
			typ, tag = reflect.TypeFor[int64](), ""
		}
		fields[i] = reflect.StructField{
			Name: "C" + strings.Repeat("_", i),
			Type: typ,
			Tag:  reflect.StructTag(`parquet:"` + c.Name + tag + `"`),
		}
	}
	return parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
}
