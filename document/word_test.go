package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikat/document"
	"ikat/say"
)

func page() *say.Page {
	p := say.NewPage(say.In(say.English))
	p.Text(say.Title, "A <title> & more")
	p.Text(say.Heading, "A heading")
	p.Text(say.Paragraph, "A sentence with \x00\x0b what XML cannot hold, and Türkiye, Казахстан.")
	g := &say.Grid{Keys: 1}
	g.Columns(false, "name").Columns(true, "value", "an empty one")
	g.Row("<b>bold</b>", "1.5")
	g.Row("second", "2", "3", "one too many")
	p.Grid(g)
	p.Grid(&say.Grid{})
	p.Text(say.Small, "a note")
	p.Text(say.Warning, "a warning")
	return p
}

func written(t *testing.T, p *say.Page, about document.About) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := document.Word(&b, p, about); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// partsOf reads the parts of a document, each of which must be XML.
func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s is not XML: %v", f.Name, err)
			}
		}
	}
	return out
}

// Every part is XML, what strangers write is escaped, tables are whole, and the same page gives the same bytes.
func TestWordIsWhole(t *testing.T) {
	about := document.About{Author: "A & B", Date: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), By: "ikat test"}
	data := written(t, page(), about)
	parts := partsOf(t, data)
	body := parts["word/document.xml"]
	for _, want := range []string{"A &lt;title&gt; &amp; more", "Türkiye, Казахстан", "&lt;b&gt;bold",
		"<w:tblHeader/>", "2026-01-02", "A &amp; B"} {
		if !strings.Contains(body, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if n := strings.Count(body, "<w:tc>"); n != 9 {
		t.Errorf("%d cells, want 3 rows of 3", n)
	}
	if strings.ContainsAny(body, "\x00\x0b") || strings.Contains(body, "one too many") {
		t.Error("the document holds what it must not")
	}
	if !bytes.Equal(data, written(t, page(), about)) {
		t.Error("the same page gives other bytes")
	}
	if !strings.Contains(parts["word/footer1.xml"], "NUMPAGES") ||
		!strings.Contains(parts["docProps/core.xml"], "A &amp; B") {
		t.Error("foot or properties are not whole")
	}
}

// A program that opens the document takes its text for what it is: its language stands in the styles and the
// properties.
func TestADocumentSaysItsLanguage(t *testing.T) {
	p := say.NewPage(say.In("ru"))
	p.Text(say.Title, "Заголовок")
	parts := partsOf(t, written(t, p, document.About{}))
	if !strings.Contains(parts["word/styles.xml"], `<w:lang w:val="ru"/>`) ||
		!strings.Contains(parts["docProps/core.xml"], "<dc:language>ru<") {
		t.Errorf("the language of a document in Russian: %s", parts["docProps/core.xml"])
	}
}

// LibreOffice, where it is, opens the document and finds its text.
func TestLibreOfficeOpensIt(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("skipped: needs LibreOffice (soffice) to open a document")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.docx"), written(t, page(), document.About{}), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(
		office,
		"-env:UserInstallation=file://"+dir+"/profile",
		"--headless",
		"--convert-to",
		"txt:Text (encoded):UTF8",
		"--outdir",
		dir,
		filepath.Join(dir, "a.docx"),
	)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "a.txt"))
	if err != nil || !strings.Contains(string(text), "A heading") || !strings.Contains(string(text), "second") {
		t.Errorf("LibreOffice reads %q, %v", text, err)
	}
}

// Whatever a page says, the parts are XML.
func FuzzWord(f *testing.F) {
	f.Add("a", "b")
	f.Add("]]>", "\xff\xfe\x00")
	f.Fuzz(func(t *testing.T, a, b string) {
		p := say.NewPage(say.In(say.English))
		p.Text(say.Title, a)
		g := &say.Grid{}
		g.Columns(true, b)
		g.Row(a, b)
		p.Grid(g)
		partsOf(t, written(t, p, document.About{Author: b}))
	})
}
