package ui

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/fault"
	"ikat/requirement"
	"ikat/say"
)

// firmFields are what the page asks of a firm: the choice's name, the fact that it is in a form, and an example's.
var firmFields = []struct{ name, fact, example string }{
	{"persons", "persons", "45"}, {"sales", "sales", "900000"}, {"cash", "cash", "30000"},
	{"cash_a_month", "cash_a_month", "2500"}, {"start", "start", ""}, {"contract_sales", "contract.sales", "400000"},
	{"contribution", "contract.contribution", "20%"}, {"contract_years", "contract.years", "3"},
	{"rate", "contract.rate", "12%"}, {"open_account_days", "contract.open_account_days", ""},
}

// exampleOwn is what a requirement without a published cost costs the example, in US$ and days; it is no figure of
// anybody's.
var exampleOwn = map[string]string{"cost": "50000", "days": "180"}

// firmForm is the form of a firm before a buyer: what a reader wrote, or an example where nothing is written yet.
type firmForm struct {
	*request
	sheet   *requirement.Sheet
	lines   []requirement.Line
	example bool
}

func (r *request) firmForm(sheet *requirement.Sheet) *firmForm {
	f := &firmForm{request: r, sheet: sheet, lines: sheet.Lines(requirement.Standard())}
	f.example = r.Get("form") != "own" && len(r.list("holds")) == 0 && r.Get("unticked") == "" &&
		!slices.ContainsFunc(f.fields(), func(name string) bool { return r.Get(name) != "" })
	return f
}

// fields are the names of the choices in which a reader writes.
func (f *firmForm) fields() (out []string) {
	for _, one := range firmFields {
		out = append(out, one.name)
	}
	for _, l := range f.lines {
		if !math.IsNaN(l.Demand.Level) {
			out = append(out, "level-"+l.ID)
		}
		if !l.Effort[requirement.Small].Known() {
			out = append(out, "cost-"+l.ID, "days-"+l.ID)
		}
	}
	return out
}

// get is what a field says.
func (f *firmForm) get(name string) string {
	if !f.example {
		return f.Get(name)
	}
	for _, one := range firmFields {
		if one.name == name {
			return one.example
		}
	}
	column, _, _ := strings.Cut(name, "-")
	return exampleOwn[column]
}

// holds are the requirements that are ticked: a registered company in the example.
func (f *firmForm) holds() []string {
	if f.example {
		return []string{"company_registered"}
	}
	return f.list("holds")
}

// controls are the form's first part: the buyer and the facts of the firm.
func (f *firmForm) controls() []Control {
	buyers := Control{Kind: "select", Name: "buyer", Label: f.Say("param.buyer"), Value: f.sheet.Buyer}
	for _, s := range requirement.Sheets() {
		buyers.Options = append(buyers.Options, Choice{s.Buyer, f.Say("buyers." + s.Buyer)})
	}
	out := []Control{buyers, {Kind: "select", Name: "all-asked", Label: f.Say("ready.all-asked"),
		Value: cmp.Or(f.Get("all-asked"), "false"), Options: []Choice{{"false", f.Say("ready.only-knock-outs")},
			{"true", f.Say("ready.everything")}}}}
	for _, one := range firmFields {
		out = append(out, f.control(one.name))
	}
	if !f.example {
		out = append(out, Control{Kind: "hidden", Name: "form", Value: "own"})
	}
	return out
}

// standing are the form's second part: what the firm holds and reaches of what is asked or needed first.
func (f *firmForm) standing() []Control {
	holds := Control{Kind: "checks", Name: "holds", Label: f.Say("ready.holds"), Values: f.holds()}
	for _, l := range f.lines {
		if math.IsNaN(l.Demand.Level) {
			holds.Options = append(holds.Options, Choice{l.ID, f.Label(l.Name)})
		}
	}
	out := []Control{holds, {Kind: "select", Name: "unticked", Label: f.Say("ready.unticked"), Value: f.unticked(),
		Options: f.untickedChoices()}}
	for _, name := range f.fields()[len(firmFields):] {
		out = append(out, f.control(name))
	}
	return out
}

func (f *firmForm) untickedChoices() []Choice {
	return []Choice{{"unknown", f.Say("ready.unticked-unknown")}, {"no", f.Say("ready.unticked-no")}}
}

// unticked is what a requirement that is not ticked is: unknown, or no.
func (f *firmForm) unticked() string { return f.kept("unticked", "unknown", f.untickedChoices()) }

// control is a field.
func (f *firmForm) control(name string) Control {
	c := Control{Kind: "amount", Name: name, Label: f.fieldLabel(name), Value: f.get(name), Wrong: f.wrong(name)}
	if name == "start" {
		c.Kind = "date"
	}
	return c
}

func (f *firmForm) fieldLabel(name string) string {
	column, id, ok := strings.Cut(name, "-")
	if !ok {
		return f.Say("ready.field-" + name)
	}
	at := slices.IndexFunc(f.lines, func(l requirement.Line) bool { return l.ID == id })
	l := f.lines[at]
	return f.Say("ready."+column+"-of", say.Args{"name": f.Label(l.Name), "asked": l.Demand.Level,
		"unit": f.Label(l.Demand.Unit)})
}

// text is the form as the question reads it.
func (f *firmForm) text() string {
	held, lacks := f.holds(), f.unticked() == "no"
	return f.written(f.get, func(id string) string {
		switch {
		case slices.Contains(held, id):
			return "yes"
		case lacks:
			return "no"
		}
		return ""
	})
}

// begun is whether the firm has a size, without which nothing is known of what meeting requirements takes.
func (f *firmForm) begun() bool { return f.get("persons") != "" }

// written is a form with what the fields say, and the answer about each requirement that has no level.
func (f *firmForm) written(get func(field string) string, answer func(id string) string) string {
	var b strings.Builder
	b.WriteString("requirement,answer,level,cost,days\n")
	offered := true // a contract is asked about once all that it is worth by is there
	for _, name := range []string{"contract_sales", "contribution", "contract_years", "rate"} {
		offered = offered && get(name) != ""
	}
	if get("persons") == "" {
		b.WriteString("firm:size,small,,,\n") // of what is asked nothing depends on it
	}
	for _, one := range firmFields {
		value := requirement.Amount(get(one.name))
		if value != "" && (offered || !strings.HasPrefix(one.fact, "contract.")) {
			fmt.Fprintf(&b, "firm:%s,%s,,,\n", one.fact, quotedCell(value))
		}
	}
	for _, l := range f.lines {
		said, level, cost, days := "", "", "", ""
		if math.IsNaN(l.Demand.Level) {
			said = answer(l.ID)
		} else {
			level = requirement.Amount(get("level-" + l.ID))
		}
		if !l.Effort[requirement.Small].Known() {
			cost, days = requirement.Amount(get("cost-"+l.ID)), requirement.Amount(get("days-"+l.ID))
		}
		if said+level+cost+days != "" {
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", l.ID, said, quotedCell(level), quotedCell(cost), quotedCell(days))
		}
	}
	return b.String()
}

// wrong is what is wrong with what a field says, "" where nothing is: the example's firm is read with it.
func (f *firmForm) wrong(name string) string {
	value := f.get(name)
	if value == "" {
		return ""
	}
	if small, large, ok := requirement.TwoAmounts(value); ok && name != "contribution" && name != "rate" {
		return f.Say("ready.wrong-amount", say.Args{"text": value, "small": small, "large": large})
	}
	usual := &firmForm{request: f.request, lines: f.lines, example: true}
	_, err := requirement.ReadFirm("", []byte(f.written(func(field string) string {
		if field == name {
			return value
		}
		return usual.get(field)
	}, func(string) string { return "" })))
	var bad *fault.Error
	if !errors.As(err, &bad) {
		return ""
	}
	said := f.ErrorText(bad.What)
	if _, what, found := strings.Cut(said, ": "); found { // the fact, which the field's label says
		return what
	}
	return said
}

// fault says which fields cannot be read; nil where all can.
func (f *firmForm) fault(v *View) error {
	var out []string
	for _, c := range v.everyControl() {
		if c.Wrong != "" {
			out = append(out, f.Say("ready.wrong", say.Args{"label": c.Label, "what": c.Wrong}))
		}
	}
	if out == nil {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, What: strings.Join(out, " ")}
}

// quotedCell is what a reader wrote as a cell of CSV.
func quotedCell(v string) string { return `"` + strings.ReplaceAll(v, `"`, `""`) + `"` }
