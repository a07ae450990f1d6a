package chains

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/chain"
	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	"ikat/question/borders"
	"ikat/question/requirements"
	"ikat/result"
	"ikat/say"
	"ikat/share"
)

// Requirements is what requirements add along a chain.
var Requirements = &question.Question{
	ID: "asked", Tag: tag, Label: "What requirements add along a product's chain: the fourth weakest link",
	Asks: "Beside borders' cost, time and reliability: what does meeting what buyers ask add to this product, and where?",
	Doc: `Follow a product as {chain=} does, and let suppliers bear what a buyer's sheet costs them: outlays spread
over years and what is paid each year, over their sales abroad, as small and as large firms. It is one more part
of what a link costs, in the same exact sum; the four weakest links (cost, time, reliability, requirement) stand
side by side and are never merged. Suppliers are asked where their industry is the product's.

Here requirements are held, and their cost is on the links. With {survey} of suppliers' firms the requirement is a link
of a second kind too: the share of their capacity that it stops, by market, between bounds where the survey does not
ask. What meeting requirements for the first time would be worth is {worth}; none of these is added to another.`,
	Reference: papers + "; docs/methods/worth.md",
	Variant:   &question.Variant{Of: "chain", Flag: "buyer"},
	Params: question.Join(question.Some(Chain.Params, "product", "to"), surveyParams(), []question.Param{
		{Name: "small-share", Doc: "share of what suppliers sell that small firms sell", Form: question.Share, Default: "30%",
			Example: "60%"},
		{Name: "small-sales", Doc: "sales a year of a small supplier on links that need it, US$", Form: question.Number,
			Default: "2000000", Min: 1, Max: 1e12, Example: "500000"},
		{Name: "large-sales", Doc: "the same of a large one", Form: question.Number, Default: "36000000", Min: 1, Max: 1e13,
			Example: "9000000"},
		yearsOf(), requirements.Rate,
		{Name: "part", Doc: "which rows", Form: question.Text, Values: []string{"suppliers", "links", "stopped"},
			Default: "suppliers", Example: "links", Named: true},
		question.OneTable,
	}, question.Border, question.Some(question.ChainBorder, "missing", "borderless", "goods")),
	Levels: []question.Level{
		{ID: "suppliers", Keys: []string{"economy", "industry"}, Doc: "suppliers, by what their requirements add"},
		{ID: "links", Keys: []string{"link"}, Doc: "the four weakest links side by side"},
		{ID: "stopped", Keys: []string{"market", "requirement"}, Doc: "with a survey: share of suppliers' capacity that " +
			"requirements stop, by market"},
	},
	Examples: []question.Example{
		{Args: "chain CHN:c14 --to USA --buyer electronics_assembly",
			Gives: "what a buyer of electronics asks, along the chain"},
		{Args: "chain IDN:c4 --to USA --buyer garments_eu_us --survey firms.csv --part stopped",
			Gives: "how much of makers' capacity it stops, market by market"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return question.Work{Seconds: .01 + 3.3e-7*r.Shape().Cells()}, nil
	},
	Answer: askedAlong,
}

// surveyParams are those of a survey, with an industry of this question's example.
func surveyParams() []question.Param {
	out := slices.Clone(requirements.SurveyParams)
	for k := range out {
		if out[k].Name == "sectors" {
			out[k].Example = "1=c14"
		}
	}
	return out
}

func yearsOf() question.Param {
	p := requirements.Years
	p.Doc += " whose evidence does not end"
	return p
}

// along is the answer.
type along struct {
	*Followed
	product *chain.Product
	rate    []float64
	wedges  [2]requirements.Wedge
	list    []chain.Requirement
	small   float64
	buyer   string
	stops   *requirements.Stops // nil without a survey
}

func askedAlong(ctx context.Context, r *question.Request) (*question.Answer, error) {
	choice, err := borders.Chosen(r.Values)
	q := Request{Product: r.One("product"), To: r.One("to"), Table: r.One("table"), Border: choice}
	if err != nil {
		return nil, err
	}
	a := &along{}
	part := func(name string) (v float64) {
		if err != nil {
			return 0
		}
		var bad error
		if v, bad = share.ParseFraction(r.One(name)); bad != nil || v > 1 {
			err = &fault.Error{Kind: fault.Invalid, Param: name, Where: r.One(name), What: "it is no share of a whole", Err: bad}
		}
		return v
	}
	a.small = part("small-share")
	if err != nil {
		return nil, err
	}
	rate, err := share.Parse(r.One("rate"))
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "rate", Where: r.One("rate"), What: fault.Said(err)}
	}
	wedges, asked, err := requirements.Wedges(ctx, r.Values, [2]float64{r.Amount("small-sales"), r.Amount("large-sales")},
		r.Whole("years"), rate)
	if err != nil {
		return nil, err
	}
	if a.Followed, err = Follow(ctx, r.Engine, q, r.Progress); err != nil {
		return nil, err
	}
	a.wedges, a.buyer = wedges, asked.Buyer
	if err := a.solve(ctx); err != nil {
		return nil, err
	}
	if err := a.surveyed(ctx, r); err != nil {
		return nil, err
	}
	if r.One("part") == "stopped" && a.stops == nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "survey", What: "it is missing",
			Fix: "{part=stopped} says what a survey's firms lack (docs/schema/survey.md)"}
	}
	if r.Prose && !r.Chosen("part") {
		page := say.NewPage(say.In(r.Language))
		a.prose(page)
		return &question.Answer{Prose: page}, nil
	}
	switch r.One("part") {
	case "links":
		return question.Rows(a.four(), nil)
	case "stopped":
		return question.Rows(a.stopped(), nil)
	}
	return question.Rows(a.suppliers(), nil)
}

// solve follows the product with requirements on the links of suppliers in its industry.
func (a *along) solve(ctx context.Context) error {
	s := a.Model.Sys
	t := a.small*a.wedges[0].Central + (1-a.small)*a.wedges[1].Central
	a.rate = make([]float64, s.N())
	for i := range a.rate {
		if s.Industry[i] == s.Industry[a.Product.Target.Product] {
			a.rate[i] = t
		}
	}
	m, err := chain.New(ctx, s, a.Model.Borders.Asking(s, a.rate), a.Thetas)
	if err != nil {
		return err
	}
	if a.product, err = m.Product(ctx, a.Product.Target); err != nil {
		return err
	}
	a.list, err = a.product.Requirements(ctx, a.rate)
	return err
}

func digits(v float64) string { return fmt.Sprintf("%.3g", v) }

// total is what all requirements add.
func (a *along) total() []float64 {
	out := make([]float64, len(a.Thetas))
	for _, r := range a.list {
		for c, v := range r.Adds {
			out[c] += v
		}
	}
	return out
}

func (a *along) frame(title string) *result.Frame {
	out := &result.Frame{Title: title + delivered(a.ToName)}
	out.Provenance = a.Links.Provenance
	out.Provenance.Question = "asked " + a.Code
	out.Provenance.Choice("buyer", a.buyer)
	out.Note(
		"asked.wedges",
		"Meeting what {buyer} asks costs a small supplier {small}% of its sales on these links ({low} to "+
			"{high}%), a large one {large}% ({large_low} to {large_high}%); {share} of what is sold is taken to be small "+
			"firms'. "+
			"Costs are judgement where the registry says so.",
		"buyer",
		a.buyer,
		"small",
		digits(100*a.wedges[0].Central),
		"low",
		digits(100*a.wedges[0].Low),
		"high",
		digits(100*a.wedges[0].High),
		"large",
		digits(100*a.wedges[1].Central),
		"large_low",
		digits(100*a.wedges[1].Low),
		"large_high",
		digits(100*a.wedges[1].High),
		"share",
		share.Format(a.small),
	)
	if list := a.wedges[0].Unpriced; len(list) > 0 {
		out.Warn(
			"asked.unpriced",
			"Nobody gives the cost of {list}: it is not in what is added.",
			"list",
			strings.Join(list, ", "),
		)
	}
	out.Note(
		"asked.one-closure",
		"Requirements are taken as held. What meeting them for the first time would be worth is "+
			"another question, and never added.",
	)
	out.Notes = append(out.Notes, a.Links.Notes...)
	return out
}

func (a *along) suppliers() *result.Frame {
	s := a.Model.Sys
	out := a.frame("What requirements add to " + a.Name)
	of := out.Of(result.Estimate, len(a.list))
	of.Text("economy", "Economy", func(k int) string { return s.Parts[s.PartOf(a.list[k].Sector)].Code })
	of.Text("industry", "Industry", func(k int) string { return s.Industries[s.Industry[a.list[k].Sector]] })
	of.Number("rate", "Rate", "share", "of what the supplier sells abroad, that meeting what is asked costs",
		func(k int) float64 { return a.list[k].Rate })
	of.Number(
		"flow",
		"Flow",
		"share",
		"what it sells abroad per dollar of the product",
		func(k int) float64 { return a.list[k].Flow },
	)
	of.Range("adds", "Adds", "share", "to a dollar of the product, part of the same sum as what borders add",
		func(k int) []float64 { return a.list[k].Adds })
	of.Range("saving", "Saving", "share", "if it fell away on all the supplier's links, exactly; for the dearest",
		func(k int) []float64 { return a.list[k].Saving })
	return out
}

// weakestLink is one of the four.
type weakestLink struct {
	link, where, unit string
	value, low, high  float64
}

func (a *along) fourLinks() []weakestLink {
	s, mid := a.Model.Sys, (len(a.Thetas)-1)/2
	at := func(sector, to int) string {
		return s.Sector(sector) + " → " + s.Parts[to].Code
	}
	over := func(v []float64) (value, low, high float64) { return v[mid], slices.Min(v), slices.Max(v) }
	nothing := math.NaN()
	cost := weakestLink{"cost", "", ofProduct, nothing, nothing, nothing}
	if l := a.Product.Links; len(l) > 0 {
		cost.where = at(l[0].Sector, l[0].To)
		cost.value, cost.low, cost.high = over(l[0].Cost)
	}
	slow := weakestLink{"time", "", "days", nothing, nothing, nothing}
	if len(a.Slow) > 0 {
		slow.where, slow.value = at(a.Slow[0].Sector, a.Slow[0].To), a.Slow[0].Days
	}
	asked := weakestLink{"requirement", "", ofProduct, nothing, nothing, nothing}
	if len(a.list) > 0 {
		asked.where = s.Sector(a.list[0].Sector)
		asked.value, asked.low, asked.high = over(a.list[0].Adds)
	}
	unsaid := weakestLink{"reliability", "not known without your own data", "", nothing, nothing, nothing}
	return append([]weakestLink{cost, slow, unsaid, asked}, a.heldUp()...)
}

const ofProduct = "share of the product"

func (a *along) four() *result.Frame {
	list := a.fourLinks()
	out := a.frame("The weakest links of " + a.Name)
	of := out.Of(result.Estimate, len(list))
	of.Text("link", "Link", func(k int) string { return list[k].link })
	of.Text("where", "Where", func(k int) string { return list[k].where })
	of.Number("value", "Value", "", "in the unit beside it", func(k int) float64 { return list[k].value })
	of.Number("value_low", "Value, low", "", "over the costs of a day", func(k int) float64 { return list[k].low })
	of.Number("value_high", "Value, high", "", "over the costs of a day", func(k int) float64 { return list[k].high })
	of.Text("unit", "Unit", func(k int) string { return list[k].unit })
	return out
}

func (a *along) prose(page *say.Page) {
	mid, total := (len(a.Thetas)-1)/2, a.total()
	page.Title("asked.title", say.Args{"product": a.Name, "to": a.ToName})
	page.Sentence("asked.headline", say.Args{"adds": total[mid], "all": a.product.Delivered[mid],
		"borders": a.product.Delivered[mid] - total[mid], "small": a.wedges[0].Central, "large": a.wedges[1].Central,
		"dearest": a.wedges[0].Dearest, "part": a.wedges[0].Part / a.wedges[0].Central, "cost": a.wedges[0].Cost})
	page.Heading("asked.weakest")
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("asked.link"), page.Say("asked.where"), page.Say("asked.value"))
	for _, l := range a.fourLinks() {
		value := "–"
		switch {
		case math.IsNaN(l.value):
		case l.unit == "days":
			value = page.Say("asked.days", say.Args{"days": l.value})
		case l.unit == ofCapacity:
			value = page.Say("asked.stops", say.Args{"share": l.value})
		default:
			value = page.Say("asked.adds", say.Args{"share": l.value})
		}
		g.Row(page.Say("asked."+l.link), l.where, value)
	}
	page.Grid(g)
	a.stoppedProse(page)
	page.Heading("asked.suppliers")
	s := a.Model.Sys
	g = &say.Grid{Keys: 1}
	g.Columns(false, page.Say("asked.supplier"))
	g.Columns(true, page.Say("asked.flow"), page.Say("asked.adds-column"), page.Say("asked.saving"))
	for _, r := range a.list[:min(shownLinks, len(a.list))] {
		g.Row(engine.ProductName(s, r.Sector), page.Percent(r.Flow), page.RangeOf(r.Adds), page.RangeOf(r.Saving))
	}
	page.Grid(g)
	notes := a.suppliers().Notes
	if a.stops != nil {
		notes = a.stopped().Notes
	}
	page.Basis(notes, a.Links.Provenance.Sources)
}
