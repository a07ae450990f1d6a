package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"ikat/internal/shareddata"
)

// What is embedded is what the facts say.
func TestEmbeddedFilesAreTheFacts(t *testing.T) {
	files, err := Make(shareddata.Path(t, "calibration"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "..", "..", path))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what `go run ./internal/cmd/calibrate ../shared/data/calibration .` makes (%v)",
				path, err)
		}
	}
}

func TestDivisions(t *testing.T) {
	if got, err := divisions("1,2,5"); got != "1 2 5" || err != nil {
		t.Error(got, err)
	}
	if got, err := divisions("17-19"); got != "17 18 19" || err != nil {
		t.Error(got, err)
	}
	if _, err := divisions("19-17"); err == nil {
		t.Error("19-17 is taken")
	}
}
