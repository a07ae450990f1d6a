package icio

import (
	"strings"

	"ikat/fault"
	"ikat/isic"
)

// Contents says what each industry of the table contains, by its classification.
func (t *Table) Contents() []isic.Industry { return isic.ReadNamed(t.Industries, t.IndustryNames) }

// Labels are what the table's industries are called.
func (t *Table) Labels() isic.Labels {
	return isic.Labels{Where: fault.Say("table %s", t.Ref()), Codes: t.Industries, Names: t.IndustryNames}
}

// FindIndustry returns the code of the table's industry that a text means, as isic.Labels.Find.
func (t *Table) FindIndustry(text string) (string, error) { return t.Labels().Find(text) }

// IndustryName returns the name of an industry of the table, as isic.Labels.Name.
func (t *Table) IndustryName(code string) string { return t.Labels().Name(code) }

// FindIndustries returns the codes of the industries that some texts mean. A name with commas may come in the pieces
// that they part.
//
// Error: fault.NotFound for what is none.
func (t *Table) FindIndustries(texts []string) ([]string, error) {
	var out []string
	for i := 0; i < len(texts); {
		code, n := t.industryFrom(texts[i:])
		if n == 0 {
			_, err := t.FindIndustry(texts[i])
			return nil, err
		}
		out = append(out, code)
		i += n
	}
	return out, nil
}

// industryFrom returns the industry that the first n pieces spell, the longest name that fits.
func (t *Table) industryFrom(pieces []string) (code string, n int) {
	labels := t.Labels()
	for n = min(len(pieces), mostCommas+1); n > 0; n-- {
		if code, ok := labels.Code(strings.Join(pieces[:n], ",")); ok {
			return code, n
		}
	}
	return "", 0
}

// mostCommas is how many commas a name of an industry has at most.
const mostCommas = 8
