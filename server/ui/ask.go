package ui

import (
	"cmp"
	"math"
	"slices"

	"ikat/engine"
	"ikat/measure"
	"ikat/question/computed"
	"ikat/question/measures"
	"ikat/result"
)

// answer is the rows of one measure, with the call that gives the same.
type answer struct {
	*result.Frame
	call *Call
}

// asking is what a page asks of a measure.
type asking struct {
	measure, level                  string
	tables                          []string
	economies, partners, industries []string
	options                         map[string]string
	groups                          []string
}

// ask answers one measure at one level.
func (r *request) ask(a asking) (*answer, error) {
	groups, err := engine.ParseGroups(a.groups)
	if err != nil {
		return nil, err
	}
	f, err := computed.Measures(
		r,
		r.site.engine,
		computed.Request{Measures: []string{a.measure}, Tables: a.tables, Level: a.level, Options: a.options,
			Economies: a.economies, Partners: a.partners, Industries: a.industries, Groups: groups},
		nil,
	)
	if err != nil {
		return nil, err
	}
	c := NewCall(measures.Measure).With("id", a.measure).With("table", a.tables...).With("level", a.level).
		With("economy", a.economies...).
		With("partner", a.partners...).With("industry", a.industries...).With("group", a.groups...)
	for _, o := range options(a.measure) {
		c.With(o.Name, a.options[o.Name])
	}
	return &answer{f[0], c}, nil
}

func options(id string) []measure.Option {
	m, err := measure.Find(id)
	if err != nil {
		return nil
	}
	return m.Options
}

// value returns a number of a row, NaN where there is no such column.
func (a *answer) value(row int, column string) float64 {
	if c := a.Column(column); c != nil && c.Floats != nil {
		return c.Floats[row]
	}
	return math.NaN()
}

// total is the sum of a column, what is not known left out.
func (a *answer) total(column string) float64 {
	sum := 0.0
	for i := range a.Rows() {
		if v := a.value(i, column); !math.IsNaN(v) {
			sum += v
		}
	}
	return sum
}

// text returns a key of a row.
func (a *answer) text(row int, column string) string { return a.Column(column).Text(row) }

// cell is a value of a key column as text, a year too.
func (a *answer) cell(row int, column string) string {
	if c := a.Column(column); !c.IsText() {
		return c.WholeAt(row)
	}
	return a.text(row, column)
}

// sorted returns the rows in falling order of a column; rows without a value come last.
func (a *answer) sorted(column string) *answer {
	v := a.Column(column).Floats
	rows := make([]int, len(v))
	for i := range rows {
		rows[i] = i
	}
	key := func(row int) float64 {
		if math.IsNaN(v[row]) {
			return math.Inf(-1)
		}
		return v[row]
	}
	slices.SortStableFunc(rows, func(i, j int) int { return cmp.Compare(key(j), key(i)) })
	return &answer{a.Take(rows), a.call}
}

// first returns the first rows.
func (a *answer) first(n int) *answer {
	rows := make([]int, min(n, a.Rows()))
	for i := range rows {
		rows[i] = i
	}
	return &answer{a.Take(rows), a.call}
}

// where returns the rows that keep accepts.
func (a *answer) where(keep func(row int) bool) *answer { return &answer{a.Where(keep), a.call} }

// terms explains columns of a measure, as words of a picture.
func (a *answer) terms(columns ...string) []Term {
	var out []Term
	for _, name := range columns {
		if c := a.Column(name); c != nil {
			out = append(out, Term{cmp.Or(c.Label, c.Name), c.Definition})
		}
	}
	return out
}

// about collects what answers rest on: notes and sources without repeats.
func (v *View) about(answers ...*result.Frame) {
	for _, a := range answers {
		v.restsOn(a.Notes, a.Provenance.Sources)
	}
}
