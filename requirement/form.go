package requirement

import (
	"math"
	"slices"
	"strings"
)

// Line is a line of a form: what is asked, or needed before that.
type Line struct {
	*Requirement
	Demand Demand
	Buyer  bool // asked by the buyer; otherwise needed first
}

// Lines are the lines of a form for a buyer: its demands, then what these need, in an order in which needs come after
// what needs them.
func (s *Sheet) Lines(registry *Registry) (out []Line) {
	var asked []string
	for _, d := range s.Demands {
		out = append(out, Line{registry.Find(d.Requirement), d, true})
		asked = append(asked, d.Requirement)
	}
	reached := slices.Clone(asked)
	for k := 0; k < len(reached); k++ {
		for _, id := range items(registry.Find(reached[k]).Needs) {
			if !slices.Contains(reached, id) {
				reached = append(reached, id)
				out = append(out, Line{registry.Find(id), Demand{Requirement: id, Level: math.NaN()}, false})
			}
		}
	}
	return out
}

// IsForm reports whether a text is a questionnaire rather than YAML.
func IsForm(text []byte) bool {
	lines := strings.SplitN(strings.ToLower(strings.TrimPrefix(string(text), "\ufeff")), "\n", mostTitles+1)
	for _, line := range lines[:min(len(lines), mostTitles)] {
		for _, column := range strings.FieldsFunc(line, func(c rune) bool { return strings.ContainsRune(",;\t", c) }) {
			if strings.Trim(column, "\" \r") == "requirement" {
				return true
			}
		}
	}
	return false
}
