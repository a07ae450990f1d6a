//go:build !js

package export

import (
	"io"
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"ikat/result"
)

// arrowBatch is how many rows go into one record batch.
const arrowBatch = 1 << 16

// Arrow writes an Arrow IPC file (Feather version 2): text as dictionaries, a value that is not defined as null. The
// schema's metadata holds what that of Parquet holds, under the same keys; label, unit, kind and definition stand with
// each field too.
func Arrow(w io.Writer, f *result.Frame) error {
	keys, values := []string{}, []string{}
	for _, m := range metadata(f) {
		keys, values = append(keys, m.key), append(values, m.value)
	}
	about := arrow.NewMetadata(keys, values)
	schema := arrow.NewSchema(arrowFields(f), &about)
	out, err := ipc.NewFileWriter(w, ipc.WithSchema(schema))
	if err != nil {
		return err
	}
	dicts := make([]arrow.Array, len(f.Columns))
	for i, c := range f.Columns {
		if c.IsText() {
			b := array.NewStringBuilder(memory.DefaultAllocator)
			b.AppendValues(c.Dict, nil)
			dicts[i] = b.NewArray()
		}
	}
	for lo := 0; lo < f.Rows(); lo += arrowBatch {
		hi := min(lo+arrowBatch, f.Rows())
		columns := make([]arrow.Array, len(f.Columns))
		for i, c := range f.Columns {
			columns[i] = arrowValues(c, dicts[i], lo, hi)
		}
		if err := out.Write(array.NewRecordBatch(schema, columns, int64(hi-lo))); err != nil {
			return err
		}
	}
	return out.Close()
}

var arrowText = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}

func arrowFields(f *result.Frame) []arrow.Field {
	out := make([]arrow.Field, len(f.Columns))
	for i, c := range f.Columns {
		out[i] = arrow.Field{Name: c.Name, Type: arrowText,
			Metadata: arrow.NewMetadata(
				[]string{"label", "unit", "kind", "definition"},
				[]string{c.Label, c.Unit, string(c.Kind), c.Definition},
			)}
		switch {
		case c.Floats != nil:
			out[i].Type, out[i].Nullable = arrow.PrimitiveTypes.Float64, true
		case c.Ints != nil:
			out[i].Type = arrow.PrimitiveTypes.Int64
		}
	}
	return out
}

// arrowValues returns rows lo to hi of a column.
func arrowValues(c *result.Column, dict arrow.Array, lo, hi int) arrow.Array {
	switch {
	case c.Floats != nil:
		b := array.NewFloat64Builder(memory.DefaultAllocator)
		defined := make([]bool, hi-lo)
		for i, v := range c.Floats[lo:hi] {
			defined[i] = !math.IsNaN(v)
		}
		b.AppendValues(c.Floats[lo:hi], defined)
		return b.NewArray()
	case c.Ints != nil:
		b := array.NewInt64Builder(memory.DefaultAllocator)
		b.AppendValues(c.Ints[lo:hi], nil)
		return b.NewArray()
	}
	b := array.NewInt32Builder(memory.DefaultAllocator)
	b.AppendValues(c.Codes[lo:hi], nil)
	return array.NewDictionaryArray(arrowText, b.NewArray(), dict)
}
