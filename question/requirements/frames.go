package requirements

import (
	"fmt"
	"math"
	"strings"

	"ikat/requirement"
	"ikat/requirement/path"
	"ikat/result"
)

const usd = "USD"

// frames are the rows of an answer about a firm.
type frames struct {
	*requirement.Ready
	program      string
	institutions []*requirement.Institution
}

func (f *frames) frame(title string) *result.Frame {
	out := &result.Frame{Title: title}
	out.Provenance = result.Provenance{Program: f.program, Question: "ready",
		Sources: []result.Source{ofFirm, ofRegistry}}
	out.Provenance.Choice("buyer", f.Sheet.Buyer)
	out.Provenance.Choice("firm", f.Firm.Name)
	f.notes(out)
	return out
}

// notes are what every answer says of its costs.
func (f *frames) notes(out *result.Frame) {
	for _, n := range f.Newer {
		out.Note("requirements.newer", "The plan begins when a newer requirement applies: {newer}.", "newer", n.String())
	}
	if f.Firm.Start != "" && f.Firm.Start < requirement.PriceYear {
		out.Warn("requirements.past", "The plan begins on {start}, and its costs and rules are those of about {year}: "+
			"it is no plan for a day that has passed.", "start", f.Firm.Start, "year", requirement.PriceYear)
	}
	if late := f.Sheet.NotYet(f.Registry, f.Firm.Start); len(late) > 0 {
		out.Note("requirements.not-yet", "Asked, and in force only after the plan begins: {list}.", "list",
			strings.Join(late, ", "))
	}
	out.Note(
		"requirements.judgement",
		"Costs are judgement unless their row says otherwise: cost_kind part had a fee or a "+
			"rate seen at its source, firm is the firm's own figure. Nothing here is a score.",
	)
	if n := f.count(requirement.Unknown); n > 0 {
		out.Note("requirements.unknown", "{n} of what the buyer asks the firm does not say: it is taken as lacking here, "+
			"and the lower end of the cost takes it as held.", "n", n)
	}
	if f.Path == nil {
		if len(f.Ways.Unpriced) > 0 {
			out.Warn("requirements.unpriced", "No way is found: nobody gives what {list} would cost. Give the firm's own "+
				"figures.", "list", strings.Join(f.Ways.Unpriced, ", "))
		} else {
			out.Warn("requirements.no-way", "No set of actions meets all that the buyer asks in time.")
		}
		return
	}
	for _, b := range f.Ways.Unlimited {
		for _, a := range f.Path.Actions {
			if f.Ways.Actions[a].ID == b && f.Horizon > 0 {
				out.Note("requirements.not-renewed", "The renewals of {action} are not counted: how long its evidence lasts "+
					"is not given.", "action", b)
			}
		}
	}
	if !f.Proved {
		out.Warn("requirements.not-proved", "With so few people the search for schedules was cut short: a sooner way may "+
			"exist.")
	}
}

func (f *frames) count(s requirement.Status) (n int) {
	for _, one := range f.Standings {
		if one.Status == s {
			n++
		}
	}
	return n
}

// gaps are the buyer's demands and how the firm stands to each.
func (f *frames) gaps() *result.Frame {
	out := f.frame(fmt.Sprintf("What %s asks, and how the firm stands to it", f.Sheet.Buyer))
	rows := f.Standings
	of := out.Of(result.Accounting, len(rows))
	of.Text("requirement", "Requirement", func(k int) string { return rows[k].ID })
	of.Text("name", "Name", func(k int) string { return rows[k].Name })
	of.Text("topic", "Topic", func(k int) string { return rows[k].Topic })
	of.Text("knock_out", "Knock-out", func(k int) string { return yesNo(rows[k].Demand.KnockOut) })
	of.Text("status", "Status", func(k int) string { return rows[k].Status.String() })
	of.Text("met_by", "Met by", func(k int) string { return rows[k].By })
	of.Number("asked", "Asked", "", "level that the buyer asks, in the unit beside it",
		func(k int) float64 { return rows[k].Demand.Level })
	of.Number("reached", "Reached", "", "level that the firm reaches", func(k int) float64 {
		if rows[k].Level == nil {
			return math.NaN()
		}
		return *rows[k].Level
	})
	of.Text("unit", "Unit", func(k int) string { return rows[k].Demand.Unit })
	of.Text("asked_by", "Asked by", func(k int) string { return rows[k].Demand.Asked })
	of.Text("evidence", "Evidence", func(k int) string { return rows[k].Evidence })
	of.Text("source", "Source", func(k int) string { return rows[k].Source })
	of.Text("source_seen", "Source seen", func(k int) string { return yesNo(rows[k].Seen) })
	return out
}

func yesNo(v bool) string {
	if v {
		return "yes"
	}
	return "no"
}

// plan is the way's actions with dates and costs.
func (f *frames) plan() *result.Frame {
	out := f.frame("The way to " + f.Sheet.Buyer)
	if f.Path == nil {
		return f.empty(out, "action")
	}
	steps := f.Plan.Steps
	action := func(k int) *path.Action { return &f.Ways.Actions[steps[k].Action] }
	of := out.Of(result.Estimate, len(steps))
	of.Text("action", "Action", func(k int) string { return action(k).ID })
	of.Text("name", "Name", func(k int) string { return f.Ways.Names[steps[k].Action] })
	of.Text("closes", "Closes", func(k int) string { return ids(action(k).Closes) })
	of.Text("needs", "Needs", func(k int) string { return needs(action(k).Needs) })
	of.Text("starts", "Starts", func(k int) string { return f.Firm.Date(f.Start(steps[k].Action)) })
	of.Text("ready", "Ready", func(k int) string { return f.Firm.Date(f.Finish(steps[k].Action)) })
	of.Text("latest_start", "Latest start", func(k int) string { return f.Firm.Date(steps[k].Latest) })
	day := func(name, label, doc string, get func(k int) int) {
		of.Number(name, label, "days", doc, func(k int) float64 { return float64(get(k)) })
	}
	day(
		"start_day",
		"Start",
		"day on which it starts, from the first day",
		func(k int) int { return f.Start(steps[k].Action) },
	)
	day("work", "Work", "days of work, which take a person", func(k int) int { return action(k).Days })
	day("wait", "Wait", "days that records build up, with nobody at work", func(k int) int { return action(k).Wait })
	day("slack", "Slack", "days that it can be late without the firm being late, with people plenty",
		func(k int) int { return steps[k].Slack() })
	of.Number("cost", "Cost", usd, "one-off cost", func(k int) float64 { return action(k).OneOff.Central })
	of.Number("cost_low", "Cost, low", usd, "one-off cost, low", func(k int) float64 { return action(k).OneOff.Low })
	of.Number("cost_high", "Cost, high", usd, "one-off cost, high", func(k int) float64 { return action(k).OneOff.High })
	of.Number("a_year", "A year", usd, "cost of keeping it up, a year", func(k int) float64 { return action(k).Recurring })
	of.Number(
		"renewals_early",
		"Renewals, early",
		"",
		"times that its evidence lapses before the firm is ready, obtained "+
			"as early as can be",
		func(k int) float64 { return float64(steps[k].RenewalsEarly) },
	)
	of.Number("renewals_late", "Renewals, late", "", "the same, obtained as late as can be",
		func(k int) float64 { return float64(steps[k].RenewalsLate) })
	of.Text("cost_kind", "Kind of cost", func(k int) string { return f.Ways.Kinds[steps[k].Action] })
	of.Text("cost_source", "Source of cost", func(k int) string { return f.Ways.Sources[steps[k].Action] })
	return out
}

// empty is a frame without rows.
func (f *frames) empty(out *result.Frame, key string) *result.Frame {
	out.Text(key, key, nil)
	return out
}

func ids(list []path.Item) string {
	var out []string
	for _, i := range list {
		out = append(out, i.ID)
	}
	return strings.Join(out, ";")
}

func needs(list []path.Clause) string {
	var out []string
	for _, c := range list {
		out = append(out, strings.ReplaceAll(ids(c), ";", "|"))
	}
	return strings.Join(out, ";")
}

// front is cost against time.
func (f *frames) front() *result.Frame {
	out := f.frame("Cost against time on the way to " + f.Sheet.Buyer)
	of := out.Of(result.Estimate, len(f.Front))
	of.Whole("way", "Way", "", "", "", each(len(f.Front), func(k int) int64 { return int64(k + 1) }))
	of.Number("cost", "Cost", usd, "of the way", func(k int) float64 { return f.Front[k].Cost })
	of.Number("day", "Day", "days", "on which the last of what the buyer asks is met",
		func(k int) float64 { return float64(f.Front[k].Day) })
	of.Text("date", "Date", func(k int) string { return f.Firm.Date(f.Front[k].Day) })
	of.Text("chosen", "Chosen", func(k int) string { return yesNo(f.Front[k] == f.Path) })
	of.Text("actions", "Actions", func(k int) string {
		var list []string
		for _, a := range f.Front[k].Actions {
			list = append(list, f.Ways.Actions[a].ID)
		}
		return strings.Join(list, ";")
	})
	return out
}

func each[T any](n int, get func(k int) T) []T {
	out := make([]T, n)
	for k := range out {
		out[k] = get(k)
	}
	return out
}

// cash is outlays and cash by month.
func (f *frames) cash() *result.Frame {
	out := f.frame("Cash on the way to " + f.Sheet.Buyer)
	if f.Path == nil {
		return f.empty(out, "month")
	}
	months, _, _ := f.Cash()
	of := out.Of(result.Scenario, len(months))
	of.Whole("month", "Month", "", "", "", each(len(months), func(k int) int64 { return int64(months[k].Number) }))
	of.Text("from", "From", func(k int) string { return f.Firm.Date(30 * k) })
	of.Number(
		"outlays",
		"Outlays",
		usd,
		"paid for actions that start in the month",
		func(k int) float64 { return months[k].Paid },
	)
	of.Number("cash", "Cash", usd, "cash after the month's outlays and before its income; below nothing is borrowed",
		func(k int) float64 { return months[k].Cash })
	return out
}

// evidence is what ends when.
func (f *frames) evidence() *result.Frame {
	out := f.frame("Evidence on the way to " + f.Sheet.Buyer)
	if f.Path == nil {
		return f.empty(out, "evidence")
	}
	type row struct {
		id, name, from, to, then string
		renewable                bool
	}
	var rows []row
	for _, h := range f.Firm.Holds {
		if ends, _ := f.Firm.Day(h.Expires); ends < path.Forever {
			one := f.Registry.Find(h.Requirement)
			rows = append(rows, row{h.Requirement, one.Name, "held", f.Firm.Date(ends), "", one.Renewable})
		}
	}
	for _, s := range f.Plan.Steps {
		for _, closed := range f.Ways.Actions[s.Action].Closes {
			one := f.Registry.Find(closed.ID)
			if days := requirement.Days(one.Valid); days > 0 {
				rows = append(rows, row{one.ID, one.Name, f.Firm.Date(f.Finish(s.Action)),
					f.Firm.Date(f.Finish(s.Action) + days), f.follows(s.Action), one.Renewable})
			}
		}
	}
	of := out.Of(result.Estimate, len(rows))
	of.Text("evidence", "Evidence", func(k int) string { return rows[k].id })
	of.Text("name", "Name", func(k int) string { return rows[k].name })
	of.Text("from", "From", func(k int) string { return rows[k].from })
	of.Text("ends", "Ends", func(k int) string { return rows[k].to })
	of.Text("renewable", "Renewable", func(k int) string { return yesNo(rows[k].renewable) })
	of.Text("then", "Then", func(k int) string { return rows[k].then })
	return out
}

// follows says what comes after evidence that ends and cannot be renewed.
func (f *frames) follows(action int) string {
	for _, l := range f.Lapses {
		if l.Action != action {
			continue
		}
		if len(l.Next) == 0 {
			return "nothing follows it: the contract ends later"
		}
		var next []string
		for k, a := range l.Next {
			next = append(next, fmt.Sprintf("%s, begun on %s", f.Ways.Actions[a].ID, f.Firm.Date(l.Starts[k])))
		}
		when := fmt.Sprintf("obtain it between %s and %s", f.Firm.Date(l.From), f.Firm.Date(l.To))
		if l.From > l.To {
			when = "no date leaves no gap between them"
		}
		return strings.Join(next, "; ") + fmt.Sprintf(", ready on %s: %s", f.Firm.Date(l.Ready), when)
	}
	return ""
}

// figure is a number about the way, with what it may be.
type figure struct {
	id, name, unit string
	value          float64
	low, high      float64
	kind           result.Kind
}

// figures are what the way costs and what the contract is worth.
func (f *frames) figures() (out []figure) {
	add := func(id, name, unit string, value float64, kind result.Kind, ends ...float64) {
		one := figure{id, name, unit, value, math.NaN(), math.NaN(), kind}
		if len(ends) == 2 {
			one.low, one.high = ends[0], ends[1]
		}
		if unit == perCent {
			one.value, one.low, one.high = 100*one.value, 100*one.low, 100*one.high
		}
		out = append(out, one)
	}
	if f.Path == nil {
		return nil
	}
	e, s := result.Estimate, result.Scenario
	add("cost", "Cost of the way chosen; low and high are this way's with all costs low, high", usd, f.Path.Cost, e,
		f.ThenLow, f.ThenHigh)
	add("least", "Least cost of any way; low and high may be other ways'", usd, f.Front[0].Cost, e, f.Low, f.High)
	if f.IfHeld != nil && f.count(requirement.Unknown) > 0 {
		add("if_held", "Least cost if all that the firm does not say were held", usd, f.IfHeld.Cost, result.Bound)
	}
	add("named", "The buyer's list added up: nothing that comes first, nothing done together", usd, f.Named, e)
	add("recurring", "Cost of keeping it all up, a year", usd, f.Recurring, e)
	add("day", "Day on which the firm is ready", "days", float64(f.Day()), e)
	if f.Firm.Sales > 0 {
		add("share", "Cost as a share of a year's sales", perCent, f.Path.Cost/f.Firm.Sales, e,
			f.ThenLow/f.Firm.Sales, f.ThenHigh/f.Firm.Sales)
	}
	if f.Large != nil && f.Firm.Of() == requirement.Small {
		sales := largeSales
		if f.Firm.Rival != nil && f.Firm.Rival.Sales > 0 {
			sales = f.Firm.Rival.Sales
		}
		add("large_cost", "Least cost for a large firm that stands where this one does", usd, f.Large.Cost, e)
		if f.Firm.Rival != nil && f.Firm.Rival.Link > 0 && f.Firm.Contract != nil {
			add(
				"large_wedge",
				"Its cost on links that need it, as a share of its sales there over the contract's years",
				perCent,
				f.LargeWedge(),
				e,
			)
		}
		add("large_share", fmt.Sprintf("The same as a share of sales of %.0f million US$ a year", sales/1e6), perCent,
			f.Large.Cost/sales, e)
	}
	if m := f.Money; m != nil {
		add("lowest_cash", fmt.Sprintf("Cash at its lowest, in month %d", m.In), usd, m.Lowest, s)
		add("present_value", "Net present value, before working capital", usd, m.Present, s)
		add("even", "Contribution at which that is nothing, as a share of sales", perCent, m.Even, s)
		add("wedge", "Cost on this contract, as a share of its sales over its years", perCent, m.Wedge, s)
		add("working_capital", "Working capital of the open account beyond a letter of credit at sight", usd, m.Capital, s)
		add("present_value_open", "Net present value after what that costs", usd, m.Open, s)
		add("even_open", "Contribution at which that is nothing", perCent, m.EvenOpen, s)
		if !math.IsNaN(m.Paid) {
			add("present_value_paid", "Net present value with the buyer's invoice programme", usd, m.Paid, s)
			add("even_paid", "Contribution at which that is nothing", perCent, m.EvenPaid, s)
		}
		if !math.IsNaN(m.Helped) {
			add("present_value_helped", "Net present value with what an agency's programme pays", usd, m.Helped, s)
		}
	}
	return out
}

// perCent is the unit of shares of sales.
const perCent = "%"

// largeSales are the sales of the registry's large firm of about 800 persons, at US$ 45,000 a head: judgement.
const largeSales = 36e6

func (f *frames) money() *result.Frame {
	out := f.frame("What the way to " + f.Sheet.Buyer + " costs, and what it is worth")
	rows := f.figures()
	of := out.Of(result.Scenario, len(rows))
	of.Text("figure", "Figure", func(k int) string { return rows[k].id })
	of.Text("name", "Name", func(k int) string { return rows[k].name })
	of.Number("value", "Value", "", "in the unit beside it", func(k int) float64 { return rows[k].value })
	of.Number("low", "Low", "", "lower end", func(k int) float64 { return rows[k].low })
	of.Number("high", "High", "", "upper end", func(k int) float64 { return rows[k].high })
	of.Text("unit", "Unit", func(k int) string { return rows[k].unit })
	of.Text("kind", "Kind", func(k int) string { return string(rows[k].kind) })
	return out
}

// form is the questionnaire as rows.
func form(program string, c *requirement.Case) *result.Frame {
	out := &result.Frame{Title: "Form for a firm that wants to supply " + c.Sheet.Buyer}
	out.Provenance = result.Provenance{Program: program, Question: "ready", Sources: []result.Source{ofRegistry}}
	out.Provenance.Choice("buyer", c.Sheet.Buyer)
	out.Note(
		"requirements.form",
		"Fill in the column answer: for facts of the firm the fact, for requirements yes, no, or "+
			"nothing where it is not known; a level in the buyer's unit where one is asked; the firm's own costs where it "+
			"knows them. Then: ikat ready FILE.",
	)
	lines := c.Sheet.Lines(c.Registry)
	facts := len(requirement.Facts)
	text := func(name string, fact func(k int) string, line func(l requirement.Line) string) {
		out.Text(name, name, each(facts+len(lines), func(k int) string {
			if k < facts {
				return fact(k)
			}
			return line(lines[k-facts])
		}))
	}
	blank := func(int) string { return "" }
	text("requirement", func(k int) string { return "firm:" + requirement.Facts[k].Field },
		func(l requirement.Line) string { return l.ID })
	text("name", func(k int) string { return requirement.Facts[k].Name },
		func(l requirement.Line) string { return l.Name })
	text("asked_by", blank, func(l requirement.Line) string {
		if l.Buyer {
			return requirement.AskedByBuyer
		}
		return "needed first"
	})
	asked := make([]float64, facts+len(lines))
	for k := range asked {
		asked[k] = math.NaN()
		if k >= facts {
			asked[k] = lines[k-facts].Demand.Level
		}
	}
	out.Number("asked", "asked", "", "level that the buyer asks", result.Accounting, asked)
	text("unit", blank, func(l requirement.Line) string { return l.Demand.Unit })
	text("knock_out", blank, func(l requirement.Line) string {
		if !l.Buyer {
			return ""
		}
		return yesNo(l.Demand.KnockOut)
	})
	text("accepted_substitutes", blank, func(l requirement.Line) string { return strings.Join(l.Demand.Substitutes, ";") })
	text("answer", blank, func(requirement.Line) string { return "" })
	for _, name := range strings.Fields("level expires") {
		text(name, blank, func(requirement.Line) string { return "" })
	}
	text("evidence", blank, func(l requirement.Line) string { return l.Evidence })
	for _, name := range strings.Fields("cost low high renewal a_year days wait_days note") {
		text(name, blank, func(requirement.Line) string { return "" })
	}
	return out
}

// supports are the institutions of the firm's economy for each action of the way, or for what it lacks where there is
// no way.
func (f *frames) supports() (out []support) {
	if f.Path == nil {
		for _, one := range f.Standings {
			if one.Status != requirement.Met {
				out = append(out, supporting(f.institutions, f.Firm.Economy, one.ID, []string{one.ID})...)
			}
		}
		return out
	}
	for _, step := range f.Plan.Steps {
		a := &f.Ways.Actions[step.Action]
		var closes []string
		for _, i := range a.Closes {
			closes = append(closes, i.ID)
		}
		out = append(out, supporting(f.institutions, f.Firm.Economy, a.ID, closes)...)
	}
	return out
}

// support is who issues the evidence of the way's actions, and who may help.
func (f *frames) support() *result.Frame {
	out := f.frame("Who issues and supports what is on the way to " + f.Sheet.Buyer)
	without(out, f.institutions, f.Firm.Economy)
	return supportRows(out, "action", "Action", f.supports(), f.Registry)
}
