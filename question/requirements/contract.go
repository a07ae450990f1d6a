package requirements

import (
	"context"
	"math"

	"ikat/fault"
	"ikat/question"
	"ikat/requirement/contract"
	"ikat/result"
	"ikat/say"
	"ikat/share"
)

// Contract is what terms of payment do to a supplier's cash.
var Contract = &question.Question{
	ID: "contract", Tag: tag, Label: "What a contract's terms of payment do to a supplier's cash",
	Asks: "Can I carry this order book on open account, or do I need a letter of credit; and who runs dry first?",
	Doc: `Follow a supplier's cash through an order book, day by day, on open account and against a letter of credit, with
the loan before shipment repaid from the bill (packing credit) and on the day of shipment. The lowest day decides who
fails, not the mean. Along a chain, which stage runs dry first, and when the stages after it stop. For an investment
that only one buyer pays for: the price at which the supplier still delivers, the largest cut, and what is lost by it.

All of it are scenarios: what would happen under the orders, costs and terms given. None is a probability.`,
	Reference: "docs/methods/contract.md",
	Params: []question.Param{
		{Name: "terms", Doc: "the contract (docs/schema/contract.md)", Form: question.File, Argument: true},
		{Name: "contract", Doc: "the same as text, in place of a file", Form: question.Document, Example: exampleContract,
			Instead: "terms"},
		{Name: "level", Doc: "which rows", Form: question.Text, Values: levelIDs(contractLevels), Default: "figures",
			Example: "days", Named: true},
	},
	Levels: contractLevels,
	Examples: []question.Example{
		{Args: "contract examples/contract.yaml", Gives: "cash under both terms, stages, and lock-in"},
		{Args: "contract examples/contract.yaml --level days -o cash.csv", Gives: "cash of every day"},
	},
	Answer: contracted,
}

var contractLevels = []question.Level{
	{ID: "figures", Keys: []string{"figure"}, Doc: "lowest cash, first breach, working capital, lock-in"},
	{ID: "days", Keys: []string{"day"}, Doc: "cash at the end of each day, by terms"},
	{ID: "stages", Keys: []string{"stage"}, Doc: "who breaches its credit first, and when those after it stop"},
}

// exampleContract is a supplier with two orders.
const exampleContract = `contract: a supplier with two orders
unit: USD
sales: 1000000
supplier:
  cash: 85000
  credit_limit: 50000
  overhead_a_month: 5000
  cost_ratio: 75%
  inventory_days: 45
  open_account_days: 90
  pre_shipment_share: 70%
  loan_rate: 12%
  present_days: 10
  fee: 1%
  orders: [{ship: 60, value: 200000}, {ship: 120, value: 150000}]
stages:
  - {id: spinner, terms: {cash: 20000, cost_ratio: 60%, inventory_days: 30, open_account_days: 60,
      orders: [{ship: 30, value: 90000}]}}
  - {id: weaver, from: [spinner], lead_days: 14, stock_days: 10, terms: {cash: 90000, cost_ratio: 70%,
      inventory_days: 30, open_account_days: 60, orders: [{ship: 60, value: 90000}]}}
investment: {price: 10, avoidable_cost: 7, next_best_price: 7.8, investment: 600000, salvage: 25%,
  years: 4, volume: 80000, rate: 12%}
`

// terms is an answer about a contract.
type terms struct {
	*contract.File
	program string
	modes   []mode
	dry     *contract.Dry
	lock    *contract.LockIn
}

// mode is cash under one way to be paid.
type mode struct {
	id, name string
	*contract.Cash
}

func contracted(_ context.Context, r *question.Request) (*question.Answer, error) {
	name, text, err := r.Text("terms", "contract")
	if err != nil {
		return nil, err
	}
	t := &terms{program: r.Engine.Program()}
	if t.File, err = contract.Read(name, []byte(text)); err != nil {
		return nil, err
	}
	if err := t.follow(); err != nil {
		return nil, fault.In(name, err)
	}
	if r.Prose && !r.Chosen("level") {
		page := say.NewPage(say.In(r.Language))
		t.prose(page)
		return &question.Answer{Prose: page, Pictures: drawings(t.cashPicture(say.In(r.Language)))}, nil
	}
	rows := map[string]func() *result.Frame{"figures": t.figureRows, "days": t.days, "stages": t.stages}
	answer, err := question.Rows(rows[r.One("level")](), nil)
	if err == nil && r.One("level") == "days" {
		answer.Pictures = drawings(t.cashPicture(say.In(r.Language)))
	}
	return answer, err
}

func (t *terms) follow() error {
	if t.Supplier != nil {
		s := t.Supplier.Supplier()
		for _, m := range []struct {
			id, name string
			mode     contract.Mode
			shipped  bool
		}{{"open", "open account", contract.OpenAccount, false},
			{"lc", "letter of credit, loan repaid from the bill", contract.LetterOfCredit, false},
			{"lc_shipment", "letter of credit, loan repaid at shipment", contract.LetterOfCredit, true}} {
			s.AtShipped = m.shipped
			cash, err := s.Follow(m.mode)
			if err != nil {
				return err
			}
			t.modes = append(t.modes, mode{m.id, m.name, cash})
		}
	}
	var list []contract.Stage
	for k := range t.Stages {
		list = append(list, t.Stages[k].Stage())
	}
	var err error
	if len(list) > 0 {
		if t.dry, err = contract.RunDry(list); err != nil {
			return err
		}
	}
	if t.Tied != nil {
		t.lock, err = t.Tied.Investment().LockIn()
	}
	return err
}

func (t *terms) frame(title string) *result.Frame {
	out := &result.Frame{Title: title}
	out.Provenance = result.Provenance{Program: t.program, Question: "contract", Sources: []result.Source{ofContract}}
	out.Note("contract.scenario", "These are scenarios under the orders, costs and terms given, never probabilities.")
	switch {
	case t.Unit == "":
		out.Note("contract.currency", "The file says no currency (unit): its amounts are taken to be US$.")
	case !share.IsCurrency(t.Unit):
		out.Note("unit-unknown", share.UnknownUnit, "unit", t.Unit)
	}
	return out
}

func (t *terms) unit() string {
	if t.Unit == "" {
		return usd
	}
	return t.Unit
}

func (t *terms) figures() (out []figure) {
	add := func(id, name, unit string, v float64) {
		out = append(out, figure{id, name, unit, v, math.NaN(), math.NaN(), result.Scenario})
	}
	money := t.unit()
	for _, m := range t.modes {
		add(m.id+"_lowest", "Lowest cash, "+m.name, money, m.Lowest)
		add(m.id+"_lowest_day", "Day of the lowest cash, "+m.name, "days", float64(m.On))
		add(m.id+"_needed", "Cash needed beyond the credit line, "+m.name, money, m.Needed)
		breach := math.NaN()
		if m.Breach >= 0 {
			breach = float64(m.Breach)
		}
		add(m.id+"_breach", "First day beyond the credit line, "+m.name, "days", breach)
		add(m.id+"_final", "Cash at the end, "+m.name, money, m.Final)
	}
	if t.Supplier != nil && t.Sales > 0 {
		s := t.Supplier.Supplier()
		cost := t.Sales * s.CostRatio
		for _, shipped := range []bool{true, false} {
			s.AtShipped = shipped
			id, name := "working_capital", "loan repaid from the bill"
			if shipped {
				id, name = "working_capital_shipment", "loan repaid at shipment"
			}
			add(id, "Working capital that the letter of credit frees in a steady state, "+name, money,
				s.Steady(t.Sales, cost))
		}
	}
	if l := t.lock; l != nil {
		add("floor", "Lowest price at which the supplier still delivers", money, l.Floor)
		add("quasi_rent", "Quasi-rent a unit", money, l.QuasiRent)
		add("largest_cut", "Largest cut in price that the supplier would bear", perCent, 100*l.LargestCut)
		add("exposure", "Investment that cannot be sold", money, l.Exposure)
		add("value", "Net present value at the price", money, l.AtPrice)
		add("value_cut", "Net present value after the largest cut", money, l.AtFloor)
		add("even_price", "Price at which it breaks even", money, l.EvenPrice)
	}
	return out
}

func (t *terms) figureRows() *result.Frame {
	out := t.frame("What the contract does to cash")
	rows := t.figures()
	of := out.Of(result.Scenario, len(rows))
	of.Text("figure", "Figure", func(k int) string { return rows[k].id })
	of.Text("name", "Name", func(k int) string { return rows[k].name })
	of.Number("value", "Value", "", "in the unit beside it", func(k int) float64 { return rows[k].value })
	of.Text("unit", "Unit", func(k int) string { return rows[k].unit })
	return out
}

func (t *terms) days() *result.Frame {
	out := t.frame("Cash by day")
	n := 0
	if len(t.modes) > 0 {
		n = len(t.modes[0].ByDay)
	}
	of := out.Of(result.Scenario, n)
	of.Whole("day", "Day", "", "", "", each(n, func(k int) int64 { return int64(k) }))
	for _, m := range t.modes {
		of.Number(m.id, m.name, t.unit(), "cash at the end of the day", func(k int) float64 { return m.ByDay[k] })
	}
	return out
}

func (t *terms) stages() *result.Frame {
	out := t.frame("Which stage runs dry first")
	of := out.Of(result.Scenario, len(t.Stages))
	day := func(v int) float64 {
		if v < 0 {
			return math.NaN()
		}
		return float64(v)
	}
	of.Text("stage", "Stage", func(k int) string { return t.Stages[k].ID })
	of.Number("breach", "Breach", "days", "first day beyond its own credit line; empty is never",
		func(k int) float64 { return day(t.dry.Cash[k].Breach) })
	of.Text("first", "First", func(k int) string { return yesNo(k == t.dry.First) })
	of.Number("stops", "Stops", "days", "day on which it stops because the first one does",
		func(k int) float64 { return day(t.dry.Stops[k]) })
	of.Number("lowest", "Lowest cash", t.unit(), "of the stage", func(k int) float64 { return t.dry.Cash[k].Lowest })
	return out
}

func (t *terms) prose(page *say.Page) {
	page.Title("contract.title", say.Args{"name": t.Name})
	if len(t.modes) > 0 {
		open, lc := t.modes[0], t.modes[1]
		page.Sentence("contract.cash", say.Args{"open": open.Lowest, "open_day": open.On, "lc": lc.Lowest,
			"lc_day": lc.On, "open_fails": open.Breach >= 0, "open_breach": open.Breach, "lc_fails": lc.Breach >= 0,
			"lc_breach": lc.Breach, "needed": open.Needed, "unit": t.unit()})
	}
	if l := t.lock; l != nil {
		page.Sentence("contract.lock", say.Args{"floor": l.Floor, "cut": l.LargestCut, "value": l.AtPrice,
			"after": l.AtFloor, "even": l.EvenPrice, "unit": t.unit()})
	}
	if t.dry != nil {
		page.Heading("contract.stages")
		page.Frame(bare(t.stages()))
	}
	page.Heading("contract.figures")
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("ready.figure"))
	g.Columns(true, page.Say("ready.value"))
	g.Columns(false, page.Say("ready.unit"))
	for _, f := range t.figures() {
		unit := f.unit
		if unit == perCent {
			unit = ""
		}
		decimals := 0
		if math.Abs(f.value) < 1000 && f.unit == t.unit() {
			decimals = 2
		}
		v := amount(page, f.value, f.unit)
		if f.unit != perCent {
			v = page.Number(f.value, decimals)
		}
		g.Row(f.name, v, unit)
	}
	page.Grid(g)
	page.Basis(t.frame("").Notes, []result.Source{ofContract})
}
