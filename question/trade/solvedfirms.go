package trade

import (
	"ikat/counterfactual"
	"ikat/result"
	"ikat/sme"
)

// byFirms has a row a scenario and economy with statistics of firm size: what becomes of small and large firms' income.
func (m *simulation) byFirms() *result.Frame {
	f := &result.Frame{}
	var scenario, economy []string
	cols := make([][]float64, 5)
	for i, sc := range m.s.Scenarios {
		for _, code := range m.t.Economies {
			firms := m.firms[code]
			if firms == nil {
				continue
			}
			var row [5]float64
			for v := range m.variants {
				o := m.outcomes[v][i]
				point, low, high := firms.Growth(o)
				large := firms.Outcome(o.Base, sme.Large).Growth(o)
				if v == 0 {
					row = [5]float64{100 * point, 100 * large, 100 * low, 100 * high, firms.Income() * point}
				}
				row[2], row[3] = min(row[2], 100*low), max(row[3], 100*high)
			}
			scenario, economy = append(scenario, sc.Name), append(economy, code)
			for c, v := range row {
				cols[c] = append(cols[c], v)
			}
		}
	}
	f.Text("scenario", "Scenario", scenario)
	f.Text("economy", "Economy", economy)
	for c, d := range []struct{ name, label, unit, definition string }{
		{"sme_income_pct", "SMEs' income", counterfactual.PerCent, "change in small and medium firms' real value added"},
		{"large_income_pct", "Large firms' income", counterfactual.PerCent, "change in large firms' real value added"},
		{"sme_income_low_pct", "SMEs' income, low", counterfactual.PerCent, "least change over the elasticity sets " +
			"(and values of a day) and over the industries small firms may earn in"},
		{"sme_income_high_pct", "SMEs' income, high", counterfactual.PerCent, "largest change over the same"},
		{"sme_income", "SMEs' income, amount", m.t.Money(), "change in small and medium firms' real value added, in " +
			"the table's prices"},
	} {
		f.Number(d.name, d.label, d.unit, d.definition, result.Scenario, cols[c])
	}
	f.Notes = append(f.Notes, m.firmNotes...)
	return f
}
