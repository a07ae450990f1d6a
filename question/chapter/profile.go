package chapter

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/leontief"
	"ikat/printed"
	"ikat/result"
)

// apec are the members of Asia-Pacific Economic Cooperation since 1998.
var apec = []string{"AUS", "BRN", "CAN", "CHL", "CHN", "HKG", "IDN", "JPN", "KOR", "MEX", "MYS", "NZL", "PER", "PHL",
	"PNG", "RUS", "SGP", "THA", "TWN", "USA", "VNM"}

// beside is what stands next to a printed figure; NaN where there is none.
type beside struct {
	low, high float64
	what      string
}

var nothing = beside{math.NaN(), math.NaN(), ""}

// profiler puts figures next to those of table 13.
type profiler struct {
	t, firms *printed.Table // tables 13 and 12
	shares   map[string]float64
	exports  float64  // of the table's members of apec in year, billion US$
	members  []string // those
	ref      string   // of the table of that year
}

// sourceProfile is table 13: figures about small and medium firms, beside what follows from each other, from table 12
// and from the table at hand.
func sourceProfile(ctx context.Context, e *engine.Engine, q Request, t *printed.Table,
	p engine.Progress) (*result.Frame, error) {
	b := &profiler{t: t}
	var err error
	if b.firms, err = printed.Read(12); err != nil {
		return nil, err
	}
	if b.shares, _, err = sourceShares(ctx, e, q.Table, p); err != nil {
		return nil, err
	}
	if b.ref, err = inYear(e, q.Table, 2000); err != nil {
		return nil, err
	}
	year, err := e.System(ctx, b.ref, leontief.Options{}, p)
	if err != nil {
		return nil, err
	}
	b.addExports(year)
	s := newSheet()
	for _, c := range []struct{ name, label string }{{"item", "Item"}, {"topic", "Topic"}, {"statement", "Of what"},
		{"printed", "Printed"}, {"unit", "Unit"}} {
		s.words(t, c.name, c.label)
	}
	s.Number("low", "From", "as in the column unit", "the figure as a number, or the lower of two", result.Accounting,
		columnOf(t, "low"))
	s.Number("high", "To", "as in the column unit", "the figure as a number, or the higher of two", result.Accounting,
		columnOf(t, "high"))
	low, high, what := make([]float64, t.Rows()), make([]float64, t.Rows()), make([]string, t.Rows())
	for i := range t.Rows() {
		v := b.next(t.Text(i, "beside"))
		low[i], high[i], what[i] = v.low, v.high, v.what
	}
	s.Number("beside_low", "Beside it, from", "as in the column beside",
		"what ikat puts next to the figure, or the lower of two", result.Estimate, low)
	s.Number("beside_high", "Beside it, to", "as in the column beside",
		"what ikat puts next to the figure, or the higher of two", result.Estimate, high)
	s.Text("beside", "What stands beside it", what)
	s.words(t, "note", "Remark")
	s.Note("source.statements", "statements without a figure are left out; words are ikat's own, figures are quoted")
	s.Provenance.Sources = []result.Source{engine.SourceOf(year.Table)}
	if table, err := e.Table(ctx, q.Table, p); err == nil && table != year.Table {
		s.Provenance.Sources = append(s.Provenance.Sources, engine.SourceOf(table))
	}
	return s.Frame, nil
}

// addExports adds up the gross exports of the members of apec that a table has.
func (b *profiler) addExports(s *leontief.System) {
	e := s.Exports()
	for _, part := range s.Parts {
		if !slices.Contains(apec, part.Code) {
			continue
		}
		b.members = append(b.members, part.Code)
		for _, x := range e.Sum[part.Lo:part.Hi] {
			b.exports += x
		}
	}
	scale, known := map[string]float64{"million": 1e-3, "billion": 1, "thousand": 1e-6}[strings.SplitN(s.Table.Money(),
		" ", 2)[0]]
	if !known || !strings.HasSuffix(s.Table.Money(), "USD") || b.members == nil {
		b.exports = math.NaN()
		return
	}
	b.exports *= scale
}

// printedValue is the lower number of an item of table 13.
func (b *profiler) printedValue(item string) float64 { return b.t.Value(b.t.Find("item", item), "low") }

// next returns what stands beside a figure, by the name that the table gives it.
func (b *profiler) next(name string) beside {
	v := b.printedValue
	people := beside{v("K1") * v("K4"), b.t.Value(b.t.Find("item", "K1"), "high") * v("K4"), "million people in all"}
	switch code, indicator, single := strings.Cut(name, " "); {
	case single && indicator == "va_in_exports":
		return b.estimate(code)
	case single:
		x := b.firms.Value(b.firms.Find("economy", code), indicator)
		return beside{x, x, "per cent, " + indicator + " in table 12"}
	}
	switch name {
	case "establishments", "employment", "value_added":
		return b.range12(name, nil)
	case "developing":
		return b.range12("employment", []string{"CHN", "IND", "IDN", "MYS", "PHL", "THA"})
	case "counted":
		x := (v("R1a") + v("R1b") + v("R1c")) / v("R1d") * 100
		return beside{x, x, "million: R1a, R1b and R1c together, over R1d"}
	case "few":
		return beside{v("K7b"), math.NaN(), "per cent or more, enterprises with fewer than five people (K7b)"}
	case "people":
		return people
	case "needed":
		need := b.t.Find("item", "R10")
		return beside{people.low / v("R2a"), people.high / v("R2a"),
			fmt.Sprintf("million SMEs at %g people for each; K1 and R10 add up to %g to %g", v("R2a"),
				v("K1")+b.t.Value(need, "low"), b.t.Value(b.t.Find("item", "K1"), "high")+b.t.Value(need, "high"))}
	case "services":
		x := 100 * (v("K5a") - v("K9b")) / (v("K9a") - v("K9b"))
		return beside{x, x, "per cent of the workers of services and manufacturing in services, to agree with K5a"}
	case "exports":
		x := v("K12a") / 100 * b.exports
		return beside{x, x, fmt.Sprintf("billion US$: %g per cent of the exports of %s in %s", v("K12a"),
			strings.Join(b.members, ", "), b.ref)}
	case "va_in_exports":
		return b.estimates()
	}
	return nothing
}

// range12 is the least and the most of a column of table 12 over some economies, or all.
func (b *profiler) range12(column string, economies []string) beside {
	out := beside{math.Inf(1), math.Inf(-1), "per cent in table 12, lowest and highest of its economies"}
	if economies != nil {
		out.what = "per cent in table 12, lowest and highest of " + strings.Join(economies, ", ")
	}
	for i := range b.firms.Rows() {
		if economies == nil || slices.Contains(economies, b.firms.Text(i, "economy")) {
			out.low, out.high = min(out.low, b.firms.Value(i, column)), max(out.high, b.firms.Value(i, column))
		}
	}
	return out
}

func (b *profiler) estimate(code string) beside {
	v, ok := b.shares[code]
	if !ok {
		return nothing
	}
	return beside{100 * v, 100 * v, "per cent of domestic value added in exports, ikat's estimate"}
}

// estimates is the range of small firms' shares of value added in exports over the economies of the table.
func (b *profiler) estimates() beside {
	if len(b.shares) == 0 {
		return nothing
	}
	out := beside{math.Inf(1), math.Inf(-1), "per cent of domestic value added in exports, ikat's estimates, lowest " +
		"and highest"}
	for _, v := range b.shares {
		out.low, out.high = min(out.low, 100*v), max(out.high, 100*v)
	}
	return out
}
