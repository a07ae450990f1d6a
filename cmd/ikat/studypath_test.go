package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A study of a file names the file, and not the folder it lies in.
func TestAStudyNamesNoFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "of-the-author")
	if err := os.Mkdir(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	table, page := filepath.Join(folder, "mine_2008.npz"), filepath.Join(t.TempDir(), "study.html")
	must(t, "tables", "export", "apx/2008", "-o", table)
	must(t, "study", "IDN", "--table", table, "-o", page)
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "mine_2008.npz") {
		t.Error("the file is not named")
	}
	if at := strings.Index(string(text), "of-the-author"); at >= 0 {
		t.Errorf("it names the folder: %s", text[max(0, at-200):at+60])
	}
}
