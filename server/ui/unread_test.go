package ui

import (
	"net/http"
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
