package trade

import (
	"math"
	"slices"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/economies"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/sme"
)

// firmLine is what becomes of small and medium firms' income, by growth: at least-information shares, NaN where nobody
// says how exports are split, and its ends over all splits that the statistics allow.
type firmLine struct{ small, low, high float64 }

func noLine() firmLine { return firmLine{math.NaN(), math.NaN(), math.NaN()} }

// lineOf is the line of a split in an outcome. Where the outcome has the classes apart there is one split alone.
func lineOf(s *classes.Split, o *counterfactual.Outcome, r *classes.Response) firmLine {
	v := noLine()
	if len(o.Classes(s.Economy)) > 1 {
		v.small = s.Growth(o).Small
		return firmLine{v.small, v.small, v.small}
	}
	if !s.Alike() { // only a division tells
		return v
	}
	if !s.Open() {
		v.small = s.GrowthIn(r).Small
	}
	if low, high, err := s.BoundsIn(r); err == nil { // the statistics agree: they were split
		v.low, v.high = low, high
	}
	return v
}

// over widens the ends by those of another line.
func (v *firmLine) over(other firmLine) {
	v.low, v.high = math.Min(v.low, other.low), math.Max(v.high, other.high)
}

// lineColumns adds the columns of lines to rows. whose says whose small firms they are; name starts the columns' names.
func lineColumns(c *result.Numbers, name, label, whose, over string, at func(i int) firmLine) {
	for _, d := range []struct {
		name, label, definition string
		of                      func(v firmLine) float64
	}{
		{"_pct", "", "change in the real value added of small and medium firms of " + whose + ", at the shares by industry " +
			"nearest to their statistics; blank where nobody says how exports are split, or nothing is known",
			func(v firmLine) float64 { return v.small }},
		{"_low_pct", ", low", "least change over all splits by industry that the statistics allow, certified" + over,
			func(v firmLine) float64 { return v.low }},
		{"_high_pct", ", high", "largest change over the same", func(v firmLine) float64 { return v.high }},
	} {
		c.Number(name+d.name, label+d.label, counterfactual.PerCent, d.definition,
			func(i int) float64 { return 100 * counterfactual.Settled(d.of(at(i))) })
	}
}

// addFirms adds the line of small firms to rows by scenario and economy.
func (m *simulation) addFirms(f *result.Frame) {
	lines := map[firmsOf]firmLine{}
	for i, sc := range m.s.Scenarios {
		answers := m.answers(i)
		for n, code := range m.t.Economies {
			if line, ok := m.firmLine(answers, i, n); ok {
				lines[firmsOf{sc.Name, code}] = line
			}
		}
	}
	scenario, economy := f.Column("scenario"), f.Column("economy")
	c := f.Of(result.Scenario, f.Rows())
	lineColumns(c, "sme_income", "SMEs' income", "the economy", " and over the elasticity sets (and values of a day)",
		func(i int) firmLine {
			if v, ok := lines[firmsOf{scenario.Text(i), economy.Text(i)}]; ok {
				return v
			}
			return noLine()
		})
	m.small.columns(c, func(i int) firmsOf { return firmsOf{scenario.Text(i), economy.Text(i)} })
	c.Text("sme_statistics", "Statistics of SMEs", func(i int) string {
		n := slices.Index(m.t.Economies, economy.Text(i))
		if _, ok := lines[firmsOf{scenario.Text(i), economy.Text(i)}]; !ok {
			return ""
		}
		if m.splits[m.variants[0].Elasticities][n] == nil {
			return "the scenarios' own classes"
		}
		stats, _ := m.stats.Of(economy.Text(i)) // it was split by them
		return sizes.Basis(stats)
	})
}

// answers are how the world answers to a scenario, by variant.
func (m *simulation) answers(i int) []*classes.Response {
	out := make([]*classes.Response, len(m.variants))
	for v := range m.variants {
		out[v] = classes.ResponseOf(m.outcomes[v][i])
	}
	return out
}

// firmLine is the line of an economy over the variants; false where its small firms are not known.
func (m *simulation) firmLine(answers []*classes.Response, i, n int) (out firmLine, ok bool) {
	for v, choice := range m.variants {
		var line firmLine
		if s := m.splits[choice.Elasticities][n]; s != nil {
			line = lineOf(s, m.outcomes[v][i], answers[v])
		} else if c, _, ok := m.change(v, i, n); ok {
			line = firmLine{c.Small, c.Small, c.Small}
		} else {
			return out, false
		}
		if v == 0 {
			out = line
		}
		out.over(line)
	}
	return out, true
}

// firmNotes say on what the lines of small firms in rows rest, and whose are not known.
func (m *simulation) firmNotes(f *result.Frame) []result.Note {
	var shown []string
	for i := range f.Rows() {
		shown = append(shown, f.Column("economy").Text(i))
	}
	var with, without []string
	for n, code := range m.t.Economies {
		if !slices.Contains(shown, code) || economies.IsAggregate(code) {
			continue
		}
		switch _, err := m.stats.Of(code); {
		case m.splits[m.variants[0].Elasticities][n] != nil:
			with = append(with, code)
		case err != nil && len(m.outcomes[0][0].Classes(n)) < 2:
			without = append(without, code)
		}
	}
	return lineNotes(m.stats, with, without)
}

// lineNotes say on which statistics lines of small firms rest, what income is, and whose lines there are none of.
func lineNotes(stats sme.Statistics, with, without []string) []result.Note {
	out := sizes.LineNotes(stats, with, without)
	if len(with) > 0 {
		out = append(out, incomeNote)
	}
	return out
}
