package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/tablefile"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/xlsx"
)

const (
	book  = `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	rels  = `<Relationships><Relationship Id="rId1" Target="/xl/worksheets/s.xml"/></Relationships>`
	start = `<x:worksheet xmlns:x="main"><x:sheetData>`
	end   = `</x:sheetData></x:worksheet>`
)

// open opens a workbook that was written without an error.
func open(t *testing.T, data []byte, err error) *xlsx.Workbook {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("b.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	w, err := xlsx.Open(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// read reads the cells of a sheet given by its XML.
func read(t *testing.T, sheet, strings string) (string, error) {
	t.Helper()
	files := []tablefiletest.File{
		{Name: "xl/workbook.xml", Text: book},
		{Name: "xl/_rels/workbook.xml.rels", Text: rels},
		{Name: "xl/worksheets/s.xml", Text: sheet},
	}
	if strings != "" {
		files = append(files, tablefiletest.File{Name: "xl/sharedStrings.xml", Text: strings})
	}
	data, err := tablefiletest.Zip(files...)
	w := open(t, data, err)
	out := ""
	err = w.Each(t.Context(), 0, nil, func(c xlsx.Cell) error {
		if c.IsNumber {
			out += fmt.Sprintf("%s=%v ", c.Name(), c.Number)
		} else {
			out += fmt.Sprintf("%s=%q ", c.Name(), c.Text)
		}
		return nil
	})
	return out, err
}

func TestCells(t *testing.T) {
	got, err := read(
		t,
		`<?xml version="1.0"?>`+start+
			`<x:row r="2" spans="1:3"><x:c r="B2" s="4" t="s"><x:v>1</x:v></x:c>`+
			`<x:c r="AA2"><x:f>SUM(A1:A2)&lt;3</x:f><x:v>1.5E-3</x:v></x:c><x:c r="AB2" s="1"/></x:row>`+
			`<x:row><x:c><x:v> 7 </x:v></x:c><x:c t="inlineStr"><x:is><x:t>a &amp; b&#x21;</x:t></x:is></x:c>`+
			`<x:c t="str"><x:v>&#229;</x:v></x:c></x:row>`+
			`<x:row r="9"><x:c r="A9" t="e"><x:v>#N/A</x:v></x:c></x:row>`+end,
		`<sst><si><t>zero</t></si><si><r><t>o</t></r><r><t xml:space="preserve">ne </t></r>`+
			`<rPh><t>phonetic</t></rPh></si><si/></sst>`,
	)
	if want := `B2="one " AA2=0.0015 A3=7 B3="a & b!" C3="å" A9="#N/A" `; err != nil || got != want {
		t.Errorf("got %s, want %s; %v", got, want, err)
	}
}

func TestDamagedSheets(t *testing.T) {
	for sheet, want := range map[string]string{
		start + `<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>`:                 "ends in the middle",
		start + `<x:row r="1"><x:c r="A1"><x:v>1</x:v`:                                "tag",
		start + `<x:row r="1"><x:c r="A1"><x:v>1,5</x:v></x:c></x:row>` + end:         "A1",
		start + `<x:row r="1"><x:c r="A1" t="s"><x:v>3</x:v></x:c></x:row>` + end:     "not there",
		start + `<x:row r="1"><x:c r="ZZZZ1"><x:v>1</x:v></x:c></x:row>` + end:        "outside",
		start + `<x:row r="99999999"><x:c r="A1"><x:v>1</x:v></x:c></x:row>` + end:    "rows",
		start + `<x:row r="-1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>` + end:          "number",
		start + `<x:row r="1"><x:c ` + strings.Repeat("x", 5<<20) + `></x:row>` + end: "tag",
		start + `<x:row r="1"><x:c r="A1"><x:v>1e999</x:v></x:c></x:row>` + end:       "not a number",
		start + `<x:c r="A1"><x:v>1</x:v></x:c>` + end:                                "outside",
	} {
		_, err := read(t, sheet, "")
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%.80s: %v", sheet, err)
		}
	}
}

// A short file that lists sheets without end is refused before any is looked into.
func TestWorkbooksOfTooManySheets(t *testing.T) {
	one := `<sheet name="S" sheetId="1" r:id="rId1"/>`
	for _, n := range []int{1000, 1001, 200_000} {
		data, err := tablefiletest.Zip(
			tablefiletest.File{Name: "xl/workbook.xml", Text: strings.Replace(book, one, strings.Repeat(one, n), 1)},
			tablefiletest.File{Name: "xl/_rels/workbook.xml.rels", Text: rels},
			tablefiletest.File{Name: "xl/worksheets/s.xml", Text: "<worksheet/>"})
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("x.xlsx", data)
		if err != nil {
			t.Fatal(err)
		}
		_, err = xlsx.Open(t.Context(), src)
		if (n > 1000) != (fault.KindOf(err) == fault.Excessive && err != nil) {
			t.Errorf("%d sheets: %v", n, err)
		}
	}
}

func TestDamagedBinaryWorkbook(t *testing.T) {
	data, err := tablefiletest.Zip(
		tablefiletest.File{Name: "xl/workbook.bin", Text: "x"},
		tablefiletest.File{Name: "other", Text: "x"},
	)
	if err != nil {
		t.Fatal(err)
	}
	src, err := tablefile.FromBytes("WIOT2014_Nov16_ROW.xlsb", data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := xlsx.Open(t.Context(), src); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Error(err)
	}
}

// The message says which cell is wrong, and what the sheet should have been.
func TestTablesThatDoNotFit(t *testing.T) {
	sheet := func(change func(rows [][]any)) error {
		rows := [][]any{
			{nil, nil, nil, nil, "n1", "n1", "d", "d", "t"},
			{nil, nil, nil, nil, "A", "B", "A", "B", "TOT"},
			{nil, nil, nil, nil, "c1", "c1", "F1", "F1", nil},
			{nil, "n1", "A", "c1", 1.0, 2.0, 3.0, 4.0, 10.0},
			{nil, "n1", "B", "c1", 1.0, 2.0, 3.0, 4.0, 10.0},
			{nil, "Value added at basic prices", "TOT", "r64", 8.0, 6.0, 0.0, 0.0, nil},
		}
		change(rows)
		data, err := tablefiletest.Workbook("ADB MRIO 2018", rows)
		_, _, err = open(t, data, err).ReadTable(t.Context(), 0, xlsx.Layout{Numbered: true}, nil)
		return err
	}
	if err := sheet(func([][]any) {}); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func([][]any){
		"c1, c2":          func(r [][]any) { r[2] = nil },
		"B_c1":            func(r [][]any) { r[4][2] = "C" },
		"E5: the cell is": func(r [][]any) { r[4][4] = nil },
		`F4: "n.a."`:      func(r [][]any) { r[3][5] = "n.a." },
		"value added":     func(r [][]any) { r[5][1], r[5][3] = "Something", "r67" },
		"missing below":   func(r [][]any) { r[5] = nil },
		"no row of":       func(r [][]any) { r[3], r[4] = nil, nil },
	} {
		if err := sheet(change); fault.KindOf(err) != fault.Unreadable || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("want %s: %v", want, err)
		}
	}
}

// A wide header over rows of one cell each would take a hundred times the memory of an honest sheet.
func TestAnAlmostEmptySheetTakesNoMemory(t *testing.T) {
	rows := [][]any{make([]any, 16000), make([]any, 16000)}
	for j := 4; j < 16000; j++ {
		rows[0][j], rows[1][j] = "A", "c1"
	}
	for range 2000 {
		rows = append(rows, []any{"", "n", "A", "c1", 1.0})
	}
	data, err := tablefiletest.Workbook("ADB MRIO 2018", rows)
	_, _, err = open(t, data, err).ReadTable(t.Context(), 0, xlsx.Layout{}, nil)
	if fault.KindOf(err) != fault.Unreadable || !strings.Contains(fmt.Sprint(err), "almost empty") {
		t.Error(err)
	}
}
