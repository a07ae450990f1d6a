package requirements

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/result"
)

// institutions is a map of institutions of the asker's.
var institutions = question.Param{
	Name: "institutions",
	Doc:  "institutions that issue evidence or may help: a file of your own (docs/schema/institutions.md)",
	Form: question.File,
	Says: "an example of Indonesia, the Philippines and Thailand",
}

// supportLevel is who issues and supports what, as a level of several questions.
func supportLevel(of, keys string) question.Level {
	return question.Level{ID: "support", Keys: []string{keys, "requirement", "institution"},
		Doc: "public institutions that issue the evidence of " + of + ", or may help with it"}
}

// institutionsOf is the asker's map, or the program's own example.
func institutionsOf(ctx context.Context, v *question.Values,
	registry *requirement.Registry) ([]*requirement.Institution, error) {
	path := v.One("institutions")
	if path == "" {
		return requirement.Institutions(), nil
	}
	text, err := content(ctx, path, "institution")
	if err != nil {
		return nil, err
	}
	return requirement.ReadInstitutions(path, bytes.NewReader(text), registry)
}

// support is a requirement that something is about, and an institution.
type support struct {
	about, requirement string
	*requirement.Institution
}

// supporting lists who issues and supports requirements in an economy ("": everywhere), the mandates first.
func supporting(list []*requirement.Institution, economy, about string, ids []string) (out []support) {
	of := codeOf(economy)
	for _, does := range []string{"issues", "supports"} {
		for _, id := range ids {
			for _, one := range list {
				if one.Does(id) == does && (economy == "" || codeOf(one.Economy) == of) {
					out = append(out, support{about, id, one})
				}
			}
		}
	}
	return out
}

// supportRows fills a frame with who issues and supports what. key names what a row is about.
func supportRows(out *result.Frame, key, label string, rows []support, registry *requirement.Registry) *result.Frame {
	out.Note("requirements.institutions", "What an institution issues is by its mandate, from general knowledge; that it "+
		"may support is judgement, as is the choice of institutions. No fee or programme of theirs is meant: ask them. "+
		"Sites of rows with seen no were not opened.")
	of := out.Of(result.Estimate, len(rows))
	of.Text(key, label, func(k int) string { return rows[k].about })
	of.Text("requirement", "Requirement", func(k int) string { return rows[k].requirement })
	of.Text("requirement_name", "Name", func(k int) string { return registry.Name(rows[k].requirement) })
	of.Text("economy", "Economy", func(k int) string { return rows[k].Economy })
	of.Text("institution", "Institution", func(k int) string { return rows[k].ID })
	of.Text("name", "Name", func(k int) string { return rows[k].Name })
	of.Text("role", "Role", func(k int) string { return rows[k].Role })
	of.Text("does", "Does", func(k int) string { return rows[k].Does(rows[k].requirement) })
	of.Text("kind", "Kind", func(k int) string {
		if rows[k].Does(rows[k].requirement) == "issues" {
			return "mandate"
		}
		return "judgement"
	})
	of.Text("site", "Site", func(k int) string { return rows[k].Site })
	of.Text("seen", "Seen", func(k int) string { return yesNo(rows[k].Seen) })
	return out
}

// without says of which economies institutions are at hand where none of an economy is.
func without(out *result.Frame, list []*requirement.Institution, economy string) {
	var there []string
	for _, one := range list {
		if name := economies.Name(codeOf(one.Economy)); !slices.Contains(there, name) {
			there = append(there, name)
		}
	}
	if economy == "" {
		out.Warn("requirements.no-economy", "No economy is named (the field economy of the file): institutions of every "+
			"economy at hand are shown.")
		return
	}
	of := codeOf(economy)
	if !slices.ContainsFunc(list, func(o *requirement.Institution) bool { return codeOf(o.Economy) == of }) {
		out.Warn("requirements.no-institutions", "No institution of {economy} is at hand; those of {list} are. "+
			"Give a map of your own with the choice institutions.",
			"economy", economies.Name(of), "list", strings.Join(there, ", "))
	}
}

// inEconomy refuses a file whose economy is none.
func inEconomy(file, economy string) error {
	if economy == "" {
		return nil
	}
	_, err := economies.Resolve(economy)
	return fault.In(fault.Say("%s, economy", file), err)
}

// institutionRows lists who issues and supports requirements, in every economy at hand.
func institutionRows(ctx context.Context, r *question.Request, registry *requirement.Registry,
	found []*requirement.Requirement) (*question.Answer, error) {
	list, err := institutionsOf(ctx, r.Values, registry)
	if err != nil {
		return nil, err
	}
	var rows []support
	for _, one := range found {
		rows = append(rows, supporting(list, "", one.Topic, []string{one.ID})...)
	}
	out := &result.Frame{Title: "Institutions that issue and support what buyers ask"}
	out.Provenance = result.Provenance{Program: r.Engine.Program(), Question: "requirements",
		Sources: []result.Source{ofInstitutions}}
	return question.Rows(supportRows(out, "topic", "Topic", rows, registry), nil)
}

// support is who issues and supports what each programme of a plan closes: whom an agency may work with.
func (a *agency) support(ctx context.Context, r *question.Request) (*question.Answer, error) {
	list, err := institutionsOf(ctx, r.Values, requirement.Standard())
	if err != nil {
		return nil, err
	}
	var rows []support
	for _, g := range a.Programmes {
		rows = append(rows, supporting(list, a.Economy, g.ID, g.Closes)...)
	}
	out := a.frame("Institutions that issue and support what programmes close")
	without(out, list, a.Economy)
	return question.Rows(supportRows(out, "programme", "Programme", rows, requirement.Standard()), nil)
}
