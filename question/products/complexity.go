package products

import (
	"math"

	"ikat/fault"
	"ikat/question"
	"ikat/trade"
)

var sophistication = &Measure{
	ID: "sophistication", Label: "Income level of exports (EXPY) and of products (PRODY)",
	Definition: "The income per head of the economies that sell a product, weighted by their advantage, and its " +
		"mean over an economy's exports.",
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
				What:  fault.Say("it has none of the economies of %s in its year", a.d.Ref()),
			}
		}
		a.note(
			"products.incomes",
			"{ref}: {n:the income|incomes} of {n} of {all} economies {n:is|are} known; the others take no part in PRODY",
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
		for _, c := range a.exporters(x) {
			expy, covered := x.Expy(prody, c)
			a.rows.add(a.d.Year, []string{x.Economies[c]}, expy, income[c], covered)
		}
		return nil
	},
}

var complexity = &Measure{
	ID: "complexity", Label: "Economic complexity (ECI) and of products (PCI)",
	Definition: "How much know-how exports speak of: economies that sell what few others can, and products that " +
		"only such economies sell. Not defined where advantages fall into unconnected blocks.",
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
		shown := a.exporters(s.Matrix)
		outlooks := s.Outlooks(trade.Own(a.On("own")), c.PCI, shown)
		for k, e := range shown {
			a.rows.add(a.d.Year, []string{s.Economies[e]}, c.ECI[e], float64(s.Diversity[e]), outlooks[k], s.Of(e))
		}
		return nil
	},
}

// complexity is of the year at hand, with its notes.
func (a *asked) complexity() (*trade.Space, *trade.Complexity, error) {
	s := trade.NewSpace(a.d.Exports())
	higher := ""
	if name := a.One("higher"); name != "" {
		higher = a.d.Economies[Place(a.d, name)]
	}
	c, err := s.Complexity(higher)
	if err != nil {
		return nil, nil, err
	}
	a.note(
		"products.sign",
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
		a.warn("products.fragile", "{ref}: complexity is fragile: {doubt}", "ref", a.d.Ref(), "doubt", doubt)
	}
	return s, c, nil
}

var proximity = &Measure{
	ID: "proximity", Label: "Proximity of products",
	Definition: "How often economies that have an advantage in one product have it in the other: the smaller of the " +
		"two conditional probabilities. Pairs of 0 are left out.",
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
		near := s.Around(trade.Own(a.On("own")), c.PCI, a.exporters(s.Matrix)...)
		for _, e := range a.exporters(s.Matrix) {
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
