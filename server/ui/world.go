package ui

import (
	"fmt"
	"ikat/result"
	"ikat/say"
	"math"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/measure"
	"ikat/question/drawn"
)

// worldOrder is how many economies the pictures under the map name.
const worldOrder = 20

// world colours a map by any measure that has one number for each economy.
func world(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	var choices []Choice
	for _, m := range measure.Catalog {
		if _, ok := worldLevel(m); ok && m.ID != "footprint" { // footprints need satellites
			choices = append(choices, Choice{m.ID, m.Label})
		}
	}
	id, err := r.choose("measure", "shares", choices)
	if err != nil {
		return nil, err
	}
	groups, _, err := r.groups()
	if err != nil {
		return nil, err
	}
	seen, err := r.outlook(t, id)
	if err != nil {
		return nil, err
	}
	all, err := seen.ask(r, []string{t.ref}, groups)
	if err != nil {
		return nil, err
	}
	columns := numbers(all)
	column := r.columnOf(id, all, columns)
	m, _ := measure.Find(id)
	v := &View{Title: r.Say("world.title"), Question: m.Question}
	v.Controls = append(
		r.focusControls(t, ""),
		Control{Kind: "select", Name: "measure", Label: r.Say("control.measure"), Value: id, Options: choices},
		Control{
			Kind:    "select",
			Name:    "column",
			Label:   r.Say("world.column"),
			Value:   id + "." + column,
			Options: within(id, columns),
		},
	)
	v.Controls = append(append(v.Controls, seen.controls(r, t)...),
		Control{
			Kind:  "text",
			Name:  "group",
			Label: r.Say("world.group"),
			Help:  r.Say("world.group-help"),
			Value: strings.Join(groups, " "),
		},
	)
	v.about(all.Frame)
	if t.national() {
		return r.worldOfOne(t, v)
	}
	ranked := all.sorted(column).aggregatesLast(t)
	v.Answer, v.Central = r.worldAnswer(t, ranked, column)
	v.Title = r.Say("world.view", map[string]any{"label": r.Label(all.Column(column).Label), "year": t.Year})
	v.Sections = append(v.Sections, r.worldMap(t, ranked, column), r.worldBars(t, ranked, column))
	if len(t.years) > 1 {
		s, err := r.worldYears(t, seen, column, groups, ranked)
		if err != nil {
			return nil, err
		}
		v.Sections = append(v.Sections, *s)
	}
	published, err := r.worldPublished()
	if err != nil {
		return nil, err
	}
	v.Sections = append(v.Sections, *published)
	return v, nil
}

// worldOfOne says that a national table has no world in it, and shows what is published of others.
func (r *request) worldOfOne(t *subject, v *View) (*View, error) {
	own := ""
	for _, code := range t.Economies {
		if !slices.Contains(t.Undetermined, code) {
			own = code
		}
	}
	v.Answer = []string{r.Say("world.national", map[string]any{"table": t.ref, "name": nameOf(t, own)})}
	published, err := r.worldPublished()
	if err != nil {
		return nil, err
	}
	v.Sections = append(v.Sections, *published)
	return v, nil
}

// numbers are an answer's columns of numbers as choices.
func numbers(a *answer) []Choice {
	var out []Choice
	for _, c := range a.Columns {
		if c.Floats != nil {
			out = append(out, Choice{c.Name, c.Label})
		}
	}
	return out
}

// preferred is the column that compares economies of different size: the first that is no amount of money.
func preferred(a *answer) string {
	for _, c := range a.Columns {
		if c.Floats != nil && !isMoney(c.Unit) {
			return c.Name
		}
	}
	return numbers(a)[0].Value
}

func isMoney(unit string) bool { return say.IsMoney(unit) }

// key is the name of the key column of rows by economy.
func (a *answer) key() string { return a.Columns[0].Name }

// nameOf names an economy or a group.
func nameOf(t *subject, code string) string { return engine.EconomyName(t.Table, code) }

func (r *request) worldAnswer(t *subject, ranked *answer, column string) ([]string, []Term) {
	c := ranked.Column(column)
	var names []string
	own := -1
	for i := range ranked.Rows() {
		if !math.IsNaN(c.Floats[i]) && !t.IsAggregate(ranked.text(i, ranked.key())) {
			if ranked.text(i, ranked.key()) == r.chosen(t) {
				own = len(names)
			}
			names = append(names, nameOf(t, ranked.text(i, ranked.key())))
		}
	}
	if len(names) < 4 {
		return []string{r.Say("world.few", map[string]any{"label": r.Label(c.Label), "n": len(names)})}, nil
	}
	last := len(names) - 1
	central := []Term{{r.Amount(c.Floats[0], c.Unit), names[0]}, {r.Amount(c.Floats[last], c.Unit), names[last]}}
	var out []string
	if own >= 0 {
		central = []Term{
			{
				r.Amount(c.Floats[own], c.Unit),
				r.Say("world.own-central", map[string]any{"name": names[own], "rank": own + 1, "of": len(names)}),
			},
		}
		out = append(
			out,
			r.Say(
				"world.own",
				map[string]any{
					"name":  names[own],
					"label": r.Label(c.Label),
					"value": c.Floats[own],
					"unit":  c.Unit,
					"rank":  own + 1,
					"of":    len(names),
					"year":  t.Year,
				},
			),
		)
	}
	return append(
		out,
		r.Say(
			"world.answer",
			map[string]any{
				"year":  t.Year,
				"label": r.Label(c.Label),
				"unit":  c.Unit,
				"top":   names[0],
				"value": c.Floats[0],
				"next":  names[1:3],
				"last":  names[last],
				"least": c.Floats[last],
				"n":     len(names),
			},
		),
		upper(r.Label(c.Definition)),
	), central
}

// upper makes a definition a sentence.
func upper(s string) string {
	if s == "" {
		return ""
	}
	return say.UpperFirst(strings.TrimSuffix(s, ".")) + "."
}

// format says how a column's values are written.
func format(unit string) string {
	switch {
	case unit == "share":
		return "percent"
	case isMoney(unit):
		return "money"
	}
	return "number"
}

// chosen is the reader's economy in this table, "" where there is none.
func (r *request) chosen(t *subject) string {
	if r.Get("economy") == "" {
		return ""
	}
	code, err := t.Find(r.Get("economy"))
	if err != nil {
		return ""
	}
	return code
}

// columnOf is the number that is shown: the reader's choice for this measure, and its headline otherwise. A choice is
// written measure.column, so that it does not outlive its measure.
func (r *request) columnOf(id string, a *answer, columns []Choice) string {
	text := r.Get("column")
	if of, name, ok := strings.Cut(text, "."); ok {
		if of != id {
			return preferred(a)
		}
		text = name
	}
	for _, c := range columns {
		if strings.EqualFold(c.Value, text) || strings.EqualFold(c.Label, text) {
			return c.Value
		}
	}
	best := preferred(a)
	if text != "" {
		r.replaced(text, a.Column(best).Label)
	}
	return best
}

// within are the columns of a measure as choices that name it.
func within(id string, columns []Choice) []Choice {
	out := slices.Clone(columns)
	for i := range out {
		out[i].Value = id + "." + out[i].Value
	}
	return out
}

// aggregatesLast puts what is no economy after the economies.
func (a *answer) aggregatesLast(t *subject) *answer {
	var rows, rest []int
	for i := range a.Rows() {
		if t.IsAggregate(a.text(i, a.key())) {
			rest = append(rest, i)
		} else {
			rows = append(rows, i)
		}
	}
	return &answer{a.Take(append(rows, rest...)), a.call}
}

func (r *request) worldMap(t *subject, ranked *answer, column string) Section {
	c := ranked.Column(column)
	f := &Figure{
		Kind:  "map",
		ID:    "map",
		Title: fmt.Sprintf("%s, %d", c.Label, t.Year),
		Alt:   r.Say("world.map-alt", map[string]any{"label": r.Label(c.Label), "year": t.Year}),
		Y: &Field{
			Field:  "value",
			Label:  c.Label,
			Format: format(c.Unit),
			Unit:   c.Unit,
		},
		Color: &Color{Field: "value", Label: c.Label, Scale: scale(c.Floats), Format: format(c.Unit), Unit: c.Unit},
	}
	for i := range ranked.Rows() {
		code := ranked.text(i, ranked.key())
		f.Rows = append(
			f.Rows,
			Row{
				"code":   code,
				"name":   nameOf(t, code),
				"value":  c.Floats[i],
				"shapes": r.groupShapes(t, code),
				"href":   r.link("/economy", "economy", code),
			},
		)
	}
	f.Href = "href"
	return Section{
		ID:     "on-the-map",
		Title:  r.Say("world.map"),
		Lead:   r.Say("world.map-lead"),
		Figure: f,
		Terms:  ranked.terms(column),
	}
}

// groupShapes are the shapes of an economy or of a group's members.
func (r *request) groupShapes(t *subject, code string) []string {
	_, groups, _ := r.groups()
	for _, g := range groups {
		if g.Code == code {
			var out []string
			for _, m := range g.Members {
				out = append(out, drawn.Areas(t.Table, m)...)
			}
			return out
		}
	}
	return drawn.Areas(t.Table, code)
}

// scale is diverging for values on both sides of zero.
func scale(v []float64) string {
	if slices.ContainsFunc(v, func(x float64) bool { return x < 0 }) &&
		slices.ContainsFunc(v, func(x float64) bool { return x > 0 }) {
		return "diverging"
	}
	return "sequential"
}

func (r *request) worldBars(t *subject, ranked *answer, column string) Section {
	c := ranked.Column(column)
	f := &Figure{
		Kind:  "bars",
		ID:    "order",
		Title: fmt.Sprintf("%s, %d", c.Label, t.Year),
		Alt:   r.Say("world.order-alt", map[string]any{"label": r.Label(c.Label)}),
		X: &Field{
			Field:  "value",
			Label:  c.Label,
			Format: format(c.Unit),
			Unit:   c.Unit,
		},
		Y:    &Field{Field: "name", Label: r.Say("control.economy")},
		Href: "href",
	}
	for i := range min(worldOrder, ranked.Rows()) {
		code := ranked.text(i, ranked.key())
		f.Rows = append(
			f.Rows,
			Row{"name": nameOf(t, code), "value": c.Floats[i], "href": r.link("/economy", "economy", code),
				"own": code == r.chosen(t), "muted": t.IsAggregate(code)},
		)
	}
	f.Mark = "own"
	return Section{
		ID:     "ranked",
		Title:  r.Say("world.order"),
		Figure: f,
		Table:  TableOf(ranked.Frame, naming(t.Table)),
		Rows:   ranked.call,
	}
}

func (r *request) worldYears(t *subject, seen *outlook, column string, groups []string, ranked *answer) (*Section,
	error) {
	all, err := seen.ask(r, t.all(), groups)
	if err != nil {
		return nil, err
	}
	c := all.Column(column)
	f := &Figure{
		Kind:  "lines",
		ID:    "years",
		Title: fmt.Sprintf("%s, %d–%d", c.Label, t.years[0], t.years[len(t.years)-1]),
		Alt: r.Say("world.years-alt", map[string]any{"label": r.Label(c.Label), "from": t.years[0],
			"to": t.years[len(t.years)-1]}),
		X: &Field{
			Field:  "year",
			Label:  r.Say("control.year"),
			Format: "year",
		},
		Y:     &Field{Field: "value", Label: c.Label, Format: format(c.Unit), Unit: c.Unit},
		Group: "name",
	}
	shown := r.compared(t, ranked)
	if len(shown.Values) > lines { // more lines than eyes can follow
		f.Kind = "multiples"
	}
	for i := range all.Rows() {
		if code := all.text(i, ranked.key()); slices.Contains(shown.Values, code) {
			f.Rows = append(
				f.Rows,
				Row{"year": all.Column("year").Ints[i], "name": nameOf(t, code), "value": c.Floats[i], "own": code == r.chosen(t)},
			)
		}
	}
	f.Mark, f.Source = "own", result.SourceLine(all.Provenance.Sources)
	return &Section{
		ID:       "over-time",
		Title:    r.Say("world.years"),
		Controls: []Control{shown},
		Figure:   f,
		Table:    TableOf(all.Frame, naming(t.Table), "year", ranked.key(), column),
		Rows:     all.call,
	}, nil
}

// lines is how many economies a picture over the years shows before the reader chooses.
const lines = 6

// compared are the economies that a picture over the years shows: those that the reader chooses, and otherwise their
// own beside the first ones.
func (r *request) compared(t *subject, ranked *answer) Control {
	c := Control{Kind: "checks", Name: "compare", Label: r.Say("world.compare")}
	for _, text := range r.All("compare") {
		if code, err := t.Find(text); err == nil {
			c.Values = append(c.Values, code)
		} else if slices.Contains(ranked.codes(), text) {
			c.Values = append(c.Values, text)
		}
	}
	if len(c.Values) == 0 {
		if own := r.chosen(t); own != "" {
			c.Values = []string{own}
		}
		for _, code := range ranked.codes() {
			if len(c.Values) < lines && !slices.Contains(c.Values, code) && !t.IsAggregate(code) {
				c.Values = append(c.Values, code)
			}
		}
	}
	for _, code := range ranked.codes() {
		c.Options = append(c.Options, Choice{code, nameOf(t, code)})
	}
	slices.SortStableFunc(c.Options, byLabel)
	return c
}

// codes are the keys of rows by economy.
func (a *answer) codes() []string {
	out := make([]string, a.Rows())
	for i := range out {
		out[i] = a.text(i, a.key())
	}
	return out
}
