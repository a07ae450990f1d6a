package columns

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
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
