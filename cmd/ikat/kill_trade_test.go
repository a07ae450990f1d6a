package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"ikat/store"
	"ikat/trade/flowfile"
	"ikat/trade/flowstore"
)

// TestKilledTradeAdd kills ikat trade add at moments spread over its work, in a year that is there already and is
// replaced. After each, the year is one of the two that were put there, whole, and another is untouched; in the end the
// command works and clears up.
func TestKilledTradeAdd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("processes are killed with SIGKILL")
	}
	rounds := kills(t)
	dir := t.TempDir()
	k := &killing{t: t, store: store.New(filepath.Join(dir, "store"))}
	var files []string
	totals := map[float64]bool{}
	for version := range 2 {
		file := filepath.Join(dir, fmt.Sprintf("made_V000000_%d.csv", version))
		k.finish(k.command("trade", "synth", "-o", file, "--count", "60000", "--economies", "40", "--products", "300",
			"--seed", fmt.Sprint(version+1)))
		file = packed(t, file)
		read, err := flowfile.Path(t.Context(), file, flowfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		files, totals[read.Data[0].Total()] = append(files, file), true
	}
	add := func(version int) []string {
		return []string{"trade", "add", files[version], "--name", "made", "--replace"}
	}
	k.finish(k.command("trade", "add", files[0], "--name", "kept"))
	whole := k.finish(k.command(add(0)...))
	flows := flowstore.New(filepath.Join(k.store.Root(), "trade"))
	check := func() {
		t.Helper()
		for _, name := range []string{"kept", "made"} {
			entry, err := flows.Find(name, 2022, "")
			if err != nil {
				t.Fatalf("%s is gone: %v", name, err)
			}
			d, err := flowstore.ReadFile(context.Background(), entry.Path)
			if err != nil {
				t.Fatalf("%s cannot be read: %v", name, err)
			}
			if !totals[d.Total()] {
				t.Fatalf("%s has %v, which is none of the years that were put there", name, d.Total())
			}
		}
	}
	hit := 0
	for i := range rounds {
		part := (float64(i) + rand.Float64()) / float64(rounds)
		if k.kill(k.command(add((i+1)%2)...), time.Duration(part*float64(whole))) {
			hit++
		}
		check()
	}
	t.Logf("trade add takes %v; %d of %d were killed before they had ended", whole, hit, rounds)
	if hit == 0 {
		t.Error("trade add was never hit at work")
	}
	k.finish(k.command(add(1)...))
	check()
	_ = filepath.WalkDir(flows.Root(), func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !strings.HasSuffix(path, ".parquet") {
			t.Errorf("left behind: %s", path)
		}
		return nil
	})
}

// packed puts a file into an archive, beside a readme, as publishers do.
func packed(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range map[string][]byte{filepath.Base(file): text, "Readme.txt": []byte("made up\n")} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	archive := strings.TrimSuffix(file, ".csv") + ".zip"
	if err := os.WriteFile(archive, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return archive
}
