package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/xlsx"
)

// What a spreadsheet shows as a date or a time is no number, whatever kind of format does it; amounts with units,
// colours and conditions in theirs are.
func TestDatesAreNoNumbers(t *testing.T) {
	const plain, shown = "40522.75", "2010-12-10 18:00:00"
	formats := []struct {
		id   int
		code string // "" for a format with a number and no code
		want string
	}{
		{0, "", plain},
		{4, "", plain},
		{14, "", shown},
		{22, "", shown},
		{46, "", shown},
		{57, "", shown},
		{164, "d\\-mmm", shown},
		{165, "[$-409]mmm\\-yy;@", shown},
		{166, "[h]:mm", shown},
		{167, "#,##0.0\\ \"days\"", plain},
		{168, "[Red]#,##0;[Blue]-#,##0", plain},
		{169, "0.00E+00", plain},
		{170, "[>=1000]#,##0\\ \\m;General", plain},
		{171, "_(* #,##0_);_(* \\(#,##0\\)", plain},
		{172, "yyyy", shown},
	}
	var own, cells, row strings.Builder
	for i, f := range formats {
		if f.code != "" {
			fmt.Fprintf(&own, `<numFmt numFmtId="%d" formatCode="%s"/>`, f.id,
				strings.NewReplacer(`"`, "&quot;", ">", "&gt;").Replace(f.code))
		}
		fmt.Fprintf(&cells, `<xf numFmtId="%d"/>`, f.id)
		fmt.Fprintf(&row, `<c s="%d"><v>40522.75</v></c>`, i)
	}
	book := func(styles string) *xlsx.Workbook {
		files := []tablefiletest.File{
			{Name: "xl/workbook.xml", Text: `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="1"/></sheets>` +
				`</workbook>`},
			{Name: "xl/_rels/workbook.xml.rels", Text: `<Relationships><Relationship Id="1" Target="s.xml"/>` +
				`</Relationships>`},
			{Name: "xl/s.xml", Text: `<worksheet><sheetData><row>` + row.String() +
				`<c s="2"><v>0.5</v></c><c s="2"><v>40522</v></c><c s="2"><v>1e300</v></c><c s="99"><v>7</v></c>` +
				`</row></sheetData></worksheet>`},
		}
		if styles != "" {
			files = append(files, tablefiletest.File{Name: "xl/styles.xml", Text: styles})
		}
		data, err := tablefiletest.Zip(files...)
		return open(t, data, err)
	}
	read := func(w *xlsx.Workbook) (got []string) {
		if err := w.Each(t.Context(), 0, nil, func(c xlsx.Cell) error {
			got = append(got, c.String())
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return got
	}
	got := read(book(`<styleSheet><numFmts>` + own.String() + `</numFmts><cellXfs>` + cells.String() +
		`</cellXfs></styleSheet>`))
	for i, f := range formats {
		if got[i] != f.want {
			t.Errorf("%d %q: %s", f.id, f.code, got[i])
		}
	}
	if rest := strings.Join(got[len(formats):], ", "); rest != "12:00:00, 2010-12-10, a date, 7" {
		t.Error(rest)
	}
	for _, styles := range []string{"", "<styleSheet><cellXfs>", "<styleSheet/>"} {
		if got := read(book(styles)); got[2] != "40522.75" {
			t.Errorf("%q: %s", styles, got[2])
		}
	}
}
