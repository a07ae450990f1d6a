package engine_test

import (
	"strings"
	"testing"

	"ikat/engine"
	"ikat/fault"
)

// A text that breaks the YAML library is the reader's error, with the file's name.
func TestYAMLThatBreaksItsReaderIsRefused(t *testing.T) {
	for _, text := range []string{"scenarios:\n  - name: a\n    changes: ! 0\n", "scenarios: !x 1\n"} {
		_, err := engine.ReadScenarios("mine.yaml", []byte(text))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "mine.yaml") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
