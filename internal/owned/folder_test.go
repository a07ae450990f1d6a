package owned_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"ikat/internal/owned"
)

// A folder of a process that was killed is removed by the next one; those of living ones and of others stay.
func TestFoldersOfDeadProcessesAreSwept(t *testing.T) {
	dir := t.TempDir()
	if os.Getenv("OWNED_DIR") != "" {
		f, err := owned.Make(os.Getenv("OWNED_DIR"), "mine-")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(f.Path, "secret"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := os.FindProcess(os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		_ = p.Kill()
		select {}
	}
	living, err := owned.Make(dir, "mine-")
	if err != nil {
		t.Fatal(err)
	}
	killed := exec.Command(os.Args[0], "-test.run", "TestFoldersOfDeadProcessesAreSwept")
	killed.Env = append(os.Environ(), "OWNED_DIR="+dir)
	if err := killed.Run(); err == nil {
		t.Fatal("the other process was not killed")
	}
	if left := list(t, dir, "mine-*"); len(left) != 2 {
		t.Fatalf("the killed process left %v", left)
	}
	old, fresh := filepath.Join(dir, "mine-old"), filepath.Join(dir, "mine-new")
	for _, path := range []string{old, fresh, filepath.Join(dir, "other-1")} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	hour := time.Now().Add(-time.Hour)
	if err := os.Chtimes(old, hour, hour); err != nil {
		t.Fatal(err)
	}
	owned.Sweep(dir, "mine-")
	if left := list(t, dir, "mine-*/files"); len(left) != 1 || left[0] != living.Path {
		t.Errorf("left: %v", left)
	}
	if left := list(t, dir, "*"); len(left) != 3 { // the living one's, the one being made, the other's
		t.Errorf("left: %v", left)
	}
	if err := living.Close(); err != nil {
		t.Error(err)
	}
}

func list(t *testing.T, parts ...string) []string {
	t.Helper()
	out, err := filepath.Glob(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
