package site_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"ikat/internal/project"
	"ikat/internal/site"
	"ikat/question/catalog"
)

func made(t *testing.T) map[string][]byte {
	t.Helper()
	root, err := project.Root()
	if err != nil {
		t.Fatal(err)
	}
	files, err := site.Make(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Every question, measure and document has its page; nothing is loaded from another host.
func TestSite(t *testing.T) {
	files := made(t)
	for _, q := range catalog.Questions {
		if _, ok := files["questions/"+q.ID+".html"]; !ok {
			t.Errorf("the question %s has no page", q.ID)
		}
	}
	loads := regexp.MustCompile(`<(img|script|link)[^>]*(src|href)="[a-z]+:`)
	for name, text := range files {
		if strings.HasSuffix(name, ".html") && loads.Match(text) {
			t.Errorf("%s loads something from another host", name)
		}
	}
	bm := string(files["methods/bm.html"])
	if !strings.Contains(bm, "B<sub>ss</sub>") || !strings.Contains(bm, `<code>gexp</code>`) {
		t.Error("formulas of bm are not typeset, or its columns are")
	}
	if !strings.Contains(string(files["assets/index.js"]), "Borin and Mancini") {
		t.Error("the search does not know Borin and Mancini")
	}
}

// A link to a document, a heading or a file that is not there is named with its document.
func TestBrokenLinksAreNamed(t *testing.T) {
	root, err := project.Root()
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	err = fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "dist") {
			return fs.SkipDir
		}
		if strings.HasSuffix(name, ".md") {
			files[name] = &fstest.MapFile{Data: []byte("# Title\n\nText.\n")}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := site.Make(files); err != nil {
		t.Fatal(err)
	}
	files["docs/web.md"] = &fstest.MapFile{
		Data: []byte("# Web\n\n[a](tables.md) [b](gone.md) [c](tables.md#gone) [d](../x.csv)")}
	_, err = site.Make(files)
	if err == nil {
		t.Fatal("three links lead nowhere and nobody says so")
	}
	for _, link := range []string{"docs/web.md: gone.md", "docs/web.md: tables.md#gone", "docs/web.md: ../x.csv"} {
		if !strings.Contains(err.Error(), link) {
			t.Errorf("%q is not named in: %v", link, err)
		}
	}
	if strings.Contains(err.Error(), "web.md: tables.md\n") {
		t.Error("a good link is named")
	}
}
