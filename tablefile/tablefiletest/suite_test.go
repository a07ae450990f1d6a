package tablefiletest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"ikat/fault"
	"ikat/icio"
)

// Each planted fault must be found: a suite that passes everything proves nothing.
func TestPlantedFaultsAreFound(t *testing.T) {
	make := func() *icio.Table {
		return &icio.Table{Economies: []string{"A", "B"}, Industries: []string{"a"}, Categories: []string{"f"},
			Z: []float64{1, 2, 3, 4}, F: []float64{1, 1, 2, 2}, X: []float64{5, 11}, VA: []float64{1, 2},
			Extra: []icio.Row{{Code: "TLS", Use: []float64{1, 1}}}}
	}
	if err := sound(make()); err != nil {
		t.Fatal(err)
	}
	if diff := different(make(), make()); diff != "" {
		t.Fatal(diff)
	}
	for name, plant := range map[string]func(*icio.Table){
		"short Z":       func(t *icio.Table) { t.Z = t.Z[:3] },
		"short F":       func(t *icio.Table) { t.F = t.F[:3] },
		"no VA":         func(t *icio.Table) { t.VA = nil },
		"wrong X":       func(t *icio.Table) { t.X[1] += 1e-9 },
		"infinite X":    func(t *icio.Table) { t.X[1] = math.Inf(1) },
		"NaN":           func(t *icio.Table) { t.Z[0], t.X[0] = math.NaN(), math.NaN() },
		"label twice":   func(t *icio.Table) { t.Economies[1] = "A" },
		"empty label":   func(t *icio.Table) { t.Industries[0] = "" },
		"short total":   func(t *icio.Table) { t.Reported.VA = []float64{1} },
		"short extra":   func(t *icio.Table) { t.Extra[0].Use = nil },
		"no economies":  func(t *icio.Table) { t.Economies = nil },
		"no categories": func(t *icio.Table) { t.Categories, t.F = nil, nil },
	} {
		table := make()
		plant(table)
		if sound(table) == nil {
			t.Errorf("%s: not found", name)
		}
	}
	for name, plant := range map[string]func(*icio.Table){
		"flow":     func(t *icio.Table) { t.Z[3] = math.Nextafter(4, 5) },
		"demand":   func(t *icio.Table) { t.F[3] = 0 },
		"label":    func(t *icio.Table) { t.Categories = []string{"g"} },
		"order":    func(t *icio.Table) { slices.Reverse(t.Economies) },
		"VA":       func(t *icio.Table) { t.VA[0] = 0 },
		"extra":    func(t *icio.Table) { t.Extra = nil },
		"extra FD": func(t *icio.Table) { t.Extra[0].FD = []float64{0, 0} },
	} {
		table := make()
		plant(table)
		if different(table, make()) == "" {
			t.Errorf("%s: not found", name)
		}
	}
}

// recorder remembers that a check has failed.
type recorder struct{ failed bool }

func (r *recorder) Fatalf(string, ...any) { r.failed = true }

func TestErrorsThatHelpNobodyAreFound(t *testing.T) {
	for _, err := range []error{
		errors.New("parse error"),
		&fault.Error{Kind: fault.Internal, Where: "x.csv", What: "is wrong"},
		&fault.Error{Kind: fault.Unreadable, What: "is wrong"},
		&fault.Error{Kind: fault.Unreadable, Where: "x.csv"},
	} {
		var r recorder
		if checkError(&r, err); !r.failed {
			t.Errorf("%v passed", err)
		}
	}
	var r recorder
	if checkError(&r, fmt.Errorf("reading: %w", &fault.Error{Kind: fault.Unreadable, Where: "x.csv",
		What: "is wrong"})); r.failed {
		t.Error("a good error failed")
	}
}
