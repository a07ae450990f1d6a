package fetch_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikat/fault"
	"ikat/internal/fetch"
)

// An answer must not send on to machines inside a network, to files, or to anything but the web.
func TestRedirectsStayOnTheWeb(t *testing.T) {
	inside := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "a secret") })
	for where, want := range map[string]string{
		inside + "/x":                    "inside a network",
		"http://169.254.169.254/latest/": "inside a network",
		"http://[::1]:9/":                "inside a network",
		"file:///etc/passwd":             "no address of the web",
		"gopher://example.org/":          "no address of the web",
	} {
		asked := 0
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			asked++
			http.Redirect(w, r, where, http.StatusFound)
		})
		path := filepath.Join(t.TempDir(), "table.zip")
		err := quick().Get(t.Context(), fetch.Request{URL: url, Path: path})
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", where, err)
		}
		if asked != 1 {
			t.Errorf("%s: asked %d times", where, asked)
		}
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: a file came", where)
		}
	}
}

// What came, and since when it was there, is told; a refusal to programs says where to go.
func TestReceiptAndRefusal(t *testing.T) {
	data := content(3, 50_000)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "table.zip", time.Date(2026, 5, 18, 9, 0, 0, 0, time.UTC), bytes.NewReader(data))
	})
	var got fetch.Receipt
	f := quick()
	f.Got = func(r fetch.Receipt) { got = r }
	if err := f.Get(t.Context(), fetch.Request{URL: url, Path: filepath.Join(t.TempDir(), "table.zip")}); err != nil {
		t.Fatal(err)
	}
	if want := "from " + url + ", there since 18 May 2026"; got.String() != want {
		t.Errorf("%s, want %s", got, want)
	}
	url = serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	err := quick().Get(t.Context(), fetch.Request{URL: url, Path: filepath.Join(t.TempDir(), "t"),
		Page: "https://publisher.example/tables"})
	for _, want := range []string{"to programs (403", "in a browser, at https://publisher.example/tables",
		"ikat tables add"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
}

// Eurostat's library lists a folder as JSON with numbers of files, which make their addresses.
func TestListOfNumbers(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(
			w,
			`{"data":[{"id":"aa-2","name":"matrix_26ed_2023.csv","properties":{"size":"46","name":{"en":"x"}}},
			{"id":"bb 3","name":"matrix_26ed_2024.csv","properties":{}},
			{"id":"cc","name":"readme_2024.txt"},{"name":"matrix_26ed_2022.csv"}],"total":4}`,
		)
	})
	list, err := quick().List(t.Context(), &fetch.Listing{URL: url +
		"/spaces", Match: `^matrix_.*\.csv$`, Download: url + "/rest/{id}"})
	if err != nil || len(list) != 2 || list[0].From != 2023 || list[0].URL != url+"/rest/aa-2" ||
		list[1].URL != url+"/rest/bb%203" || list[1].File != "matrix_26ed_2024.csv" {
		t.Errorf("%+v, %v", list, err)
	}
}

// The ADB's page holds a list as JSON, in a script or in an attribute; the newest release of a year counts.
func TestFilesListedOnAPage(t *testing.T) {
	const list = `[{"id":5,"href":"/download/mrio-file/5","filename":"ADB-MRIO-2007.xlsx","historical_year":"2007"},
		{"id":440,"href":"/download/mrio-file/440","filename":"ADB-MRIO-2024-December 2024.xlsx","historical_year":2024},
		{"id":445,"href":"/download/mrio-file/445","filename":"ADB-MRIO-2024-August 2025.xlsx","historical_year":2024},
		{"id":7,"href":"/download/mrio-file/7","filename":"ADB-MRIO62-2007_August 2024.xlsx","historical_year":"2007"},
		{"id":8,"href":"javascript:alert(1)","filename":"ADB-MRIO-2008.xlsx","historical_year":"2008"},
		{"id":251,"href":"/download/mrio-file/251","filename":"UAE IOT 2000-2023.xlsx","historical_year":""}]`
	for name, page := range map[string]string{
		"in a script":     "<!doctype html><html><script>window.list = " + list + "</script></html>",
		"in an attribute": `<html><div data-files="` + strings.ReplaceAll(list, `"`, "&quot;") + `"></div></html>`,
	} {
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, page) })
		got, err := quick().List(t.Context(), &fetch.Listing{URL: url +
			"/globalization/current", Match: `(?i)MRIO.*\.xlsx$`, Not: `(?i)MRIO[ _-]?62`})
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, f := range got {
			lines = append(lines, fmt.Sprintf("%d %s %s", f.From, strings.TrimPrefix(f.URL, url), f.File))
		}
		want := "2007 /download/mrio-file/5 ADB-MRIO-2007.xlsx\n2024 /download/mrio-file/445 ADB-MRIO-2024-August 2025.xlsx"
		if s := strings.Join(lines, "\n"); s != want {
			t.Errorf("%s:\n%s", name, s)
		}
	}
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>Are you human?</html>") })
	if _, err := quick().List(t.Context(), &fetch.Listing{URL: url, Match: "x"}); fault.KindOf(
		err,
	) != fault.Unreadable ||
		!strings.Contains(err.Error(), "browser") {
		t.Error(err)
	}
}
