package path

import (
	"cmp"
	"context"
	"slices"
)

// Schedule says when actions begin where only so many people work at a time.
type Schedule struct {
	Day    int   // on which the last of the buyer's clauses is met
	Starts []int // by action of the problem; -1 where it is not taken
	Proved bool  // no schedule is sooner; otherwise none of those that were tried
	Bound  int   // the day before which no schedule ends
}

// mostNodes bounds a search for the soonest schedule; what is found by then is said not to be proved.
const mostNodes = 300_000

// Staffed returns the soonest schedule of some actions, each of which holds its people for its days of work, with so
// many people at hand. Nil where the actions do not lead to what the buyer asks, or one needs more people than there
// are.
//
// Error: what Problem is wrong with; the end of ctx.
func (p *Problem) Staffed(ctx context.Context, actions []int, people int) (*Schedule, error) {
	c, err := p.compile(Central)
	if err != nil {
		return nil, err
	}
	return c.staffed(ctx, c.taking(actions), people, never)
}

// staffed returns the soonest schedule that ends before limit; nil where there is none.
func (c *compiled) staffed(ctx context.Context, chosen bitset, people, limit int) (*Schedule, error) {
	chosen = chosen.clone()
	for n := range c.actions {
		if c.actions[n].days > 0 && c.actions[n].staff > people {
			chosen.clear(n)
		}
	}
	_, starts, last := c.days(chosen)
	if last >= limit {
		return nil, nil
	}
	s := &scheduling{compiled: c, ctx: ctx, chosen: chosen, people: people, best: limit, floor: last}
	s.rank(starts)
	s.starts = make([]int, len(c.actions))
	for n := range s.starts {
		s.starts[n] = -1
	}
	atoms := make([]int, c.atoms)
	for i := range atoms {
		atoms[i] = never
	}
	for _, i := range c.held {
		atoms[i] = 0
	}
	s.branch(atoms, 0)
	if s.stopped {
		return nil, ctx.Err()
	}
	if s.found == nil {
		if s.nodes > mostNodes {
			return &Schedule{Day: never, Bound: last}, nil
		}
		return nil, nil
	}
	out := &Schedule{Day: s.best, Starts: s.found, Proved: s.nodes <= mostNodes || s.best == last, Bound: last}
	if out.Proved {
		out.Bound = out.Day
	}
	return out, nil
}

type scheduling struct {
	*compiled
	ctx         context.Context
	chosen      bitset
	people      int
	best, floor int
	starts      []int
	found       []int
	order       []int // actions, the most urgent first
	nodes       int
	stopped     bool
}

// rank orders actions by when they can start; of those that start together the longest first.
func (s *scheduling) rank(starts []int) {
	for n := range s.actions {
		if s.chosen.has(n) && starts[n] < never {
			s.order = append(s.order, n)
		}
	}
	slices.SortStableFunc(s.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(starts[a], starts[b]), cmp.Compare(s.actions[b].lasts, s.actions[a].lasts))
	})
}

// branch adds one action after another, each as early as people allow but not before the one before it: a soonest
// schedule, in the order in which its actions start, is found so.
func (s *scheduling) branch(atoms []int, from int) {
	if s.nodes++; s.nodes > mostNodes || s.best == s.floor || s.stopped {
		return
	}
	if s.nodes&1023 == 0 && s.ctx.Err() != nil {
		s.stopped = true
		return
	}
	if last := met(s.buyer, atoms); last < never {
		if last < s.best {
			s.best, s.found = last, slices.Clone(s.starts)
		}
		return // what is left over is not needed
	}
	if s.least(atoms, from) >= s.best {
		return
	}
	for _, n := range s.order {
		if s.starts[n] >= 0 {
			continue
		}
		a := &s.actions[n]
		ready := met(a.needs, atoms)
		if ready >= never {
			continue
		}
		at := s.free(n, max(ready, from))
		if at+a.lasts >= s.best || !s.gives(n, at+a.lasts, atoms) {
			continue
		}
		next := slices.Clone(atoms)
		for _, i := range a.closes {
			next[i] = min(next[i], at+a.lasts)
		}
		s.starts[n] = at
		s.branch(next, at)
		s.starts[n] = -1
	}
}

// gives reports whether an action brings something, or brings it sooner.
func (s *scheduling) gives(n, finish int, atoms []int) bool {
	return slices.ContainsFunc(s.actions[n].closes, func(i int) bool { return finish < atoms[i] })
}

// least is a day before which the buyer's clauses are not met: with people plenty for what is left, none of which
// starts before from.
func (s *scheduling) least(atoms []int, from int) int {
	reach := slices.Clone(atoms)
	for again := true; again; {
		again = false
		for _, n := range s.order {
			if s.starts[n] >= 0 {
				continue
			}
			a := &s.actions[n]
			start := max(met(a.needs, reach), from)
			if start >= never {
				continue
			}
			for _, i := range a.closes {
				if start+a.lasts < reach[i] {
					reach[i] = start + a.lasts
					again = true
				}
			}
		}
	}
	return met(s.buyer, reach)
}

// free is the first day, not before from, on which an action's people are free for all its days of work.
func (s *scheduling) free(n, from int) int {
	a := &s.actions[n]
	if a.days == 0 || a.staff == 0 {
		return from
	}
	for at := from; ; {
		clash := never
		for _, day := range s.changes(at, at+a.days) {
			if s.busy(day)+a.staff > s.people {
				clash = day
				break
			}
		}
		if clash == never {
			return at
		}
		at = s.relief(clash)
	}
}

// changes lists the days of a span on which the number of busy people may change: its first, and the starts in it.
func (s *scheduling) changes(from, to int) []int {
	out := []int{from}
	for n, at := range s.starts {
		if at > from && at < to && s.actions[n].days > 0 {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}

func (s *scheduling) busy(day int) (people int) {
	for n, at := range s.starts {
		if at >= 0 && at <= day && day < at+s.actions[n].days {
			people += s.actions[n].staff
		}
	}
	return people
}

// relief is the first day after day on which somebody who is busy is free again.
func (s *scheduling) relief(day int) int {
	next := never
	for n, at := range s.starts {
		if at >= 0 && at <= day && day < at+s.actions[n].days {
			next = min(next, at+s.actions[n].days)
		}
	}
	return next
}
