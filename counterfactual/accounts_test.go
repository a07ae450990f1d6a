package counterfactual_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
	"ikat/internal/tinyworld"
)

// The parts of the paper's sum are blank where it is: where delivery costs ten times as much, parts of more than a
// hundred per cent would stand beside an exact change of a few. The world's exports are all exports.
func TestAccountsOfLargeChanges(t *testing.T) {
	b, _, err := counterfactual.FromTable(tinyworld.Table(), counterfactual.Calibration{Theta: []float64{5, 6}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dearer float64
		blank  bool
	}{{1.001, false}, {10, true}} {
		s := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
		for l := range s.Iceberg {
			if s.Iceberg[l] = 1; b.Crosses(l) {
				s.Iceberg[l] = c.dearer
			}
		}
		o, err := b.Solve(t.Context(), s, counterfactual.Scaled)
		if err != nil {
			t.Fatal(err)
		}
		m := &counterfactual.Results{Scenarios: []string{"a"}, Variants: make([]counterfactual.Variant, 1),
			Outcomes: [][]*counterfactual.Outcome{{o}}, Economies: b.Economies, Industries: b.Industries}
		accounts, exact := m.Rows("accounts"), m.Rows("economy")
		sum := exact.Column("paper_sum_pct").Floats
		for row, want := range sum {
			var got float64
			for _, part := range []string{"terms_of_trade_pct", "volume_of_trade_pct", "resources_pct", "transfers_pct"} {
				got += accounts.Column(part).Floats[row]
			}
			if math.IsNaN(got) != c.blank || math.IsNaN(want) != c.blank || math.Abs(got-want) > 1e-12 {
				t.Errorf("costs times %v, row %d: parts add up to %v, the sum is %v", c.dearer, row, got, want)
			}
		}
		var before, after float64
		for l, v := range o.BaseFlows {
			if b.Crosses(l) {
				before, after = before+v, after+o.Flows[l]
			}
		}
		world := accounts.Column("exports_pct").Floats[b.G()]
		if want := 100 * (after/before - 1); math.Abs(world-want) > 1e-9 {
			t.Errorf("costs times %v: exports of the world change by %v, not %v", c.dearer, world, want)
		}
	}
}
