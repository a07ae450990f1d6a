package portfolio

// mostPairs bounds the exchanges of one firm for another that a plan is tried for.
const mostPairs = 20000

// improve exchanges one served firm for another, and adds firms, as long as the plan gets better.
func (s *solver) improve(plan *running) {
	for again := true; again; {
		again = false
		s.fill(plan)
		var in, out []int
		for f := range s.Firms {
			switch {
			case plan.takes[f] != nil:
				in = append(in, f)
			case len(s.bundles[f]) > 0:
				out = append(out, f)
			}
		}
		if len(in)*len(out) > mostPairs {
			return
		}
		for _, f := range in {
			old, value := plan.takes[f], plan.worth()
			plan.leave(f)
			if s.exchange(plan, out, value) {
				again = true
				break
			}
			plan.take(f, old)
		}
	}
}

// exchange takes a firm in that makes the plan better than value.
func (s *solver) exchange(plan *running, out []int, value float64) bool {
	now := plan.worth()
	for _, f := range out {
		if now+plan.gain(f) <= value+1e-9*(1+value) {
			continue
		}
		if b, _ := plan.cheapest(f); b != nil {
			plan.take(f, b)
			return true
		}
	}
	return false
}

// fill takes in every firm for which there is room.
func (s *solver) fill(plan *running) {
	for f := range s.Firms {
		if plan.takes[f] != nil {
			continue
		}
		if b, _ := plan.cheapest(f); b != nil {
			plan.take(f, b)
		}
	}
}
