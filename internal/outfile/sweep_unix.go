//go:build unix

package outfile

import (
	"os"

	"golang.org/x/sys/unix"
)

// hold keeps others from taking a temporary file for one that was left behind; the lock ends with the process, however
// that ends. Where a file system knows no locks, the number of the process has to do.
func hold(f *os.File) { _ = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }

// abandoned reports whether no process has a number, and nobody holds the file.
func abandoned(path string, pid int) bool {
	if err := unix.Kill(pid, 0); err != unix.ESRCH {
		return false
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil
}
