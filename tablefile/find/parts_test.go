package find_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/tinyworld"
	"ikat/tablefile"
	"ikat/tablefile/all"
	"ikat/tablefile/find"
	"ikat/tablefile/tablefiletest"
)

// A table whose matrices are objects of R's of their own is put together: in one file, in a list, in a file each, of
// several years. testdata/parts.R wrote them with R 4.2.
func TestPartsOfR(t *testing.T) {
	want := tinyworld.Table()
	for _, c := range []struct {
		path  string
		year  int
		times float64
	}{
		{"parts_2018.RData", 0, 1}, {"list_2018.rds", 0, 1}, {"files", 2018, 1}, {"years", 2017, 1}, {"years", 2018, 2},
	} {
		got, saw, err := read(t, filepath.Join("testdata", c.path), "", c.year)
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		times := func(list []float64) (out []float64) {
			for _, v := range list {
				out = append(out, c.times*v)
			}
			return out
		}
		if !slices.Equal(got.Z, times(want.Z)) || !slices.Equal(got.F, times(want.F)) ||
			!slices.Equal(got.VA, times(want.VA)) || !slices.Equal(got.Economies, want.Economies) {
			t.Errorf("%s, %d: another table: %v, %v", c.path, c.year, got.Z, got.VA)
		}
		if !strings.Contains(saw, "put together") || c.year != 0 && got.Year != c.year {
			t.Errorf("%s: %s, %d", c.path, saw, got.Year)
		}
	}
	for path, want := range map[string]string{"years": "Name one with year", "unnamed.RData": "have no names"} {
		if _, _, err := read(t, filepath.Join("testdata", path), "", 0); fault.KindOf(err) != fault.Unreadable ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// Whatever is packed, seen otherwise or put together, there is a table or an error that says where and what.
func FuzzTable(f *testing.F) {
	for _, name := range []string{"parts_2018.RData", "list_2018.rds", "unnamed.RData"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	text := table(f, 1)
	f.Add([]byte(text))
	f.Add([]byte(strings.ReplaceAll(text, ",", ";")))
	f.Add([]byte(zipOf(f, tablefiletest.File{Name: "x_2016.csv", Text: text},
		tablefiletest.File{Name: "b.zip", Text: zipOf(f, tablefiletest.File{Name: "y.csv", Text: text})})))
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := tablefile.FromBytes("x", data)
		if err != nil {
			return
		}
		defer src.Close()
		found, err := find.Table(t.Context(), all.All(), src, 0)
		if err == nil {
			defer found.Close()
			_, err = found.Read(t.Context(), tablefile.Options{})
		}
		if err != nil && fault.KindOf(err) == fault.Internal {
			t.Fatal(err)
		}
	})
}
