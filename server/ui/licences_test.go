package ui

import (
	"net/http"
	"strings"
	"testing"

	"ikat/notices"
)

func TestTheFooterLeadsToLicences(t *testing.T) {
	s := newSite(t)
	if page := readable(t, s, "/methods"); !strings.Contains(page, `href="/licences"`) {
		t.Error("no page leads to the licences")
	}
	w := get(s, "/licences")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("%d %s", w.Code, w.Header().Get("Content-Type"))
	}
	for _, p := range notices.All() {
		if !strings.Contains(w.Body.String(), p.Name) {
			t.Errorf("the licences lack %s", p.Name)
		}
	}
}
