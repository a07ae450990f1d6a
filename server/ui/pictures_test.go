package ui

import (
	"bytes"
	"image"
	_ "image/png"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var pictureLink = regexp.MustCompile(`href="(/economy\?[^"]*as=svg[^"]*)"`)

// A picture of a page is a file at the page's address: as SVG, in pixels, and as a card of the size that cards have.
func TestPicturesAreFiles(t *testing.T) {
	s := newSite(t)
	page := get(s, "/economy?economy=IDN&table=apx/2008").Body.String()
	m := pictureLink.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page offers no picture as SVG")
	}
	address := strings.ReplaceAll(m[1], "&amp;", "&")
	r := get(s, address)
	if r.Code != http.StatusOK || !bytes.HasPrefix(bytes.TrimSpace(r.Body.Bytes()), []byte("<svg")) ||
		!strings.Contains(r.Header().Get("Content-Disposition"), ".svg") {
		t.Errorf("%s: %d %v %.80s", address, r.Code, r.Header(), r.Body)
	}
	for as, width := range map[string]int{"png": fileWide * pixels, "card": cardWide} {
		r := get(s, strings.ReplaceAll(address, "as=svg", "as="+as))
		size, kind, err := image.DecodeConfig(r.Body)
		if err != nil || kind != "png" || size.Width != width || as == "card" && size.Height != cardHeight {
			t.Errorf("%s: %s of %d x %d, %v", as, kind, size.Width, size.Height, err)
		}
	}
	for _, wrong := range []string{strings.ReplaceAll(address, "as=svg", "as=gif"),
		"/economy?economy=IDN&as=svg&picture=none", "/stories?as=svg"} {
		if r := get(s, wrong); r.Code < 400 || r.Code >= 500 {
			t.Errorf("%s: %d", wrong, r.Code)
		}
	}
	if !strings.Contains(page, `property="og:image" content="http://`) {
		t.Error("the page names no card")
	}
}

// Pictures are shown in frames of those hosts only that whoever runs the server names.
func TestEmbedding(t *testing.T) {
	s := newSite(t)
	if r := get(s, "/embed/economy?economy=IDN"); r.Code != http.StatusNotFound {
		t.Errorf("without a host: %d", r.Code)
	}
	if err := s.EmbedFrom([]string{"https://www.example.org; script-src *"}); err == nil {
		t.Error("what is no host is taken as one")
	}
	if err := s.EmbedFrom([]string{"https://www.example.org"}); err != nil {
		t.Fatal(err)
	}
	r := get(s, "/embed/economy?economy=IDN&table=apx/2008")
	policy := r.Header().Get("Content-Security-Policy")
	if r.Code != http.StatusOK || !strings.Contains(policy, "frame-ancestors 'self' https://www.example.org") ||
		!strings.Contains(r.Body.String(), "<svg") {
		t.Errorf("%d %s", r.Code, policy)
	}
	policy = get(s, "/economy?economy=IDN").Header().Get("Content-Security-Policy")
	if strings.Contains(policy, "example.org") {
		t.Errorf("the page itself may be framed: %s", policy)
	}
}
