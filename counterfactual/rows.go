package counterfactual

import (
	"math"

	"ikat/result"
)

// PerCent is the unit of changes.
const PerCent = "per cent"

// Variant is one choice of what is not known: an elasticity set and, where days at borders change, the cost of a day.
type Variant struct {
	Elasticities string
	DayCost      float64
}

// Results are scenarios solved under every variant, of which the first is the central one and all of them make the
// range.
type Results struct {
	Scenarios  []string
	Variants   []Variant
	Outcomes   [][]*Outcome // by variant and scenario
	Economies  []string
	Industries []string
	Money      string   // unit of amounts
	Drawn      []*Drawn // by scenario, nil without draws
}

// Rows lays the outcomes out at a level: economy, accounts, sector, trade, link or convergence.
func (m *Results) Rows(level string) *result.Frame {
	switch level {
	case "sector":
		return m.sectors()
	case "trade":
		return m.trade(false)
	case "link":
		return m.trade(true)
	case "convergence":
		return m.convergence()
	case "accounts":
		return m.economies(accountColumns)
	}
	return m.economies(economyColumns)
}

// economies has a row an economy and one for the world, whose percentages are means weighted by final spending.
func (m *Results) economies(columns []economyColumn) *result.Frame {
	f := &result.Frame{}
	G := len(m.Economies)
	codes := append(append([]string(nil), m.Economies...), "world")
	var scenario, economy []string
	cols := make([][]float64, len(columns))
	for i, sc := range m.Scenarios {
		per := make([][]float64, len(columns))
		for c, col := range columns {
			per[c] = m.overVariants(i, col)
		}
		for n := range G + 1 {
			scenario, economy = append(scenario, sc), append(economy, codes[n])
			for c := range cols {
				cols[c] = append(cols[c], per[c][n])
			}
		}
	}
	f.Text("scenario", "Scenario", scenario)
	f.Text("economy", "Economy", economy)
	for c, col := range columns {
		unit := PerCent
		if col.money {
			unit = m.Money
		}
		f.Number(col.name, col.label, unit, col.definition, result.Scenario, cols[c])
	}
	if m.Drawn != nil && columns[0].name == economyColumns[0].name {
		m.drawnColumns(f, cols[0])
	}
	return f
}

// economyColumn is one column of results by economy.
type economyColumn struct {
	name, label, definition string
	of                      func(o *Outcome, n int) float64
	fold                    func(a, b float64) float64 // over variants; nil takes the central one
	money                   bool                       // a sum, not a percentage
	world                   func(o *Outcome) float64   // of the world, where it is no mean weighted by final spending
}

var economyColumns = []economyColumn{
	{name: "welfare_pct", label: "Welfare", definition: "change in real final spending, exact", of: welfare},
	{name: "paper_sum_pct", label: "Paper's sum", definition: "Caliendo and Parro's sum of terms of trade, volume of " +
		"trade, resources and transfers at equilibrium changes; blank where changes are not small", of: paperSum},
	{name: "real_wage_pct", label: "Real wage", definition: "change in wages over consumer prices",
		of: func(o *Outcome, n int) float64 {
			return 100 * (o.RealWage[n] - 1)
		}},
	{name: "welfare_low_pct", label: "Welfare, low", definition: "least change in welfare over the elasticity sets " +
		"(and values of a day)", of: welfare, fold: math.Min},
	{name: "welfare_high_pct", label: "Welfare, high", definition: "largest change in welfare over the elasticity " +
		"sets (and values of a day)", of: welfare, fold: math.Max},
}

// accountColumns say where the change in welfare comes from: the parts of the paper's sum first, blank where it is.
var accountColumns = []economyColumn{
	{name: "terms_of_trade_pct", label: "Terms of trade", definition: "of the paper's sum: prices of exports against " +
		"prices of imports, share of final spending", of: partOf(func(w Welfare) float64 { return w.Terms })},
	{name: "volume_of_trade_pct", label: "Volume of trade", definition: "of the paper's sum: tariff-paying imports " +
		"that come or go", of: partOf(func(w Welfare) float64 { return w.Volume })},
	{name: "resources_pct", label: "Resources", definition: "of the paper's sum: saved in delivering imports and " +
		"in production", of: partOf(func(w Welfare) float64 { return w.Resources })},
	{name: "transfers_pct", label: "Transfers", definition: "of the paper's sum: a smaller or larger trade surplus",
		of: partOf(func(w Welfare) float64 { return w.Transfers })},
	{name: "consumer_prices_pct", label: "Consumer prices", definition: "change, in units of world value added",
		of: func(o *Outcome, n int) float64 {
			return 100 * (o.PriceIndex[n] - 1)
		}},
	{name: "exports_pct", label: "Exports", definition: "change in value, in units of world value added",
		of: func(o *Outcome, n int) float64 {
			before, after := exportsOf(o, n)
			return 100 * (after/before - 1)
		}, world: func(o *Outcome) float64 {
			var before, after float64
			for n := range o.Base.G() {
				b, a := exportsOf(o, n)
				before, after = before+b, after+a
			}
			return 100 * (after/before - 1)
		}},
	{name: "tariff_revenue_change", label: "Tariff revenue, change", definition: "change in tariff revenue", money: true,
		of: func(o *Outcome, n int) float64 {
			return From(revenueOf(o, n))
		}},
}

// small is the change in welfare, per cent, up to which a sum at the baseline's weights says anything.
const small = 5

// paperSum is the paper's sum, NaN where it or welfare moves too much for it: sums below −100% have been seen.
func paperSum(o *Outcome, n int) float64 {
	v := 100 * o.FirstOrder[n].Total()
	if math.Abs(v) > small || math.Abs(welfare(o, n)) > small {
		return math.NaN()
	}
	return v
}

// partOf is a part of the paper's sum, NaN where the sum is: parts of a hundred per cent that add up to little say no
// more than it.
func partOf(part func(w Welfare) float64) func(o *Outcome, n int) float64 {
	return func(o *Outcome, n int) float64 {
		v := 100 * part(o.FirstOrder[n])
		if math.Abs(v) > small || math.IsNaN(paperSum(o, n)) {
			return math.NaN()
		}
		return v
	}
}

func welfare(o *Outcome, n int) float64 { return perCent(o.Welfare[n]) }

// perCent is a change from 1 in per cent, as far as a solution knows it.
func perCent(ratio float64) float64 { return 100 * Settled(ratio-1) }

// overVariants returns a column for one scenario, the world last.
func (m *Results) overVariants(i int, c economyColumn) []float64 {
	var out []float64
	for v := range m.Variants {
		one := withWorld(m.Outcomes[v][i], c)
		if v == 0 {
			out = one
			continue
		}
		if c.fold == nil {
			break
		}
		for n := range out {
			out[n] = c.fold(out[n], one[n])
		}
	}
	return out
}

func withWorld(o *Outcome, c economyColumn) []float64 {
	G := o.Base.G()
	out := make([]float64, G+1)
	var weights float64
	for n := range G {
		w := o.Base.Income[n]
		if c.money {
			w = 1
		}
		out[n] = settle(c, c.of(o, n))
		out[G] += w * out[n]
		weights += w
	}
	switch {
	case c.world != nil:
		out[G] = c.world(o)
	case !c.money:
		out[G] /= weights
	}
	out[G] = settle(c, out[G])
	return out
}

// settle takes what rounding makes of a percentage for none.
func settle(c economyColumn, v float64) float64 {
	if c.money {
		return v
	}
	return 100 * Settled(v/100)
}

func exportsOf(o *Outcome, i int) (before, after float64) {
	suppliers := o.Base.Suppliers()
	for at, m := range o.BaseFlows {
		if _, _, s := o.Base.Ends(at); suppliers[s].Economy == i && o.Base.Crosses(at) {
			before += m
			after += o.Flows[at]
		}
	}
	return before, after
}

func revenueOf(o *Outcome, n int) (before, after float64) {
	doors := o.Base.Doors()
	for at, m := range o.BaseFlows {
		if _, d, _ := o.Base.Ends(at); doors[d].Economy == n {
			before += o.Base.Tariff[at] * m
			after += o.Tariff[at] * o.Flows[at]
		}
	}
	return before, after
}

// sectors has a row a scenario, economy and industry.
func (m *Results) sectors() *result.Frame {
	f := &result.Frame{}
	var scenario, economy, industry []string
	var base, output, real, cost []float64
	for i, sc := range m.Scenarios {
		o := m.Outcomes[0][i]
		for n, e := range m.Economies {
			for j, ind := range m.Industries {
				scenario, economy, industry = append(scenario, sc), append(economy, e), append(industry, ind)
				v := o.industry(n, j)
				base = append(base, v.valueAdded)
				output = append(output, perCent(v.growth))
				real = append(real, perCent(v.growth/o.PriceIndex[n]))
				cost = append(cost, perCent(v.cost))
			}
		}
	}
	f.Text("scenario", "Scenario", scenario)
	f.Text("economy", "Economy", economy)
	f.Text("industry", "Industry", industry)
	f.Number("value_added", "Value added", m.Money, "in the baseline", result.Scenario, base)
	f.Number("value_added_pct", "Value added and output", PerCent, "change in value, in units of world value added; "+
		"value added is a fixed share of output", result.Scenario, output)
	f.Number("real_value_added_pct", "Real value added", PerCent,
		"change in value added over the economy's consumer prices", result.Scenario, real)
	f.Number("unit_cost_pct", "Unit cost", PerCent, "change in the cost of a unit of output, in units of world "+
		"value added", result.Scenario, cost)
	return f
}

// industryChange is what becomes of an economy's industry, its classes of firms taken together.
type industryChange struct{ valueAdded, growth, cost float64 }

func (o *Outcome) industry(n, j int) industryChange {
	b, l, N := o.Base, o.Base.shape(), o.Base.N()
	if l.from[n+1]-l.from[n] == 1 {
		p := l.from[n]*N + j
		return industryChange{b.Labour[p] * b.Output[p], o.Output[p] / b.Output[p], o.Cost[p]}
	}
	var before, after, output, cost float64
	for s := l.from[n]; s < l.from[n+1]; s++ {
		p := s*N + j
		before += b.Labour[p] * b.Output[p]
		after += b.Labour[p] * o.Output[p]
		output += b.Output[p]
		cost += b.Output[p] * o.Cost[p]
	}
	return industryChange{before, after / before, cost / output}
}

// LabourGrowth is the labour that an economy's industry uses, over what it used: what it pays labour is a fixed
// share of its value added, so Ŷ/ŵ. NaN where it makes no value added.
func (o *Outcome) LabourGrowth(economy, industry int) float64 {
	v := o.industry(economy, industry)
	if v.valueAdded == 0 {
		return math.NaN()
	}
	return v.growth / o.Wage[economy]
}

// trade has a row a scenario and pair of economies, or, by link, a pair and industry.
func (m *Results) trade(byLink bool) *result.Frame {
	f := &result.Frame{}
	G, N := len(m.Economies), len(m.Industries)
	var scenario, exporter, importer, industry []string
	var before, later, change []float64
	add := func(sc string, i, n int, ind string, b, a float64) {
		scenario, exporter, importer = append(scenario, sc), append(exporter, m.Economies[i]),
			append(importer, m.Economies[n])
		industry = append(industry, ind)
		moved := From(b, a)
		before, later = append(before, b), append(later, b+moved)
		pct := math.NaN()
		if b != 0 {
			pct = 100 * moved / b
		}
		change = append(change, pct)
	}
	for s, sc := range m.Scenarios {
		o := m.Outcomes[0][s]
		base, after := o.Base.Trade(o.BaseFlows), o.Base.Trade(o.Flows)
		for i := range G {
			for n := range G {
				if i == n {
					continue
				}
				var sb, sa float64
				for j := range N {
					at := (j*G+n)*G + i
					if byLink {
						add(sc, i, n, m.Industries[j], base[at], after[at])
					}
					sb, sa = sb+base[at], sa+after[at]
				}
				if !byLink {
					add(sc, i, n, "", sb, sa)
				}
			}
		}
	}
	f.Text("scenario", "Scenario", scenario)
	f.Text("exporter", "Exporter", exporter)
	f.Text("importer", "Importer", importer)
	if byLink {
		f.Text("industry", "Industry", industry)
	}
	f.Number("trade", "Trade before", m.Money, "exports net of tariffs in the baseline", result.Scenario, before)
	f.Number("trade_after", "Trade after", m.Money, "in units in which world value added is what it was",
		result.Scenario, later)
	f.Number("trade_pct", "Change", PerCent, "change in value", result.Scenario, change)
	return f
}

// convergence has a row a scenario and variant.
func (m *Results) convergence() *result.Frame {
	f := &result.Frame{}
	var scenario, set []string
	var day, steps, sweeps, residual, walras []float64
	for v, choice := range m.Variants {
		for i, sc := range m.Scenarios {
			r := m.Outcomes[v][i].Report
			scenario, set = append(scenario, sc), append(set, choice.Elasticities)
			day = append(day, choice.DayCost)
			steps, sweeps = append(steps, float64(r.Steps)), append(sweeps, float64(r.Sweeps))
			residual, walras = append(residual, r.Residual), append(walras, r.Walras)
		}
	}
	f.Text("scenario", "Scenario", scenario)
	f.Text("elasticities", "Elasticities", set)
	f.Number("day_cost", "Cost of a day", "share", "ad valorem", result.Scenario, day)
	f.Number("steps", "Steps", "steps", "of the search for wages", result.Scenario, steps)
	f.Number("sweeps", "Sweeps", "sweeps", "over prices and sales", result.Scenario, sweeps)
	f.Number("residual", "Residual", "", "largest excess demand for an economy's value added, relative to it",
		result.Scenario, residual)
	f.Number("walras", "Walras' law", "", "sum of excess demands over world value added, zero but for rounding",
		result.Scenario, walras)
	return f
}
