package pages_test

import (
	"testing"

	"ikat/internal/pages"
)

// Large arrays are asked for where they stand, small ones are not, and all hold zeros and what is written.
func TestLargeArraysAreAskedFor(t *testing.T) {
	type call struct{ from, size uintptr }
	var calls []call
	pages.Ask(func(from, size uintptr) { calls = append(calls, call{from, size}) })
	defer pages.Ask(nil)
	if v := pages.Make[float64](1000); len(v) != 1000 || calls != nil {
		t.Errorf("%d numbers, asked for %v", len(v), calls)
	}
	large := pages.Make[float64](1 << 20)
	for i, v := range large {
		if v != 0 {
			t.Fatalf("number %d is %v", i, v)
		}
	}
	room := pages.With[int32](1 << 21)
	if len(large) != 1<<20 || len(room) != 0 || cap(room) < 1<<21 {
		t.Errorf("%d numbers, %d of %d", len(large), len(room), cap(room))
	}
	if len(calls) != 2 || calls[0].size != 8<<20 || calls[1].size < 8<<20 || calls[0].from == 0 {
		t.Errorf("asked for %v", calls)
	}
	pages.Ask(nil)
	if pages.Make[byte](64 << 20); len(calls) != 2 {
		t.Error("asked where nobody is to")
	}
}
