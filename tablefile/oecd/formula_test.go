package oecd_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

// Labels that a spreadsheet would compute are written as text, and every label reads back as it was.
func TestLabelsThatLookLikeFormulas(t *testing.T) {
	economies := []string{
		"=1+1",
		"+cmd",
		"-2",
		"@SUM(A1)",
		"'=x",
		"''@y",
		"'plain",
		"=HYPERLINK(\"a\",\"b\")",
		"\uff1d1",
	}
	table := &icio.Table{Economies: economies, Industries: []string{"=a", "-b"}, Categories: []string{"@f"}}
	n := table.Sectors()
	m := table.G()
	table.Z, table.F, table.X, table.VA = make(
		[]float64,
		n*n,
	), make(
		[]float64,
		n*m,
	), make(
		[]float64,
		n,
	), make(
		[]float64,
		n,
	)
	for i := range n {
		table.F[i*m], table.X[i], table.VA[i] = -float64(i+1), -float64(i+1), -float64(i+1)
	}
	table.Extra = []icio.Row{{Code: "-TLS", Use: make([]float64, n)}, {Code: "'+TTM", Use: make([]float64, n)}}
	for _, write := range []func(*bytes.Buffer) error{func(b *bytes.Buffer) error { return oecd.Write(b, table) },
		func(b *bytes.Buffer) error { return oecd.Export(b, table) }} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		cells, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range cells {
			for _, cell := range line {
				if _, err := strconv.ParseFloat(cell, 64); err != nil &&
					strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
					t.Errorf("a spreadsheet computes %q", cell)
				}
			}
		}
		src, err := tablefile.FromBytes("t_2010.csv", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if m := (oecd.Format{}).Detect(src); m.Sure < tablefile.Layout {
			t.Errorf("not recognised: %+v", m)
		}
		got, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Economies, economies) || !slices.Equal(got.Industries, table.Industries) ||
			!slices.Equal(got.Categories, table.Categories) ||
			got.Extra[0].Code != "-TLS" || got.Extra[1].Code != "'+TTM" ||
			!slices.Equal(got.F, table.F) {
			t.Errorf(
				"read back as %q %q %q %q %q",
				got.Economies,
				got.Industries,
				got.Categories,
				got.Extra[0].Code,
				got.Extra[1].Code,
			)
		}
	}
}
