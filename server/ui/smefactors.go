package ui

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"ikat/engine"
	"ikat/factors"
	questionfirms "ikat/question/firms"
	"ikat/result"
)

// factorDraws is how often the world's response is drawn for the intervals; tests draw it less often.
var factorDraws = 500

// namedFactors is how many factors a sentence of the first screen names; the picture has them all.
const namedFactors = 4

// raising is what raises what small firms make, as the page shows it: the first of its answers.
type raising struct {
	t       *subject
	q       questionfirms.FactorsRequest
	own     bool   // the statistics are the reader's own
	instead string // the sentence that stands for the answer until it is there
	answer  *factors.Answer
	rows    *result.Frame
}

// factors are what raises what small firms make: the page's first screen, though it takes some seconds. The answer with
// its draws comes first, and the ends over all shares take its place.
func (f *firms) factors(r *request) (*raising, error) {
	all, err := f.q.AllStatistics()
	if err != nil {
		return nil, err
	}
	return r.raising(f.t, questionfirms.UsualFactors(f.q.Economy, f.t.ref, all), f.q.Statistics != ""), nil
}

func (r *request) raising(t *subject, q questionfirms.FactorsRequest, own bool) *raising {
	q.Draws = factorDraws
	return &raising{t: t, q: q, own: own,
		instead: r.Say("smes.factors-instead", map[string]any{"name": nameOf(t, q.Economy), "draws": q.Draws})}
}

// section is solved with draws, then with all ends.
func (a *raising) section(r *request) Section {
	whole := a.stage(r, "factors-sure", false)
	s := a.stage(r, "factors", true)
	s.Then = &whole
	return s
}

// stage is the section with its work still to be done; fast leaves the ends over shares of measures that do not reach
// all firms alike to a later stage.
func (a *raising) stage(r *request, id string, fast bool) Section {
	s := Section{ID: id, Leads: true, Title: r.Say("smes.factors"), Lead: r.Say("smes.factors-lead"), Basis: a.t.SHA256,
		Takes: a.q.Work(r.site.engine), Instead: a.instead}
	s.Work = func(r *request, p engine.Progress) (*Section, error) {
		b, done := *a, s
		b.q.Fast = fast
		var err error
		if b.answer, b.rows, _, err = questionfirms.FactorsOf(r, r.site.engine, b.q, p); err != nil {
			return nil, err
		}
		b.fill(r, &done)
		if done.Work = nil; fast {
			then := a.stage(r, "factors-sure", false)
			done.Then = &then
		}
		return &done, nil
	}
	return s
}

// fill puts the answer in the section.
func (a *raising) fill(r *request, s *Section) {
	s.Headline = a.sureSaid(r)
	s.Said = a.sentences(r)
	s.Figure = a.intervals(r)
	a.call(s)
	rows := &answer{a.rows, s.Rows}
	s.Terms = rows.terms("low", "shares_low", "sign_held", "rank_held", "sme_effect", "room_median_pct",
		"sme_income_half_pct")
	s.Table = TableOf(a.rows, naming(a.t.Table))
}

// sureSaid is the answer in two sentences: what is sure, and what is not.
func (a *raising) sureSaid(r *request) string {
	signs := a.answer.Signs()
	said := map[string]any{"draws": a.q.Draws, "bounded": !a.q.Fast}
	for name, list := range map[string][]string{"raise": signs.Raise, "lower": signs.Lower,
		"open": slices.Concat(signs.Open, signs.Split)} {
		more := max(0, len(list)-namedFactors)
		said[name], said["more_"+name] = list[:len(list)-more], more
	}
	return r.Say("smes.factors-are-sure", said) + " " + r.Say("smes.factors-are-open", said)
}

// delivery are the factors of small firms' doors, by what a dollar pays small firms, the most first.
func (a *raising) delivery() []*factors.Factor {
	var out []*factors.Factor
	for _, f := range a.answer.Factors {
		if f.Name == "delivery" && !math.IsNaN(f.Effect[0]) {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(x, y *factors.Factor) int { return cmp.Compare(y.Effect[0], x.Effect[0]) })
	return out
}

// sentences say which door pays most per dollar, and what a measure for all firms does.
func (a *raising) sentences(r *request) []string {
	var out []string
	if doors := a.delivery(); len(doors) > 1 {
		first, last := doors[0], doors[len(doors)-1]
		out = append(out, r.Say("smes.factors-said",
			map[string]any{"name": nameOf(a.t, a.q.Economy), "door": r.Say("smes.door-" + doorKey(first.Door)),
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
func (a *raising) call(s *Section) {
	if a.own {
		s.Command = fmt.Sprintf("factors %s --table %s --draws %d --bounds=%v --stats FILE", a.q.Economy, a.t.ref, a.q.Draws,
			!a.q.Fast)
		return
	}
	s.Rows = NewCall(questionfirms.Factors).With("economy", a.q.Economy).With("table", a.t.ref).
		With("draws", fmt.Sprint(a.q.Draws)).With("bounds", fmt.Sprint(!a.q.Fast))
}

// label names a factor with its door and step.
func (a *raising) label(r *request, f *factors.Factor) string {
	return r.Say("smes.factor-row", map[string]any{"factor": f.Name, "door": f.Door, "step": f.Step})
}

// intervals shows each factor's gain with the middle 90% over draws, inside the ends over all shares.
func (a *raising) intervals(r *request) *Figure {
	looks := []string{"raises", "open", "lowers"}
	f := &Figure{Kind: "intervals", ID: "factors-ranges", Title: r.Say("smes.factors-sure-title",
		map[string]any{"name": nameOf(a.t, a.q.Economy)}), Alt: r.Say("smes.factors-sure-alt"),
		X: &Field{Field: "value", Label: r.Say("whatif.firms-income"), Format: "points", Unit: "%"},
		Y: &Field{Field: "name"}, Low: "shares_low", High: "shares_high", InnerLow: "low", InnerHigh: "high",
		Lines: []Line{{At: 0}}, Color: &Color{Field: "look", Order: looks, Labels: map[string]string{}},
		Tip: []Field{{Field: "large", Label: a.rows.Column("large_income_pct").Label, Format: "points", Unit: "%"}}}
	for _, look := range looks {
		f.Color.Labels[look] = r.Say("smes.looks-" + look)
	}
	for _, v := range a.answer.Factors {
		f.Rows = append(f.Rows, Row{"name": a.label(r, v), "value": 100 * v.Income, "low": 100 * v.Low,
			"high": 100 * v.High, "shares_low": 100 * v.SharesLow, "shares_high": 100 * v.SharesHigh, "look": looks[1-v.Sign()],
			"large": 100 * v.Large})
	}
	return f
}
