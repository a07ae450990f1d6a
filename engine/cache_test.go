package engine

import (
	"fmt"
	"testing"
)

func TestACacheKeepsWhatWasUsedLastAndFits(t *testing.T) {
	c := newSizedCache(10, func(v int) int64 { return int64(v) })
	c.put("a", 4)
	c.put("b", 4)
	c.get("a")
	c.put("c", 4) // b goes: a was used since
	c.put("d", 11)
	_, a := c.get("a")
	_, b := c.get("b")
	_, d := c.get("d")
	if !a || b || d || len(c.value) != 2 {
		t.Errorf("a value larger than all there may be is kept, or drove others out: %v", c.value)
	}
	c.put("e", 3)
	c.put("e", 5)
	if c.held > 10 || c.held != int64(sum(c)) || len(c.order) != len(c.value) {
		t.Errorf("%d held, values %v, order %v", c.held, c.value, c.order)
	}
	n := newCache[int](2)
	for i := range 5 {
		n.put(fmt.Sprint(i), 100)
	}
	if _, ok := n.get("4"); !ok || len(n.value) != 2 {
		t.Errorf("%v", n.value)
	}
}

func sum(c cache[int]) (out int) {
	for _, v := range c.value {
		out += v
	}
	return out
}
