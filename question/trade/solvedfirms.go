package trade

import (
	"math"
	"slices"
	"strings"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/result"
)

// byFirms has a row a scenario and economy with small and large firms: what becomes of their income, and how far that
// rests on the industries in which small firms work.
func (m *simulation) byFirms() *result.Frame {
	rows := m.firmRows()
	f := &result.Frame{}
	c := f.Of(result.Scenario, len(rows))
	c.Text("scenario", "Scenario", func(i int) string { return rows[i].scenario })
	c.Text("economy", "Economy", func(i int) string { return m.t.Economies[rows[i].economy] })
	number := func(name, label, unit, definition string, of func(r *firmRow) float64) {
		c.Number(name, label, unit, definition, func(i int) float64 { return of(&rows[i]) })
	}
	per := func(name, label, definition string, of func(r *firmRow) float64) {
		number(name, label, counterfactual.PerCent, definition,
			func(r *firmRow) float64 { return 100 * counterfactual.Settled(of(r)) })
	}
	const over = "over the elasticity sets (and values of a day, and ways of qualifying) and, where classes are treated " +
		"alike, over all splits by industry that the statistics allow"
	for _, d := range firmColumns("the economy")[:2] {
		per(d.name, d.label, d.definition, d.of)
	}
	per("sme_income_low_pct", "SMEs' income, low", "least change "+over, func(r *firmRow) float64 { return r.low })
	per("sme_income_high_pct", "SMEs' income, high", "largest change over the same",
		func(r *firmRow) float64 { return r.high })
	m.small.columns(c, func(i int) firmsOf { return firmsOf{rows[i].scenario, m.t.Economies[rows[i].economy]} })
	number("sme_income", "SMEs' income, amount", m.t.Money(),
		"change in small and medium firms' real value added, in the "+
			"table's prices", func(r *firmRow) float64 { return counterfactual.Settled(r.Small) * r.value })
	for _, d := range firmColumns("the economy")[2:] {
		per(d.name, d.label, d.definition, d.of)
	}
	f.Notes = append(f.Notes, incomeNote)
	for n, code := range m.t.Economies {
		all := m.classesOf(n)
		if _, _, ok := m.change(0, 0, n); !ok && len(all) > 1 {
			f.Note("firms.otherwise", "the firms of {economy} are divided into {classes}, not into small and large ones: "+
				"the rows of level class have them", "economy", code, "classes", strings.Join(all, ", "))
		}
	}
	return f
}

// firmColumn is what is said of an economy's small and large firms.
type firmColumn struct {
	name, label, definition string
	of                      func(r *firmRow) float64
}

// firmColumns are what every answer to the model says of them.
func firmColumns(economy string) []firmColumn {
	const rule = " (rule: pairs, share flows between two suppliers along the straight path of their costs), over " +
		"base value added; blank where classes are treated alike"
	return []firmColumn{
		{"sme_income_pct", "SMEs' income", "change in the real value added of small and medium firms of " + economy,
			func(r *firmRow) float64 { return r.Small }},
		{"large_income_pct", "Large firms' income", "change in the real value added of large firms of " + economy,
			func(r *firmRow) float64 { return r.Large }},
		{"economy_income_pct", "Economy's income", "change in the real value added of " + economy + ", which all share",
			func(r *firmRow) float64 { return r.Economy }},
		{"shift_pct", "Shift", "small firms' change less the economy's: labour that moves between classes",
			func(r *firmRow) float64 { return r.Small - r.Economy }},
		{"shares_low_pct", "All splits, low", "least change of small firms' over all shares by industry that the " +
			"statistics allow, certified; blank where classes are treated apart",
			func(r *firmRow) float64 { return r.sharesLow }},
		{"shares_high_pct", "All splits, high", "largest change over the same",
			func(r *firmRow) float64 { return r.sharesHigh }},
		{"from_large_pct", "Of it, from large firms", "what small firms' income gains at large firms' expense" + rule,
			func(r *firmRow) float64 { return r.fromLarge }},
		{"from_abroad_pct", "Of it, from abroad", "the same at the expense of rivals abroad and of imports" + rule,
			func(r *firmRow) float64 { return r.fromAbroad }},
	}
}

// incomeNote says what income of firms is.
var incomeNote = result.NewNote("firms.made", "income is value added made in the firms of a class, over "+
	"consumer prices: "+
	"labour moves between classes, so a shift is people who move, not income of the same people")

// firmRow is a scenario's small and large firms of an economy, by growth.
type firmRow struct {
	scenario string
	economy  int
	classes.Change
	low, high             float64
	value                 float64 // of small firms, in the baseline
	sharesLow, sharesHigh float64
	fromLarge, fromAbroad float64
}

func (m *simulation) firmRows() []firmRow {
	var out []firmRow
	for i, sc := range m.s.Scenarios {
		answers := m.answers(i)
		for n := range m.t.Economies {
			row := firmRow{scenario: sc.Name, economy: n, sharesLow: math.NaN(), sharesHigh: math.NaN(),
				fromLarge: math.NaN(), fromAbroad: math.NaN()}
			line, known := m.firmLine(answers, i, n)
			if !known {
				continue
			}
			row.Change, row.value, _ = m.change(0, i, n)
			if math.IsNaN(line.small) { // nobody says how exports are split
				row.Small, row.Large, row.value = math.NaN(), math.NaN(), math.NaN()
			}
			row.low, row.high = line.low, line.high
			m.detail(&row, i)
			out = append(out, row)
		}
	}
	return out
}

// change is what becomes of small and large firms of an economy in a variant, and their value added; ok is false where
// they are not known, or its firms are divided otherwise.
func (m *simulation) change(v, i, n int) (c classes.Change, value float64, ok bool) {
	return changeIn(m.outcomes[v][i], m.splits[m.variants[v].Elasticities][n], n)
}

// changeIn is change in an outcome, s the economy's split by statistics, nil where it has none.
func changeIn(o *counterfactual.Outcome, s *classes.Split, n int) (c classes.Change, value float64, ok bool) {
	if all := o.Classes(n); len(all) > 1 {
		at := func(name string) int {
			return slices.IndexFunc(all, func(c counterfactual.ClassChange) bool {
				return o.Base.Suppliers()[c.Supplier].Class == name
			})
		}
		small, large := at(classes.Names[0]), at(classes.Names[1])
		if small < 0 || large < 0 || len(all) > 2 {
			return c, 0, false
		}
		return classes.Change{Small: all[small].Income, Large: all[large].Income, Economy: all[small].Economy},
			o.Base.SupplierIncome(all[small].Supplier), true
	}
	if s == nil {
		return c, 0, false
	}
	return s.Growth(o), s.Value(), true
}

// detail adds the range over all splits where classes were treated alike, and else at whose expense small firms gain.
func (m *simulation) detail(row *firmRow, i int) {
	o := m.outcomes[0][i]
	all := o.Classes(row.economy)
	if len(all) < 2 {
		s := m.splits[m.variants[0].Elasticities][row.economy]
		if low, high, err := s.Bounds(o); err == nil { // the statistics agree: they were split
			row.sharesLow, row.sharesHigh = low, high
		}
		return
	}
	row.losers(o, row.economy)
}

// losers finds at whose expense small firms of a divided economy gain.
func (row *firmRow) losers(o *counterfactual.Outcome, economy int) {
	for _, c := range o.Classes(economy) {
		if o.Base.Suppliers()[c.Supplier].Class == classes.Names[0] {
			r := o.PairwiseLosers(c.Supplier)
			row.fromLarge, row.fromAbroad = r.ClassesHome+r.ClassesExport, r.AbroadHome+r.AbroadExport
		}
	}
}

// byClass has a row a scenario and class of firms, of the economies that are divided and of those with statistics.
func (m *simulation) byClass() *result.Frame {
	type line struct {
		scenario, economy, class string
		income, low, high, shift float64
		value                    float64
	}
	var rows []line
	for i, sc := range m.s.Scenarios {
		for n, code := range m.t.Economies {
			for a, name := range m.classesOf(n) {
				l := line{scenario: sc.Name, economy: code, class: name}
				for v := range m.variants {
					g, whole, value := m.classChange(v, i, n, a)
					if v == 0 {
						l.income, l.low, l.high, l.shift, l.value = g, g, g, g-whole, value
					}
					l.low, l.high = math.Min(l.low, g), math.Max(l.high, g)
				}
				rows = append(rows, l)
			}
		}
	}
	f := &result.Frame{}
	c := f.Of(result.Scenario, len(rows))
	c.Text("scenario", "Scenario", func(i int) string { return rows[i].scenario })
	c.Text("economy", "Economy", func(i int) string { return rows[i].economy })
	c.Text("class", "Class", func(i int) string { return rows[i].class })
	for _, d := range []struct {
		name, label, definition string
		of                      func(l *line) float64
	}{
		{"income_pct", "Income", "change in the class's real value added", func(l *line) float64 { return l.income }},
		{"income_low_pct", "Income, low", "least change over what is not known of the world's response",
			func(l *line) float64 { return l.low }},
		{"income_high_pct", "Income, high", "largest change over the same", func(l *line) float64 { return l.high }},
		{"shift_pct", "Shift", "the class's change less the economy's; weighted by base value added, shifts " +
			"add up to 0",
			func(l *line) float64 { return l.shift }},
	} {
		c.Number(d.name, d.label, counterfactual.PerCent, d.definition, func(i int) float64 {
			return 100 * counterfactual.Settled(d.of(&rows[i]))
		})
	}
	c.Number("value_added", "Value added", m.t.Money(), "of the class, in the baseline",
		func(i int) float64 { return rows[i].value })
	c.Number("income", "Income, amount", m.t.Money(), "change in the class's real value added, in the table's prices",
		func(i int) float64 { return counterfactual.Settled(rows[i].income) * rows[i].value })
	f.Notes = append(f.Notes, incomeNote)
	return f
}

// classesOf names the classes of an economy's firms that rows can be had of.
func (m *simulation) classesOf(n int) []string {
	o := m.outcomes[0][0]
	var out []string
	for _, c := range o.Classes(n) {
		if name := o.Base.Suppliers()[c.Supplier].Class; name != "" {
			out = append(out, name)
		}
	}
	if out == nil && m.splits[m.variants[0].Elasticities][n] != nil {
		return classes.Names
	}
	return out
}

// classChange is the growth of a class's income and of the economy's, and the class's value added in the baseline.
func (m *simulation) classChange(v, i, n, class int) (income, economy, value float64) {
	o := m.outcomes[v][i]
	if all := o.Classes(n); len(all) > 1 {
		return all[class].Income, all[class].Economy, o.Base.SupplierIncome(all[class].Supplier)
	}
	s := m.splits[m.variants[v].Elasticities][n]
	c := s.Growth(o)
	if s.Open() { // nobody says how exports are split: there is a range (level sme) and no point
		c.Small, c.Large = math.NaN(), math.NaN()
	}
	if class == 0 {
		return c.Small, c.Economy, s.Value()
	}
	return c.Large, c.Economy, s.Total() - s.Value()
}
