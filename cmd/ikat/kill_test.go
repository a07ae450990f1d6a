package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/outfile"
	"ikat/internal/synth"
	"ikat/store"
	"ikat/tablefile"
	"ikat/tablefile/oecd"
)

// kills is how often each command is killed: a few times in every run of the tests, IKAT_KILLS times in make chaos.
func kills(t *testing.T) int {
	text := os.Getenv("IKAT_KILLS")
	if text == "" && testing.Short() {
		return 4
	}
	n, err := strconv.Atoi(cmp.Or(text, "25"))
	if err != nil || n < 1 {
		t.Fatalf("IKAT_KILLS=%s is not a number of kills", text)
	}
	return n
}

// TestKilledCommands kills ikat tables add, get and factor, at moments spread over their work. After each, every table
// in the store opens and is one that was put there, whole, and factors are whole or not there; in the end the commands
// work and clear up.
func TestKilledCommands(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("processes are killed with SIGKILL")
	}
	rounds := kills(t)
	k := newKilling(t)
	add := func(version int) *exec.Cmd {
		return k.command("tables", "add", k.files[version], "--name", "added", "--year", "2001", "--replace")
	}
	get := func(version int) *exec.Cmd {
		k.served.Store(int64(version))
		return k.command("tables", "get", "made", "--year", "2001", "--sources", k.sources, "--replace")
	}
	factor := func(version int) *exec.Cmd {
		if version == 2 {
			return k.command("tables", "factor", "--drop", "kept/2001")
		}
		return k.command("tables", "factor", "kept/2001")
	}
	for name, command := range map[string]func(version int) *exec.Cmd{"add": add, "get": get, "factor": factor} {
		whole := k.finish(command(0))
		hit := 0
		for i := range rounds { // one kill in each part of the time that the work takes
			part := (float64(i) + rand.Float64()) / float64(rounds)
			if k.kill(command(1+i%2), time.Duration(part*float64(whole))) {
				hit++
			}
			k.check()
		}
		t.Logf("%s takes %v; %d of %d were killed before they had ended", name, whole, hit, rounds)
		if hit == 0 {
			t.Errorf("%s was never hit at work", name)
		}
	}
	k.finish(add(0))
	k.finish(get(0))
	// The second may have found what the last killed one had downloaded.
	k.finish(get(0))
	k.finish(factor(2))
	k.finish(factor(0))
	k.check()
	if !k.store.HasFactors("kept", 2001) {
		t.Error("no factors are kept")
	}
	for _, ref := range []string{"added", "fetched"} {
		if got, err := k.store.Open(t.Context(), ref, 2001); err != nil || !reflect.DeepEqual(got.Z, k.tables[0].Z) {
			t.Errorf("%s is not the last table put there: %v", ref, err)
		}
	}
	k.clean()
}

// killing is a store with one table that stays, and versions of one that come and go.
type killing struct {
	t       *testing.T
	store   *store.Store
	files   []string
	tables  []*icio.Table
	sources string
	served  atomic.Int64
}

func newKilling(t *testing.T) *killing {
	dir := t.TempDir()
	k := &killing{t: t, store: store.New(filepath.Join(dir, "store"))}
	for version := range 3 {
		path := filepath.Join(dir, fmt.Sprintf("version%d.csv", version))
		if err := outfile.Write(path, func(w io.Writer) error {
			return oecd.Write(w, synth.Table(6, 10,
				uint64(version+1)))
		}); err != nil {
			t.Fatal(err)
		}
		src, err := tablefile.OpenPath(path)
		if err != nil {
			t.Fatal(err)
		}
		table, err := oecd.Format{}.Read(t.Context(), src, tablefile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		k.files, k.tables = append(k.files, path), append(k.tables, table)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		version := k.served.Load()
		w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprint(version)))
		http.ServeFile(w, r, k.files[version])
	}))
	t.Cleanup(server.Close)
	k.sources = filepath.Join(dir, "sources.json")
	text := fmt.Sprintf(
		`[{"name":"made","format":"oecd","store":"fetched",`+
			`"files":[{"from":2001,"to":2001,"url":"%s/made.csv","file":"made.csv"}]}]`,
		server.URL,
	)
	if err := os.WriteFile(k.sources, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	k.finish(k.command("tables", "add", k.files[0], "--name", "kept", "--year", "2001"))
	return k
}

func (k *killing) command(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1", "IKAT_STORE="+k.store.Root())
	return cmd
}

// finish runs a command to its end and returns how long that takes.
func (k *killing) finish(cmd *exec.Cmd) time.Duration {
	k.t.Helper()
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		k.t.Fatalf("%v: %v: %s", cmd.Args, err, out)
	}
	return time.Since(start)
}

// kill kills a command after some time and tells whether it was still at work.
func (k *killing) kill(cmd *exec.Cmd, after time.Duration) bool {
	k.t.Helper()
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return !cmd.ProcessState.Exited()
}

// check opens every table of the store, which compares all checksums.
func (k *killing) check() {
	k.t.Helper()
	entries, err := k.store.List()
	if err != nil {
		k.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name)
		got, err := k.store.Open(context.Background(), e.Name, e.Year)
		if err != nil {
			k.t.Fatalf("%s cannot be opened: %v", e.Ref(), err)
		}
		if !slices.ContainsFunc(k.tables, func(want *icio.Table) bool {
			return reflect.DeepEqual(got.Z, want.Z) && reflect.DeepEqual(got.F, want.F) &&
				reflect.DeepEqual(got.VA, want.VA)
		}) {
			k.t.Fatalf("%s is none of the tables that were put there", e.Ref())
		}
	}
	if _, _, _, err := k.store.Factors(context.Background(), "kept", 2001); err != nil &&
		fault.KindOf(err) != fault.NotFound {
		k.t.Fatal(err)
	}
	if !slices.Contains(names, "kept") {
		k.t.Fatalf("a table that nobody touched is gone; there are %v", names)
	}
}

// clean checks that nothing is left but what the tables need.
func (k *killing) clean() {
	k.t.Helper()
	for _, folder := range []string{"tmp", "downloads"} {
		if left, err := os.ReadDir(filepath.Join(k.store.Root(), folder)); err != nil || len(left) > 0 {
			k.t.Errorf("left in %s: %v %v", folder, left, err)
		}
	}
	// All three names have the same numbers now.
	if objects, err := os.ReadDir(filepath.Join(k.store.Root(), "objects")); err != nil || len(objects) != 1 {
		k.t.Errorf("objects: %v %v", objects, err)
	}
}
