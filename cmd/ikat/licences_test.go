package main

import (
	"os"
	"path/filepath"
	"runtime"
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
	if code, _, stderr := ikat(t, "licences", "github.com/spf13/cobr"); code != 3 ||
		!strings.Contains(stderr, "spf13/cobra") {
		t.Errorf("a wrong name: %d %q", code, stderr)
	}
}

func TestVersionAndManualPages(t *testing.T) {
	if code, out, _ := ikat(t, "version"); code != 0 || !strings.HasPrefix(out, "ikat "+release) ||
		!strings.Contains(out, runtime.GOOS+"/"+runtime.GOARCH) {
		t.Errorf("version: %d %q", code, out)
	}
	dir := t.TempDir()
	if code, _, stderr := ikat(t, "man", dir); code != 0 {
		t.Fatal(stderr)
	}
	page, err := os.ReadFile(filepath.Join(dir, "ikat-measure.1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{".TH \"IKAT-MEASURE\" 1", ".B \\-\\-economy ", ".BR ikat (1)"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page of measure lacks %q", want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "ikat-man.1")); err == nil {
		t.Error("a hidden command has a page")
	}
}
