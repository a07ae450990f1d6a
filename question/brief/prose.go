package brief

import (
	"fmt"
	"math"
	"slices"

	"ikat/draws"
	"ikat/economies"
	"ikat/indicators"
	"ikat/known"
	"ikat/question/measures"
	"ikat/result"
	"ikat/say"
)

// row is a number of a message.
type row struct {
	message, quantity, unit, year string
	kind                          result.Kind
	value, low, high              float64 // low and high are NaN where nothing says how sure it is
	remark                        string  // whose figure it is, where not the brief's sources', or a warning
}

// number is a number without an interval.
func number(quantity, unit, year string, kind result.Kind, value float64) row {
	return row{"", quantity, unit, year, kind, value, math.NaN(), math.NaN(), ""}
}

const unit = "million USD"

// message is one of a brief: whether the data allow it, its texts' arguments and its numbers.
type message struct {
	key  string
	args say.Args
	rows []row
}

// messages are those that the data allow, in their order.
func (f *Facts) messages() []message {
	var out []message
	for _, make := range []func() (message, bool){
		f.trend, f.national, f.partners, f.products, f.borders, f.firms, f.earn, f.worth,
	} {
		if m, ok := make(); ok {
			out = append(out, m)
		}
	}
	return out
}

func (f *Facts) rows() []row {
	var out []row
	for _, m := range f.messages() {
		for _, r := range m.rows {
			r.message = m.key
			out = append(out, r)
		}
	}
	return out
}

// trend is how the part in value chains has changed.
func (f *Facts) trend() (message, bool) {
	list := f.tabled()
	if f.newer() {
		list = f.published()
	}
	if len(list) == 0 {
		return message{}, false
	}
	now := list[len(list)-1]
	then, ok := first(list)
	if !ok || math.IsNaN(now.gvc) {
		return message{}, false
	}
	at := say.Year(now.at)
	args := say.Args{
		"name":    f.Name,
		"year":    now.at,
		"from":    then.at,
		"exports": now.exports,
		"unit":    unit,
		"world":   now.world,
		"counted": !f.newer(), // in a table at hand
		"now":     now.gvc,
		"then":    then.gvc,
		"back":    now.back,
		"forth":   now.forth,
		"foreign": 0.0, // where it is not the foreign inputs over again
		"several": then.at != now.at,
		"edition": "", // of published figures alone
		"chains":  "",
		"table":   "", // where the message leads with newer figures
	}
	if math.Abs(now.foreign-now.back) >= .0005 {
		args["foreign"] = now.foreign
	}
	var before []row
	if !f.newer() {
		args["unit"] = f.Place.Unit
	} else if y, ok := f.Card.Latest(); ok {
		args["edition"], args["chains"] = fmt.Sprint(y.Set.Members), fmt.Sprint(indicators.ADB72.Members)
		before = f.before(args)
	}
	from := say.Year(then.at)
	return message{"trend", args, append([]row{
		number("exports", args["unit"].(string), at, result.Accounting, now.exports),
		number("exports, of all in the table", "share", at, result.Accounting, now.world),
		number("share in value chains", "share", at, result.Accounting, now.gvc),
		number("share in value chains", "share", from, result.Accounting, then.gvc),
		number("in value chains by foreign inputs", "share", at, result.Accounting, now.back),
		number("in value chains by what buyers sell on", "share", at, result.Accounting, now.forth),
		number("earned abroad", "share", at, result.Accounting, now.foreign),
	}, before...)}, true
}

// national is how much of exports is imported, by a table that tells no more of value chains.
func (f *Facts) national() (message, bool) {
	if !f.National {
		return message{}, false
	}
	list := f.tabled()
	now := list[len(list)-1]
	at := say.Year(now.at)
	args := say.Args{"name": f.Name, "year": now.at, "exports": now.exports, "unit": f.Place.Unit, "back": now.back,
		"table": f.Ref}
	return message{"national", args, []row{
		number("exports, by "+f.Ref, f.Place.Unit, at, result.Accounting, now.exports),
		number("imported inputs, of exports, by "+f.Ref, "share", at, result.Accounting, now.back),
	}}, true
}

// before adds what the table says of its years to a message that leads with newer figures.
func (f *Facts) before(args say.Args) []row {
	list := f.tabled()
	then, ok := first(list)
	if !ok || math.IsNaN(list[len(list)-1].gvc) {
		return nil
	}
	last := list[len(list)-1]
	args["table"], args["table_year"], args["table_from"] = f.Ref, last.at, then.at
	args["table_now"], args["table_then"] = last.gvc, then.gvc
	out := []row{number("share in value chains, by "+f.Ref, "share", say.Year(last.at), result.Accounting, last.gvc)}
	if then.at != last.at {
		out = append(out, number("share in value chains, by "+f.Ref, "share", say.Year(then.at), result.Accounting,
			then.gvc))
	}
	return out
}

// partners are those who supply and who buy, and how much of both is in the region.
func (f *Facts) partners() (message, bool) {
	if f.Place == nil || len(f.Place.Suppliers) == 0 || len(f.Place.Buyers) == 0 {
		return message{}, false
	}
	last := f.Place.Years[len(f.Place.Years)-1]
	at := say.Year(last.Year)
	names := func(list []measures.Partner) (out []measures.Partner) {
		for _, p := range list { // economies, not what is left of the world, that supply or buy something
			if e, ok := economies.Get(p.Economy); len(out) < 3 && p.Amount > 0 && (!ok || e.Kind != economies.Aggregate) {
				out = append(out, p)
			}
		}
		return out
	}
	if len(names(f.Place.Suppliers)) == 0 || len(names(f.Place.Buyers)) == 0 {
		return message{}, false
	}
	suppliers := names(f.Place.Suppliers)
	for i := range suppliers { // of exports, as buyers' are; a profile's shares are of what is foreign in them
		suppliers[i].Share = suppliers[i].Amount / last.Exports
	}
	args := say.Args{"name": f.Name, "year": at, "suppliers": suppliers, "buyers": names(f.Place.Buyers),
		"unit": f.Place.Unit}
	var rows []row
	for _, p := range suppliers {
		rows = append(rows, number("made in "+p.Name+", of exports", "share", at, result.Accounting, p.Share))
	}
	for _, p := range names(f.Place.Buyers) {
		rows = append(rows, number("sold to "+p.Name+", of exports", "share", at, result.Accounting, p.Share))
	}
	return message{"partners", args, rows}, true
}

// product is an industry in a sentence.
type product struct {
	Name  string
	Share float64
}

// products are the main industries, and what services sell.
func (f *Facts) products() (message, bool) {
	var list []product
	services, at := 0.0, ""
	if f.Place != nil && !f.newer() {
		at = say.Year(f.Place.Years[len(f.Place.Years)-1].Year)
		for _, i := range f.Place.Industries {
			list = append(list, product{i.Name, i.Share})
		}
	} else if y, ok := f.Card.Latest(); ok {
		at = say.Year(y.Year)
		for _, i := range f.Card.Industries {
			list = append(list, product{i.Name, i.Share})
		}
	}
	if len(list) < 3 {
		return message{}, false
	}
	for i, c := range f.Card.Industries { // published industries come in one classification: goods come before services
		if slices.Index(indicators.Industries, c.Code) >= firstService {
			services += f.Card.Industries[i].Share
		}
	}
	args := say.Args{"name": f.Name, "year": at, "products": list[:3], "services": services}
	if y, ok := f.Card.Latest(); ok {
		args["published"] = y.Year
	}
	var rows []row
	for _, p := range list[:3] {
		rows = append(rows, number(p.Name+", of exports", "share", at, result.Accounting, p.Share))
	}
	if services > 0 {
		rows = append(rows, number("services sold abroad directly, of exports", "share", fmt.Sprint(args["published"]),
			result.Accounting, services))
	}
	return message{"products", args, rows}, true
}

// firstService is the place of the first industry of services among the 35 of the published indicators: utilities and
// construction, which hardly cross borders, count among them.
const firstService = 16

// borders are what it takes to cross the border, beside the neighbours.
func (f *Facts) borders() (message, bool) {
	own, ok := newest(f.Card)
	if !ok {
		return message{}, false
	}
	at := say.Year(own.Table.Year)
	args := say.Args{
		"name":     f.Name,
		"year":     own.Table.Year,
		"days_out": own.Record.Export.Days,
		"cost_out": own.Record.Export.Cost,
		"days_in":  own.Record.Import.Days,
		"cost_in":  own.Record.Import.Cost,
		"union":    "", // inside which imports are measured
	}
	for _, n := range own.Table.WithinUnions([]string{f.Code}, nil) {
		if n.Key == "border.union-import" {
			args["union"] = n.Values["union"]
		}
	}
	best, days := "", math.Inf(1)
	slower, of := 0, 0
	var each []float64
	for _, p := range f.Peers {
		if c, ok := crossing(p, own.Table); ok {
			of++
			each = append(each, c.Record.Export.Days)
			if c.Record.Export.Days < days {
				best, days = p.Name, c.Record.Export.Days
			}
			if c.Record.Export.Days > own.Record.Export.Days {
				slower++
			}
		}
	}
	args["best"], args["best_days"], args["slower"], args["of"], args["sooner"] = best, days, slower, of, 0.
	rows := []row{
		number("days to export", "days", at, result.Accounting, own.Record.Export.Days),
		number("cost to export", "US$ a container", at, result.Accounting, own.Record.Export.Cost),
		number("days to import", "days", at, result.Accounting, own.Record.Import.Days),
		number("cost to import", "US$ a container", at, result.Accounting, own.Record.Import.Cost),
	}
	if of > 0 {
		rows = append(rows, number("neighbours of which days are known", "economies", at, result.Accounting, float64(of)),
			number("neighbours that take longer to export", "economies", at, result.Accounting, float64(slower)),
			number("days to export of "+best+", the least of the neighbours", "days", at, result.Accounting, days))
		if middle := draws.Median(each); middle < own.Record.Export.Days {
			args["middle"], args["sooner"] = middle, own.Record.Export.Days-middle
			rows = append(rows, number("days to export of the median neighbour", "days", at, result.Accounting, middle),
				number("days sooner at the median neighbour's pace", "days", at, result.Accounting, args["sooner"].(float64)))
		}
	}
	return message{"borders", args, rows}, true
}

func newest(c *known.Card) (known.Crossing, bool) {
	if len(c.Borders) == 0 {
		return known.Crossing{}, false
	}
	return c.Borders[len(c.Borders)-1], true
}

// firms is what is published of small firms.
func (f *Facts) firms() (message, bool) {
	for _, indicator := range []string{"exports_share", "value_added_share", "employment_share"} {
		if s, ok := indicators.BestFirms(f.Code, indicator); ok {
			source := s.Source
			if doubt := s.Doubt(); doubt != "" {
				source += "; " + doubt
			}
			args := say.Args{"name": f.Name, "what": indicator, "value": s.Value, "year": s.Year, "source": source,
				"definition": s.Definition,
				"ranged":     s.Low < s.High, "low": s.Low, "high": s.High}
			made := number("small and medium firms, "+indicator, "share", say.Year(s.Year), result.Estimate, s.Value)
			made.low, made.high, made.remark = s.Low, s.High, source
			if s.Definition != "" {
				made.remark = s.Definition + " (" + source + ")"
			}
			return message{"firms", args, []row{made}}, true
		}
	}
	return message{}, false
}

// worth is the border that the economy would gain most from mending: of those between economies, not groups of them.
func (f *Facts) worth() (message, bool) {
	if f.Links == nil {
		return message{}, false
	}
	rank, at := f.Links.Column("rank"), 0
	for at < f.Links.Rows() && math.IsNaN(rank.Floats[at]) {
		at++
	}
	if at == f.Links.Rows() {
		return message{}, false
	}
	text := func(name string) string { return f.Links.Column(name).Text(at) }
	value := func(name string) float64 { return f.Links.Column(name).Floats[at] }
	year := say.Year(f.Place.Years[len(f.Place.Years)-1].Year)
	args := say.Args{
		"name": f.Name, "exporter": f.nameOf(text("exporter")), "importer": f.nameOf(text("importer")),
		"industry": f.industry(text("industry")), "year": year, "gain": value("exact_gain") / 100,
		"low": value("gain_low") / 100, "high": value("gain_high") / 100, "cut": cut,
		"sure": value("rank_high") == 1, "odd": text("warning"),
	}
	gain := row{"", "gain in real final spending from mending it", "per cent", year, result.Scenario, value("exact_gain"),
		value("gain_low"), value("gain_high"), text("warning")}
	return message{"worth", args, []row{gain,
		number("by which mending lowers the cost of delivery", "share", year, result.Scenario, cut)}}, true
}

// Prose writes the brief.
func (f *Facts) Prose(v *say.Voice) *say.Page {
	page := say.NewPage(v)
	page.Title("brief.title", say.Args{"name": f.Name})
	if f.Place != nil {
		page.Small("brief.from-table", say.Args{"table": f.Ref})
	} else {
		page.Small("brief.from-published", say.Args{"name": f.Name})
	}
	for _, m := range f.messages() {
		page.Heading("brief."+m.key, m.args)
		page.Sentence("brief."+m.key+"-more", m.args)
		if other, ok := f.Other(); ok && m.key == "earn" {
			page.Sentence("brief.earn-other", other)
		}
	}
	if f.Place == nil && f.Card.Nothing() {
		page.Heading("brief.nothing", say.Args{"name": f.Name})
		page.Sentence("brief.nothing-more", say.Args{"name": f.Name})
	}
	f.beside(page)
	for _, key := range f.Left {
		page.Small("brief.left-"+key, say.Args{"name": f.Name})
	}
	page.Basis(f.notes(), f.sources())
	return page
}

// beside puts the economy among its neighbours, by published figures.
func (f *Facts) beside(page *say.Page) {
	if len(f.Peers) == 0 {
		return
	}
	page.Heading("brief.peers", say.Args{"name": f.Name})
	table := Compared(f.Card, f.Peers)
	g := &say.Grid{Keys: 1}
	g.Columns(false, "").
		Columns(true, page.Say("brief.peer-exports"), page.Say("brief.peer-back"), page.Say("brief.peer-forth"),
			page.Say("brief.peer-days"), page.Say("brief.peer-cost"))
	for _, c := range append([]*known.Card{f.Card}, f.Peers...) {
		cells := []string{page.Name(c.Name), "–", "–", "–", "–", "–"}
		if y, ok := c.Latest(); ok {
			cells[1] = page.Number(y.Exports/1000, 1)
			if !math.IsNaN(y.Backward) {
				cells[2], cells[3] = page.Percent(y.Backward), page.Percent(y.Forward)
			}
		}
		if b, ok := crossing(c, table); ok {
			cells[4], cells[5] = page.Number(b.Record.Export.Days, 1), page.Number(b.Record.Export.Cost, 0)
		}
		g.Row(cells...)
	}
	page.Grid(g)
	unit := say.Args{"borders": ""}
	if table != nil {
		unit["borders"] = table.InWords()
	}
	page.Small("brief.peers-unit", unit)
}
