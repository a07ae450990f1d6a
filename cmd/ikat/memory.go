package main

import (
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"

	"ikat/engine"
)

// machineMemory is how many bytes this process may have: those of its container or of the machine; 0 where neither
// says.
func machineMemory() int64 {
	n, err := memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)()
	if err != nil {
		return 0
	}
	return int64(min(n, 1<<62))
}

// usualMemory is half of what there is, so that questions being worked on have the other half.
func usualMemory() int64 {
	if n := machineMemory(); n > 0 {
		return n / 2
	}
	return engine.UsualMemory
}

// ownSize is what the program's code and constants take once it has run for a while: the collector does not count them.
const ownSize = 64 << 20

// take sets how many bytes the process should take: it keeps half, and the collector, which lets garbage grow to as
// much again, works harder before there is more, a little early, for it overshoots. Work in hand may take more still.
func (a *app) take(bytes int64) {
	a.remember(bytes / 2)
	debug.SetMemoryLimit(max(bytes/2, bytes-bytes/32-ownSize))
}

// remember sets how many bytes the engine keeps. The collector works harder before the machine runs out.
func (a *app) remember(bytes int64) {
	a.engine.Memory().Limit(bytes)
	if n := machineMemory(); n > 0 {
		debug.SetMemoryLimit(n / 10 * 9)
	}
}
