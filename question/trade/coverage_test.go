package trade_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"ikat/draws"
	"ikat/icio"
	"ikat/internal/questiontest"
	"ikat/question/trade"
	"ikat/scenario"
)

// drawnWorld is a balanced table of two economies and two industries, textiles and machinery, made up.
func drawnWorld(r *rand.Rand) *icio.Table {
	const G, N = 2, 2
	const n = G * N
	t := &icio.Table{Meta: icio.Meta{Name: "tinyworld", Year: 2000, Currency: "USD", Unit: "million"},
		Economies: []string{"A", "B"}, Industries: []string{"c4", "c13"}, Categories: []string{"HH"},
		Z: make([]float64, n*n), F: make([]float64, n*G), X: make([]float64, n), VA: make([]float64, n)}
	for i := range n {
		for j := range n {
			t.Z[i*n+j] = 1 + 9*r.Float64()
			t.X[i] += t.Z[i*n+j]
		}
		for g := range G {
			t.F[i*G+g] = 20 + 60*r.Float64()
			t.X[i] += t.F[i*G+g]
		}
	}
	for j := range n {
		t.VA[j] = t.X[j]
		for i := range n {
			t.VA[j] -= t.Z[i*n+j]
		}
	}
	return t
}

// A world's true elasticities are one draw of the distribution that the program states; what then happens, solved with
// them as a file of elasticities, lies within the 5 to 95% that the answer prints in 90% of a thousand worlds.
func TestPrintedIntervalsHoldTheOutcome(t *testing.T) {
	const worlds, n = 1000, 60
	r := rand.New(rand.NewPCG(680, 1))
	held := 0
	for world := range worlds {
		table := drawnWorld(r)
		e := questiontest.Of(table)
		inputs, err := trade.ThetaInputs(table, scenario.UsualElasticities[0])
		if err != nil {
			t.Fatal(err)
		}
		truth, err := draws.Plan{Inputs: inputs, N: 1, Seed: uint64(1_000_000 + world)}.Sample()
		if err != nil {
			t.Fatal(err)
		}
		change := fmt.Sprintf("scenarios: [{name: a, changes: [{exporter: A, industry: c13, iceberg: %.1f%%}]}]",
			-5-20*r.Float64())
		solve := func(elasticities string, draws int) (value, low, high float64) {
			s, err := scenario.Read("a", []byte(fmt.Sprintf("elasticities: %q\n%s", elasticities, change)))
			if err != nil {
				t.Fatal(err)
			}
			s.Draws, s.Seed = draws, uint64(world+1)
			f, err := trade.Solve(t.Context(), e, s, questiontest.Tiny, "economy", []string{"B"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if value = f.Column("welfare_pct").Floats[0]; draws == 0 {
				return value, value, value
			}
			return value, f.Column("welfare_5_pct").Floats[0], f.Column("welfare_95_pct").Floats[0]
		}
		_, low, high := solve(scenario.UsualElasticities[0], n)
		path := questiontest.File(t, "theta.csv", fmt.Sprintf("industry,theta\nc4,%v\nc13,%v\n", truth.Value(0, 0),
			truth.Value(0, 1)))
		if v, _, _ := solve(path, 0); low <= v && v <= high {
			held++
		}
	}
	if share := float64(held) / worlds; math.Abs(share-.9) > .03 {
		t.Errorf("in %.1f%% of %d worlds the outcome lies in the interval printed", 100*share, worlds)
	}
}
