package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// Who reads gzip gets the same answer in fewer bytes, from memory too, and is told when nothing has changed; who does
// not gets it as it is.
func TestAnswersArePacked(t *testing.T) {
	text := strings.Repeat("a page with the same words again and again\n", 500)
	s := start(t, page(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("ETag", `"a"`)
		io.WriteString(w, text)
	}))
	for _, path := range []string{"/first-packed", "/first-packed", "/first-as-it-is"} {
		if path == "/first-as-it-is" {
			if w := ask(s, "GET", path); w.Header().Get("Content-Encoding") != "" || w.Body.String() != text ||
				w.Header().Get("ETag") != `"a"` {
				t.Errorf("not asked for: %v", w.Header())
			}
		}
		w := ask(s, "GET", path, "Accept-Encoding", "br, gzip")
		h := w.Header()
		if h.Get("Content-Encoding") != "gzip" || !strings.Contains(strings.Join(h.Values("Vary"), ","), "Accept-Encoding") ||
			h.Get("Content-Length") != strconv.Itoa(w.Body.Len()) || w.Body.Len() > len(text)/10 || h.Get("ETag") != `W/"a"` {
			t.Errorf("%s: %d bytes, %v", path, w.Body.Len(), h)
		}
		z, err := gzip.NewReader(bytes.NewReader(w.Body.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(z); err != nil || string(back) != text {
			t.Errorf("%s: another text comes back: %v", path, err)
		}
		for _, tag := range []string{`W/"a"`, `"a"`} {
			if w := ask(s, "GET", path, "Accept-Encoding", "gzip", "If-None-Match", tag); w.Code != 304 || w.Body.Len() > 0 ||
				w.Header().Get("Content-Encoding") != "" {
				t.Errorf("%s held: %d, %v", tag, w.Code, w.Header())
			}
		}
		key, err := s.key(httptest.NewRequest("GET", path, nil))
		if err != nil {
			t.Fatal(err)
		}
		if a, ok := s.kept.Get(key); !ok || len(a.packed) != w.Body.Len() {
			t.Errorf("%s is not kept packed: %v, the next reader waits for it again", path, ok)
		}
	}
}
