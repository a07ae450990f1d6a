//go:build unix

package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// acquire waits until this process alone holds the lock on f.
func acquire(f *os.File) error {
	for {
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != unix.EINTR {
			return err
		}
	}
}
