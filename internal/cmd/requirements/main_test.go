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
	files, err := Make(shareddata.Path(t, "requirements"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "..", "..", path))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what `go run ./internal/cmd/requirements ../shared/data/requirements .` makes (%v)", path, err)
		}
	}
}

func TestUnknownNamesAreFound(t *testing.T) {
	if known([]string{"a;b|c", ""}, []string{"a", "b", "c"}) != nil || known([]string{"a|d"}, []string{"a"}) == nil {
		t.Error("names are not told apart")
	}
}
