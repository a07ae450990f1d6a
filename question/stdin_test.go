package question_test

import (
	"os"
	"path/filepath"
	"testing"

	"ikat/fault"
	"ikat/question"
)

// A dash names standard input; messages call it by that name.
func TestADashIsStandardInput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "piped")
	if err := os.WriteFile(path, []byte("title: piped"), 0o600); err != nil {
		t.Fatal(err)
	}
	piped, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer piped.Close()
	stdin := os.Stdin
	os.Stdin = piped
	defer func() { os.Stdin = stdin }()
	name, data, err := question.ReadFile("-")
	if fault.Bare(name) != "standard input" || string(data) != "title: piped" || err != nil {
		t.Errorf("%q %q %v", name, data, err)
	}
	if name, data, err = question.ReadFile(path); name != path || string(data) != "title: piped" || err != nil {
		t.Errorf("%q %q %v", name, data, err)
	}
}
