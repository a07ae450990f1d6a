// Package pages makes large arrays of memory that the system hands out in large pages, where a program says how to ask
// it for them. The system clears memory a page at a time as it is first touched, and interrupts the program for each:
// for a command that ends after one answer, that is much of the time it takes. A server keeps the usual pages, for what
// it gives back need not fill large ones.
package pages

import (
	"sync/atomic"
	"unsafe"
)

// worthwhile is how many bytes an array must have to be worth a call to the system.
const worthwhile = 256 << 10

var ask atomic.Pointer[func(from, size uintptr)]

// Ask makes f ask the system for large pages from an address on, for every large array from now on; nil is nobody.
func Ask(f func(from, size uintptr)) {
	if f == nil {
		ask.Store(nil)
		return
	}
	ask.Store(&f)
}

// Make returns n zeros.
func Make[T any](n int) []T { return asked(make([]T, n)) }

// With returns no elements with room for n.
func With[T any](n int) []T { return asked(make([]T, 0, n)) }

func asked[T any](v []T) []T {
	var one T
	if f, size := ask.Load(), uintptr(cap(v))*unsafe.Sizeof(one); f != nil && size >= worthwhile {
		(*f)(uintptr(unsafe.Pointer(unsafe.SliceData(v))), size)
	}
	return v
}
