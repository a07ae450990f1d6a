package requirement

import (
	"io"
	"slices"
	"strings"
	"sync"

	"ikat/fault"
)

// Institution is a public institution that gives evidence of requirements, or may help to meet them.
type Institution struct {
	Economy, ID, Name, Role string
	Issues                  []string // requirements whose evidence it gives or keeps by its mandate
	Supports                []string // requirements with which it may help: judgement
	Site                    string   // its public address
	Seen                    bool     // whether that was opened
}

// Does says what an institution has to do with a requirement: issues, supports, or "" for nothing.
func (i *Institution) Does(requirement string) string {
	switch {
	case slices.Contains(i.Issues, requirement):
		return "issues"
	case slices.Contains(i.Supports, requirement):
		return "supports"
	}
	return ""
}

// Institutions are the program's own example, of a few economies.
var Institutions = sync.OnceValue(func() []*Institution {
	list, err := ReadInstitutions("institutions.csv", embedded("institutions.csv"), Standard())
	if err != nil {
		panic(err) // embedded, and tested
	}
	return list
})

const institutionSchema = "docs/schema/institutions.md"

// ReadInstitutions reads a map of institutions: CSV of docs/schema/institutions.md, a line an institution.
//
// Error: fault.Unreadable and Invalid with the line; fault.NotFound for a requirement that the registry lacks.
func ReadInstitutions(name string, text io.Reader, registry *Registry) ([]*Institution, error) {
	t, err := readTable(name, fault.Say("%s describes the file", institutionSchema), text,
		strings.Fields("economy institution name site"), strings.Fields("role issues supports seen"))
	if err != nil {
		return nil, err
	}
	var out []*Institution
	for _, row := range t.rows {
		one := &Institution{Economy: row.text("economy"), ID: row.text("institution"), Name: row.text("name"),
			Role: row.text("role"), Issues: row.list("issues", ";"), Supports: row.list("supports", ";"), Site: row.text("site")}
		for column, text := range map[string]string{"economy": one.Economy, "institution": one.ID, "name": one.Name} {
			if text == "" {
				return nil, row.fault(column, "it is empty")
			}
		}
		for _, id := range slices.Concat(one.Issues, one.Supports) {
			if registry.Find(id) == nil {
				return nil, registry.unknown(row.at(row.line), id)
			}
		}
		if one.Seen, err = row.yes("seen", false); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(o *Institution) bool { return o.Economy == one.Economy && o.ID == one.ID }) {
			return nil, row.fault("institution", fault.Say("%s stands here twice for %s", one.ID, one.Economy))
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return nil, t.fault(0, "it names no institution")
	}
	return out, nil
}
