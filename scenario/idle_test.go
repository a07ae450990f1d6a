package scenario_test

import (
	"slices"
	"testing"

	"ikat/scenario"
)

// A name in a list that nothing touches is told; what others touch, and lists of one, are not.
func TestNamesThatNothingTouches(t *testing.T) {
	for change, want := range map[string][]string{
		"{exporter: [A, B], importer: C, days: -1}":          {"exporter A"},
		"{exporter: [B, C], importer: [A, C], days: -1}":     {},
		"{exporter: [B, C], importer: C, iceberg: -1%}":      {"exporter C"},
		"{between: [A, B, C], days: -1}":                     {},
		"{exporter: A, importer: [A, B, C], iceberg: -1%}":   {"importer A", "importer C"}, // A sells none to C
		"{exporter: B, importer: [A, C], tariff_to: 5%}":     {"importer A"},               // nor B to A
		"{exporter: [\"*\", \"!A\"], importer: C, days: -1}": {},
		"{economy: [A, B], productivity: 1%}":                {},
		"{exporter: C, importer: A, iceberg: -1%}":           {},
		"{between: [A, B], iceberg: -1%}":                    {},
	} {
		_, b, s := worlds(t, change)
		got := []string{}
		at := scenario.Prices{
			Rate: func(l int) float64 { // A's exports meet no border
				if _, _, from := b.Ends(l); b.Suppliers()[from].Economy == 0 {
					return 0
				}
				return .1
			},
			Idle: func(n scenario.Idle) { got = append(got, n.Field+" "+n.Name) },
		}
		at.Worth = func(l int) (day, dollar float64) { return at.Rate(l) / 10, 0 }
		if _, err := s.Shock(b, 0, at); err != nil {
			t.Errorf("%s: %v", change, err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", change, got, want)
		}
	}
}
