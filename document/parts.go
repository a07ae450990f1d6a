package document

import "fmt"

const (
	header        = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespace     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packaged      = "http://schemas.openxmlformats.org/package/2006/relationships"
	wordTypes     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="png" ContentType="image/png"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordTypes + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordTypes + `styles+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordTypes + `footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`</Types>`

const relations = `<Relationships xmlns="` + packaged + `">` +
	`<Relationship Id="rId1" Type="` + relationships + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/` +
	`core-properties" ` +
	`Target="docProps/core.xml"/></Relationships>`

// documentRelations names what the body refers to; images follow styles and foot.
func documentRelations(images int) string {
	out := `<Relationships xmlns="` + packaged + `">` +
		`<Relationship Id="rId1" Type="` + relationships + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relationships + `/footer" Target="footer1.xml"/>`
	for i := range images {
		out += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/image" Target="media/picture%d.png"/>`, firstImage+i,
			relationships, i+1)
	}
	return out + `</Relationships>`
}

// styles are those that the body names. Colours are of the pages' light theme.
func styles(language string) string {
	style := func(id, name, paragraph, run string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/>` +
			`<w:basedOn w:val="Normal"/>` +
			`<w:pPr>` + paragraph + `</w:pPr><w:rPr>` + run + `</w:rPr></w:style>`
	}
	return `<w:styles xmlns:w="` + namespace + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="21"/>` +
		`<w:lang w:val="` + text(language) + `"/>` +
		`</w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>` +
		`<w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:style>` +
		style("Title", "Title", `<w:spacing w:after="60"/>`, `<w:b/><w:color w:val="0B5A8A"/><w:sz w:val="36"/>`) +
		style("Subtitle", "Subtitle", `<w:spacing w:after="120"/>`, `<w:color w:val="4D5B6B"/>`) +
		style("Heading1", "heading 1", `<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="40"/>`+
			`<w:outlineLvl w:val="0"/>`, `<w:b/><w:sz w:val="23"/>`) +
		style("Small", "Small", `<w:spacing w:before="40" w:after="60"/>`, `<w:color w:val="4D5B6B"/><w:sz w:val="17"/>`) +
		style("Warning", "Warning", ``, `<w:color w:val="A3161C"/>`) +
		style("Cell", "Cell", `<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="18"/>`) +
		style("CellHead", "Cell head", `<w:keepNext/>`+
			`<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:b/><w:sz w:val="18"/>`) +
		style("Footer", "footer", `<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>`, `<w:color w:val="4D5B6B"/>`+
			`<w:sz w:val="16"/>`) +
		`<w:style w:type="table" w:styleId="Rows"><w:name w:val="Rows"/><w:tblPr><w:tblBorders>` +
		`<w:top w:val="single" w:sz="6" w:color="0B5A8A"/><w:bottom w:val="single" w:sz="6" w:color="0B5A8A"/>` +
		`<w:insideH w:val="single" w:sz="4" w:color="D7DDE4"/></w:tblBorders>` +
		`<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`</w:styles>`
}
