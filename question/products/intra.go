package products

import (
	"ikat/question"
	"ikat/trade"
)

// ofAllTrade begins what each part of intra-industry trade is: parts add up to the Grubel-Lloyd index, as in Greenaway,
// Hine and Milner, so that they are shares of all trade and not of what overlaps.
const ofAllTrade = "of all trade, a part of grubel_lloyd: goes both ways"

var intra = &Measure{
	ID: "intra", Quantities: true, Label: "Intra-industry trade, vertical and horizontal", Importers: true,
	Definition: "The share of trade in both directions of a product, and whether what goes out and what comes in is " +
		"alike in unit value (horizontal) or not (vertical, dearer or cheaper).",
	Reference: "Grubel, Lloyd (1975), Intra-Industry Trade; Greenaway, Hine, Milner (1995), Economic Journal 105; " +
		"Fontagné, Freudenberg (1997), CEPII working paper 97-01",
	Levels: []question.Level{byEconomy, byPair, {ID: "flow", Keys: []string{"exporter", "partner", "product"}}},
	terms: func(level string) []term {
		if level == "flow" {
			return []term{{"exports", "Exports", money, "", ""}, {"imports", "Imports", money, "", ""},
				{"grubel_lloyd", "Grubel-Lloyd", "share", "1 - |X-M|/(X+M)", ""},
				{"ratio", "Unit values", "", "of exports over imports", ""}}
		}
		out := []term{{"trade", "Trade", money, "exports and imports", ""},
			{"grubel_lloyd", "Grubel-Lloyd", "share", "of trade by product and partner that goes both ways", ""},
			{"horizontal", "Horizontal", "share", ofAllTrade + ", alike in unit value", ""},
			{"vertical_dearer", "Vertical, dearer", "share", ofAllTrade + ", exports dearer than imports", ""},
			{"vertical_cheaper", "Vertical, cheaper", "share", ofAllTrade + ", exports cheaper than imports", ""},
			{"unknown", "Not known", "share", ofAllTrade + ", a unit value is not known", ""},
			{
				"two_way",
				"Two-way",
				"share",
				"trade of products whose smaller flow is a tenth of the larger or more",
				"",
			}}
		if level == "economy" {
			out = append(
				out,
				term{
					"grubel_lloyd_world",
					"Grubel-Lloyd, all partners as one",
					"share",
					"larger: partners cancel out",
					"",
				},
			)
		}
		return out
	},
	compute: func(a *asked) error {
		shown := a.shown("economy")
		turned := a.d.Turned(shown...)
		products, partners := a.kept()
		if a.level.ID == "flow" {
			for _, c := range shown {
				a.bothWays(turned, c, products, partners)
			}
			return nil
		}
		for _, n := range a.d.Intras(turned, shown, products, partners, a.spread, a.level.ID == "pair") {
			a.intra(&n)
		}
		return nil
	},
}

// bothWays adds a row for each product and partner of an economy.
func (a *asked) bothWays(turned *trade.Data, c int, products, partners []bool) {
	a.rows.words = "kind"
	a.d.Both(turned, c, func(t trade.TwoWay) {
		if !products[t.Product] || !partners[t.Partner] {
			return
		}
		a.rows.add(
			a.d.Year,
			[]string{a.d.Economies[c], a.d.Economies[t.Partner], a.d.Products[t.Product]},
			t.X,
			t.M,
			t.GrubelLloyd(),
			t.Ratio(),
		)
		a.rows.texts = append(a.rows.texts, t.Quality(a.spread).String())
	})
}

// intra adds the rows of an economy.
func (a *asked) intra(of *trade.Intras) {
	code := a.d.Economies[of.Economy]
	add := func(n trade.Intra, keys []string, more ...float64) {
		if n.Trade == 0 {
			return
		}
		n.Shares()
		a.rows.add(a.d.Year, keys, append([]float64{
			n.Trade,
			n.GrubelLloyd,
			n.Parts[trade.Horizontal],
			n.Parts[trade.High],
			n.Parts[trade.Low],
			n.Parts[trade.UnknownUV],
			n.TwoWay,
		}, more...)...)
	}
	if of.Partners == nil {
		of.World.Shares()
		add(of.Together, []string{code}, of.World.GrubelLloyd)
		return
	}
	for partner, n := range of.Partners {
		add(n, []string{code, a.d.Economies[partner]})
	}
}
