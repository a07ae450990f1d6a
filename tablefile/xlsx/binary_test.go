package xlsx_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/xlsx"
)

// sheetjs.xlsb was written by SheetJS 0.18.5 (npm package xlsx), with shared strings: every kind of number that a cell
// can hold, text, an empty row, a truth value.
const sheetJS = "testdata/sheetjs.xlsb"

func TestBinaryWorkbook(t *testing.T) {
	src, err := tablefile.OpenPath(sheetJS)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	w, err := xlsx.Open(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(w.Sheets, []string{"Notes", "2014"}) {
		t.Errorf("%q", w.Sheets)
	}
	var got []string
	err = w.Each(t.Context(), 1, nil, func(c xlsx.Cell) error {
		if c.IsNumber {
			got = append(got, fmt.Sprintf("%s %v", c.Name(), c.Number))
		} else {
			got = append(got, fmt.Sprintf("%s %q", c.Name(), c.Text))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`A1 "code"`,
		`B1 "text & <more>"`,
		`C1 "Ünïcode €"`,
		`E1 "TRUE"`,
		"A2 1",
		"B2 -2",
		"C2 0.5",
		"D2 1.23456789123e+08",
		"E2 -0.01",
		"A3 1.234567e+06",
		"B3 1.2345678901234e+13",
		"C3 1e-07",
		"D3 -1e+15",
		"E3 0",
		"A4 100.25",
		"B4 33.33",
		"C4 0.1",
		"D4 7",
		`E4 "7"`,
		`A6 "last"`,
		"E6 42",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), strings.Join(want, ", "))
	}
	view, err := xlsx.Text(src, 1)
	if err != nil || !strings.HasPrefix(string(view.Head), "code,text & <more>,Ünïcode €,,TRUE\n1,-2,0.5,") {
		t.Errorf("%.60q, %v", view.Head, err)
	}
}

// Damaged binary workbooks are errors.
func FuzzBinary(f *testing.F) {
	data, err := os.ReadFile(sheetJS)
	if err != nil {
		f.Fatal(err)
	}
	parts := binaryParts(f, data)
	f.Add(parts[0], parts[1], parts[2])
	f.Fuzz(func(t *testing.T, book, strings, sheet []byte) {
		src, err := tablefile.FromBytes("x.xlsb", withParts(t, data, book, strings, sheet))
		if err != nil {
			return
		}
		defer src.Close()
		w, err := xlsx.Open(context.Background(), src)
		for i := 0; err == nil && i < len(w.Sheets) && i < 3; i++ {
			err = w.Each(context.Background(), i, nil, func(xlsx.Cell) error { return nil })
		}
		if err != nil && fault.KindOf(err) != fault.Unreadable {
			t.Fatal(err)
		}
	})
}
