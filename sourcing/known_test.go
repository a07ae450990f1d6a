package sourcing

import (
	"errors"
	"testing"

	"ikat/fault"
)

// A slip is no economy whose borders are assumed; one without data, an aggregate and one with data are.
func TestNoBordersAreAssumedOfASlip(t *testing.T) {
	err := known([]Stage{{ID: "sewing", Economy: "BGD"}, {ID: "fabric", Economy: "ZZZ"}}, []string{"BGD", "ZZZ"})
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.NotFound || fault.Bare(f.Where) != "stage fabric" {
		t.Error(err)
	}
	if err := known([]Stage{{Economy: "TKM"}, {Economy: "ROW"}, {Economy: "ZZZ"}}, []string{"TKM", "ROW"}); err != nil {
		t.Error(err)
	}
}
