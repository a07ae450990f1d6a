package ui

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/known"
	"ikat/question"
	"ikat/question/brief"
	questionknown "ikat/question/known"
	"ikat/result"
)

// besides are the economies and the group that stand beside the reader's before anything is chosen: of its subregion
// those two that export most, and the subregion.
func besides(code string) []string {
	usual := []string{"VNM", "THA", "ASEAN"}
	group, cards, err := brief.Neighbours(code)
	if err != nil || group == "" || group == "SEA" {
		return usual
	}
	exports := func(c *known.Card) float64 { y, _ := c.Latest(); return y.Exports }
	slices.SortStableFunc(cards, func(a, b *known.Card) int { return cmp.Compare(exports(b), exports(a)) })
	var out []string
	for _, c := range cards[:min(2, len(cards))] {
		out = append(out, c.Code)
	}
	return append(out, group)
}

// beside is a comparison on a page: its rows, and who is in it.
type beside struct {
	*answer
	codes  []string // economies and groups, in their order
	labels map[string]string
}

// comparePage sets two to five economies and groups side by side: published figures, each with its range where it has
// one, and how trade in value chains has changed.
func comparePage(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	names := r.sideNames()
	v := &View{Title: r.Say("comparison.title"), Question: r.Say("comparison.question")}
	v.Controls = append(r.focusControls(t, ""),
		Control{Kind: "text", Name: "economies", Label: r.Say("comparison.who"), Help: r.Say("comparison.who-help"),
			Value: strings.Join(names, ", ")},
		Control{Kind: "select", Name: "peers", Label: r.Say("comparison.peers"), Value: r.Get("peers"),
			Options: r.groupChoices()})
	given := map[string][]string{"economies": names}
	call := NewCall(questionknown.Compare).With("economies", strings.Join(names, ","))
	if p := r.Get("peers"); p != "" {
		given["peers"] = []string{p}
		call.With("peers", p)
	}
	q := questionknown.Compare
	values, err := q.Read(given, question.Asker{})
	if err != nil {
		return v, err
	}
	a, err := q.Ask(r, &question.Request{Values: values, Engine: r.site.engine, Prose: true, Language: r.Language},
		&question.Usual)
	if err != nil {
		return v, err
	}
	v.draw(r, a.Prose)
	v.Notes, v.Sources = nil, nil
	v.about(a.Frames[0])
	b := sidesOf(&answer{a.Frames[0], call})
	for i := range v.Sections {
		b.picture(r, &v.Sections[i])
	}
	if s := r.sideYears(b); s != nil {
		v.Sections = append([]Section{*s}, v.Sections...)
	}
	return v, nil
}

// sideNames are whom the page compares: those that the address names, or the reader's economy beside others.
func (r *request) sideNames() []string {
	var out []string
	add := func(name string) {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, list := range r.All("economies") {
		for _, name := range strings.FieldsFunc(list, func(c rune) bool { return c == ',' || c == ';' }) {
			add(name)
		}
	}
	if len(out) > 0 {
		return out
	}
	if e, err := economies.Resolve(r.Get("economy")); err == nil {
		add(e.Code)
	}
	for _, name := range besides(strings.Join(out, "")) {
		add(name)
	}
	return out
}

// groupChoices are the groups as choices, none first.
func (r *request) groupChoices() []Choice {
	out := []Choice{{Label: r.Say("comparison.nobody")}}
	for _, code := range economies.Groups() {
		if g, err := economies.GroupOf(code, 0); err == nil {
			out = append(out, Choice{Value: code, Label: g.Name})
		}
	}
	return out
}

// sidesOf tells who is in a comparison.
func sidesOf(a *answer) *beside {
	b := &beside{answer: a, labels: map[string]string{}}
	for i := range a.Rows() {
		code := a.text(i, "economy")
		if _, known := b.labels[code]; !known {
			b.codes, b.labels[code] = append(b.codes, code), a.text(i, "name")
		}
	}
	return b
}

// picture draws the figures of a section about one topic: ranges as ranges where there are some, hours and dollars
// apart.
func (b *beside) picture(r *request, s *Section) {
	for _, topic := range known.Topics {
		if s.Title != r.Say("compare."+topic) {
			continue
		}
		s.ID, s.Rows = topic, b.call
		switch topic {
		case "trade":
			s.Figure = b.ends(r, topic, "share", "percent")
		case "borders":
			s.Figure = b.ends(r, topic, "hours", "number")
			costs := b.ends(r, "borders", "US$", "usd")
			if costs != nil {
				costs.Title = b.titled(r, r.Say("comparison.dollars"))
			}
			s.More = []Section{{ID: "border-costs", Title: r.Say("comparison.dollars"), Figure: costs}}
		case "logistics":
			s.Figure = b.ranges(r, "lpi", "number")
		case "readiness":
			s.Figure = b.ends(r, topic, "0 to 100", "number")
		case "firms":
			s.Figure = b.ranges(r, "sme_in_exports", "percent")
		}
	}
}

// titled is the title of a picture: what it shows, and of whom.
func (b *beside) titled(r *request, what string) string {
	var names []string
	for _, code := range b.codes {
		names = append(names, b.labels[code])
	}
	return r.Say("comparison.figure-title", map[string]any{"what": what, "names": names})
}

// ends is a picture of a topic's figures in one unit: a line a figure, a mark an economy. Nil where there is nothing.
func (b *beside) ends(r *request, topic, unit, format string) *Figure {
	f := &Figure{Kind: "dumbbell", ID: topic + "-" + format, Title: b.titled(r, r.Say("compare."+topic)),
		Alt: r.Say("comparison.ends-alt", map[string]any{"topic": r.Say("compare." + topic)}),
		X:   &Field{Field: "value", Label: unit, Format: format}, Y: &Field{Field: "name"}, Group: "economy",
		Color: &Color{Field: "economy", Order: b.codes, Labels: b.labels}}
	if unit == "share" {
		f.X.Label = r.Say("comparison.share")
	}
	for i := range b.Rows() {
		value := b.value(i, "value")
		if b.text(i, "topic") != topic || b.text(i, "unit") != unit || math.IsNaN(value) ||
			b.text(i, "figure") == "world_share" {
			continue
		}
		label, _, _ := strings.Cut(b.text(i, "label"), ":")
		f.Rows = append(f.Rows, Row{"name": label, "economy": b.text(i, "economy"), "value": value})
	}
	if len(f.Rows) == 0 {
		return nil
	}
	return f
}

// ranges is a picture of one figure with its ranges: a bar an economy or group. Nil where there is nothing.
func (b *beside) ranges(r *request, figure, format string) *Figure {
	f := &Figure{Kind: "intervals", ID: figure + "-ranges", Y: &Field{Field: "name"}, Low: "low", High: "high"}
	for i := range b.Rows() {
		value, low, high := b.value(i, "value"), b.value(i, "low"), b.value(i, "high")
		if b.text(i, "figure") != figure || math.IsNaN(value) && math.IsNaN(low) {
			continue
		}
		label, _, _ := strings.Cut(b.text(i, "label"), ":")
		f.Title, f.X = label, &Field{Field: "value", Label: label, Format: format}
		f.Alt = r.Say("comparison.ranges-alt", map[string]any{"label": label})
		if math.IsNaN(low) { // a figure without a range is a point
			low, high = value, value
		}
		row := Row{"name": b.text(i, "name"), "low": low, "high": high}
		if !math.IsNaN(value) {
			row["value"] = value
		}
		f.Rows = append(f.Rows, row)
	}
	if len(f.Rows) == 0 {
		return nil
	}
	return f
}

// sideYears is how backward trade in value chains has changed in each economy of which it is published; nil for none.
func (r *request) sideYears(b *beside) *Section {
	f := &Figure{
		Kind:   "lines",
		ID:     "side-years",
		Title:  r.Say("comparison.years-title"),
		Alt:    r.Say("comparison.years-alt"),
		X:      &Field{Field: "year", Label: r.Say("control.year"), Format: "year"},
		Y:      &Field{Field: "value", Label: r.Say("economy.of-exports"), Format: "percent"},
		Group:  "name",
		Source: result.SourceLine(b.Provenance.Sources),
	}
	for _, code := range b.codes {
		e, err := economies.Resolve(code)
		if err != nil {
			continue // a group has no years of its own
		}
		card, err := known.Of(e)
		if err != nil {
			continue
		}
		for _, y := range card.Years {
			if !math.IsNaN(y.Abroad) {
				f.Rows = append(f.Rows, Row{"year": int64(y.Year), "name": card.Name, "value": y.Abroad})
			}
		}
	}
	if len(f.Rows) == 0 {
		return nil
	}
	return &Section{ID: "over-time", Title: r.Say("comparison.years"), Lead: r.Say("comparison.years-lead"), Figure: f}
}
