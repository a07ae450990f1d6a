package outfile

import (
	"errors"
	"strings"

	"golang.org/x/sys/unix"
)

// copyAttributes gives a file the extended attributes of another, access lists among them.
func copyAttributes(path, like string) error {
	names := make([]byte, 1<<16)
	n, err := unix.Listxattr(like, names)
	if errors.Is(err, unix.ENOTSUP) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, name := range strings.Split(string(names[:n]), "\x00") {
		if name == "" || strings.HasPrefix(name, "security.") { // labels are the system's to give
			continue
		}
		value := make([]byte, 1<<16)
		n, err := unix.Getxattr(like, name, value)
		if err != nil {
			return err
		}
		if err := unix.Setxattr(path, name, value[:n], 0); err != nil {
			return err
		}
	}
	return nil
}
