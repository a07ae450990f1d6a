package sourcing

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	"ikat/border"
	"ikat/fault"
	"ikat/result"
	"ikat/share"
)

// Landed compares rival suppliers of the same product by what it costs on arrival. docs/schema/landed.md describes the
// file.
type Landed struct {
	Product      string         `yaml:"product"`
	Unit         string         `yaml:"unit"`          // currency of all amounts
	PerContainer float64        `yaml:"per_container"` // pieces
	CarryingRate share.Yearly   `yaml:"carrying_rate"` // a year, on goods under way
	Obsolescence share.Fraction `yaml:"obsolescence"`  // a year, loss of value while under way
	Duty         share.Fraction `yaml:"duty"`          // ad valorem
	DutyOn       string         `yaml:"duty_on"`       // CIF or FOB; CIF where not said
	// Whose tariff of a border table is the duty where none is said, and on what: an economy, an industry of c1 to c35.
	Importer string  `yaml:"importer"`
	Industry string  `yaml:"industry"`
	Demand   float64 `yaml:"demand"`    // pieces a day, for safety stock
	DemandSD float64 `yaml:"demand_sd"` // a day
	Service  float64 `yaml:"service"`   // z of the service level, such as 1.645 for 95%
	// share of the price a year, for safety stock; the carrying rate where not said
	HoldingCost *share.Yearly `yaml:"holding_cost"`
	Offers      []*Offer      `yaml:"offers"`

	filled, rated []string // suppliers whose days or cost to export, and whose duty, are the border table's
	table, source string   // its name, and whose it is
}

// Offer is one supplier's.
type Offer struct {
	Supplier string  `yaml:"supplier"`
	Economy  string  `yaml:"economy"`
	Price    float64 `yaml:"price"`    // a piece, at the Incoterm
	Incoterm string  `yaml:"incoterm"` // EXW or FCA (at the works), FOB, CIF; EXW where not said
	// a container, from the works to on board; the border table's where not said
	ExportCost *float64        `yaml:"export_cost"`
	Freight    float64         `yaml:"freight"`     // a container, from on board to the port of arrival
	Insurance  share.Charge    `yaml:"insurance"`   // premium as a share of the insured value, 110% of CIF
	Duty       *share.Fraction `yaml:"duty"`        // where this supplier's differs
	ImportCost float64         `yaml:"import_cost"` // a container, at the port of arrival
	// from the works to the customer; the border table's days to export where not said
	Days   *float64 `yaml:"days"`
	DaysSD float64  `yaml:"days_sd"`
	at     string   // file and line; "" where it was not read
}

// Price is what an offer comes to, in parts that add up to Landed.
type Price struct {
	*Offer
	Price, Export, Freight, Insurance, Duty, Import, Pipeline, Safety, Landed float64 // a piece
	// price cut, as a share of the price, that would make it as cheap as the cheapest
	Concession float64
}

// Compare returns the offers, cheapest on arrival first.
//
//	FOB = price + export cost;  CIF = (FOB + freight)/(1 − 1.1 ins)
//	FOB = CIF (1 − 1.1 ins) − freight   of a price quoted CIF
//	landed = CIF + duty·(CIF or FOB) + import + (r + obsolescence)·days/365·FOB + z √(L σ_d² + d² σ_L²)·h/(365 d)
//
// All parts but the costs per container are linear in the price, so the concession is exact: landed(price (1 − c))
// equals the cheapest. Safety stock is held at h a year of the FOB price and spread over the pieces sold.
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
		if dearer := out[n].Landed - out[0].Landed; dearer > alike*out[0].Landed {
			out[n].Concession = dearer / (slope * out[n].Offer.Price)
		}
	}
	return out, nil
}

// alike is what rounding may put between two offers that come to the same, as a share of it.
const alike = 1e-12

// Cheapest are the offers, of some compared, to which no other is cheaper: more than one where the first ones come to
// the same.
func Cheapest(prices []Price) []Price {
	n := 0
	for n < len(prices) && prices[n].Concession == 0 {
		n++
	}
	return prices[:n]
}

// price returns an offer at a price of its own.
func (l *Landed) price(o *Offer, at float64) Price {
	p := Price{Offer: o, Price: at, Freight: o.Freight / l.PerContainer, Import: o.ImportCost / l.PerContainer}
	if term := o.term(); term == "EXW" {
		p.Export = *o.ExportCost / l.PerContainer
	}
	insured, fob := 1-1.1*float64(o.Insurance), p.Price+p.Export
	cif := (fob + p.Freight) / insured
	if o.term() == "CIF" { // the quotation holds freight and insurance, and is taken apart as it was put together
		cif = at
		fob = cif*insured - p.Freight
		p.Price = fob
	}
	p.Insurance = cif - fob - p.Freight
	duty := l.Duty
	if o.Duty != nil {
		duty = *o.Duty
	}
	base := cif
	if l.DutyOn == "FOB" {
		base = fob
	}
	p.Duty = float64(duty) * base
	p.Pipeline = l.AYear() * *o.Days / 365 * fob
	if l.Demand > 0 {
		stock := l.Service * math.Sqrt(*o.Days*l.DemandSD*l.DemandSD+l.Demand*l.Demand*o.DaysSD*o.DaysSD)
		held := l.CarryingRate
		if l.HoldingCost != nil {
			held = *l.HoldingCost
		}
		p.Safety = stock * float64(held) * fob / (365 * l.Demand)
	}
	p.Landed = p.Price + p.Export + p.Freight + p.Insurance + p.Duty + p.Import + p.Pipeline + p.Safety
	return p
}

func (o *Offer) term() string {
	switch term := strings.ToUpper(o.Incoterm); term {
	case "", "EXW", "FCA":
		return "EXW"
	default:
		return term
	}
}

// AYear is what goods under way cost a year, as a share of their price.
func (l *Landed) AYear() float64 { return float64(l.CarryingRate) + float64(l.Obsolescence) }

// The most that offers may say: tariffs of some dairy and rice are near ten times the price, and goods that lose five
// per cent of their price a day lose eighteen times it a year.
const (
	mostDuty = 30
	mostLost = 20
)

func (l *Landed) check() error {
	bad := func(where, format string, args ...any) error {
		return &fault.Error{Kind: fault.Inconsistent, Where: where, What: fault.Say(format, args...),
			Fix: "docs/schema/landed.md describes the file"}
	}
	l.DutyOn = strings.ToUpper(cmp.Or(l.DutyOn, "CIF"))
	switch {
	case len(l.Offers) < 2:
		return bad(l.Product, "it takes two offers or more to compare")
	case !(l.PerContainer > 0):
		return bad(l.Product, "per_container must be above zero")
	case l.DutyOn != "CIF" && l.DutyOn != "FOB":
		return bad(l.Product, "duty_on is %q and must be CIF or FOB", l.DutyOn)
	}
	inf := math.Inf(1)
	if err := numbers(l.Product, bad, named{"carrying_rate", float64(l.CarryingRate), share.MostAYear},
		named{"obsolescence", float64(l.Obsolescence), mostLost}, named{"duty", float64(l.Duty), mostDuty},
		named{"demand", l.Demand, inf},
		named{"demand_sd", l.DemandSD, inf}, named{"service", l.Service, inf}); err != nil {
		return err
	}
	if l.HoldingCost != nil {
		if err := numbers(l.Product, bad, named{"holding_cost", float64(*l.HoldingCost), share.MostAYear}); err != nil {
			return err
		}
	}
	l.Importer = cmp.Or(border.Code(l.Importer), l.Importer)
	for n, o := range l.Offers {
		o.Economy = cmp.Or(border.Code(o.Economy), o.Economy)
		where := placed(o.at, fmt.Sprintf("offer %d (%s)", n+1, o.Supplier))
		if !slices.Contains([]string{"EXW", "FOB", "CIF"}, o.term()) {
			return bad(where, "incoterm is %q and must be EXW, FCA, FOB or CIF", o.Incoterm)
		}
		if slices.ContainsFunc(l.Offers[:n], func(other *Offer) bool {
			return other.Supplier == o.Supplier && other.Economy == o.Economy && other.term() == o.term()
		}) {
			return bad(where, "it is offered twice on the same terms: give the suppliers names of their own")
		}
		if o.ExportCost == nil && o.term() == "EXW" && !l.inDollars() {
			return bad(where, "it gives no export_cost; border tables have it in US$, and the amounts here are in %s", l.Unit)
		}
		if o.Days == nil || o.ExportCost == nil && o.term() == "EXW" {
			return bad(where, "it gives no days or export_cost, and the border table has none for economy %q",
				o.Economy)
		}
		list := []named{{"freight", o.Freight, inf}, {"insurance", float64(o.Insurance), share.MostCharged},
			{"import_cost", o.ImportCost, inf}, {"days", *o.Days, inf}, {"days_sd", o.DaysSD, inf}}
		if o.ExportCost != nil {
			list = append(list, named{"export_cost", *o.ExportCost, inf})
		}
		if o.Duty != nil {
			list = append(list, named{"duty", float64(*o.Duty), mostDuty})
		}
		if err := numbers(where, bad, list...); err != nil {
			return err
		}
		if !(o.Price > 0) {
			return bad(where, "price must be above zero")
		}
		if o.term() == "CIF" && o.Price*(1-1.1*float64(o.Insurance)) <= o.Freight/l.PerContainer {
			return bad(where, "freight and insurance are all of its price, or more")
		}
	}
	return nil
}

// ReadLanded reads rival offers; name is what messages call the text.
//
// Error: fault.Unreadable and Invalid with the line.
func ReadLanded(name string, r io.Reader) (*Landed, error) {
	var l Landed
	text, err := read(name, "docs/schema/landed.md describes the file", r, &l)
	if err == nil {
		for n, o := range l.Offers {
			o.at = text.Where("offers", n)
		}
	}
	return &l, err
}

// usDollars are names of the currency in which border tables have their costs.
var usDollars = regexp.MustCompile(`(?i)\bUS ?D\b|\bUS ?\$|\bUS dollars?\b|^\s*(\$|dollars?\b)`)

// inDollars reports whether amounts are in US$; where the file says no currency, they are taken to be.
func (l *Landed) inDollars() bool { return l.Unit == "" || usDollars.MatchString(l.Unit) }

// Currency is the unit of all amounts.
func (l *Landed) Currency() string { return cmp.Or(l.Unit, "US$") }

// Fill takes days and cost to export from a border table where an offer gives none, and where no duty is said the
// importer's tariff. A cost in US$ is no cost in another currency.
func (l *Landed) Fill(t *border.Table) {
	importer := cmp.Or(border.Code(l.Importer), l.Importer)
	l.table, l.source = t.Name, t.Source
	for _, o := range l.Offers {
		r, ok := t.Find(o.Economy)
		days, cost := ok && o.Days == nil, ok && o.ExportCost == nil && o.term() == "EXW" && l.inDollars()
		if days {
			o.Days = &r.Export.Days
		}
		if cost {
			o.ExportCost = &r.Export.Cost
		}
		if days || cost {
			l.filled = append(l.filled, o.Supplier)
		}
		from := cmp.Or(border.Code(o.Economy), o.Economy)
		if rate, known := t.Rate(from, importer, l.Industry); known && importer != "" && o.Duty == nil && l.Duty == 0 {
			duty := share.Fraction(rate)
			o.Duty = &duty
			l.rated = append(l.rated, o.Supplier)
		}
	}
}

// Sources are the border tables that amounts are taken from.
func (l *Landed) Sources() []result.Source {
	if l.filled == nil && l.rated == nil {
		return nil
	}
	return []result.Source{{Table: l.table, Publisher: l.source, Citation: border.Licence}}
}

// Notes say where amounts come from that the file does not give, and what its currency is taken to be.
func (l *Landed) Notes() (out []result.Note) {
	note := func(key, text string, values ...any) { out = append(out, result.NewNote(key, text, values...)) }
	note("landed-own", "Prices, freight and other amounts are the file's own; parts are computed from them.")
	if l.filled != nil {
		note("landed-border", "Days and costs to export that offers do not give are those of {border}: {list}.", "border",
			l.table, "list", strings.Join(l.filled, ", "))
	}
	if l.rated != nil {
		note("landed-tariff", "Duty is the importer's tariff in {border}: {list}.", "border", l.table, "list",
			strings.Join(l.rated, ", "))
	}
	switch {
	case l.Unit == "":
		note("landed-currency", "The file says no currency (unit): its amounts are taken to be US$.")
	case !share.IsCurrency(l.Unit):
		note("unit-unknown", share.UnknownUnit, "unit", l.Unit)
	}
	return out
}

// Rows lists offers compared, cheapest first.
func (l *Landed) Rows(prices []Price) *result.Frame {
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
		get              func(Price) float64
	}{
		{"price", "at the works or on board; of a price quoted CIF what it holds beside freight and insurance",
			func(p Price) float64 {
				return p.Price
			}},
		{"export", "from the works to on board", func(p Price) float64 { return p.Export }},
		{"freight", "to the port of arrival", func(p Price) float64 { return p.Freight }},
		{"insurance", "of 110% of CIF", func(p Price) float64 { return p.Insurance }},
		{"duty", "on " + l.DutyOn, func(p Price) float64 { return p.Duty }},
		{"import", "procedures at the port of arrival", func(p Price) float64 { return p.Import }},
		{"pipeline", "carrying cost and obsolescence on the way", func(p Price) float64 { return p.Pipeline }},
		{"safety", "safety stock against variable demand and days", func(p Price) float64 { return p.Safety }},
		{"landed", "the sum", func(p Price) float64 { return p.Landed }},
	} {
		c.Number(v.name, v.name, l.Currency(), v.definition, func(i int) float64 { return v.get(prices[i]) })
	}
	c.Number("concession", "Price cut needed", "share", "cut of the price that would make it as cheap as the cheapest",
		func(i int) float64 {
			return prices[i].Concession
		})
	f.Provenance.Question = "landed"
	return f
}
