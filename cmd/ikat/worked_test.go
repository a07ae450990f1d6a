package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikat/internal/ikattest"
	"ikat/tablefile/oecd"
)

// The worked examples of measures, as docs/methods shows them, and of other questions, as somebody types them.
func TestWorkedExamples(t *testing.T) {
	for _, s := range ikattest.All(t, "../../testdata/*") {
		t.Run(filepath.Base(s.Path), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			table := filepath.Join(dir, fmt.Sprintf("%s_%d.csv", s.Table.Meta.Name, s.Table.Meta.Year))
			f, err := os.Create(table)
			if err != nil {
				t.Fatal(err)
			}
			if err := oecd.Write(f, s.Table); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
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
					rows(t, must(t, append(args, "--table", table, "--format", "csv")...))) {
					t.Errorf("line %d, ikat %s: %s", c.Line, strings.Join(c.Args, " "), found)
				}
			}
		})
	}
}
