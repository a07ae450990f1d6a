package ui

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ikat/question"
	"ikat/question/requirements"
	"ikat/requirement"
	"ikat/result"
	"ikat/say"
)

// readyFirm is the firm of the page about requirements: its fields, with what they are before anybody writes.
var readyFirm = []struct{ name, usual string }{{"persons", "45"}, {"sales", "900000"}, {"cash", "30000"},
	{"cash_a_month", "2500"}, {"contract_sales", "400000"}, {"contribution", "20%"}}

// readyPage is a firm before a buyer: a form of what the buyer asks, and the way there as a picture.
func readyPage(r *request) (*View, error) {
	buyer, sheet, err := r.readyBuyer()
	if err != nil {
		return nil, err
	}
	lines := sheet.Lines(requirement.Standard())
	v := &View{
		Title:    r.Say("ready.page-title"),
		Question: requirements.Ready.Asks,
		Controls: r.readyControls(sheet, lines),
	}
	text := r.readyAnswers(lines)
	given := map[string][]string{"buyer": {buyer}, "answers": {text}, "knock-outs": {"true"}}
	if r.yes("all-asked", false) {
		delete(given, "knock-outs")
	}
	values, err := requirements.Ready.Read(given, r.site.asker())
	if err != nil {
		return v, spelledFor(r, err)
	}
	v.Answer = r.proseOf(requirements.Ready, values)
	for _, level := range requirements.Ready.Levels {
		s, err := r.readySection(given, level.ID)
		if err != nil {
			return v, spelledFor(r, err)
		}
		v.Sections = append(v.Sections, *s)
	}
	plan := slices.IndexFunc(v.Sections, func(s Section) bool { return s.ID == "plan" })
	v.Sections[0], v.Sections[plan] = v.Sections[plan], v.Sections[0] // the plan's picture comes first
	v.Sections[len(v.Sections)-1].Next = []Step{{r.Say("ready.save"), r.fileOfFirm()},
		{r.Say("ready.ask-survey"), askPath + "/stopped"},
		{r.Say("ready.ask-programmes"), askPath + "/programmes"}, {r.Say("ready.ask-contract"), askPath + "/contract"}}
	return v, nil
}

// readyBuyer is the buyer that the page is about.
func (r *request) readyBuyer() (string, *requirement.Sheet, error) {
	buyer := cmp.Or(r.Get("buyer"), "garments_eu_us")
	sheet, err := requirement.FindSheet(buyer)
	return buyer, sheet, err
}

// fileOfFirm is the address of the firm's answers as the file that the commands name.
func (r *request) fileOfFirm() string {
	if len(r.Values) == 0 {
		return firmPath
	}
	return firmPath + "?" + r.Encode()
}

const firmPath = "/requirements/firm.csv"

func (s *Site) serveFirm(w http.ResponseWriter, r *http.Request) {
	req := s.request(r)
	req.path = "/requirements"
	_, sheet, err := req.readyBuyer()
	if err != nil {
		s.fail(w, req, page{key: "ready"}, err)
		return
	}
	attach(w, "text/csv; charset=utf-8", "firm.csv")
	fmt.Fprint(w, req.readyAnswers(sheet.Lines(requirement.Standard())))
}

// readySection is rows of a level, with their picture where there is one.
func (r *request) readySection(given map[string][]string, level string) (*Section, error) {
	with := map[string][]string{"level": {level}}
	call := NewCall(requirements.Ready)
	for _, name := range []string{"buyer", "knock-outs", "answers"} {
		if v := given[name]; v != nil {
			with[name] = v
			if name == "answers" {
				call.Sent(name, v[0], "firm.csv")
			} else {
				call.With(name, v...)
			}
		}
	}
	call.With("level", level)
	values, err := requirements.Ready.Read(with, r.site.asker())
	if err != nil {
		return nil, err
	}
	answer, err := requirements.Ready.Ask(
		r,
		&question.Request{Values: values, Engine: r.site.engine, Language: r.Language},
		&question.Usual,
	)
	if err != nil {
		return nil, err
	}
	f := answer.Frames[0]
	s := r.frameSection(f, call)
	s.ID = level
	if f.Rows() == 0 {
		return s, nil
	}
	switch level {
	case "plan":
		s.Figure = r.gantt(f)
	case "cash":
		s.Figure = r.cashCurve(f)
	case "front":
		s.Figure = r.costAgainstTime(f)
	}
	return s, nil
}

// gantt is the plan as a bar an action: days of work, then days of waiting.
func (r *request) gantt(f *result.Frame) *Figure {
	out := &Figure{
		Kind:  "intervals",
		ID:    "plan-gantt",
		Title: r.Say("ready.gantt-title"),
		Alt:   r.Say("ready.gantt-alt"),
		Y: &Field{
			Field: "name",
		},
		X:    &Field{Field: "work", Label: r.Say("ready.gantt-axis"), Format: "days", Unit: "days"},
		Low:  "start",
		High: "ready",
		Tip: []Field{
			{Field: "cost", Label: r.Say("ready.gantt-cost"), Format: "number", Unit: "USD"},
			{Field: "slack", Label: r.Say("ready.gantt-slack"), Format: "days", Unit: "days"},
		},
	}
	number := func(column string, k int) float64 { return f.Column(column).Floats[k] }
	for k := range f.Rows() {
		start := number("start_day", k)
		work := start + number("work", k)
		out.Rows = append(out.Rows, Row{"name": f.Column("name").Text(k), "start": start, "work": work,
			"ready": work + number("wait", k), "cost": number("cost", k), "slack": number("slack", k)})
	}
	return out
}

// cashCurve is cash by month.
func (r *request) cashCurve(f *result.Frame) *Figure {
	if math.IsNaN(f.Column("cash").Floats[0]) {
		return nil
	}
	out := &Figure{Kind: "lines", ID: "cash-curve", Title: r.Say("ready.curve-title"), Alt: r.Say("ready.curve-alt"),
		X: &Field{
			Field:  "month",
			Label:  r.Say("ready.month"),
			Format: "number",
		}, Y: &Field{Field: "cash", Label: r.Say("ready.cash-column"), Format: "number", Unit: "USD"},
		Group: "what"}
	for k := range f.Rows() {
		out.Rows = append(out.Rows, Row{"month": f.Column("month").Ints[k], "cash": f.Column("cash").Floats[k],
			"what": r.Say("ready.cash-column")})
	}
	return out
}

// costAgainstTime is the front as points.
func (r *request) costAgainstTime(f *result.Frame) *Figure {
	if f.Rows() < 2 {
		return nil
	}
	out := &Figure{
		Kind:  "scatter",
		ID:    "front-points",
		Title: r.Say("ready.front-title"),
		Alt:   r.Say("ready.front-alt"),
		X: &Field{
			Field:  "day",
			Label:  r.Say("ready.day"),
			Format: "days",
			Unit:   "days",
		},
		Y:     &Field{Field: "cost", Label: r.Say("ready.cost"), Format: "number", Unit: "USD"},
		Group: "way",
	}
	for k := range f.Rows() {
		out.Rows = append(out.Rows, Row{"way": strconv.FormatInt(f.Column("way").Ints[k], 10),
			"day": f.Column("day").Floats[k], "cost": f.Column("cost").Floats[k]})
	}
	return out
}

// readyControls are the form: the buyer, the firm, and what it holds of what is asked or needed first.
func (r *request) readyControls(sheet *requirement.Sheet, lines []requirement.Line) []Control {
	c := Control{Kind: "select", Name: "buyer", Label: r.Say("param.buyer"), Value: sheet.Buyer}
	for _, s := range requirement.Sheets() {
		c.Options = append(c.Options, Choice{s.Buyer, strings.ReplaceAll(s.Buyer, "_", " ")})
	}
	out := []Control{c, {Kind: "select", Name: "all-asked", Label: r.Say("ready.all-asked"),
		Value: cmp.Or(r.Get("all-asked"), "false"), Options: []Choice{{"false", r.Say("ready.only-knock-outs")},
			{"true", r.Say("ready.everything")}}}}
	for _, f := range readyFirm {
		out = append(
			out,
			Control{Kind: "text", Name: f.name, Label: r.Say("ready.field-" + f.name), Value: r.readyValue(f.name)},
		)
	}
	holds := Control{Kind: "checks", Name: "holds", Label: r.Say("ready.holds"), Values: r.readyHolds()}
	for _, l := range lines {
		if !math.IsNaN(l.Demand.Level) {
			out = append(out, Control{Kind: "text", Name: "level-" + l.ID,
				Label: r.Say(
					"ready.level-of",
					say.Args{"name": l.Name, "asked": l.Demand.Level, "unit": l.Demand.Unit},
				),
				Value: r.Get("level-" + l.ID)})
		} else {
			holds.Options = append(holds.Options, Choice{l.ID, l.Name})
		}
		if !l.Effort[requirement.Small].Known() {
			out = append(out, Control{Kind: "text", Name: "cost-" + l.ID,
				Label: r.Say("ready.cost-of", say.Args{"name": l.Name}), Value: r.readyCost(l.ID)})
		}
	}
	return append(out, holds)
}

func (r *request) readyValue(name string) string {
	if _, ok := r.Values[name]; ok {
		return r.Get(name)
	}
	for _, f := range readyFirm {
		if f.name == name {
			return f.usual
		}
	}
	return ""
}

// readyCost is what the firm says that a requirement without a known cost would cost it: US$ 50,000 in the form as it
// comes, which is an example and no figure of anybody's.
func (r *request) readyCost(id string) string {
	if _, ok := r.Values["cost-"+id]; ok {
		return r.Get("cost-" + id)
	}
	return "50000"
}

// readyHolds are the requirements that are ticked: a registered company in the form as it comes.
func (r *request) readyHolds() []string {
	if _, ok := r.Values["persons"]; ok || len(r.list("holds")) > 0 {
		return r.list("holds")
	}
	return []string{"company_registered"}
}

// readyAnswers is the form as the question reads it.
func (r *request) readyAnswers(lines []requirement.Line) string {
	var b strings.Builder
	b.WriteString("requirement,answer,level,cost,days\n")
	fact := func(field, value string) {
		if value != "" {
			fmt.Fprintf(&b, "firm:%s,%s,,,\n", field, quotedCell(value))
		}
	}
	for _, name := range []string{"persons", "sales", "cash", "cash_a_month"} {
		fact(name, r.readyValue(name))
	}
	if sales := r.readyValue("contract_sales"); sales != "" {
		fact("contract.sales", sales)
		fact("contract.contribution", r.readyValue("contribution"))
		fact("contract.years", "3")
		fact("contract.rate", "12%")
	}
	held := r.readyHolds()
	for _, l := range lines {
		answer, level, cost, days := "", r.Get("level-"+l.ID), "", ""
		if slices.Contains(held, l.ID) {
			answer = "yes"
		}
		if !l.Effort[requirement.Small].Known() {
			if cost = r.readyCost(l.ID); cost != "" {
				days = "180"
			}
		}
		if answer+level+cost != "" {
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", l.ID, answer, quotedCell(level), quotedCell(cost), days)
		}
	}
	return b.String()
}

// quotedCell is what a reader wrote as a cell of CSV.
func quotedCell(v string) string { return `"` + strings.ReplaceAll(v, `"`, `""`) + `"` }
