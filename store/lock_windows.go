package store

import (
	"os"

	"golang.org/x/sys/windows"
)

// acquire waits until this process alone holds the lock on f.
func acquire(f *os.File) error {
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, new(windows.Overlapped))
}
