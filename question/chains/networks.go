package chains

import (
	"context"
	"math"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/question/borders"
	"ikat/result"
	"ikat/say"
	"ikat/share"
	"ikat/sourcing"
)

// Networks compares two chains.
var Networks = &question.Question{
	ID: "networks", Tag: tag, Label: "Your own chain against a rival's: which lands cheaper, and what would turn it",
	Asks: "Which of two chains wins the order, in what is each the weaker, and what is the cheapest way to turn it?",
	Doc: `Compare two bills of materials for the same customer: landed price, days, reliability, standards that are
lacking, what waiting for payment costs, and the weakest link of each. For each single number of the dearer one:
the value at which both cost the same. And where its file lists measures with their costs: the cheapest set that
turns the result.

The landed price counts all days of the chain at one cost of a day; it is a scenario, not a forecast of who
wins.`,
	Reference: "docs/methods/networks.md",
	Params: question.Join([]question.Param{
		{Name: "bom", Doc: "your own chain (docs/schema/bom.md)", Form: question.File},
		{Name: "bill", Doc: "your own chain as text, in place of a file", Form: question.Document, Example: exampleBill,
			Instead: "bom"},
		{Name: "against", Doc: "the rival's chain, a file of the same kind", Form: question.File},
		{Name: "rival", Doc: "the rival's chain as text, in place of a file", Form: question.Document,
			Instead: "against",
			Example: exampleRival},
		{Name: "day-cost", Doc: "cost of a day on the way, per cent of the product's value", Form: question.Share,
			Default: "0.8%", Example: "0.2%"},
		{Name: "part", Doc: "which rows", Form: question.Text, Values: []string{"compare", "turns", "measures"},
			Default: "compare", Example: "turns", Named: true},
	}, question.Border, question.Some(question.ChainBorder, "missing")),
	Levels: []question.Level{
		{ID: "compare", Keys: []string{"figure"}, Doc: "the two chains figure by figure"},
		{ID: "turns", Keys: []string{"number", "place"},
			Doc: "single numbers of the dearer chain, and where they make both equal"},
		{ID: "measures", Keys: []string{"measure"}, Doc: "measures of the dearer chain, and which turn the result"},
	},
	Examples: []question.Example{{Args: "chain --bom examples/garment.yaml --against examples/garment-rival.yaml",
		Gives: "a shirt from two chains"}},
	Variant: &question.Variant{Of: "chain", Flag: "against"},
	Answer:  compete,
}

// exampleRival is another chain for the same shirt.
const exampleRival = `product: a cotton shirt
deliver_to: DEU
stages:
  - {id: sewing, economy: TUR, inputs: [{from: fabric, share: 0.5, days: 4}]}
  - {id: fabric, economy: TUR}
`

func compete(ctx context.Context, r *question.Request) (*question.Answer, error) {
	choice, err := borders.Chosen(r.Values)
	if err != nil {
		return nil, err
	}
	day, err := share.Parse(r.One("day-cost"))
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "day-cost", Where: r.One("day-cost"), What: fault.Said(err)}
	}
	var own [2]*OwnChain
	for k, from := range [2][2]string{{"bom", "bill"}, {"against", "rival"}} {
		name, text, err := r.Text(from[0], from[1])
		if err != nil {
			return nil, err
		}
		if own[k], err = FollowOwn(ctx, r.Engine, name, text, choice); err != nil {
			return nil, err
		}
	}
	d, err := sourcing.CompeteBills(ctx, own[0].OwnChain, own[1].OwnChain, day)
	if err != nil {
		return nil, err
	}
	v := &rivals{d, own, r.Engine.Program()}
	if r.Prose && !r.Chosen("part") {
		page := say.NewPage(say.In(r.Language))
		v.prose(page)
		return &question.Answer{Prose: page}, nil
	}
	switch r.One("part") {
	case "turns":
		return question.Rows(v.turns(), nil)
	case "measures":
		return question.Rows(v.measures(), nil)
	}
	return question.Rows(v.compare(), nil)
}

// rivals is the answer.
type rivals struct {
	*sourcing.Rivals
	own     [2]*OwnChain
	program string
}

func (v *rivals) frame(title string) *result.Frame {
	out := &result.Frame{Title: title}
	out.Provenance = v.own[0].Links.Provenance
	out.Provenance.Program, out.Provenance.Question = v.program, "networks"
	out.Provenance.Choice("cost of a day", borders.Percents([]float64{v.Chains[0].Network.Theta}))
	out.Note("networks.scenario", "Landed is the price of all stages with what their legs cost, and all days of the "+
		"chain at one cost of a day: a scenario of what the files say, without profits, quantities or what buyers prefer.")
	out.Notes = append(out.Notes, v.own[0].Links.Notes...)
	return out
}

// figure is a number or a name of each chain.
type rivalFigure struct {
	id, name, unit string
	value          [2]float64
	text           [2]string
}

func (v *rivals) figures() []rivalFigure {
	unit := v.Chains[0].BOM.Unit
	if v.Chains[0].BOM.Stages[0].Price == 0 {
		unit = "of the price at the works without borders"
	}
	landed := rivalFigure{id: "landed", name: "Landed price", unit: unit, value: v.Landed}
	days := rivalFigure{id: "days", name: "Days embodied in the product", unit: "days", value: v.Days}
	lead := rivalFigure{id: "lead", name: "Longest path", unit: "days"}
	late := rivalFigure{id: "lead_p95", name: "Days that nineteen of twenty orders stay within", unit: "days"}
	sure := rivalFigure{id: "reliability", name: "Orders in full and on time", unit: "share"}
	waits := rivalFigure{id: "waiting", name: "Cost of waiting for payment", unit: "share of the price"}
	lacks := rivalFigure{id: "lacking", name: "Standards that are lacking", unit: ""}
	dear := rivalFigure{id: "weakest_cost", name: "Dearest leg adds", unit: "share of the price"}
	slow := rivalFigure{id: "weakest_time", name: "Longest leg of the longest path", unit: "days"}
	poor := rivalFigure{
		id:   "weakest_reliability",
		name: "Raising the least reliable supplier: orders become",
		unit: "times",
	}
	for k, c := range v.Chains {
		lead.value[k], late.value[k], sure.value[k] = c.Lead.Days, c.Lead.P95(), c.Reliable
		waits.value[k], lacks.value[k] = c.Waiting(), float64(len(c.Network.Missing))
		lacks.text[k] = strings.Join(c.Network.Missing, "; ")
		dear.text[k], dear.value[k] = c.Dearest()
		slow.text[k], slow.value[k] = c.Lead.Longest, c.Lead.LegDays
		if poor.value[k] = math.NaN(); len(c.Suppliers) > 0 {
			poor.text[k], poor.value[k] = c.Suppliers[0].Stage, c.Suppliers[0].Gain
		}
		if len(c.Credit) > 0 {
			waits.text[k] = c.Credit[0].Supplier + " → " + c.Credit[0].Buyer
		}
	}
	return []rivalFigure{landed, days, lead, late, sure, waits, lacks, dear, slow, poor}
}

func (v *rivals) compare() *result.Frame {
	out := v.frame("Two chains: " + v.Chains[0].BOM.Product + " and " + v.Chains[1].BOM.Product)
	rows := v.figures()
	of := out.Of(result.Scenario, len(rows))
	of.Text("figure", "Figure", func(k int) string { return rows[k].id })
	of.Text("name", "Name", func(k int) string { return rows[k].name })
	for k, who := range []string{"own", "rival"} {
		of.Number(who, strings.ToUpper(who[:1])+who[1:], "", "in the unit beside it",
			func(n int) float64 { return rows[n].value[k] })
		of.Text(who+"_where", strings.ToUpper(who[:1])+who[1:]+", where", func(n int) string { return rows[n].text[k] })
	}
	of.Text("unit", "Unit", func(k int) string { return rows[k].unit })
	return out
}

// partNames are the numbers of a chain in words, with their unit.
var partNames = map[sourcing.Part][2]string{sourcing.PartValue: {"value added", "share of the stage's price"},
	sourcing.PartCost: {"cost of the leg", "share of what it carries"}, sourcing.PartDays: {"days of the leg", "days"},
	sourcing.PartFinalCost: {"cost of the leg", "share of what it carries"},
	sourcing.PartFinalDays: {"days of the leg", "days"}}

func (v *rivals) turns() *result.Frame {
	out := v.frame("What alone would make both chains cost the same")
	list := v.Single
	of := out.Of(result.Scenario, len(list))
	of.Text("number", "Number", func(k int) string { return partNames[list[k].Part][0] })
	of.Text("place", "Place", func(k int) string { return v.Chains[v.Loser].Where(list[k].Spot) })
	of.Number("now", "Now", "", "in the unit beside it", func(k int) float64 { return list[k].Now })
	of.Number(
		"equal",
		"Equal at",
		"",
		"value at which both chains cost the same",
		func(k int) float64 { return list[k].Equal },
	)
	of.Number("falls", "Falls by", "share", "of what it is", func(k int) float64 { return list[k].Change() })
	of.Text("unit", "Unit", func(k int) string { return partNames[list[k].Part][1] })
	if len(list) == 0 {
		out.Note("networks.none", "No single number of the dearer chain makes both cost the same, not even where it is "+
			"nothing.")
	}
	return out
}

func (v *rivals) measures() *result.Frame {
	list := v.Chains[v.Loser].BOM.Measures
	out := v.frame("Measures of the dearer chain")
	taken := map[int]bool{}
	for _, k := range v.Cheapest {
		taken[k] = true
	}
	of := out.Of(result.Scenario, len(list))
	of.Text("measure", "Measure", func(k int) string { return list[k].ID })
	of.Text("taken", "In the cheapest turn", func(k int) string {
		if taken[k] {
			return "yes"
		}
		return "no"
	})
	of.Number("cost", "Cost", "as the file has it", "of the measure", func(k int) float64 { return list[k].Cost })
	of.Text("closes", "Meets", func(k int) string { return strings.Join(list[k].Closes, ";") })
	of.Text("source", "Source of the cost", func(k int) string { return list[k].Source })
	if v.Cheapest == nil {
		out.Note("networks.no-turn", "All measures together do not turn the result.")
	}
	return out
}

func (v *rivals) prose(page *say.Page) {
	names := [2]string{page.Say("networks.own"), page.Say("networks.rival")}
	firsts := [2]string{page.Say("networks.own-first"), page.Say("networks.rival-first")}
	loser, winner := v.Chains[v.Loser], v.Chains[1-v.Loser]
	page.Title("networks.title", say.Args{"product": v.Chains[0].BOM.Product})
	page.Sentence("networks.headline", say.Args{"winner": firsts[1-v.Loser], "loser": names[v.Loser],
		"first": firsts[v.Loser],
		"low":   v.Landed[1-v.Loser], "high": v.Landed[v.Loser], "unit": loser.BOM.Unit,
		"dearer": v.Landed[v.Loser]/v.Landed[1-v.Loser] - 1, "missing": winner.Network.Missing,
		"lacks": loser.Network.Missing})
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("networks.figure"))
	g.Columns(false, names[0], names[1], page.Say("networks.unit"))
	for _, f := range v.figures() {
		g.Row(f.name, strings.TrimSpace(page.Number(f.value[0], 3)+" "+f.text[0]),
			strings.TrimSpace(page.Number(f.value[1], 3)+" "+f.text[1]), f.unit)
	}
	page.Grid(g)
	page.Heading("networks.turns")
	if len(v.Single) == 0 {
		page.Sentence("networks.no-single")
	} else {
		g := &say.Grid{Keys: 2}
		g.Columns(false, page.Say("networks.number"), page.Say("networks.place"))
		g.Columns(true, page.Say("networks.now"), page.Say("networks.equal"), page.Say("networks.falls"))
		for _, t := range v.Single {
			g.Row(partNames[t.Part][0], loser.Where(t.Spot), page.Number(t.Now, 3), page.Number(t.Equal, 3),
				page.Percent(t.Change()))
		}
		page.Grid(g)
	}
	if len(loser.BOM.Measures) > 0 {
		page.Heading("networks.measures")
		var list []string
		for _, k := range v.Cheapest {
			list = append(list, loser.BOM.Measures[k].ID)
		}
		page.Sentence("networks.turn", say.Args{"possible": v.Cheapest != nil, "list": list, "cost": v.CheapestCost,
			"loser": names[v.Loser]})
	}
	page.Small("networks.scenario")
	page.Basis(v.own[0].Links.Notes, v.own[0].Links.Provenance.Sources)
}
