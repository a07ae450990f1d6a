//go:build unix

package main

import (
	"os"
	"syscall"
)

// umask returns the permissions that new files are denied.
func umask() os.FileMode {
	m := syscall.Umask(0)
	syscall.Umask(m)
	return os.FileMode(m)
}
