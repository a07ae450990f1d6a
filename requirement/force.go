package requirement

import (
	"fmt"
	"slices"
)

// Newer is a requirement that took another one's place in a sheet because of its date.
type Newer struct{ Old, New, From string }

func (n Newer) String() string {
	if n.From == "" {
		return fmt.Sprintf("%s in place of %s", n.New, n.Old)
	}
	return fmt.Sprintf("%s in place of %s, from %s", n.New, n.Old, n.From)
}

// InForce returns the sheet as it is asked on a day, a date such as 2026-01-05: a requirement whose successor applies
// by then is asked as its successor. Without a date only successors that apply from no date take over.
//
// A successor of a successor takes over in turn; one that is asked already is not asked twice.
func (s *Sheet) InForce(registry *Registry, date string) (*Sheet, []Newer) {
	out := *s
	out.Demands = nil
	var changes []Newer
	asked := map[string]bool{}
	for _, d := range s.Demands {
		var now []Newer
		for k := 0; k <= len(registry.Requirements); k++ { // a circle of successors ends
			one := registry.Find(d.Requirement)
			if one == nil || one.Replaced == "" || !applies(registry.Find(one.Replaced), date) {
				break
			}
			now = append(now, Newer{one.ID, one.Replaced, registry.Find(one.Replaced).From})
			d.Requirement = one.Replaced
		}
		changes = append(changes, now...)
		if !asked[d.Requirement] {
			asked[d.Requirement] = true
			out.Demands = append(out.Demands, d)
		}
	}
	return &out, changes
}

// applies reports whether a requirement applies on a date.
func applies(one *Requirement, date string) bool {
	if one == nil {
		return false
	}
	from, ok := serial(one.From)
	if !ok {
		return one.From == ""
	}
	day, ok := serial(date)
	return ok && day >= from
}

// NotYet lists what a sheet asks that applies only after a date, with the dates.
func (s *Sheet) NotYet(registry *Registry, date string) (out []string) {
	if _, ok := serial(date); !ok {
		return nil
	}
	for _, d := range s.Demands {
		if one := registry.Find(d.Requirement); one != nil && one.From != "" && !applies(one, date) {
			out = append(out, fmt.Sprintf("%s from %s", one.ID, one.From))
		}
	}
	return out
}

// IsDate reports whether a text is a date, 2026-01-05.
func IsDate(text string) bool {
	_, ok := serial(text)
	return ok
}

// StandsOn reports whether a requirement can be asked on a date: it applies by then, and nothing that applies by then
// has taken its place.
func (one *Requirement) StandsOn(registry *Registry, date string) bool {
	return applies(one, date) && (one.Replaced == "" || !applies(registry.Find(one.Replaced), date))
}

// Topics lists the topics of the requirements, in their order.
func (r *Registry) Topics() (out []string) {
	for _, one := range r.Requirements {
		if one.Topic != "" && !slices.Contains(out, one.Topic) {
			out = append(out, one.Topic)
		}
	}
	return out
}
