package ikattest

import (
	"context"
	"path/filepath"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
)

// Library holds one table, as ikat's own library holds those built in.
type Library struct{ Table *icio.Table }

// Small is a library with the world of three economies under codes that are known, so small that asking it costs next
// to nothing: small/2000.
func Small() Library {
	t := tinyworld.Table()
	t.Meta.Name, t.Economies, t.Industries = "small", []string{"CHN", "JPN", "KOR"}, []string{"c1", "c14"}
	return Library{t}
}

// List returns the one entry.
func (l Library) List() ([]icio.Entry, error) {
	return []icio.Entry{{Name: l.Table.Meta.Name, Year: l.Table.Meta.Year, Economies: len(l.Table.Economies),
		Industries: len(l.Table.Industries), Unit: "million USD", Source: l.Table.Meta.Source}}, nil
}

// Open returns the table.
func (l Library) Open(_ context.Context, name string, year int) (*icio.Table, error) {
	if _, err := l.Content(name, year); err != nil {
		return nil, err
	}
	return l.Table, nil
}

// Content names the table.
func (l Library) Content(name string, year int) (string, error) {
	if name != l.Table.Meta.Name || year != l.Table.Meta.Year {
		return "", &fault.Error{Kind: fault.NotFound, Where: name, What: "there is no such table"}
	}
	return "tiny", nil
}

// All reads every file of examples in a folder.
func All(t testing.TB, folder string) []*Script {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.ikat"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples in %s (%v)", folder, err)
	}
	var all []*Script
	for _, p := range paths {
		s, err := Read(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}
