//go:build unix

package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"ikat/fault"
)

// hold takes a lock file as another writer would.
func hold(t *testing.T, f *os.File, note string) {
	t.Helper()
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte(note), 0); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoPlainFileIsRefused(t *testing.T) {
	for _, which := range []string{
		"tables/bad/2000.json", "tables/bad", "objects/*/z.npy", "objects/*/table.json", "objects/*",
	} {
		for _, kind := range []string{"link", "pipe", "device"} {
			s, _ := two(t)
			paths, err := filepath.Glob(filepath.Join(s.Root(), which))
			if err != nil || len(paths) == 0 {
				t.Fatal(err)
			}
			for _, path := range paths {
				if err := os.Rename(path, path+".moved"); err != nil {
					t.Fatal(err)
				}
				err := os.Symlink(path+".moved", path)
				if kind != "link" {
					err = errors.Join(
						os.Remove(path),
						syscall.Mknod(path, map[string]uint32{"pipe": syscall.S_IFIFO, "device": syscall.S_IFCHR}[kind]|0o600, 0x105),
					)
				}
				if kind == "device" && errors.Is(err, syscall.EPERM) {
					t.Skip("skipped: making a device needs root")
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			done := make(chan error, 1)
			go func() { _, err := s.Open(context.Background(), "bad", 2000); done <- err }()
			select {
			case err := <-done:
				if fault.KindOf(err) != fault.Unreadable && fault.KindOf(err) != fault.NotFound || err == nil {
					t.Errorf("a %s for %s: %v", kind, which, err)
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("a %s for %s: still waiting", kind, which)
			}
		}
	}
}
