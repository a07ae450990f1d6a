package largepages

import (
	"testing"

	"ikat/internal/pages"
)

// What is asked of the system changes no number, in an array or beside it, nor what arrays hold afterwards.
func TestLargePagesHoldWhatWasWritten(t *testing.T) {
	beside := make([]int, 1<<18)
	for i := range beside {
		beside[i] = i
	}
	pages.Ask(Ask)
	defer pages.Ask(nil)
	var all [][]int
	for range 8 {
		v := pages.Make[int](1<<18 + 77)
		for i := range v {
			if v[i] != 0 {
				t.Fatalf("%d at %d", v[i], i)
			}
			v[i] = ^i
		}
		all = append(all, v)
	}
	for i, v := range beside {
		if v != i {
			t.Fatalf("beside, %d at %d", v, i)
		}
	}
	for _, v := range all {
		for i := range v {
			if v[i] != ^i {
				t.Fatalf("%d at %d", v[i], i)
			}
		}
	}
}
