package export

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/xuri/excelize/v2"

	"ikat/fault"
	"ikat/result"
)

func TestArrowReadsBack(t *testing.T) {
	f := frame()
	const many = arrowBatch + 3 // more than one batch
	long := &result.Frame{Title: f.Title, Notes: f.Notes}
	rows := make([]int, many)
	for i := range rows {
		rows[i] = i % 3
	}
	long.Columns = f.Take(rows).Columns
	var b bytes.Buffer
	if err := Arrow(&b, long); err != nil {
		t.Fatal(err)
	}
	in, err := ipc.NewFileReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if title, _ := in.Schema().Metadata().GetValue("ikat.title"); title != "A title" {
		t.Errorf("title %q", title)
	}
	if unit, _ := in.Schema().Field(2).Metadata.GetValue("unit"); unit != "million USD" {
		t.Errorf("unit %q", unit)
	}
	var row int
	for i := range in.NumRecords() {
		rec, err := in.RecordBatch(i)
		if err != nil {
			t.Fatal(err)
		}
		zone, year, amount := rec.Column(0).(*array.Dictionary), rec.Column(1).(*array.Int64), rec.Column(2).(*array.Float64)
		for r := range int(rec.NumRows()) {
			want := row % 3
			if zone.ValueStr(r) != f.Columns[0].Text(want) || year.Value(r) != f.Columns[1].Ints[want] {
				t.Fatalf("row %d: %s %d", row, zone.ValueStr(r), year.Value(r))
			}
			if v := f.Columns[2].Floats[want]; amount.IsNull(r) != math.IsNaN(v) || !math.IsNaN(v) && amount.Value(r) != v {
				t.Fatalf("row %d: %v, want %v", row, amount.Value(r), v)
			}
			row++
		}
	}
	if row != many {
		t.Errorf("%d rows", row)
	}
}

// A frame without rows is a file with its columns.
func TestArrowWithoutRows(t *testing.T) {
	var b bytes.Buffer
	if err := Arrow(&b, frame().Take(nil)); err != nil {
		t.Fatal(err)
	}
	in, err := ipc.NewFileReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if n := in.Schema().NumFields(); in.NumRecords() != 0 || n != len(frame().Columns) {
		t.Errorf("%d records of %d columns", in.NumRecords(), n)
	}
}

func TestWorkbookReadsBack(t *testing.T) {
	f := frame()
	f.Columns[0].Dict[1] = "=1+1" // text, never a formula
	var b bytes.Buffer
	if err := XLSX(&b, f); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); len(got) != 2 || got[0] != "rows" || got[1] != "about" {
		t.Errorf("sheets %v", got)
	}
	for at, want := range map[string]string{"A1": "zone", "D1": "big", "A3": "=1+1", "B2": "1995", "C2": "0.1",
		"C4": "", "D3": "1099511627776"} {
		if got, err := book.GetCellValue("rows", at, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s: %q %v, want %q", at, got, err, want)
		}
	}
	if kind, _ := book.GetCellType("rows", "C2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a number is stored as type %v", kind)
	}
	if formula, _ := book.GetCellFormula("rows", "A3"); formula != "" {
		t.Errorf("text became the formula %q", formula)
	}
	text, _ := book.GetCellValue("rows", "C3", excelize.Options{RawCellValue: true})
	if v, err := strconv.ParseFloat(text, 64); err != nil || v != 1e300 {
		t.Errorf("C3: %q", text)
	}
	if shown, _ := book.GetCellValue("rows", "C3"); !strings.Contains(shown, ",000") {
		t.Errorf("a large amount shows as %q", shown)
	}
	if tables, err := book.GetTables("rows"); err != nil || len(tables) != 1 || tables[0].Name != Answer ||
		tables[0].Range != "A1:D4" {
		t.Errorf("tables %+v, %v", tables, err)
	}
	notes, err := book.GetComments("rows")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, n := range notes {
		for _, run := range n.Paragraph {
			said[n.Cell] += run.Text
		}
	}
	if !strings.Contains(said["A1"], "A title\n") || !strings.Contains(said["A1"], `say "so"`) ||
		said["C1"] != "million USD\naccounting" {
		t.Errorf("notes at headings: %q", said)
	}
	about, err := book.GetRows("about")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range about {
		all = append(all, strings.Join(r, "|"))
	}
	if text := strings.Join(all, "\n"); !strings.Contains(text, "title|A title") ||
		!strings.Contains(text, "amount||million USD|accounting") ||
		!strings.Contains(text, `warning|say "so"`) {
		t.Errorf("about:\n%s", text)
	}
}

// A share shows in per cent and stays a share: what a cell holds is what the answer has.
func TestSharesShowInPerCent(t *testing.T) {
	var b bytes.Buffer
	if err := XLSX(&b, &result.Frame{Columns: []*result.Column{{Name: "share", Unit: "share",
		Floats: []float64{.125}}}}); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	shown, _ := book.GetCellValue("rows", "A2")
	held, _ := book.GetCellValue("rows", "A2", excelize.Options{RawCellValue: true})
	if shown != "12.5%" || held != "0.125" {
		t.Errorf("%s is held and shows as %s", held, shown)
	}
}

func TestAWorkbookHasItsLimit(t *testing.T) {
	f := &result.Frame{}
	f.Columns = []*result.Column{{Name: "n", Ints: make([]int64, excelize.TotalRows)}}
	if err := XLSX(&bytes.Buffer{}, f); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
}
