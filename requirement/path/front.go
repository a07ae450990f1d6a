package path

import "context"

// Front returns the ways that are not both dearer and later than another, the cheapest first, with people plenty.
//
// Error: as Cheapest. The list is empty where there is no way.
func (p *Problem) Front(ctx context.Context, costs Level) ([]*Path, error) {
	c, err := p.compile(costs)
	if err != nil {
		return nil, err
	}
	return front(func(by int) (*Path, error) {
		s := &search{ctx: ctx, cost: c.cost, ok: func(chosen bitset) bool {
			_, _, last := c.days(chosen)
			return last <= by
		}}
		chosen, err := s.run()
		if chosen == nil || err != nil {
			return nil, err
		}
		return c.path(chosen, s.lists), nil
	})
}

// StaffedFront is Front with so many people: each way's Day is that of its soonest schedule. proved is false where the
// search for schedules had to be cut short, so that a sooner or cheaper way may have been missed.
//
// Error: as Cheapest.
func (p *Problem) StaffedFront(ctx context.Context, costs Level, people int) (ways []*Path, proved bool, err error) {
	c, err := p.compile(costs)
	if err != nil {
		return nil, false, err
	}
	proved = true
	ways, err = front(func(by int) (*Path, error) {
		s := &search{ctx: ctx, cost: c.cost}
		s.ok = func(chosen bitset) bool {
			limit := by + 1
			if _, _, last := c.days(chosen); last >= limit {
				return false
			}
			found, e := c.staffed(ctx, chosen, people, limit)
			if e != nil {
				err = e
			}
			proved = proved && (found == nil || found.Proved)
			return found != nil && found.Day < limit
		}
		chosen, e := s.run()
		if e != nil || err != nil || chosen == nil {
			return nil, firstOf(e, err)
		}
		out := c.path(chosen, s.lists)
		soonest, e := c.staffed(ctx, chosen, people, never)
		if e != nil {
			return nil, e
		}
		out.Day = soonest.Day
		return out, nil
	})
	return ways, proved, err
}

func firstOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}

// front asks for a cheapest way by an ever earlier day.
func front(cheapest func(by int) (*Path, error)) ([]*Path, error) {
	var out []*Path
	for by := never - 1; by >= 0; {
		next, err := cheapest(by)
		if err != nil {
			return nil, err
		}
		if next == nil {
			break
		}
		if n := len(out); n > 0 && next.Cost <= out[n-1].Cost+tiny(next.Cost) {
			out = out[:n-1] // as cheap, and sooner
		}
		out = append(out, next)
		by = next.Day - 1
	}
	return out, nil
}
