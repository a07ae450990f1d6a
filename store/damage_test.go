package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/store"
)

// two returns a store with two tables, and the line of the second.
func two(t *testing.T) (s *store.Store, line string) {
	t.Helper()
	s = store.New(t.TempDir())
	for _, name := range []string{"good", "bad"} {
		table := tinyworld.Table()
		table.Name = name
		table.Unit, table.Currency = "million", "USD"
		if name == "bad" {
			table.Z[0]++
		}
		put(t, s, table, false)
	}
	return s, filepath.Join(s.Root(), "tables", "bad", "2000.json")
}

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// aside checks that one entry is named as damaged, without the store's folder, and that all else works.
func aside(t *testing.T, s *store.Store, why string) {
	t.Helper()
	entries, err := s.List()
	damage := s.Damage()
	if err != nil || len(entries) != 1 || entries[0].Name != "good" || len(damage) != 1 {
		t.Fatalf("%s: %v %v %v", why, entries, damage, err)
	}
	_, opening := s.Open(t.Context(), "bad", 2000)
	for _, err := range []error{damage[0], opening} {
		text := err.Error()
		if fault.KindOf(err) != fault.Unreadable || !strings.Contains(text, "bad") || strings.Contains(text, s.Root()) {
			t.Errorf("%s: %v", why, err)
		}
	}
	if _, err := s.Open(t.Context(), "good", 2000); err != nil {
		t.Errorf("%s: %v", why, err)
	}
	other := tinyworld.Table()
	other.Name = "other"
	put(t, s, other, false)
	if err := s.Remove(t.Context(), "other", 2000); err != nil {
		t.Errorf("%s: removing another table: %v", why, err)
	}
	if objects, _ := os.ReadDir(filepath.Join(s.Root(), "objects")); len(objects) < 2 {
		t.Errorf("%s: the numbers of the damaged entry were swept away", why)
	}
}

// What stands in the store and is no table is named, and nothing else suffers; so is a table whose numbers are gone.
func TestForeignEntriesAreNamed(t *testing.T) {
	old := time.Now().Add(-time.Hour)
	made := func(s *store.Store, name, text string) {
		path := filepath.Join(s.Root(), "tables", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, path, []byte(text))
	}
	for why, do := range map[string]struct {
		make func(*store.Store)
		says string // of the one more entry that is named
	}{
		"a year in letters":    {func(s *store.Store) { made(s, "good/abc.json", "{}") }, "store, tables/good/abc.json: "},
		"a year of 11 digits":  {func(s *store.Store) { made(s, "good/99999999999.json", "{}") }, "99999999999.json"},
		"a year with a zero":   {func(s *store.Store) { made(s, "good/02000.json", "{}") }, "good/02000.json"},
		"an editor's rest":     {func(s *store.Store) { made(s, "good/2000.json~", "{}") }, "good/2000.json~"},
		"another ending":       {func(s *store.Store) { made(s, "good/2001.JSON", "{}") }, "good/2001.JSON"},
		"a name of blanks":     {func(s *store.Store) { made(s, "a b/2000.json", "{}") }, "store, tables/a b: "},
		"a name with a line":   {func(s *store.Store) { made(s, "a\n\x1b[31m/2000.json", "{}") }, `"tables/a\n\x1b[31m"`},
		"a name that is bytes": {func(s *store.Store) { made(s, "\xff/2000.json", "{}") }, `"tables/\xff"`},
		"a file of no name":    {func(s *store.Store) { made(s, "notes.txt", "x") }, "tables/notes.txt"},
		"a copy beside":        {func(s *store.Store) { made(s, "good (copy)/2000.json", "{}") }, "tables/good (copy)"},
		"an empty folder": {func(s *store.Store) {
			dir := filepath.Join(s.Root(), "tables", "empty")
			if err := errors.Join(os.Mkdir(dir, 0o700), os.Chtimes(dir, old, old)); err != nil {
				t.Fatal(err)
			}
		}, "a folder without a table"},
	} {
		s, _ := two(t)
		do.make(s)
		damage := s.Damage()
		if len(damage) != 1 || !strings.Contains(damage[0].Error(), do.says) ||
			!strings.Contains(damage[0].Error(), "move it out of the store") ||
			strings.Contains(damage[0].Error(), "\x1b") || !utf8.ValidString(damage[0].Error()) ||
			strings.Contains(damage[0].Error(), s.Root()) {
			t.Errorf("%s: %q", why, damage)
		}
		if entries, err := s.List(); err != nil || len(entries) != 2 {
			t.Errorf("%s: %v %v", why, entries, err)
		}
		if err := s.Remove(t.Context(), "bad", 2000); err != nil {
			t.Errorf("%s: %v", why, err)
		}
		if objects, _ := os.ReadDir(filepath.Join(s.Root(), "objects")); len(objects) != 1 {
			t.Errorf("%s: what the removed table had stays", why)
		}
	}
	for _, made := range []string{".DS_Store", "good/.2000.json.swp"} {
		s, _ := two(t)
		write(t, filepath.Join(s.Root(), "tables", made), nil)
		if damage := s.Damage(); len(damage) != 0 {
			t.Errorf("%s: %v", made, damage)
		}
	}
	s, _ := two(t)
	if err := os.Mkdir(filepath.Join(s.Root(), "tables", "new"), 0o700); err != nil {
		t.Fatal(err)
	}
	if damage := s.Damage(); len(damage) != 0 {
		t.Errorf("a folder that a writer may just have made is called odd: %v", damage)
	}
}

func TestATableWhoseNumbersAreGoneIsNamed(t *testing.T) {
	s, line := two(t)
	text, err := os.ReadFile(line)
	if err != nil {
		t.Fatal(err)
	}
	var of struct{ Object string }
	if err := json.Unmarshal(text, &of); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(s.Root(), "objects", of.Object)); err != nil {
		t.Fatal(err)
	}
	entries, err := s.List()
	damage := s.Damage()
	if err != nil || len(entries) != 1 || entries[0].Name != "good" || len(damage) != 1 ||
		!strings.Contains(damage[0].Error(), "tables/bad/2000.json") || !strings.Contains(damage[0].Error(), "add it again") {
		t.Fatalf("%v, %v, %v", entries, damage, err)
	}
	if _, err := s.Open(t.Context(), "good", 2000); err != nil {
		t.Error(err)
	}
	if err := s.Remove(t.Context(), "bad", 2000); err != nil || len(s.Damage()) != 0 {
		t.Errorf("removing it: %v, %v", err, s.Damage())
	}
}

func TestADamagedEntryIsNamedAndSteppedOver(t *testing.T) {
	for why, text := range map[string]string{
		"cut": "{", "empty": "", "a list": "[]",
		"no object": `{"object":"","meta":{"Name":"bad","Year":2000}}`,
		"another's": `{"object":"x","meta":{"Name":"good","Year":2000}}`,
	} {
		s, line := two(t)
		write(t, line, []byte(text))
		aside(t, s, why)
		if err := s.Remove(t.Context(), "bad", 2000); err != nil || len(s.Damage()) != 0 {
			t.Errorf("%s: removing it: %v", why, err)
		}
	}
}

// No byte of a line can change without being noticed, or it changes nothing.
func TestEveryByteOfALineIsUnderItsChecksum(t *testing.T) {
	s, line := two(t)
	good, err := os.ReadFile(line)
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.Open(t.Context(), "bad", 2000)
	if err != nil {
		t.Fatal(err)
	}
	for at := range good {
		for _, bit := range []byte{1, 0x20} {
			bad := bytes.Clone(good)
			bad[at] ^= bit
			write(t, line, bad)
			got, err := s.Open(t.Context(), "bad", 2000)
			if err == nil && !reflect.DeepEqual(got, want) {
				t.Fatalf("byte %d (%q to %q) goes unnoticed", at, good[at], bad[at])
			}
			if err != nil && fault.KindOf(err) != fault.Unreadable {
				t.Fatalf("byte %d: %v", at, err)
			}
		}
	}
}

// A line whose format is damaged into that of lines without a checksum keeps its own, which is compared.
func TestADamagedFormatDoesNotLiftTheChecksum(t *testing.T) {
	for why, c := range map[string][2]string{
		"another number": {`"ikat line 2"`, `"ikat line 1"`},
		"said twice":     {`"object"`, `"format": "ikat line 1", "object"`},
	} {
		s, line := two(t)
		good, err := os.ReadFile(line)
		if err != nil {
			t.Fatal(err)
		}
		bad := bytes.Replace(good, []byte(c[0]), []byte(c[1]), 1)
		bad = bytes.Replace(bad, []byte(`"million"`), []byte(`"mimlion"`), 1)
		if !bytes.Contains(bad, []byte("ikat line 1")) || !bytes.Contains(bad, []byte("mimlion")) {
			t.Fatalf("%s: the line is as it was", why)
		}
		write(t, line, bad)
		aside(t, s, why)
	}
}

// Stores that earlier programs wrote have lines without a seal.
func TestOldLinesOpen(t *testing.T) {
	s, line := two(t)
	text, err := os.ReadFile(line)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatal(err)
	}
	delete(members, "format")
	delete(members, "sha256")
	old := func() []byte {
		text, err := json.Marshal(members)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	write(t, line, old())
	if _, err := s.Open(t.Context(), "bad", 2000); err != nil {
		t.Errorf("%v", err)
	}
	members["economies"] = 100000
	write(t, line, old())
	if _, err := s.Open(t.Context(), "bad", 2000); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("dimensions that are not the table's: %v", err)
	}
	members["meta"].(map[string]any)["Year"] = 1999
	write(t, line, old())
	aside(t, s, "a year that is not the line's")
}

func TestANewerFormatIsCalledNewer(t *testing.T) {
	s, line := two(t)
	text, err := os.ReadFile(line)
	if err != nil {
		t.Fatal(err)
	}
	write(t, line, bytes.Replace(text, []byte("ikat line 2"), []byte("ikat line 3"), 1))
	aside(t, s, "newer")
	_, err = s.Open(t.Context(), "bad", 2000)
	if !strings.Contains(err.Error(), "newer ikat") || strings.Contains(err.Error(), "Remove") {
		t.Error(err)
	}
	table := tinyworld.Table()
	table.Name = "bad"
	if _, err := s.Put(t.Context(), table, false); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("it is written over: %v", err)
	}
}

func TestWaitingForAWriterEndsAndSaysForWhom(t *testing.T) {
	s, _ := two(t)
	// A second store of the same folder holds the lock as another process would: locks belong to open files.
	f, err := os.OpenFile(filepath.Join(s.Root(), "lock"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	hold(t, f, "process 4711 since 2024-01-01T00:00:00Z\n")
	told := make(chan string, 1)
	s.Waiting = func(who string) { told <- who }
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Remove(ctx, "bad", 2000) }()
	if who := <-told; !strings.Contains(who, "4711") {
		t.Errorf("waits for %q", who)
	}
	stop()
	if err := <-done; fault.KindOf(err) != fault.Canceled || !strings.Contains(err.Error(), "4711") {
		t.Error(err)
	}
	f.Close()
	if err := s.Remove(t.Context(), "bad", 2000); err != nil {
		t.Error(err)
	}
}

func TestFilesOfDeadServersAreSwept(t *testing.T) {
	s := store.New(t.TempDir())
	alive, err := s.Receive(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dead := filepath.Join(s.Root(), "incoming", "from-1")
	if err := os.Mkdir(dead, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dead, "lock"), nil)
	write(t, filepath.Join(dead, "table.csv"), []byte("x"))
	other, err := store.New(s.Root()).Receive(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Error("what a dead server received is still there")
	}
	if _, err := os.Stat(alive.Dir); err != nil {
		t.Errorf("what a living one receives is gone: %v", err)
	}
	if err := errors.Join(alive.Close(), other.Close()); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(s.Root(), "incoming", "from-*")); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestAStoreTakesNoMoreThanItMay(t *testing.T) {
	s, _ := two(t)
	s.Most = s.Size() + 1000
	in, err := s.Receive(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f, err := in.Create("table.csv")
	if err != nil {
		t.Fatal(err)
	}
	_, first := f.Write(make([]byte, 900))
	_, second := f.Write(make([]byte, 900))
	if first != nil || fault.KindOf(second) != fault.Unwritable {
		t.Errorf("%v, %v", first, second)
	}
	if err := errors.Join(f.Close(), in.Close()); err != nil {
		t.Error(err)
	}
	s.Most = s.Size()
	table := tinyworld.Table()
	table.Name, table.Z[1] = "third", 77
	if _, err := s.Put(t.Context(), table, false); fault.KindOf(err) != fault.Unwritable {
		t.Errorf("a table beyond the bound: %v", err)
	}
	put(t, s, named("good"), false)
}

func named(name string) *icio.Table {
	table := tinyworld.Table()
	table.Name = name
	table.Unit, table.Currency = "million", "USD"
	return table
}

// A store whose list of tables is no folder has no tables; what it is, is said, and advice for one table is not given.
func TestAStoreWithoutAList(t *testing.T) {
	for _, gone := range []string{"tables", "."} {
		s, _ := two(t)
		place := filepath.Join(s.Root(), gone)
		if err := os.RemoveAll(place); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		entries, err := s.List()
		damage := s.Damage()
		if err != nil || len(entries) != 0 || len(damage) != 1 {
			t.Fatalf("%v, %v, %v", entries, err, damage)
		}
		_, err = s.Open(t.Context(), "good", 2000)
		for _, e := range []error{damage[0], err} {
			if e == nil || !strings.Contains(e.Error(), "the list of tables cannot be read") ||
				strings.Contains(e.Error(), "tables remove") {
				t.Errorf("%v", e)
			}
		}
	}
}
