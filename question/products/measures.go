package products

import (
	"math"
	"slices"

	"ikat/question"
	"ikat/trade"
)

// Measure declares one measure of products.
type Measure struct {
	ID, Label  string
	Definition string // what it is and how to read it
	Reference  string
	Levels     []question.Level
	Needs      []string // parameters it cannot do without
	Importers  bool     // it rests on who buys
	Before     bool     // it compares a year with the one before
	Quantities bool     // it rests on quantities, not on values alone

	terms   func(level string) []term
	compute func(a *asked) error // of the year at hand
	end     func(a *asked) error // after the last year; nil where each year has its rows
}

func (m *Measure) level(id string) (question.Level, bool) {
	i := slices.IndexFunc(m.Levels, func(l question.Level) bool { return l.ID == id })
	if i < 0 {
		return question.Level{}, false
	}
	return m.Levels[i], true
}

// ofImporters reports whether rows of a level say something of importers.
func (m *Measure) ofImporters(l question.Level) bool {
	return m.Importers || slices.Contains(l.Keys, "importer")
}

func find(id string) *Measure {
	for _, m := range Measures {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// Levels of rows.
var (
	byEconomy = question.Level{ID: "economy", Keys: []string{"economy"}}
	byCell    = question.Level{ID: "product", Keys: []string{"exporter", "product"}}
	byProduct = question.Level{ID: "products", Keys: []string{"product"}}
	byPair    = question.Level{ID: "pair", Keys: []string{"exporter", "importer"}}
	byFlow    = question.Level{ID: "flow", Keys: []string{"exporter", "importer", "product"}}
)

// Measures are all of them, in the order of documents.
var Measures = []*Measure{
	totals,
	advantage,
	concentration,
	margins,
	changes,
	unitValues,
	intra,
	composition,
	sophistication,
	complexity,
	proximity,
	density,
	pairs,
	potential,
	survival,
}

var totals = &Measure{
	ID: "totals", Quantities: true, Label: "Exports and imports", Reference: "accounting",
	Definition: "Exports, imports, products and partners of each economy, and how much of its exports has a quantity.",
	Levels:     []question.Level{byEconomy, byProduct, byPair},
	terms: func(level string) []term {
		switch level {
		case "products":
			return []term{{"exports", "World exports", money, "what all economies sell of the product", ""},
				{"exporters", "Exporters", "", "economies that sell the product", ""}}
		case "pair":
			return []term{{"exports", "Exports", money, "what the exporter sells the importer", ""}}
		}
		return []term{
			{"exports", "Exports", money, "sales to all others", ""},
			{"imports", "Imports", money, "purchases from all others", ""},
			{
				"products",
				"Products",
				"",
				"products that it sells",
				"",
			},
			{"partners", "Partners", "", "economies that it sells to", ""},
			{"with_quantity", "With a quantity", "share", "share of exports whose quantity is known", ""},
		}
	},
	compute: func(a *asked) error {
		x, m, b := a.d.Exports(), a.d.Imports(), a.d.Bilateral()
		switch a.level.ID {
		case "products":
			for p, code := range a.d.Products {
				if a.showsProduct(code) {
					n := 0
					for c := range a.d.Economies {
						if x.Row(c)[p] > 0 {
							n++
						}
					}
					a.rows.add(a.d.Year, []string{code}, x.World(p), float64(n))
				}
			}
		case "pair":
			a.eachPair(func(i, j int) []float64 { return []float64{b.Between(i, j)} })
		default:
			a.economyTotals(x, m, b)
		}
		return nil
	},
}

func (a *asked) economyTotals(x, m *trade.Matrix, b *trade.Bilateral) {
	for _, c := range a.shown("economy") {
		lo, hi := a.d.Exporter(c)
		known, markets := 0.0, map[int32]bool{}
		for i := lo; i < hi; i++ {
			markets[a.d.To[i]] = true
			if !math.IsNaN(a.d.QuantityOf(i)) {
				known += a.d.Value[i]
			}
		}
		n := 0
		for _, s := range trade.Sold(x.Row(c)) {
			n += s
		}
		imports, partners := m.Of(c), float64(len(markets))
		if a.d.ToWorldOnly() {
			imports, partners = nan, nan
		}
		a.rows.add(a.d.Year, []string{a.d.Economies[c]}, x.Of(c), imports, float64(n), partners, known/x.Of(c))
	}
}

// eachPair adds a row for every pair of an economy and a partner that are shown.
func (a *asked) eachPair(values func(from, to int) []float64) {
	partners := a.shown("partner")
	for _, i := range a.shown("economy") {
		for _, j := range partners {
			if i != j {
				a.rows.add(a.d.Year, []string{a.d.Economies[i], a.d.Economies[j]}, values(i, j)...)
			}
		}
	}
}

// eachCell adds a row for every product that an economy sells, of those that are shown.
func (a *asked) eachCell(x *trade.Matrix, values func(c, p int) []float64) {
	for _, c := range a.shown("economy") {
		for p, v := range x.Row(c) {
			if v > 0 && a.showsProduct(x.Products[p]) {
				a.rows.add(a.d.Year, []string{x.Economies[c], x.Products[p]}, values(c, p)...)
			}
		}
	}
}

var advantage = &Measure{
	ID: "rca", Label: "Revealed comparative advantage",
	Definition: "How much larger a product is among an economy's exports than among the world's; 1 is as large.",
	Reference: "Balassa (1965), Manchester School 33; Dalum, Laursen, Villumsen (1998), International Review of Applied " +
		"Economics 12; Yu, Cai, Leung (2009), Annals of Regional Science 43",
	Levels: []question.Level{byCell, byEconomy},
	terms: func(level string) []term {
		if level == "economy" {
			return []term{{"diversity", "Diversity", "", "products with an advantage (RCA of 1 or more)", ""},
				{"products", "Products", "", "products that it sells", ""}}
		}
		return []term{{"exports", "Exports", money, "what the economy sells of the product", ""},
			{
				"share",
				"Share",
				"share",
				"of the economy's exports",
				"",
			}, {"world_share", "Share of the world", "share", "of the product's exports", ""},
			{
				"rca",
				"RCA",
				"",
				"(x_cp/x_c)/(x_p/x)",
				"",
			}, {"symmetric", "RCA, symmetric", "", "(RCA-1)/(RCA+1), -1 to 1", ""},
			{"normalised", "RCA, normalised", "", "x_cp/x - x_c x_p/x²; adds up to 0", ""}}
	},
	compute: func(a *asked) error {
		x := a.d.Exports()
		if a.level.ID == "economy" {
			s := trade.NewSpace(x)
			for _, c := range a.exporters(x) {
				n := 0
				for _, sold := range trade.Sold(x.Row(c)) {
					n += sold
				}
				a.rows.add(a.d.Year, []string{x.Economies[c]}, float64(s.Diversity[c]), float64(n))
			}
			return nil
		}
		a.eachCell(x, func(c, p int) []float64 {
			rca := x.RCA(c, p)
			return []float64{
				x.Row(c)[p],
				x.Share(c, p),
				x.Row(c)[p] / x.World(p),
				rca,
				trade.Symmetric(rca),
				x.Normalised(c, p),
			}
		})
		return nil
	},
}

var concentration = &Measure{
	ID: "concentration", Label: "Concentration of exports",
	Definition: "How far exports lie in few products and few markets; all products of the data count, those not " +
		"sold as 0.",
	Reference: "UNCTAD, Handbook of Statistics; Cadot, Carrère, Strauss-Kahn (2011), Review of Economics and " +
		"Statistics 93",
	Levels: []question.Level{byEconomy},
	terms: func(string) []term {
		return []term{{"hhi", "HHI of products", "", "sum of squared shares", ""},
			{"hhi_normalised", "HHI of products, normalised", "", "(H-1/n)/(1-1/n), 0 to 1", ""},
			{"hhi_unctad", "Concentration index (UNCTAD)", "", "(√H-√(1/n))/(1-√(1/n)), 0 to 1", ""},
			{"hhi_markets", "HHI of markets", "", "sum of squared shares of other economies", ""},
			{
				"hhi_markets_normalised",
				"HHI of markets, normalised",
				"",
				"over all other economies of the data, 0 to 1",
				"",
			},
			{"theil", "Theil's index", "", "from 0 to the logarithm of the number of products", ""},
			{"theil_extensive", "Theil, extensive", "", "between products sold and not sold", ""},
			{"theil_intensive", "Theil, intensive", "", "among the products sold", ""},
			{"gini", "Gini's coefficient", "", "of products", ""}}
	},
	compute: func(a *asked) error {
		x := a.d.Exports()
		for _, c := range a.exporters(x) {
			row := x.Row(c)
			markets := slices.Delete(a.d.Markets(c), c, c+1)
			h, m := trade.HHI(row), trade.HHI(markets)
			if a.d.ToWorldOnly() {
				m = nan
			}
			between, inside := trade.TheilParts(row, trade.Sold(row))
			a.rows.add(
				a.d.Year,
				[]string{x.Economies[c]},
				h,
				trade.NormalisedHHI(h, len(row)),
				trade.ConcentrationUNCTAD(h, len(row)),
				m,
				trade.NormalisedHHI(m, len(markets)),
				trade.Theil(row),
				between,
				inside,
				trade.Gini(row),
			)
		}
		return nil
	},
}

var margins = &Measure{
	ID: "margins", Label: "Extensive and intensive margin",
	Definition: "Whether an economy sells many of the products that the others sell, or much of few.",
	Reference:  "Hummels, Klenow (2005), American Economic Review 95",
	Levels:     []question.Level{byEconomy},
	terms: func(string) []term {
		return []term{
			{
				"extensive",
				"Extensive margin",
				"share",
				"the others' exports of the products it sells, over all their exports",
				"",
			},
			{"intensive", "Intensive margin", "", "its exports over the others' of the products it sells", ""},
			{
				"weight",
				"Exports over the others'",
				"",
				"the product of the margins",
				"",
			},
			{"products", "Products", "", "that it sells", ""},
		}
	},
	compute: func(a *asked) error {
		x := a.d.Exports()
		for _, c := range a.exporters(x) {
			m := x.Margins(c)
			a.rows.add(a.d.Year, []string{x.Economies[c]}, m.Extensive, m.Intensive, m.Share, float64(m.Products))
		}
		return nil
	},
}

var changes = &Measure{
	ID: "changes", Label: "Change of exports, by old and new relations",
	Definition: "How much of a change since the year before among the data is of relations (exporter, product, " +
		"importer) that were there, are new, or have gone; it takes two years or more.",
	Reference: "accounting",
	Levels:    []question.Level{byEconomy},
	Before:    true,
	terms: func(string) []term {
		return []term{{"before", "Exports before", money, "in the year before among the data", ""},
			{"grown", "Of lasting relations", money, "change of relations that are there in both years", ""},
			{"new", "Of new relations", money, "there in the later year only", ""},
			{"gone", "Of relations that ended", money, "there in the earlier year only, below 0", ""},
			{"after", "Exports after", money, "in the year", ""}}
	},
	compute: func(a *asked) error {
		if a.before == nil {
			return nil
		}
		list := trade.Changes(a.before, a.d, a.Amount("least"))
		for _, c := range a.shown("economy") {
			if v := list[a.d.Economies[c]]; v != nil {
				a.rows.add(a.d.Year, []string{a.d.Economies[c]}, v.Before, v.Grown, v.New, v.Gone, v.After)
			}
		}
		return nil
	},
	end: twoYears,
}

var unitValues = &Measure{
	ID: "unit-values", Quantities: true, Label: "Unit values and the quality ladder",
	Definition: "Value over quantity, beside the world's: dear goods are better goods as far as a product is narrow.",
	Reference:  "Schott (2004), Quarterly Journal of Economics 119; Khandelwal (2010), Review of Economic Studies 77",
	Levels:     []question.Level{byCell},
	terms: func(string) []term {
		return []term{{"exports", "Exports", money, "of the product", ""},
			{"unit_value", "Unit value", "unit of the data a tonne", "of flows whose quantity is known", ""},
			{"relative", "Over the world's", "", "unit value over that of all exporters", ""},
			{
				"rung",
				"Rung",
				"share",
				"place on the ladder, 0 the cheapest exporter, 1 the dearest, in logarithms",
				"",
			},
			{"ladder", "Ladder", "", "logarithm of the dearest over the cheapest exporter's unit value", ""},
			{"with_quantity", "With a quantity", "share", "of the exports", ""}}
	},
	compute: func(a *asked) error {
		x, u := a.d.Exports(), a.d.UnitValues()
		a.eachCell(x, func(c, p int) []float64 {
			return []float64{x.Row(c)[p], u.Of(c, p), u.Relative(c, p), u.Rung(c, p), u.Ladder(p),
				u.Covered[c*len(x.Products)+p]}
		})
		return nil
	},
}
