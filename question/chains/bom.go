package chains

import (
	"context"
	"math"
	"strings"

	"ikat/economies"
	"ikat/question"
	"ikat/question/borders"
	"ikat/result"
	"ikat/say"
)

// BOM analyses a chain of one's own.
var BOM = &question.Question{
	ID: "bom", Tag: tag, Label: "Your own chain: a bill of materials",
	Asks: "Which link of my own chain is the weakest: in cost, in time, in reliability?",
	Doc: `Analyse a bill of materials: stages with their economies, shares, days, reliability, standards, capacity and
terms of payment. The dearest legs, whose border procedures, the longest path and the least reliable supplier, and
what mending
each would bring.`,
	Reference: papers,
	Params: question.Join([]question.Param{
		{Name: "bom", Doc: "your own chain: a bill of materials in YAML or CSV (docs/schema/bom.md)", Form: question.File},
		{Name: "bill", Doc: "the bill of materials as text, in place of a file", Form: question.Document,
			Instead: "bom",
			Example: exampleBill},
	}, question.Border, question.Some(question.ChainBorder, "missing", "benchmark")),
	Examples: []question.Example{{Args: "chain --bom examples/garment.yaml", Gives: "your own chain"}},
	Variant:  &question.Variant{Of: "chain", Flag: "bom"},
	Pictures: []question.Picture{{Kind: "intervals", Names: []string{"origin", "destination"}, X: "cost"}},
	Answer:   own,
}

// exampleBill is a chain of three stages.
const exampleBill = `product: a cotton shirt
deliver_to: DEU
stages:
  - {id: sewing, economy: BGD, inputs: [{from: fabric, share: 0.45, days: 12}]}
  - {id: fabric, economy: CHN, inputs: [{from: yarn, share: 0.55, days: 9}]}
  - {id: yarn, economy: IND}
`

func own(ctx context.Context, r *question.Request) (*question.Answer, error) {
	choice, err := borders.Chosen(r.Values)
	if err != nil {
		return nil, err
	}
	name, text, err := r.Text("bom", "bill")
	if err != nil {
		return nil, err
	}
	answer, err := FollowOwn(ctx, r.Engine, name, text, choice)
	if err != nil {
		return nil, err
	}
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		ownChain(page, answer)
		return &question.Answer{Prose: page}, nil
	}
	return &question.Answer{Frames: []*result.Frame{answer.Links}, Names: []string{"links"}}, nil
}

// ownChain writes a bill of materials' three weakest links and what else may hold it up.
func ownChain(page *say.Page, o *OwnChain) {
	to := o.BOM.DeliverTo
	if customer, err := economies.Resolve(to); err == nil {
		to = customer.Name
	}
	page.Title("own.title", say.Args{"product": o.BOM.Product, "to": to})
	page.Sentence("own.adds", say.Args{
		"adds": page.CentralOf(o.Delivered), "days": o.MeanDays, "one": len(o.Delivered) == 1})
	page.Heading("own.cost")
	ownLinks(page, o)
	page.Heading("own.sides")
	ownSides(page, o)
	page.Heading("own.time")
	page.Sentence("own.path", say.Args{"path": o.Lead.Path, "days": o.Lead.Days, "p95": o.Lead.P95()})
	if o.Lead.Longest != "" {
		page.Sentence("own.longest", say.Args{"leg": o.Lead.Longest, "days": o.Lead.LegDays})
	}
	page.Heading("own.reliability")
	reliability(page, o)
	ownRest(page, o)
	page.Text(say.Space, "")
	page.Small("weakest.benchmark", say.Args{"benchmark": o.Benchmark})
	page.Basis(o.Links.Notes, o.Links.Provenance.Sources)
}

func ownLinks(page *say.Page, o *OwnChain) {
	standing := o.Product.LinkStandings()
	var marked marks
	g := headed(
		page,
		"weakest",
		[]string{"from", "destination"},
		[]string{"of-the-value", "adds", "rank", "held", "saves", "days-column"},
	)
	for n, l := range o.Product.Links[:min(shownLinks, len(o.Product.Links))] {
		from, to := o.Stages[l.Sector], o.Stages[l.To]
		sides := o.Model.Borders.AssumedOf(l.Sector, l.To)
		g.Row(
			from.ID+" ("+marked.code(from.Economy, strings.Contains(sides, "export"))+")",
			to.ID+" ("+marked.code(to.Economy, strings.Contains(sides, "import"))+")",
			page.Percent(l.Flow),
			page.RangeOf(l.Cost),
			page.Ranks(
				int64(standing[n].Low),
				int64(standing[n].High),
			),
			page.Percent0(standing[n].Held),
			page.RangeOf(l.Saving),
			page.Number(l.Days, 1),
		)
	}
	page.Grid(g)
	marked.say(page)
	page.Small("own.legs")
}

func ownSides(page *say.Page, o *OwnChain) {
	standing := o.Product.SideStandings()
	g := headed(page, "weakest", []string{"economy", "procedures"}, []string{"adds", "saves", "rank", "held"})
	for n, side := range o.Sides {
		if side.Assumed || side.Saving == nil {
			continue
		}
		g.Row(
			o.Model.Borders.Sides[side.Economy],
			procedure(page, side.Import),
			page.RangeOf(side.Cost),
			page.RangeOf(side.Saving),
			page.Ranks(int64(standing[n].Low), int64(standing[n].High)),
			page.Percent0(standing[n].Held),
		)
	}
	page.Grid(g)
}

// shownCritical is how many critical suppliers, and how many terms of payment, a page shows.
const shownCritical = 3

func reliability(page *say.Page, o *OwnChain) {
	if math.IsNaN(o.Reliable) {
		page.Sentence("own.no-reliability")
		return
	}
	page.Sentence("own.reliable", say.Args{"share": o.Reliable, "n": len(o.Suppliers)})
	g := headed(page, "own", []string{"supplier"}, []string{"its-reliability", "raised"})
	for _, s := range o.Suppliers[:min(shownCritical, len(o.Suppliers))] {
		g.Row(s.Stage, page.Percent(s.Reliability), page.Percent(o.Reliable*s.Gain))
	}
	page.Grid(g)
}

// ownRest writes standards, capacity and payment terms.
func ownRest(page *say.Page, o *OwnChain) {
	if len(o.Gaps) > 0 {
		page.Heading("own.standards")
		for _, g := range o.Gaps {
			page.Sentence("own.asks", say.Args{"buyer": g.Buyer, "supplier": g.Supplier, "standard": g.Standard})
		}
	}
	if o.Narrowest != nil {
		page.Heading("own.capacity")
		page.Sentence(
			"own.narrowest",
			say.Args{"stage": o.Narrowest.ID, "capacity": o.Narrowest.Capacity, "volume": o.BOM.Volume,
				"short": o.BOM.Volume - o.Narrowest.Capacity},
		)
	}
	if len(o.Credit) > 0 {
		page.Heading("own.payment")
		for _, c := range o.Credit[:min(shownCritical, len(o.Credit))] {
			page.Sentence("own.waits", say.Args{"supplier": c.Supplier, "buyer": c.Buyer, "cost": c.Cost})
		}
	}
}
