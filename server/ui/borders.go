package ui

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/economies"
	"ikat/fault"
	questionborders "ikat/question/borders"
	"ikat/say"
)

// crossing is what the page about borders was asked.
type crossing struct {
	economy, with string
	peers         []string
	choice        questionborders.Choice
	all           *answer // every economy of the border table, best rank first
}

// borders compares what it takes to cross the borders of the economies in the border table.
func borders(r *request) (*View, error) {
	q, err := r.crossing()
	if err != nil {
		return nil, err
	}
	v := &View{
		Title:    r.Say("borders.title", map[string]any{"name": q.name(q.economy), "at": q.year()}),
		Question: r.Say("borders.question", map[string]any{"name": q.name(q.economy)}),
		Controls: q.controls(r),
		Answer:   q.answer(r),
		Central:  q.central(r),
	}
	v.Calls = []*Call{q.all.call}
	v.about(q.all.Frame)
	pair, err := q.sideBySide(r)
	if err != nil {
		return nil, err
	}
	v.Sections = []Section{*pair, q.everywhere(r), q.ranks(r), q.best(r), q.against(r)}
	return v, nil
}

// crossing reads the page's choices and compares all economies.
//
// Error: fault.NotFound for an economy that the border table lacks, what questionborders.ParseThetas and
// questionborders.Compare say.
func (r *request) crossing() (*crossing, error) {
	q := &crossing{peers: r.list("peers")}
	q.choice.Files = []string{cmp.Or(r.Get("border"), newestBorders())}
	var err error
	if q.choice.Thetas, err = questionborders.ParseThetas(r.list("theta")); err != nil {
		return nil, err
	}
	if v := r.Get("container-value"); v != "" {
		if q.choice.Container, err = strconv.ParseFloat(v, 64); err != nil || q.choice.Container == 0 {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: fault.Say("container-value %s", v),
				What:  "it is no value of goods",
				Fix:   "Give US dollars above zero, such as 20000",
			}
		}
	}
	if q.all, err = r.bordersOf(nil, q.peers, q.choice); err != nil {
		return nil, err
	}
	choices := q.economies()
	if q.economy, err = r.bordering(choices, "economy", "IDN"); err != nil {
		return nil, err
	}
	best := firstOf(
		q.all,
		"economy",
		q.all.text(0, "economy"),
		func(i int) bool { // in the region, where there is another
			code := q.all.text(i, "economy")
			member, _ := economies.ESCAP(code)
			return member && code != q.economy && q.all.value(i, "days_export") > 0
		},
	)
	q.with, err = r.bordering(choices, "partner", best)
	if q.with == q.economy {
		r.word("focus.own-peer", map[string]any{"name": q.name(q.economy), "other": q.name(best)})
		q.with = best
	}
	var gone *absent
	if errors.As(err, &gone) { // a partner of which nothing is known is no reason to say nothing
		r.word("focus.no-peer", map[string]any{"name": gone.economy.Name, "other": q.name(best)})
		q.with, err = best, nil
	}
	return q, err
}

// bordering reads an economy of the border table.
//
// Error: *absent where its borders are not known; fault.NotFound where nothing is known by that name.
func (r *request) bordering(choices []Choice, name, otherwise string) (string, error) {
	text := r.Get(name)
	if text == "" {
		return otherwise, nil
	}
	e, err := economies.Resolve(text)
	if t, failed := r.subject(); err != nil && failed == nil {
		if code, there := t.Find(text); there == nil { // a table may have economies that nobody else knows
			return "", &absent{economies.Economy{Code: code, Name: nameOf(t, code)}, "", "focus.no-borders"}
		}
	}
	if err != nil {
		return r.choose(name, otherwise, choices)
	}
	if !slices.ContainsFunc(choices, func(c Choice) bool { return c.Value == e.Code }) {
		return "", &absent{e, "", "focus.no-borders"}
	}
	return e.Code, nil
}

// newestBorders names the border table with the latest figures.
func newestBorders() string {
	last := border.Vintages[len(border.Vintages)-1]
	return fmt.Sprint(last.Name, "/", slices.Max(last.Years))
}

// vintages are the border tables as choices, the newest first.
func (r *request) vintages() []Choice {
	var out []Choice
	for _, v := range slices.Backward(border.Vintages) {
		for _, year := range slices.Backward(v.Years) {
			ref := v.Name
			if len(v.Years) > 1 {
				ref = fmt.Sprint(v.Name, "/", year)
			}
			out = append(
				out,
				Choice{ref, r.Say("borders.vintage", map[string]any{"name": v.Title, "at": strconv.Itoa(year)})},
			)
		}
	}
	return out
}

// bordersOf compares economies, or all.
func (r *request) bordersOf(economies, peers []string, choice questionborders.Choice) (*answer, error) {
	f, err := questionborders.Compare(r.site.engine, economies, peers, choice)
	if err != nil {
		return nil, err
	}
	c := NewCall(
		questionborders.Border,
	).With("border", choice.Files...).
		With("economies", strings.Join(economies, ",")).
		With("peers", strings.Join(peers, ",")).
		With("theta", strings.Join(r.list("theta"), ",")).
		With("container-value", r.Get("container-value"))
	return &answer{f, c}, nil
}

func (q *crossing) economies() []Choice {
	out := make([]Choice, q.all.Rows())
	for i := range out {
		out[i] = Choice{q.all.text(i, "economy"), q.all.text(i, "name")}
	}
	slices.SortFunc(out, func(a, b Choice) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

// row is the place of an economy in the comparison of all.
func (q *crossing) row(code string) int {
	for i := range q.all.Rows() {
		if q.all.text(i, "economy") == code {
			return i
		}
	}
	return 0
}

func (q *crossing) name(code string) string { return q.all.text(q.row(code), "name") }

func (q *crossing) controls(r *request) []Control {
	theta := strings.Join(r.list("theta"), ",")
	costs := []Choice{
		{"", r.Say("borders.theta-all")},
		{"0.2%", r.Say("borders.theta-low")},
		{"0.6%,2.1%", r.Say("borders.theta-high")},
	}
	if !slices.ContainsFunc(costs, func(c Choice) bool { return c.Value == theta }) {
		costs = append(costs, Choice{theta, questionborders.Percents(q.choice.Thetas)})
	}
	return []Control{
		{
			Kind:    "select",
			Name:    "economy",
			Label:   r.Say("control.economy"),
			Value:   q.economy,
			Options: q.economies(),
			Focus:   true,
		},
		{
			Kind:    "select",
			Name:    "border",
			Label:   r.Say("borders.table"),
			Value:   q.choice.Files[0],
			Options: r.vintages(),
			Focus:   true,
		},
		{Kind: "select", Name: "partner", Label: r.Say("borders.with"), Value: q.with, Options: q.economies()},
		{Kind: "select", Name: "theta", Label: r.Say("borders.theta"), Value: theta, Options: costs},
		{
			Kind:  "number",
			Name:  "container-value",
			Label: r.Say("borders.container"),
			Value: r.Get("container-value"),
			Min:   "1000",
			Max:   "1000000",
			Step:  "1000",
			Unit:  "US$",
		},
	}
}

// year is the year of the page's figures.
func (q *crossing) year() string {
	t, err := border.Open(q.choice.Files[0], 0)
	if err != nil || t.Year == 0 {
		return ""
	}
	return strconv.Itoa(t.Year)
}

// counts reports whether the border table has an indicator.
func (q *crossing) counts(indicator string) bool {
	return !math.IsNaN(q.all.value(q.row(q.economy), indicator+"_export"))
}

// central are what both sides come to, and the days and dollars of the export side.
func (q *crossing) central(r *request) []Term {
	i := q.row(q.economy)
	say := func(side string) Term {
		return Term{
			r.Say(
				"borders.central",
				map[string]any{"days": q.all.value(i, "days_"+side), "cost": q.all.value(i, "cost_"+side)},
			),
			r.Say("borders.central-"+side, map[string]any{"at": q.year()}),
		}
	}
	return []Term{{r.Percent2(q.all.value(i, "cost")), r.Say("borders.central-cost")}, say("export")}
}

// answer says what it takes, what that amounts to, and what the best would save.
func (q *crossing) answer(r *request) []string {
	i := q.row(q.economy)
	data := map[string]any{"name": q.name(q.economy), "of": q.all.Rows(), "held": q.all.value(i, "rank_held"),
		"source": q.all.Provenance.Sources[0].Publisher, "at": q.year(), "documents": q.counts("docs")}
	for _, c := range q.all.Columns {
		switch {
		case c.Floats != nil:
			data[c.Name] = c.Floats[i]
		case c.Ints != nil:
			data[c.Name] = c.Ints[i]
		}
	}
	out := []string{r.Say("borders.takes", data)}
	if t, err := border.Open(q.choice.Files[0], 0); err == nil {
		for _, n := range t.WithinUnions([]string{q.economy}, q.name) {
			out = append(out, say.UpperFirst(r.Note(n))+".")
		}
	}
	return append(out, r.Say("borders.amounts", data), r.Say("borders.saves", data))
}

// drawn reports whether pictures of many economies show one: ESCAP's members, and what the reader has chosen. The rows
// have all.
func (q *crossing) drawn(code string) bool {
	member, associate := economies.ESCAP(code)
	return member || associate || code == q.economy || code == q.with || slices.Contains(q.peers, code)
}

// indicators are what the first picture can show.
var indicators = []string{"adds", "days", "docs", "cost"}

// here is the page's address with other values for some of its choices.
func (r *request) here(pairs ...string) string {
	out := []string{}
	for name, values := range r.Values {
		if name != "section" && !slices.Contains(pairs, name) {
			for _, v := range values {
				out = append(out, name, v)
			}
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, pairs[i], pairs[i+1])
		}
	}
	return address(r.path, out...)
}
