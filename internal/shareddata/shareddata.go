// Package shareddata finds the real tables and published figures that tests compare with. They lie in ../shared/data
// beside the project's root and are not part of the project, so a test that needs one of them skips where it is absent.
package shareddata

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// Path returns the path of the file or folder ../shared/data/rel, seen from the project's root. It skips the test,
// saying what is missing, where there is none.
func Path(t testing.TB, rel string) string {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatalf("looking for the project's root: %v", err)
	}
	path := filepath.Join(filepath.Dir(root), "shared", "data", filepath.FromSlash(rel))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped: needs ../shared/data/%s, not part of the project", rel)
	}
	return path
}

// Rows reads a gzipped CSV file with the standard library, so that readers of the project can be held to it.
func Rows(t testing.TB, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// moduleRoot is the nearest folder at or above the working directory that holds a go.mod; go test starts a test in its
// package's folder.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", os.ErrNotExist
		}
		dir = up
	}
}
