package products

import (
	"context"
	"math"
	"slices"
	"strings"

	"ikat/border"
	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	"ikat/result"
)

// TradeParams are the choices of trade by product.
var TradeParams = tradeParams

// Sold is a product as economies sell it to one market.
type Sold struct {
	Product, Name, Industry, Market string
	Offers                          []Seller     // the economy asked about first
	Mean                            float64      // unit value over all that the market buys; NaN where not known
	Unit                            string       // of unit values: of money and of quantity
	Measure                         string       // of quantity; "" where there is none
	Day, Container                  border.Range // cost of a day, of the goods' value; US$ in 20 feet
	Notes                           []result.Note
	Sources                         []result.Source
}

// Seller is one economy that sells the product to the market.
type Seller struct {
	Code, Name        string
	UnitValue, Tariff float64 // NaN where not known
}

// SoldOf gathers what is known of a product, ECONOMY:PRODUCT in the parameter product, as its economy and others sell
// it to the market to: the others are those of the parameter against, or the largest sellers.
//
// Error: as the question product; fault.NotFound for a rival that the trade does not have.
func SoldOf(ctx context.Context, r *question.Request, most int) (*Sold, error) {
	p, err := openProduct(ctx, r)
	if err != nil {
		return nil, err
	}
	if p.to < 0 {
		return nil, &fault.Error{Kind: fault.NotFound, Param: "to",
			What: fault.Say("nobody buys it from there in %s", p.d.Ref()), Fix: "Name the market"}
	}
	at := slices.Index(p.table.Industries, p.industry)
	goods := border.GoodsOf(p.table.Industries, p.table.IndustryNames)[at]
	_, text, _ := strings.Cut(r.One("product"), ":")
	name := p.called
	if own := p.d.ProductName(p.code); own != p.code {
		name = own
	}
	out := &Sold{Product: text, Name: name, Industry: p.industry, Market: p.d.Economies[p.to],
		Mean: nan, Unit: p.d.Unit, Measure: strings.TrimSuffix(p.d.Measure, "s"), Day: goods.Day, Container: goods.TEU,
		Notes: p.notes, Sources: []result.Source{engine.SourceOfFlows(p.d)}}
	if err := p.sell(out, most); err != nil {
		return nil, err
	}
	return out, nil
}

// sell lists the sellers, and what the market pays on the whole.
func (p *oneProduct) sell(out *Sold, most int) error {
	list := p.flows(func(i int) bool { return int(p.d.To[i]) == p.to && p.d.From[i] != p.d.To[i] })
	var value, quantity float64
	for _, i := range list {
		if q := p.d.QuantityOf(i); q > 0 {
			value, quantity = value+p.d.Value[i], quantity+q
		}
	}
	if quantity > 0 {
		out.Mean = value / quantity
	}
	who := []int{p.from}
	for _, name := range p.All("against") {
		e := Place(p.d, name)
		if e < 0 {
			return lacking(p.d, "against", name)
		}
		who = append(who, e)
	}
	for _, i := range list {
		if len(p.All("against")) == 0 && len(who) < most {
			who = append(who, int(p.d.From[i]))
		}
	}
	for n, e := range who {
		if slices.Contains(who[:n], e) || e == p.to {
			continue
		}
		code := p.d.Economies[e]
		s := Seller{Code: code, Name: EconomyName(p.d, code), UnitValue: nan,
			Tariff: p.tariff(e, p.to)}
		for _, i := range list {
			if int(p.d.From[i]) != e {
				continue
			}
			if q := p.d.QuantityOf(i); q > 0 {
				s.UnitValue = p.d.Value[i] / q
			}
		}
		out.Offers = append(out.Offers, s)
	}
	if math.IsNaN(out.Mean) {
		for i := range out.Offers {
			out.Offers[i].UnitValue = nan
		}
	}
	return nil
}
