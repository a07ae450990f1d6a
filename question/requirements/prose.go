package requirements

import (
	"math"

	"ikat/requirement"
	"ikat/result"
	"ikat/say"
)

// prose is the answer about a firm as a page.
func (f *frames) prose(page *say.Page) {
	page.Title("ready.title", say.Args{"firm": f.firmName(), "buyer": buyerName(page.Voice, f.Sheet)})
	f.headline(page)
	if f.Path != nil {
		f.worth(page)
	}
	page.Heading("ready.gaps")
	f.gapsGrid(page)
	if f.Path == nil {
		page.Basis(f.gaps().Notes, []result.Source{ofFirm, ofRegistry})
		return
	}
	page.Heading("ready.plan")
	f.planGrid(page)
	page.Small("ready.dates")
	f.supportGrid(page)
	if len(f.Front) > 1 {
		page.Heading("ready.front")
		f.frontGrid(page)
	}
	page.Heading("ready.cash")
	f.cashGrid(page)
	if e := f.evidence(); e.Rows() > 0 {
		page.Heading("ready.evidence")
		grid(page, e, map[string]string{"from": "ready.from", "ends": "ready.ends", "renewable": "ready.renewable",
			"then": "ready.then"}, "name", "from", "ends", "renewable", "then")
	}
	page.Heading("ready.money")
	f.moneyGrid(page)
	page.Text(say.Space, "")
	page.Small("ready.kinds")
	page.Basis(f.gaps().Notes, []result.Source{ofFirm, ofRegistry})
}

// buyerName is a buyer as people say it: by name where the program carries the sheet.
func buyerName(voice *say.Voice, sheet *requirement.Sheet) string {
	if key := "buyers." + sheet.Buyer; sheet.Origins == "" && voice.Knows(key) {
		return voice.Say(key)
	}
	return sheet.Buyer
}

func (f *frames) firmName() string {
	if f.Firm.Name == "" {
		return "A firm"
	}
	return f.Firm.Name
}

// headline says how far the firm is from the buyer.
func (f *frames) headline(page *say.Page) {
	data := say.Args{"asked": len(f.Standings), "met": f.count(requirement.Met), "gaps": f.count(requirement.Gap),
		"expired": f.count(requirement.Expired), "unknown": f.count(requirement.Unknown)}
	page.Sentence("ready.stands", data)
	if f.Path == nil {
		page.Sentence("ready.no-way")
		return
	}
	data = say.Args{"cost": f.Path.Cost, "low": f.ThenLow, "high": f.ThenHigh, "day": f.Day(),
		"date": f.Firm.Date(
			f.Day(),
		), "dated": f.Firm.Start != "", "share": f.Path.Cost / f.Firm.Sales, "sales": f.Firm.Sales, "years": f.Horizon / 365,
		"fastest": f.Path != f.Front[0], "named": f.Named,
		"below": f.Named < f.Path.Cost-.5, "above": f.Named > f.Path.Cost+.5}
	page.Sentence("ready.way", data)
	if f.IfHeld != nil && f.count(requirement.Unknown) > 0 {
		page.Sentence("ready.if-held", say.Args{"cost": f.IfHeld.Cost})
	}
}

// worth says what the contract is worth after it, plainly where it is not worth it.
func (f *frames) worth(page *say.Page) {
	m := f.Money
	if m == nil {
		page.Sentence("ready.no-contract")
		return
	}
	page.Sentence("ready.worth", say.Args{"value": m.Present, "open": m.Open, "years": f.Firm.Contract.Years,
		"even": m.Even, "even_open": m.EvenOpen, "pays": float64(f.Firm.Contract.Contribution),
		"worth": m.Present > 0, "worth_open": m.Open > 0, "capital": m.Capital})
	if !math.IsNaN(m.Lowest) {
		page.Sentence(
			"ready.lowest",
			say.Args{"cash": m.Lowest, "month": m.In, "borrowed": m.Lowest < 0, "needed": -m.Lowest},
		)
	}
}

func (f *frames) gapsGrid(page *say.Page) {
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("ready.demand"), page.Say("ready.knock-out"), page.Say("ready.status"))
	g.Columns(true, page.Say("ready.asked"), page.Say("ready.reached"))
	g.Columns(false, page.Say("ready.unit"))
	for _, s := range f.Standings {
		asked, reached := "", ""
		if !math.IsNaN(s.Demand.Level) {
			asked = page.Number(s.Demand.Level, 0)
		}
		if s.Level != nil {
			reached = page.Number(*s.Level, 0)
		}
		status := page.Say("ready.status-" + s.Status.String())
		if s.By != "" {
			status += " (" + s.By + ")"
		}
		knock := ""
		if s.Demand.KnockOut {
			knock = page.Say("ready.yes")
		}
		g.Row(page.Label(s.Name), knock, status, asked, reached, page.Label(s.Demand.Unit))
	}
	page.Grid(g)
}

func (f *frames) planGrid(page *say.Page) {
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("ready.action"), page.Say("ready.starts"), page.Say("ready.done"),
		page.Say("ready.latest"))
	g.Columns(true, page.Say("ready.work"), page.Say("ready.wait"), page.Say("ready.cost"), page.Say("ready.range"),
		page.Say("ready.a-year"))
	g.Columns(false, page.Say("ready.kind"))
	for _, s := range f.Plan.Steps {
		a := f.Ways.Actions[s.Action]
		g.Row(page.Label(f.Ways.Names[s.Action]), f.Firm.Date(f.Start(s.Action)), f.Firm.Date(f.Finish(s.Action)),
			f.Firm.Date(s.Latest), page.Number(float64(a.Days), 0), page.Number(float64(a.Wait), 0),
			page.Number(a.OneOff.Central, 0), page.Number(a.OneOff.Low, 0)+"–"+page.Number(a.OneOff.High, 0),
			page.Number(a.Recurring, 0), page.Say("ready.cost-kind-"+f.Ways.Kinds[s.Action]))
	}
	page.Grid(g)
	page.Small("ready.costs-judged")
	for _, s := range f.Plan.Steps {
		if kind := f.Ways.Kinds[s.Action]; kind != "judgement" && kind != "firm" {
			page.Small("ready.costs-from", say.Args{"action": f.Ways.Names[s.Action], "source": f.Ways.Sources[s.Action]})
		}
	}
}

// supportGrid names the institutions of the firm's economy, where it is said and some are at hand.
func (f *frames) supportGrid(page *say.Page) {
	rows := f.supports()
	if f.Firm.Economy == "" || len(rows) == 0 {
		return
	}
	page.Heading("ready.support")
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("ready.demand"), page.Say("ready.institution"), page.Say("ready.does"),
		page.Say("ready.site"))
	for _, one := range rows {
		g.Row(page.Label(f.Registry.Name(one.requirement)), one.Name, page.Say("ready.does-"+one.Does(one.requirement)),
			one.Site)
	}
	page.Grid(g)
	page.Small("ready.support-kinds")
}

func (f *frames) frontGrid(page *say.Page) {
	g := &say.Grid{Keys: 1}
	g.Columns(true, page.Say("ready.cost"), page.Say("ready.day"))
	g.Columns(false, page.Say("ready.date"), "")
	for _, p := range f.Front {
		chosen := ""
		if p == f.Path {
			chosen = page.Say("ready.chosen")
		}
		g.Row(page.Number(p.Cost, 0), page.Number(float64(p.Day), 0), f.Firm.Date(p.Day), chosen)
	}
	page.Grid(g)
}

func (f *frames) cashGrid(page *say.Page) {
	months, _, _ := f.Cash()
	g := &say.Grid{Keys: 1}
	g.Columns(true, page.Say("ready.month"))
	g.Columns(false, page.Say("ready.from"))
	g.Columns(true, page.Say("ready.outlays"), page.Say("ready.cash-column"))
	for k, m := range months {
		g.Row(page.Number(float64(m.Number), 0), f.Firm.Date(30*k), page.Number(m.Paid, 0), page.Number(m.Cash, 0))
	}
	page.Grid(g)
}

func (f *frames) moneyGrid(page *say.Page) {
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("ready.figure"))
	g.Columns(true, page.Say("ready.value"), page.Say("ready.range"))
	g.Columns(false, page.Say("ready.kind"))
	for _, one := range f.figures() {
		g.Row(page.Label(one.name), amount(page, one.value, one.unit), ends(page, one), page.Label(string(one.kind)))
	}
	page.Grid(g)
}

func amount(page *say.Page, v float64, unit string) string {
	if unit == perCent {
		return page.Number(v, 1) + "%"
	}
	return page.Number(v, 0)
}

func ends(page *say.Page, f figure) string {
	if math.IsNaN(f.low) {
		return ""
	}
	return amount(page, f.low, f.unit) + "–" + amount(page, f.high, f.unit)
}

// grid shows columns of texts of a frame.
func grid(page *say.Page, f *result.Frame, headers map[string]string, columns ...string) {
	g := &say.Grid{Keys: 1}
	for _, name := range columns {
		head := ""
		if key := headers[name]; key != "" {
			head = page.Say(key)
		}
		g.Columns(false, head)
	}
	for k := range f.Rows() {
		var row []string
		for _, name := range columns {
			row = append(row, page.Label(f.Column(name).Text(k)))
		}
		g.Row(row...)
	}
	page.Grid(g)
}
