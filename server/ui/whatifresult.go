package ui

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/estimate"
	"ikat/question"
	"ikat/question/drawn"
	"ikat/question/trade"
	"ikat/result"
)

// effects is what the scenario would do: long work.
func (r *request) effects(a *asked) Section {
	out := Section{ID: "result", Title: r.Say("whatif.result"), Lead: r.Say("whatif.result-wait"), Basis: a.t.SHA256}
	names := a.names()
	if len(names) > 1 {
		out.Controls = []Control{r.shownControl(a)}
	}
	out.Takes = trade.SolveWork(r.site.engine, a.File, a.t.ref)
	if a.estimated() {
		out.Takes.Seconds *= float64(len(solvedLevels) * (1 + estimate.Draws))
	}
	out.Work = func(r *request, p engine.Progress) (*Section, error) { return r.solved(a, p) }
	return out
}

// shownControl chooses which of several scenarios the pictures show.
func (r *request) shownControl(a *asked) Control {
	var choices []Choice
	for _, n := range a.names() {
		choices = append(choices, Choice{n, r.inWords(a, n)})
	}
	return Control{
		Kind:    "select",
		Name:    "show",
		Label:   r.Say("whatif.show"),
		Value:   r.kept("show", choices[len(choices)-1].Value, choices),
		Options: choices,
	}
}

// call gives the rows of a level: the scenario is a file on the command line and a text for the API.
func (a *asked) call(level string) *Call {
	c := NewCall(trade.Simulate).Sent("scenario", a.text, "scenario.yaml").With("table", a.t.ref).With("level", level)
	for _, f := range a.own {
		if f.name == "" {
			c.With(f.param, f.ref)
			continue
		}
		c.Sent(f.param, f.ref, f.name)
	}
	return c
}

// solvedLevels are the levels of detail that the parts of a solved scenario show.
var solvedLevels = []string{"economy", "accounts", "sme"}

// levels solves the scenario once for all levels; on an estimated table each level has its ranges over draws of it.
func (r *request) levels(a *asked, p engine.Progress) ([]*result.Frame, error) {
	if !a.estimated() {
		return trade.SolveLevels(r, r.site.engine, a.File, a.t.ref, solvedLevels, nil, p)
	}
	var out []*result.Frame
	for _, level := range solvedLevels {
		given := map[string][]string{"scenario": {a.text}, "table": {a.t.ref}, "level": {level}}
		for _, f := range a.own {
			given[f.param] = []string{f.ref}
		}
		values, err := trade.Simulate.Read(given, r.site.asker())
		if err != nil {
			return nil, err
		}
		one, err := trade.Simulate.Ask(r, &question.Request{Values: values, Engine: r.site.engine, Progress: p}, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, one.Frames[0])
	}
	return out, nil
}

// solved runs the scenario once for all parts that show it.
func (r *request) solved(a *asked, p engine.Progress) (*Section, error) {
	frames, err := r.levels(a, p)
	if err != nil {
		return nil, err
	}
	control := r.shownControl(a)
	words := fmt.Sprintf("%s (%s, %d)", r.inWords(a, control.Value), r.tableName(a.t.name), a.t.Year)
	shown := func(f *result.Frame, level string) *answer {
		all := &answer{f, a.call(level)}
		return all.where(func(i int) bool { return all.text(i, "scenario") == control.Value })
	}
	whole := &answer{frames[0], a.call("economy")}
	one := shown(frames[0], "economy").sorted("welfare_pct")
	s := r.gains(a.t, whole, "gains", words)
	s.Title = r.Say("whatif.result")
	if len(a.names()) > 1 {
		s.Controls = []Control{control}
	}
	s.More = append(r.firmLines(a.t, frames[2], a.call("sme"), control.Value, words), r.jobs(a.t, whole))
	if a.estimated() { // one economy: nobody to set beside it
		s.Lead, s.Notes = r.ownGain(a.t, one), frames[0].Notes
	} else {
		s.Lead, s.Figure = r.gainers(a.t, one, words), r.gainsMap(a.t, one, words)
		bars := r.gains(a.t, one, "gains-ranges", words)
		s.More = append(s.More, Section{ID: "ranges", Title: r.Say("whatif.ranges"), Lead: r.Say("whatif.ranges-lead"),
			Figure: bars.Figure, Notes: frames[0].Notes})
	}
	s.More = append(s.More, r.firstOrder(a.t, one, words),
		r.sourcesOfGains(a, one.order("economy", shown(frames[1], "accounts")), frames[1], words))
	if len(a.names()) > 1 {
		s.More = append([]Section{r.beside(a, whole)}, s.More...)
	}
	r.nameScenarios(a, s)
	return s, nil
}

// ownGain says what the one economy of an estimated table would gain.
func (r *request) ownGain(t *subject, a *answer) string {
	if a.Rows() == 0 {
		return ""
	}
	low, high := a.value(0, "welfare_low_pct"), a.value(0, "welfare_high_pct")
	return r.Say("whatif.own-gain", map[string]any{"name": nameOf(t, a.text(0, "economy")),
		"value": a.value(0, "welfare_pct"), "low": low, "high": high, "sure": low*high > 0})
}

// jobs says how jobs change by economy, or how to have that said.
func (r *request) jobs(t *subject, whole *answer) Section {
	s := Section{ID: "jobs", Title: r.Say("whatif.jobs")}
	for _, n := range whole.Notes {
		switch {
		case n.Key == "jobs.none": // which says how the command line adds them
			s.Said = append(s.Said, r.Say("whatif.jobs-none"))
		case strings.HasPrefix(n.Key, "jobs."):
			s.Said = append(s.Said, upper(r.Note(n)))
		}
	}
	if jobs := trade.Jobs(whole.Frame); jobs != nil {
		s.Table, s.Rows = TableOf(jobs, naming(t.Table)), whole.call
	}
	return s
}

// beside compares scenarios: what each economy gains in each.
func (r *request) beside(a *asked, whole *answer) Section {
	f := &Figure{
		Kind:  "dumbbell",
		ID:    "scenarios-beside",
		Title: r.Say("whatif.beside-title", map[string]any{"year": a.t.Year}),
		Alt:   r.Say("whatif.beside-alt"),
		X:     &Field{Field: "value", Label: r.Say("whatif.welfare"), Format: "points", Unit: "%"},
		Y: &Field{
			Field: "name",
		},
		Group: "scenario",
		Lines: []Line{{At: 0}},
		Color: &Color{Field: "scenario", Order: a.names(), Labels: map[string]string{}},
	}
	for _, n := range a.names() {
		f.Color.Labels[n] = r.inWords(a, n)
	}
	for i := range whole.Rows() {
		if code := whole.text(i, "economy"); code != "world" {
			f.Rows = append(
				f.Rows,
				Row{"name": nameOf(a.t, code), "scenario": whole.text(i, "scenario"), "value": whole.value(i, "welfare_pct")},
			)
		}
	}
	return Section{ID: "beside", Title: r.Say("whatif.beside"), Figure: f}
}

// order returns the rows of another answer in the order in which this one has their keys.
func (a *answer) order(key string, other *answer) *answer {
	place := map[string]int{}
	for i := range a.Rows() {
		place[a.text(i, key)] = i
	}
	rows := make([]int, other.Rows())
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(
		rows,
		func(i, j int) int { return cmp.Compare(place[other.text(i, key)], place[other.text(j, key)]) },
	)
	return &answer{other.Take(rows), other.call}
}

// gainsMap colours economies by their change in welfare.
func (r *request) gainsMap(t *subject, a *answer, name string) *Figure {
	f := &Figure{
		Kind:  "map",
		ID:    "gains-map",
		Title: r.Say("whatif.gains-title", map[string]any{"name": name}),
		Alt:   r.Say("whatif.map-alt"),
		Y:     &Field{Field: "value", Label: r.Say("whatif.welfare"), Format: "points", Unit: "%"},
		Low:   "low",
		High:  "high",
		Color: &Color{Field: "value", Label: r.Say("whatif.welfare"), Scale: "diverging", Format: "points", Unit: "%"},
		Href:  "href",
		Tip: []Field{
			{Field: "low", Label: a.Column("welfare_low_pct").Label, Format: "points", Unit: "%"},
			{Field: "high", Label: a.Column("welfare_high_pct").Label, Format: "points", Unit: "%"},
		},
	}
	small := []string{"sme_income_pct", "sme_income_low_pct", "sme_income_high_pct"}
	for _, name := range small {
		f.Tip = append(f.Tip, Field{Field: name, Label: a.Column(name).Label, Format: "points", Unit: "%"})
	}
	for i := range a.Rows() {
		if code := a.text(i, "economy"); code != "world" {
			row := Row{
				"code":   code,
				"name":   nameOf(t, code),
				"value":  a.value(i, "welfare_pct"),
				"low":    a.value(i, "welfare_low_pct"),
				"high":   a.value(i, "welfare_high_pct"),
				"shapes": drawn.Areas(t.Table, code),
				"href":   r.link("/economy", "economy", code),
			}
			for _, name := range small {
				if v := a.value(i, name); !math.IsNaN(v) { // of those with statistics of firm size
					row[name] = v
				}
			}
			f.Rows = append(f.Rows, row)
		}
	}
	return f
}

// firstOrder puts the exact change beside what the paper's first-order formula says.
func (r *request) firstOrder(t *subject, a *answer, name string) Section {
	ends := []string{"paper_sum_pct", "welfare_pct"}
	f := &Figure{
		Kind:  "dumbbell",
		ID:    "exact-beside",
		Title: r.Say("whatif.exact-title", map[string]any{"name": name}),
		Alt:   r.Say("whatif.exact-alt"),
		X:     &Field{Field: "value", Label: r.Say("whatif.welfare"), Format: "points", Unit: "%"},
		Y: &Field{
			Field: "name",
		},
		Group: "end",
		Lines: []Line{{At: 0}},
		Color: &Color{Field: "end", Order: ends, Labels: map[string]string{}},
	}
	for _, end := range ends {
		f.Color.Labels[end] = a.Column(end).Label
	}
	for i := range a.Rows() {
		if a.text(i, "economy") == "world" {
			continue
		}
		for _, end := range ends {
			if v := a.value(i, end); !math.IsNaN(v) {
				f.Rows = append(f.Rows, Row{"name": nameOf(t, a.text(i, "economy")), "end": end, "value": v})
			}
		}
	}
	return Section{
		ID:     "exact",
		Title:  r.Say("whatif.exact"),
		Lead:   r.Say("whatif.exact-lead"),
		Figure: f,
		Terms:  a.terms(ends...),
	}
}

// sourcesOfGains says through which channels welfare changes.
func (r *request) sourcesOfGains(a *asked, one *answer, all *result.Frame, name string) Section {
	parts := []string{"terms_of_trade_pct", "volume_of_trade_pct", "resources_pct", "transfers_pct"}
	f := &Figure{
		Kind:  "bars",
		ID:    "channels",
		Title: r.Say("whatif.channels-title", map[string]any{"name": name}),
		Alt:   r.Say("whatif.channels-alt"),
		Y:     &Field{Field: "name"},
		X: &Field{
			Field:  "value",
			Label:  r.Say("whatif.of-spending"),
			Format: "points",
			Unit:   "%",
		},
		Color: &Color{Field: "part", Order: parts, Labels: map[string]string{}},
	}
	for _, p := range parts {
		f.Color.Labels[p] = one.Column(p).Label
	}
	for i := range one.Rows() {
		code := one.text(i, "economy")
		unknown := func(p string) bool { return math.IsNaN(one.value(i, p)) }
		if code == "world" || slices.ContainsFunc(parts, unknown) {
			continue
		}
		for _, p := range parts {
			f.Rows = append(f.Rows, Row{"name": nameOf(a.t, code), "part": p, "value": one.value(i, p)})
		}
	}
	return Section{
		ID:     "accounts",
		Title:  r.Say("whatif.channels"),
		Lead:   r.Say("whatif.channels-lead"),
		Figure: f,
		Terms:  one.terms(slices.Concat(parts, []string{"consumer_prices_pct", "exports_pct"})...),
		Table:  TableOf(all, naming(a.t.Table)),
		Rows:   a.call("accounts"),
	}
}
