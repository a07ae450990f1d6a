package browser

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/chromedp"
)

// edition serves the files of the edition for the browser below a folder, as a plain host of files does.
func edition(t *testing.T) (*httptest.Server, string) {
	t.Helper()
	dir := filepath.Join(root, "dist/web-edition")
	if _, err := os.Stat(filepath.Join(dir, "ikat.wasm.zst")); err != nil {
		t.Skip("skipped: the edition for the browser is not built; make web-edition builds it")
	}
	mux := http.NewServeMux()
	mux.Handle("/tools/ikat/", http.StripPrefix("/tools/ikat", http.FileServer(http.Dir(dir))))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s, s.URL + "/tools/ikat"
}

// shown is a page's text as both give it: without the folder it stands in, and without what differs at each asking.
func shown(r *reader, t *testing.T, address string) string {
	t.Helper()
	script := `(async () => { const a = await fetch(` + quoted(address) + `, {headers: {Accept: 'text/html'}}); ` +
		`return a.status + '\n' + (await a.text()).replaceAll('/tools/ikat/', '/'); })()`
	text := do(t, r, address, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	return exact.ReplaceAllStringFunc(unlike.ReplaceAllString(text, ""), func(number string) string {
		x, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return number
		}
		return strconv.FormatFloat(x, 'g', 10, 64)
	})
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// exact are numbers in full: their last digits differ between kernels.
var exact = regexp.MustCompile(`\d+\.\d{8,}(e[-+]?\d+)?`)

// unlike is what pages of two programs may differ in: versions in addresses, how long something took, and what is said
// to those who show cards of a page, who ask the host itself.
var unlike = regexp.MustCompile(`[?&;](amp;)?v=[0-9a-f]+|\bikat (test|dev|0\.[0-9.a-z-]+)|` +
	`\s*<meta (property="og:|name="twitter:)[^>]*>`)

// keeps is the part of a page that takes files to keep, which the edition cannot and says.
var keeps = regexp.MustCompile(`(?s)<section[^>]*"add-trade-title">.*?</section>`)

// The edition for the browser shows what a server shows, from any folder of a host, and without a network.
func TestTheEditionForTheBrowserShowsWhatAServerShows(t *testing.T) {
	files, address := edition(t)
	served := together(t)
	r := open(t, strings.TrimPrefix(files.URL, "http://"))
	begun := time.Now()
	do(t, r, "the first page", chromedp.Navigate(address+"/"))
	for end := begun.Add(patience); ; { // the page that loads the program gives way to the program's first page
		there, err := chromedp.Run(r, chromedp.Evaluate[bool](`document.querySelector('main h1') !== null`))
		if err == nil && there {
			break
		}
		if time.Now().After(end) {
			text, _ := chromedp.Run(r, chromedp.Evaluate[string](`document.body.innerText`))
			t.Fatalf("no first page: %v; there is %.300q", err, text)
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Logf("first page after %.1f s", time.Since(begun).Seconds())
	ours := open(t, strings.TrimPrefix(served.URL, "http://"))
	do(t, ours, "the server", chromedp.Navigate(served.URL+"/"))
	files.Close() // from here on there is no host
	for _, page := range addresses {
		if page.path == "/data" {
			continue // shows where tables are kept
		}
		begun := time.Now()
		got, want := shown(r, t, address+page.path), shown(ours, t, served.URL+page.path)
		t.Logf("%s after %.1f s", page.path, time.Since(begun).Seconds())
		if keeps.MatchString(want) && !strings.Contains(keeps.FindString(got), "keeps no tables") {
			t.Errorf("%s does not say that nothing is kept: %.300s", page.path, keeps.FindString(got))
		}
		got, want = keeps.ReplaceAllString(got, ""), keeps.ReplaceAllString(want, "")
		if got != want {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			from := max(0, at-80)
			t.Errorf("%s differs at %d of %d:\n%.200s\n--- and not\n%.200s", page.path, at, len(want), got[from:], want[from:])
		}
	}
	for _, command := range []cdp.Command[cdp.Empty, cdp.Empty]{serviceworker.Enable, serviceworker.StopAllWorkers} {
		// As the browser does when nothing is asked for a while.
		if _, err := chromedp.Call(r, command, cdp.Empty{}); err != nil {
			t.Fatal(err)
		}
	}
	begun = time.Now()
	if again := shown(r, t, address+"/"); !strings.HasPrefix(again, "200\n") || !strings.Contains(again, "<h1") {
		t.Errorf("once stopped, it does not start again without a host: %.300s", again)
	}
	t.Logf("started again, without a host, in %.1f s", time.Since(begun).Seconds())
}
