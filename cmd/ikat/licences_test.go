package main

import (
	"strings"
	"testing"

	"ikat/notices"
)

func TestLicences(t *testing.T) {
	code, out, _ := ikat(t, "licences")
	if code != 0 {
		t.Fatal(code)
	}
	for _, p := range notices.All() {
		if !strings.Contains(out, p.Name) {
			t.Errorf("the list lacks %s", p.Name)
		}
	}
	if code, out, _ = ikat(t, "licences", "World Input-Output Database, release 2013"); code != 0 ||
		!strings.Contains(out, "Timmer") {
		t.Errorf("one part: %d %q", code, out)
	}
	if code, _, stderr := ikat(t, "licences", "d3-sanky"); code != 3 || !strings.Contains(stderr, "d3-sankey") {
		t.Errorf("a wrong name: %d %q", code, stderr)
	}
}
