package products

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/economies"
	"ikat/fault"
	"ikat/isic"
	"ikat/question"
	"ikat/result"
	"ikat/share"
	"ikat/trade"
)

// list makes the chances, in the order that was asked for.
func (s *search) list() ([]chance, error) {
	x, m := s.d.Exports(), s.d.Imports()
	space := trade.NewSpace(x)
	var pci []float64
	if c, err := space.Complexity(""); err == nil {
		pci = c.PCI
		if doubt := c.Doubt(); doubt != "" {
			s.warn("products.fragile", "{ref}: complexity is fragile: {doubt}", "ref", s.d.Ref(), "doubt", doubt)
		}
	} else {
		s.warn("products.opportunities-complexity", "{ref}: complexity is not defined, so neither is what a product would "+
			"open: {why}",
			"ref", s.d.Ref(), "why", err.Error())
	}
	near := space.Around(trade.Own(s.On("own")), pci, s.economy)
	var out []chance
	services := 0
	for p, code := range s.d.Products {
		if !s.showsProduct(code) || space.M(s.economy, p) || space.Ubiquity[p] == 0 {
			continue
		}
		if s.isService(code) {
			services++
			continue
		}
		c := chance{
			product: code,
			exports: x.Row(s.economy)[p],
			rca:     x.RCA(s.economy, p),
			pci:     nan,
			gain:    nan,
			demand:  x.World(p),
			density: near.Density[s.economy*len(s.d.Products)+p],
		}
		if pci != nil {
			c.pci, c.gain = pci[p], space.OutlookGain(near, pci, s.economy, p)
		}
		s.makers(&c)
		out = append(out, c)
	}
	if services > 0 {
		s.note(
			"products.opportunities-services",
			"{n} {n:service is|services are} left out: borders of goods and buyers' sheets say nothing of {n:it|them}; "+
				"one that is asked about is shown",
			"n",
			services,
		)
	}
	s.indexed()
	for i := range out {
		s.around(&out[i], m)
	}
	s.note("products.opportunities-together", "rank: by the geometric mean of the shares of these products that are no "+
		"better in nearness, in what they would open, in what the market buys and in what the way costs; its ends run over "+
		"{n} {n:assumption|assumptions}, all four and all but each one that is known", "n", promise(out))
	by := map[string]func(c chance) float64{"together": func(c chance) float64 { return c.together },
		"density": func(c chance) float64 { return c.density },
		"gain":    func(c chance) float64 { return c.gain }, "pci": func(c chance) float64 { return c.pci },
		"demand": func(c chance) float64 { return c.demand }}[s.One("by")]
	slices.SortStableFunc(out, func(a, b chance) int { return cmp.Compare(by(b), by(a)) })
	s.note(
		"products.opportunities-count",
		"{n} of {all} products {n:is|are} sold without an advantage or not at all",
		"n",
		len(out),
		"all",
		len(s.d.Products),
	)
	return out[:min(len(out), s.Whole("top"))], nil
}

// indexed prepares what looking around a product takes for every product.
func (s *search) indexed() {
	s.sells, s.costs = make([][]int32, len(s.d.Products)), map[string][]border.Costs{}
	lo, hi := s.d.Exporter(s.economy)
	for i := lo; i < hi; i++ {
		s.sells[s.d.Product[i]] = append(s.sells[s.d.Product[i]], int32(i))
	}
	if s.first != nil {
		s.earlier = make([]float64, len(s.first.Products))
		for i, v := range s.first.Value {
			s.earlier[s.first.Product[i]] += v
		}
	}
	for _, code := range s.d.Economies {
		known, ok := economies.Get(code)
		s.aggregates = append(s.aggregates, code == trade.World || ok && known.Kind == economies.Aggregate)
	}
}

// isService reports whether a product of a table is a service that nobody asked for by name.
func (s *search) isService(code string) bool {
	return strings.HasPrefix(s.d.Classification, "industries") && len(s.All("product")) == 0 &&
		!isic.ReadNamed([]string{code}, s.d.ProductNames)[0].IsGoods()
}

// around fills in the market, and what stands between.
func (s *search) around(c *chance, m *trade.Matrix) {
	p := s.d.ProductPosition(c.product)
	own := make([]float64, len(s.d.Economies))
	for _, i := range s.sells[p] {
		own[s.d.To[i]] = s.d.Value[i]
	}
	to := -1
	for e := range s.d.Economies {
		buys := m.Row(e)[p]
		if e != s.economy && !s.aggregates[e] && buys > 0 && own[e] < s.served*buys && (to < 0 || buys > m.Row(to)[p]) {
			to = e
		}
	}
	c.growth, c.buys, c.served, c.days, c.tariff = nan, nan, nan, nan, nan
	c.cost, c.wanted = border.Range{Low: nan, Central: nan, High: nan}, nan
	if s.d.ToWorldOnly() {
		c.wanted = c.demand
	}
	if s.first != nil && s.d.Year > s.first.Year {
		if q := s.first.ProductPosition(c.product); q >= 0 && s.earlier[q] > 0 {
			c.growth = math.Pow(c.demand/s.earlier[q], 1/float64(s.d.Year-s.first.Year)) - 1
		}
	}
	if to < 0 {
		return
	}
	c.market, c.buys = s.d.Economies[to], m.Row(to)[p]
	c.wanted = c.buys
	c.served = own[to] / c.buys
	s.between(c)
	if s.pairs != nil && s.pairs.HasTariffs() {
		if v, ok := s.pairs.Tariff(s.d.Economies[s.economy], c.market, c.product); ok {
			c.tariff = v
		}
	}
}

// between fills in the days and the cost of the two borders on the way.
func (s *search) between(c *chance) {
	out, okOut := s.border.Find(s.d.Economies[s.economy])
	in, okIn := s.border.Find(c.market)
	if !okOut || !okIn {
		return
	}
	c.days = out.Export.Days + in.Import.Days
	made := isic.ReadNamed([]string{c.industry}, s.names)[0]
	if made.Parts != nil && !made.IsGoods() {
		return // services pass no borders of goods
	}
	of, ok := s.costs[c.industry]
	if !ok {
		goods := border.Manufactures()
		if made.Parts != nil {
			goods = border.GoodsOf([]string{c.industry}, s.names)[0]
		}
		of = s.border.InContainers([]border.Goods{goods})
		s.costs[c.industry] = of
	}
	at := func(k int) float64 { return of[k].Dollar[0]*(out.Export.Cost+in.Import.Cost) + of[k].Day[0]*c.days }
	c.cost = border.Range{Low: at(0), Central: at(1), High: at(2)}
}

func (s *search) frame(list []chance) *result.Frame {
	f := &result.Frame{Title: "What " + economies.InPhrase(EconomyName(s.d, s.d.Economies[s.economy])) +
		" could sell next"}
	n := f.Of(result.Accounting, len(list))
	text := func(name, label string, get func(chance) string) {
		n.Text(name, label, func(i int) string { return get(list[i]) })
	}
	number := func(name, label, unit, definition string, kind result.Kind, get func(chance) float64) {
		n.Kind = cmp.Or(kind, result.Accounting)
		n.Number(name, label, unit, definition, func(i int) float64 { return get(list[i]) })
	}
	text("product", "Product", func(c chance) string { return c.product })
	text("name", "Name", func(c chance) string { return ProductName(s.d, c.product) })
	text("industry", "Industry", func(c chance) string { return c.industry })
	estimate := f.Of(result.Estimate, len(list))
	ranks := make([]result.Standing, len(list))
	for i, c := range list {
		ranks[i] = c.rank
	}
	estimate.Number("rank", "Rank", "", "by all four together, 1 is the highest",
		func(i int) float64 { return float64(ranks[i].Rank) })
	estimate.Ranks("the highest", ranks)
	number("together", "Together", "share", "geometric mean of the four shares that follow, of those known",
		result.Estimate, func(c chance) float64 { return c.together })
	for k, a := range aspects {
		number(a.name, a.label, "share", a.definition, result.Estimate, func(c chance) float64 { return c.parts[k] })
	}
	number("density", "Nearness", "share", "of the nearness of products around that the economy has an advantage in",
		result.Estimate, func(c chance) float64 { return c.density })
	number("rca", "RCA", "", "below 1: no advantage yet", "", func(c chance) float64 { return c.rca })
	number("exports", "Exports", money, "what it sells already", "", func(c chance) float64 { return c.exports })
	number("pci", "Complexity", "", "PCI", result.Estimate, func(c chance) float64 { return c.pci })
	number("gain", "Would open", "", "opportunity gain: complexity around, less nearness × PCI", result.Estimate,
		func(c chance) float64 { return c.gain })
	number("demand", "Demand", money, "what the world buys", "", func(c chance) float64 { return c.demand })
	number("growth", "Growth a year", "share", "of demand, from the first year of the trade to its last", "",
		func(c chance) float64 { return c.growth })
	text("market", "Market", func(c chance) string { return c.market })
	number("buys", "It buys", money, "imports of the largest market that is hardly served", "",
		func(c chance) float64 { return c.buys })
	number("served", "From here", "share", "of its imports", "", func(c chance) float64 { return c.served })
	number("days", "Days at borders", "days", "to export here and to import there", result.Estimate,
		func(c chance) float64 { return c.days })
	for _, end := range []struct {
		name, label string
		of          func(border.Range) float64
	}{{"cost_low", "Borders, low", func(r border.Range) float64 { return r.Low }},
		{"cost", "Borders", func(r border.Range) float64 { return r.Central }},
		{"cost_high", "Borders, high", func(r border.Range) float64 { return r.High }}} {
		number(end.name, end.label, "share", "cost of both borders over the goods' value, days included", result.Estimate,
			func(c chance) float64 { return end.of(c.cost) })
	}
	number("tariff", "Tariff", "share", "as given", "", func(c chance) float64 { return c.tariff })
	text("sheet", "Buyers' sheet", func(c chance) string { return c.sheet })
	number("demands", "It asks", "", "requirements on the sheet", "", func(c chance) float64 { return c.demands })
	number("knock_outs", "Knock-outs", "", "requirements without which there is no contract", "",
		func(c chance) float64 { return c.knockouts })
	number("distinctive", "Of this product", "", "requirements that are asked of such products and not of everything", "",
		func(c chance) float64 { return c.distinctive })
	number("sme_low", "Small firms, least", "share", "the smaller of their published shares of exports and of value added",
		result.Bound, func(chance) float64 { return s.smes[0] })
	number("sme_high", "Small firms, most", "share", "the larger of the two", result.Bound,
		func(chance) float64 { return s.smes[1] })
	f.Note(
		"products.opportunities-firms",
		"no statistics say which part of a product small firms could make: the shares are those of "+
			"all that the economy sells and makes today, each by its own definition",
	)
	if strings.HasPrefix(s.d.Classification, "industries") {
		f.Note("products.opportunities-sheets", "a buyers' sheet of an industry is that of most of its products for which "+
			"there is one, not of all that it makes")
	}
	f.Note("products.opportunities-borders", "borders: {source}, goods in containers", "source", s.border.Source)
	return f
}

// partOf reads a share.
func partOf(r *question.Request, name string) (float64, error) {
	v, err := share.ParsePart(r.One(name))
	if err != nil {
		return 0, &fault.Error{Kind: fault.Invalid, Param: name, Where: r.One(name), What: fault.Said(err)}
	}
	return v, nil
}
