package synth

import (
	"testing"

	"ikat/icio"
)

// A made-up table balances, closes, has empty cells and trade, and is the same again from the same seed.
func TestMadeUpTablesAreShapedLikeRealOnes(t *testing.T) {
	table := Table(12, 10, 1)
	for _, f := range table.Validate() {
		if f.Severity == icio.Fatal || f.Code == "column-imbalance" || f.Code == "inputs-exceed-output" ||
			f.Code == "negative-value-added" {
			t.Errorf("%s", f)
		}
	}
	var empty int
	var home, abroad float64
	n, N := table.Sectors(), table.N()
	for i := range n {
		for j := range n {
			z := table.Z[i*n+j]
			switch {
			case z == 0:
				empty++
			case i/N == j/N:
				home += z
			default:
				abroad += z
			}
		}
	}
	if share := float64(empty) / float64(n*n); share < 0.02 || share > 0.8 {
		t.Errorf("%.0f%% of cells are empty", 100*share)
	}
	if share := abroad / (home + abroad); share < 0.05 || share > 0.4 {
		t.Errorf("%.0f%% of inputs are imported", 100*share)
	}
	again, other := Table(12, 10, 1), Table(12, 10, 2)
	if again.Z[77] != table.Z[77] || other.Z[77] == table.Z[77] {
		t.Error("the seed does not decide the table")
	}
}

func TestOneEconomyAndOneIndustry(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 5}, {5, 1}} {
		table := Table(size[0], size[1], 3)
		for i, x := range table.X {
			if !(x > 0) || !(table.VA[i] > 0) {
				t.Errorf("%v: sector %d has output %v, value added %v", size, i, x, table.VA[i])
			}
		}
	}
}
