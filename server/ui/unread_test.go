package ui

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What an address asks for and a page does not have is refused, or carried to another with a word: never does a page
// show something else in silence.
func TestNothingChosenIsTakenForAnother(t *testing.T) {
	s := newSite(t)
	told := func(target string) {
		w := get(s, target)
		if w.Code == http.StatusOK && !strings.Contains(w.Body.String(), `<p class="word" role="note">`) {
			t.Errorf("%s is answered without a word", target)
		}
	}
	for _, p := range s.pages() {
		if p.path == "/" { // a greeting
			continue
		}
		told(address(p.path, "no-such-choice", "1"))
		for _, name := range []string{"partner", "industry", "year", "table"} { // which all pages carry
			told(address(p.path, name, "nonsense"))
		}
		v := viewOf(t, s, p.path)
		for _, c := range v.everyControl() {
			if c.Kind == "select" || c.Kind == "checks" || c.Kind == "number" {
				told(address(p.path, c.Name, "nonsense"))
			}
		}
	}
}

// An address that gives one choice two values shows the first and says so, as questions refuse it; choices that take
// several take all of them.
func TestAChoiceGivenTwiceIsSaid(t *testing.T) {
	s := newSite(t)
	const said = "more than once"
	for _, p := range s.pages() {
		if p.path == "/" {
			continue
		}
		target := address(p.path, "economy", "KOR", "economy", "JPN")
		if w := get(s, target); !strings.Contains(html.UnescapeString(w.Body.String()), "KOR is shown, and JPN left out") {
			t.Errorf("%s: not said", target)
		}
		for _, c := range viewOf(t, s, p.path).everyControl() {
			pair := []string{c.Name, "KOR", c.Name, "JPN"}
			switch w := get(s, address(p.path, pair...)); {
			case c.Kind == "select" && w.Code == http.StatusOK && !strings.Contains(w.Body.String(), said),
				c.Kind == "checks" && strings.Contains(w.Body.String(), said):
				t.Errorf("%s %v: %d", p.path, pair, w.Code)
			}
		}
	}
	for _, target := range []string{
		address("/world", "group", "A=KOR,JPN", "group", "B=IND,IDN"),
		address("/borders", "economy", "VNM", "with", "THA", "with", "MYS"),
		address("/compare", "economies", "VNM", "economies", "THA"),
		address("/economy", "economy", "KOR", "economy", "KOR", "economy", ""),
	} {
		if w := get(s, target); w.Code != http.StatusOK || strings.Contains(w.Body.String(), said) {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	for _, path := range []string{"/brief/word", "/brief/study", "/what-if/scenario.yaml", firmPath} {
		if w := get(s, address(path, "table", "apx/2005", "table", "apx/2008")); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	r := &request{Values: url.Values{"with": {"THA", "", "MYS"}}, Texts: english(), site: s}
	if to := r.link("/borders"); to != "/borders?with=THA%2CMYS" {
		t.Errorf("a link carries %s", to)
	}
}
