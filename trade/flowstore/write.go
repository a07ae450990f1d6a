//go:build !js

package flowstore

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	"github.com/parquet-go/parquet-go/format"

	"ikat/fault"
	"ikat/trade"
)

// row is a flow as the file has it. Who reported it and the year stand in the path, as Hive's partitions do.
type row struct {
	Exporter string   `parquet:"exporter,dict"`
	Importer string   `parquet:"importer,dict"`
	Product  string   `parquet:"product,dict"`
	Value    float64  `parquet:"value"`
	Quantity *float64 `parquet:"quantity,optional"`
}

const zstdCodec = format.Zstd

// metaKey is where a file says what it is.
const metaKey = "ikat.trade"

// rowsInGroup makes groups that two cores can read at the same time.
const rowsInGroup = 1 << 20

// Write writes one year's flows as a Parquet file: columns exporter, importer, product, value, quantity, in order of
// exporter, product and importer; what the data are stands as JSON under the key ikat.trade, and its digests under
// ikat.seal.
//
// Error: fault.Unwritable where w fails.
func Write(w io.Writer, d *trade.Data) error {
	meta, err := json.Marshal(described{fmt.Sprint(formatKind, " ", formatNewest), d.Meta, d.Year, d.Flows()})
	if err != nil {
		return err
	}
	sealed := &sealing{to: w, sum: sha256.New()}
	out := parquet.NewGenericWriter[row](sealed, parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}),
		parquet.KeyValueMetadata(metaKey, string(meta)), parquet.KeyValueMetadata(sealKey, unsealed))
	if err = columns(out, d); err == nil {
		sealed.held = true
		err = out.Close()
	}
	if err == nil {
		err = sealed.finish()
	}
	if err == nil || fault.KindOf(err) == fault.Unwritable {
		return err
	}
	return &fault.Error{
		Kind: fault.Unwritable,
		What: "flows could not be written",
		Why:  "the disk may be full",
		Err:  err,
	}
}

// batch is how many values a column takes at a time.
const batch = 1 << 13

// columns writes groups of rows, column by column.
func columns(out *parquet.GenericWriter[row], d *trade.Data) error {
	values := make([]parquet.Value, batch)
	for lo := 0; lo < d.Flows(); lo += rowsInGroup {
		hi := min(lo+rowsInGroup, d.Flows())
		for k, w := range out.ColumnWriters() {
			of := column(d, k)
			for at := lo; at < hi; at += batch {
				part := values[:min(batch, hi-at)]
				for i := range part {
					part[i] = of(at + i)
				}
				if _, err := w.WriteRowValues(part); err != nil {
					return err
				}
			}
			if err := w.Close(); err != nil {
				return err
			}
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// column returns what a column holds of a flow.
func column(d *trade.Data, k int) func(flow int) parquet.Value {
	text := func(codes []string, at []int32) func(int) parquet.Value {
		known := make([]parquet.Value, len(codes))
		for i, c := range codes {
			known[i] = parquet.ValueOf(c).Level(0, 0, k)
		}
		return func(flow int) parquet.Value { return known[at[flow]] }
	}
	switch k {
	case 0:
		return text(d.Economies, d.From)
	case 1:
		return text(d.Economies, d.To)
	case 2:
		return text(d.Products, d.Product)
	case 3:
		return func(flow int) parquet.Value { return parquet.DoubleValue(d.Value[flow]).Level(0, 0, k) }
	}
	return func(flow int) parquet.Value {
		if q := d.QuantityOf(flow); !math.IsNaN(q) {
			return parquet.DoubleValue(q).Level(0, 1, k)
		}
		return parquet.NullValue().Level(0, 0, k)
	}
}
