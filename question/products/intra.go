package products

import (
	"ikat/question"
	"ikat/trade"
)

var intra = &Measure{
	ID: "intra", Label: "Intra-industry trade, vertical and horizontal", Importers: true,
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
			{"horizontal", "Horizontal", "share", "of trade both ways, alike in unit value", ""},
			{"vertical_high", "Vertical, dearer", "share", "of trade both ways, exports dearer than imports", ""},
			{"vertical_low", "Vertical, cheaper", "share", "of trade both ways, exports cheaper than imports", ""},
			{"unknown", "Not known", "share", "of trade both ways, a quantity is not known", ""},
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
		for _, c := range shown {
			a.intra(turned, c)
		}
		return nil
	},
}

// intra adds the rows of an economy.
func (a *asked) intra(turned *trade.Data, c int) {
	all := make([]trade.Intra, len(a.d.Economies)) // by partner; at c itself where partners are taken together
	world := make([]trade.TwoWay, len(a.d.Products))
	code := a.d.Economies[c]
	products, partners := a.kept()
	a.d.Both(turned, c, func(t trade.TwoWay) {
		if !products[t.Product] || !partners[t.Partner] {
			return
		}
		if a.level.ID == "flow" {
			a.rows.add(
				a.d.Year,
				[]string{code, a.d.Economies[t.Partner], a.d.Products[t.Product]},
				t.X,
				t.M,
				t.GrubelLloyd(),
				t.Ratio(),
			)
			a.rows.words, a.rows.texts = "kind", append(a.rows.texts, t.Quality(a.spread).String())
			return
		}
		key := t.Partner
		if a.level.ID == "economy" {
			key = c
		}
		all[key].Add(t, a.spread)
		world[t.Product].X += t.X
		world[t.Product].M += t.M
	})
	var whole trade.Intra
	for _, t := range world {
		whole.Add(t, a.spread)
	}
	whole.Shares()
	for partner, n := range all {
		if n.Trade == 0 {
			continue
		}
		n.Shares()
		values := []float64{
			n.Trade,
			n.GrubelLloyd,
			n.Parts[trade.Horizontal],
			n.Parts[trade.High],
			n.Parts[trade.Low],
			n.Parts[trade.UnknownUV],
			n.TwoWay,
		}
		if a.level.ID == "economy" {
			a.rows.add(a.d.Year, []string{code}, append(values, whole.GrubelLloyd)...)
		} else {
			a.rows.add(a.d.Year, []string{code, a.d.Economies[partner]}, values...)
		}
	}
}
