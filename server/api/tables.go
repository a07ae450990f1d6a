package api

import (
	"strconv"

	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/result"
)

// TableDetail is what there is to know about a table at hand.
type TableDetail struct {
	Table      string         `json:"table" doc:"NAME/YEAR"`
	Economies  []NamedEconomy `json:"economies"`
	Industries []Named        `json:"industries"`
	Categories []string       `json:"categories" doc:"of final demand"`
	Unit       string         `json:"unit" doc:"of the flows"`
	Valuation  string         `json:"valuation,omitempty"`
	BaseYear   int            `json:"base_year,omitempty" doc:"of constant prices"`
	Publisher  string         `json:"publisher,omitempty"`
	Edition    string         `json:"edition,omitempty" doc:"which of the publisher's"`
	Output     float64        `json:"output" doc:"of all sectors"`
	ValueAdded float64        `json:"value_added" doc:"of all sectors, as the table reports it"`
	Findings   []Finding      `json:"findings" doc:"what is odd about it, most severe first; nothing is repaired"`
	Source     string         `json:"source"`
	Citation   string         `json:"citation,omitempty"`
	Licence    string         `json:"licence,omitempty"`
	Derivation []string       `json:"derivation,omitempty" doc:"the steps that made it from a published table"`
	SHA256     string         `json:"sha256" doc:"of the file it was read from"`
	Members    []Membership   `json:"members,omitempty" doc:"which economies an aggregate stands for"`
}

// Named is a code and its name.
type Named struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// NamedEconomy is an economy of a table.
type NamedEconomy struct {
	Named
	Printed   string `json:"printed,omitempty" doc:"what the published table prints instead of the code"`
	Aggregate bool   `json:"aggregate,omitempty" doc:"several economies taken as one, such as the rest of the world"`
}

// Membership is an aggregate and the economies it stands for.
type Membership struct {
	Code    string   `json:"code"`
	Members []string `json:"members"`
}

// Finding is something about a table that a reader of its results should know.
type Finding struct {
	Severity string   `json:"severity" enum:"note,warning,fatal"`
	Code     string   `json:"code"`
	What     string   `json:"what"`
	Where    []string `json:"where,omitempty" doc:"the sectors concerned, largest first"`
	Largest  float64  `json:"largest,omitempty" doc:"the largest single value concerned, in the table's unit"`
}

func (a *API) tableRoutes() []*route {
	name := question.Param{Name: "name", Argument: true, Doc: "name of the table", Form: question.Name, Example: "apx"}
	year := question.Param{
		Name:     "year",
		Argument: true,
		Form:     question.Whole,
		Doc:      "its year",
		Min:      1,
		Max:      9999,
		Example:  "2008",
	}
	return []*route{
		{
			method:  "GET",
			path:    "/tables",
			id:      "tables",
			tag:     "Tables",
			summary: "Tables at hand",
			doc:     "The tables that questions can name: the built-in ones and those kept in the store.",
			rows:    func(*request) (*result.Frame, error) { return a.entries() },
			basis:   func(*request) ([]string, error) { return a.allContents() },
		},
		{
			method:  "GET",
			path:    "/tables/{name}/{year}",
			id:      "table",
			tag:     "Tables",
			summary: "One table",
			doc:     "Dimensions, totals, findings, citation and licence of a table.",
			params: []question.Param{
				name,
				year,
			},
			value:   a.detail,
			returns: TableDetail{},
			basis:   func(r *request) ([]string, error) { return a.contents([]string{r.ref()}) },
		},
		a.uploadRoute(),
		{
			method:  "DELETE",
			path:    "/tables/{name}/{year}",
			id:      "remove-table",
			tag:     "Tables",
			summary: "Remove a table from the store",
			doc:     "Built-in tables cannot be removed.",
			params:  []question.Param{name, year},
			act:     a.remove,
			status:  204,
		},
	}
}

// ref is the table that a path names.
func (r *request) ref() string { return r.One("name") + "/" + r.One("year") }

func (a *API) entries() (*result.Frame, error) {
	entries, err := a.Engine.Tables()
	if err != nil {
		return nil, err
	}
	return engine.EntriesFrame(entries, a.Engine.Damage()), nil
}

func (a *API) allContents() ([]string, error) {
	entries, err := a.Engine.Tables()
	if err != nil {
		return nil, err
	}
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = e.Ref() + " " + e.Content
	}
	for _, damage := range a.Engine.Damage() {
		out = append(out, fault.Said(damage))
	}
	return out, nil
}

func (a *API) detail(r *request) (any, error) {
	year, _ := strconv.Atoi(r.One("year"))
	in, leave, err := turns.Enter(r.Context(), turns.Short, 0)
	if err != nil {
		return nil, err
	}
	defer leave()
	t, err := a.Engine.Table(in, icio.Entry{Name: r.One("name"), Year: year}.Ref(), nil)
	if err != nil {
		return nil, err
	}
	out := &TableDetail{
		Table:      t.Ref(),
		Categories: t.Categories,
		Unit:       t.Money(),
		Valuation:  t.Valuation,
		BaseYear:   t.BaseYear,
		Publisher:  t.Publisher,
		Edition:    t.Edition,
		Findings:   findings(t.Validate()),
		Source:     t.Source,
		Citation:   t.Citation,
		Licence:    t.Licence,
		Derivation: t.Derivation,
		SHA256:     t.SHA256,
	}
	for i, x := range t.X {
		out.Output += x
		out.ValueAdded += t.VA[i]
	}
	for _, c := range t.Economies {
		out.Economies = append(
			out.Economies,
			NamedEconomy{Named{c, engine.EconomyName(t, c)}, t.Printed[c], t.IsAggregate(c)},
		)
		if m := t.Members[c]; len(m) > 0 {
			out.Members = append(out.Members, Membership{c, m})
		}
	}
	for _, c := range t.Industries {
		out.Industries = append(out.Industries, Named{c, t.IndustryName(c)})
	}
	return out, nil
}

func findings(list []icio.Finding) []Finding {
	out := make([]Finding, len(list))
	for i, f := range list {
		out[i] = Finding{f.Severity.String(), f.Code, f.What, f.Where, f.Largest}
	}
	return out
}
