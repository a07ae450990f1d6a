//go:build !linux

package main

// largePages does nothing: elsewhere the system chooses pages itself.
func largePages(_, _ uintptr) {}
