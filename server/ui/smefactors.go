package ui

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/factors"
	questionfirms "ikat/question/firms"
	"ikat/result"
)

// factorDraws is how often the world's response is drawn for the intervals; tests draw it less often.
var factorDraws = 500

// raising is what raises what small firms make, as the page shows it: the first of its answers.
type raising struct {
	f      *firms
	q      questionfirms.FactorsRequest
	answer *factors.Answer
	rows   *result.Frame
}

// factors are what raises what small firms make, and how sure that is, both long work: the page's first screen has what
// they earn, which is there at once.
func (f *firms) factors(r *request) ([]Section, error) {
	all, err := f.q.AllStatistics()
	if err != nil {
		return nil, err
	}
	a := &raising{f: f, q: questionfirms.UsualFactors(f.q.Economy, f.t.ref, all)}
	return []Section{a.steps(r), a.later(r)}, nil
}

// steps solves one step of every factor.
func (a *raising) steps(r *request) Section {
	return Section{ID: "factors", Title: r.Say("smes.factors"), Lead: r.Say("smes.factors-lead"), Basis: a.f.t.SHA256,
		Takes: a.q.Work(r.site.engine),
		Work: func(r *request, p engine.Progress) (*Section, error) {
			b := *a
			if err := b.ask(r, 0, p); err != nil {
				return nil, err
			}
			done := b.section(r)
			done.Headline = strings.Join(b.sentences(r), " ")
			return &done, nil
		}}
}

func (a *raising) ask(r *request, draws int, p engine.Progress) error {
	a.q.Draws, a.q.Fast = draws, draws == 0
	var err error
	a.answer, a.rows, _, err = questionfirms.FactorsOf(r, r.site.engine, a.q, p)
	return err
}

// delivery are the factors of small firms' doors, by what a dollar pays small firms, the most first.
func (a *raising) delivery() []*factors.Factor {
	var out []*factors.Factor
	for _, f := range a.answer.Factors {
		if f.Name == "delivery" && !math.IsNaN(f.Effect[0]) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(x, y *factors.Factor) int {
		switch {
		case x.Effect[0] > y.Effect[0]:
			return -1
		case x.Effect[0] < y.Effect[0]:
			return 1
		}
		return 0
	})
	return out
}

// sentences say which door pays most per dollar, and what a measure for all firms does.
func (a *raising) sentences(r *request) []string {
	var out []string
	name := nameOf(a.f.t, a.f.q.Economy)
	if doors := a.delivery(); len(doors) > 1 {
		first, last := doors[0], doors[len(doors)-1]
		out = append(out, r.Say("smes.factors-said",
			map[string]any{"name": name, "door": r.Say("smes.door-" + doorKey(first.Door)),
				"effect": first.Effect[0], "least": r.Say("smes.door-" + doorKey(last.Door)),
				"least_effect": last.Effect[0]}))
	}
	for _, f := range a.answer.Factors {
		if f.Name == "export procedures" && f.Door == "exports" {
			out = append(out, r.Say("smes.factors-all", map[string]any{"step": f.Step, "small": 100 * f.Income,
				"large": 100 * f.Large,
				"low":   100 * f.SharesLow, "high": 100 * f.SharesHigh, "bounded": !math.IsNaN(f.SharesLow)}))
		}
	}
	return out
}

// doorKey is a door's key among texts.
func doorKey(door string) string {
	return map[string]string{"exports": "exports", "to large firms": "large", "to small firms": "small",
		"to final users": "final"}[door]
}

// call gives the rows: a reader's own statistics are no file that a call could name.
func (a *raising) call(s *Section, draws int) {
	if a.f.q.Statistics != "" {
		s.Command = fmt.Sprintf("factors %s --table %s --draws %d --bounds=%v --stats FILE", a.f.q.Economy, a.f.t.ref,
			draws, draws > 0)
		return
	}
	s.Rows = NewCall(questionfirms.Factors).With("economy", a.f.q.Economy).With("table", a.f.t.ref).
		With("draws", fmt.Sprint(draws)).With("bounds", fmt.Sprint(draws > 0))
}

// label names a factor with its door and step.
func (a *raising) label(r *request, f *factors.Factor) string {
	return r.Say("smes.factor-row", map[string]any{"factor": f.Name, "door": f.Door, "step": f.Step})
}

// section shows small and large firms by factor, the factor that raises small firms most first.
func (a *raising) section(r *request) Section {
	name := nameOf(a.f.t, a.f.q.Economy)
	s := Section{ID: "factors", Title: r.Say("smes.factors"), Lead: r.Say("smes.factors-lead")}
	ends := []string{"sme_income_pct", "large_income_pct"}
	s.Figure = &Figure{Kind: "dumbbell", ID: "factors-beside",
		Title: r.Say("smes.factors-title", map[string]any{"name": name}),
		Alt: r.Say(
			"smes.factors-alt",
		), X: &Field{Field: "value", Label: r.Say("whatif.firms-income"), Format: "points", Unit: "%"},
		Y:     &Field{Field: "name"},
		Group: "end", Lines: []Line{{At: 0}}, Color: &Color{Field: "end", Order: ends, Labels: map[string]string{}}}
	for _, end := range ends {
		s.Figure.Color.Labels[end] = a.rows.Column(end).Label
	}
	for _, f := range a.answer.Factors {
		for k, v := range []float64{f.Income, f.Large} {
			s.Figure.Rows = append(s.Figure.Rows, Row{"name": a.label(r, f), "end": ends[k], "value": 100 * v})
		}
	}
	a.call(&s, 0)
	rows := &answer{a.rows, s.Rows}
	s.Terms = rows.terms("sme_effect", "room_median_pct", "shares_low")
	s.Table = TableOf(a.rows, naming(a.f.t.Table), "factor", "door", "step", "sme_income_pct", "large_income_pct",
		"welfare_pct",
		"sme_effect", "room_median_pct", "shares_low", "shares_high", "who_pays")
	return s
}

// later draws how the world responds: long work.
func (a *raising) later(r *request) Section {
	s := Section{ID: "factors-sure", Title: r.Say("smes.factors-sure"), Lead: r.Say("smes.factors-sure-lead",
		map[string]any{"draws": factorDraws}), Basis: a.f.t.SHA256}
	s.Takes = questionfirms.FactorsRequest{Table: a.q.Table, Draws: factorDraws}.Work(r.site.engine)
	s.Work = func(r *request, p engine.Progress) (*Section, error) {
		done := s
		done.Work = nil
		b := *a
		if err := b.ask(r, factorDraws, p); err != nil {
			return nil, err
		}
		sure, unsure := b.answer.Sure()
		done.Lead = r.Say("factors.sure", map[string]any{"list": sure, "draws": factorDraws}) + " " +
			r.Say("factors.unsure", map[string]any{"list": unsure})
		done.Figure = b.intervals(r)
		b.call(&done, factorDraws)
		rows := &answer{b.rows, done.Rows}
		done.Terms = rows.terms("low", "sign_held", "rank_held", "sme_income_half_pct")
		done.Table = TableOf(b.rows, naming(b.f.t.Table))
		return &done, nil
	}
	return s
}

// intervals shows each factor's gain with its middle 90% over draws.
func (a *raising) intervals(r *request) *Figure {
	f := &Figure{Kind: "intervals", ID: "factors-ranges", Title: r.Say("smes.factors-sure-title",
		map[string]any{"name": nameOf(a.f.t, a.f.q.Economy)}), Alt: r.Say("smes.factors-sure-alt"),
		X: &Field{
			Field:  "value",
			Label:  r.Say("whatif.firms-income"),
			Format: "points",
			Unit:   "%",
		}, Y: &Field{Field: "name"}, Low: "low",
		High:  "high",
		Lines: []Line{{At: 0}}}
	for _, v := range a.answer.Factors {
		if !math.IsNaN(v.Low) {
			f.Rows = append(f.Rows, Row{"name": a.label(r, v), "value": 100 * v.Income, "low": 100 * v.Low,
				"high": 100 * v.High})
		}
	}
	return f
}
