package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file whose ending is none that a command writes is refused, with those that it does, and nothing is written.
func TestEndingsThatAreNotWrittenAreRefused(t *testing.T) {
	for _, command := range []string{"study IDN", "rank --top 2", "measure exports", "profile IDN", "brief IDN",
		"tables export apx/2008", "tables synth", "trade synth"} {
		for _, ending := range []string{".odt", ".pdf", ".csvx"} {
			path := filepath.Join(t.TempDir(), "BACI_HS17_V000000"+ending)
			code, _, errs := ikat(t, append(strings.Fields(command), "-o", path)...)
			if _, err := os.Stat(path); code != 2 || err == nil {
				t.Errorf("ikat %s -o x%s: exit %d, written %v: %s", command, ending, code, err == nil, errs)
			}
		}
	}
	if code, _, errs := ikat(t, "study", "IDN", "-o", filepath.Join(t.TempDir(), "s.docx")); code != 2 ||
		!strings.Contains(errs, ".html") {
		t.Errorf("study -o s.docx: exit %d: %s", code, errs)
	}
}
