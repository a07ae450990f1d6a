// Package columns reads the columns of a Parquet file.
//
// Decoding is the library's. What it believes without asking, the lengths that a file announces, is checked before: a
// damaged or hostile file is an error here and cannot ask for more memory than a page of it may have.
package columns

import (
	"context"
	"errors"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"ikat/fault"
	"ikat/tablefile"
)

// File is an open Parquet file.
type File struct {
	Name string

	raw     tablefile.RandomFile
	parquet *parquet.File
	columns []*parquet.Column
	size    int64

	checked  map[[2]int]bool // groups of rows and columns
	unpacked int64           // bytes of their pages
}

// mostRows bounds the rows of a file: the flows of 20,000 sectors.
const mostRows = 500_000_000

// Open reads a file's footer. The caller closes the file.
//
// Error: fault.Unreadable if it is no Parquet file, is damaged, or has columns inside columns; ctx's error.
func Open(ctx context.Context, src *tablefile.Source) (*File, error) {
	raw, size, err := src.Random(ctx)
	if err != nil {
		return nil, err
	}
	f := &File{Name: src.Name, raw: raw, size: size, checked: map[[2]int]bool{}}
	if err := f.open(size); err != nil {
		raw.Close()
		return nil, f.bad(err)
	}
	return f, nil
}

func (f *File) open(size int64) (err error) {
	defer caught(&err)
	if err := checkFooter(f.raw, size); err != nil {
		return err
	}
	f.parquet, err = parquet.OpenFile(f.raw, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return err
	}
	for _, c := range f.parquet.Root().Columns() {
		if !c.Leaf() || c.MaxRepetitionLevel() > 0 || c.MaxDefinitionLevel() > 1 || c.Type().PhysicalType() == nil {
			return nestedColumn(c.Name())
		}
		f.columns = append(f.columns, c)
	}
	if n := f.parquet.NumRows(); n < 0 || n > mostRows || n > fewRows+mostTimes*size {
		return fault.Errorf("it announces %d rows, more than a file of %d bytes can hold", n, size)
	}
	return nil
}

// caught makes an error of a panic: the library panics where a file contradicts itself.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = errors.New("its values are damaged")
	}
}

func (f *File) bad(err error) error {
	if k := fault.KindOf(err); k != fault.Internal {
		return err
	}
	return &fault.Error{Kind: fault.Unreadable, Where: f.Name, What: fault.Say("the Parquet file cannot be read: %v", err),
		Fix: "Get it again, or save it anew", Err: err}
}

// Close lets go of the file.
func (f *File) Close() error { return f.raw.Close() }

// Columns returns the columns' names, in order.
func (f *File) Columns() []string {
	names := make([]string, len(f.columns))
	for i, c := range f.columns {
		names[i] = c.Name()
	}
	return names
}

// Rows returns the number of rows.
func (f *File) Rows() int { return int(f.parquet.NumRows()) }

// Metadata returns a text that the file's writer put beside the columns.
func (f *File) Metadata(key string) (text string, ok bool) { return f.parquet.Lookup(key) }

// batch is the number of rows read at a time.
const batch = 4096

// Each reads some columns together, a batch of rows at a time. The values are take's until it returns.
//
// Error: fault.Unreadable if the file is damaged; ctx's error; take's error.
func (f *File) Each(ctx context.Context, columns []int, take func(row int, values [][]parquet.Value) error) error {
	first := 0
	for group := range f.parquet.RowGroups() {
		n, err := f.group(ctx, group, columns, first, take)
		if err != nil {
			return f.bad(err)
		}
		first += n
	}
	if first != f.Rows() {
		return f.bad(fault.Errorf("it has %d rows where it announces %d", first, f.Rows()))
	}
	return nil
}

// group reads a group of rows and returns how many there are.
func (f *File) group(ctx context.Context, group int, columns []int, first int,
	take func(int, [][]parquet.Value) error) (n int, err error) {
	defer caught(&err)
	rows := f.parquet.RowGroups()[group].NumRows()
	if rows < 0 || rows > int64(f.Rows()-first) {
		return 0, errThrift
	}
	readers := make([]parquet.ColumnChunkValueReader, len(columns))
	values := make([][]parquet.Value, len(columns))
	for i, c := range columns {
		if err := f.check(ctx, group, c); err != nil {
			return 0, err
		}
		readers[i] = parquet.NewColumnChunkValueReader(f.parquet.RowGroups()[group].ColumnChunks()[c])
		defer readers[i].Close()
		values[i] = make([]parquet.Value, batch)
	}
	for n < int(rows) {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		size := min(batch, int(rows)-n)
		for i := range columns {
			values[i] = values[i][:size]
			if err := fill(readers[i], values[i]); err != nil {
				return n, fault.Errorf("column %q: %w", f.columns[columns[i]].Name(), err)
			}
		}
		if err := take(first+n, values); err != nil {
			return n, err
		}
		n += size
	}
	return n, nil
}

// check checks a column's pages in a group of rows, once.
func (f *File) check(ctx context.Context, group, column int) error {
	at := [2]int{group, column}
	if f.checked[at] {
		return nil
	}
	meta := f.parquet.Metadata()
	c := chunk{meta: &meta.RowGroups[group].Columns[column].MetaData,
		codec:    meta.RowGroups[0].Columns[column].MetaData.Codec,
		optional: f.columns[column].MaxDefinitionLevel() == 1}
	c.most = few + mostTimes*f.size - f.unpacked
	if err := c.check(ctx, f.raw); err != nil {
		return fault.Errorf("column %q: %w", f.columns[column].Name(), err)
	}
	f.checked[at] = true
	f.unpacked += c.unpacked
	return nil
}

func fill(r parquet.ValueReader, values []parquet.Value) error {
	for len(values) > 0 {
		n, err := r.ReadValues(values)
		if values = values[n:]; len(values) > 0 && err != nil {
			if errors.Is(err, io.EOF) {
				return errors.New("it is shorter than the file announces")
			}
			return err
		}
	}
	return nil
}

// Numeric tells whether a column holds numbers that Number reads.
func (f *File) Numeric(column int) bool {
	switch t := f.columns[column].Type(); t.Kind() {
	case parquet.Double, parquet.Float:
		return true
	case parquet.Int32, parquet.Int64:
		l := t.LogicalType()
		if l == nil || l.Value == nil {
			return true
		}
		whole, ok := l.Value.(*format.IntType)
		return ok && whole.IsSigned
	}
	return false
}

// Text tells whether a column holds text.
func (f *File) Text(column int) bool { return f.columns[column].Type().Kind() == parquet.ByteArray }

// Number returns a numeric column's value; ok is false where there is none, or it is not finite.
func Number(v parquet.Value) (x float64, ok bool) {
	switch v.Kind() {
	case parquet.Double:
		x = v.Double()
	case parquet.Float:
		x = float64(v.Float())
	case parquet.Int32:
		x = float64(v.Int32())
	case parquet.Int64:
		x = float64(v.Int64())
	default:
		return 0, false
	}
	return x, !v.IsNull() && !math.IsNaN(x) && !math.IsInf(x, 0)
}
