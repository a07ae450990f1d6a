package columns

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"ikat/fault"
	"ikat/tablefile"
)

func file[T any](t *testing.T, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := parquet.Write(&b, rows, options...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, data []byte) (*File, error) {
	t.Helper()
	src, err := tablefile.FromBytes("t.parquet", data)
	if err != nil {
		t.Fatal(err)
	}
	return Open(t.Context(), src)
}

func TestColumnsInOrderAcrossGroups(t *testing.T) {
	type row struct {
		Z string  `parquet:"z,dict"`
		A int32   `parquet:"a"`
		M *uint64 `parquet:"m"`
		X float32 `parquet:"x"`
	}
	var rows []row
	for i := range 10_000 {
		rows = append(rows, row{Z: fmt.Sprint(i % 7), A: int32(i), X: float32(i) / 2})
	}
	f, err := open(t, file(t, rows, parquet.MaxRowsPerRowGroup(5000), parquet.KeyValueMetadata("k", "v")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if !slices.Equal(f.Columns(), []string{"z", "a", "m", "x"}) || f.Rows() != 10_000 {
		t.Fatal(f.Columns(), f.Rows())
	}
	if v, ok := f.Metadata("k"); v != "v" || !ok {
		t.Error(v, ok)
	}
	if got := []bool{f.Text(0), f.Numeric(0), f.Numeric(1), f.Numeric(2), f.Numeric(3)}; !slices.Equal(got,
		[]bool{true, false, true, false, true}) {
		t.Error(got)
	}
	next := 0
	err = f.Each(t.Context(), []int{3, 0, 1}, func(row int, v [][]parquet.Value) error {
		for i := range v[0] {
			x, _ := Number(v[0][i])
			a, _ := Number(v[2][i])
			if row+i != next || x != float64(next)/2 || a != float64(next) || v[1][i].String() != fmt.Sprint(next%7) {
				return fmt.Errorf("row %d: %v %v %v", next, x, a, v[1][i])
			}
			next++
		}
		return nil
	})
	if err != nil || next != 10_000 {
		t.Error(err, next)
	}
	err = f.Each(t.Context(), []int{2}, func(_ int, v [][]parquet.Value) error {
		if _, ok := Number(v[0][0]); ok {
			t.Error("an empty cell is a number")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Lengths that reach beyond what is there never get to the library.
func TestLyingFooters(t *testing.T) {
	good := file(t, []struct{ X float64 }{{1}, {2}})
	patch := func(at int, b ...byte) []byte {
		bad := slices.Clone(good)
		copy(bad[len(bad)+at:], b)
		return bad
	}
	size := int(binary.LittleEndian.Uint32(good[len(good)-8:]))
	// The schema is the second field of the footer: a list whose length is made 2^31-1.
	list := bytes.IndexByte(good[len(good)-8-size:], 0x19)
	long := slices.Concat(good[:len(good)-8-size+list+1], []byte{0xfc, 0xff, 0xff, 0xff, 0xff, 0x07},
		good[len(good)-8-size+list+2:])
	binary.LittleEndian.PutUint32(long[len(long)-8:], uint32(size+5))
	for name, data := range map[string][]byte{
		"a footer longer than the file": patch(-8, 0xff, 0xff, 0xff, 0xff),
		"an endless list":               long,
		"no end":                        good[:len(good)-1],
		"nothing":                       []byte("PAR1PAR1"),
	} {
		if _, err := open(t, data); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRunsAreCounted(t *testing.T) {
	run := func(count uint64, value ...byte) []byte { return append(binary.AppendUvarint(nil, count<<1), value...) }
	packed := func(groups uint64, value ...byte) []byte {
		return append(binary.AppendUvarint(nil, groups<<1|1), value...)
	}
	for _, c := range []struct {
		b            []byte
		width, count int
		want         bool
	}{
		{run(100, 1), 8, 100, true},
		{run(1<<31, 1), 8, 100, false},
		{slices.Concat(run(100, 1), run(100, 1), run(100, 1)), 8, 150, false},
		{packed(2, 1, 2), 1, 10, true},
		{packed(2, 1), 1, 10, false},
		{packed(1<<40, 1), 0, 10, false},
		{run(10), 8, 10, false},
		{[]byte{0xff}, 8, 10, false},
	} {
		if got := checkRuns(c.b, c.width, c.count); got != c.want {
			t.Errorf("%x, %d bits, %d values: %v", c.b, c.width, c.count, got)
		}
	}
}

// A page that unpacks to another size than it announces is refused, and not unpacked whole.
func TestBombs(t *testing.T) {
	zeros := make([]byte, 64<<20)
	var g bytes.Buffer
	w := gzip.NewWriter(&g)
	w.Write(zeros)
	w.Close()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	for codec, body := range map[format.CompressionCodec][]byte{
		format.Gzip: g.Bytes(), format.Zstd: z.EncodeAll(zeros, nil), format.Snappy: binary.AppendUvarint(nil, 1<<31),
		format.Uncompressed: zeros, format.Brotli: {1},
	} {
		c := chunk{codec: codec}
		if _, err := c.unpack(body, 1000); err == nil {
			t.Errorf("%v: no error", codec)
		}
	}
	c := chunk{codec: format.Gzip}
	if got, err := c.unpack(g.Bytes(), len(zeros)); err != nil || len(got) != len(zeros) {
		t.Errorf("an honest page: %v", err)
	}
}

func TestRefused(t *testing.T) {
	nested := file(t, []struct{ L []float64 }{{[]float64{1}}})
	delta := file(t, []struct {
		S int64 `parquet:"s,delta"`
	}{{1}, {2}})
	if _, err := open(t, nested); err == nil || !strings.Contains(err.Error(), "lists") {
		t.Error(err)
	}
	f, err := open(t, delta)
	if err != nil {
		t.Fatal(err)
	}
	err = f.Each(t.Context(), []int{0}, func(int, [][]parquet.Value) error { return nil })
	if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), "plain or dictionary") {
		t.Error(err)
	}
	decimal := file(t, []struct {
		D int64 `parquet:"d,decimal(2:10)"`
	}{{123}})
	if f, err = open(t, decimal); err != nil || f.Numeric(0) {
		t.Errorf("a decimal is taken for a whole number: %v", err)
	}
}

// Whatever byte is changed, the answer is the same columns or an error.
func TestDamage(t *testing.T) {
	type row struct {
		S string  `parquet:"s,dict"`
		X float64 `parquet:"x,optional"`
	}
	var rows []row
	for i := range 40 {
		rows = append(rows, row{fmt.Sprint(i % 3), float64(i)})
	}
	good := file(t, rows, parquet.Compression(&parquet.Snappy))
	for at := range good {
		for _, flip := range []byte{1, 0x80, 0xff} {
			bad := slices.Clone(good)
			bad[at] ^= flip
			if err := readAll(t, bad); err != nil && fault.KindOf(err) != fault.Unreadable {
				t.Fatalf("byte %d: %v", at, err)
			}
		}
	}
}

func readAll(t *testing.T, data []byte) error {
	f, err := open(t, data)
	if err != nil {
		return err
	}
	defer f.Close()
	for c := range f.Columns() {
		if err := f.Each(t.Context(), []int{c}, func(_ int, v [][]parquet.Value) error {
			if reflect.ValueOf(v).Len() != 1 {
				t.Error("not one column")
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// written is a file of one column of numbers: rows as announced, and pages of so many values, each of which unpacks to
// size bytes of zeros.
func written(t *testing.T, rows, values int64, pages, size int, depth int) []byte {
	t.Helper()
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	body := z.EncodeAll(make([]byte, size), nil)
	head, err := thrift.Marshal(new(thrift.CompactProtocol), &format.PageHeader{Type: format.DataPage,
		UncompressedPageSize: int32(size), CompressedPageSize: int32(len(body)),
		DataPageHeader: thrift.New(format.DataPageHeader{NumValues: int32(values), Encoding: format.Plain,
			DefinitionLevelEncoding: format.RLE, RepetitionLevelEncoding: format.RLE})})
	if err != nil {
		t.Fatal(err)
	}
	text := []byte("PAR1")
	for range pages {
		text = slices.Concat(text, head, body)
	}
	schema := []format.SchemaElement{{Name: "root", NumChildren: thrift.New(int32(1))}}
	for range depth {
		schema = append(schema, format.SchemaElement{Name: "g", NumChildren: thrift.New(int32(1)),
			RepetitionType: thrift.New(format.Required)})
	}
	schema = append(schema, format.SchemaElement{Name: "x", Type: thrift.New(format.Double),
		RepetitionType: thrift.New(format.Required)})
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &format.FileMetaData{Version: 1, NumRows: rows,
		Schema: schema,
		RowGroups: []format.RowGroup{{NumRows: rows, Columns: []format.ColumnChunk{{MetaData: format.ColumnMetaData{
			Type: format.Double, Encoding: []format.Encoding{format.Plain}, PathInSchema: []string{"x"}, Codec: format.Zstd,
			NumValues: rows, TotalCompressedSize: int64(len(text) - 4), DataPageOffset: 4}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(text, footer, binary.LittleEndian.AppendUint32(nil, uint32(len(footer))), []byte("PAR1"))
}

// What a small file announces is not believed: neither rows nor what its pages unpack to.
func TestPromisesAreBounded(t *testing.T) {
	if err := readAll(t, written(t, 4, 2, 2, 16, 0)); err != nil {
		t.Fatal("an honest file:", err)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"10^12 rows":                {written(t, 1e12, 2, 2, 16, 0), "announces 1000000000000 rows"},
		"400 million rows":          {written(t, 4e8, 2, 2, 16, 0), "announces 400000000 rows"},
		"more rows than pages have": {written(t, 1e6, 2, 2, 16, 0), "shorter than the file announces"},
		"pages of 2^31 values":      {written(t, 4, 1<<31-1, 2, 16, 0), "damaged"},
		"groups 10,000 deep":        {written(t, 4, 2, 2, 16, 10_000), "lists or structures"},
		"groups 200,000 deep":       {written(t, 4, 2, 2, 16, 200_000), "lists or structures"},
		"a column of 2^62 bytes": {
			patched(t, func(c *format.ColumnMetaData) { c.TotalCompressedSize = 1 << 62 }),
			"damaged",
		},
		"values before the file":     {patched(t, func(c *format.ColumnMetaData) { c.DataPageOffset = -8 }), "damaged"},
		"a dictionary after the end": {patched(t, func(c *format.ColumnMetaData) { c.DictionaryPageOffset = 1 << 40 }), ""},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := readAll(t, c.data)
		runtime.ReadMemStats(&after)
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 80 {
			t.Errorf("%s: %d MB were allocated", name, mb)
		}
	}
	// What pages unpack to is counted before the next is unpacked.
	zeros := written(t, 4, 2, 4, 1<<16, 0)
	c := chunk{codec: format.Zstd, most: 3 << 16, meta: &format.ColumnMetaData{DataPageOffset: 4,
		TotalCompressedSize: int64(len(zeros))}}
	if err := c.check(t.Context(), bytes.NewReader(zeros)); err == nil || c.unpacked != 4<<16 ||
		!strings.Contains(err.Error(), "far more than its size") {
		t.Errorf("four pages where three may be: %v after %d", err, c.unpacked)
	}
}

// patched is an honest file whose description of its column is changed.
func patched(t *testing.T, change func(*format.ColumnMetaData)) []byte {
	t.Helper()
	good := written(t, 4, 2, 2, 16, 0)
	size := int(binary.LittleEndian.Uint32(good[len(good)-8:]))
	at := len(good) - 8 - size
	var m format.FileMetaData
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), good[at:at+size], &m); err != nil {
		t.Fatal(err)
	}
	change(&m.RowGroups[0].Columns[0].MetaData)
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &m)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(good[:at], footer, binary.LittleEndian.AppendUint32(nil, uint32(len(footer))), []byte("PAR1"))
}
