package outfile_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"ikat/fault"
	"ikat/internal/outfile"
)

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", path, got, err, want)
	}
}

// alone checks that a folder holds these files and no others.
func alone(t *testing.T, dir string, names ...string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != len(names) {
		t.Errorf("%s holds %v, %v; want %v", dir, left, err, names)
	}
}

func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "r.csv")
	stop := errors.New("half way")
	half := func(w io.Writer) error { fmt.Fprint(w, strings.Repeat("x", 1<<20)); return stop }
	if err := outfile.Write(path, half); fault.KindOf(err) != fault.Unwritable || !errors.Is(err, stop) {
		t.Error(err)
	}
	alone(t, dir)
	if err := outfile.Write(path, says("new")); err != nil {
		t.Fatal(err)
	}
	if err := outfile.Write(path, half); !errors.Is(err, stop) {
		t.Error(err)
	}
	holds(t, path, "new")
	alone(t, dir, "r.csv")
	asked := &fault.Error{Kind: fault.NotFound, What: "there is no such economy"}
	if err := outfile.Write(path, func(io.Writer) error { return asked }); err != error(asked) {
		t.Errorf("a fault of the question becomes %v", err)
	}
	if err := outfile.Write(dir, says("x")); fault.KindOf(err) != fault.Unwritable || !strings.Contains(err.Error(),
		"folder") {
		t.Error(err)
	}
	if err := outfile.Write(filepath.Join(dir, "none", "r.csv"), says("x")); fault.KindOf(err) != fault.Unwritable {
		t.Error(err)
	}
}

// Several writers in one folder do not take each other's temporary files.
func TestManyWritersInOneFolder(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			text := strings.Repeat(strconv.Itoa(i)+"\n", 100)
			path := filepath.Join(dir, strconv.Itoa(i))
			if err := outfile.Write(path, func(w io.Writer) error {
				_, err := io.WriteString(w,
					text)
				return err
			}); err != nil {
				t.Error(err)
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != text {
				t.Errorf("%d: %d bytes, %v", i, len(got), err)
			}
		})
	}
	all.Wait()
	if left, err := filepath.Glob(filepath.Join(dir, ".ikat-*")); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
