package requirements

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/requirement/path"
	"ikat/result"
	"ikat/say"
)

// Registry lists what buyers can ask.
var Registry = &question.Question{
	ID: "requirements", Tag: tag, Label: "What buyers can ask beyond price: the registry of requirements",
	Asks: "Which requirements are there, what do they take, and how sure is that?",
	Doc: `List the requirements that are known: standards, laws, and what buyers ask of quantity, time and money,
with what shows them, what comes before them, what they cost and take a small and a large firm, and where each
of these is from. One named by its id is told in full. Costs are judgement unless their row says that a fee or a
rate was seen.`,
	Reference: "docs/schema/requirements.md",
	Params: []question.Param{
		{Name: "words", Doc: "an id, or words that all stand in the id, the name or the scope", Form: question.Text,
			Argument: true, Example: "iso9001", Named: true},
		{Name: "topic", Doc: "only of this topic", Form: question.Text, Values: requirement.Standard().Topics(),
			Example: "quality"},
		buyer, more, bundles, institutions,
		{Name: "on", Doc: "as of this day: what is superseded by then is left out", Form: question.Text,
			Says: "all, with what superseded them", Example: "2027-01-01"},
		{Name: "level", Doc: "which rows", Form: question.Text, Values: levelIDs(registryLevels),
			Default: "requirements", Example: "actions", Named: true},
	},
	Levels: registryLevels,
	Examples: []question.Example{
		{Args: "requirements", Gives: "all of them"},
		{Args: "requirements iso9001", Gives: "one in full, with its sources"},
		{Args: "requirements 'food safety'", Gives: "those whose names or scopes say so"},
		{Args: "requirements --buyer seafood_eu_us -o asked.csv", Gives: "what a buyer's sheet reaches, as rows"},
	},
	Answer: listed,
}

var registryLevels = []question.Level{
	{ID: "requirements", Keys: []string{"requirement"}, Doc: "what can be asked"},
	{ID: "actions", Keys: []string{"action"}, Doc: "work that meets several at once"},
	supportLevel("each", "topic"),
}

func listed(ctx context.Context, r *question.Request) (*question.Answer, error) {
	registry, err := registryOf(ctx, r.Values)
	if err != nil {
		return nil, err
	}
	found, err := search(ctx, r.Values, registry)
	if err != nil {
		return nil, err
	}
	if r.One("level") == "actions" {
		return question.Rows(bundleRows(r.Engine.Program(), registry, found), nil)
	}
	if r.One("level") == "support" {
		return institutionRows(ctx, r, registry, found)
	}
	if r.Prose && !r.Chosen("level") {
		page := say.NewPage(say.In(r.Language))
		if one := registry.Find(r.One("words")); one != nil {
			detail(page, registry, one)
		} else {
			list(page, registry, found)
		}
		page.Basis(nil, []result.Source{ofRegistry})
		return &question.Answer{Prose: page}, nil
	}
	return question.Rows(registryRows(r.Engine.Program(), found), nil)
}

// search finds the requirements that are asked for.
//
// Error: fault.NotFound where there are none, with the nearest id.
func search(
	ctx context.Context,
	v *question.Values,
	registry *requirement.Registry,
) ([]*requirement.Requirement, error) {
	asked, err := sheetNamed(ctx, v.One("buyer"), registry)
	if err != nil {
		return nil, err
	}
	date := v.One("on")
	if date != "" && !requirement.IsDate(date) {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "on", Where: date, What: "it is no date like 2026-01-05"}
	}
	var reached []string
	if asked != nil {
		for _, l := range asked.Lines(registry) {
			reached = append(reached, l.ID)
		}
	}
	words := strings.Fields(strings.ToLower(v.One("words")))
	var out []*requirement.Requirement
	for _, one := range registry.Requirements {
		text := strings.ToLower(one.ID + " " + one.Name + " " + one.Scope + " " + one.Issuer)
		named := !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
		if registry.Find(v.One("words")) != nil {
			named = one.ID == v.One("words")
		}
		if named && (v.One("topic") == "" || one.Topic == v.One("topic")) &&
			(asked == nil || slices.Contains(reached, one.ID)) && (date == "" || one.StandsOn(registry, date)) {
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		return nil, &fault.Error{Kind: fault.NotFound, Param: "words", Where: strings.Join(words, " "),
			What: "no requirement is of that kind", Fix: fault.Suggest(v.One("words"), registry.IDs(), "")}
	}
	return out, nil
}

func kindOfCost(one *requirement.Requirement) string {
	if !one.Effort[requirement.Small].Known() && !one.Effort[requirement.Large].Known() {
		return "not known"
	}
	return one.CostKind
}

// registryRows are requirements, a row each.
func registryRows(program string, list []*requirement.Requirement) *result.Frame {
	out := &result.Frame{Title: "Requirements"}
	out.Provenance = result.Provenance{Program: program, Question: "requirements", Sources: []result.Source{ofRegistry}}
	out.Note(
		"requirements.judged",
		"Costs are of about 2024, in US$, for a small firm of about 50 persons and a large "+
			"one of about 800. They are judgement unless cost_kind says otherwise: part is that a fee or a rate was seen "+
			"and the "+
			"total is judgement. A scheme or law whose source was not seen is named from memory.",
	)
	of := out.Of(result.Estimate, len(list))
	text := func(name, label string, get func(one *requirement.Requirement) string) {
		of.Text(name, label, func(k int) string { return get(list[k]) })
	}
	text("requirement", "Requirement", func(one *requirement.Requirement) string { return one.ID })
	text("name", "Name", func(one *requirement.Requirement) string { return one.Name })
	text("topic", "Topic", func(one *requirement.Requirement) string { return one.Topic })
	text("origin", "Origin", func(one *requirement.Requirement) string { return one.Origin })
	text("issuer", "Issuer", func(one *requirement.Requirement) string { return one.Issuer })
	text("scope", "Scope", func(one *requirement.Requirement) string { return one.Scope })
	text("evidence", "Evidence", func(one *requirement.Requirement) string { return one.Evidence })
	text("lasts", "Lasts", lasts)
	text("needs", "Needs first", func(one *requirement.Requirement) string { return written(one.Needs) })
	text("implies", "Holds too", func(one *requirement.Requirement) string { return strings.Join(one.Implies, ";") })
	text("superseded_by", "Superseded by", func(one *requirement.Requirement) string { return one.Replaced })
	text("applies_from", "Applies from", func(one *requirement.Requirement) string { return one.From })
	for s, size := range requirement.Sizes {
		effort := func(k int) requirement.Effort { return list[k].Effort[s] }
		for _, c := range []struct {
			name, words string
			get         func(e requirement.Effort) float64
		}{{"low", "lowest one-off cost", func(e requirement.Effort) float64 { return e.OneOff.Low }},
			{"cost", "one-off cost", func(e requirement.Effort) float64 { return e.OneOff.Central }},
			{"high", "highest one-off cost", func(e requirement.Effort) float64 { return e.OneOff.High }},
			{"a_year", "cost a year", func(e requirement.Effort) float64 { return e.Recurring }}} {
			of.Number(c.name+"_"+size, c.words+", "+size, usd, c.words+" for a "+size+" firm; empty is not known",
				func(k int) float64 { return c.get(effort(k)) })
		}
		of.Number("days_"+size, "Days, "+size, "days", "days of work for a "+size+" firm; empty is not known",
			func(k int) float64 {
				if effort(k).Days < 0 {
					return math.NaN()
				}
				return float64(effort(k).Days)
			})
	}
	of.Number("wait_days", "Days of waiting", "days", "in which records build up and nobody works",
		func(k int) float64 { return float64(list[k].Wait) })
	text("cost_kind", "Kind of costs", kindOfCost)
	text("cost_source", "Source of costs", func(one *requirement.Requirement) string { return one.CostFrom })
	text("source", "Source", func(one *requirement.Requirement) string { return one.Source })
	text("source_seen", "Source seen", func(one *requirement.Requirement) string { return yesNo(one.Seen) })
	return out
}

func lasts(one *requirement.Requirement) string {
	switch {
	case one.Valid < 0:
		return "without end"
	case one.Valid == 0:
		return "each consignment"
	case !one.Renewable:
		return fmt.Sprintf("%d months, once", one.Valid)
	}
	return fmt.Sprintf("%d months", one.Valid)
}

// written is what is needed first, as files have it: a;b|c.
func written(needs []path.Clause) string {
	var all []string
	for _, c := range needs {
		var any []string
		for _, i := range c {
			any = append(any, i.ID)
		}
		all = append(all, strings.Join(any, "|"))
	}
	return strings.Join(all, ";")
}

// bundleRows are the actions that meet something of a list and more.
func bundleRows(program string, registry *requirement.Registry, found []*requirement.Requirement) *result.Frame {
	var list []*requirement.Bundle
	for _, b := range registry.Bundles {
		if slices.ContainsFunc(found, func(one *requirement.Requirement) bool { return slices.Contains(b.Closes, one.ID) }) {
			list = append(list, b)
		}
	}
	out := &result.Frame{Title: "Work that meets several requirements at once"}
	out.Provenance = result.Provenance{Program: program, Question: "requirements", Sources: []result.Source{ofRegistry}}
	of := out.Of(result.Estimate, len(list))
	of.Text("action", "Action", func(k int) string { return list[k].ID })
	of.Text("name", "Name", func(k int) string { return list[k].Name })
	of.Text("closes", "Meets", func(k int) string { return strings.Join(list[k].Closes, ";") })
	of.Text("needs", "Needs first", func(k int) string { return written(list[k].Needs) })
	for s, size := range requirement.Sizes {
		of.Number("cost_"+size, "Cost, "+size, usd, "one-off cost for a "+size+" firm",
			func(k int) float64 { return list[k].Effort[s].OneOff.Central })
	}
	of.Text("cost_kind", "Kind of costs", func(int) string { return "judgement" })
	of.Text("source", "Source", func(k int) string { return list[k].Source })
	return out
}

// list says what was found.
func list(page *say.Page, registry *requirement.Registry, found []*requirement.Requirement) {
	page.Title("requirements.title")
	judged, seen := 0, 0
	for _, one := range found {
		if kindOfCost(one) == "judgement" {
			judged++
		}
		if one.Seen {
			seen++
		}
	}
	page.Sentence("requirements.found", say.Args{"found": len(found), "all": len(registry.Requirements), "judged": judged,
		"seen": seen})
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("requirements.id"), page.Say("requirements.name"), page.Say("requirements.topic"))
	g.Columns(true, page.Say("requirements.cost-small"), page.Say("requirements.cost-large"),
		page.Say("requirements.days"))
	g.Columns(false, page.Say("requirements.kind"))
	for _, one := range found {
		g.Row(one.ID, one.Name, one.Topic, page.Number(one.Effort[requirement.Small].OneOff.Central, 0),
			page.Number(one.Effort[requirement.Large].OneOff.Central, 0), daysOf(page, one), kindOfCost(one))
	}
	page.Grid(g)
	page.Small("requirements.costs")
}

func daysOf(page *say.Page, one *requirement.Requirement) string {
	if one.Effort[requirement.Small].Days < 0 {
		return "–"
	}
	return page.Number(float64(one.Effort[requirement.Small].Days+one.Wait), 0)
}

// detail says all that is known of one requirement.
func detail(page *say.Page, registry *requirement.Registry, one *requirement.Requirement) {
	page.Title("requirements.one", say.Args{"name": one.Name, "id": one.ID})
	if one.Scope != "" {
		page.Text(say.Paragraph, one.Scope)
	}
	g := &say.Grid{Keys: 1}
	g.Columns(false, "", "")
	row := func(key, text string) {
		if text != "" {
			g.Row(page.Say("requirements."+key), text)
		}
	}
	row("topic", one.Topic+", "+one.Origin)
	row("issuer", one.Issuer)
	row("evidence", one.Evidence)
	row("lasts", lasts(one))
	row("needs", written(one.Needs))
	row("implies", strings.Join(one.Implies, "; "))
	row("superseded", one.Replaced)
	row("from", one.From)
	row("asked-by", strings.Join(askers(one.ID), ", "))
	row("goods", strings.Trim(fmt.Sprintf("HS %s; ISIC %s", one.HS, one.ISIC), "; "))
	for s, size := range requirement.Sizes {
		if e := one.Effort[s]; e.Known() {
			row("cost-"+size, page.Say("requirements.range", say.Args{"cost": e.OneOff.Central, "low": e.OneOff.Low,
				"high": e.OneOff.High, "year": e.Recurring, "renewal": e.Renewal, "days": e.Days, "wait": one.Wait}))
		} else {
			row("cost-"+size, page.Say("requirements.unknown"))
		}
	}
	row("kind", kindOfCost(one))
	row("cost-source", one.CostFrom)
	seen := "requirements.not-seen"
	if one.Seen {
		seen = "requirements.seen"
	}
	row("source", strings.TrimSpace(one.Source+" ("+page.Say(seen)+")"))
	page.Grid(g)
	page.Small("requirements.costs")
}

// askers are the program's own sheets that ask a requirement.
func askers(id string) (out []string) {
	for _, s := range requirement.Sheets() {
		if slices.ContainsFunc(s.Demands, func(d requirement.Demand) bool { return d.Requirement == id }) {
			out = append(out, s.Buyer)
		}
	}
	return out
}
