package tablefiletest

import (
	"bytes"
	"compress/gzip"
	"io"
	"reflect"
	"testing"

	"ikat/icio"
	"ikat/store"
	"ikat/tablefile"
	"ikat/tablefile/matrix"
	"ikat/tablefile/oecd"
)

// Export is a form in which a table is written, and the format that reads it.
type Export struct {
	Ending string // of its files
	Write  func(io.Writer, *icio.Table) error
	format tablefile.Format
}

// Exports are the forms in which a table is written; the edition for browsers writes no Parquet.
var Exports = append([]Export{
	{".csv", oecd.Export, oecd.Format{}},
	{".csv.gz", gzipped, oecd.Format{}},
	{".npz", store.WriteNPZ, matrix.Format{}},
}, parquet...)

// gzipped writes CSV as the command line does for .csv.gz.
func gzipped(w io.Writer, t *icio.Table) error {
	z := gzip.NewWriter(w)
	if err := oecd.Export(z, t); err != nil {
		return err
	}
	return z.Close()
}

// exported checks that a table as the format reads it, with all that is known of it, is what every export of it is read
// as, whatever the export's file is called.
func (s Suite) exported(t *testing.T) {
	_, name, data := s.example(t)
	want, err := s.read(t.Context(), name, data, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want.SHA256 = ""
	for _, e := range Exports {
		var b bytes.Buffer
		if err := e.Write(&b, want); err != nil {
			t.Fatalf("%s: %v", e.Ending, err)
		}
		got, err := (Suite{Format: e.format}).read(t.Context(), "x_1999"+e.Ending, b.Bytes(), tablefile.Options{})
		if err != nil {
			t.Fatalf("%s: %v", e.Ending, err)
		}
		got.SHA256 = ""
		if !reflect.DeepEqual(got.Meta, want.Meta) {
			t.Errorf("%s: got %+v\nwant %+v", e.Ending, got.Meta, want.Meta)
		}
		if diff := different(got, want); diff != "" {
			t.Errorf("%s: %s", e.Ending, diff)
		}
	}
}

// ReadsAs checks that a view of a text in another form, in the layout of the OECD, is read as a table: labels, flows,
// value added and extra rows. It returns what was read, nil where nothing was.
func ReadsAs(t testing.TB, form string, view *tablefile.Source, want *icio.Table) *icio.Table {
	t.Helper()
	got, err := oecd.Format{}.Read(t.Context(), view, tablefile.Options{})
	if err != nil {
		t.Errorf("%s: %v", form, err)
		return nil
	}
	if diff := different(got, want); diff != "" {
		t.Errorf("%s: %s", form, diff)
	}
	return got
}
