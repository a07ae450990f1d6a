package leontief_test

import (
	"math"
	"reflect"
	"testing"

	"ikat/internal/tinyworld"
	"ikat/leontief"
)

// Findings and what value added leaves out are the table's, at the first call and at the next.
func TestFindingsAreTheTables(t *testing.T) {
	table := *tinyworld.Table()
	table.VA = append([]float64(nil), table.VA...)
	var va float64
	for _, v := range table.VA {
		va += v
	}
	table.VA[0] -= va / 10 // a tenth of all value added belongs to nobody
	s, err := leontief.New(&table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, want := s.Findings(), table.Validate(); len(want) == 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("findings %v, want %v", got, want)
		}
		if got := s.LeftOut(); math.Abs(got-.1) > 1e-12 {
			t.Errorf("left out %v, want 0.1", got)
		}
	}
}
