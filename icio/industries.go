package icio

import (
	"fmt"
	"strings"

	"ikat/fault"
	"ikat/isic"
)

// Contents says what each industry of the table contains, by its classification.
func (t *Table) Contents() []isic.Industry { return isic.ReadNamed(t.Industries, t.IndustryNames) }

// FindIndustries returns the codes of the industries that some texts mean: codes, or the table's own names, in any
// case. A name with commas may come in the pieces that they part.
//
// Error: fault.NotFound for what is neither.
func (t *Table) FindIndustries(texts []string) ([]string, error) {
	var out []string
	for i := 0; i < len(texts); {
		code, n := t.industryFrom(texts[i:])
		if n == 0 {
			var known []string
			for _, c := range t.Industries {
				known = append(known, c)
				if n := t.IndustryNames[c]; n != "" {
					known = append(known, n)
				}
			}
			return nil, &fault.Error{
				Kind:  fault.NotFound,
				Where: "table " + t.Ref(),
				What:  fmt.Sprintf("it has no industry %q", texts[i]),
				Fix:   fault.Suggest(texts[i], known, "It has "+strings.Join(t.Industries, " ")),
			}
		}
		out = append(out, code)
		i += n
	}
	return out, nil
}

// industryFrom returns the industry that the first n pieces spell, the longest name that fits.
func (t *Table) industryFrom(pieces []string) (code string, n int) {
	for n = min(len(pieces), mostCommas+1); n > 0; n-- {
		text := strings.TrimSpace(strings.Join(pieces[:n], ","))
		for _, c := range t.Industries {
			if c == text {
				return c, n
			}
		}
		for _, c := range t.Industries {
			if strings.EqualFold(c, text) || text != "" && strings.EqualFold(t.IndustryNames[c], text) {
				return c, n
			}
		}
	}
	return "", 0
}

// mostCommas is how many commas a name of an industry has at most.
const mostCommas = 8
