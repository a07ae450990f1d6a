package clients

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The formulas of docs/excel.md, in the workbooks that its commands write, give in LibreOffice what the example in
// Python prints, and its picture is drawn.
func TestTenNumbersInASpreadsheet(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("skipped: LibreOffice is not here (Debian: libreoffice-calc)")
	}
	python := pythonWith("pandas, matplotlib")
	if python == "" {
		t.Skip("skipped: Python with pandas and matplotlib is not here (Debian: python3-pandas python3-matplotlib)")
	}
	text, err := os.ReadFile(filepath.Join(root, "docs/excel.md"))
	if err != nil {
		t.Fatal(err)
	}
	program, dir := built(t), t.TempDir()
	for _, c := range regexp.MustCompile(`(?m)^    ikat (.*)$|: .ikat (.*svg)`).FindAllStringSubmatch(string(text), -1) {
		args := strings.Fields(strings.ReplaceAll(c[1]+c[2], "'", ""))
		try(t, dir, nil, program, args...)
	}
	if svg, err := os.ReadFile(filepath.Join(dir, "exports.svg")); err != nil || !strings.Contains(string(svg), "<svg") {
		t.Errorf("no picture: %v", err)
	}
	rows := regexp.MustCompile("(?m)^\\| (\\w+) \\| (.*) \\| `(=.*)` \\|$").FindAllStringSubmatch(string(text), -1)
	books, place := map[string]*excelize.File{}, map[string]int{}
	for _, r := range rows {
		book := books[r[1]]
		if book == nil {
			if book, err = excelize.OpenFile(filepath.Join(dir, r[1]+".xlsx")); err != nil {
				t.Fatal(err)
			}
			defer book.Close()
			books[r[1]] = book
			if _, err := book.NewSheet("numbers"); err != nil {
				t.Fatal(err)
			}
		}
		place[r[1]]++
		if err := book.SetCellFormula("numbers", fmt.Sprint("A", place[r[1]]), r[3][1:]); err != nil {
			t.Fatal(err)
		}
	}
	const full = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1" // every sheet, as kept
	convert := []string{"-env:UserInstallation=file://" + dir + "/office", "--headless", "--convert-to", full, "--outdir",
		dir}
	for name, book := range books {
		path := filepath.Join(dir, "asked-"+name+".xlsx")
		if err := book.SaveAs(path); err != nil {
			t.Fatal(err)
		}
		convert = append(convert, path)
	}
	try(t, dir, nil, office, convert...) // started once for all
	values := map[string][]string{}
	for name := range books {
		out, err := os.ReadFile(filepath.Join(dir, "asked-"+name+"-numbers.csv"))
		if err != nil {
			t.Fatal(err)
		}
		values[name] = strings.Fields(strings.ReplaceAll(string(out), `"`, ""))
	}
	var got strings.Builder
	clear(place)
	for _, r := range rows {
		i := place[r[1]]
		place[r[1]]++
		if i >= len(values[r[1]]) {
			t.Fatalf("%s: LibreOffice gives %q for %d formulas", r[1], values[r[1]], i+1)
		}
		v, err := strconv.ParseFloat(values[r[1]][i], 64)
		if err != nil {
			t.Fatalf("%s: %v", r[3], err)
		}
		fmt.Fprintf(&got, "%-36s %.6g\n", r[2], v)
	}
	want := example(t, python)
	if number.ReplaceAllStringFunc(got.String(), six) != number.ReplaceAllStringFunc(want, six) {
		t.Errorf("LibreOffice says\n%s\nand Python\n%s", got.String(), want)
	}
}

var number = regexp.MustCompile(`\S+\n`)

// six is a number with six digits, as each writes it.
func six(text string) string {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(v, 'g', 6, 64) + "\n"
}
