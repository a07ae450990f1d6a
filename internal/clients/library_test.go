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
	run := func(workspace string, args ...string) (string, error) {
		cmd := exec.Command("go", args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "IKAT_STORE="+t.TempDir(), "GOWORK="+workspace)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	write("main.go", program)
	if out, err := run("off", "list", "-mod=mod", "-deps", "."); err != nil {
		t.Fatalf("%v: what the page's go.mod names does not suffice:\n%s", err, out)
	}
	// In a workspace ikat's packages have the names that all other builds gave them: what these have compiled is not
	// compiled again.
	work := filepath.Join(dir, "go.work")
	write("go.work", "go "+regexp.MustCompile(`(?m)^go (.*)$`).FindStringSubmatch(mod)[1]+
		"\n\nuse (\n\t.\n\t"+absolute(t, "")+"\n)\n")
	ask := func() (string, error) { return run(work, "run", "-buildvcs=false", ".") }
	if got, err := ask(); err != nil || got != prints {
		t.Fatalf("%v: it prints\n%s\nand not\n%s", err, got, prints)
	}
	write("main.go", strings.Replace(program, `"IDN", "India"`, `"IDM"`, 1))
	if got, err := ask(); err == nil || !strings.Contains(got, `table apx/2008: it has no economy "IDM". Nearest: IDN.`) {
		t.Errorf("%v: a mistake says\n%s", err, got)
	}
}
