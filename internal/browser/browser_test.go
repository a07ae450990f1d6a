package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ikat/engine"
	"ikat/internal/fetch"
	"ikat/internal/synth"
	"ikat/internal/turns"
	"ikat/server"
	"ikat/server/ui"
	"ikat/store"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
	"ikat/tablefile/oecd"
)

// root is the project's folder, seen from this one.
const root = "../.."

// addresses are the pages as readers come to them; the gallery has a picture of each.
var addresses = []struct{ name, path string }{
	{"start", "/"},
	{"world", "/world"},
	{"world-groups", "/world?measure=bm&column=gvc&group=ASIA%3DCHN,JPN,KOR"},
	{"economy", "/economy?economy=IDN"},
	{"economy-known", "/economy?economy=VNM"},
	{"chain", "/chain?economy=CHN&industry=c14&partner=USA"},
	{"chain-mended", "/chain?economy=IDN&industry=c4&partner=DEU&mend=CHN:c4:IDN&by=60"},
	{"dependency", "/dependency?economy=IDN&partner=CHN"},
	{"products", "/products?economy=IDN"},
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
	{"compare", "/compare?economies=IDN,VNM,KAZ"},
	{"integration", "/integration?group=ASEAN"},
	{"questions", "/ask"},
}

// chromiumPath finds the browser, or skips.
func chromiumPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("IKAT_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Skip("skipped: needs Chromium to look at the pages; make test installs it where it can")
	return ""
}

// shared is the server that tests read from together: what one has made the others find in its memory. A test that
// changes what a server holds, or needs work not yet done, has a site of its own.
var shared struct {
	sync.Mutex
	server *httptest.Server
	close  []func()
}

// together returns the shared server.
func together(t *testing.T) *httptest.Server {
	t.Helper()
	chromiumPath(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		dir, err := os.MkdirTemp("", "ikat-site")
		if err != nil {
			t.Fatal(err)
		}
		shared.close = append(shared.close, func() { os.RemoveAll(dir) })
		sources, err := fetch.Sources(nil)
		if err != nil {
			t.Fatal(err)
		}
		shared.server = serve(t, dir, func(f func()) { shared.close = append(shared.close, f) }, sources)
	}
	return shared.server
}

// program is the command line, built once.
func program(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		dir, err := os.MkdirTemp("", "ikat-program")
		if err != nil {
			t.Fatal(err)
		}
		shared.Lock()
		shared.close = append(shared.close, func() { os.RemoveAll(dir) })
		shared.Unlock()
		path := filepath.Join(dir, "ikat")
		if out, err := exec.Command("go", "build", "-o", path, "ikat/cmd/ikat").CombinedOutput(); err != nil {
			t.Fatalf("building ikat: %v\n%s", err, out)
		}
		built.path = path
	})
	if built.path == "" {
		t.Fatal("ikat was not built")
	}
	return built.path
}

var built struct {
	sync.Once
	path string
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, f := range slices.Backward(shared.close) {
		f()
	}
	os.Exit(code)
}

// site is a server for one test.
func site(t *testing.T, sources ...fetch.Source) *httptest.Server {
	t.Helper()
	chromiumPath(t)
	return serve(t, t.TempDir(), t.Cleanup, sources)
}

// serve starts the whole server on loopback, with the embedded table and an empty store in a folder, and what
// publishers offer.
func serve(t *testing.T, dir string, after func(func()), sources []fetch.Source) *httptest.Server {
	t.Helper()
	kept := store.New(dir)
	e := engine.New("test", all.All(), apx.Library(), kept)
	pages, err := ui.New(e, "apx/2011")
	if err != nil {
		t.Fatal(err)
	}
	if !pages.FrontEnd() {
		t.Skip("skipped: the front end is not built; make web builds it where npm is")
	}
	pages.Keeps(ui.Keeping{Sources: sources, Store: true})
	handler, err := server.New(server.Config{Engine: e, Store: kept, Sources: sources,
		Table: "apx/2011", UI: pages, Version: "test",
		Takes: ui.SentPath, Sent: pages.Sent,
		Limits: server.Limits{Long: turns.Bounds{Working: 2, Waiting: 64, Wait: patience, Work: patience}}})
	if err != nil {
		t.Fatal(err)
	}
	after(func() { handler.Close(); pages.Close() })
	s := httptest.NewServer(handler)
	after(s.Close)
	return s
}

// reader is one tab of a browser that has opened pages; what goes wrong in it is collected.
type reader struct {
	context.Context
	mu       sync.Mutex
	problems []string
}

func open(t *testing.T, host string) *reader {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromiumPath(t)), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("force-color-profile", "srgb"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	r := &reader{Context: ctx}
	if err := chromedp.Listen(ctx, func(ev any) { r.watch(ev, host) }); err != nil {
		t.Fatal(err)
	}
	for _, enable := range []func() error{
		func() error { _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); return err },
		func() error { _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); return err },
		func() error { _, err := chromedp.Call(ctx, runtime.Enable, cdp.Empty{}); return err },
	} {
		if err := enable(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// watch collects errors on the console, exceptions, failed requests and requests to other hosts.
func (r *reader) watch(ev any, host string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	add := func(format string, args ...any) { r.problems = append(r.problems, fmt.Sprintf(format, args...)) }
	switch e := ev.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			add("console: %s %s", e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		add("exception: %s %s:%d", exceptionText(e.ExceptionDetails), e.ExceptionDetails.URL,
			e.ExceptionDetails.LineNumber)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			for _, a := range e.Args {
				add("console.error: %s", a.Value)
			}
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") &&
			u.Host != host {
			add("a request to another host: %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			add("%d %s", e.Response.Status, e.Response.URL)
		}
	}
}

// sound fails the test for what has gone wrong since it was last called.
func (r *reader) sound(t *testing.T, where string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.problems {
		t.Errorf("%s: %s", where, p)
	}
	r.problems = nil
}

// patience is how long one step in the browser may take, on a busy machine.
const patience = 3 * time.Minute

// do takes one step in the browser and returns what it gives.
func do[T any](t *testing.T, r *reader, where string, a chromedp.Action[T]) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(r, patience)
	defer cancel()
	out, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	return out
}

// shown waits until the page is not busy; parts of long work may wait for their reader.
func (r *reader) shown(t *testing.T, where string) {
	t.Helper()
	const script = `!document.querySelector('[aria-busy="true"]') && document.querySelector('h1') !== null`
	do(t, r, where+": waiting for the page", chromedp.Poll[bool](script, chromedp.WithPollingTimeout(patience)))
}

// settled waits until the deferred parts are there too.
func (r *reader) settled(t *testing.T, where string) {
	t.Helper()
	do(t, r, where+": waiting for long work", chromedp.Poll[bool](`!document.querySelector('[data-deferred]')`,
		chromedp.WithPollingTimeout(patience)))
	r.shown(t, where)
}

// goTo opens a page and waits for all of it.
func (r *reader) goTo(t *testing.T, address string) {
	t.Helper()
	do(t, r, address, chromedp.Navigate(address))
	r.evaluate(t, address, everyDeferred)
	r.settled(t, address)
}

// evaluate runs a script that gives a list of texts, each something wrong.
func (r *reader) evaluate(t *testing.T, where, script string) {
	t.Helper()
	for _, w := range do(t, r, where, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise)) {
		t.Errorf("%s: %s", where, w)
	}
}

// everyDeferred makes the parts of long work start, as scrolling to them does. A busy machine may draw no frame for
// long.
const everyDeferred = `(async () => { for (const s of document.querySelectorAll('[data-deferred]')) { ` +
	`s.scrollIntoView(); await new Promise(r => { requestAnimationFrame(() => setTimeout(r, 30)); ` +
	`setTimeout(r, 500); }); } ` +
	`window.scrollTo(0, 0); return []; })()`

// Every page is opened once and looked at in both widths and both themes: what does not fit, what axe finds, what goes
// wrong. With IKAT_GALLERY a folder gets a picture of each.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	axe, err := os.ReadFile(filepath.Join(root, "server/ui/web/node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Fatalf("axe-core is not where npm ci puts it: %v", err)
	}
	for _, a := range addresses {
		t.Run(a.name, func(t *testing.T) {
			r.look(t, 1280, "light")
			r.goTo(t, s.URL+a.path)
			if strings.Contains(a.path, "?") {
				r.evaluate(t, a.path, unspoken)
			}
			do(t, r, a.path, chromedp.Evaluate[chromedp.Void](string(axe)))
			for _, width := range []int64{1280, 390} {
				for _, theme := range []string{"light", "dark"} {
					where := fmt.Sprintf("%s at %d, %s", a.path, width, theme)
					r.look(t, width, theme)
					if theme == "light" { // the other differs in colours alone
						r.evaluate(t, where, layout)
						r.evaluate(t, where, fmt.Sprintf(accessible, "{}"))
					} else {
						r.evaluate(t, where, fmt.Sprintf(accessible, "{ runOnly: ['color-contrast'] }"))
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

// look sets the width of the window and the theme.
func (r *reader) look(t *testing.T, width int64, theme string) {
	t.Helper()
	do(t, r, "viewport", chromedp.EmulateViewport(width, 900))
	if _, err := chromedp.Call(r, emulation.SetEmulatedMedia,
		emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme",
			Value: theme}}}); err != nil {
		t.Fatal(err)
	}
}

// keepPicture keeps a picture of the page where somebody wants one.
func (r *reader) keepPicture(t *testing.T, name string) {
	t.Helper()
	gallery := os.Getenv("IKAT_GALLERY")
	if gallery == "" {
		return
	}
	err := os.MkdirAll(gallery, 0o777)
	if err == nil {
		err = os.WriteFile(filepath.Join(gallery, name+".png"), do(t, r, name, chromedp.FullScreenshot(100)), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// layout finds what does not fit: a page wider than its window, labels of a picture on top of each other or cut off,
// empty pictures.
const layout = `(() => {
	const wrong = [];
	if (document.documentElement.scrollWidth > window.innerWidth + 1)
		wrong.push('the page is ' + document.documentElement.scrollWidth + ' wide in a window of ' + window.innerWidth);
	for (const f of document.querySelectorAll('figure.figure')) {
		const canvas = f.querySelector('.canvas');
		if (!canvas.querySelector('svg path, svg rect, svg circle, svg line')) { wrong.push('figure ' + f.id + ' is empty');
			continue; }
		const box = canvas.getBoundingClientRect();
		const labels = [...canvas.querySelectorAll('svg text')].flatMap(e => e.querySelector('tspan') &&
			e.childNodes.length > 1 ? [...e.querySelectorAll('tspan')] : [e])
			.filter(e => e.textContent.trim() && getComputedStyle(e).visibility !== 'hidden' &&
				getComputedStyle(e).opacity > 0.1)
			.map(e => ({ text: e.textContent.trim(), box: e.getBoundingClientRect(),
				upright: !/rotate/.test(e.getAttribute('transform') || '') })).filter(l => l.box.width > 0);
		for (const [i, a] of labels.entries()) {
			if (a.box.left < box.left - 3 ||
				a.box.right > box.right + 3) wrong.push('figure ' + f.id + ': "' + a.text + '" is cut off');
			for (const b of labels.slice(i + 1)) {
				const w = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left), h = Math.min(a.box.bottom,
					b.box.bottom) - Math.max(a.box.top, b.box.top);
				if (a.upright && b.upright && w > 3 && h > 0.35 * Math.min(a.box.height,
					b.box.height)) wrong.push('figure ' + f.id + ': "' + a.text + '" and "' + b.text + '" overlap');
			}
		}
	}
	return wrong.slice(0, 20);
})()`

// accessible runs axe, with options, and returns its findings. Of long tables the first rows stand for all.
const accessible = `(async () => {
	const found = await axe.run({ exclude: [['tbody tr:nth-child(n+6)']] },
		Object.assign({ resultTypes: ['violations'] }, %s));
	return found.violations.map(v => v.id + ' (' + v.impact + '): ' + v.help + ' – ' + v.nodes.slice(0, 3).map(n =>
		n.target.join(' ') + ' ' + n.html.slice(0, 160)).join(' | '));
})()`

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
					r.evaluate(t, where, everyDeferred)
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

// follow clicks a link to an address.
const follow = `(() => { const a = document.createElement('a'); a.href = %q;
	document.getElementById('main').append(a); a.click(); })()`

// useControl sets a control to another value than it has and says so, as a hand would.
const useControl = `(() => {
	const all = [...document.querySelectorAll('[name="%s"]:is([form="choices"], form#choices *)')];
	const e = all.find(e => e.type !== 'checkbox' || !e.checked) ?? all[0]; // none ticked is no choice in the address
	const say = type => e.dispatchEvent(new Event(type, { bubbles: true }));
	if (e.tagName === 'SELECT') {
		const other = [...e.options].findIndex(o => !o.selected);
		if (other < 0) return false;
		if (e.multiple) e.options[other].selected = true; else e.selectedIndex = other;
	} else if (e.type === 'checkbox') e.checked = !e.checked;
	else if (e.type === 'range' || e.type === 'number') { const v = e.value;
		if (e.step === 'any') e.value = Number(v) + 1; else if (e.type === 'range') e.stepDown(); else e.stepUp();
		if (e.value === v) e.type === 'range' ? e.stepUp() : e.stepDown(); if (e.value === v) return false; }
	else return false;
	say('input'); say('change');
	return true;
})()`

// The numbers of a page's table are those that the command beside it prints.
func TestNumbersAreTheCommandLines(t *testing.T) {
	t.Parallel()
	s := together(t)
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	ikat := program(t)
	printed := map[string][]float64{}
	type part struct {
		ID, Command string
		Values      []float64
		Scenario    string // addresses of the files that the command reads
		Firm        string
	}
	for _, a := range addresses {
		r.goTo(t, s.URL+a.path)
		parts := do(t, r, a.path, chromedp.Evaluate[[]part](shownNumbers))
		for _, p := range parts {
			if p.ID == "worth" { // what narrowing each statistic is worth takes half a minute more, by the same question
				continue
			}
			t.Run(a.name+"-"+p.ID, func(t *testing.T) {
				dir := t.TempDir()
				if strings.Contains(p.Command, "scenario.yaml") {
					download(t, p.Scenario, filepath.Join(dir, "scenario.yaml"))
				}
				if strings.Contains(p.Command, "firm.csv") {
					download(t, p.Firm, filepath.Join(dir, "firm.csv"))
				}
				if printed[p.Command] == nil || p.Scenario+p.Firm != "" {
					printed[p.Command] = numbersOf(t, ikat, dir, p.Command)
				}
				sameNumbers(t, printed[p.Command], p.Command, p.Values)
			})
		}
	}
}

// shownNumbers lists the parts of a page that show numbers, each with its own ones and the command beside them.
const shownNumbers = `[...document.querySelectorAll('section.part')].map(s => {
	const own = selector => [...s.querySelectorAll(selector)].filter(e => e.closest('section') === s);
	return {
		ID: s.id, Command: own('p.call code')[0]?.textContent ?? '', rows: own('a[download]').length,
		Values: own('td[data-value]').filter(c => c.dataset.value !== '').map(c => +c.dataset.value),
		Scenario: document.querySelector('a[href^="/what-if/scenario.yaml"]')?.href ?? '',
		Firm: document.querySelector('a[href^="/requirements/firm.csv"]')?.href ?? '',
	};
}).filter(p => p.rows > 0 && p.Command !== '' && p.Values.length > 0)`

// download saves what an address gives.
func download(t *testing.T, address, path string) {
	t.Helper()
	w, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err == nil {
		err = os.WriteFile(path, text, 0o666)
	}
	if err != nil || w.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, w.Status, err)
	}
}

// numbersOf runs a command in a folder and returns the numbers among its rows.
func numbersOf(t *testing.T, ikat, dir, command string) []float64 {
	t.Helper()
	cmd := exec.Command("sh", "-c", ikat+strings.TrimPrefix(command, "ikat")+" --format json")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "IKAT_STORE="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	var got struct{ Rows []map[string]any }
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	var printed []float64
	for _, row := range got.Rows {
		for _, v := range row {
			if x, ok := v.(float64); ok {
				printed = append(printed, x)
			}
		}
	}
	return printed
}

// sameNumbers looks for each number of the page among those that a command printed.
func sameNumbers(t *testing.T, printed []float64, command string, values []float64) {
	t.Helper()
	if len(values) == 0 {
		t.Error("the page shows no number")
	}
	for _, v := range values {
		// A statistic as it is published and as the split holds it differ in the last digit.
		if !slices.ContainsFunc(printed, func(x float64) bool { return math.Abs(x-v) <= 1e-12*math.Abs(v) }) {
			t.Errorf("the page shows %v, which %s does not print", v, command)
		}
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
		do(t, r, "choosing "+path, chromedp.SetUploadFiles("#u-file", []string{path}))
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

// exceptionText is what a script threw.
func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}
