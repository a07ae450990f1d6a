package known

import (
	"fmt"
	"math"
	"strings"

	"ikat/border"
	"ikat/estimate"
	"ikat/indicators"
	"ikat/known"
	"ikat/result"
	"ikat/say"
)

const unit = "million USD"

// Prose writes what is known of an economy.
func Prose(v *say.Voice, c *known.Card) *say.Page {
	page := say.NewPage(v)
	page.Title("known.title", say.Args{"name": c.Name})
	page.Text(say.Paragraph, say.UpperFirst(page.Note(c.First()))+".")
	if y, ok := c.Latest(); ok {
		value(page, c, y)
	}
	crossings(page, c)
	logistics(page, c)
	firms(page, c)
	adds(page, c)
	page.Basis(c.Notes(), c.Sources())
	return page
}

// value writes what is published of the economy's part in value chains.
func value(page *say.Page, c *known.Card, y known.Year) {
	page.Sentence("known.exports", say.Args{"exports": y.Exports, "unit": unit, "year": y.Year, "world": y.OfWorld,
		"edition": y.Set.Members})
	if !math.IsNaN(y.Abroad) {
		page.Sentence("known.abroad", say.Args{"abroad": y.Abroad, "depends": y.Depends})
	}
	if !math.IsNaN(y.Backward) {
		page.Sentence("known.chains", say.Args{"domestic": y.Domestic, "backward": y.Backward, "forward": y.Forward})
	}
	scale := page.ScaleOf(y.Exports, unit)
	page.Heading("known.years")
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("known.year"))
	for _, k := range []string{"exports-column", "of-world", "used-abroad", "at-home", "backward", "forward"} {
		g.Columns(true, page.Say("known."+k))
	}
	for _, y := range c.Years {
		g.Row(fmt.Sprint(y.Year), page.Number(y.Exports/scale.Size, 1), page.Percent(y.OfWorld), page.Percent(y.Abroad),
			page.Percent(y.Domestic), page.Percent(y.Backward), page.Percent(y.Forward))
	}
	page.Grid(g)
	page.Small("known.years-unit", say.Args{"unit": scale.Unit})
	page.Heading("known.industries", say.Args{"year": y.Year})
	g = &say.Grid{Keys: 1}
	g.Columns(false, page.Say("known.industry"))
	for _, k := range []string{"exports-column", "share", "used-abroad", "backward", "forward", "rca"} {
		g.Columns(true, page.Say("known."+k))
	}
	const most = 8
	for _, i := range c.Industries[:min(most, len(c.Industries))] {
		g.Row(i.Name, page.Number(i.Exports/scale.Size, 1), page.Percent(i.Share), page.Percent(i.Abroad),
			page.Percent(i.Backward), page.Percent(i.Forward), page.Number(i.RCA, 2))
	}
	page.Grid(g)
	page.Small("known.industries-unit", say.Args{"unit": scale.Unit})
}

func crossings(page *say.Page, c *known.Card) {
	if len(c.Borders) == 0 {
		return
	}
	page.Heading("known.borders")
	last := c.Borders[len(c.Borders)-1]
	if p := last.Record.ExportParts; p != nil {
		page.Sentence("known.hours", say.Args{"year": last.Table.Year, "border": page.Number(p.BorderHours, 0),
			"documents": page.Number(p.DocumentHours, 0),
			"cost":      page.PrintedNumber(p.BorderCost), "papers": page.PrintedNumber(p.DocumentCost)})
	}
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("known.table"))
	g.Columns(
		true,
		page.Say("known.days-export"),
		page.Say("known.cost-export"),
		page.Say("known.days-import"),
		page.Say("known.cost-import"),
	)
	for _, b := range c.Borders {
		r := b.Record
		g.Row(b.Table.InWords(), page.Number(r.Export.Days, 1), page.Number(r.Export.Cost, 0),
			page.Number(r.Import.Days, 1), page.Number(r.Import.Cost, 0))
	}
	page.Grid(g)
	page.Small("known.borders-unit")
	for _, b := range c.Borders {
		for _, n := range b.Table.WithinUnions([]string{c.Code}, func(string) string { return c.Name }) {
			page.AddNote(n)
		}
		if why, ok := b.Table.Cautions[c.Code]; ok {
			page.AddNote(result.Warning("border-caution", "{economy}: {why}", "economy", fmt.Sprint(b.Table.Year), "why", why))
		}
	}
}

func logistics(page *say.Page, c *known.Card) {
	if len(c.Logistics) > 0 {
		page.Heading("known.logistics")
		g := &say.Grid{Keys: 1}
		g.Columns(false, page.Say("known.edition")).Columns(true, page.Say("known.score"), page.Say("known.score-bounds"),
			page.Say("known.rank"), page.Say("known.rank-bounds"))
		for _, r := range c.Logistics {
			v := func(name string) float64 { return border.LPI.Value(r, name) }
			g.Row(fmt.Sprint(r.Year), page.Number(v("score"), 3), within(page, v("score_low"), v("score_high"), 3),
				page.Number(v("rank"), 0), within(page, v("rank_low"), v("rank_high"), 0))
		}
		page.Grid(g)
		page.Small("known.logistics-unit")
	}
	for _, r := range c.Ready {
		v := func(name string) string { return page.Number(border.BReady.Value(r, name), 1) }
		page.Sentence("known.ready", say.Args{"regulation": v("trade_regulation"), "services": v("trade_public_services"),
			"efficiency": v("trade_operational_efficiency")})
	}
}

// within writes an interval, nothing where there is none.
func within(page *say.Page, low, high float64, digits int) string {
	if math.IsNaN(low) || math.IsNaN(high) {
		return ""
	}
	return "[" + page.Number(low, digits) + ", " + page.Number(high, digits) + "]"
}

func firms(page *say.Page, c *known.Card) {
	if len(c.Firms) == 0 {
		return
	}
	page.Heading("known.firms")
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("known.indicator"))
	g.Columns(true, page.Say("known.value"), page.Say("known.year"))
	g.Columns(false, page.Say("known.grade"), page.Say("known.definition"))
	for _, s := range c.Firms {
		grade := s.Grade
		if doubt := s.Doubt(); doubt != "" {
			grade += ", " + doubt
		}
		g.Row(page.Say("known.of-"+s.Indicator), page.Percent(s.Value), fmt.Sprint(s.Year), grade, s.Definition)
	}
	page.Grid(g)
	page.Small("known.firms-unit")
}

func adds(page *say.Page, c *known.Card) {
	page.Text(say.Space, "")
	key := "known.adds-nothing"
	switch {
	case c.Estimated():
		key = "known.adds-estimate"
	case len(c.Years) > 0:
		key = "known.adds-large"
	}
	page.Sentence(key, say.Args{"name": c.Name, "better": strings.Join(c.Better(), ", "),
		"table": fmt.Sprintf("%s/%d", estimate.Name(c.Code), indicators.ADB62.Latest())})
}

// index writes what is known of many, a row each.
func index(v *say.Voice, cards []*known.Card) *say.Page {
	page := say.NewPage(v)
	members, associates := 0, 0
	for _, c := range cards {
		if c.Member {
			members++
		} else if c.Associate {
			associates++
		}
	}
	title := "known.index"
	if len(cards) < len(known.Members()) {
		title = "known.index-some"
	}
	page.Title(title, say.Args{"members": members, "associates": associates, "n": len(cards)})
	g := &say.Grid{Keys: 2}
	g.Columns(false, page.Say("known.economy"), "", page.Say("known.published"))
	columns := []string{"exports-column", "used-abroad", "backward", "days-export", "cost-export", "logistics-short",
		"small"}
	for _, k := range columns {
		g.Columns(true, page.Say("known."+k))
	}
	f := known.Index(cards)
	cell := func(name string, row int) float64 { return f.Column(name).Floats[row] }
	for i, c := range cards {
		g.Row(
			c.Code,
			c.Name,
			f.Column("indicators").Text(i),
			page.Number(cell("exports", i)/1000, 1),
			page.Percent(cell("absorbed_abroad", i)),
			page.Percent(
				cell("backward_share", i),
			),
			page.Number(cell("days_export", i), 1),
			page.Number(cell("cost_export", i), 0),
			page.Number(cell("lpi", i), 1),
			page.Percent(cell("sme_value_added", i)),
		)
	}
	page.Grid(g)
	page.Small("known.index-unit")
	page.Basis(f.Notes, f.Provenance.Sources)
	return page
}
