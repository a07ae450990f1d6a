package ui

import (
	"flag"
	"os"
	"testing"

	"ikat/docs"
	"ikat/engine"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

var update = flag.Bool("update", false, "write docs/guide.md")

// The guide says what the pages say. Its pictures are made by internal/browser, with IKAT_GUIDE set.
func TestTheGuideIsOfThePages(t *testing.T) {
	s, err := New(engine.New("test", all.All(), apx.Library()), "apx/2011")
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.Guide()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("../../docs/guide.md", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have, err := docs.Files.ReadFile("guide.md"); err != nil || string(have) != want {
		t.Errorf("docs/guide.md is not what the pages say (%v); go test ./server/ui -run Guide -update writes it", err)
	}
	for file := range GuidePictures() {
		if _, err := docs.Pictures.ReadFile(file); err != nil {
			t.Error(err)
		}
	}
}
