package outfile

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// A process that is killed while it writes leaves a file behind; the next that writes there removes it, and no file of
// anybody else's.
func TestWhatKilledProcessesLeft(t *testing.T) {
	gone := exec.Command(os.Args[0], "-test.run", "^$")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	dead, alive := strconv.Itoa(gone.Process.Pid), strconv.Itoa(os.Getppid())
	dir := t.TempDir()
	kept := map[string]bool{".ikat-" + dead + "-1.tmp": false, ".ikat-" + alive + "-1.tmp": true, ".ikat-x-1.tmp": true,
		"ikat-" + dead + "-1.tmp": true, ".ikat-" + dead + "-1.csv": true, ".ikat-" + dead + ".tmp": true}
	for name := range kept {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := temporary(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range kept {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: kept %v", name, err == nil)
		}
	}
	forget(f)
}
