package ui

import (
	"errors"
	"fmt"
	"math"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/question"
	"ikat/question/competitiveness"
	"ikat/result"
)

// competitivePage shows where an economy stands among others, level by level, and how sure its rank is. It needs no
// table: its figures are published.
func competitivePage(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	code := r.Get("economy")
	if code == "" {
		code = r.first(t)
	}
	e, err := economies.Resolve(code)
	if err != nil {
		return nil, err
	}
	names := map[string]any{"name": e.Name}
	v := &View{Title: r.Say("competitive.title", names), Question: r.Say("competitive.question", names),
		Looks: r.published(r.Name(e.Name)),
		Controls: append(
			r.focusControls(t, e.Code),
			Control{Kind: "text", Name: "peers", Label: r.Say("competitive.peers"),
				Value: r.Get("peers"), Help: r.Say("competitive.peers-help")},
		)}
	index, err := r.competing(e, "index")
	var little *fault.Error
	if errors.As(err, &little) && little.Param == "economy" {
		v.Answer = []string{r.Told(little).Spell(r.label)} // too little is known of it: the page says what is
		return v, nil
	}
	if err != nil {
		return nil, err
	}
	parts, err := r.competing(e, "parts")
	if err != nil {
		return nil, err
	}
	own := index.where(func(i int) bool { return index.text(i, "economy") == e.Code })
	data := map[string]any{"name": e.Name, "rank": own.value(0, "rank"), "low": own.value(0, "rank_low"),
		"high": own.value(0, "rank_high"), "of": float64(index.Rows())}
	v.Answer = []string{r.Say("competitive.answer", data)}
	v.Central = []Term{{fmt.Sprintf("%.0f–%.0f", own.value(0, "rank_low"), own.value(0, "rank_high")),
		r.Say("competitive.central", data)}}
	v.about(index.Frame)
	v.Sections = []Section{
		r.standings(e, index),
		r.levelsOf(e, own, index),
		r.figuresOf(e, parts),
		{ID: "choices", Title: r.Say("competitive.choices", names), Takes: question.Work{Seconds: drawSeconds},
			Work: func(r *request, _ engine.Progress) (*Section, error) { return r.choicesOf(e) }},
	}
	return v, nil
}

// drawSeconds is about what the draws of one level take: with two of them the page would be late.
const drawSeconds = .2

// competing asks about an economy's rank among its reader's peers.
func (r *request) competing(e economies.Economy, level string) (*answer, error) {
	return r.product(competitiveness.Competitiveness, "economy", e.Code, "level", level, "peers", r.Get("peers"))
}

// standings draws every economy's rank with the interval in which it lies.
func (r *request) standings(e economies.Economy, index *answer) Section {
	names := map[string]any{"name": e.Name}
	f := &Figure{Kind: "intervals", ID: "competitive-ranks", Title: r.Say("competitive.ranks-title"),
		Alt: r.Say("competitive.ranks-alt"), X: &Field{Field: "rank", Label: r.Say("competitive.rank"), Format: "number"},
		Y: &Field{Field: "name", Label: r.Say("control.economy")}, Low: "low", High: "high", Mark: "own", Href: "href",
		Source: result.SourceLine(index.Provenance.Sources)}
	for i := range index.Rows() {
		code := index.text(i, "economy")
		f.Rows = append(f.Rows, Row{"name": index.text(i, "name"), "rank": index.value(i, "rank"),
			"low": index.value(i, "rank_low"), "high": index.value(i, "rank_high"), "own": code == e.Code,
			"href": r.here("economy", code)})
	}
	return Section{ID: "ranks", Title: r.Say("competitive.ranks", names), Lead: r.Say("competitive.ranks-lead", names),
		Figure: f, Rows: index.call, Terms: index.terms("rank", "index"),
		Table: TableOf(
			index.Frame,
			nil,
			append([]string{"name", "rank", "rank_low", "rank_high", "choices_low", "choices_high",
				"bounds_low", "bounds_high", "index", "known"}, levelsIn(index)...)...)}
}

// levelsIn are the levels that an answer has columns for.
func levelsIn(index *answer) []string {
	var out []string
	for _, level := range competitiveness.Levels() {
		if index.Column(level) != nil {
			out = append(out, level)
		}
	}
	return out
}

// levelsOf draws the economy's place in each level between the least and the most of all that are compared, itself
// among them: who is best or worst stands at the end of the line.
func (r *request) levelsOf(e economies.Economy, own, index *answer) Section {
	names := map[string]any{"name": e.Name}
	f := &Figure{Kind: "intervals", ID: "competitive-levels", Title: r.Say("competitive.levels-title", names),
		Alt: r.Say("competitive.levels-alt", names), X: &Field{Field: "value", Label: r.Say("competitive.level-axis"),
			Format: "number"},
		Y: &Field{Field: "level", Label: r.Say("competitive.level")}, Low: "low", High: "high",
		Source: result.SourceLine(index.Provenance.Sources)}
	var missing []string
	for _, level := range levelsIn(index) {
		low, high := math.Inf(1), math.Inf(-1)
		for _, x := range index.Column(level).Floats {
			if !math.IsNaN(x) {
				low, high = min(low, x), max(high, x)
			}
		}
		label := r.Say("competitiveness.level-" + level)
		if x := own.value(0, level); !math.IsNaN(x) {
			f.Rows = append(f.Rows, Row{"level": label, "value": x, "low": low, "high": high})
		} else {
			missing = append(missing, label)
		}
	}
	s := Section{ID: "levels", Title: r.Say("competitive.levels", names), Lead: r.Say("competitive.levels-lead", names),
		Figure: f, Table: TableOf(own.Frame, nil, append([]string{"name"}, levelsIn(index)...)...), Rows: index.call}
	if missing != nil {
		s.Said = []string{r.Say("competitive.no-level", map[string]any{"name": e.Name, "list": missing})}
	}
	return s
}

// figuresOf lists the figures behind it.
func (r *request) figuresOf(e economies.Economy, parts *answer) Section {
	names := map[string]any{"name": e.Name}
	one := parts.where(func(i int) bool { return parts.text(i, "economy") == e.Code })
	return Section{ID: "parts", Title: r.Say("competitive.parts", names), Lead: r.Say("competitive.parts-lead", names),
		Terms: parts.terms("normalised", "weight", "rank"), Rows: parts.call,
		Table: TableOf(
			one.Frame,
			nil,
			"level",
			"label",
			"value",
			"low",
			"high",
			"unit",
			"year",
			"rank",
			"normalised",
			"weight",
			"source",
		)}
}

// choicesOf draws what each choice does to the economy's mean rank.
func (r *request) choicesOf(e economies.Economy) (*Section, error) {
	choices, err := r.competing(e, "choices")
	if err != nil {
		return nil, err
	}
	names := map[string]any{"name": e.Name}
	f := &Figure{Kind: "dumbbell", ID: "competitive-choices", Title: r.Say("competitive.choices-title", names),
		Alt: r.Say("competitive.choices-alt", names), X: &Field{Field: "rank", Label: r.Say("competitive.mean-rank"),
			Format: "number"},
		Y: &Field{Field: "choice", Label: r.Say("competitive.choice")}, Group: "option",
		Source: result.SourceLine(choices.Provenance.Sources)}
	for i := range choices.Rows() {
		f.Rows = append(f.Rows, Row{"choice": r.Say("competitiveness.choice-" + choices.text(i, "choice")),
			"option": choices.text(i, "option"), "rank": choices.value(i, "rank")})
	}
	return &Section{
		ID:     "choices",
		Title:  r.Say("competitive.choices", names),
		Lead:   r.Say("competitive.choices-lead", names),
		Figure: f,
		Rows:   choices.call,
		Terms:  choices.terms("rank", "explained"),
		Table:  TableOf(choices.Frame, nil),
	}, nil
}
