package tablefiletest

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"ikat/icio"
)

// Sheet is a sheet of a workbook. A cell is a string, a float64, or nil for an empty one.
type Sheet struct {
	Name string
	Rows [][]any
}

// Workbook writes an Excel workbook of one sheet.
func Workbook(sheet string, rows [][]any) ([]byte, error) { return Sheets(Sheet{sheet, rows}) }

// Sheets writes an Excel workbook. Strings go to the shared strings, every tenth inline, as programs differ in that.
func Sheets(sheets ...Sheet) ([]byte, error) {
	const head, main = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n",
		` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	s := sharedStrings{}
	var list, rels strings.Builder
	parts := []File{}
	for i, sheet := range sheets {
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(sheet.Name), i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
		parts = append(parts, File{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), head + `<worksheet` + main +
			`><sheetData>` + s.sheet(sheet.Rows) + `</sheetData></worksheet>`})
	}
	return Zip(append([]File{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"xl/workbook.xml", head + `<workbook` + main +
			` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + list.String() +
			`</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels",
			head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
				rels.String() + `</Relationships>`},
		{"xl/sharedStrings.xml", head + `<sst` + main + `>` + s.list.String() + `</sst>`},
	}, parts...)...)
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

type sharedStrings struct {
	list  bytes.Buffer
	count int
}

// sheet writes the rows of a sheet.
func (s *sharedStrings) sheet(rows [][]any) string {
	var body bytes.Buffer
	for i, row := range rows {
		fmt.Fprintf(&body, `<row r="%d">`, i+1)
		for j, cell := range row {
			name := columnName(j) + strconv.Itoa(i+1)
			switch v := cell.(type) {
			case float64:
				fmt.Fprintf(&body, `<c r="%s"><v>%s</v></c>`, name, strconv.FormatFloat(v, 'g', -1, 64))
			case string:
				if s.count%10 == 9 {
					fmt.Fprintf(&body, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, name, escaped(v))
				} else {
					fmt.Fprintf(&body, `<c r="%s" s="1" t="s"><v>%d</v></c>`, name, s.count-s.count/10)
					s.list.WriteString("<si><t>" + escaped(v) + "</t></si>")
				}
				s.count++
			}
		}
		body.WriteString("</row>")
	}
	return body.String()
}

func columnName(j int) string {
	s := ""
	for j++; j > 0; j = (j - 1) / 26 {
		s = string(rune('A'+(j-1)%26)) + s
	}
	return s
}

// WIOD is how a sheet in the World Input-Output Tables' form differs between publishers.
type WIOD struct {
	Title  []string // lines above the header
	Number func(sector bool, row bool, i int) string
	Codes  bool // a line and a column of the industries' codes
	Total  string
	Extra  map[string]string // an extra row's number, by its code
	VA, GO string            // numbers of the rows of value added and output
	// names of the rows below the industries that differ from the World Input-Output Tables', by code
	Words map[string]string
}

// Rows lays a table out in a sheet.
func (w WIOD) Rows(t *icio.Table) (rows [][]any) {
	for _, title := range w.Title {
		rows = append(rows, []any{title})
	}
	code := func(s string) any {
		if w.Codes {
			return s
		}
		return nil
	}
	head := [4][]any{}
	for k, name := range []string{"IndustryCode", "IndustryDescription", "Country", "RNr"} {
		head[k] = []any{nil, nil, nil, nil}
		if w.Codes && k == 0 {
			head[k] = []any{name, "Description", "Country", "RNr"}
		}
	}
	column := func(c any, name, economy, number string) {
		head[0], head[1], head[2], head[3] = append(head[0], c), append(head[1], name), append(head[2], economy),
			append(head[3], number)
	}
	for i := range t.Sectors() {
		part := t.Industries[i%t.N()]
		column(code(part), "name of "+part, t.Economies[i/t.N()], w.Number(true, false, i%t.N()))
	}
	for _, e := range t.Economies {
		for k, c := range t.Categories {
			column(code(c), "name of "+c, e, w.Number(false, false, k))
		}
	}
	column(code("GO"), "Total output", w.Total, w.GO)
	rows = append(rows, head[0], head[1], head[2], head[3])
	n, m := t.Sectors(), t.G()*t.K()
	line := func(c any, name, economy, number string, use, demand []float64, total any) {
		row := []any{c, name, economy, number}
		for _, list := range [][]float64{use, demand} {
			for _, v := range list {
				row = append(row, v)
			}
		}
		rows = append(rows, append(row, total))
	}
	word := func(code, usual string) string { return cmp.Or(w.Words[code], usual) }
	for i := range n {
		part := t.Industries[i%t.N()]
		line(code(part), "name of "+part, t.Economies[i/t.N()], w.Number(true, true, i%t.N()), t.Z[i*n:(i+1)*n],
			t.F[i*m:(i+1)*m], t.X[i])
	}
	line(code("II_fob"), word("II_fob", "Total intermediate consumption"), w.Total, "r60", make([]float64, n),
		make([]float64, m), 0.0)
	for _, r := range t.Extra {
		line(code(r.Code), word(r.Code, "row of "+r.Code), w.Total, w.Extra[r.Code], r.Use, r.FD, nil)
	}
	line(code("VA"), "Value added at basic prices", w.Total, w.VA, t.VA, make([]float64, m), nil)
	line(code("GO"), word("GO", "Output at basic prices"), w.Total, w.GO, t.X, make([]float64, m), nil)
	return rows
}
