package oecd_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/internal/shareddata"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

func read(t testing.TB, path string) *icio.Table {
	t.Helper()
	src, err := tablefile.OpenPath(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if f, err := tablefile.Detect([]tablefile.Format{oecd.Format{}}, src); err != nil || f.ID() != "oecd" {
		t.Fatalf("not recognised: %v", err)
	}
	table, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestRealTablesCellForCell(t *testing.T) {
	for rel, want := range map[string]struct {
		name    string
		year    int
		g, n, k int
		extra   []string
	}{
		"wiod2013/wiod2013_2008.csv.gz": {"wiod2013", 2008, 41, 35, 5, nil},
		"lrwiod2000/lrwiod_2000.csv.gz": {"lrwiod", 2000, 26, 23, 4, []string{"TLS"}},
	} {
		path := shareddata.Path(t, rel)
		got, records := read(t, path), shareddata.Rows(t, path)
		if got.G() != want.g || got.N() != want.n || got.K() != want.k || got.Name != want.name ||
			got.Year != want.year {
			t.Fatalf("%s: %s %d with %d economies, %d industries, %d categories", rel, got.Name, got.Year, got.G(),
				got.N(), got.K())
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if digest := sha256.Sum256(raw); got.SHA256 != hex.EncodeToString(digest[:]) {
			t.Errorf("%s: SHA-256 is %s", rel, got.SHA256)
		}
		if len(got.Extra) != len(want.extra) || len(want.extra) > 0 && got.Extra[0].Code != want.extra[0] {
			t.Errorf("%s: extra rows %v", rel, got.Extra)
		}
		compare(t, got, records)
	}
}

// compare checks every cell of the file against the table.
func compare(t *testing.T, got *icio.Table, records [][]string) {
	t.Helper()
	n, width := got.Sectors(), got.G()*got.K()
	for i, record := range records[1:] {
		var values []float64
		for _, cell := range record[1:] {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, v)
		}
		use, demand, last := values[:n], values[n:n+width], values[n+width]
		switch {
		case i < n:
			total := sum(use) + sum(demand)
			if record[0] != got.Sector(i) || !equal(got.Z[i*n:(i+1)*n], use) || !equal(got.F[i*width:(i+1)*width],
				demand) ||
				got.Reported.RowOutput[i] != last || got.X[i] != total {
				t.Fatalf("row %s differs", record[0])
			}
		case record[0] == "VA":
			if !equal(got.VA, use) || !equal(got.Reported.VA, use) {
				t.Error("VA differs")
			}
		case record[0] == "OUT":
			if !equal(got.Reported.ColumnOutput, use) {
				t.Error("OUT differs")
			}
		default:
			if got.Extra[0].Code != record[0] || !equal(got.Extra[0].Use, use) || !equal(got.Extra[0].FD, demand) {
				t.Errorf("row %s differs", record[0])
			}
		}
	}
	for j, label := range records[0][1 : 1+n] {
		if label != got.Sector(j) {
			t.Fatalf("column %d is %s, not %s", j, label, got.Sector(j))
		}
	}
	for j, label := range records[0][1+n : 1+n+width] {
		if want := got.Economies[j/got.K()] + "_" + got.Categories[j%got.K()]; label != want {
			t.Fatalf("column %s is taken for %s", label, want)
		}
	}
}

func equal(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func sum(v []float64) (s float64) {
	for _, x := range v {
		s += x
	}
	return s
}

// The tables of all years are integers that add up exactly, by the data's own README; a misread cell would show.
func TestRealTablesOfAllYears(t *testing.T) {
	for year := 1995; year <= 2011; year++ {
		got := read(t, shareddata.Path(t, fmt.Sprintf("wiod2013/wiod2013_%d.csv.gz", year)))
		if got.Year != year || got.Sectors() != 41*35 || got.K() != 5 {
			t.Fatalf("%d: read as %d with %d sectors", year, got.Year, got.Sectors())
		}
		if !equal(got.X, got.Reported.RowOutput) || !equal(got.X, got.Reported.ColumnOutput) {
			t.Errorf("%d: output differs from the printed totals", year)
		}
		n := got.Sectors()
		for j := range n {
			inputs := got.VA[j]
			for i := range n {
				inputs += got.Z[i*n+j]
			}
			if inputs != got.X[j] {
				t.Fatalf("%d: column %s adds up to %v, not %v", year, got.Sector(j), inputs, got.X[j])
			}
		}
	}
}

func TestRealTableWrittenAndReadBack(t *testing.T) {
	want := read(t, shareddata.Path(t, "lrwiod2000/lrwiod_2000.csv.gz"))
	var text strings.Builder
	if err := oecd.Write(&text, want); err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("back.csv", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	got, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !equal(got.Z, want.Z) || !equal(got.F, want.F) || !equal(got.X, want.X) || !equal(got.VA, want.VA) ||
		!equal(got.Extra[0].Use, want.Extra[0].Use) || !equal(got.Reported.RowOutput, want.Reported.RowOutput) {
		t.Error("the table changed on its way")
	}
}
