package ui

import (
	"math"
	"strconv"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/question/chains"
)

const (
	mendLinks = 6  // dearest links that a reader may mend
	mendSides = 5  // sides that save most
	mostDays  = 40 // that a reader may take off

	noChange = 1e-9 // per cent: what rounding leaves
)

// mendChoices are the borders that matter most to the product.
func (r *request) mendChoices(c *chained) []Choice {
	var out []Choice
	links := &answer{Frame: c.Links}
	for i := range min(mendLinks, links.Rows()) {
		if links.value(i, "days") > 0 {
			out = append(
				out,
				Choice{
					links.text(i, "origin") + ":" + links.text(i, "industry") + ":" + links.text(i, "destination"),
					r.border(c, links, i),
				},
			)
		}
	}
	sides, err := c.Frame(r, "side")
	if err != nil {
		return out
	}
	a := &answer{Frame: sides}
	for i := range min(mendSides, a.Rows()) {
		what := a.text(i, "procedure")
		out = append(
			out,
			Choice{
				a.text(i, "economy") + ":" + what,
				r.Say("chain.side-"+what, map[string]any{"name": nameOf(c.t, a.text(i, "economy"))}),
			},
		)
	}
	return out
}

// leastMend is the least that can be taken off a border, in per cent or days: nothing is no mending.
const leastMend = 1

// mending is what the reader asks to mend: the border, by how much, and the same as the command takes it.
func (r *request) mending(c *chained) (spec string, controls []Control, err error) {
	choices := r.mendChoices(c)
	if len(choices) == 0 {
		return "", nil, nil
	}
	what := r.kept("mend", choices[0].Value, choices)
	unit := r.kept("in", "share", []Choice{{"share", ""}, {"days", ""}})
	most, amount, sign := 100.0, 50.0, "%"
	if unit == "days" {
		most, amount, sign = mostDays, 5, "d"
	}
	if v := r.Get("by"); v != "" {
		if amount, err = strconv.ParseFloat(v, 64); err != nil || math.IsNaN(amount) {
			return "", nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("by %s", v), What: "it is not a number"}
		}
		if within := math.Max(leastMend, math.Min(most, amount)); within != amount {
			amount = within
			r.replaced(v, strconv.FormatFloat(amount, 'f', -1, 64))
		}
	}
	by := strconv.FormatFloat(amount, 'f', -1, 64)
	return what + "=" + by + sign, []Control{
		{Kind: "select", Name: "mend", Label: r.Say("chain.mend-what"), Value: what, Options: choices},
		{
			Kind:    "select",
			Name:    "in",
			Label:   r.Say("chain.mend-in"),
			Value:   unit,
			Options: []Choice{{"share", r.Say("chain.mend-share")}, {"days", r.Say("chain.mend-days")}},
		},
		{
			Kind:  "range",
			Name:  "by",
			Label: r.Say("chain.mend-by"),
			Value: by,
			Min:   strconv.Itoa(leastMend),
			Max:   strconv.FormatFloat(most, 'f', -1, 64),
			Step:  "1",
			Unit:  map[string]string{"%": "%", "d": " " + r.Say("chain.mend-unit-days")}[sign],
		},
	}, nil
}

// chainMend solves the product's price again with one border made easier.
func (r *request) chainMend(c *chained) (*Section, error) {
	spec, controls, err := r.mending(c)
	if err != nil {
		return nil, err
	}
	s := &Section{ID: "mend", Title: r.Say("chain.mend"), Lead: r.Say("chain.mend-none"), Controls: controls}
	if spec == "" {
		return s, nil
	}
	m, err := c.Mend(r, spec)
	if err != nil {
		return nil, err
	}
	rows := &answer{m.Rows, c.call("").With("mend", spec)}
	s.Lead = r.Say(
		"chain.mend-lead",
		c.with(
			"what",
			r.mendName(c, spec),
			"saving",
			r.CentralOf(m.Saving),
			"days",
			m.Days,
			"before",
			r.CentralOf(c.Delivered),
			"after",
			r.CentralOf(rows.Column("mended").Floats),
		),
	)
	ends := []string{"delivered", "mended"}
	s.Figure = &Figure{
		Kind:  "dumbbell",
		ID:    "mended",
		Title: r.Say("chain.mend-title", c.names),
		Alt:   r.Say("chain.mend-alt"),
		X:     &Field{Field: "value", Label: r.Say("chain.adds"), Format: "percent"},
		Y: &Field{
			Field: "name",
			Label: rows.Column("day_cost").Label,
		},
		Group: "end",
		Color: &Color{
			Field:  "end",
			Order:  ends,
			Labels: map[string]string{"delivered": r.Say("chain.as-is"), "mended": r.Say("chain.as-mended")},
		},
	}
	for i := range rows.Rows() {
		for _, end := range ends {
			s.Figure.Rows = append(
				s.Figure.Rows,
				Row{
					"name":  r.Say("chain.drawn-at", map[string]any{"theta": r.Percent(rows.value(i, "day_cost"))}),
					"end":   end,
					"value": rows.value(i, end),
				},
			)
		}
	}
	s.Terms, s.Table, s.Rows = rows.terms("delivered", "saving"), TableOf(rows.Frame, nil), rows.call
	return s, nil
}

// chainWorth says what the same is worth to every economy, once all trade has adjusted.
func (r *request) chainWorth(c *chained) (*Section, error) {
	spec, _, err := r.mending(c)
	if err != nil {
		return nil, err
	}
	s := &Section{ID: "worth", Title: r.Say("chain.worth"), Lead: r.Say("chain.worth-wait"), Basis: sourcesOf(c.Links)}
	if spec == "" {
		s.Lead = r.Say("chain.mend-none")
		return s, nil
	}
	s.Takes = chains.WorthWork(r.site.engine, c.t.ref)
	s.Work = func(r *request, p engine.Progress) (*Section, error) { return r.worthOf(c, spec, p) }
	return s, nil
}

func (r *request) worthOf(c *chained, spec string, p engine.Progress) (*Section, error) {
	m, err := c.Easier(spec)
	if err != nil {
		return nil, err
	}
	f, err := chains.Worth(r, r.site.engine, c.Followed, m, p)
	if err != nil {
		return nil, err
	}
	text := m.Scenario.YAML()
	a := (&answer{f, c.call("").With("mend", spec).With("worth", "true")}).sorted("welfare_pct")
	name := r.mendName(c, spec)
	s := r.gains(c.t, a, "worth-gains", name)
	s.Title, s.Lead, s.Notes = r.Say("chain.worth"), r.gainers(c.t, a, name)+" "+r.Say("chain.worth-lead"), f.Notes
	s.Next = []Step{{r.Say("chain.to-whatif"), r.link("/what-if", "scenario", text)}}
	return s, nil
}

// gains is a picture of what a scenario is worth to economies, ranges over what is not known, and the rows.
func (r *request) gains(t *subject, a *answer, id, name string) *Section {
	economies := a.where(func(i int) bool { return a.text(i, "economy") != "world" })
	f := &Figure{
		Kind:  "intervals",
		ID:    id,
		Title: r.Say("whatif.gains-title", map[string]any{"name": name}),
		Alt:   r.Say("whatif.gains-alt"),
		Y:     &Field{Field: "name"},
		X: &Field{
			Field:  "value",
			Label:  r.Say("whatif.welfare"),
			Format: "points",
			Unit:   "%",
		},
		Low:   "low",
		High:  "high",
		Lines: []Line{{At: 0}},
	}
	for i := range economies.Rows() {
		f.Rows = append(
			f.Rows,
			Row{
				"name":  nameOf(t, economies.text(i, "economy")),
				"value": economies.value(i, "welfare_pct"),
				"low":   economies.value(i, "welfare_low_pct"),
				"high":  economies.value(i, "welfare_high_pct"),
			},
		)
	}
	return &Section{
		Figure: f,
		Terms:  a.terms("welfare_pct", "paper_sum_pct", "real_wage_pct", "welfare_low_pct"),
		Table:  TableOf(a.Frame, naming(t.Table)),
		Rows:   a.call,
	}
}

// mendName says in words what is mended.
func (r *request) mendName(c *chained, spec string) string {
	what, by, _ := strings.Cut(spec, "=")
	if days, ok := strings.CutSuffix(by, "d"); ok {
		by = r.Say("chain.mend-by-days", map[string]any{"days": days})
	}
	parts := strings.Split(what, ":")
	data := map[string]any{
		"by":       by,
		"from":     nameOf(c.t, parts[0]),
		"to":       nameOf(c.t, parts[len(parts)-1]),
		"industry": c.t.Table.IndustryName(parts[1]),
	}
	if len(parts) == 2 {
		return r.Say("chain.mend-name-"+parts[1], data)
	}
	return r.Say("chain.mend-name", data)
}

// gainers says in a sentence who gains and who loses most. Rows are in falling order of welfare.
func (r *request) gainers(t *subject, a *answer, name string) string {
	data := map[string]any{"name": name}
	first, last := -1, -1
	for i := range a.Rows() {
		if a.text(i, "economy") == "world" {
			data["world"] = r.pointsSpan(a, i)
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 {
		return ""
	}
	for key, i := range map[string]int{"top": first, "least": last} {
		data[key], data[key+"By"], data[key+"Sure"] = nameOf(
			t,
			a.text(i, "economy"),
		), r.pointsSpan(
			a,
			i,
		), a.value(
			i,
			"welfare_low_pct",
		)*a.value(
			i,
			"welfare_high_pct",
		) > 0
	}
	data["gains"], data["loses"] = a.value(first, "welfare_pct") > noChange, a.value(last, "welfare_pct") < -noChange
	if data["gains"] == false && data["loses"] == false {
		return r.Say("whatif.nothing")
	}
	return r.Say("whatif.gainers", data)
}

// pointsSpan renders a row's range of welfare.
func (r *request) pointsSpan(a *answer, i int) string {
	return r.Points(a.value(i, "welfare_low_pct"), a.value(i, "welfare_high_pct"))
}
