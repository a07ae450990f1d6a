package economies

import (
	"slices"
	"strings"
)

// List takes a list of economies apart at its commas, without cutting names that hold one: "VNM,Korea, Rep." has two.
//
// A comma belongs to a name where the text around it is a name that nobody would take for two, or is written as its
// owners write it ("Taipei,China"), or where a space follows it ("Hong Kong, China"); "HKG,CHN" and "Taiwan,China" are
// two each.
func List(text string) []string {
	pieces := strings.Split(text, ",")
	var out []string
	for i := 0; i < len(pieces); {
		n := named(pieces[i:])
		if name := strings.TrimSpace(strings.Join(pieces[i:i+n], ",")); name != "" {
			out = append(out, name)
		}
		i += n
	}
	return out
}

// longestName is the number of commas that a name may hold, and one.
const longestName = 3

// named returns how many of the first pieces make one name; 1 where they make none together.
func named(pieces []string) int {
	for n := min(longestName, len(pieces)); n > 1; n-- {
		text := strings.TrimSpace(strings.Join(pieces[:n], ","))
		e, _ := meaning(text)
		if e.Kind != Unknown && (spaced(pieces[1:n]) || !each(pieces[:n]) || slices.Contains(e.Names(), text)) {
			return n
		}
	}
	return 1
}

// spaced holds where a space follows every comma.
func spaced(pieces []string) bool {
	for _, p := range pieces {
		if !strings.HasPrefix(p, " ") {
			return false
		}
	}
	return true
}

// each holds where every piece is an economy's name by itself.
func each(pieces []string) bool {
	for _, p := range pieces {
		if e, _ := meaning(strings.TrimSpace(p)); e.Kind == Unknown {
			return false
		}
	}
	return true
}
