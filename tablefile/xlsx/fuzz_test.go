package xlsx_test

import (
	"testing"

	"ikat/internal/faulttest"
	"ikat/tablefile"
	"ikat/tablefile/tablefiletest"
	"ikat/tablefile/xlsx"
)

// Fuzzing a packed workbook would only ever find checksums that do not fit: what is varied are the texts inside.
func FuzzWorkbook(f *testing.F) {
	shared := `<sst><si><t>AUS</t></si><si><r><t>c</t></r><r><t>1</t></r></si></sst>`
	for _, sheet := range []string{
		start + `<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1"><x:v>1.5</x:v></x:c></x:row>` + end,
		start + `<x:row><x:c t="inlineStr"><x:is><x:t>a&amp;b</x:t></x:is></x:c><x:c/></x:row><x:row r="9"/>` + end,
		start + `<x:row r="99999999"><x:c r="ZZZZ1"><x:v>1`, "<", "",
	} {
		f.Add(book, rels, shared, sheet)
	}
	f.Fuzz(func(t *testing.T, book, rels, shared, sheet string) {
		data, err := tablefiletest.Zip(
			tablefiletest.File{Name: "xl/workbook.xml", Text: book},
			tablefiletest.File{Name: "xl/_rels/workbook.xml.rels", Text: rels},
			tablefiletest.File{
				Name: "xl/sharedStrings.xml",
				Text: shared,
			},
			tablefiletest.File{Name: "xl/worksheets/s.xml", Text: sheet},
		)
		if err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.FromBytes("b.xlsx", data)
		faulttest.OfFile(t, err)
		if err != nil {
			return
		}
		w, err := xlsx.Open(t.Context(), src)
		faulttest.OfFile(t, err)
		if err == nil && len(w.Sheets) > 0 {
			faulttest.OfFile(t, w.Each(t.Context(), 0, nil, func(xlsx.Cell) error { return nil }))
		}
	})
}
