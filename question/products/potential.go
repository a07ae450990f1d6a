package products

import (
	"math"

	"ikat/fault"
	"ikat/question"
	"ikat/result"
	"ikat/trade"
	"ikat/trade/companion"
)

var pairs = &Measure{
	ID: "pairs", Label: "Trade intensity, complementarity and similarity of two economies", Importers: true,
	Definition: "How much more two trade than their weight, how far one sells what the other buys, and how alike " +
		"their exports are.",
	Reference: "Kojima (1964), Hitotsubashi Journal of Economics 5; Drysdale, Garnaut (1982), same 22; Michaely " +
		"(1996), World Bank policy research working paper 1676; Finger, Kreinin (1979), Economic Journal 89",
	Levels: []question.Level{byPair},
	terms: func(string) []term {
		return []term{{"exports", "Exports", money, "of the one to the other", ""},
			{"intensity", "Intensity", "", "(x_ij/X_i)/(M_j/W); 1 is as the world", ""},
			{"intensity_net", "Intensity, net", "", "against imports of all others than the exporter", ""},
			{"complementarity", "Complementarity", "share", "of the one's exports and the other's imports", ""},
			{"similarity", "Similarity", "share", "of the exports of both", ""}}
	},
	compute: func(a *asked) error {
		x, m, b := a.d.Exports(), a.d.Imports(), a.d.Bilateral()
		a.eachPair(func(i, j int) []float64 {
			return []float64{
				b.Between(i, j),
				b.Intensity(i, j),
				b.IntensityNet(i, j),
				x.Complementarity(m, i, j),
				x.Similarity(i, j),
			}
		})
		return nil
	},
}

var potential = &Measure{
	ID: "potential", Label: "Export potential and its parts", Importers: true,
	Definition: "What an economy could sell a market of a product, from its share in supply, the market's demand as " +
		"it will have grown, " +
		"and how easily the two trade. Restated publicly after Decreux and Spies (2016); not compared with that paper, " +
		"so not the ITC's figures.",
	Reference: "after Decreux, Spies (2016), Export potential assessments",
	Levels:    []question.Level{byFlow},
	terms: func(string) []term {
		return []term{{"potential", "Potential", money, "supply × demand × ease", result.Estimate},
			{
				"exports",
				"Exports",
				money,
				"now",
				"",
			}, {"unrealised", "Unrealised", money, "potential beyond exports", result.Estimate},
			{
				"market_share",
				"Supply: market share",
				"share",
				"of world exports of the product, as economies will have grown",
				result.Estimate,
			},
			{"trade_balance", "Supply: trade balance", "", "exports over imports of the product, 1 at most", ""},
			{"supply_tariff", "Supply: tariffs", "", "met by it over met by all", result.Estimate},
			{"demand", "Demand", money, "of the market, as it will have grown", result.Estimate},
			{"ease", "Ease: trade", "", "trade over what supply and demand say", ""},
			{"distance", "Ease: distance", "share", "how near it is to the mean supplier", result.Estimate}}
	},
	compute: (*asked).potentials,
}

func (a *asked) potentials() error {
	grows := func(get func(g companion.Growth) float64) func(string) float64 {
		return func(code string) float64 {
			if a.growth == nil {
				return 1
			}
			if g, ok := a.growth[code]; ok {
				return get(g)
			}
			return math.NaN()
		}
	}
	o := trade.Outlook{
		Elasticity: a.Amount("elasticity"),
		GDP:        grows(func(g companion.Growth) float64 { return g.GDP }),
		Population: grows(func(g companion.Growth) float64 { return g.Population }),
	}
	if a.growth == nil {
		a.note("products.no-growth", "no growth to come is given: economies stay as they are")
	}
	if a.pairs == nil {
		a.note("products.no-pairs", "no distances and tariffs are given: both are left out")
	} else {
		a.barriers(&o)
	}
	p := trade.NewPotentials(a.d, o)
	unknown := 0
	for _, c := range a.shown("economy") {
		p.Each(c, func(to, product int, v trade.Potential) {
			if !a.keeps("partner", to) || !a.showsProduct(a.d.Products[product]) {
				return
			}
			if math.IsNaN(v.Value) {
				unknown++
			}
			a.rows.add(
				a.d.Year,
				[]string{a.d.Economies[c], a.d.Economies[to], a.d.Products[product]},
				v.Value,
				v.Now,
				v.Unrealised(),
				v.MarketShare,
				v.TradeBalance,
				v.SupplyTariff,
				v.Demand,
				v.Ease,
				v.Distance,
			)
		})
	}
	if unknown > 0 {
		a.warn(
			"products.unknown",
			"{n} {n:potential is|potentials are} not known: "+
				"growth, a distance or a tariff that {n:it rests|they rest} on is missing",
			"n",
			unknown,
		)
	}
	return nil
}

// barriers puts distances and tariffs into the outlook.
func (a *asked) barriers(o *trade.Outlook) {
	if a.pairs.Distance != nil {
		o.Distance = func(from, to string) float64 {
			if v, ok := a.pairs.Distance[[2]string{from, to}]; ok {
				return v
			}
			return math.NaN()
		}
	}
	if a.pairs.HasTariffs() {
		o.Tariff = func(from, to, product string) float64 {
			if v, ok := a.pairs.Tariff(from, to, product); ok {
				return v
			}
			return math.NaN()
		}
	}
}

var survival = &Measure{
	ID: "survival", Label: "Survival of export relations", Importers: true,
	Definition: "The share of new relations (exporter, product, importer) that outlast each year; it takes years " +
		"without a gap.",
	Reference: "Besedeš, Prusa (2006), Canadian Journal of Economics 39; Kaplan, Meier (1958)",
	Levels:    []question.Level{{ID: "spell", Keys: []string{"spell"}}},
	terms: func(string) []term {
		return []term{
			{
				"survival",
				"Survival",
				"share",
				"of relations that go on beyond the year of their spell",
				result.Estimate,
			},
			{
				"error",
				"Standard error",
				"share",
				"Greenwood's",
				result.Estimate,
			},
			{"at_risk", "At risk", "", "spells that reached the year", ""},
			{"ended", "Ended", "", "spells that ended after it", ""},
		}
	},
	compute: func(a *asked) error {
		a.survival.Least = a.Amount("least")
		keep := map[string]bool{}
		for _, c := range a.shown("economy") {
			keep[a.d.Economies[c]] = true
		}
		a.survival.Keep = func(code string) bool { return keep[code] }
		if !a.survival.Add(a.d) {
			return &fault.Error{
				Kind:  fault.Invalid,
				Param: "trade",
				Where: a.d.Ref(),
				What:  "it is not the year after the one before",
				Why:   "A relation that is missing in a year that is missing has not ended",
				Fix:   "Name years without a gap, in order",
			}
		}
		return nil
	},
	end: func(a *asked) error {
		if err := twoYears(a); err != nil {
			return err
		}
		for _, p := range a.survival.Curve() {
			a.rows.add(a.d.Year, []string{whole(p.Year)}, p.Survival, p.Error, float64(p.AtRisk), float64(p.Ended))
		}
		a.note(
			"products.spells",
			"spells that were there in the first year began nobody knows when and take no part; those of the last year "+
				"are cut off",
		)
		return nil
	},
}
