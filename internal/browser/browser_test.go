package browser

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"ikat/internal/synth"
	"ikat/tablefile/oecd"
)

// addresses are the pages as readers come to them; the gallery has a picture of each.
var addresses = []struct{ name, path string }{
	{"start", "/"},
	{"world", "/world"},
	{"world-groups", "/world?measure=bm&column=gvc&group=ASIA%3DCHN,JPN,KOR"},
	{"economy", "/economy?economy=IDN"},
	{"economy-picked", "/economy?economy=IDN&partner=JPN"},
	{"economy-known", "/economy?economy=VNM"},
	{"economy-russian", "/economy?economy=IDN&lang=ru"},
	{"chain", "/chain?economy=CHN&industry=c14&partner=USA"},
	{"chain-mended", "/chain?economy=IDN&industry=c4&partner=DEU&mend=CHN:c4:IDN&by=60"},
	{"dependency", "/dependency?economy=IDN&partner=CHN"},
	{"products", "/products?economy=IDN"},
	{"opportunities", "/opportunities?economy=IDN"},
	{"competitive", "/competitiveness?economy=VNM"},
	{"borders", "/borders?economy=IDN"},
	{"what-if", "/what-if"},
	{"small-firms", "/small-firms?economy=JPN"},
	{"source-tables", "/source-tables"},
	{"data", "/data"},
	{"methods", "/methods"},
	{"brief", "/brief?economy=IDN"},
	{"stories", "/stories"},
	{"requirements", "/requirements"},
	{"requirements-own", "/requirements?form=own"},
	{"compare", "/compare?economies=IDN,VNM,KAZ"},
	{"integration", "/integration?group=ASEAN"},
	{"questions", "/ask"},
}

// Every page is opened once and looked at in both widths and both themes: what does not fit, what axe finds, what goes
// wrong. Its numbers are those that the commands beside them print. Every control is used as a reader does: the address
// changes, the page answers. With IKAT_GALLERY a folder gets a picture of each.
func TestPagesInABrowser(t *testing.T) {
	s := together(t)
	for half := range 2 { // in two windows, a core each, and before the other tests, which take as long together
		t.Run(fmt.Sprintf("window-%d", half+1), func(t *testing.T) {
			t.Parallel()
			r := open(t, strings.TrimPrefix(s.URL, "http://"))
			axe, told := axeScript(t), commands{ikat: program(t)}
			for i, a := range addresses {
				if i/2%2 != half { // of the pages of each window one half is seen dark at the one width, one at the other
					continue
				}
				t.Run(a.name, func(t *testing.T) { r.lookAt(t, s.URL, axe, a.name, a.path, i%2, &told) })
			}
		})
	}
}

// lookAt opens a page, looks at it and uses its controls; colours of the dark theme are looked at in one width, 0 the
// first.
func (r *reader) lookAt(t *testing.T, site, axe, name, path string, dark int, told *commands) {
	t.Helper()
	r.look(t, 1280, "light")
	r.goTo(t, site+path)
	if strings.Contains(path, "?") {
		r.evaluate(t, path, unspoken)
	}
	told.sameAs(t, r, path)
	do(t, r, path, chromedp.Evaluate[chromedp.Void](axe))
	for j, width := range []int64{1280, 390} {
		for _, theme := range []string{"light", "dark"} {
			where := fmt.Sprintf("%s at %d, %s", path, width, theme)
			r.look(t, width, theme)
			switch {
			case theme == "light" && j == 0:
				r.evaluate(t, where, layout)
				r.evaluate(t, where, accessible)
				do(t, r, where, chromedp.Evaluate[chromedp.Void](remember))
			case theme == "light": // colours do not go by the width: of what was there, they have been looked at
				r.evaluate(t, where, layout)
				r.evaluate(t, where, accessibleNarrow)
			case dark == j: // and the other theme differs in colours alone
				r.evaluate(t, where, contrast)
			}
			r.keepPicture(t, fmt.Sprintf("%s-%d-%s", name, width, theme))
		}
	}
	r.sound(t, path)
	r.look(t, 1280, "light")
	r.controls(t, site, name, path)
}

// unspoken finds choices of an address that the page did not know: it must be one that readers come to.
const unspoken = `[...document.querySelectorAll('p.word')].map(e => e.textContent).filter(t => /no choice/.test(t))`

// controls uses every control of the page that is shown: the address changes, the page answers, nothing goes wrong.
func (r *reader) controls(t *testing.T, site, page, path string) {
	t.Helper()
	names := do(t, r, path,
		chromedp.Evaluate[[]string](`[...new Set([...document.querySelectorAll('[form="choices"], `+
			`form#choices [name]')].filter(e => e.name && e.type !== 'hidden').map(e => e.name))]`))
	waited := false
	for i, name := range names {
		if i > 0 { // back to where the page began
			r.follow(t, site+path)
		}
		before := do(t, r, name, chromedp.Location())
		if !do(t, r, name, chromedp.Evaluate[bool](fmt.Sprintf(useControl, name))) {
			continue // a choice of one, or free text
		}
		where := path + " " + name
		r.until(t, where+": waiting for the address to change", fmt.Sprintf(`location.href !== %q`, before))
		if !waited && page != "small-firms" { // what long work gives after a change is looked at once a page
			r.settled(t, where)
			waited = true
		}
		r.shown(t, where)
		if after := do(t, r, where, chromedp.Location()); !strings.Contains(after, name+"=") {
			t.Errorf("after choosing %s the address is %s", name, after)
		}
		r.sound(t, where)
	}
}

// A table is added by hand, looked at, and what is not one is refused with the reason.
func TestATableIsAddedInABrowser(t *testing.T) {
	t.Parallel()
	s := site(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	dir := t.TempDir()
	table := filepath.Join(dir, "mine_2012.csv")
	var text bytes.Buffer
	if err := oecd.Write(&text, synth.Table(6, 4, 1)); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(dir, "moved.csv")
	for path, content := range map[string][]byte{table: text.Bytes(),
		page: []byte("<!doctype html><html><body>Moved</body></html>")} {
		if err := os.WriteFile(path, content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	send := func(path string) string {
		r.goTo(t, s.URL+"/data")
		do(t, r, "choosing "+path, chromedp.SetUploadFiles("#upload-file", []string{path}))
		do(t, r, "sending "+path, chromedp.Click("#upload button[type=submit]"))
		r.until(t, "waiting for "+path, `document.querySelector('#upload .status a, #upload .status.wrong') !== null`)
		return do(t, r, path, chromedp.TextContent("#upload .status"))
	}
	if said := send(table); !strings.Contains(said, "mine/2012") {
		t.Errorf("after adding a table the page says %q", said)
	}
	do(t, r, "going to the table", chromedp.Click("#upload .status a"))
	r.until(t, "the table",
		`document.querySelector('.answer.further')?.textContent.includes('mine/2012 has 6 economies and 4 industries')`)
	r.sound(t, "adding a table")
	if said := send(page); !strings.Contains(said, "web page") && !strings.Contains(said, "HTML") {
		t.Errorf("of a web page saved as a table the page says %q", said)
	}
}

// Long work shows that it goes on, stops when it is told to, and starts again.
func TestLongWorkIsStoppedInABrowser(t *testing.T) {
	t.Parallel()
	s := site(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	do(t, r, "small firms", chromedp.Navigate(s.URL+"/small-firms?economy=KOR"))
	do(t, r, "scrolling", chromedp.Evaluate[chromedp.Void](`document.querySelector('#interval').scrollIntoView()`))
	r.until(t, "waiting for progress", `document.querySelector('#interval .waiting progress') !== null`)
	do(t, r, "stopping", chromedp.Evaluate[chromedp.Void](`document.querySelector('#interval .waiting `+
		`button').click()`))
	r.until(t, "waiting for the end", `document.querySelector('#interval .waiting.ended') !== null`)
	if said := do(t, r, "what is said", chromedp.TextContent("#interval .waiting")); !strings.Contains(said,
		"Stopped") || !strings.Contains(said, "Try again") {
		t.Errorf("stopped work says %q", said)
	}
	do(t, r, "again", chromedp.Evaluate[chromedp.Void](`document.querySelector('#interval .waiting button').click()`))
	r.until(t, "waiting for the answer", `document.querySelector('#interval figure.figure') !== null`)
	r.sound(t, "stopping")
}

// A picture is saved as a file that stands on its own.
func TestPicturesAreSavedInABrowser(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	r.goTo(t, s.URL+"/economy?economy=IDN")
	links := do(t, r, "the links", chromedp.Evaluate[[]string](
		`[...document.querySelectorAll('#structure .pictures a')].map(a => a.href)`))
	starts := []string{"<svg", "\x89PNG"}
	if len(links) != len(starts) {
		t.Fatalf("the picture can be kept as %v", links)
	}
	for i, start := range starts {
		path := filepath.Join(t.TempDir(), "picture")
		download(t, links[i], path)
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(file) < 1000 || !bytes.HasPrefix(file, []byte(start)) {
			t.Errorf("%s has %d bytes", links[i], len(file))
		}
		if i == 0 && (bytes.Contains(file, []byte("var(--")) || !bytes.Contains(file, []byte("Indonesia")) ||
			!bytes.Contains(file, []byte("World Input-Output Database"))) {
			t.Error("the SVG needs the page's style, or lacks its title or source")
		}
	}
	r.sound(t, "saving pictures")
}
