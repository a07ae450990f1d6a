package ui

import (
	"strings"

	"ikat/question"
	"ikat/question/products"
)

// opportunitiesPage lists what an economy's firms could sell next: near what they make, with demand, borders on the
// way, what buyers ask and small firms' part.
func opportunitiesPage(r *request) (*View, error) {
	v := &View{}
	g, err := r.goods(v)
	if err != nil {
		return nil, err
	}
	by := products.Opportunities.Param("by")
	orders := make([]Choice, len(by.Values))
	for i, value := range by.Values {
		orders[i] = Choice{value, r.Say("chances.by-" + value)}
	}
	order, err := r.choose("by", by.Default, orders)
	if err != nil {
		return nil, err
	}
	v.Controls = append(v.Controls,
		Control{Kind: "select", Name: "by", Label: r.Say("chances.by"), Value: order, Options: orders},
		Control{Kind: "text", Name: "product", Label: r.label("product", ""), Value: r.Get("product"),
			Help: r.Say("chances.product-help")})
	a, err := r.drawn(products.Opportunities, true, "economy", g.code, "trade", g.trade, "by", order,
		"product", strings.TrimSpace(r.Get("product")))
	if err != nil {
		return v, err
	}
	if product := r.Get("product"); product != "" && a.Rows() == 0 {
		r.word("chances.no-product", map[string]any{"product": question.Shortened(product)})
	}
	data := g.data()
	v.Title, v.Question = r.Say("chances.title", data), r.Say("chances.question", data)
	v.draw(r, a.prose)
	v.about(a.Frame)
	if !g.kept {
		v.Answer = append(v.Answer, r.Say("chances.add"))
	}
	list := Section{ID: "list", Title: r.Say("chances.list", data), Lead: r.Say("chances.lead"), Figure: a.figure,
		Rows: a.call, Terms: a.terms("rank", "together", "density", "gain", "pci", "demand", "days", "cost", "sme_low"),
		Table: TableOf(a.Frame, g.named, "product", "rank", "rank_low", "rank_high", "near_part", "opens_part", "demand_part",
			"way_part", "density", "gain", "demand", "growth", "market", "buys", "days", "cost",
			"tariff", "sheet", "demands")}
	v.Sections = []Section{list}
	return v, nil
}
