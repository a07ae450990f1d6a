package brief

import (
	"ikat/economies"
	"ikat/scenario"
)

// usualElasticities are those that rankings take where none are named.
func usualElasticities() []string { return []string(scenario.UsualElasticities) }

// nameOf is the name of an economy of the table.
func (f *Facts) nameOf(code string) string {
	if code == f.Place.Economy {
		return f.Name
	}
	if name := economies.Name(code); name != "" {
		return name
	}
	return code
}

// industry is the name of an industry of the table.
func (f *Facts) industry(code string) string {
	if name := f.names[code]; name != "" {
		return name
	}
	return code
}
