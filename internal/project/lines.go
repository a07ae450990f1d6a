package project

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// longest is how many characters a line of code may have, so that two versions fit beside each other on a screen.
const longest = 120

// code are the endings of files whose lines are looked at; unread are folders that hold what others made or what is
// built.
var (
	code   = []string{".go", ".ts"}
	unread = []string{"node_modules", "dist", ".git", "testdata"}
)

// LongLines names every line of code under root that is too long, as file:line, by folder.
func LongLines(root string) (map[string][]string, error) {
	long := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if path != root && slices.Contains(unread, e.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains(code, filepath.Ext(path)) {
			return nil
		}
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		lines, err := longLines(path, rel)
		if len(lines) > 0 {
			folder := rel[:strings.LastIndex("/"+rel, "/")]
			long[strings.TrimSuffix(folder, "/")] = append(long[strings.TrimSuffix(folder, "/")], lines...)
		}
		return err
	})
	return long, err
}

// tag is a field with its tag, a text that Go cannot break.
var tag = regexp.MustCompile("^\t+\\w+ +\\S+ +`(json|yaml):\"[^`]*`$")

func longLines(path, name string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for n := 1; lines.Scan(); n++ {
		if c := utf8.RuneCount(lines.Bytes()); c > longest && !tag.Match(lines.Bytes()) {
			out = append(out, fmt.Sprintf("%s:%d: %d characters", name, n, c))
		}
	}
	return out, lines.Err()
}
