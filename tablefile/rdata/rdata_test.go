package rdata_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
	"ikat/tablefile/rdata"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/wiod"
)

// seen reads a table through the view of R's file that the layout is read from.
type seen struct{ wiod.Format }

func (seen) Detect(src *tablefile.Source) tablefile.Match {
	if rdata.Is(src.Head) {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "one of R's files"}
	}
	return tablefile.Match{Saw: "expected one of R's files"}
}

func (s seen) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	list, err := rdata.List(ctx, src)
	if err != nil {
		return nil, err
	}
	if len(list) != 1 {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: fmt.Sprintf("it has %d objects", len(list))}
	}
	text, err := rdata.Text(src, list[0], true)
	if err != nil {
		return nil, err
	}
	return s.Format.Read(ctx, text, opt)
}

// writer writes R's serialisation, as "R Internals" describes it.
type writer struct{ bytes.Buffer }

func (w *writer) whole(list ...int) {
	for _, n := range list {
		w.Write(binary.BigEndian.AppendUint32(nil, uint32(int32(n))))
	}
}

func (w *writer) texts(list []string) {
	w.whole(16, len(list))
	for _, s := range list {
		w.whole(9|8<<12, len(s))
		w.WriteString(s)
	}
}

func (w *writer) numbers(flags int, list []float64) {
	w.whole(14|flags, len(list))
	for _, x := range list {
		w.Write(binary.BigEndian.AppendUint64(nil, math.Float64bits(x)))
	}
}

// attribute writes the start of a pair of a list of attributes.
func (w *writer) attribute(name string) {
	w.whole(2|1<<10, 1, 9|64<<12, len(name))
	w.WriteString(name)
}

// frame writes a data frame.
func (w *writer) frame(columns []tablefiletest.Column) {
	w.WriteString("X\n")
	w.whole(3, 4<<16|2<<8, 3<<16|5<<8, 5)
	w.WriteString("UTF-8")
	w.whole(19|1<<8|1<<9, len(columns))
	var names []string
	for _, c := range columns {
		if names = append(names, c.Name); c.Texts != nil {
			w.texts(c.Texts)
		} else {
			w.numbers(0, c.Numbers)
		}
	}
	w.attribute("names")
	w.texts(names)
	w.attribute("class")
	w.texts([]string{"data.frame"})
	w.attribute("row.names")
	w.whole(13, 2, math.MinInt32, -len(columns[0].Texts))
	w.whole(254)
}

func write(t *icio.Table) (string, []byte, error) {
	var w writer
	w.frame(tablefiletest.Wide(t, ""))
	return "WIOT1999_October16_ROW.rds", w.Bytes(), nil
}

var suite = tablefiletest.Suite{Format: seen{}, Adapt: tablefiletest.InWide, Write: write}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzTable(f *testing.F) { tablefiletest.Fuzz(f, suite) }

// Whatever a file holds, listing and reading it ends, with text or with a fault that says where.
func FuzzObjects(f *testing.F) {
	for _, name := range fixtures(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := tablefile.FromBytes("fuzz.rds", data)
		if err != nil || src.Files != nil {
			return
		}
		list, err := rdata.List(t.Context(), src)
		check(t, err)
		for _, o := range list[:min(len(list), 4)] {
			text, err := rdata.Text(src, o, false)
			if check(t, err); err != nil {
				continue
			}
			stream, err := text.Open(t.Context())
			if check(t, err); err != nil {
				continue
			}
			n, err := io.Copy(io.Discard, stream)
			check(t, err)
			stream.Close()
			if n > text.MaxText() {
				t.Fatalf("%d bytes of text where %d were the most", n, text.MaxText())
			}
		}
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil && fault.KindOf(err) != fault.Unreadable {
		t.Fatalf("%v", err)
	}
}

func fixtures(t testing.TB) []string {
	t.Helper()
	list, err := filepath.Glob("testdata/*.[rR]*")
	list = slices.DeleteFunc(list, func(s string) bool { return strings.HasSuffix(s, ".R") })
	if err != nil || len(list) != 10 {
		t.Fatal(list, err)
	}
	return list
}

// Every file that R wrote of one table reads as that table, of the year asked for where it has two.
func TestFilesThatRWrote(t *testing.T) {
	var want *icio.Table
	for _, name := range fixtures(t) {
		src, err := tablefile.OpenPath(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := rdata.List(t.Context(), src)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		last := list[len(list)-1]
		text, err := rdata.Text(src, last, len(list) == 1)
		if err != nil {
			t.Fatal(err)
		}
		var format tablefile.Format = oecd.Format{}
		if m := (wiod.Format{}).Detect(text); m.Sure == tablefile.Signature {
			format = wiod.Format{}
		}
		got, err := format.Read(t.Context(), text, tablefile.Options{Year: 2014})
		if err != nil {
			t.Fatalf("%s, %s: %v", name, last.Name, err)
		}
		src.Close()
		if want == nil {
			want = got
		}
		if got.Sectors() != 9 || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) ||
			!slices.Equal(got.VA, want.VA) {
			t.Errorf("%s: another table", name)
		}
		if format.ID() == "wiod" && got.IndustryNames["C10-C12"] != "Cafés" {
			t.Errorf("%s: names %v", name, got.IndustryNames)
		}
	}
}

func TestNamesOfObjects(t *testing.T) {
	for name, want := range map[string]string{"WIOT2014_October16_ROW.RData": "wiot", "years.rds": "2013 2014",
		"matrix_2014.rds": "",
		"cube.RData":      "cube/2013 cube/2014", "text_2014.RData": "text"} {
		src, err := tablefile.OpenPath("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := rdata.List(t.Context(), src)
		var names []string
		for _, o := range list {
			names = append(names, o.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		src.Close()
	}
}

// A length that is claimed takes no memory before its numbers come.
func TestClaims(t *testing.T) {
	var long writer
	long.WriteString("X\n")
	long.whole(2, 4<<16, 2<<16, 14, -1, 100, 0)
	var deep writer
	deep.WriteString("X\n")
	deep.whole(2, 4<<16, 2<<16)
	for range 100_000 {
		deep.whole(19, 1)
	}
	var sequence writer
	sequence.WriteString("X\n")
	sequence.whole(3, 4<<16, 2<<16, 0, 238, 2, 1, 9, 14)
	sequence.WriteString("compact_intseq")
	sequence.whole(254)
	sequence.numbers(0, []float64{1e12, 1, 1})
	sequence.whole(254)
	for what, text := range map[string][]byte{"a long vector": long.Bytes(), "a deep list": deep.Bytes()} {
		src, err := tablefile.FromBytes("x.rds", text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rdata.List(t.Context(), src); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s: %v", what, err)
		}
	}
	src, err := tablefile.FromBytes("x.rds", sequence.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if list, err := rdata.List(t.Context(), src); err != nil || len(list) != 0 {
		t.Errorf("a sequence of 10^12: %v, %v", list, err)
	}
}
