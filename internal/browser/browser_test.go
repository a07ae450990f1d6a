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
// wrong. With IKAT_GALLERY a folder gets a picture of each.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	axe := axeScript(t)
	for i, a := range addresses {
		t.Run(a.name, func(t *testing.T) {
			r.look(t, 1280, "light")
			r.goTo(t, s.URL+a.path)
			if strings.Contains(a.path, "?") {
				r.evaluate(t, a.path, unspoken)
			}
			do(t, r, a.path, chromedp.Evaluate[chromedp.Void](axe))
			for j, width := range []int64{1280, 390} {
				for _, theme := range []string{"light", "dark"} {
					where := fmt.Sprintf("%s at %d, %s", a.path, width, theme)
					r.look(t, width, theme)
					if theme == "light" { // the other differs in colours alone
						r.evaluate(t, where, layout)
						r.evaluate(t, where, accessible)
					} else if i%2 == j { // and colours do not go by the width
						r.evaluate(t, where, contrast)
					}
					r.keepPicture(t, fmt.Sprintf("%s-%d-%s", a.name, width, theme))
				}
			}
			r.sound(t, a.path)
		})
	}
}

// unspoken finds choices of an address that the page did not know: it must be one that readers come to.
const unspoken = `[...document.querySelectorAll('p.word')].map(e => e.textContent).filter(t => /no choice/.test(t))`

// Every control of every page is used as a reader does: the address changes, the page answers, nothing goes wrong.
func TestEveryControlInABrowser(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	do(t, r, "viewport", chromedp.EmulateViewport(1280, 900))
	for _, a := range addresses {
		t.Run(a.name, func(t *testing.T) {
			do(t, r, a.path, chromedp.Navigate(s.URL+a.path)) // long work is for the answers to controls
			r.shown(t, a.path)
			names := do(t, r, a.path,
				chromedp.Evaluate[[]string](`[...new Set([...document.querySelectorAll('[form="choices"], `+
					`form#choices [name]')].filter(e => e.name && e.type !== 'hidden').map(e => e.name))]`))
			waited := false
			for i, name := range names {
				if i > 0 { // back to where the page began, as a link leads there
					do(t, r, name, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(follow, a.path)))
					do(t, r, name, chromedp.Poll[bool](fmt.Sprintf(`location.href === %q`, s.URL+a.path)))
					r.shown(t, name)
				}
				before := do(t, r, name, chromedp.Location())
				if !do(t, r, name, chromedp.Evaluate[bool](fmt.Sprintf(useControl, name))) {
					continue // a choice of one, or free text
				}
				where := a.path + " " + name
				do(t, r, where+": waiting for the address to change",
					chromedp.Poll[bool](fmt.Sprintf(`location.href !== %q`, before)))
				if !waited && a.name != "small-firms" { // what long work gives after a change is looked at once a page
					r.settled(t, where)
					waited = true
				}
				r.shown(t, where)
				if after := do(t, r, where, chromedp.Location()); !strings.Contains(after, name+"=") {
					t.Errorf("after choosing %s the address is %s", name, after)
				}
				r.sound(t, where)
			}
		})
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
		do(t, r, "waiting for "+path,
			chromedp.Poll[bool](`document.querySelector('#upload .status a, #upload .status.wrong') !== null`))
		return do(t, r, path, chromedp.TextContent("#upload .status"))
	}
	if said := send(table); !strings.Contains(said, "mine/2012") {
		t.Errorf("after adding a table the page says %q", said)
	}
	do(t, r, "going to the table", chromedp.Click("#upload .status a"))
	do(
		t,
		r,
		"the table",
		chromedp.Poll[bool](`document.querySelector('.answer.further')?.textContent.includes('mine/2012 `+
			`has 6 economies and 4 industries')`),
	)
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
	do(t, r, "waiting for progress",
		chromedp.Poll[bool](`document.querySelector('#interval .waiting progress') !== null`))
	do(t, r, "stopping", chromedp.Evaluate[chromedp.Void](`document.querySelector('#interval .waiting `+
		`button').click()`))
	do(t, r, "waiting for the end", chromedp.Poll[bool](`document.querySelector('#interval .waiting.ended') !== null`))
	if said := do(t, r, "what is said", chromedp.TextContent("#interval .waiting")); !strings.Contains(said,
		"Stopped") || !strings.Contains(said, "Try again") {
		t.Errorf("stopped work says %q", said)
	}
	do(t, r, "again", chromedp.Evaluate[chromedp.Void](`document.querySelector('#interval .waiting button').click()`))
	do(t, r, "waiting for the answer", chromedp.Poll[bool](`document.querySelector('#interval figure.figure') !== null`,
		chromedp.WithPollingTimeout(patience)))
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
