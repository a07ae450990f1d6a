package counterfactual_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
)

// A change is what a solution knows of it: a delivery that is cheaper by nothing moves nobody, and nothing that it
// moves truly, however little, is taken for rounding.
func TestRoundingIsNoChange(t *testing.T) {
	b := whole(t)
	for name, cut := range map[string]float64{"none": 0, "little": 1e-7} {
		all := func(j, n, i int) bool { return true }
		o := solve(t, b, counterfactual.Shock{Iceberg: onBorders(b, 1-cut, 1, all)})
		m := &counterfactual.Results{Scenarios: []string{name}, Variants: []counterfactual.Variant{{}},
			Outcomes: [][]*counterfactual.Outcome{{o}}, Economies: b.Economies, Industries: b.Industries}
		for _, level := range []string{"economy", "accounts", "sector", "trade", "link"} {
			f := m.Rows(level)
			for _, c := range f.Columns {
				if c.Unit != counterfactual.PerCent {
					continue
				}
				for row, v := range c.Floats {
					if cut == 0 && v != 0 && !math.IsNaN(v) {
						t.Errorf("%s, %s, row %d: %g where nothing changes", level, c.Name, row, v)
					}
					if cut > 0 && c.Name == "welfare_pct" && v == 0 {
						t.Errorf("%s, row %d: a true change is gone", level, row)
					}
				}
			}
			if cut == 0 && level == "trade" {
				before, after := f.Column("trade"), f.Column("trade_after")
				for row := range before.Floats {
					if before.Floats[row] != after.Floats[row] {
						t.Errorf("trade of row %d: %v, then %v", row, before.Floats[row], after.Floats[row])
					}
				}
			}
		}
	}
}
