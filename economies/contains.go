package economies

import (
	"slices"
	"strings"
	"sync"
)

// contents are what aggregates contain, as aggregates.csv says: regions, groups, economies.
var contents = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, v := range rows("aggregates.csv") {
		out[v[0]] = strings.Fields(v[1])
	}
	return out
})

// regions are the members of the United Nations' geographical regions, by number.
var regions = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, v := range rows("regions.csv") {
		out[v[0]] = strings.Fields(v[2])
	}
	return out
})

// world are the codes for which ROW and GTAP's rest of the world stand: all that no other has.
var world = []string{"ROW", "XTW"}

// Contained returns the economies that each aggregate of a list stands for, given all codes of a table and its year:
// what lies in its region or group and is neither in the list itself nor in an aggregate of fewer economies there; for
// the rest of the world, all that remain. A code that is no aggregate, or one whose contents are not known, has none.
func Contained(codes []string, year int) map[string][]string {
	taken := map[string]bool{}
	var aggregates []string
	for _, c := range codes {
		taken[c] = true
		if e, ok := Get(c); ok && e.Kind == Part {
			taken[e.Of] = true
		}
		if _, known := contents()[c]; known {
			aggregates = append(aggregates, c)
		}
	}
	all := map[string][]string{}
	for _, c := range aggregates {
		all[c] = contentsOf(c, year)
	}
	slices.SortStableFunc(aggregates, func(a, b string) int { return len(all[a]) - len(all[b]) })
	out := map[string][]string{}
	take := func(aggregate, member string) {
		if !taken[member] {
			taken[member] = true
			out[aggregate] = append(out[aggregate], member)
		}
	}
	for _, c := range aggregates {
		for _, m := range all[c] {
			take(c, m)
		}
	}
	for _, c := range world {
		if slices.Contains(codes, c) {
			for _, e := range All() {
				take(c, e.Code)
			}
		}
	}
	return out
}

// contentsOf lists the economies of an aggregate; a group that had no members in the year has none.
func contentsOf(aggregate string, year int) []string {
	var out []string
	for _, part := range contents()[aggregate] {
		switch {
		case regions()[part] != nil:
			out = append(out, regions()[part]...)
		case IsGroup(part):
			if g, err := GroupOf(part, year); err == nil {
				out = append(out, g.Members...)
			}
		default:
			out = append(out, part)
		}
	}
	return out
}
