//go:build unix

package owned

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// Acquire takes the lock on f for this process, unless another has it.
func Acquire(f *os.File) (held bool, err error) {
	for {
		switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); {
		case err == nil:
			return true, nil
		case errors.Is(err, unix.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, unix.EINTR):
			return false, err
		}
	}
}
