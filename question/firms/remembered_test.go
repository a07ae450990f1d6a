package firms_test

import (
	"testing"

	"ikat/engine"
	"ikat/question/firms"
	"ikat/sme"
	"ikat/tablefile/apx"
)

// What raises what small firms make is solved once for all who ask the same, and anew where anything differs.
func TestFactorsAreSolvedOnce(t *testing.T) {
	e := engine.New("test", nil, apx.Library())
	stats := sme.Embedded()
	ask := func(change func(*firms.FactorsRequest)) any {
		q := firms.UsualFactors("IDN", "apx/1995", stats)
		q.Choice.Door = "exports"
		change(&q)
		a, _, _, err := firms.FactorsOf(t.Context(), e, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	first := ask(func(*firms.FactorsRequest) {})
	if ask(func(*firms.FactorsRequest) {}) != first {
		t.Error("the same question is solved again")
	}
	for name, change := range map[string]func(*firms.FactorsRequest){
		"container":    func(q *firms.FactorsRequest) { q.Container = 40000 },
		"elasticities": func(q *firms.FactorsRequest) { q.Elasticities = "5" },
		"peers":        func(q *firms.FactorsRequest) { q.Peers = []string{"JPN"} },
		"statistics": func(q *firms.FactorsRequest) {
			q.Statistics = q.Statistics.With(sme.Statistics{{Economy: "IDN", Indicator: sme.Exports, Value: .3, Low: .3,
				High: .3}})
		},
	} {
		if ask(change) == first {
			t.Errorf("with other %s the answer is the one before", name)
		}
	}
}
