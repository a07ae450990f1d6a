package browser

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"ikat/internal/fetch"
	"ikat/internal/tinyworld"
	"ikat/tablefile/oecd"
)

// A table is downloaded by one click, stopped, gone on with, and opened; licence and citation stand beside the button.
func TestATableIsDownloadedByOneClick(t *testing.T) {
	t.Parallel()
	var whole bytes.Buffer
	if err := oecd.Write(&whole, tinyworld.Table()); err != nil {
		t.Fatal(err)
	}
	var asked, continued atomic.Int32
	publisher := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		if r.Header.Get("Range") != "" {
			continued.Add(1)
		}
		if asked.Add(1) > 1 {
			http.ServeContent(w, r, "made.csv", time.Time{}, bytes.NewReader(whole.Bytes()))
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(whole.Len()))
		_, _ = w.Write(whole.Bytes()[:whole.Len()/2])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	defer publisher.Close()
	s := site(t, fetch.Source{Name: "made", Label: "Made up", Licence: "none needed", Citation: "Nobody (2001)",
		Page: "https://example.org/", Format: "oecd", Store: "published",
		Files: []fetch.SourceFile{{From: 2001, To: 2001, URL: publisher.URL + "/{year}.csv", File: "{year}.csv"}}})
	r := open(t, strings.TrimPrefix(s.URL, "http://"))
	r.goTo(t, s.URL+"/data")
	press := func(selector string) {
		t.Helper()
		do(t, r, selector, chromedp.Click(selector))
	}
	says := func(text string) {
		t.Helper()
		r.until(t, "waiting for "+text,
			`document.querySelector('form.getting').closest('tr').textContent.includes(`+strconv.Quote(text)+`)`)
	}
	says("none needed")
	says("Nobody (2001)")
	press("form.getting .go")
	says(" MB")
	press("form.getting .status button")
	says("Stopped.")
	says("Begun, and goes on from here:")
	press("form.getting .go")
	says("Added: published/2001")
	if continued.Load() != 1 {
		t.Errorf("the download began anew")
	}
	press("form.getting .status a")
	r.shown(t, "the table")
	if text := r.text(t, "the table"); !strings.Contains(text, "published/2001") {
		t.Errorf("%.300s", text)
	}
	r.sound(t, "downloads")
}
