package ui

import (
	"strings"
	"testing"

	"ikat/measure"
)

// A measure with a source or an industry of its own is shown for the one chosen, which is a list of choices: its number
// is that of the measure's row, it is named in the sentence, and the source itself is no row.
func TestWorldFixesSides(t *testing.T) {
	s := newSite(t)
	body := readable(t, s, "/world?measure=va-origin&partner=CHN&economy=IDN&year=2011&column=va-origin.share")
	for _, want := range []string{"share of exports (China)", "2.6%", `name="partner"`, "of 14 economies"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q: %s", want, answerOf(body))
		}
	}
	if answer := answerOf(body); strings.Contains(answer, "78.8%") {
		t.Errorf("China's own part in its exports is ranked: %s", answer)
	}
	body = readable(t, s, "/world?measure=rca&industry=c4&year=2011")
	for _, want := range []string{"extiles", `name="industry"`, "4.1"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q: %s", want, answerOf(body))
		}
	}
	levels := map[string]string{"shares": "country", "va-origin": "country", "imports": "country", "rca": "sector",
		"chain-income": "product", "va-final": "country"}
	for id, want := range levels {
		m, err := measure.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		if l, ok := worldLevel(m); !ok || l.ID != want {
			t.Errorf("%s is shown at %q, %v", id, l.ID, ok)
		}
	}
}
