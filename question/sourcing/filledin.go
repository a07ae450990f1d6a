package sourcing

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"ikat/border"
	"ikat/economies"
	"ikat/fault"
	"ikat/question"
	"ikat/question/borders"
	"ikat/question/products"
	"ikat/result"
	"ikat/say"
	"ikat/share"
	"ikat/sourcing"
)

// ofProduct is the product whose offers are to be filled in, "" where the reader gives offers: as the parameter product
// has it, or in a file's place.
func ofProduct(r *question.Request) string {
	if p := r.One("product"); p != "" {
		return p
	}
	name := r.One("file")
	economy, product, ok := strings.Cut(name, ":")
	if _, err := os.Stat(name); ok && err != nil && len(economy) >= 2 && product != "" &&
		!strings.ContainsAny(name, `/\`) {
		return name
	}
	return ""
}

// mostOffers are compared where no rivals are named.
const mostOffers = 6

// hundred is the value of an offer where trade has no quantities.
const hundred = 100

// ends of what is not known: the cost of a day and the value of a container, low, central and high together.
var ends = []func(border.Range) float64{func(r border.Range) float64 { return r.Central },
	func(r border.Range) float64 { return r.Low }, func(r border.Range) float64 { return r.High }}

// filledIn compares offers of a product that are filled in from trade by product.
//
// Error: as products.SoldOf; fault.NotFound where fewer than two economies sell it there or have border data.
func filledIn(ctx context.Context, r *question.Request, product string) (*question.Answer, error) {
	own := *r
	own.Values = r.Values.With("product", product)
	s, err := products.SoldOf(ctx, &own, mostOffers)
	if err != nil {
		return nil, err
	}
	t, err := borders.Open(r.All("border"), 0)
	if err != nil {
		return nil, err
	}
	var prices []sourcing.Price
	var l *sourcing.Landed
	cheapest := map[string]bool{}
	var notes []result.Note
	for k, end := range ends {
		one, left, err := offered(s, t, end)
		if err != nil {
			return nil, err
		}
		list, err := one.Compare()
		if err != nil {
			return nil, err
		}
		var first []string
		for _, p := range sourcing.Cheapest(list) {
			first = append(first, p.Economy)
		}
		slices.Sort(first)
		if cheapest[strings.Join(first, ",")] = true; k == 0 {
			prices, l, notes = list, one, left
		}
	}
	f := frame(r.Engine, prices, l)
	f.Notes = append(f.Notes, s.Notes...)
	f.Notes = append(f.Notes, notes...)
	if len(cheapest) == 1 {
		f.Note("landed-sure", "none is cheaper than the first at the low and at the high end of what a day costs and a "+
			"container holds too")
	} else {
		f.Warn("landed-unsure", "which is the cheapest depends on what a day costs and a container holds: at their low and "+
			"high ends another one is")
	}
	f.Provenance.Sources = append(s.Sources, t.Given())
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		page.Title("landed.title-market", say.Args{"product": l.Product, "market": economies.Name(l.Importer)})
		var first []string
		for _, p := range sourcing.Cheapest(prices) {
			first = append(first, p.Supplier)
		}
		page.Sentence("landed.said", say.Args{"first": first, "tied": len(first) > 1, "all": len(first) == len(prices),
			"landed": prices[0].Landed, "unit": l.Unit,
			"adds": prices[0].Landed/prices[0].Price - 1, "last": prices[len(prices)-1].Supplier,
			"give": prices[len(prices)-1].Concession, "sure": len(cheapest) == 1})
		page.Grid(offersOf(page, prices))
		page.Text(say.Space, "")
		page.Small("landed.unit-filled", say.Args{"unit": l.Unit})
		page.Basis(f.Notes, f.Provenance.Sources)
		return &question.Answer{Prose: page}, nil
	}
	return &question.Answer{Frames: []*result.Frame{f}}, nil
}

// offered are the offers at one end of what is not known, and what must be said with them.
func offered(s *products.Sold, t *border.Table, end func(border.Range) float64) (*sourcing.Landed, []result.Note,
	error) {
	var notes []result.Note
	note := func(key, text string, values ...any) { notes = append(notes, result.NewNote(key, text, values...)) }
	priced := !math.IsNaN(s.Mean) && s.Unit == "thousand USD" && s.Measure != ""
	price := float64(hundred)
	l := &sourcing.Landed{Product: strings.TrimSpace(s.Product + " " + s.Name), Importer: s.Market, Industry: s.Industry,
		Unit: "US$ on US$ 100 of goods", Obsolescence: share.Fraction(365 * end(s.Day))}
	if priced {
		price, l.Unit = 1000*s.Mean, "US$ per "+s.Measure
	}
	l.PerContainer = end(s.Container) / price
	into, known := t.Find(s.Market)
	if !known {
		return nil, nil, &fault.Error{Kind: fault.NotFound, Param: "to", Where: s.Market,
			What: fault.Say("border table %s does not have it", t.Name), Fix: "Name another with {border}"}
	}
	var without []string
	for _, one := range s.Offers {
		out, has := t.Find(one.Code)
		if !has || priced && math.IsNaN(one.UnitValue) {
			without = append(without, one.Name)
			continue
		}
		days := out.Export.Days + into.Import.Days
		cost := out.Export.Cost
		o := &sourcing.Offer{Supplier: one.Name, Economy: one.Code, Price: hundred, ExportCost: &cost, Days: &days,
			ImportCost: into.Import.Cost}
		if priced {
			o.Price = 1000 * one.UnitValue
		}
		if !math.IsNaN(one.Tariff) {
			duty := share.Fraction(one.Tariff)
			o.Duty = &duty
		}
		l.Offers = append(l.Offers, o)
	}
	if without != nil {
		note("landed-left-out", "left out, for no unit value or no border data: {list}", "list", strings.Join(without, ", "))
	}
	if len(l.Offers) < 2 {
		return nil, nil, &fault.Error{Kind: fault.NotFound, Param: "against",
			What: "fewer than two economies can be compared",
			Why:  fault.Say("It takes trade with %s, a unit value and border data of each", s.Market),
			Fix:  "Name others with {against}"}
	}
	note("landed-filled", "filled in: unit values of trade; days and costs of {border}; a day costs {day} of the goods' "+
		"value, a container holds US$ {teu} of {industry}: published estimates, central; a unit value is no quotation, and "+
		"freight and insurance are left at nothing", "border", t.Name, "day", fmt.Sprintf("%.2g%%", 100*end(s.Day)), "teu",
		fmt.Sprintf("%.0f", end(s.Container)), "industry", s.Industry)
	if !priced {
		note("landed-hundred", "trade has no quantities of it: offers are of US$ 100 of goods each")
	}
	if l.Offers[0].Duty == nil {
		note("landed-duty", "no file of tariffs is given: duty is left at nothing")
	}
	return l, notes, nil
}
