package chains

import (
	"context"
	"slices"

	"ikat/question"
	"ikat/question/requirements"
	"ikat/result"
	"ikat/say"
)

// surveyed reads what a survey says of the suppliers' requirements, where one is given: firms of the product's economy,
// or else of the dearest supplier that the survey has firms of.
func (a *along) surveyed(ctx context.Context, r *question.Request) (err error) {
	if !requirements.Given(r.Values) {
		return nil
	}
	s := a.Model.Sys
	code := func(sector int) string { return s.Parts[s.PartOf(sector)].Code }
	codes := []string{code(a.Product.Target.Product)}
	for _, supplier := range a.list {
		if c := code(supplier.Sector); !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	industry := s.Industries[s.Industry[a.Product.Target.Product]]
	a.stops, err = requirements.StopsOf(ctx, r.Values, r.Engine.Program(), codes, industry, s.Industries)
	return err
}

// stopped are the rows of what requirements stop, by market.
func (a *along) stopped() *result.Frame {
	out := a.frame("What requirements stop of the suppliers of " + a.Name)
	a.stops.Rows(out)
	out.Note("asked.stopped", "The survey's firms stand for {supplier}: what they lack is still to be met, and holds up "+
		"capacity; what it costs those who hold it is on the links. Neither is added to the other.",
		"supplier", a.supplier())
	return out
}

// supplier is the sector that the survey's firms stand for.
func (a *along) supplier() string {
	s := a.Model.Sys
	return a.stops.Economy + "_" + s.Industries[s.Industry[a.Product.Target.Product]]
}

// heldUp is the requirement as a link that stops capacity where the product goes, where a survey is given.
func (a *along) heldUp() []weakestLink {
	if a.stops == nil {
		return nil
	}
	there := a.stops.At(a.To)
	out := weakestLink{link: "capacity", where: a.supplier(), unit: ofCapacity, value: there.Stopped, low: there.Low,
		high: there.High}
	if there.Most != "" {
		out.where += ": " + there.Most
	}
	return []weakestLink{out}
}

const ofCapacity = "share of capacity stopped"

// stoppedProse writes what requirements stop, and where the product goes.
func (a *along) stoppedProse(page *say.Page) {
	if a.stops == nil {
		return
	}
	there := a.stops.At(a.To)
	page.Heading("asked.stopped")
	page.Sentence("asked.held-up", say.Args{"supplier": a.supplier(), "market": marketName(page, there),
		"all": there.All, "known": there.Most != "", "name": there.Most, "lacks": there.Lacks, "alone": there.Alone,
		"value": there.Stopped, "error": there.Error, "low": there.Low, "high": there.High})
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("asked.market"), page.Say("asked.most"))
	g.Columns(true, page.Say("asked.by-most"), page.Say("asked.by-all"), page.Say("asked.bounds"))
	for _, m := range a.stops.Markets() {
		g.Row(marketName(page, m), m.Most, page.Percent(m.Lacks), page.Percent(m.Stopped),
			page.Percent(m.Low)+"–"+page.Percent(m.High))
	}
	page.Grid(g)
}

// marketName is a market in words; those that the sheet names stay as it writes them.
func marketName(page *say.Page, m *requirements.Market) string {
	switch {
	case m.All:
		return page.Say("asked.every-line")
	case m.Elsewhere:
		return page.Say("asked.elsewhere")
	}
	return m.Name
}
