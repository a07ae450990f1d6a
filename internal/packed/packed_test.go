package packed_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"ikat/internal/packed"
)

func TestWhoTakesIt(t *testing.T) {
	for header, want := range map[string]bool{"": false, "gzip": true, "br, GZIP": true, "gzip;q=0": false, "*": true,
		"gzip; q=0.5": true, "identity": false, "deflate, gzip;q=1.0, *;q=0.5": true, "gzip;q=0.0": false} {
		r := &http.Request{Header: http.Header{}}
		if header != "" {
			r.Header.Set("Accept-Encoding", header)
		}
		if got := packed.Takes(r); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}

func TestWhatIsWorthIt(t *testing.T) {
	long := bytes.Repeat([]byte("a word and another "), 100)
	for kind, want := range map[string]bool{"text/html; charset=utf-8": true, "application/json": true, "image/png": false,
		"image/svg+xml": true, "text/csv": true, "application/zip": false, "": false} {
		if got := packed.Worth(http.Header{"Content-Type": {kind}}, long); got != want {
			t.Errorf("%q: %v", kind, got)
		}
	}
	if packed.Worth(http.Header{"Content-Type": {"text/html"}}, long[:100]) {
		t.Error("a short one is packed")
	}
	r, err := gzip.NewReader(bytes.NewReader(packed.Gzip(long)))
	if err != nil {
		t.Fatal(err)
	}
	if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, long) {
		t.Errorf("%d bytes come back, %v", len(back), err)
	}
	h := http.Header{"Etag": {`"a"`}}
	packed.Head(h)
	if !strings.HasPrefix(h.Get("ETag"), "W/") || h.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v", h)
	}
}
