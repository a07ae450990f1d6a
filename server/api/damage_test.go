package api_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/internal/tinyworld"
)

// The list of tables names what of the store cannot be read, and not where the store is; everything else is answered,
// and what is mended is no longer named.
func TestTheListNamesWhatIsDamaged(t *testing.T) {
	s := start(t)
	table := tinyworld.Table()
	if _, err := s.store.Put(t.Context(), table, false); err != nil {
		t.Fatal(err)
	}
	line := filepath.Join(s.store.Root(), "tables", table.Name, "2000.json")
	whole, err := os.ReadFile(line)
	if err != nil {
		t.Fatal(err)
	}
	listed := func() (names, notes []string, tag string) {
		w := s.get("/tables")
		var got struct {
			Rows  []struct{ Table string }
			Notes []struct{ Text string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
			t.Fatalf("%d %v: %.300s", w.Code, err, w.Body)
		}
		for _, r := range got.Rows {
			names = append(names, r.Table)
		}
		for _, n := range got.Notes {
			notes = append(notes, n.Text)
		}
		return names, notes, w.Header().Get("ETag")
	}
	before, notes, tag := listed()
	if len(notes) != 0 {
		t.Errorf("%q", notes)
	}
	if err := os.WriteFile(line, whole[:50], 0o600); err != nil {
		t.Fatal(err)
	}
	names, notes, other := listed()
	if len(names) != len(before)-1 || len(notes) != 1 || !strings.Contains(notes[0], "tables/"+table.Name+"/2000.json") ||
		strings.Contains(notes[0], s.store.Root()) || other == tag {
		t.Errorf("%q %q %s", names, notes, other)
	}
	if w := s.get("/measure/exports?economy=IDN"); w.Code != 200 {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
	if err := os.WriteFile(line, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if names, notes, _ := listed(); len(names) != len(before) || len(notes) != 0 {
		t.Errorf("%q %q", names, notes)
	}
}
