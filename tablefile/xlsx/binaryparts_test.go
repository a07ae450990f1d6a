package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"ikat/tablefile/tablefiletest"
)

// The parts of a binary workbook that are binary themselves.
var partNames = []string{"xl/workbook.bin", "xl/sharedStrings.bin", "xl/worksheets/sheet2.bin"}

func members(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, m := range archive.File {
		r, err := m.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[m.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func binaryParts(t testing.TB, data []byte) (out [][]byte) {
	all := members(t, data)
	for _, name := range partNames {
		if len(all[name]) == 0 {
			t.Fatalf("there is no part %s", name)
		}
		out = append(out, all[name])
	}
	return out
}

// withParts is the workbook with other binary parts.
func withParts(t testing.TB, data []byte, parts ...[]byte) []byte {
	all := members(t, data)
	for i, name := range partNames {
		all[name] = parts[i]
	}
	var files []tablefiletest.File
	for name, text := range all {
		files = append(files, tablefiletest.File{Name: name, Text: string(text)})
	}
	out, err := tablefiletest.Zip(files...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
