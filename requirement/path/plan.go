package path

import "slices"

// Plan says when the actions of a way begin.
type Plan struct {
	Day   int // on which the last of the buyer's clauses is met
	Steps []Step
}

// Step is an action with its dates, in days from the start; an action is finished when its evidence is there.
type Step struct {
	Action   int // position in the problem's Actions
	Earliest int // start
	Latest   int // start that delays nothing
	Finish   int // earliest
	Last     int // latest finish
	// RenewalsEarly and RenewalsLate are how often its evidence lapses before the plan's day, when it is obtained as
	// early and as late as possible.
	RenewalsEarly, RenewalsLate int
}

// Slack is by how many days a step can be late.
func (s Step) Slack() int { return s.Latest - s.Earliest }

// Dates returns when the actions can begin where people are plenty. by is the day of the last clause where it may be
// later than it can be; 0 is as early as it can be.
//
// Error: what Problem is wrong with. The plan is nil where the actions do not lead to what the buyer asks.
func (p *Problem) Dates(actions []int, by int) (*Plan, error) {
	c, err := p.compile(Central)
	if err != nil {
		return nil, err
	}
	chosen := c.taking(actions)
	atoms, starts, last := c.days(chosen)
	if last >= never {
		return nil, nil
	}
	out := &Plan{Day: max(last, by)}
	// an action that gives nothing the buyer asks for, not even by others, may end with the plan
	end := max(out.Day, c.lastFinish(actions, starts))
	latest := c.latest(actions, atoms, starts, end, out.Day)
	for _, a := range actions {
		s := &c.actions[a]
		if starts[a] >= never {
			continue
		}
		step := Step{Action: a, Earliest: starts[a], Finish: starts[a] + s.lasts, Last: latest[a],
			Latest: latest[a] - s.lasts}
		valid := p.Actions[a].Valid
		step.RenewalsEarly = max(0, Renewals(out.Day-step.Finish, valid))
		step.RenewalsLate = max(0, Renewals(out.Day-step.Last, valid))
		out.Steps = append(out.Steps, step)
	}
	slices.SortStableFunc(out.Steps, func(a, b Step) int { return a.Earliest - b.Earliest })
	return out, nil
}

// taking returns the set of some actions and all set-ups, which are paid for elsewhere.
func (c *compiled) taking(actions []int) bitset {
	chosen := newSet(len(c.cost))
	for _, a := range actions {
		chosen.set(a)
	}
	for e := len(c.actions); e < len(c.cost); e++ {
		chosen.set(e)
	}
	return chosen
}

func (c *compiled) lastFinish(actions, starts []int) (last int) {
	for _, a := range actions {
		if starts[a] < never {
			last = max(last, starts[a]+c.actions[a].lasts)
		}
	}
	return last
}

// latest returns the day by which each action must be finished. Of the ways to meet a clause the one that is ready
// first is kept, which is what the earliest dates rest on.
func (c *compiled) latest(actions, atoms, starts []int, end, day int) []int {
	finish := make([]int, len(c.actions))
	for _, a := range actions {
		finish[a] = end
	}
	limit := func(clauses [][]int, by int) {
		for _, clause := range clauses {
			if a := c.provider(clause, actions, atoms, starts); a >= 0 {
				finish[a] = min(finish[a], by)
			}
		}
	}
	limit(c.buyer, day)
	order := slices.Clone(actions) // an action is needed by later ones only
	slices.SortStableFunc(order, func(a, b int) int {
		return starts[b] + c.actions[b].lasts - starts[a] - c.actions[a].lasts
	})
	for again := true; again; { // actions that take no time may stand in any order
		again = false
		for _, a := range order {
			before := slices.Clone(finish)
			limit(c.actions[a].needs, finish[a]-c.actions[a].lasts)
			again = again || !slices.Equal(before, finish)
		}
	}
	return finish
}

// provider returns the action that meets a clause first; -1 where it is held already.
func (c *compiled) provider(clause, actions, atoms, starts []int) int {
	first, atom := never, -1
	for _, i := range clause {
		if atoms[i] < first {
			first, atom = atoms[i], i
		}
	}
	if first == 0 && slices.Contains(c.held, atom) {
		return -1
	}
	for _, a := range actions {
		if starts[a] < never && starts[a]+c.actions[a].lasts == first && slices.Contains(c.actions[a].closes, atom) {
			return a
		}
	}
	return -1
}
