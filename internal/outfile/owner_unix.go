//go:build unix

package outfile

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

var numbered = regexp.MustCompile(`^/(?:dev/fd|proc/self/fd|proc/thread-self/fd)/([0-9]+)$`)

// descriptor returns a copy of the open descriptor that a path stands for, or nil. Opening the path instead would
// begin at the start of a file that others are adding to.
func descriptor(path string) (*os.File, error) {
	path = filepath.Clean(path)
	n := -1
	switch path {
	case "/dev/stdout":
		n = 1
	case "/dev/stderr":
		n = 2
	default:
		m := numbered.FindStringSubmatch(path)
		if m == nil {
			return nil, nil
		}
		var err error
		if n, err = strconv.Atoi(m[1]); err != nil {
			return nil, err
		}
	}
	fd, err := unix.FcntlInt(uintptr(n), unix.F_DUPFD_CLOEXEC, 3)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(fd), path), nil
}

// ofKernel tells files that are none: writing to one speaks to the system.
func ofKernel(path string) bool {
	abs, err := filepath.Abs(path)
	return err == nil && (strings.HasPrefix(abs, "/proc/") || strings.HasPrefix(abs, "/sys/"))
}

func links(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Nlink)
	}
	return 1
}

// alike gives a new file the owner, mode and attributes of the old one.
func alike(path, like string, old fs.FileInfo) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	was, wasOK := old.Sys().(*syscall.Stat_t)
	is, isOK := info.Sys().(*syscall.Stat_t)
	if wasOK && isOK && (was.Uid != is.Uid || was.Gid != is.Gid) {
		if err := os.Chown(path, int(was.Uid), int(was.Gid)); err != nil {
			return err
		}
	}
	if err := os.Chmod(path, old.Mode()); err != nil {
		return err
	}
	return copyAttributes(path, like)
}
