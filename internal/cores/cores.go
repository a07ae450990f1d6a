// Package cores says how many cores a piece of work may take. A program that answers one question takes all; a server
// leaves one for the short questions that come meanwhile.
package cores

import (
	"runtime"
	"sync/atomic"
)

var limit atomic.Int64

// Limit bounds what Count says from now on, in the whole process; 0 is no bound.
func Limit(n int) { limit.Store(int64(n)) }

// LeaveOne bounds it by all cores but one, and by no less than one.
func LeaveOne() { Limit(max(1, runtime.GOMAXPROCS(0)-1)) }

// Count is how many cores a piece of work may take.
func Count() int {
	n := runtime.GOMAXPROCS(0)
	if l := int(limit.Load()); l > 0 {
		return min(l, n)
	}
	return n
}
