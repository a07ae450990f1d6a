package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ikat/known"
)

// Every member and associate member of ESCAP gets an answer over HTTP, by code and by name: its profile, what is known
// of it, its brief, and itself beside another; borders where there are some.
func TestEveryMemberBesideItsGroup(t *testing.T) {
	a := start(t)
	for _, e := range known.Members() {
		card, err := known.Of(e)
		if err != nil {
			t.Fatal(err)
		}
		paths := []string{"/profile/" + e.Code, "/profile/" + url.PathEscape(e.Name),
			"/economies?economies=" + e.Code, "/compare/" + e.Code + ",ASEAN"}
		if len(card.Borders) > 0 && card.Borders[len(card.Borders)-1].Record.ExportParts != nil {
			paths = append(paths, "/border?economies="+e.Code)
		}
		for _, path := range paths {
			if w := a.get(path); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "NaN") {
				t.Errorf("%s: %d %.200s", path, w.Code, w.Body.String())
			}
		}
	}
}
