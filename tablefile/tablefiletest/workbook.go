package tablefiletest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"

	"ikat/icio"
)

// Workbook writes an Excel workbook of one sheet. A cell is a string, a float64, or nil for an empty one. Strings go to the
// shared strings, every tenth inline, as programs differ in that.
func Workbook(sheet string, rows [][]any) ([]byte, error) {
	var b, shared, body bytes.Buffer
	count := 0
	escape := func(w *bytes.Buffer, s string) { _ = xml.EscapeText(w, []byte(s)) }
	for i, row := range rows {
		fmt.Fprintf(&body, `<row r="%d">`, i+1)
		for j, cell := range row {
			name := columnName(j) + strconv.Itoa(i+1)
			switch v := cell.(type) {
			case float64:
				fmt.Fprintf(&body, `<c r="%s"><v>%s</v></c>`, name, strconv.FormatFloat(v, 'g', -1, 64))
			case string:
				if count%10 == 9 {
					fmt.Fprintf(&body, `<c r="%s" t="inlineStr"><is><t>`, name)
					escape(&body, v)
					body.WriteString(`</t></is></c>`)
				} else {
					fmt.Fprintf(&body, `<c r="%s" s="1" t="s"><v>%d</v></c>`, name, count-count/10)
					shared.WriteString("<si><t>")
					escape(&shared, v)
					shared.WriteString("</t></si>")
				}
				count++
			}
		}
		body.WriteString("</row>")
	}
	const head, main = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n", ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	z := zip.NewWriter(&b)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"xl/workbook.xml", head + `<workbook` + main + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="` + sheet + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/sharedStrings.xml", head + `<sst` + main + `>` + shared.String() + `</sst>`},
		{"xl/worksheets/sheet1.xml", head + `<worksheet` + main + `><sheetData>` + body.String() + `</sheetData></worksheet>`},
	} {
		w, err := z.Create(part.name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(part.text)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
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
		head[0], head[1], head[2], head[3] = append(head[0], c), append(head[1], name), append(head[2], economy), append(head[3], number)
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
	for i := range n {
		part := t.Industries[i%t.N()]
		line(code(part), "name of "+part, t.Economies[i/t.N()], w.Number(true, true, i%t.N()), t.Z[i*n:(i+1)*n], t.F[i*m:(i+1)*m], t.X[i])
	}
	line(code("II_fob"), "Total intermediate consumption", w.Total, "r60", make([]float64, n), make([]float64, m), 0.0)
	for _, r := range t.Extra {
		line(code(r.Code), "row of "+r.Code, w.Total, w.Extra[r.Code], r.Use, r.FD, nil)
	}
	line(code("VA"), "Value added at basic prices", w.Total, w.VA, t.VA, make([]float64, m), nil)
	line(code("GO"), "Output at basic prices", w.Total, w.GO, t.X, make([]float64, m), nil)
	return rows
}
