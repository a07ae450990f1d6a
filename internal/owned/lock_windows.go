package owned

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// Acquire takes the lock on f for this process, unless another has it. The byte that is locked lies beyond the file's
// text, which others may then read.
func Acquire(f *os.File) (held bool, err error) {
	err = windows.LockFileEx(
		windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0,
		1,
		0,
		&windows.Overlapped{OffsetHigh: 1 << 30},
	)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
