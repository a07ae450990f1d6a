package icio_test

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/tinyworld"
)

func codes(findings []icio.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Code)
	}
	return out
}

func TestTinyWorldHasNothingOdd(t *testing.T) {
	if got := codes(tinyworld.Table().Validate()); !slices.Equal(
		got,
		[]string{"unknown-economy"},
	) { // A, B and C are nobody
		t.Errorf("findings %v", got)
	}
}

// Codes that are no economy's are named, but not those of aggregates whose members are known, nor the rest of the
// world.
func TestUnknownEconomies(t *testing.T) {
	table := tinyworld.Table()
	for i, want := range map[string]string{"VNM": "B C", "ROW": "B C", "XYZ": "XYZ B C"} {
		table.Economies = []string{i, "B", "C"}
		found := table.Validate()
		if len(found) != 1 || strings.Join(found[0].Where, " ") != want {
			t.Errorf("%s: %v", i, found)
		}
	}
	table.Economies, table.Members = []string{"DEU", "OEU", "ROW"}, map[string][]string{"OEU": {"FRA", "ITA"}}
	if found := table.Validate(); found != nil {
		t.Errorf("all known: %v", found)
	}
}

// Parts of economies are named apart from what nothing is known of.
func TestPartsThatStayApart(t *testing.T) {
	table := tinyworld.Table()
	table.Economies = []string{"USA-CA", "USA-NY", "XYZ"}
	if got := codes(table.Validate()); !slices.Equal(got, []string{"unknown-economy", "part-of-an-economy"}) {
		t.Errorf("findings %v", got)
	}
}

// Each planted oddity is found, with its place and size, and nothing is repaired.
func TestValidateFindsWhatIsPlanted(t *testing.T) {
	for code, c := range map[string]struct {
		plant func(*icio.Table)
		where string
		size  float64
	}{
		"not-finite":            {func(t *icio.Table) { t.Z[3] = math.NaN() }, "A_1→B_2", math.Inf(1)},
		"negative-flow":         {func(t *icio.Table) { t.Z[3] = -40 }, "A_1→B_2", -40},
		"negative-final-demand": {func(t *icio.Table) { t.F[4] = -30 }, "A_2→B", -30},
		"negative-value-added":  {func(t *icio.Table) { t.VA[1] = -25 }, "A_2", -25},
		"negative-output":       {func(t *icio.Table) { t.X[4] = -10 }, "C_1", -10},
		"column-imbalance":      {func(t *icio.Table) { t.VA[5] = 121 }, "C_2", 1},
		"row-imbalance": {func(t *icio.Table) { t.Reported.RowOutput = []float64{100, 50, 40, 163, 10, 200} },
			"B_2", 3},
		"column-total": {func(t *icio.Table) { t.Reported.ColumnOutput = []float64{100, 50, 40, 160, 8, 200} },
			"C_1", -2},
		"inputs-exceed-output": {func(t *icio.Table) { t.Z[5*6+1] = 45 }, "A_2", 5},
		"zero-output-exports": {func(t *icio.Table) { t.X[1], t.F[3], t.F[4], t.Z[1], t.Z[31] = 0, 4, -4, 0, 0 }, "A_2",
			-4},
		"zero-output": {func(t *icio.Table) { t.X[4], t.F[14] = 0, 0 }, "C_1", 0},
		"no-exports":  {func(t *icio.Table) { t.Z[23] = 0; t.X[3] -= 80 }, "B", 120},
	} {
		table := tinyworld.Table()
		c.plant(table)
		z := append([]float64(nil), table.Z...)
		found := false
		for _, f := range table.Validate() {
			if f.Code == code {
				found = true
				if len(f.Where) == 0 || f.Where[0] != c.where || f.Largest != c.size {
					t.Errorf("%s: at %v, size %v; planted at %s, size %v", code, f.Where, f.Largest, c.where, c.size)
				}
			}
		}
		if !found {
			t.Errorf("%s is not found: %v", code, codes(table.Validate()))
		}
		for i := range z {
			if table.Z[i] != z[i] && z[i] == z[i] {
				t.Errorf("%s: Validate changed the table", code)
			}
		}
	}
}

func TestAggregateByHand(t *testing.T) {
	table := tinyworld.Table()
	table.Extra = []icio.Row{{Code: "TLS", Use: []float64{1, 2, 3, 4, 5, 6}, FD: []float64{7, 8, 9}}}
	before := tinyworld.Table()
	got, err := table.Aggregate(
		icio.Mapping{
			Name:       "two",
			Economies:  []icio.Pair{{Code: "C", Group: "C"}, {Code: "A", Group: "AB"}, {Code: "B", Group: "AB"}},
			Industries: []icio.Pair{{Code: "1", Group: "all"}, {Code: "2", Group: "all"}},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	// C first, as the mapping has it; A and B sell each other 10 + 40 + 20.
	for name, pair := range map[string][2]any{
		"economies": {got.Economies, []string{"C", "AB"}}, "Z": {got.Z, []float64{0, 15, 80, 70}},
		"F": {got.F, []float64{110, 85, 0, 200}},
		"x": {got.X, []float64{210, 350}}, "va": {got.VA, []float64{130, 265}},
		"extra": {got.Extra, []icio.Row{{Code: "TLS", Use: []float64{11, 10}, FD: []float64{9, 15}}}},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: got %v, want %v", name, pair[0], pair[1])
		}
	}
	if len(got.Derivation) != 1 || !strings.Contains(got.Derivation[0], "tinyworld") {
		t.Errorf("derivation %v", got.Derivation)
	}
	if !reflect.DeepEqual(table.Z, before.Z) {
		t.Error("the receiver changed")
	}
}

func TestAggregateRefusesAMappingThatDoesNotFit(t *testing.T) {
	all := []icio.Pair{{Code: "A", Group: "X"}, {Code: "B", Group: "X"}, {Code: "C", Group: "X"}}
	for name, m := range map[string]icio.Mapping{
		"missing": {Economies: all[:2]},
		"unknown": {Economies: append(all[:3:3], icio.Pair{Code: "D", Group: "X"})},
		"twice":   {Economies: append(all[:3:3], icio.Pair{Code: "A", Group: "Y"})},
	} {
		if _, err := tinyworld.Table().Aggregate(m); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Parts (B_2, 160) with 10 more in stock and 70 sold to users instead of 80: its other uses grow by 160/150. Output
// stays.
func TestInventoriesAreSpreadInProportion(t *testing.T) {
	table := tinyworld.Table()
	table.Categories = []string{"HH", "INVNT"}
	f := make([]float64, 0, 2*len(table.F))
	for _, v := range table.F {
		f = append(f, v, 0)
	}
	f[3*6+2], f[3*6+3] = 70, 10
	table.F = f
	got, err := table.DistributeInventories()
	if err != nil {
		t.Fatal(err)
	}
	k := 160. / 150
	if math.Abs(got.Z[3*6+5]-80*k) > 1e-12 || math.Abs(got.F[3*6+2]-70*k) > 1e-12 || got.F[3*6+3] != 0 ||
		got.Z[3] != 40 ||
		math.Abs(got.VA[5]-(200-80*k)) > 1e-12 {
		t.Errorf("Z %v, F %v, va %v", got.Z[23], got.F[18:24], got.VA)
	}
	if _, err := tinyworld.Table().DistributeInventories(); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no inventories: %v", err)
	}
}

// What is not known of an economy is not known of the group that it goes to.
func TestUndeterminedStaysSoInAGroup(t *testing.T) {
	table := tinyworld.Table()
	table.Undetermined = []string{"C"}
	got, err := table.Aggregate(
		icio.Mapping{Economies: []icio.Pair{{Code: "A", Group: "X"}, {Code: "B", Group: "Y"}, {Code: "C", Group: "Y"}}},
	)
	if err != nil || !reflect.DeepEqual(got.Undetermined, []string{"Y"}) {
		t.Errorf("%v, %v", got.Undetermined, err)
	}
	if codes := codes(got.Validate()); len(codes) == 0 || codes[0] != "not-determined" {
		t.Errorf("findings %v", codes)
	}
}
