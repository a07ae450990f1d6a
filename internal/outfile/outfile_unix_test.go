//go:build unix

package outfile_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"ikat/fault"
	"ikat/internal/outfile"
)

func TestALinkLeadsToItsTarget(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	put(t, in("target"), "old")
	if err := os.Mkdir(in("sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"link": "sub/second", "sub/second": "../target", "dangling": "sub/fresh",
		"round": "round"} {
		if err := os.Symlink(to, in(name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(outfile.Write(in("link"), says("new")), outfile.Write(in("dangling"), says("fresh"))); err !=
		nil {
		t.Fatal(err)
	}
	holds(t, in("target"), "new")
	holds(t, in("sub/fresh"), "fresh")
	for _, name := range []string{"link", "dangling"} {
		if info, err := os.Lstat(in(name)); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is no link any more: %v", name, err)
		}
	}
	if err := outfile.Write(in("round"), says("x")); fault.KindOf(err) != fault.Unwritable {
		t.Error(err)
	}
}

func TestModeOwnerAndOtherNamesStay(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	put(t, path, "a longer old text")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		if err := os.Chown(path, 12345, 54321); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func() {
		t.Helper()
		after, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		a, b := before.Sys().(*syscall.Stat_t), after.Sys().(*syscall.Stat_t)
		if after.Mode() != before.Mode() || a.Uid != b.Uid || a.Gid != b.Gid {
			t.Errorf("mode %v, owner %d:%d became %v, %d:%d", before.Mode(), a.Uid, a.Gid, after.Mode(), b.Uid, b.Gid)
		}
	}
	if err := outfile.Write(path, says("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
	check()
	if err := os.Link(path, other); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"longer than before", "short"} {
		if err := outfile.Write(path, says(text)); err != nil {
			t.Fatal(err)
		}
		holds(t, other, text)
		check()
	}
	alone(t, dir, "a", "b")
}

func TestAttributesStay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	put(t, path, "old")
	if err := unix.Setxattr(path, "user.origin", []byte("survey"), 0); err != nil {
		t.Skipf("skipped: the file system of temporary files has no extended attributes: %v", err)
	}
	if err := outfile.Write(path, says("new")); err != nil {
		t.Fatal(err)
	}
	value := make([]byte, 16)
	if n, err := unix.Getxattr(path, "user.origin", value); err != nil || string(value[:n]) != "survey" {
		t.Errorf("%q %v", value[:max(n, 0)], err)
	}
}

func TestAFileThatMayNotBeWrittenIsNotReplaced(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("skipped: root may write everything")
	}
	path := filepath.Join(t.TempDir(), "a")
	put(t, path, "old")
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := outfile.Write(path, says("new")); fault.KindOf(err) != fault.Unwritable {
		t.Error(err)
	}
	holds(t, path, "old")
}

func TestAPipeIsWrittenThrough(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan string)
	go func() {
		text, err := os.ReadFile(path)
		got <- fmt.Sprintf("%s %v", text, err)
	}()
	if err := outfile.Write(path, says("through")); err != nil {
		t.Fatal(err)
	}
	if text := <-got; text != "through <nil>" {
		t.Error(text)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		t.Error("the pipe is gone")
	}
}

// What is open is added to where it stands, and what it is the path of stays.
func TestADescriptorIsWrittenWhereItStands(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprint(f, "one,")
	link := filepath.Join(filepath.Dir(path), "link")
	for _, name := range []string{fmt.Sprintf("/dev/fd/%d", f.Fd()), fmt.Sprintf("/proc/self/fd/%d", f.Fd())} {
		if err := outfile.Write(name, says("two,")); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(fmt.Sprintf("/dev/fd/%d", f.Fd()), link); err != nil {
		t.Fatal(err)
	}
	if err := outfile.Write(link, says("three")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "one,two,two,three")
	if err := outfile.Write("/dev/fd/9999", says("x")); fault.KindOf(err) != fault.Unwritable {
		t.Error(err)
	}
}

func TestAFullDiskIsNoticedWithoutLooking(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("skipped: needs /dev/full, which only Linux has")
	}
	careless := func(w io.Writer) error { fmt.Fprint(w, "prose"); return nil }
	if err := outfile.Write("/dev/full", careless); fault.KindOf(err) != fault.Unwritable ||
		!strings.Contains(err.Error(), "space") {
		t.Error(err)
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	c := outfile.NewChecked(full, "standard output")
	fmt.Fprint(c, "prose")
	fmt.Fprint(c, "more")
	if err := c.Close(); fault.KindOf(err) != fault.Unwritable || !errors.Is(err, unix.ENOSPC) {
		t.Error(err)
	}
	if err := outfile.NewChecked(io.Discard, "x").Close(); err != nil {
		t.Error(err)
	}
}

// A disk with a limit: growing a file that has two names must not cost its old text.
func TestAFullDiskKeepsWhatHasTwoNames(t *testing.T) {
	dir := os.Getenv("IKAT_TEST_SMALL_DISK")
	if dir == "" {
		if os.Geteuid() != 0 {
			t.Skip("skipped: making a small disk needs root")
		}
		dir = t.TempDir()
		if err := unix.Mount("small", dir, "tmpfs", 0, "size=256k"); err != nil {
			t.Skipf("skipped: a small disk cannot be made here: %v", err)
		}
		t.Cleanup(func() { _ = unix.Unmount(dir, 0) })
	}
	path := filepath.Join(dir, "a")
	old := strings.Repeat("o", 100<<10)
	put(t, path, old)
	if err := os.Link(path, filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	// The new text fits beside the old one, and the old one's growth does not.
	if err := outfile.Write(path, says(strings.Repeat("n", 150<<10))); fault.KindOf(err) != fault.Unwritable {
		t.Error(err)
	}
	holds(t, path, old)
	alone(t, dir, "a", "b")
	if err := outfile.Write(path, says(strings.Repeat("n", 300<<10))); fault.KindOf(err) != fault.Unwritable {
		t.Error(err)
	}
	holds(t, path, old)
	if err := outfile.Write(path, says("short")); err != nil {
		t.Error(err)
	}
	holds(t, filepath.Join(dir, "b"), "short")
}
