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
)

// readyPage is a firm before a buyer: a form of what the buyer asks, and the way there as a picture.
func readyPage(r *request) (*View, error) {
	buyer, sheet, err := r.readyBuyer()
	if err != nil {
		return nil, err
	}
	form := r.firmForm(sheet)
	v := &View{
		Title:    r.Say("ready.page-title"),
		Question: requirements.Ready.Asks,
		Controls: form.controls(),
		Sections: []Section{{ID: "standing", Title: r.Say("ready.standing"), Controls: form.standing()}},
	}
	if err := form.fault(v); err != nil {
		return v, err
	}
	given := map[string][]string{"buyer": {buyer}, "answers": {form.text()}, "knock-outs": {"true"}}
	if r.yes("all-asked", false) {
		delete(given, "knock-outs")
	}
	levels := requirements.Ready.Levels
	if !form.begun() {
		v.Answer, v.Open = []string{r.Say("ready.begin")}, true
		levels = levels[:1]
	} else if err := r.readyAnswer(v, form, given); err != nil {
		return v, err
	}
	for _, level := range levels {
		s, err := r.readySection(given, level.ID)
		if err != nil {
			return v, spelledFor(r, err)
		}
		v.Sections = append(v.Sections, *s)
	}
	if plan := slices.IndexFunc(v.Sections, func(s Section) bool { return s.ID == "plan" }); plan > 0 {
		s := v.Sections[plan]
		v.Sections = slices.Insert(slices.Delete(v.Sections, plan, plan+1), 0, s) // the plan's picture comes first
	}
	if form.example {
		v.Sections[0].Next = []Step{{r.Say("ready.own"), r.link("/requirements", "buyer", buyer, "form", "own")}}
	}
	last := &v.Sections[len(v.Sections)-1]
	last.Next = append(last.Next, Step{r.Say("ready.save"), r.fileOfFirm()},
		Step{r.Say("ready.ask-survey"), r.link(askPath + "/stopped")},
		Step{r.Say("ready.ask-programmes"), r.link(askPath + "/programmes")},
		Step{r.Say("ready.ask-contract"), r.link(askPath + "/contract")})
	return v, nil
}

// readyAnswer is how the firm stands to the buyer, in sentences.
func (r *request) readyAnswer(v *View, form *firmForm, given map[string][]string) error {
	values, err := requirements.Ready.Read(given, r.site.asker())
	if err != nil {
		return spelledFor(r, err)
	}
	v.Answer = r.proseOf(requirements.Ready, values)
	if form.example {
		v.Answer = append(v.Answer, r.Say("ready.example"))
	}
	return nil
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
	var text string
	if err == nil {
		text, err = req.firmForm(sheet).text(), req.undoubled()
	}
	if err != nil {
		s.fail(w, req, page{key: "ready"}, err)
		return
	}
	attach(w, "text/csv; charset=utf-8", "firm.csv")
	fmt.Fprint(w, text)
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
	s := r.frameSection(level, f, call)
	s.Title = r.Say("ready." + level)
	s.Table = byName(f)
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

// byName are rows without ids where names stand beside them.
func byName(f *result.Frame) *Table {
	var columns []string
	for k, c := range f.Columns {
		named := k+1 < len(f.Columns) && (f.Columns[k+1].Name == "name" || f.Columns[k+1].Name == c.Name+"_name")
		id := c.Name == "action" && f.Column("requirement_name") != nil // it stands for the requirement that is named
		if !named && !id && c.Name != "actions" {
			columns = append(columns, c.Name)
		}
	}
	return TableOf(f, func(column, text string) string {
		if column == "topic" {
			return strings.ReplaceAll(text, "_", " ")
		}
		return text
	}, columns...)
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
		X:     &Field{Field: "day", Label: r.Say("ready.front-days"), Format: "days"},
		Y:     &Field{Field: "cost", Label: r.Say("ready.front-cost"), Format: "number", Unit: "USD"},
		Group: "way",
	}
	for k := range f.Rows() {
		way := strconv.FormatInt(f.Column("way").Ints[k], 10)
		switch k {
		case 0:
			way = r.Say("ready.front-cheapest")
		case f.Rows() - 1:
			way = r.Say("ready.front-fastest")
		}
		out.Rows = append(out.Rows, Row{"way": way,
			"day": f.Column("day").Floats[k], "cost": f.Column("cost").Floats[k]})
	}
	return out
}
