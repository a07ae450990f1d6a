package requirements_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ikat/export"
	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/catalog"
)

// filledIn is a form as people hand it in: a firm's workbook, of which a sheet is the form.
func filledIn(t *testing.T, change func(book *excelize.File)) string {
	t.Helper()
	book := excelize.NewFile()
	for k, row := range [][]any{
		{"requirement", "asked_by", "asked", "unit", "answer", "level", "expires", "cost", "days"},
		{"firm:persons", "", "", "", 45},
		{"firm:sales", "", "", "", "900,000"},
		{"firm:start", "", "", "", "4.1.2027"},
		{"smeta", "buyer", "", "", "no"},
		{"iso9001", "buyer", "", "", "yes", "", "31/12/2029"},
		{"lead_time", "buyer", 60, "days", "", 75, "", 8000, 60},
		{"otd_95", "buyer", 95, "% on time", "", "96%"},
	} {
		cell, err := excelize.CoordinatesToCellName(1, k+1)
		if err == nil {
			err = book.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	change(book)
	path := filepath.Join(t.TempDir(), "form.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// rows are what a question answers, as text.
func rows(t *testing.T, path string) (string, error) {
	t.Helper()
	values, err := catalog.Find("ready").Read(map[string][]string{"firm": {path}, "level": {"money"}},
		question.Asker{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := catalog.Find("ready").Ask(t.Context(), &question.Request{Values: values,
		Engine: questiontest.Engine()}, &question.Usual)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = export.CSV(&out, answer.Frames[0])
	return out.String(), err
}

// What people and spreadsheets do to a form does not change what it says, or is an error with its place.
func TestFormsAsPeopleHandThemIn(t *testing.T) {
	set := func(cell string, value any) func(*excelize.File) {
		return func(b *excelize.File) { b.SetCellValue("Sheet1", cell, value) }
	}
	want, err := rows(t, filledIn(t, func(*excelize.File) {}))
	if err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*excelize.File){
		"notes before it": func(b *excelize.File) {
			b.NewSheet("Notes")
			b.SetCellValue("Notes", "A1", "To be filled in by Friday")
			b.MoveSheet("Notes", "Sheet1")
		},
		"an empty sheet":    func(b *excelize.File) { b.NewSheet("Sheet2"); b.MoveSheet("Sheet2", "Sheet1") },
		"lists that choose": func(b *excelize.File) { b.NewSheet("Lists"); b.SetCellValue("Lists", "A1", "yes") },
		"a title": func(b *excelize.File) {
			b.InsertRows("Sheet1", 1, 2)
			b.SetCellValue("Sheet1", "A1", "Our firm")
		},
		"merged cells":       func(b *excelize.File) { b.MergeCell("Sheet1", "B2", "D2") },
		"hidden rows":        func(b *excelize.File) { b.SetRowVisible("Sheet1", 6, false) },
		"empty rows":         func(b *excelize.File) { b.InsertRows("Sheet1", 4, 3) },
		"true":               set("E6", true),
		"another word":       set("E6", " YES "),
		"a box ticked":       set("E6", "X"),
		"in Cyrillic":        set("E6", "х"),
		"day, month, year":   set("G6", "31 December 2029"),
		"month, day, year":   set("G6", "12/31/2029"),
		"a spreadsheet's":    set("G6", 47483),
		"with a time of day": set("G6", 47483.75),
		"a number as text":   set("E2", "45"),
		"dollars":            set("E3", "US$ 900 000"),
		"text in capitals":   set("A1", "REQUIREMENT"),
		"a column's width":   set("K1", ""),
	} {
		if got, err := rows(t, filledIn(t, change)); err != nil || got != want {
			t.Errorf("%s: %v, or another answer", what, err)
		}
	}
	for what, c := range map[string]struct {
		change func(*excelize.File)
		says   string
	}{
		"a formula never computed": {func(b *excelize.File) { b.SetCellFormula("Sheet1", "F4", "40+50") }, "cell F4"},
		"a cell beside":            {set("L5", "ask the owner"), `line 5: "ask the owner" stands in a column`},
		"a day or a month":         {set("G6", "05/06/2029"), "line 6: iso9001"},
		"a year":                   {set("G6", 2029), "line 6: iso9001"},
		"an end of nothing held":   {func(b *excelize.File) { set("E6", "")(b) }, "line 6, column expires"},
		"thousands or a fraction":  {set("H7", "8.000"), "line 7, column cost"},
		"days without a cost":      {set("H7", ""), "line 7, column days"},
		"another word": {func(b *excelize.File) { b.InsertRows("Sheet1", 3, 4); b.SetCellValue("Sheet1", "E10", "so so") },
			`line 10, column answer: "so so"`},
		"two forms": {func(b *excelize.File) { n, _ := b.NewSheet("Copy"); b.CopySheet(0, n) }, "sheets Sheet1, Copy"},
		"far out":   {set("XFD1048576", "x"), "cell XFD1048576"},
	} {
		if _, err := rows(t, filledIn(t, c.change)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v does not say %q", what, err, c.says)
		}
	}
}

// A large sheet without the column that is looked for is not read to its end: what is wrong there is not met, and a
// form on another sheet is found beside it. One that has the column is read wholly.
func TestLargeSheetsWithoutTheColumn(t *testing.T) {
	large := func(book *excelize.File, sheet string, header any) {
		t.Helper()
		out, err := book.NewStreamWriter(sheet)
		if err != nil {
			t.Fatal(err)
		}
		row := make([]any, 600)
		for i := range 200 {
			for j := range row {
				row[j] = i * j % 97
			}
			if i == 3 {
				row[5] = header
			}
			if err := out.SetRow(fmt.Sprint("A", i+1), row); err != nil {
				t.Fatal(err)
			}
		}
		far := fmt.Sprint("A", 900_000) // too far out for what is read
		if err := errors.Join(out.SetRow(far, []any{1}), out.Flush()); err != nil {
			t.Fatal(err)
		}
	}
	want, err := rows(t, filledIn(t, func(*excelize.File) {}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := rows(t, filledIn(t, func(b *excelize.File) { b.NewSheet("Data"); large(b, "Data", "x") }))
	if err != nil || got != want {
		t.Errorf("a form beside a large sheet: %v", err)
	}
	_, err = rows(t, filledIn(t, func(b *excelize.File) { large(b, "Sheet1", "x") }))
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "the column requirement") {
		t.Errorf("a large sheet alone: %v", err)
	}
	_, err = rows(t, filledIn(t, func(b *excelize.File) { large(b, "Sheet1", "Requirement") }))
	if fault.KindOf(err) != fault.Excessive || !strings.Contains(err.Error(), "A900000") {
		t.Errorf("a large sheet with the column: %v", err)
	}
}
