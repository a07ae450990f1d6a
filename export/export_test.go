package export

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"

	"ikat/fault"
	"ikat/result"
)

func frame() *result.Frame {
	f := &result.Frame{Title: "A title", Notes: []result.Note{{Severity: "warning", Text: `say "so"`}}}
	f.Text("zone", "Zone", []string{"AUS", "a,b", `c"d`})
	f.Columns = append(
		f.Columns,
		&result.Column{Name: "year", Ints: []int64{1995, 2000, 2005}},
		&result.Column{
			Name:   "amount",
			Unit:   "million USD",
			Kind:   result.Accounting,
			Floats: []float64{0.1, 1e300, math.NaN()},
		},
		&result.Column{Name: "big", Floats: []float64{-3, 1 << 40, 1e-320}},
	)
	return f
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := CSV(&b, frame()); err != nil {
		t.Fatal(err)
	}
	want := "zone,year,amount,big\nAUS,1995,0.1,-3\n\"a,b\",2000,1e+300,1099511627776\n\"c\"\"d\",2005,,1e-320\n"
	if b.String() != want {
		t.Errorf("got %s", b.String())
	}
}

func TestJSONReadsBack(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, frame()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Rows  []map[string]any
		Notes []result.Note
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 3 || got.Rows[2]["amount"] != nil || got.Rows[1]["zone"] != "a,b" ||
		got.Rows[0]["amount"] != 0.1 ||
		got.Notes[0].Text != `say "so"` {
		t.Errorf("%+v", got)
	}
}

func TestParquetReadsBackInOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f.parquet")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Parquet(out, frame()); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	type row struct {
		Zone   string  `parquet:"zone"`
		Year   int64   `parquet:"year"`
		Amount float64 `parquet:"amount"`
		Big    float64 `parquet:"big"`
	}
	got, err := parquet.ReadFile[row](path)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0] != (row{"AUS", 1995, .1, -3}) || got[1] != (row{"a,b", 2000, 1e300, 1 << 40}) ||
		!math.IsNaN(got[2].Amount) {
		t.Errorf("%+v", got)
	}
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(in, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range file.Root().Columns() {
		names = append(names, c.Name())
	}
	if len(names) != 4 || names[0] != "zone" || names[2] != "amount" {
		t.Errorf("columns %v", names)
	}
	if title, _ := file.Lookup("ikat.title"); title != "A title" {
		t.Errorf("title %q", title)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	for _, format := range Formats {
		if err := Write(broken{}, frame(), format); err == nil {
			t.Errorf("%s: no error", format)
		}
	}
	if err := Write(io.Discard, frame(), "xml"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("xml: %v", err)
	}
}
