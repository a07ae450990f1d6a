package ui

import (
	"strings"
	"testing"

	"ikat/internal/fetch"
)

// Pages offer to download and to keep only what the server may keep, and say where it asks for its token.
func TestPagesOfferToKeepWhatTheServerMayKeep(t *testing.T) {
	sources := []fetch.Source{
		{Name: "made", Label: "Made up", Licence: "none needed", Citation: "Nobody (2001)", Page: "https://example.org/",
			Files: []fetch.SourceFile{{From: 1999, To: 2001, URL: "https://example.org/{year}.csv", File: "{year}.csv"}}},
		{Name: "byhand", Label: "By hand", Page: "https://example.org/page"},
	}
	const button, form, token = `action="/api/v1/sources/`, `id="upload"`, `id="token"`
	for name, c := range map[string]struct {
		keeping Keeping
		has     []string
		lacks   []string
	}{
		"open": {Keeping{Sources: sources, Store: true},
			[]string{button + "made", form, "<option>2001</option><option>2000</option>", "none needed", "Nobody (2001)",
				`href="https://example.org/page"`}, []string{token, button + "byhand", "keeps no tables"}},
		"with a token": {Keeping{Sources: sources, Store: true, Token: true},
			[]string{button + "made", form, token, "This server is shared"}, nil},
		"nothing": {Keeping{}, []string{"keeps no tables"}, []string{button, form, token}},
	} {
		s := newSite(t)
		s.Keeps(c.keeping)
		body := get(s, "/data").Body.String()
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
		for _, not := range c.lacks {
			if strings.Contains(body, not) {
				t.Errorf("%s: %s", name, not)
			}
		}
	}
}
