package requirements

import (
	"slices"
	"strings"

	"ikat/fault"
	"ikat/requirement"
	"ikat/requirement/portfolio"
)

// shortest is the length from which a name in a plan is taken for a slip of a name that is near; R1 and R2 are names.
const shortest = 4

// slips refuses a name in a plan that is neither the registry's nor on the plan's other side (what programmes close,
// what firms lack), where one of the registry, or the same in other letters, lies near it: such a gap would never be
// closed, and such a programme be worth nothing.
//
// Error: fault.NotFound with the line and the nearest names.
func slips(name string, text []byte, f *portfolio.File, registry *requirement.Registry) error {
	var closed, lacked []string
	for _, g := range f.Programmes {
		closed = append(closed, g.Closes...)
	}
	for _, one := range f.Firms {
		lacked = append(lacked, one.Gaps...)
	}
	for _, u := range f.Uncertain {
		lacked = append(lacked, u.Requirement)
	}
	for _, side := range [][2][]string{{closed, lacked}, {lacked, closed}} {
		for _, id := range side[0] {
			if len(id) < shortest || slices.Contains(side[1], id) || registry.Find(id) != nil {
				continue
			}
			meant := fault.Nearest(id, registry.IDs())
			for _, other := range side[1] {
				if strings.EqualFold(other, id) && !slices.Contains(meant, other) {
					meant = append(meant, other)
				}
			}
			if len(meant) == 0 {
				continue
			}
			where := name
			if line := requirement.LineOf(text, id); line > 0 {
				where = fault.Say("%s, line %d", name, line)
			}
			return &fault.Error{Kind: fault.NotFound, Where: where, What: fault.Say("there is no requirement %q", id),
				Fix: fault.Say("Nearest: %s", strings.Join(meant, ", "))}
		}
	}
	return nil
}
