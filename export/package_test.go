package export

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"ikat/result"
)

// A package holds each frame as the CSV that stands alone, and a description that names every column in order.
func TestPackageHoldsRowsAndTheirDescription(t *testing.T) {
	f := frame()
	f.Provenance.Question = "measure Bm/2"
	var b bytes.Buffer
	if err := Package(&b, []*result.Frame{f, f}, []string{"first", "second"}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]string{}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		entries[e.Name] = string(text)
	}
	var rows bytes.Buffer
	if err := CSV(&rows, f); err != nil {
		t.Fatal(err)
	}
	if len(entries) != 3 || entries["first.csv"] != rows.String() || entries["second.csv"] != rows.String() {
		t.Errorf("entries %v", entries)
	}
	var got dataPackage
	if err := json.Unmarshal([]byte(entries["datapackage.json"]), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Resources) != 2 || got.Resources[1].Path != "second.csv" || len(got.Resources[0].Notes) != 1 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []dataField{
		{Name: "zone", Type: "string", Title: "Zone"},
		{Name: "year", Type: "integer"},
		{Name: "amount", Type: "number", Unit: "million USD", Kind: result.Accounting},
		{Name: "big", Type: "number"},
	} {
		if got.Resources[0].Schema.Fields[i] != want {
			t.Errorf("field %d: %+v, want %+v", i, got.Resources[0].Schema.Fields[i], want)
		}
	}
	if name := resourceName(f); name != "measure-bm-2" {
		t.Errorf("resource %s", name)
	}
	var again bytes.Buffer
	if err := Write(&again, f, "zip"); err != nil || again.Len() == 0 {
		t.Errorf("%d bytes, %v", again.Len(), err)
	}
}

func TestPackageSaysWhereItCannotBeWritten(t *testing.T) {
	if err := Package(full{}, []*result.Frame{frame()}, []string{"rows"}); err == nil {
		t.Error("no error from a writer that takes nothing")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
