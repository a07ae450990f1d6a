package chains

import (
	"math"
	"strings"

	"ikat/result"
	"ikat/scenario"
)

// mendedClass is the classes of firms that a border to be mended names: KOR/sme:c14:USA.
type mendedClass struct{ text, from, to string }

// withoutClasses takes the classes out of what names a border.
func withoutClasses(text string) (whole string, class mendedClass) {
	what, amount, ok := strings.Cut(text, "=")
	parts := strings.Split(what, ":")
	for i, part := range parts {
		economy, name, classed := strings.Cut(part, "/")
		if !classed || i == 1 {
			continue
		}
		class.text, parts[i] = part, economy
		if i == 0 && !(len(parts) == 2 && parts[1] == "import") {
			class.from = "/" + name
		} else {
			class.to = "/" + name
		}
	}
	if whole = strings.Join(parts, ":"); ok {
		whole += "=" + amount
	}
	return whole, class
}

// narrow restricts the change of a scenario to the classes.
func (c mendedClass) narrow(s *scenario.File) {
	change := &s.Scenarios[0].Changes[0]
	for i := range change.Exporter {
		change.Exporter[i] += c.from
	}
	for i := range change.Importer {
		change.Importer[i] += c.to
	}
}

// beside puts small and large firms, where they are known, beside what economies gain.
func beside(economies, firms *result.Frame) *result.Frame {
	at := map[string]int{}
	for row := range firms.Rows() {
		at[firms.Column("economy").Text(row)] = row
	}
	for _, name := range []string{"sme_income_pct", "large_income_pct"} {
		from := firms.Column(name)
		values := make([]float64, economies.Rows())
		for row := range values {
			values[row] = math.NaN()
			if k, ok := at[economies.Column("economy").Text(row)]; ok {
				values[row] = from.Floats[k]
			}
		}
		economies.Number(from.Name, from.Label, from.Unit, from.Definition, result.Scenario, values)
	}
	economies.Notes = append(economies.Notes, firms.Notes...)
	return economies
}
