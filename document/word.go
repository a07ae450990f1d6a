// Package document writes answers in prose as documents that people edit: WordprocessingML (ISO/IEC 29500), which Word
// and LibreOffice open. A document is a pure function of a page: the same page gives the same bytes.
package document

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"ikat/picture"
	"ikat/say"
)

// About is what a document says of itself.
type About struct {
	Author string
	Date   time.Time // of the cover and the properties; zero leaves it out
	By     string    // the program that wrote it

	Figures []*picture.Figure // stand before the last heading
}

// Sizes are in twentieths of a point, as the format has them: A4, with margins of 2 cm.
const (
	pageWidth, pageHeight = 11906, 16838
	margin                = 1134
	textWidth             = pageWidth - 2*margin
)

// Word writes a page as a document on A4: title, headings, paragraphs and tables whose heads are repeated on every
// page, with the page's number and the title in its foot.
//
// Error: what writing gives.
func Word(w io.Writer, p *say.Page, about About) error {
	z := zip.NewWriter(w)
	images, err := drawn(p, about)
	if err != nil {
		return err
	}
	for _, part := range append([]struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", relations},
		{"docProps/core.xml", core(p, about)},
		{"word/document.xml", body(p, about, images)},
		{"word/styles.xml", styles(p.Language)},
		{"word/footer1.xml", footer(p, about)},
		{"word/_rels/document.xml.rels", documentRelations(len(images))},
	}, imageParts(images)...) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if !strings.HasSuffix(part.name, ".png") {
			part.text = header + part.text
		}
		if _, err := io.WriteString(f, part.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// TitleOf is the title of a page, "" where it has none.
func TitleOf(p *say.Page) string {
	for _, b := range p.Blocks {
		if b.Kind == say.Title {
			return b.Text
		}
	}
	return ""
}

// text escapes what stands in XML; what XML 1.0 cannot hold is left out.
func text(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\t' || r == '\n' || r >= 0x20 && r != 0xFFFE && r != 0xFFFF && r != 0xFFFD {
			b.WriteRune(r)
		}
	}
	var out strings.Builder
	if err := xml.EscapeText(&out, []byte(b.String())); err != nil {
		return "" // a strings.Builder does not fail
	}
	return out.String()
}

// paragraph is a paragraph of a style.
func paragraph(style, s string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r>`+
		`</w:p>`, style, text(s))
}

// body is the document itself.
func body(p *say.Page, about About, images []image) string {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="` + namespace + `" xmlns:r="` + relationships + `"><w:body>`)
	last := lastHeading(p)
	for at, block := range p.Blocks {
		if at == last {
			b.WriteString(pictures(images))
		}
		switch block.Kind {
		case say.Title:
			b.WriteString(paragraph("Title", block.Text))
			if line := cover(about); line != "" {
				b.WriteString(paragraph("Subtitle", line))
			}
		case say.Heading:
			b.WriteString(paragraph("Heading1", block.Text))
		case say.Paragraph:
			b.WriteString(paragraph("Normal", block.Text))
		case say.Small:
			b.WriteString(paragraph("Small", block.Text))
		case say.Warning:
			b.WriteString(paragraph("Warning", block.Text))
		case say.Rows:
			b.WriteString(table(block.Grid))
		}
	}
	fmt.Fprintf(&b, `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`,
		pageWidth, pageHeight, margin, margin, margin, margin)
	b.WriteString(`</w:body></w:document>`)
	return b.String()
}

// cover is the line of author and date under the title.
func cover(about About) string {
	var out []string
	if about.Author != "" {
		out = append(out, about.Author)
	}
	if !about.Date.IsZero() {
		out = append(out, about.Date.Format(time.DateOnly))
	}
	return strings.Join(out, " · ")
}

// table is a grid: its columns share the width of the text, those that name rows take more; no row breaks over pages,
// and the head comes again on each.
func table(g *say.Grid) string {
	columns := len(g.Header)
	if columns == 0 && len(g.Rows) > 0 {
		columns = len(g.Rows[0])
	}
	if columns == 0 {
		return ""
	}
	widths := widthsOf(g, columns)
	var b strings.Builder
	fmt.Fprintf(&b, `<w:tbl><w:tblPr><w:tblStyle w:val="Rows"/><w:tblW w:w="%d" w:type="dxa"/>`+
		`<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, textWidth)
	for _, w := range widths {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
	row := func(cells []string, style, properties string) {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>` + properties + `</w:trPr>`)
		for i := range columns {
			cell, align := "", ""
			if i < len(cells) {
				cell = cells[i]
			}
			if i < len(g.Right) && g.Right[i] {
				align = `<w:jc w:val="right"/>`
			}
			fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>`+
				`<w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:tc>`, widths[i], style, align, text(cell))
		}
		b.WriteString(`</w:tr>`)
	}
	if len(g.Header) > 0 {
		row(g.Header, "CellHead", `<w:tblHeader/>`)
	}
	for _, cells := range g.Rows {
		row(cells, "Cell", "")
	}
	b.WriteString(`</w:tbl>`)
	return b.String()
}

// widthsOf shares the width of the text by the longest text of each column, within limits.
func widthsOf(g *say.Grid, columns int) []int {
	const least, most = 6, 30
	weights, sum := make([]int, columns), 0
	for i := range columns {
		longest := least
		for _, cells := range g.Rows {
			if i < len(cells) {
				longest = max(longest, len([]rune(cells[i])))
			}
		}
		weights[i] = min(longest, most)
		sum += weights[i]
	}
	for i := range weights {
		weights[i] = weights[i] * textWidth / sum
	}
	return weights
}

// footer is the foot of every page: the title, who wrote it, and the page's number.
func footer(p *say.Page, about About) string {
	field := func(name string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + name +
			` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r>` +
			`<w:fldChar w:fldCharType="end"/></w:r>`
	}
	line := TitleOf(p)
	if about.By != "" {
		line += " · " + about.By
	}
	return `<w:ftr xmlns:w="` + namespace + `"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r>` +
		`<w:t xml:space="preserve">` + text(line) +
		`</w:t></w:r><w:r><w:tab/></w:r>` + field("PAGE") + `<w:r><w:t xml:space="preserve"> / </w:t>` +
		`</w:r>` + field("NUMPAGES") + `</w:p></w:ftr>`
}

// core are the document's properties.
func core(p *say.Page, about About) string {
	out := `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + text(TitleOf(p)) + `</dc:title>`
	if about.Author != "" {
		out += `<dc:creator>` + text(about.Author) + `</dc:creator>`
	}
	out += `<dc:language>` + text(p.Language) + `</dc:language>`
	if !about.Date.IsZero() {
		out += `<dcterms:created xsi:type="dcterms:W3CDTF">` + about.Date.UTC().Format(time.RFC3339) + `</dcterms:created>`
	}
	return out + `</cp:coreProperties>`
}
