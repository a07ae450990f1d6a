package download_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/download"
	"ikat/internal/fetch"
	"ikat/store"
)

// What was downloaded before is compared with what was written beside it then; what cannot be a file is named and not
// waited for. Nothing here asks a network: the file is there.
func TestWhatWasDownloadedIsStillThat(t *testing.T) {
	text := []byte("economy,value\nVNM,1\n")
	sum := sha256.Sum256(text)
	source := &fetch.Source{Name: "figures", Kind: "data", Files: []fetch.SourceFile{{URL: "http://192.0.2.1/f.csv",
		File: "f.csv"}}}
	for _, c := range []struct {
		what  string
		spoil func(path string) error
		good  bool
	}{
		{"as it came", func(string) error { return nil }, true},
		{"put there by hand", func(path string) error { return os.Remove(path + ".source.json") }, true},
		{"a changed byte", func(path string) error {
			return os.WriteFile(path, []byte(strings.ToUpper(string(text))), 0o600)
		}, false},
		{"a changed sum", func(path string) error { return os.WriteFile(path+".source.json", []byte("{}"), 0o600) }, false},
		{"a folder", func(path string) error {
			if err := os.Remove(path); err != nil {
				return err
			}
			return os.Mkdir(path, 0o700)
		}, false},
		{"a link", func(path string) error {
			if err := os.Rename(path, path+"2"); err != nil {
				return err
			}
			return os.Symlink(path+"2", path)
		}, false},
	} {
		taker := &download.Taker{Store: store.New(t.TempDir())}
		path := filepath.Join(taker.Store.Root(), "data", "figures", "f.csv")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		about := fmt.Sprintf(`{"name":"figures","sha256":%q}`, hex.EncodeToString(sum[:]))
		for p, text := range map[string]string{path: string(text), path + ".source.json": about} {
			if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.spoil(path); err != nil {
			t.Fatal(err)
		}
		got, err := taker.Data(t.Context(), source, false)
		if c.good && (err != nil || !got.Known || got.Path != path) {
			t.Errorf("%s: %v, %v", c.what, got, err)
		}
		if !c.good && (fault.KindOf(err) != fault.Unreadable || strings.Contains(err.Error(), taker.Store.Root())) {
			t.Errorf("%s: %v, %v", c.what, got, err)
		}
	}
}

// Under a name one file is kept: what was brought by hand stays until another has come in its place.
func TestDataAreReplacedOnceOthersHaveCome(t *testing.T) {
	gone := true
	publisher := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if gone {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintln(w, "economy,value")
	}))
	defer publisher.Close()
	source := &fetch.Source{Name: "figures", Kind: "data", Files: []fetch.SourceFile{{URL: publisher.URL + "/z.csv",
		File: "z.csv"}}}
	taker := &download.Taker{Store: store.New(t.TempDir())}
	shelf := download.Shelf{Root: taker.Store.Root(), Sources: []fetch.Source{*source}}
	mine := filepath.Join(t.TempDir(), "mine.csv")
	if err := os.WriteFile(mine, []byte("economy,value\nVNM,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := taker.Put(t.Context(), source, mine, false); err != nil {
		t.Fatal(err)
	}
	holds := func(when, want string) {
		t.Helper()
		got, err := shelf.Data("figures")
		if err != nil || filepath.Base(got.Path) != want || len(shelf.List()) != 1 {
			t.Errorf("%s: %v, %v, %d are kept", when, got, err, len(shelf.List()))
		}
	}
	if got, err := taker.Data(t.Context(), source, false); err != nil || !got.Known {
		t.Errorf("data that are kept: %v, %v", got, err)
	}
	holds("not to be replaced", "mine.csv")
	if _, err := taker.Data(t.Context(), source, true); fault.KindOf(err) != fault.NotFound {
		t.Errorf("nothing came: %v", err)
	}
	holds("nothing came", "mine.csv")
	gone = false
	for range 2 {
		if got, err := taker.Data(t.Context(), source, true); err != nil || got.Known {
			t.Errorf("others came: %v, %v", got, err)
		}
		holds("others came", "z.csv")
	}
	gone = true
	if _, err := taker.Data(t.Context(), source, true); err == nil {
		t.Error("nothing came, and no error")
	}
	holds("nothing came in place of a download", "z.csv")
}
