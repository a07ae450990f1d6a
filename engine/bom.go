package engine

import (
	"context"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/fault"
	"ikat/result"
)

// OwnChain is the answer about a user's bill of materials.
type OwnChain struct {
	*chain.OwnChain
	Thetas    []float64
	Benchmark string
	Links     *result.Frame
}

// OwnChain reads the text of a bill of materials and analyses it; path is what messages call it.
//
// Error: fault.Unreadable for the text; what the bill's own check says.
func (e *Engine) OwnChain(ctx context.Context, path, text string, choice BorderChoice) (*OwnChain, error) {
	choice = choice.withDefaults()
	bom, err := chain.ReadBOM(path, strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	t, err := e.BorderTable(choice.Files, 0)
	if err != nil {
		return nil, err
	}
	missing, err := border.ParseMissing(choice.Missing)
	if err != nil {
		return nil, err
	}
	best, err := t.Benchmark(choice.Benchmark)
	if err != nil {
		return nil, err
	}
	own, err := bom.Analyse(ctx, t, missing, best, choice.Thetas, choice.Container)
	if err != nil {
		return nil, err
	}
	if bom.Container > 0 {
		choice.Container = bom.Container
	}
	_, name, err := benchmark(t, choice)
	if err != nil {
		return nil, err
	}
	out := &OwnChain{OwnChain: own, Thetas: choice.Thetas, Benchmark: name}
	out.Links = own.Product.LinkRows()
	out.Links.Title = "What borders add to " + bom.Product + ", link by link"
	w := &chained{model: own.Model, table: t, bestName: name, choice: choice}
	w.choice.Borderless = []string{"none"}
	w.notes = chainNotes(own.Model.Sys, own.Model.Borders, own.Filled, w)
	e.stampChain(out.Links, w, "chain --bom "+path)
	out.Links.Provenance.Sources[0] = result.Source{Table: path, Publisher: "your own bill of materials",
		Unit: bom.Unit}
	return out, nil
}

// Landed reads the text of rival offers of a product and compares them on arrival; path is what messages call it.
//
// Error: fault.Unreadable for the text; what its own check says.
func (e *Engine) Landed(path, text string, files []string) ([]chain.Price, *chain.Landed, error) {
	var l chain.Landed
	if err := chain.ReadYAML(strings.NewReader(text), &l); err != nil {
		return nil, nil, &fault.Error{Kind: fault.Unreadable, Where: path, What: err.Error(),
			Fix: "docs/schema/landed.md describes the file"}
	}
	t, err := e.BorderTable(files, 0)
	if err != nil {
		return nil, nil, err
	}
	for _, o := range l.Offers {
		r, ok := t.Find(o.Economy)
		if ok && o.Days == nil {
			o.Days = &r.Export.Days
		}
		if ok && o.ExportCost == nil {
			o.ExportCost = &r.Export.Cost
		}
	}
	prices, err := l.Compare()
	return prices, &l, err
}

// LandedFrame lists the offers, cheapest first.
func (e *Engine) LandedFrame(prices []chain.Price, l *chain.Landed) *result.Frame {
	f := &result.Frame{Title: "Landed price of " + l.Product}
	supplier, economy := make([]string, len(prices)), make([]string, len(prices))
	for n, p := range prices {
		supplier[n], economy[n] = p.Supplier, p.Economy
	}
	f.Text("supplier", "Supplier", supplier)
	f.Text("economy", "Economy", economy)
	c := f.Of(result.Accounting, len(prices))
	for _, v := range []struct {
		name, definition string
		get              func(chain.Price) float64
	}{
		{"price", "at the Incoterm", func(p chain.Price) float64 { return p.Price }},
		{"export", "from the works to on board", func(p chain.Price) float64 { return p.Export }},
		{"freight", "to the port of arrival", func(p chain.Price) float64 { return p.Freight }},
		{"insurance", "of 110% of CIF", func(p chain.Price) float64 { return p.Insurance }},
		{"duty", "on " + l.DutyOn, func(p chain.Price) float64 { return p.Duty }},
		{"import", "procedures at the port of arrival", func(p chain.Price) float64 { return p.Import }},
		{"pipeline", "carrying cost and obsolescence on the way", func(p chain.Price) float64 { return p.Pipeline }},
		{"safety", "safety stock against variable demand and days", func(p chain.Price) float64 { return p.Safety }},
		{"landed", "the sum", func(p chain.Price) float64 { return p.Landed }},
	} {
		c.Number(v.name, v.name, l.Unit, v.definition, func(i int) float64 { return v.get(prices[i]) })
	}
	c.Number("concession", "Price cut needed", "share", "cut of the price that would make it as cheap as the cheapest",
		func(i int) float64 {
			return prices[i].Concession
		})
	f.Provenance.Program, f.Provenance.Question = "ikat "+e.version, "landed"
	return f
}
