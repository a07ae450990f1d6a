package chain

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"ikat/fault"
)

// Landed compares rival suppliers of the same product by what it costs on arrival. docs/schema/landed.md describes the file.
type Landed struct {
	Product      string   `yaml:"product"`
	Unit         string   `yaml:"unit"`          // currency of all amounts
	PerContainer float64  `yaml:"per_container"` // pieces
	CarryingRate float64  `yaml:"carrying_rate"` // a year, on goods under way
	Obsolescence float64  `yaml:"obsolescence"`  // a year, loss of value while under way
	Duty         float64  `yaml:"duty"`          // ad valorem
	DutyOn       string   `yaml:"duty_on"`       // CIF or FOB; CIF where not said
	Demand       float64  `yaml:"demand"`        // pieces a day, for safety stock
	DemandSD     float64  `yaml:"demand_sd"`     // a day
	Service      float64  `yaml:"service"`       // z of the service level, such as 1.645 for 95%
	HoldingCost  float64  `yaml:"holding_cost"`  // share of the price a year, for safety stock; the carrying rate where 0
	Offers       []*Offer `yaml:"offers"`
}

// Offer is one supplier's.
type Offer struct {
	Supplier   string   `yaml:"supplier"`
	Economy    string   `yaml:"economy"`
	Price      float64  `yaml:"price"`       // a piece, at the Incoterm
	Incoterm   string   `yaml:"incoterm"`    // EXW or FCA (at the works), FOB, CIF; EXW where not said
	ExportCost *float64 `yaml:"export_cost"` // a container, from the works to on board; the border table's where not said
	Freight    float64  `yaml:"freight"`     // a container, from on board to the port of arrival
	Insurance  float64  `yaml:"insurance"`   // premium as a share of the insured value, 110% of CIF
	Duty       *float64 `yaml:"duty"`        // where this supplier's differs
	ImportCost float64  `yaml:"import_cost"` // a container, at the port of arrival
	Days       *float64 `yaml:"days"`        // from the works to the customer; the border table's days to export where not said
	DaysSD     float64  `yaml:"days_sd"`
}

// Price is what an offer comes to, in parts that add up to Landed.
type Price struct {
	*Offer
	Price, Export, Freight, Insurance, Duty, Import, Pipeline, Safety, Landed float64 // a piece
	Concession                                                                float64 // price cut, as a share of the price, that would make it as cheap as the cheapest
}

// Compare returns the offers, cheapest on arrival first.
//
//	FOB = price + export cost;  CIF = (FOB + freight)/(1 − 1.1 ins)
//	landed = CIF + duty·(CIF or FOB) + import + (r + obsolescence)·days/365·FOB + z √(L σ_d² + d² σ_L²)·h/(365 d)
//
// All parts but the costs per container are linear in the price, so the concession is exact: landed(price (1 − c)) equals
// the cheapest. Safety stock is held at h a year of the FOB price and spread over the pieces sold.
//
// Error: fault.Inconsistent naming the offer.
func (l *Landed) Compare() ([]Price, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	out := make([]Price, len(l.Offers))
	for n, o := range l.Offers {
		out[n] = l.price(o, o.Price)
	}
	slices.SortStableFunc(out, func(a, b Price) int { return cmp.Compare(a.Landed, b.Landed) })
	for n := range out {
		free := l.price(out[n].Offer, 0).Landed
		slope := (out[n].Landed - free) / out[n].Offer.Price
		out[n].Concession = (out[n].Landed - out[0].Landed) / (slope * out[n].Offer.Price)
	}
	return out, nil
}

// price returns an offer at a price of its own.
func (l *Landed) price(o *Offer, at float64) Price {
	p := Price{Offer: o, Price: at, Freight: o.Freight / l.PerContainer, Import: o.ImportCost / l.PerContainer}
	if term := o.term(); term == "EXW" {
		p.Export = *o.ExportCost / l.PerContainer
	}
	fob := p.Price + p.Export
	cif := fob
	if o.term() == "CIF" {
		p.Freight = 0
		fob -= o.Freight / l.PerContainer // what of the price is freight
	} else {
		cif = (fob + p.Freight) / (1 - 1.1*o.Insurance)
		p.Insurance = cif - fob - p.Freight
	}
	duty := l.Duty
	if o.Duty != nil {
		duty = *o.Duty
	}
	base := cif
	if l.DutyOn == "FOB" {
		base = fob
	}
	p.Duty = duty * base
	p.Pipeline = (l.CarryingRate + l.Obsolescence) * *o.Days / 365 * fob
	if l.Demand > 0 {
		stock := l.Service * math.Sqrt(*o.Days*l.DemandSD*l.DemandSD+l.Demand*l.Demand*o.DaysSD*o.DaysSD)
		p.Safety = stock * cmp.Or(l.HoldingCost, l.CarryingRate) * fob / (365 * l.Demand)
	}
	p.Landed = p.Price + p.Export + p.Freight + p.Insurance + p.Duty + p.Import + p.Pipeline + p.Safety
	return p
}

func (o *Offer) term() string {
	switch o.Incoterm {
	case "", "EXW", "FCA":
		return "EXW"
	}
	return o.Incoterm
}

func (l *Landed) check() error {
	bad := func(where, format string, args ...any) error {
		return &fault.Error{Kind: fault.Inconsistent, Where: where, What: fmt.Sprintf(format, args...), Fix: "docs/schema/landed.md describes the file"}
	}
	l.DutyOn = cmp.Or(l.DutyOn, "CIF")
	switch {
	case len(l.Offers) < 2:
		return bad(l.Product, "it takes two offers or more to compare")
	case !(l.PerContainer > 0):
		return bad(l.Product, "per_container must be above zero")
	case l.DutyOn != "CIF" && l.DutyOn != "FOB":
		return bad(l.Product, "duty_on is %q and must be CIF or FOB", l.DutyOn)
	}
	inf := math.Inf(1)
	if err := numbers(l.Product, bad, named{"carrying_rate", l.CarryingRate, 1}, named{"obsolescence", l.Obsolescence, 1}, named{"duty", l.Duty, inf}, named{"demand", l.Demand, inf},
		named{"demand_sd", l.DemandSD, inf}, named{"service", l.Service, inf}, named{"holding_cost", l.HoldingCost, 1}); err != nil {
		return err
	}
	for n, o := range l.Offers {
		where := fmt.Sprintf("offer %d (%s)", n+1, o.Supplier)
		if !slices.Contains([]string{"", "EXW", "FCA", "FOB", "CIF"}, o.Incoterm) {
			return bad(where, "incoterm is %q and must be EXW, FCA, FOB or CIF", o.Incoterm)
		}
		if o.Days == nil || o.ExportCost == nil && o.term() == "EXW" {
			return bad(where, "it gives no days or export_cost, and the border table has none for economy %q", o.Economy)
		}
		list := []named{{"freight", o.Freight, inf}, {"insurance", o.Insurance, .9}, {"import_cost", o.ImportCost, inf}, {"days", *o.Days, inf}, {"days_sd", o.DaysSD, inf}}
		if o.ExportCost != nil {
			list = append(list, named{"export_cost", *o.ExportCost, inf})
		}
		if o.Duty != nil {
			list = append(list, named{"duty", *o.Duty, inf})
		}
		if err := numbers(where, bad, list...); err != nil {
			return err
		}
		if !(o.Price > 0) {
			return bad(where, "price must be above zero")
		}
	}
	return nil
}
