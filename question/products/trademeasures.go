package products

import (
	"math"
	"sort"
	"strings"

	"ikat/fault"
	"ikat/question"
	"ikat/result"
	"ikat/trade"
	"ikat/trade/companion"
)

var intra = &Measure{
	ID: "intra", Label: "Intra-industry trade, vertical and horizontal",
	Definition: "The share of trade in both directions of a product, and whether what goes out and what comes in is " +
		"alike in unit " +
		"value (horizontal) or not (vertical, dearer or cheaper).",
	Reference: "Grubel, Lloyd (1975), Intra-Industry Trade; Greenaway, Hine, Milner (1995), Economic Journal 105; " +
		"Fontagné, " +
		"Freudenberg (1997), CEPII working paper 97-01",
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
		turned := a.d.Turned()
		for _, c := range a.shown("economy") {
			a.intra(turned, c)
		}
		return nil
	},
}

// intra adds the rows of an economy.
func (a *asked) intra(turned *trade.Data, c int) {
	all := map[int]*trade.Intra{}
	world := make([]trade.TwoWay, len(a.d.Products))
	code := a.d.Economies[c]
	a.d.Both(turned, c, func(t trade.TwoWay) {
		product := a.d.Products[t.Product]
		if !a.showsProduct(product) || !a.keeps("partner", t.Partner) {
			return
		}
		if a.level.ID == "flow" {
			a.rows.add(
				a.d.Year,
				[]string{code, a.d.Economies[t.Partner], product},
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
		if all[key] == nil {
			all[key] = &trade.Intra{}
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
	for partner := range a.d.Economies {
		n := all[partner]
		if n == nil || n.Trade == 0 {
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

var composition = &Measure{
	ID: "composition", Label: "Composition by class: stage of production, technology, section",
	Definition: "Exports and imports by class of product. Where a product belongs to several classes the share has " +
		"bounds: " +
		"surely, and at most.",
	Reference: "United Nations, BEC Rev. 4 and 5; Lall (2000), Oxford Development Studies 28; Ando, Kimura (2005) " +
		"for machinery parts",
	Levels: []question.Level{{ID: "class", Keys: []string{"economy", "flow", "class"}}},
	terms: func(string) []term {
		return []term{{"value", "Value", money, "of products that are of the class alone", ""},
			{"share", "Share", "share", "of the flow, of products of the class alone", result.Bound},
			{"share_at_most", "Share, at most", "share", "with products that are of other classes too", result.Bound}}
	},
	compute: func(a *asked) error {
		c, err := a.concordance(a.d, a.One("classification"))
		if err != nil {
			return err
		}
		for _, e := range a.shown("economy") {
			for flow, m := range map[string]*trade.Matrix{"exports": a.d.Exports(), "imports": a.d.Imports()} {
				a.composed(c, e, flow, m)
			}
		}
		return nil
	},
	end: func(a *asked) error { a.rows.sort(); return nil },
}

func (a *asked) composed(c *trade.Concordance, e int, flow string, m *trade.Matrix) {
	values := m.Row(e)
	if begin := a.All("product"); len(begin) > 0 {
		values = append([]float64(nil), values...)
		for p, code := range m.Products {
			if !a.showsProduct(code) {
				values[p] = 0
			}
		}
	}
	var total float64
	for _, v := range values {
		total += v
	}
	if total == 0 {
		return
	}
	classes, of, without := c.Composition(m.Products, values)
	for i, class := range classes {
		if of[i].AtMost > 0 {
			a.rows.add(
				a.d.Year,
				[]string{m.Economies[e], flow, class},
				of[i].Surely,
				of[i].Surely/total,
				of[i].AtMost/total,
			)
		}
	}
	if without > 0 {
		a.rows.add(a.d.Year, []string{m.Economies[e], flow, "no class"}, without, without/total, without/total)
	}
}

// concordance leads from the products of data to classes.
//
// Error: fault.Invalid where it needs a file of classes that was not given.
func (a *asked) concordance(d *trade.Data, by string) (*trade.Concordance, error) {
	own := func(of func(product string) string) (*trade.Concordance, error) {
		c := &trade.Concordance{From: d.Classification, To: by, Classes: map[string][]string{}}
		for _, p := range d.Products {
			if class := of(p); class != "" {
				c.Classes[p] = []string{class}
			}
		}
		return c, nil
	}
	harmonised := strings.HasPrefix(d.Classification, "HS")
	switch {
	case by == "use":
		return own(func(p string) string { return p[strings.LastIndexByte(p, ' ')+1:] })
	case by == "section" && !harmonised:
		return own(func(p string) string { return p })
	case by == "section":
		return own(func(p string) string {
			if n := trade.Section(p); n > 0 {
				return trade.SectionNames[n-1]
			}
			return ""
		})
	case by == "hs2":
		return own(func(p string) string { return p[:min(2, len(p))] })
	case by == "hs4":
		return own(func(p string) string { return p[:min(4, len(p))] })
	}
	if a.classes == nil && harmonised && (by == "stage" || by == "parts" || by == "bec4") {
		return a.builtIn(d, by)
	}
	if a.classes == nil {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Param: "classification",
			Where: by,
			What:  "which products are of which class is not known",
			Why:   "ikat carries BEC Rev. 4 of the Harmonized System only: stage, parts, bec4",
			Fix:   "Give a CSV whose header names both classifications with {classes}, such as " + d.Classification + ",BEC4",
		}
	}
	switch by {
	case "stage", "parts":
		c, err := companion.Between(a.classes, d.Classification, "BEC4")
		if err != nil {
			return nil, err
		}
		if by == "parts" {
			return c.Grouped("parts", partsOf), nil
		}
		return c.Stages(), nil
	}
	return companion.Between(a.classes, d.Classification, by)
}

// partsOf tells parts and components from other goods.
func partsOf(bec string) []string {
	if trade.Stage(bec) == "parts" {
		return []string{"parts and components"}
	}
	return []string{"other goods"}
}

// sort puts rows in order of their keys and year.
func (r *rows) sort() {
	order := make([]int, len(r.years))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool {
		for _, k := range r.keys {
			if a, b := k[order[i]], k[order[j]]; a != b {
				return a < b
			}
		}
		return r.years[order[i]] < r.years[order[j]]
	})
	r.take(order)
}

// take keeps the rows at those places, in that order.
func (r *rows) take(order []int) {
	r.years = taken(r.years, order)
	for i := range r.keys {
		r.keys[i] = taken(r.keys[i], order)
	}
	for i := range r.values {
		r.values[i] = taken(r.values[i], order)
	}
	if r.texts != nil {
		r.texts = taken(r.texts, order)
	}
}

func taken[T any](list []T, order []int) []T {
	out := make([]T, len(order))
	for i, k := range order {
		out[i] = list[k]
	}
	return out
}

// twoYears refuses an answer that takes more than one year where only one was given.
func twoYears(a *asked) error {
	if len(a.from) < 2 {
		return &fault.Error{
			Kind:  fault.Invalid,
			Param: "trade",
			What:  "one year is given",
			Why: "Measure " + a.m.ID + " follows relations " +
				"from year to year",
			Fix: "Name several, as NAME/* does",
		}
	}
	return nil
}

var sophistication = &Measure{
	ID: "sophistication", Label: "Income level of exports (EXPY) and of products (PRODY)",
	Definition: "The income per head of the economies that sell a product, weighted by their advantage, and its " +
		"mean over an " +
		"economy's exports.",
	Reference: "Hausmann, Hwang, Rodrik (2007), Journal of Economic Growth 12",
	Levels:    []question.Level{byEconomy, byProduct},
	Needs:     []string{"income"},
	terms: func(level string) []term {
		if level == "products" {
			return []term{
				{"prody", "PRODY", "as the incomes", "mean income of exporters by comparative advantage", ""},
				{"exports", "World exports", money, "", ""},
			}
		}
		return []term{{"expy", "EXPY", "as the incomes", "mean PRODY of its exports", ""},
			{
				"income",
				"Income per head",
				"as the incomes",
				"as given",
				"",
			}, {"covered", "Covered", "share", "of its exports with a PRODY", ""}}
	},
	compute: func(a *asked) error {
		x := a.d.Exports()
		income := make([]float64, len(x.Economies))
		known := 0
		for c, code := range x.Economies {
			income[c] = math.NaN()
			if v, ok := a.income.Of(code, a.d.Year); ok {
				income[c] = v
				known++
			}
		}
		if known == 0 {
			return &fault.Error{
				Kind:  fault.Invalid,
				Param: "income",
				What:  "it has none of the economies of " + a.d.Ref() + " in its year",
			}
		}
		a.note(
			"incomes",
			"{ref}: incomes of {n} of {all} economies are known; the others take no part in PRODY",
			"ref",
			a.d.Ref(),
			"n",
			known,
			"all",
			len(income),
		)
		prody := x.Prody(income)
		if a.level.ID == "products" {
			for p, code := range x.Products {
				if a.showsProduct(code) {
					a.rows.add(a.d.Year, []string{code}, prody[p], x.World(p))
				}
			}
			return nil
		}
		for _, c := range a.shown("economy") {
			expy, covered := x.Expy(prody, c)
			a.rows.add(a.d.Year, []string{x.Economies[c]}, expy, income[c], covered)
		}
		return nil
	},
}

var complexity = &Measure{
	ID: "complexity", Label: "Economic complexity (ECI) and of products (PCI)",
	Definition: "How much know-how exports speak of: economies that sell what few others can, and products that " +
		"only such economies " +
		"sell. Not defined where advantages fall into unconnected blocks.",
	Reference: "Hidalgo, Hausmann (2009), PNAS 106; Hausmann, Hidalgo and others (2014), The Atlas of Economic Complexity",
	Levels:    []question.Level{byEconomy, byProduct},
	terms: func(level string) []term {
		if level == "products" {
			return []term{
				{"pci", "PCI", "", "mean 0, standard deviation 1", ""},
				{"pci_by_eci", "PCI on the scale of ECI", "",
					"an economy's ECI is its mean over the products of its advantage", ""},
				{
					"ubiquity",
					"Ubiquity",
					"",
					"economies with an advantage",
					"",
				},
				{"exports", "World exports", money, "", ""},
			}
		}
		return []term{{"eci", "ECI", "", "mean 0, standard deviation 1 (of n-1)", ""}, {"diversity", "Diversity", "",
			"products with an advantage", ""}, {"outlook", "Complexity outlook", "", "PCI of products it lacks, by how " +
			"near they are", ""},
			{"exports", "Exports", money, "", ""}}
	},
	compute: func(a *asked) error {
		s, c, err := a.complexity()
		if err != nil {
			return err
		}
		if a.level.ID == "products" {
			for p, code := range s.Products {
				if a.showsProduct(code) {
					a.rows.add(a.d.Year, []string{code}, c.PCI[p], c.PCIByECI[p], float64(s.Ubiquity[p]), s.World(p))
				}
			}
			return nil
		}
		near := s.Around(trade.Own(a.On("own")), c.PCI)
		for _, e := range a.shown("economy") {
			a.rows.add(
				a.d.Year,
				[]string{s.Economies[e]},
				c.ECI[e],
				float64(s.Diversity[e]),
				s.Outlook(near, c.PCI, e),
				s.Of(e),
			)
		}
		return nil
	},
}

// complexity is of the year at hand, with its notes.
func (a *asked) complexity() (*trade.Space, *trade.Complexity, error) {
	s := trade.NewSpace(a.d.Exports())
	higher := ""
	if name := a.One("higher"); name != "" {
		higher = a.d.Economies[place(a.d, name)]
	}
	c, err := s.Complexity(higher)
	if err != nil {
		return nil, nil, err
	}
	a.note(
		"sign",
		"{ref}: ECI correlates with diversity by {r}; second and third eigenvalue {second} and {third}",
		"ref",
		a.d.Ref(),
		"r",
		short(c.Correlation),
		"second",
		short(c.Second),
		"third",
		short(c.Third),
	)
	if doubt := c.Doubt(); doubt != "" {
		a.warn("fragile", "{ref}: complexity is fragile: {doubt}", "ref", a.d.Ref(), "doubt", doubt)
	}
	return s, c, nil
}

var proximity = &Measure{
	ID: "proximity", Label: "Proximity of products",
	Definition: "How often economies that have an advantage in one product have it in the other: the smaller of the " +
		"two conditional " +
		"probabilities. Pairs of 0 are left out.",
	Reference: "Hidalgo, Klinger, Barabási, Hausmann (2007), Science 317",
	Levels:    []question.Level{{ID: "products", Keys: []string{"product", "other"}}},
	terms: func(string) []term {
		return []term{{"proximity", "Proximity", "share", "common over the larger ubiquity", ""},
			{"common", "Common", "", "economies with an advantage in both", ""}}
	},
	compute: func(a *asked) error {
		s := trade.NewSpace(a.d.Exports())
		for p, code := range s.Products {
			if !a.showsProduct(code) {
				continue
			}
			for q, other := range s.Products {
				if both := q < p && a.showsProduct(other); q == p || both {
					continue
				}
				if n := s.Common(p, q); n > 0 {
					a.rows.add(a.d.Year, []string{code, other}, s.Proximity(p, q), float64(n))
				}
			}
		}
		return nil
	},
}

var density = &Measure{
	ID: "density", Label: "Density around products, and what they would bring",
	Definition: "How much of what is near a product the economy has already, and how much complexity the product " +
		"would open.",
	Reference: "Hidalgo and others (2007), Science 317; Hausmann, Hidalgo and others (2014), The Atlas of Economic " +
		"Complexity",
	Levels: []question.Level{byCell},
	terms: func(string) []term {
		return []term{
			{
				"density",
				"Density",
				"share",
				"of the nearness of products around that the economy has an advantage in",
				"",
			},
			{"rca", "RCA", "", "1 or more is an advantage", ""},
			{"pci", "PCI", "", "of the product", ""},
			{
				"gain",
				"Opportunity gain",
				"",
				"complexity around that it would open, less density × PCI; of products without an advantage",
				"",
			},
		}
	},
	compute: func(a *asked) error {
		s, c, err := a.complexity()
		if err != nil {
			return err
		}
		near := s.Around(trade.Own(a.On("own")), c.PCI)
		for _, e := range a.shown("economy") {
			for p, code := range s.Products {
				if a.showsProduct(code) && s.Ubiquity[p] > 0 {
					a.rows.add(
						a.d.Year,
						[]string{s.Economies[e], code},
						near.Density[e*len(s.Products)+p],
						s.RCA(e, p),
						c.PCI[p],
						s.OutlookGain(near, c.PCI, e, p),
					)
				}
			}
		}
		return nil
	},
}

var pairs = &Measure{
	ID: "pairs", Label: "Trade intensity, complementarity and similarity of two economies",
	Definition: "How much more two trade than their weight, how far one sells what the other buys, and how alike " +
		"their exports are.",
	Reference: "Kojima (1964), Hitotsubashi Journal of Economics 5; Drysdale, Garnaut (1982), same 22; Michaely " +
		"(1996), World Bank " +
		"policy research working paper 1676; Finger, Kreinin (1979), Economic Journal 89",
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
	ID: "potential", Label: "Export potential and its parts",
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
		a.note("no-growth", "no growth to come is given: economies stay as they are")
	}
	if a.pairs == nil {
		a.note("no-pairs", "no distances and tariffs are given: both are left out")
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
			"unknown",
			"{n} potentials are not known: growth, a distance or a tariff that they rest on is missing",
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
	ID: "survival", Label: "Survival of export relations",
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
			"spells",
			"spells that were there in the first year began nobody knows when and take no part; those of the last year "+
				"are cut off",
		)
		return nil
	},
}
