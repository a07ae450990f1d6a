package clients

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The program of docs/library.md runs in a module of its own and prints what stands there, and a mistake says what to
// do.
func TestTheLibraryFromAnotherModule(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: a program of another module is built in the long run only")
	}
	text, err := os.ReadFile(filepath.Join(root, "docs/library.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```(?:text|go)\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	if len(blocks) != 3 {
		t.Fatalf("the page has %d blocks, not a go.mod, a program and what it prints", len(blocks))
	}
	mod, program, prints := blocks[0][1], blocks[1][1], blocks[2][1]
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", strings.Replace(mod, "=> ../ikat", "=> "+absolute(t, ""), 1))
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write("go.sum", string(sums)) // what go mod tidy would look up again
	run := func() (string, error) {
		// With the flags of all other builds, what these have compiled is not compiled again.
		cmd := exec.Command("go", "run", "-mod=mod", "-buildvcs=false", ".")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "IKAT_STORE="+t.TempDir())
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	write("main.go", program)
	if got, err := run(); err != nil || got != prints {
		t.Fatalf("%v: it prints\n%s\nand not\n%s", err, got, prints)
	}
	write("main.go", strings.Replace(program, `"IDN", "India"`, `"IDM"`, 1))
	if got, err := run(); err == nil || !strings.Contains(got, `table apx/2008: it has no economy "IDM". Nearest: IDN.`) {
		t.Errorf("%v: a mistake says\n%s", err, got)
	}
}
