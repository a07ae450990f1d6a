//go:build !linux

package largepages

// Ask does nothing: elsewhere the system chooses pages itself.
func Ask(_, _ uintptr) {}
