//go:build !js

package store

import (
	"encoding/json"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"ikat/fault"
	"ikat/icio"
)

// flow is a line of a Parquet export. Row is "flow" for what a sector sells, an extra row's code, "VA", or the name
// of a printed total; seller and industry are empty for all but the first. Use is the buying industry or the category
// of final demand.
type flow struct {
	Row      string  `parquet:"row,dict"`
	Seller   string  `parquet:"seller,dict"`
	Industry string  `parquet:"industry,dict"`
	Buyer    string  `parquet:"buyer,dict"`
	Use      string  `parquet:"use,dict"`
	Value    float64 `parquet:"value"`
}

// described is the text under the key ikat.table: what the flows do not say of their table.
type described struct {
	Economies  []string  `json:"economies"`
	Industries []string  `json:"industries"`
	Categories []string  `json:"categories"`
	Extra      []extra   `json:"extra,omitempty"`
	Vectors    []string  `json:"vectors"`
	Meta       icio.Meta `json:"meta"`
}

// WriteParquet writes a table as a Parquet file with a line for every flow that is not zero, the table's labels, units,
// source and citation as JSON under the key ikat.table. ikat reads it back as the same table.
//
// Error: fault.Unwritable if w fails; fault.Invalid if an industry and a category of final demand have the same label.
func WriteParquet(w io.Writer, t *icio.Table) error {
	e := &flowWriter{t: t}
	text, err := e.describe()
	if err != nil {
		return err
	}
	const rowsInGroup = 1 << 20
	e.out = parquet.NewGenericWriter[flow](
		w,
		parquet.Compression(&zstd.Codec{}),
		parquet.KeyValueMetadata("ikat.table", text),
		parquet.MaxRowsPerRowGroup(rowsInGroup),
	)
	e.table()
	e.flush()
	if e.err == nil {
		e.err = e.out.Close()
	}
	if e.err != nil {
		return &fault.Error{Kind: fault.Unwritable, What: "the table could not be written", Why: e.err.Error(), Err: e.err}
	}
	return nil
}

type flowWriter struct {
	t     *icio.Table
	out   *parquet.GenericWriter[flow]
	batch []flow
	err   error
}

func (e *flowWriter) describe() (string, error) {
	t := e.t
	d := described{Economies: t.Economies, Industries: t.Industries, Categories: t.Categories, Meta: t.Meta}
	industries := map[string]bool{}
	for _, i := range t.Industries {
		industries[i] = true
	}
	for _, c := range t.Categories {
		if industries[c] {
			return "", &fault.Error{
				Kind:  fault.Invalid,
				Where: t.Ref(),
				What:  fault.Say("%q is both an industry and a category of final demand", c),
				Why:   "A file of flows cannot tell them apart",
				Fix:   "Write CSV or NPZ",
			}
		}
	}
	for _, r := range t.Extra {
		d.Extra = append(d.Extra, extra{r.Code, r.FD != nil})
	}
	for _, v := range e.vectors() {
		d.Vectors = append(d.Vectors, v.name)
	}
	text, err := json.Marshal(d)
	return string(text), err
}

type vector struct {
	name   string
	values []float64
}

// vectors are the rows below the industries that are no extra rows.
func (e *flowWriter) vectors() (out []vector) {
	p := &e.t.Reported
	for _, v := range []vector{{"VA", e.t.VA}, {"reported_row_output", p.RowOutput},
		{"reported_column_output", p.ColumnOutput}, {"reported_va", p.VA}} {
		if v.values != nil {
			out = append(out, v)
		}
	}
	return out
}

func (e *flowWriter) table() {
	t := e.t
	n, fd := t.Sectors(), t.G()*t.K()
	for i := range n {
		from := flow{Row: "flow", Seller: t.Economies[i/t.N()], Industry: t.Industries[i%t.N()]}
		e.row(from, t.Z[i*n:(i+1)*n], t.Industries)
		e.row(from, t.F[i*fd:(i+1)*fd], t.Categories)
	}
	for _, r := range t.Extra {
		e.row(flow{Row: r.Code}, r.Use, t.Industries)
		e.row(flow{Row: r.Code}, r.FD, t.Categories)
	}
	for _, v := range e.vectors() {
		e.row(flow{Row: v.name}, v.values, t.Industries)
	}
}

// row writes a row's flows to the parts, industries or categories, of all economies.
func (e *flowWriter) row(from flow, values []float64, parts []string) {
	for j, v := range values {
		if math.Float64bits(v) == 0 { // zero, but not minus zero
			continue
		}
		from.Buyer, from.Use, from.Value = e.t.Economies[j/len(parts)], parts[j%len(parts)], v
		const enough = 4096
		if e.batch = append(e.batch, from); len(e.batch) == enough {
			e.flush()
		}
	}
}

func (e *flowWriter) flush() {
	if e.err == nil && len(e.batch) > 0 {
		_, e.err = e.out.Write(e.batch)
	}
	e.batch = e.batch[:0]
}
