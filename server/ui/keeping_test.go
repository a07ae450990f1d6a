package ui

import (
	"strings"
	"testing"

	"ikat/internal/fetch"
	"ikat/question"
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

// The pages of products and of data take a file of trade where the server keeps any, with a field for each thing that
// the address which takes it declares.
func TestPagesTakeAFileOfTrade(t *testing.T) {
	s := newSite(t)
	const form = `action="/api/v1/trade" data-view="/products"`
	if body := get(s, "/products").Body.String(); strings.Contains(body, form) ||
		!strings.Contains(body, "keeps no tables") {
		t.Error("a server that keeps nothing offers to keep trade")
	}
	s = newSite(t)
	s.Keeps(Keeping{Store: true})
	for _, page := range []string{"/products", "/data"} {
		body := get(s, page).Body.String()
		if !strings.Contains(body, form) {
			t.Fatal(page, "takes no file of trade")
		}
		for _, p := range question.KeepFlows() {
			if n := strings.Count(body, `id="upload-trade-`+p.Name+`"`); n != 1 {
				t.Errorf("%s: the field %s stands %d times", page, p.Name, n)
			}
		}
	}
	body := get(s, "/data").Body.String()
	for _, p := range question.KeepTable(s.engine.Formats()) {
		if !strings.Contains(body, `id="upload-`+p.Name+`"`) {
			t.Errorf("no field %s of a table", p.Name)
		}
	}
}
