package grid_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/grid"
	"ikat/tablefile/tablefiletest"
)

func read(t *testing.T, text string, f grid.Form) (*grid.Sheet, error) {
	t.Helper()
	src, err := tablefile.FromBytes("m.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return grid.Read(t.Context(), src, f, nil)
}

func TestForms(t *testing.T) {
	for text, f := range map[string]grid.Form{
		"1,2\n3,4\n":                   {Separator: ','},
		"1\t2\t\r\n3\t4\t\r\n":         {Separator: '\t', Rows: 2, Columns: 2},
		"\xef\xbb\xbf1;2\r3;4\r\r":     {Separator: ';', Square: true},
		"a,b,c\nx, 1 ,\"2\"\ny,3e0,4.": {Separator: ',', Header: 1, Labels: 1},
	} {
		s, err := read(t, text, f)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if fmt.Sprint(s.Values) != "[1 2 3 4]" || s.Rows() != 2 || s.Columns != 2 {
			t.Errorf("%q: %+v", text, s)
		}
	}
}

func TestDamage(t *testing.T) {
	comma := grid.Form{Separator: ','}
	for text, c := range map[string]struct {
		form grid.Form
		want string
	}{
		"1,2\n3\n":                       {comma, "line 2"},
		"1,2\n3,4,5\n":                   {comma, "more than 2 numbers"},
		"1,2\n3,n.a.\n":                  {comma, "line 2, cell 2"},
		"1,2\n3,\n":                      {comma, "empty"},
		"1;2\n3;4,5\n":                   {grid.Form{Separator: ';'}, "decimal comma"},
		"1;2\n3;1 000\n":                 {grid.Form{Separator: ';'}, "thousands separator"},
		"1,2\n\n3,4\n":                   {comma, "empty, and numbers follow"},
		"1,2\n3,4\n":                     {grid.Form{Separator: ',', Rows: 3}, "2 rows where 3"},
		"1,2\n3,4\n5,6\n":                {grid.Form{Separator: ',', Rows: 2}, "more than 2 rows"},
		"1,2\n3,4":                       {grid.Form{Separator: ',', Columns: 3}, "2 columns of numbers where 3"},
		"a,b\n":                          {grid.Form{Separator: ',', Header: 1}, "before the first row"},
		"<html><body>not found</body>":   {comma, "web page"},
		"1\x00,\x002\x00\n\x003\x00":     {comma, "UTF-16"},
		strings.Repeat("1,", 10_000_000): {comma, "columns of numbers"},
	} {
		_, err := read(t, text, c.form)
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%.40q: want %s: %v", text, c.want, err)
		}
	}
	// A square of as many rows as the first line has columns must fit into the file.
	wide := strings.Repeat("0,", 100_000) + "0\n"
	if _, err := read(t, wide, grid.Form{Separator: ',', Square: true}); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "million numbers") {
		t.Error(err)
	}
}

// Rows that are handed on are those that would be held, and as damaged.
func TestEachHandsOverRows(t *testing.T) {
	text := map[string]string{"m/t.csv": "1,2\n3,4\n5,6\n", "m/u.csv": "1,2\n3,1e999\n"}
	var files []tablefiletest.File
	for name, text := range text {
		files = append(files, tablefiletest.File{Name: name, Text: text})
	}
	data, err := tablefiletest.Zip(files...)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("m.zip", data)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	m := grid.Look(src, tablefile.Options{})
	var mu sync.Mutex
	got := map[int]string{}
	take := func(i int, row []float64) error {
		mu.Lock()
		defer mu.Unlock()
		got[i] = fmt.Sprint(row)
		return nil
	}
	if err := m.Each(t.Context(), "m/t.csv", grid.Form{Rows: 3, Columns: 2}, take, 0.5); err != nil ||
		fmt.Sprint(got) != "map[0:[1 2] 1:[3 4] 2:[5 6]]" {
		t.Errorf("%v %v", got, err)
	}
	if err := m.Each(t.Context(), "m/t.csv", grid.Form{Rows: 2, Columns: 2}, take, 0.1); err == nil ||
		!strings.Contains(err.Error(), "more than 2 rows") {
		t.Error(err)
	}
	if err := m.Each(t.Context(), "m/u.csv", grid.Form{}, take, 0.1); fault.KindOf(err) != fault.Unreadable ||
		!strings.Contains(err.Error(), "line 2") {
		t.Error(err)
	}
	stop := fmt.Errorf("stop")
	if err := m.Each(t.Context(), "m/t.csv", grid.Form{}, func(int, []float64) error {
		return stop
	}, 0.1); err != stop {
		t.Error(err)
	}
}
