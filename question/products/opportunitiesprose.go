package products

import (
	"math"
	"strings"

	"ikat/say"
)

// told is how many products the first sentence names, tabled how many the table has.
const told, tabled = 3, 20

// prose writes a list of chances: what is nearest, what stands before the first, and a table.
func (s *search) prose(list []chance, page *say.Page) {
	own := page.Name(EconomyName(s.d, s.d.Economies[s.economy]))
	page.Title("opportunities.title", say.Args{"name": own, "year": s.d.Year})
	if len(list) == 0 {
		page.Sentence("opportunities.none", say.Args{"name": own, "source": s.d.Ref()})
		return
	}
	var names []string
	for _, c := range list[:min(told, len(list))] {
		names = append(names, s.called(c, page))
	}
	page.Sentence("opportunities.said-"+s.One("by"), say.Args{"name": own, "year": s.d.Year, "list": names,
		"n": len(names)})
	if c := list[0]; c.market != "" {
		page.Sentence("opportunities.market", say.Args{"product": s.called(c, page),
			"market": page.Name(EconomyName(s.d, c.market)),
			"buys":   c.buys, "unit": s.d.Unit, "served": c.served})
		if !math.IsNaN(c.days) && !math.IsNaN(c.cost.Central) {
			page.Sentence("opportunities.borders", say.Args{"days": page.Number(c.days, 1), "low": c.cost.Low,
				"cost": c.cost.Central, "high": c.cost.High, "tariff": c.tariff, "tariffs": !math.IsNaN(c.tariff)})
		}
	}
	if lo, hi := s.smes[0], s.smes[1]; !math.IsNaN(lo) {
		page.Sentence("opportunities.firms", say.Args{"name": own, "low": lo, "high": hi})
	}
	page.Heading("opportunities.list")
	page.Grid(s.grid(list[:min(tabled, len(list))], page))
	page.Small("opportunities.unit", say.Args{"unit": page.ScaleOf(list[0].demand, s.d.Unit).Unit})
}

// called is a product by its name, with its code where that is one of the Harmonized System.
func (s *search) called(c chance, page *say.Page) string {
	name := ProductName(s.d, c.product)
	switch {
	case strings.Contains(name, c.product):
		return name
	case !strings.HasPrefix(s.d.Classification, "HS"):
		return page.Name(name)
	}
	return page.Name(name) + " (" + c.product + ")"
}

func (s *search) grid(list []chance, page *say.Page) *say.Grid {
	g := &say.Grid{Keys: 2}
	g.Columns(false, page.Say("opportunities.product"), "")
	g.Columns(true, page.Say("opportunities.rank"))
	for _, c := range []string{"near", "opens", "demand", "market", "days", "borders", "tariff", "asked"} {
		key := "opportunities." + c
		if c == "market" || c == "borders" {
			key += "-column"
		}
		g.Columns(c != "market", page.Say(key))
	}
	scale := page.ScaleOf(list[0].demand, s.d.Unit)
	for _, c := range list {
		name := ProductName(s.d, c.product)
		if strings.HasPrefix(name, c.product) { // the code is a column of its own
			name = strings.Trim(strings.TrimPrefix(name, c.product), " ()")
		}
		asked := ""
		if c.sheet != "" {
			asked = page.Number(c.demands, 0)
		}
		between := page.Percent(c.cost.Central)
		if !math.IsNaN(c.cost.Low) {
			between += " [" + page.Percent(c.cost.Low) + ", " + page.Percent(c.cost.High) + "]"
		}
		market := ""
		if c.market != "" {
			market = page.Name(EconomyName(s.d, c.market))
		}
		rank := page.Number(float64(c.rank.Rank), 0)
		if c.rank.Low < c.rank.High {
			rank += " [" + page.Number(float64(c.rank.Low), 0) + ", " + page.Number(float64(c.rank.High), 0) + "]"
		}
		g.Row(c.product, page.Name(name), rank, page.Percent(c.density), page.Number(c.gain, 2),
			page.Number(c.demand/scale.Size, 1), market, page.Number(c.days, 1), between, page.Percent(c.tariff), asked)
	}
	return g
}
