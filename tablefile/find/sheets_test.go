package find_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ikat/internal/tinyworld"
	"ikat/tablefile/tablefiletest"
)

// layouts are tiny tables of the same numbers in sheets as the OECD, WIOD and the ADB lay them out, and the numbers of
// the first row and column of flows.
func layouts(t *testing.T) map[string][][]any {
	t.Helper()
	tiny := tinyworld.Table()
	var usual [][]any
	for _, line := range strings.Split(strings.TrimSpace(table(t, tiny.Z[0])), "\n") {
		var row []any
		for _, cell := range strings.Split(line, ",") {
			if v, err := strconv.ParseFloat(cell, 64); err == nil {
				row = append(row, v)
			} else {
				row = append(row, cell)
			}
		}
		usual = append(usual, row)
	}
	number := func(demand string, first int) func(sector, row bool, i int) string {
		return func(sector, row bool, i int) string {
			switch {
			case row:
				return "r" + strconv.Itoa(i+1)
			case sector:
				return "c" + strconv.Itoa(i+1)
			}
			return demand + strconv.Itoa(first+i)
		}
	}
	wiod := tablefiletest.WIOD{Codes: true, Total: "TOT", VA: "r70", GO: "r73", Number: number("c", 57)}
	adb := tablefiletest.WIOD{Total: "ToT", VA: "r64", GO: "r69", Number: number("F", 1)}
	adb.Number = func(sector, _ bool, i int) string { return number("F", 1)(sector, false, i) }
	return map[string][][]any{"oecd": usual, "wiod": wiod.Rows(tiny), "adb": adb.Rows(tiny)}
}

// changed returns rows with each number changed.
func changed(rows [][]any, change func(v float64) any) [][]any {
	out := make([][]any, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			if v, ok := cell.(float64); ok {
				cell = change(v)
			}
			out[i] = append(out[i], cell)
		}
	}
	return out
}

// inBook replaces text in a workbook's parts.
func inBook(t *testing.T, data []byte, form, with string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var files []tablefiletest.File
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, tablefiletest.File{Name: f.Name,
			Text: regexp.MustCompile(form).ReplaceAllString(string(text), with)})
	}
	return []byte(zipOf(t, files...))
}

// csvOf is what a spreadsheet saves of a sheet.
func csvOf(rows [][]any, sep string) string {
	var b strings.Builder
	for _, row := range rows {
		for j, cell := range row {
			if j > 0 {
				b.WriteString(sep)
			}
			switch said := fmt.Sprint(cell); {
			case cell == nil:
			case strings.Contains(said, sep):
				b.WriteString(strconv.Quote(said))
			default:
				b.WriteString(said)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Sheets as people keep them: under any name, beside sheets of notes, with formulas, with numbers stored as text, with
// rows, columns and sheets that nobody sees, saved as text. The numbers are those of the plain sheet.
func TestSheetsAsPeopleKeepThem(t *testing.T) {
	notes := tablefiletest.Sheet{Name: "Notes", Rows: [][]any{{"What this is"}, {"Made by", 3.0}}}
	asText := func(v float64) any { return strconv.FormatFloat(v, 'f', 3, 64) }
	double := func(v float64) any { return 2 * v }
	for layout, rows := range layouts(t) {
		plain := tablefiletest.Sheet{Name: "Table", Rows: rows}
		old := tablefiletest.Sheet{Name: "Old", Rows: changed(rows, double)}
		forms := map[string]func() ([]byte, error){
			"plain":  func() ([]byte, error) { return tablefiletest.Sheets(plain) },
			"second": func() ([]byte, error) { return tablefiletest.Sheets(notes, plain) },
			"text": func() ([]byte, error) {
				return tablefiletest.Sheets(tablefiletest.Sheet{Name: "Table", Rows: changed(rows, asText)})
			},
			"formulas": func() ([]byte, error) {
				data, err := tablefiletest.Sheets(plain)
				return inBook(t, data, `<c (r="\w+")><v>`, `<c $1><f t="shared" si="0">A1+1</f><v>`), err
			},
			"hidden": func() ([]byte, error) {
				data, err := tablefiletest.Sheets(plain)
				return inBook(t, data, `<row r="(8|9)"`, `<row hidden="1" r="$1"`), err
			},
			"sheet named for its year": func() ([]byte, error) {
				return tablefiletest.Sheets(tablefiletest.Sheet{Name: "2018", Rows: rows})
			},
			"hidden sheet": func() ([]byte, error) {
				data, err := tablefiletest.Sheets(old, plain)
				return inBook(t, data, `<sheet name="Old"`, `<sheet name="Old" state="hidden"`), err
			},
		}
		want, _, err := read(t, folder(t, tablefiletest.File{Name: "x_2018.xlsx", Text: text(t, forms["plain"])})+
			"/x_2018.xlsx", "", 0)
		if err != nil {
			t.Fatal(layout, err)
		}
		if !slices.Equal(want.Z, tinyworld.Table().Z) || want.Year != 2018 {
			t.Errorf("%s: %v, %d", layout, want.Z, want.Year)
		}
		dir := folder(t, tablefiletest.File{Name: "x_2018.csv", Text: csvOf(rows, ",")},
			tablefiletest.File{Name: "x_2018.txt", Text: csvOf(rows, ";")})
		for form, make := range forms {
			if err := os.WriteFile(filepath.Join(dir, form+"_2018.xlsx"), []byte(text(t, make)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"x_2018.csv", "x_2018.txt", "plain_2018.xlsx", "second_2018.xlsx",
			"text_2018.xlsx", "formulas_2018.xlsx", "hidden_2018.xlsx", "hidden sheet_2018.xlsx",
			"sheet named for its year_2018.xlsx"} {
			got, _, err := read(t, filepath.Join(dir, name), "", 0)
			if err != nil || !slices.Equal(got.Z, want.Z) || !slices.Equal(got.F, want.F) || got.Year != 2018 {
				t.Errorf("%s, %s: %+v, %v", layout, name, got, err)
			}
		}
	}
}

func text(t *testing.T, make func() ([]byte, error)) string {
	t.Helper()
	data, err := make()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Of two sheets one must be named, and the path that the message gives works.
func TestSheetsByTheirPath(t *testing.T) {
	for layout, rows := range layouts(t) {
		dir := folder(t, tablefiletest.File{Name: "x_2018.xlsx", Text: text(t, func() ([]byte, error) {
			return tablefiletest.Sheets(tablefiletest.Sheet{Name: "Old", Rows: rows},
				tablefiletest.Sheet{Name: "New", Rows: changed(rows, func(v float64) any { return 2 * v })})
		})})
		path := filepath.Join(dir, "x_2018.xlsx")
		if _, _, err := read(t, path, "", 0); err == nil || !strings.Contains(err.Error(), "by its path, x_2018.xlsx/Old") {
			t.Errorf("%s: %v", layout, err)
		}
		for sheet, factor := range map[string]float64{"Old": 1, "New": 2} {
			got, _, err := read(t, filepath.Join(path, sheet), "", 0)
			if err != nil || got.Z[0] != factor*tinyworld.Table().Z[0] || got.Year != 2018 {
				t.Errorf("%s, %s: %+v, %v", layout, sheet, got, err)
			}
		}
		if _, _, err := read(t, filepath.Join(path, "None"), "", 0); err == nil {
			t.Errorf("%s: a sheet that is not there", layout)
		}
	}
}

// A sheet whose name is the spreadsheet's own names no table: the workbook does, so that two workbooks are two
// tables.
func TestSheetsWithoutANameOfTheirOwn(t *testing.T) {
	rows := layouts(t)["oecd"]
	for sheet, want := range map[string]string{"Sheet1": "mine", "Лист2": "mine", "Feuil1": "mine",
		"Tabelle 1": "mine", "工作表1": "mine",
		"Sheet of flows": "Sheet of flows"} {
		dir := folder(t, tablefiletest.File{Name: "mine_2018.xlsx", Text: text(t, func() ([]byte, error) {
			return tablefiletest.Workbook(sheet, rows)
		})})
		got, _, err := read(t, filepath.Join(dir, "mine_2018.xlsx"), "", 0)
		if err != nil || got.Name != want || got.Year != 2018 {
			t.Errorf("%s: %+v, %v", sheet, got, err)
		}
	}
}

// Cells that hold no number are named: formulas whose values were not stored, truth values, errors.
func TestCellsWithoutNumbers(t *testing.T) {
	for layout, rows := range layouts(t) {
		data, err := tablefiletest.Sheets(tablefiletest.Sheet{Name: "Table", Rows: rows})
		if err != nil {
			t.Fatal(err)
		}
		for want, with := range map[string]string{
			"formula without its value": `<c $1><f>A1+1</f></c>`,
			"TRUE":                      `<c $1 t="b"><v>1</v></c>`,
			"#DIV/0!":                   `<c $1 t="e"><v>#DIV/0!</v></c>`,
		} {
			bad := inBook(t, data, `<c (r="F7")><v>[^<]+</v></c>`, with)
			path := folder(t, tablefiletest.File{Name: "x_2018.xlsx", Text: string(bad)}) + "/x_2018.xlsx"
			if _, _, err := read(t, path, "", 0); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s, %s: %v", layout, want, err)
			}
		}
	}
}

// An economy over several merged cells stands in the first of them alone: in the layout's header and left column, and
// in lines and columns of labels as pandas writes them.
func TestMergedEconomies(t *testing.T) {
	tiny := tinyworld.Table()
	for layout, rows := range layouts(t) {
		if layout == "oecd" {
			rows = twoLevels(rows)
		}
		rows = merged(rows)
		for _, name := range []string{"x_2018.xlsx", "x_2018.csv"} {
			content := csvOf(rows, ",")
			if strings.HasSuffix(name, "xlsx") {
				content = text(t, func() ([]byte, error) { return tablefiletest.Workbook("Table", rows) })
			}
			got, _, err := read(t, folder(t, tablefiletest.File{Name: name, Text: content})+"/"+name, "", 0)
			if err != nil || !slices.Equal(got.Z, tiny.Z) || !slices.Equal(got.F, tiny.F) {
				t.Errorf("%s, %s: %+v, %v", layout, name, got, err)
			}
		}
	}
}

// twoLevels parts the labels in two lines and two columns.
func twoLevels(rows [][]any) (out [][]any) {
	cut := func(cell any) (economy, part any) {
		if e, p, ok := strings.Cut(fmt.Sprint(cell), "_"); ok {
			return e, p
		}
		return cell, nil
	}
	lines := [2][]any{{nil, nil}, {nil, nil}}
	for _, label := range rows[0][1:] {
		e, p := cut(label)
		lines[0], lines[1] = append(lines[0], e), append(lines[1], p)
	}
	out = append(out, lines[0], lines[1])
	for _, row := range rows[1:] {
		e, p := cut(row[0])
		out = append(out, append([]any{e, p}, row[1:]...))
	}
	return out
}

// merged empties every cell that names the economy of the one before it in its line or column.
func merged(rows [][]any) [][]any {
	economy := func(i, j int) bool {
		return i < len(rows) && j < len(rows[i]) && slices.Contains(tinyworld.Table().Economies, fmt.Sprint(rows[i][j]))
	}
	out := changed(rows, func(v float64) any { return v })
	for i := range rows {
		for j := range rows[i] {
			left := j > 0 && economy(i, j) && economy(i, j-1) && rows[i][j] == rows[i][j-1]
			above := i > 0 && economy(i, j) && economy(i-1, j) && rows[i][j] == rows[i-1][j]
			if left || above {
				out[i][j] = nil
			}
		}
	}
	return out
}

// Remarks below a table are no rows of it.
func TestRemarksBelow(t *testing.T) {
	tiny := tinyworld.Table()
	for layout, rows := range layouts(t) {
		forms := map[string][][]any{"": rows}
		if layout == "oecd" {
			forms["two levels"] = twoLevels(rows)
		}
		for form, rows := range forms {
			rows = append(slices.Clone(rows), nil, []any{"Source: the statistical office, 2018"}, []any{"n.a. is not available"})
			got, _, err := read(t, folder(t, tablefiletest.File{Name: "x.csv", Text: csvOf(rows, ",")})+"/x.csv", "", 0)
			if err != nil || !slices.Equal(got.Z, tiny.Z) {
				t.Errorf("%s %s: %+v, %v", layout, form, got, err)
			}
		}
	}
}
