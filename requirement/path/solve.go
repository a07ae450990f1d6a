package path

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Path is a way to meet what a buyer asks.
type Path struct {
	Actions []int // positions in the problem's Actions, in an order in which they can be carried out
	Setups  []string
	Cost    float64
	Day     int // on which the last of the buyer's clauses is met, with everything begun as early as it can be

	// Proof lists what cannot be done without: of each list at least one action (or set-up) is part of every way that is
	// in time, and no cheaper choice takes one of each.
	Proof []Landmark
}

// Landmark is a list of which every way takes at least one.
type Landmark struct {
	Actions []int
	Setups  []string
}

// Ask says what is to be minimised.
type Ask struct {
	Costs Level
	By    int // the day by which the last clause must be met; 0 is any
}

// Cheapest returns a way of least cost; nil where there is none.
//
// Error: what Problem is wrong with; the end of ctx.
func (p *Problem) Cheapest(ctx context.Context, ask Ask) (*Path, error) {
	c, err := p.compile(ask.Costs)
	if err != nil {
		return nil, err
	}
	by := ask.By
	if by == 0 {
		by = never - 1
	}
	s := &search{ctx: ctx, cost: c.cost, ok: func(chosen bitset) bool {
		_, _, last := c.days(chosen)
		return last <= by
	}}
	chosen, err := s.run()
	if chosen == nil || err != nil {
		return nil, err
	}
	return c.path(chosen, s.lists), nil
}

// path says a set of elements as a way.
func (c *compiled) path(chosen bitset, lists []bitset) *Path {
	_, starts, last := c.days(chosen)
	out := &Path{Day: last}
	for e, cost := range c.cost {
		if chosen.has(e) {
			out.Cost += cost
		}
	}
	out.Actions, out.Setups = c.name(chosen)
	slices.SortStableFunc(out.Actions, func(a, b int) int { return cmp.Compare(starts[a], starts[b]) })
	for _, l := range lists {
		var m Landmark
		m.Actions, m.Setups = c.name(l)
		out.Proof = append(out.Proof, m)
	}
	return out
}

func (c *compiled) name(set bitset) (actions []int, setups []string) {
	for e := range c.cost {
		switch {
		case !set.has(e):
		case e < len(c.actions):
			actions = append(actions, e)
		default:
			setups = append(setups, c.setups[e-len(c.actions)])
		}
	}
	return actions, setups
}

// search finds a cheapest set of elements that ok accepts; ok accepts every set that contains one it accepts.
type search struct {
	ctx   context.Context
	cost  []float64
	ok    func(bitset) bool
	lists []bitset
	order []int // elements, cheapest first
}

// run returns nil where ok accepts nothing.
func (s *search) run() (bitset, error) {
	n := len(s.cost)
	all, free := newSet(n), newSet(n)
	for e, c := range s.cost {
		all.set(e)
		if c == 0 {
			free.set(e)
		}
		s.order = append(s.order, e)
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return cmp.Compare(s.cost[a], s.cost[b]) })
	if !s.ok(all) {
		return nil, nil
	}
	best, least := bitset(nil), math.Inf(1)
	for {
		h, bound, err := s.hit(free, least)
		if err != nil {
			return nil, err
		}
		if h == nil || bound >= least { // no choice is cheaper than the best way known
			return s.trim(best), nil
		}
		if s.ok(h) {
			return s.trim(h), nil
		}
		for !s.ok(h) { // add what is missing, the cheapest at a time
			list := s.missing(h)
			s.lists = append(s.lists, list)
			h.set(s.cheapestOf(list))
		}
		h = s.trim(h)
		if c := s.sum(h); c < least {
			best, least = h, c
		}
		if s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
	}
}

func (s *search) sum(set bitset) (total float64) {
	for e, c := range s.cost {
		if set.has(e) {
			total += c
		}
	}
	return total
}

// missing returns elements of which every accepted set has one: those outside a largest set around h that is not
// accepted. Cheap ones join h first, so that the list says as much as it can about cost.
func (s *search) missing(h bitset) bitset {
	inside, list := h.clone(), newSet(len(s.cost))
	for _, e := range s.order {
		if inside.has(e) {
			continue
		}
		inside.set(e)
		if s.ok(inside) {
			inside.clear(e)
			list.set(e)
		}
	}
	return list
}

func (s *search) cheapestOf(list bitset) int {
	for _, e := range s.order {
		if list.has(e) {
			return e
		}
	}
	panic("path: a list of nothing")
}

// trim takes out what is not needed, the dearest first.
func (s *search) trim(set bitset) bitset {
	set = set.clone()
	for _, e := range slices.Backward(s.order) {
		if !set.has(e) {
			continue
		}
		set.clear(e)
		if !s.ok(set) {
			set.set(e)
		}
	}
	return set
}
