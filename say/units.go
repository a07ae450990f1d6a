package say

import (
	"strings"

	"ikat/result"
)

// Units says in one line the unit and kind of a frame's numbers, once where all columns share them, by the columns'
// names where they do not; "" where no number has any. What is said of a range's number holds for its ends.
func (v *Voice) Units(f *result.Frame) string {
	units := map[string][]string{}
	var order []string
	for _, c := range f.Columns {
		if c.IsText() || c.Kind == "" && c.Unit == "" || f.IsEnd(c.Name, "_high") {
			continue
		}
		name := c.Name
		if f.IsEnd(name, "_low") {
			if name = strings.TrimSuffix(name, "_low"); f.Column(name) != nil {
				continue
			}
		}
		u := v.Label(c.Unit)
		if c.Unit == "share" {
			u = v.Label("per cent")
		}
		if c.Kind != "" {
			u = strings.TrimSpace(u + " (" + v.Label(string(c.Kind)) + ")")
		}
		if units[u] == nil {
			order = append(order, u)
		}
		units[u] = append(units[u], name)
	}
	if len(order) == 1 {
		return order[0]
	}
	var parts []string
	for _, u := range order {
		parts = append(parts, strings.Join(units[u], " ")+": "+u)
	}
	return strings.Join(parts, "; ")
}
