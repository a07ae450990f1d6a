package icio_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/icio"
	"ikat/internal/synth"
	"ikat/internal/tinyworld"
)

// balances checks that rows and columns add up to the same output.
func balances(t *testing.T, table *icio.Table) {
	t.Helper()
	n := table.Sectors()
	for j := range n {
		uses, size := table.VA[j], math.Abs(table.X[j])
		for i := range n {
			uses += table.Z[i*n+j]
		}
		for _, r := range table.Extra {
			uses += r.Use[j]
		}
		if d := math.Abs(uses - table.X[j]); d > 1e-6*math.Max(1, size) {
			t.Errorf("%s: inputs and value added %v, output %v", table.Sector(j), uses, table.X[j])
		}
	}
}

func TestABalancedTableStays(t *testing.T) {
	got, m, err := tinyworld.Table().Balance()
	if err != nil {
		t.Fatal(err)
	}
	want := tinyworld.Table()
	for i := range want.Z {
		if math.Abs(got.Z[i]-want.Z[i]) > 1e-9 {
			t.Errorf("flow %d moved from %v to %v", i, want.Z[i], got.Z[i])
		}
	}
	if m.Share > 1e-12 || m.Demand != 1 {
		t.Errorf("%+v", m)
	}
}

// Two sectors of one economy, worked by hand. Z = [10 20; 30 40], F = [70; 30], outputs printed 100 and 100, value
// added 50 and 50: columns of Z must add up to 50 and 50, F stays 100. With multipliers r, s the nine equations have
// the solution that iteration finds; what can be said by hand are its cross-ratios, which multipliers cannot change.
func TestCrossRatiosAreKept(t *testing.T) {
	table := &icio.Table{Economies: []string{"A"}, Industries: []string{"1", "2"}, Categories: []string{"f"},
		Z: []float64{10, 20, 30, 40}, F: []float64{70, 30}, X: []float64{100, 100}, VA: []float64{50, 50}}
	got, m, err := table.Balance()
	if err != nil {
		t.Fatal(err)
	}
	balances(t, got)
	z, f := got.Z, got.F
	for name, pair := range map[string][2]float64{
		"Z":       {z[0] * z[3] / (z[1] * z[2]), 10. * 40 / (20 * 30)},
		"Z and F": {z[0] * f[1] / (f[0] * z[2]), 10. * 30 / (70 * 30)},
		"row 1":   {z[0] + z[1] + f[0], 100},
		"F":       {f[0] + f[1], 100},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-6*pair[1] {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
	if m.Share == 0 || m.Largest == 0 || len(got.Derivation) != 1 || !strings.Contains(got.Derivation[0], "RAS") {
		t.Errorf("%+v %v", m, got.Derivation)
	}
	if table.Z[0] != 10 {
		t.Error("the receiver changed")
	}
}

// A disturbed table comes back to balance; zeros stay zero and signs stay.
func TestDisturbedTablesBalance(t *testing.T) {
	for seed := range uint64(5) {
		table := synth.Table(4, 6, seed)
		table.Extra = []icio.Row{{Code: "TLS", Use: make([]float64, table.Sectors())}}
		r := rand.New(rand.NewPCG(seed, 1))
		for i := range table.Z {
			table.Z[i] *= 1 + 0.02*r.NormFloat64()
		}
		for i := range table.F {
			table.F[i] *= 1 + 0.02*r.NormFloat64()
		}
		table.Reported.RowOutput = append([]float64(nil), table.X...)
		got, m, err := table.Balance()
		if err != nil {
			t.Fatal(err)
		}
		balances(t, got)
		for i := range table.F {
			if (got.F[i] > 0) != (table.F[i] > 0) || (got.F[i] < 0) != (table.F[i] < 0) {
				t.Fatalf("final demand %d changed its sign", i)
			}
		}
		if m.Share > 0.2 {
			t.Errorf("%v", m)
		}
	}
}

func TestWhatCannotBalanceIsNamed(t *testing.T) {
	table := tinyworld.Table()
	table.VA[5] = 500 // C_2 would need negative inputs
	if _, _, err := table.Balance(); fault.KindOf(err) != fault.Inconsistent || !strings.Contains(err.Error(), "C_2") {
		t.Error(err)
	}
}
