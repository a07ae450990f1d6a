package say

import (
	"strings"
	"testing"
)

// What stands around the names of a title only saves looking at it: every title made of names is said as its pattern
// says, and one that only begins or only ends as a pattern does is not.
func TestTitlesAreFoundByTheirEnds(t *testing.T) {
	r, ok := In("ru").grammar.(russian)
	if !ok || len(r.patterns) < 20 {
		t.Fatalf("%d patterns of titles", len(r.patterns))
	}
	for key := range r.names {
		if !strings.Contains(key, "{}") {
			continue
		}
		title := strings.ReplaceAll(key, "{}", "Qx")
		if text, ok := r.titled(title); !ok || strings.Contains(text, "{") || !strings.Contains(text, "Qx") {
			t.Errorf("%q is said as %q", title, text)
		}
		for _, other := range []string{"x" + title, title + "x"} {
			for _, p := range r.patterns {
				if in := p.english.FindStringSubmatch(other); in != nil {
					other = "" // another pattern's
					break
				}
			}
			if text, ok := r.titled(other); other != "" && ok {
				t.Errorf("%q is taken for a title: %q", other, text)
			}
		}
	}
}
