package main

import (
	"runtime/debug"
	"testing"

	"ikat/engine"
)

// What a server is told to take holds the program's own code too, and however little it is told, the collector has as
// much as what is kept.
func TestMemoryToldCountsTheProgram(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(before)
	a := &app{engine: engine.New("test", nil)}
	for _, told := range []int64{1 << 20, 256 << 20, 4 << 30} {
		a.take(told)
		limit := debug.SetMemoryLimit(-1)
		if limit < told/2 || told > 2*ownSize && limit+ownSize >= told {
			t.Errorf("told %d, the collector is told %d", told, limit)
		}
	}
}
