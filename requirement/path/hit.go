package path

import (
	"math"
	"math/bits"
)

// hit returns a cheapest set that takes one element of every list, beside the elements that cost nothing, and its
// cost; nil where each costs at least limit.
func (s *search) hit(free bitset, limit float64) (bitset, float64, error) {
	h := &hitting{search: s, best: limit, chosen: free.clone(), barred: newSet(len(s.cost))}
	h.branch(0)
	if h.stopped {
		return nil, 0, s.ctx.Err()
	}
	return h.found, h.best, nil
}

type hitting struct {
	*search
	chosen, barred bitset
	found          bitset
	best           float64
	nodes          int
	stopped        bool
}

// branch tries the elements of an open list one after the other; those tried are barred from the rest.
func (h *hitting) branch(spent float64) {
	if h.nodes++; h.nodes&1023 == 0 && h.ctx.Err() != nil {
		h.stopped = true
	}
	if h.stopped {
		return
	}
	bound, open := h.bound()
	if spent+bound >= h.best-tiny(h.best) {
		return
	}
	if open < 0 {
		h.best, h.found = spent, h.chosen.clone()
		return
	}
	var barred []int
	for _, e := range h.order {
		if !h.lists[open].has(e) || h.barred.has(e) {
			continue
		}
		h.chosen.set(e)
		h.branch(spent + h.cost[e])
		h.chosen.clear(e)
		h.barred.set(e)
		barred = append(barred, e)
	}
	for _, e := range barred {
		h.barred.clear(e)
	}
}

// tiny is below what two different costs differ by, and above what adding them up leaves.
func tiny(x float64) float64 {
	if math.IsInf(x, 1) {
		return 0
	}
	return 1e-9 * (1 + math.Abs(x))
}

// bound returns the least that open lists still cost, and the open list of fewest elements; -1 where none is open.
// Each list in turn takes what its cheapest element has left to give, so that no element gives more than it costs.
func (h *hitting) bound() (total float64, smallest int) {
	smallest = -1
	fewest := math.MaxInt
	var open []int
	for n, list := range h.lists {
		if list.meets(h.chosen) {
			continue
		}
		size := 0
		for w := range list {
			size += bits.OnesCount64(list[w] &^ h.barred[w])
		}
		if size == 0 {
			return math.Inf(1), n
		}
		if size < fewest {
			fewest, smallest = size, n
		}
		open = append(open, n)
	}
	if smallest < 0 {
		return 0, -1
	}
	left := append([]float64(nil), h.cost...)
	for size := fewest; len(open) > 0; size++ { // short lists first
		rest := open[:0]
		for _, n := range open {
			list := h.lists[n]
			count := 0
			for w := range list {
				count += bits.OnesCount64(list[w] &^ h.barred[w])
			}
			if count > size {
				rest = append(rest, n)
				continue
			}
			least := math.Inf(1)
			h.each(list, func(e int) { least = min(least, left[e]) })
			h.each(list, func(e int) { left[e] -= least })
			total += least
		}
		open = rest
	}
	return total, smallest
}

// each visits a list's elements that are not barred.
func (h *hitting) each(list bitset, visit func(e int)) {
	for w, word := range list {
		for word &^= h.barred[w]; word != 0; word &= word - 1 {
			visit(64*w + bits.TrailingZeros64(word))
		}
	}
}
