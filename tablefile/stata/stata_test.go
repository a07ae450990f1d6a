package stata_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ikat/export"
	"ikat/fault"
	"ikat/icio"
	"ikat/result"
	"ikat/tablefile"
	"ikat/tablefile/stata"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/wiod"
)

// seen reads a table through the view of Stata's file that the layout is read from.
type seen struct{ wiod.Format }

func (seen) Detect(src *tablefile.Source) tablefile.Match {
	if stata.Is(src.Head) {
		return tablefile.Match{Sure: tablefile.Signature, Saw: "a data set of Stata"}
	}
	return tablefile.Match{Saw: "expected a data set of Stata"}
}

func (s seen) Read(ctx context.Context, src *tablefile.Source, opt tablefile.Options) (*icio.Table, error) {
	if src.Files != nil {
		return nil, &fault.Error{Kind: fault.Unreadable, Where: src.Name, What: "this is no data set of Stata"}
	}
	text, err := stata.Text(ctx, src)
	if err != nil {
		return nil, err
	}
	return s.Format.Read(ctx, text, opt)
}

// old writes format 115, whose numbers have their bytes in an order.
func old(order binary.AppendByteOrder, columns []tablefiletest.Column) []byte {
	n, rows := len(columns), len(columns[0].Texts)
	b := []byte{115, 2, 1, 0}
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b[1] = 1
	}
	fixed := func(s string, width int) { b = append(append(b, s...), make([]byte, width-len(s))...) }
	b = order.AppendUint32(order.AppendUint16(b, uint16(n)), uint32(rows))
	fixed("made up", 81)
	fixed("1 Jan 2020 12:00", 18)
	for _, c := range columns {
		if b = append(b, 255); c.Texts != nil {
			b[len(b)-1] = 80
		}
	}
	for _, c := range columns {
		fixed(c.Name, 33)
	}
	fixed("", 2*(n+1)+49*n+33*n+81*n)
	b = append(b, 1)
	b = order.AppendUint32(b, 3)
	b = append(append(b, "abc"...), 0, 0, 0, 0, 0)
	for i := range rows {
		for _, c := range columns {
			if c.Texts != nil {
				fixed(c.Texts[i], 80)
			} else {
				b = order.AppendUint64(b, math.Float64bits(c.Numbers[i]))
			}
		}
	}
	return b
}

func write(t *icio.Table) (string, []byte, error) {
	return "WIOT1999_October16_ROW.dta", old(binary.LittleEndian, tablefiletest.Wide(t, "v")), nil
}

var suite = tablefiletest.Suite{Format: seen{}, Adapt: tablefiletest.InWide, Write: write}

func TestConformance(t *testing.T) { tablefiletest.Run(t, suite) }

func FuzzTable(f *testing.F) { tablefiletest.Fuzz(f, suite) }

func fixtures(t testing.TB) []string {
	t.Helper()
	list, err := filepath.Glob("testdata/*.dta")
	if err != nil || len(list) != 6 {
		t.Fatal(list, err)
	}
	return list
}

// Whatever a file holds, reading it ends, with text or with a fault that says where.
func FuzzText(f *testing.F) {
	for _, name := range fixtures(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := tablefile.FromBytes("fuzz.dta", data)
		if err != nil || src.Files != nil {
			return
		}
		text, err := stata.Text(t.Context(), src)
		if err == nil {
			var n int64
			n, err = length(t, text)
			if n > text.MaxText() {
				t.Fatalf("%d bytes of text where %d were the most", n, text.MaxText())
			}
		}
		if err != nil && fault.KindOf(err) != fault.Unreadable {
			t.Fatalf("%v", err)
		}
	})
}

func length(t *testing.T, text *tablefile.Source) (int64, error) {
	stream, err := text.Open(t.Context())
	if err != nil {
		return 0, err
	}
	defer stream.Close()
	return io.Copy(io.Discard, stream)
}

// Every form in which another program wrote a table reads as that table, and so do bytes in the other order.
func TestForms(t *testing.T) {
	var want *icio.Table
	for _, name := range fixtures(t) {
		src, err := tablefile.OpenPath(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := seen{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		src.Close()
		if want == nil {
			want = got
		}
		if got.Sectors() != 9 || got.Year != 2014 || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) ||
			!slices.Equal(got.VA, want.VA) || got.IndustryNames["C10-C12"] != "Cafes" || got.Economies[1] != "CHN" {
			t.Errorf("%s: another table", name)
		}
	}
	table := tablefiletest.Table().Example(3)
	tablefiletest.InWide(table)
	src, err := tablefile.FromBytes("big.dta", old(binary.BigEndian, tablefiletest.Wide(table, "_")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := seen{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil || !slices.Equal(got.Z, table.Z) || !slices.Equal(got.F, table.F) {
		t.Errorf("bytes in the other order: %v", err)
	}
}

// Missing values are not numbers, long texts are found where they lie, and quotes stay.
func TestCells(t *testing.T) {
	long := string(bytes.Repeat([]byte("long "), 500))
	f := &result.Frame{}
	f.Text("name", "Name", []string{`a "b", c`, long})
	f.Number("x", "x", "", "", result.Accounting, []float64{0.1, math.NaN()})
	f.Whole("n", "n", "", "", result.Accounting, []int64{-5, 7})
	var b bytes.Buffer
	if err := export.Stata(&b, f); err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("cells.dta", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	text, err := stata.Text(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(text.Head), "name,x,n\n\"a \"\"b\"\", c\",0.1,-5\n"+long+",NA,7\n"; got != want {
		t.Errorf("got %.200s", got)
	}
}
