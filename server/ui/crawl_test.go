package ui

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var toPages = regexp.MustCompile(`<a [^>]*href="(/[^"#]*)"`)

// Every link of every page keeps what the reader has chosen, or names another choice in its place. Stories are walks of
// their own and keep the language; a link that names a table and year in one drops the year.
func TestEveryLinkKeepsWhatIsChosen(t *testing.T) {
	s := newSite(t)
	chosen := url.Values{"economy": {"JPN"}, "partner": {"DEU"}, "industry": {"c15"}, "year": {"2005"}, "table": {"apx"},
		"group": {"EAEU"}, "lang": {"ru"}}
	for _, p := range s.pages() {
		at := p.path + "?" + chosen.Encode()
		for _, found := range toPages.FindAllStringSubmatch(get(s, at).Body.String(), -1) {
			to, err := url.Parse(html.UnescapeString(found[1]))
			if err != nil {
				t.Fatal(err)
			}
			if !s.isPage(to.Path) || to.Query().Has("as") {
				continue
			}
			for name := range chosen {
				whole := strings.Contains(to.Query().Get("table"), "/") || strings.Contains(to.Query().Get("scenario"), "table:")
				switch {
				case to.Query().Has(name), p.key == "stories" && name != "lang", name == "year" && whole,
					name == "table" && whole:
				default:
					t.Errorf("%s: the link to %s loses %s", p.path, to, name)
				}
			}
		}
	}
}

// A question's page takes what was chosen for all pages: a table and a year apart, an economy where it has one.
func TestQuestionsTakeWhatIsChosen(t *testing.T) {
	s := newSite(t)
	chosen := "economy=JPN&partner=DEU&industry=c15&year=2005&table=apx"
	for id, want := range map[string]string{"profile": "apx/2005", "smes": "apx/2005", "chains": "apx/2005",
		"measure": "Compute one or more measures", "brief": "By the table apx/2005"} {
		if body := readable(t, s, "/ask/"+id+"?"+chosen); !strings.Contains(body, want) {
			t.Errorf("%s does not say %q: %s", id, want, answerOf(body))
		}
	}
	if w := get(s, "/ask/profile?economy=Nowhere"); w.Code != 404 {
		t.Errorf("an economy that is none: %d", w.Code)
	}
}

// isPage reports whether a path is that of a page.
func (s *Site) isPage(path string) bool {
	return slices.ContainsFunc(s.everyPage(), func(p page) bool { return p.path == path })
}
