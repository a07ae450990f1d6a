package all

import "testing"

func TestFormatsHaveNamesOfTheirOwn(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range All() {
		if f.ID() == "" || f.Label() == "" || seen[f.ID()] {
			t.Errorf("format %q, %q", f.ID(), f.Label())
		}
		seen[f.ID()] = true
	}
}
