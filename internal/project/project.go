// Package project looks after what a project is beside its program: decisions with their status, changes since the last
// release, notices of what others made, the length of lines, and how often an option is declared. What can be written
// from something else is written by go run ./internal/cmd/project, and tests fail where it is out of date.
package project

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Root is the folder of go.mod, at or above the working directory.
func Root() (string, error) {
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
			return "", fmt.Errorf("no go.mod at or above the working directory")
		}
		dir = up
	}
}

// markdown lists the documents of a folder, README.md aside, by name.
func markdown(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".md") && e.Name() != "README.md" {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}
