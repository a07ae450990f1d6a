package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/icio"
	"ikat/internal/ikattest"
	"ikat/tablefile/oecd"
)

// written keeps a table in a file.
func written(t *testing.T, dir string, table *icio.Table) string {
	t.Helper()
	path := filepath.Join(dir, fmt.Sprintf("%s_%d.csv", table.Meta.Name, table.Meta.Year))
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(oecd.Write(f, table), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// The worked examples of measures, as docs/methods shows them, and of other questions, as somebody types them.
func TestWorkedExamples(t *testing.T) {
	for _, s := range ikattest.All(t, "../../testdata/*") {
		t.Run(filepath.Base(s.Path), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			var of []string
			if s.Table != nil {
				of = []string{"--table", written(t, dir, s.Table)}
			}
			for name, text := range s.Files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, c := range s.Cases {
				args := append([]string{}, c.Args...)
				for i, a := range args {
					if _, ok := s.Files[a]; ok {
						args[i] = filepath.Join(dir, a)
					}
				}
				for _, found := range c.Compare(
					rows(t, must(t, append(append(args, of...), "--format", "csv")...))) {
					t.Errorf("line %d, ikat %s: %s", c.Line, strings.Join(c.Args, " "), found)
				}
			}
		})
	}
}
