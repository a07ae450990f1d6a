package ui

import (
	"cmp"
	"math"
	"strconv"

	"ikat/engine"
	"ikat/fault"
	questionfirms "ikat/question/firms"
	"ikat/result"
	"ikat/say"
)

func isMissing(err error) bool { return fault.KindOf(err) == fault.NotFound }

// interval is how sure the share is: long work.
func (f *firms) interval(r *request) Section {
	s := Section{
		ID:       "interval",
		Title:    r.Say("smes.interval"),
		Lead:     r.Say("smes.interval-lead"),
		Controls: f.assumptions(r),
		Basis:    f.t.SHA256,
		Takes:    questionfirms.BoundsWork(r.site.engine, f.t.ref),
	}
	s.Work = func(r *request, p engine.Progress) (*Section, error) {
		done := s
		done.Work = nil
		q := f.q
		q.Bounds = true
		a, err := questionfirms.EstimateOf(r, r.site.engine, q, p)
		if err != nil {
			return nil, err
		}
		f.call(r, &done, true, false)
		done.Headline, done.Instead = questionfirms.Headline(r.Texts, a), questionfirms.Headline(r.Texts, f.answer)
		done.Lead = r.Say("firms.proof", map[string]any{"found_low": a.Bounds.Share.FoundLow,
			"found_high": a.Bounds.Share.FoundHigh})
		done.Figure = f.intervals(
			r,
			"interval-bar",
			r.Say("smes.interval-title", map[string]any{"name": a.Name, "year": f.t.Year}),
		)
		done.Table = f.intervalTable(r)
		f.intervalRow(
			&done,
			r.Say("smes.sme_share_of_va_in_exports"),
			a.Split.Share(),
			a.Bounds.Share.Low,
			a.Bounds.Share.High,
			a.Bounds.Share.FoundLow,
			a.Bounds.Share.FoundHigh,
		)
		for _, one := range a.Statistics {
			if one.Industry == "" && one.Indicator == "exports" {
				f.intervalRow(
					&done,
					r.Say("smes.statistic-exports"),
					one.Value,
					one.Low,
					one.High,
					math.NaN(),
					math.NaN(),
				)
			}
		}
		done.Terms = intervalTerms(r)
		for _, text := range a.Assume.Assumptions() {
			done.Facts = append(done.Facts, Term{r.Say("smes.assumed"), upper(r.Note(text))})
		}
		return &done, nil
	}
	return s
}

// worth is what one more statistic would do to the interval: longer work.
func (f *firms) worth(r *request) Section {
	s := Section{ID: "worth", Title: r.Say("smes.worth"), Lead: r.Say("smes.worth-lead"), Basis: f.t.SHA256,
		Takes: questionfirms.BoundsWork(r.site.engine, f.t.ref)}
	s.Work = func(r *request, p engine.Progress) (*Section, error) {
		done := s
		done.Work = nil
		q := f.q
		q.Bounds, q.Worth = true, true
		a, err := questionfirms.EstimateOf(r, r.site.engine, q, p)
		if err != nil {
			return nil, err
		}
		f.call(r, &done, true, true)
		done.Figure = f.intervals(r, "worth-bars", r.Say("smes.worth-title", map[string]any{"name": a.Name}))
		done.Table = f.intervalTable(r)
		done.Table.Header = append(
			done.Table.Header,
			Head{Label: r.Say("smes.narrower"), Unit: "share", Kind: result.Bound, Number: true},
		)
		f.intervalRow(
			&done,
			r.Say("smes.as-it-is"),
			a.Split.Share(),
			a.Bounds.Share.Low,
			a.Bounds.Share.High,
			a.Bounds.Share.FoundLow,
			a.Bounds.Share.FoundHigh,
			0,
		)
		for _, w := range a.Worth {
			f.intervalRow(
				&done,
				w.Statistic,
				a.Split.Share(),
				w.Share.Low,
				w.Share.High,
				w.Share.FoundLow,
				w.Share.FoundHigh,
				w.Narrower,
			)
		}
		if len(a.Worth) > 0 {
			done.Lead = r.Say(
				"smes.worth-said",
				map[string]any{
					"statistic": a.Worth[0].Statistic,
					"narrower":  a.Worth[0].Narrower,
					"low":       a.Worth[0].Share.Low,
					"high":      a.Worth[0].Share.High,
				},
			)
		}
		done.Terms = intervalTerms(r)
		return &done, nil
	}
	return s
}

// assumptions are what the interval takes as known beside the statistics, as choices.
func (f *firms) assumptions(r *request) []Control {
	number := func(name string, v float64) Control {
		return Control{
			Kind:  "number",
			Name:  name,
			Label: r.Say("smes." + name),
			Help:  r.Say("smes.factor-help"),
			Value: cmp.Or(r.Get(name), strconv.FormatFloat(v, 'g', -1, 64)),
			Min:   "0",
			Max:   "100",
			Step:  "any",
		}
	}
	either := func(name string, on bool) Control {
		return Control{
			Kind:    "select",
			Name:    name,
			Label:   r.Say("smes." + name),
			Value:   strconv.FormatBool(on),
			Options: []Choice{{"true", r.Say("smes.yes")}, {"false", r.Say("smes.no")}},
		}
	}
	return []Control{
		number("va-within", f.q.Assume.ValueAdded),
		number("imports-within", f.q.Assume.Imports),
		either("export-cap", f.q.Assume.ExportCap),
		either("free-final", f.q.Assume.FreeFinal),
	}
}

// intervals is an empty picture of intervals of the share: none lies outside, found inside, and the estimate.
func (f *firms) intervals(r *request, id, title string) *Figure {
	return &Figure{
		Kind:      "intervals",
		ID:        id,
		Title:     title,
		Alt:       r.Say("smes.intervals-alt"),
		X:         &Field{Field: "point", Label: r.Say("smes.share"), Format: "percent"},
		Y:         &Field{Field: "name"},
		Low:       "low",
		High:      "high",
		InnerLow:  "found_low",
		InnerHigh: "found_high",
	}
}

func (f *firms) intervalTable(r *request) *Table {
	t := &Table{Header: []Head{{Label: r.Say("smes.what")}}}
	for _, c := range []struct {
		key  string
		kind result.Kind
	}{{"estimate", result.Estimate}, {"certain-low", result.Bound}, {"certain-high", result.Bound}, {"found-low",
		result.Bound}, {"found-high", result.Bound}} {
		t.Header = append(t.Header, Head{Label: r.Say("smes." + c.key), Unit: "share", Kind: c.kind, Number: true})
	}
	return t
}

// intervalRow adds an interval to a section's picture and table: point, low, high, found low and high, and what else
// the table has.
func (f *firms) intervalRow(s *Section, name string, v ...float64) {
	s.Figure.Rows = append(
		s.Figure.Rows,
		Row{"name": say.UpperFirst(name), "point": v[0], "low": v[1], "high": v[2], "found_low": v[3], "found_high": v[4]},
	)
	cells := []Cell{{Text: say.UpperFirst(name)}}
	for _, x := range v {
		cells = append(cells, datum{point: x, unit: "share"}.cell())
	}
	s.Table.Rows = append(s.Table.Rows, cells)
	s.Table.Total = len(s.Table.Rows)
}

func intervalTerms(r *request) []Term {
	var out []Term
	for _, key := range []string{"estimate", "certain-low", "found-low"} {
		out = append(out, Term{r.Say("smes." + key), r.Say("smes." + key + "-means")})
	}
	return out
}
