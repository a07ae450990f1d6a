package engine_test

import (
	"os"
	"path/filepath"
	"testing"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/synth"
	"ikat/internal/tinyworld"
	"ikat/store"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
)

// A table that is replaced in the store is not answered from what was read before.
func TestAReplacedTableIsReadAgain(t *testing.T) {
	s := store.New(t.TempDir())
	e := engine.New("test", all.All(), s)
	first, second := *tinyworld.Table(), *synth.Table(4, 2, 1)
	for i, put := range []*icio.Table{&first, &second} {
		put.Name, put.Year = "mine", 2001
		if _, err := s.Put(t.Context(), put, true); err != nil {
			t.Fatal(err)
		}
		got, err := e.Table(t.Context(), "mine/2001", nil)
		if err != nil {
			t.Fatal(err)
		}
		sys, err := e.System(t.Context(), "mine/2001", engine.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got.G() != put.G() || sys.G() != put.G() {
			t.Errorf("table %d: %d economies, system of %d, want %d", i, got.G(), sys.G(), put.G())
		}
	}
}

// A closed engine does not say whether there is a file of a name, however the name is written.
func TestAClosedEngineOpensNoFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "made"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	open := engine.New("test", all.All(), apx.Library(), store.New(filepath.Join(dir, "store")))
	for _, ref := range []string{"made/2001", "/etc/passwd", "../../etc/passwd", "made", ".", "apx", "apx/2008/",
		"apx/../apx/2008", "\x00", ""} {
		if ref == "made/2001" {
			if err := os.WriteFile(ref, []byte("row,AUS_c1\n"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := open.Closed().Table(t.Context(), ref, nil); fault.KindOf(err) != fault.NotFound {
			t.Errorf("table %q: %v", ref, err)
		}
		if _, err := open.Closed().Content(ref); fault.KindOf(err) != fault.NotFound {
			t.Errorf("content of %q: %v", ref, err)
		}
	}
	if _, err := open.Table(t.Context(), "made/2001", nil); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("an open engine does read the file: %v", err)
	}
	if table, err := open.Closed().Table(t.Context(), "apx/2008", nil); err != nil || table.G() != 17 {
		t.Errorf("apx/2008: %v", err)
	}
}
