package requirements

import (
	"context"
	"strconv"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement"
	"ikat/result"
	"ikat/say"
)

// Ready is the way of a firm to a buyer.
var Ready = &question.Question{
	ID: "ready", Tag: tag, Label: "What a firm lacks before a buyer, and the cheapest way there",
	Asks: "What does this buyer ask that my firm does not have, what is the cheapest way to it, and is it worth it?",
	Doc: `Compare a firm with what a buyer asks: gaps, what is not known, the cheapest and the fastest way to close all
gaps, with all that has to come first, a dated plan, cash by month, what expires when, and what the contract is worth
before and after it. Quantity, lead time and reliability are requirements like others.

The cheapest way is exact: no set of actions that can be carried out in some order costs less. Costs are judgement
where their row says so, and come with the least and the most. What the firm does not say is neither held nor free: the
cost if none of it is held stands beside the cost if all of it is.

{template} gives a form of the buyer's questions to fill in, in a workbook or as CSV, which this question reads back.`,
	Reference: "docs/methods/ready.md; Haslum, Slaney, Thiébaux (2012), Minimal landmarks for optimal delete-free " +
		"planning, ICAPS",
	Params: []question.Param{
		{Name: "firm", Doc: "the firm: YAML (docs/schema/firm.md), or a form that was filled in, as CSV or a workbook",
			Form: question.File, Argument: true},
		{Name: "answers", Doc: "the firm as text, in place of a file", Form: question.Document, Example: exampleFirm,
			Instead: "firm"},
		buyer, sheet, more, bundles, institutions, knockOuts,
		{Name: "years", Doc: "count the cost of staying qualified for so many years: renewals and yearly costs too " +
			"(0 is the cost to qualify)", Form: question.Number, Default: "0", Min: 0, Max: 50, Example: "3"},
		{Name: "ready-by", Doc: "be ready by this day, counted from the start", Form: question.Whole, Example: "400"},
		{Name: "fastest", Doc: "take the fastest way rather than the cheapest", Form: question.Flag},
		{Name: "level", Doc: "which rows", Form: question.Text, Values: levelIDs(levels), Default: "gaps",
			Example: "plan", Named: true},
		{Name: "template", Doc: "give a form to fill in instead of an answer", Form: question.Flag},
	},
	Levels: levels,
	Examples: []question.Example{
		{Args: "ready --template --buyer garments_eu_us -o form.xlsx", Gives: "a form for the firm"},
		{Args: "ready form.xlsx", Gives: "gaps, ways, plan and money, once it is filled in"},
		{Args: "ready examples/stamping.yaml --buyer vehicle_parts_tier1 --knock-outs", Gives: "a firm that makes parts"},
		{Args: "ready firm.yaml --buyer seafood_eu_us --level plan -o plan.csv", Gives: "the plan as rows"},
	},
	Answer: ready,
}

// exampleFirm is a sewing firm.
const exampleFirm = `firm: Sewing firm
persons: 45
sales: 900000
cash: 30000
cash_a_month: 2500
start: 2026-01-05
holds: [{requirement: company_registered}, {requirement: capacity_rate, level: 40000},
  {requirement: lead_time, level: 60}]
lacks: [smeta, fire_building, rsl_tests, traceability]
contract: {sales: 400000, contribution: 20%, years: 3, rate: 12%, cost_ratio: 75%, inventory_days: 30,
  open_account_days: 60}
`

var levels = []question.Level{
	{ID: "gaps", Keys: []string{"requirement"}, Doc: "what the buyer asks, and how the firm stands to it"},
	{ID: "plan", Keys: []string{"action"}, Doc: "the actions of the way, with dates, costs and their sources"},
	{ID: "front", Keys: []string{"way"}, Doc: "ways that are not both dearer and later than another"},
	{ID: "cash", Keys: []string{"month"}, Doc: "outlays and cash by month of thirty days"},
	{ID: "evidence", Keys: []string{"evidence"}, Doc: "what ends when, and what follows it"},
	{ID: "money", Keys: []string{"figure"}, Doc: "what it costs and what the contract is worth"},
	supportLevel("the way's actions", "action"),
}

func levelIDs(list []question.Level) (out []string) {
	for _, l := range list {
		out = append(out, l.ID)
	}
	return out
}

func ready(ctx context.Context, r *question.Request) (*question.Answer, error) {
	c, err := caseOf(ctx, r.Values)
	if err != nil {
		return nil, err
	}
	if r.On("template") {
		return question.Rows(form(r.Engine.Program(), c), nil)
	}
	answer, err := c.Answer(ctx, requirement.Choice{By: r.Whole("ready-by"), Fastest: r.On("fastest")})
	if err != nil {
		return nil, err
	}
	f := frames{Ready: answer, program: r.Engine.Program()}
	if f.institutions, err = institutionsOf(ctx, r.Values, c.Registry); err != nil {
		return nil, err
	}
	if r.Prose && !r.Chosen("level") {
		page := say.NewPage(say.In(r.Language))
		f.prose(page)
		return &question.Answer{Prose: page}, nil
	}
	rows := map[string]func() *result.Frame{"gaps": f.gaps, "plan": f.plan, "front": f.front, "cash": f.cash,
		"evidence": f.evidence, "money": f.money, "support": f.support}
	return question.Rows(rows[r.One("level")](), nil)
}

// caseOf reads the firm and the buyer. A form that was filled in may be both.
func caseOf(ctx context.Context, v *question.Values) (*requirement.Case, error) {
	registry, err := registryOf(ctx, v)
	if err != nil {
		return nil, err
	}
	asked, err := sheetOf(ctx, v, registry)
	if err != nil {
		return nil, err
	}
	years, _ := strconv.ParseFloat(v.One("years"), 64) // checked when it was read
	c := &requirement.Case{Registry: registry, Sheet: asked, KnockOut: v.On("knock-outs"), Horizon: int(365 * years)}
	if v.On("template") {
		c.Firm = &requirement.Firm{}
		c.Sheet, err = needed(asked, nil)
		return c, err
	}
	name, text, err := firmText(ctx, v)
	if err != nil {
		return nil, err
	}
	if c.Firm, err = requirement.ReadFirm(name, text); err != nil {
		return nil, err
	}
	if err := inEconomy(name, c.Firm.Economy); err != nil {
		return nil, err
	}
	if asked == nil && requirement.IsForm(text) {
		c.Sheet, err = requirement.SheetOfForm(name, text, registry)
	} else {
		c.Sheet, err = needed(asked, nil)
	}
	if err != nil {
		return nil, err
	}
	c.Sheet, c.Newer = c.Sheet.InForce(registry, c.Firm.Start)
	return c, nil
}

// firmText is the firm's file, or its text.
func firmText(ctx context.Context, v *question.Values) (name string, text []byte, err error) {
	path, given := v.One("firm"), v.One("answers")
	switch {
	case path != "" && given != "":
		return "", nil, &fault.Error{Kind: fault.Invalid, Param: "answers", What: "it is given beside a file",
			Fix: "Give one of the two"}
	case path == "" && given == "":
		return "", nil, &fault.Error{Kind: fault.Invalid, Param: "firm", What: "it is missing",
			Fix: "Get a form to fill in with {template}"}
	case path == "":
		return "answers", []byte(given), nil
	}
	text, err = content(ctx, path, "requirement")
	return path, text, err
}
