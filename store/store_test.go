package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/synth"
	"ikat/internal/tinyworld"
	"ikat/store"
	"ikat/tablefile/tablefiletest"
)

func put(t *testing.T, s *store.Store, table *icio.Table, replace bool) store.Outcome {
	t.Helper()
	outcome, err := s.Put(t.Context(), table, replace)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func TestWhatGoesInComesOut(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		want := tablefiletest.Table().Draw(t, "table")
		want.Meta = icio.Meta{Name: "made", Year: 2000, Currency: "USD", Unit: "million", Source: "a test", SHA256: "ab",
			EconomyNames: map[string]string{want.Economies[0]: "Somewhere"}, Derivation: []string{"made up"}}
		want.Reported.ColumnOutput = want.X
		s := store.New(dir)
		if _, err := s.Put(context.Background(), want, true); err != nil {
			t.Fatal(err)
		}
		got, err := s.Open(context.Background(), "made", 2000)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
	if objects, _ := os.ReadDir(filepath.Join(dir, "objects")); len(objects) != 1 {
		t.Errorf("%d objects are left of the replaced tables", len(objects))
	}
}

func TestSameAgainOtherAndReplace(t *testing.T) {
	s := store.New(t.TempDir())
	table := tinyworld.Table()
	if got := put(t, s, table, false); got != store.Stored {
		t.Errorf("first: %v", got)
	}
	if got := put(t, s, table, false); got != store.Unchanged {
		t.Errorf("again: %v", got)
	}
	other := tinyworld.Table()
	other.Z[1]++
	if _, err := s.Put(t.Context(), other, false); fault.KindOf(err) != fault.Invalid ||
		!strings.Contains(err.Error(), "replace") {
		t.Errorf("another table: %v", err)
	}
	if got, err := s.Open(t.Context(), "tinyworld", 2000); err != nil || got.Z[1] != table.Z[1] {
		t.Errorf("the first table is not there any more: %v", err)
	}
	if got := put(t, s, other, true); got != store.Replaced {
		t.Errorf("replace: %v", got)
	}
	if got, err := s.Open(t.Context(), "tinyworld", 2000); err != nil || got.Z[1] != other.Z[1] {
		t.Errorf("not replaced: %v", err)
	}
}

// The same numbers under two names are on the disk once, and stay until the second name goes.
func TestObjectsAreSharedAndSwept(t *testing.T) {
	s := store.New(t.TempDir())
	first, second := tinyworld.Table(), tinyworld.Table()
	second.Name = "other"
	put(t, s, first, false)
	put(t, s, second, false)
	count := func() int {
		objects, err := os.ReadDir(filepath.Join(s.Root(), "objects"))
		if err != nil {
			t.Fatal(err)
		}
		return len(objects)
	}
	if count() != 1 {
		t.Errorf("%d objects", count())
	}
	if err := s.Remove(t.Context(), "tinyworld", 2000); err != nil || count() != 1 {
		t.Errorf("%v, %d objects", err, count())
	}
	if err := s.Remove(t.Context(), "tinyworld", 2000); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	if err := s.Remove(t.Context(), "other", 2000); err != nil || count() != 0 {
		t.Errorf("%v, %d objects", err, count())
	}
	if entries, err := s.List(); err != nil || len(entries) != 0 {
		t.Errorf("%v %v", entries, err)
	}
}

func TestRefusedNames(t *testing.T) {
	s := store.New(t.TempDir())
	for _, name := range []string{"", "..", "a/b", `a\b`, "a.b", "-a", strings.Repeat("a", 101)} {
		table := tinyworld.Table()
		table.Name = name
		if _, err := s.Put(t.Context(), table, false); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := s.Open(t.Context(), name, 2000); fault.KindOf(err) != fault.NotFound {
			t.Errorf("open %q: %v", name, err)
		}
	}
	table := tinyworld.Table()
	table.Year = 0
	if _, err := s.Put(t.Context(), table, false); fault.KindOf(err) != fault.Invalid ||
		!strings.Contains(err.Error(), "year") {
		t.Errorf("no year: %v", err)
	}
}

// Any byte changed, or any file cut or gone, is noticed when the table is opened; adding the table again mends it.
func TestDamageIsNoticedAndMended(t *testing.T) {
	s := store.New(t.TempDir())
	table := tinyworld.Table()
	put(t, s, table, false)
	files, err := filepath.Glob(filepath.Join(s.Root(), "objects", "*", "*"))
	if err != nil || len(files) != 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		good, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(good); at += 1 + len(good)/50 {
			bad := append([]byte(nil), good...)
			bad[at] ^= 1
			check(t, s, file, bad, fmt.Sprintf("byte %d", at))
		}
		check(t, s, file, good[:len(good)-1], "cut")
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Open(t.Context(), "tinyworld", 2000); fault.KindOf(err) != fault.Unreadable {
			t.Errorf("%s gone: %v", file, err)
		}
		if err := os.WriteFile(file, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	put(t, s, table, false)
	if _, err := s.Open(t.Context(), "tinyworld", 2000); err != nil {
		t.Errorf("adding again did not mend it: %v", err)
	}
}

func check(t *testing.T, s *store.Store, file string, text []byte, what string) {
	t.Helper()
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(t.Context(), "tinyworld", 2000); fault.KindOf(err) != fault.Unreadable {
		t.Errorf("%s, %s: %v", filepath.Base(file), what, err)
	}
}

func TestManyAtOnce(t *testing.T) {
	root := t.TempDir()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			s := store.New(root)
			for round := range 5 {
				table := tinyworld.Table()
				table.Name = fmt.Sprintf("t%d", i%3)
				table.Z[1] = float64(i%3*10 + round)
				if _, err := s.Put(context.Background(), table, true); err != nil {
					t.Error(err)
				}
				if _, err := s.Open(context.Background(), table.Name, 2000); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// versions of one table that the writer of TestKilled swaps, large enough to be hit while they are written.
func version(i int) *icio.Table {
	table := synth.Table(6, 10, uint64(1+i%2))
	table.Name = "killed"
	return table
}

// TestKilled kills a process that keeps replacing and removing a table, a hundred times at random moments. Afterwards
// the table is one version or the other, whole, or was removed; and the store can be written.
func TestKilled(t *testing.T) {
	if root := os.Getenv("IKAT_TEST_WRITER"); root != "" {
		s := store.New(root)
		fmt.Println("begun")
		for i := 0; ; i++ {
			if _, err := s.Put(context.Background(), version(i), true); err != nil {
				t.Fatal(err)
			}
			if i%5 == 4 {
				if err := s.Remove(t.Context(), "killed", 2000); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	root := t.TempDir()
	s := store.New(root)
	keep := tinyworld.Table()
	put(t, s, keep, false)
	found := map[string]int{}
	for i := range 100 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "IKAT_TEST_WRITER="+root)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// However slow the machine, it is hit at work and not before.
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(1+i*7%60) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		found[stateOf(t, s)]++
		if got, err := s.Open(t.Context(), "tinyworld", 2000); err != nil || !reflect.DeepEqual(got, keep) {
			t.Fatalf("another table suffered: %v", err)
		}
	}
	put(t, s, version(0), true)
	if left, _ := os.ReadDir(filepath.Join(root, "tmp")); len(left) > 0 {
		t.Errorf("%d temporary files are left", len(left))
	}
	t.Logf("states found: %v", found)
	if len(found) < 2 {
		t.Errorf("the writer was never hit at work: %v", found)
	}
}

func stateOf(t *testing.T, s *store.Store) string {
	t.Helper()
	got, err := s.Open(t.Context(), "killed", 2000)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return "removed"
	}
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		if want := version(i); reflect.DeepEqual(got.Z, want.Z) && reflect.DeepEqual(got.F, want.F) {
			return fmt.Sprint("version ", i)
		}
	}
	t.Fatal("the table is neither version")
	return ""
}

func BenchmarkOpen4050(b *testing.B) {
	s := store.New(b.TempDir())
	table := synth.Table(81, 50, 1)
	if _, err := s.Put(b.Context(), table, false); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Open(b.Context(), table.Name, table.Year); err != nil {
			b.Fatal(err)
		}
	}
}
