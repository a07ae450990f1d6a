// Package largepages asks the system for large pages: what package pages wants to be told, and, knowing a system call,
// does not know itself.
package largepages

import "syscall"

// chunk is what the heap grows by, whole multiples of it at whole multiples of it, so that what stands beside an array
// in its first and last chunk is of the heap too; two large pages.
const chunk = 4 << 20

// Ask asks for large pages from an address on. It is a hint: a system that has none says so, and nothing is
// lost.
func Ask(from, size uintptr) {
	to := (from + size + chunk - 1) &^ (chunk - 1)
	from &^= chunk - 1
	_, _, _ = syscall.RawSyscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_HUGEPAGE)
}
