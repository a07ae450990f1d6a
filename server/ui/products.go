package ui

import (
	"ikat/question/products"
)

// productsPage shows what an economy sells, in what it is better than others, what is near that, who buys it and at
// which unit values.
func productsPage(r *request) (*View, error) {
	v := &View{}
	g, err := r.goods(v)
	if err != nil {
		return nil, err
	}
	sold, err := r.drawn(products.Products, false, "measure", "rca", "trade", g.trade, "economy", g.code)
	if err != nil {
		return nil, err
	}
	data := g.data()
	v.Title, v.Question = r.Say("products.title", data), r.Say("products.question", data)
	v.Answer, v.Central = r.productsAnswer(g, sold.sorted("exports"))
	if !g.kept {
		v.Answer = append(v.Answer, r.Say("products.add"))
	}
	v.about(sold.Frame)
	v.Sections = []Section{r.sold(g, sold)}
	for _, part := range []func(*goods) (Section, *answer){r.space, r.byClass, r.soldTo, r.unitValues} {
		s, a := part(g)
		if a != nil {
			v.about(a.Frame)
		}
		v.Sections = append(v.Sections, s)
	}
	v.Sections = append(v.Sections, r.addingTrade(), Section{ID: "further", Title: r.Say("products.further"), Next: []Step{
		{r.Say("products.to-chances", data), r.link("/opportunities", "economy", g.code)},
		{r.Say("products.to-region"), r.link("/integration")}}})
	return v, nil
}

func (r *request) productsAnswer(g *goods, sold *answer) ([]string, []Term) {
	var first []string
	better := 0
	for i := range sold.Rows() {
		if sold.value(i, "rca") >= 1 {
			better++
			if len(first) < 3 {
				first = append(first, r.Say("products.one", map[string]any{"product": g.product(sold.text(i, "product")),
					"share": sold.value(i, "share"), "rca": sold.value(i, "rca")}))
			}
		}
	}
	data := g.data()
	data["n"], data["all"], data["first"] = float64(better), float64(sold.Rows()), first
	if len(first) == 0 {
		return []string{r.Say("products.none", data)}, nil
	}
	return []string{r.Say("products.answer", data)},
		[]Term{{r.Number(float64(better), 0), r.Say("products.central", data)}}
}

// sold shows exports as blocks, coloured by whether the economy is better at them than others.
func (r *request) sold(g *goods, sold *drawnAnswer) Section {
	data := g.data()
	return Section{ID: "sold", Title: r.Say("products.sold", data), Lead: r.Say("products.sold-lead", data),
		Figure: sold.figure, Terms: sold.terms("rca", "world_share"), Rows: sold.call,
		Table: TableOf(sold.sorted("exports").Frame, g.named, "product", "exports", "share", "world_share", "rca")}
}

// space shows which products are near each other, and in which of them the economy is better than others.
func (r *request) space(g *goods) (Section, *answer) {
	data := g.data()
	out := Section{ID: "near", Title: r.Say("products.near", data), Lead: r.Say("products.space-lead", data)}
	a, err := r.drawn(products.Products, false, "measure", "proximity", "trade", g.trade, "economy", g.code,
		"digits", g.chapters())
	if err != nil {
		out.Said = r.reasons(err)
		return out, nil
	}
	near := a.sorted("proximity")
	out.Figure, out.Rows, out.Terms = a.figure, a.call, a.terms("proximity", "common")
	out.Table = TableOf(near.Frame, g.named, "product", "other", "proximity", "common")
	return out, a.answer
}

// soldTo shows to whom the economy sells.
func (r *request) soldTo(g *goods) (Section, *answer) {
	data := g.data()
	out := Section{ID: "buyers", Title: r.Say("products.buyers", data)}
	if g.d.ToWorldOnly() {
		out.Said = []string{r.Say("products.no-buyers", data)}
		return out, nil
	}
	a, err := r.drawn(products.Products, false, "measure", "totals", "level", "pair", "trade", g.trade, "economy", g.code)
	if err != nil {
		out.Said = r.reasons(err)
		return out, nil
	}
	out.Lead = r.Say("products.buyers-lead", data)
	out.Figure, out.Rows = a.figure, a.call
	out.Table = TableOf(a.sorted("exports").Frame, g.named, "importer", "exports")
	return out, a.answer
}

// unitValues shows at which unit values the economy sells, between the cheapest and the dearest exporter.
func (r *request) unitValues(g *goods) (Section, *answer) {
	data := g.data()
	out := Section{ID: "unit-values", Title: r.Say("products.ladder", data)}
	if g.d.Measure == "" {
		out.Said = []string{r.Say("products.no-quantities", data)}
		return out, nil
	}
	a, err := r.drawn(products.Products, false, "measure", "unit-values", "trade", g.trade, "economy", g.code)
	if err != nil {
		out.Said = r.reasons(err)
		return out, nil
	}
	if a.figure == nil {
		out.Said = []string{r.Say("products.no-quantities", data)}
		return out, nil
	}
	out.Lead = r.Say("products.ladder-lead", data)
	out.Figure, out.Rows, out.Terms = a.figure, a.call, a.terms("relative", "rung", "ladder")
	out.Table = TableOf(a.sorted("exports").Frame, g.named, "product", "exports", "unit_value", "relative", "rung",
		"with_quantity")
	return out, a.answer
}

// byClass shows exports and imports by class of product: by a classification that is carried, or by the reader's own
// file of corresponding codes.
func (r *request) byClass(g *goods) (Section, *answer) {
	const by, file = "classification", "classes"
	data := g.data()
	out := Section{ID: "classes", Title: r.Say("products.classes", data), Lead: r.Say("products.classes-lead", data)}
	out.Controls = append([]Control{r.paramControl(products.Products.Param(by), g.trade)},
		r.fileControls(products.Products.Param(file))...)
	given := []string{"measure", "composition", "trade", g.trade, "economy", g.code, by, r.Get(by)}
	for _, v := range r.Values[file] {
		given = append(given, file, v)
	}
	a, err := r.drawn(products.Products, false, given...)
	if err != nil {
		out.Said = r.reasons(err)
		return out, nil
	}
	out.Figure, out.Rows, out.Terms = a.figure, a.call, a.terms("share", "share_at_most")
	out.Table = TableOf(a.Frame, g.named, "flow", "class", "value", "share", "share_at_most")
	return out, a.answer
}
