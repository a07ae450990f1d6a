package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	files = []file{{"ikat", []byte("program"), 0o755}, {"man/man1/ikat.1", []byte("page"), 0o644}}
	date  = time.Date(2027, 1, 2, 3, 4, 6, 0, time.UTC)
)

func TestAPackageIsTheSameEveryTime(t *testing.T) {
	for name, pack := range map[string]func(string, []file, time.Time) ([]byte, error){"tar": tarball, "zip": zipped} {
		first, err := pack("ikat_1.0.0_x", files, date)
		if err != nil {
			t.Fatal(err)
		}
		second, err := pack("ikat_1.0.0_x", files, date)
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: two packages of the same differ (%v)", name, err)
		}
	}
}

func TestATarballHoldsItsFiles(t *testing.T) {
	raw, err := tarball("f", files, date)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	r := tar.NewReader(z)
	for _, want := range files {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || h.Name != "f/"+want.name || h.FileInfo().Mode() != want.mode ||
			!bytes.Equal(text, want.text) ||
			!h.ModTime.Equal(date) || h.Uid != 0 || h.Uname != "" {
			t.Errorf("%+v %q (%v)", h, text, err)
		}
	}
}

func TestAZipHoldsItsFiles(t *testing.T) {
	raw, err := zipped("f", files, date)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range files {
		f := r.File[i]
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil || f.Name != "f/"+want.name || f.Mode() != want.mode || !bytes.Equal(text, want.text) {
			t.Errorf("%+v %q (%v)", f.FileHeader, text, err)
		}
	}
}

// The test itself is a program with what it was built from inside.
func TestTheBillOfMaterials(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := billOfMaterials(program, "1.2.3", []byte("program"))
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	if d.Format != "CycloneDX" || d.Metadata.Component.Version != "1.2.3" ||
		len(d.Metadata.Component.Hashes[0].Content) != 64 {
		t.Errorf("%+v", d.Metadata)
	}
	var refs []string
	for _, c := range d.Components {
		if slices.Contains(refs, c.Ref) || c.Ref == "" || len(c.Licences) == 0 && c.Type != "library" {
			t.Errorf("%+v", c)
		}
		refs = append(refs, c.Ref)
	}
	for _, want := range []string{"pkg:golang/stdlib@1.",
		"data World Input-Output Database, release 2013"} {
		if !slices.ContainsFunc(refs, func(r string) bool { return strings.HasPrefix(r, want) }) {
			t.Errorf("%s is missing from %q", want, refs)
		}
	}
}

func TestTermsAreExpressionsWhereTheyCanBe(t *testing.T) {
	if got := terms("Apache-2.0 AND MIT"); got[0].Expression != "Apache-2.0 AND MIT" || got[0].Licence != nil {
		t.Errorf("%+v", got)
	}
	if got := terms("quoted figures, each with its source"); got[0].Licence == nil || got[0].Expression != "" {
		t.Errorf("%+v", got)
	}
}
