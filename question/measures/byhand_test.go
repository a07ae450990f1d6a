package measures_test

import (
	"ikat/engine"
	"ikat/internal/questiontest"
	"ikat/question/measures"
	"math"
	"testing"
)

// A exports 40 of ore and 30 of tools, all to B. Half of the ore leaves B again inside parts: 20 of forward trade, none
// of it in tools. A tool holds .5 of A_2, .2 of ore, and .3 of a machine, of which C earns .6, B .4 x .75 and A, in
// ore, .4 x .25: so .73 of tools are A's, .18 C's and .09 B's, and of 30 exported 8.1 are foreign. What crosses two
// borders backward is the machines, .3 x 30 = 9.
//
// Of A's 125 of value added B absorbs 20 in parts, 40 x .1 in machines and 30 x .73 in tools, 45.9; C absorbs 100 x .1.
func TestAProfileByHand(t *testing.T) {
	p, err := measures.PlaceOf(
		t.Context(),
		questiontest.TinyWorld(),
		"A",
		[]string{questiontest.Tiny},
		engine.Options{},
		nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	questiontest.Golden(
		t,
		p.Frame("industries"),
		"industry",
		[]string{"exports", "share", "domestic", "backward", "forward"},
		map[string][]float64{"1": {40, 4. / 7, 1, 0, .5}, "2": {30, 3. / 7, .73, .3, 0}},
	)
	two := []string{"amount", "share"}
	questiontest.Golden(
		t,
		p.Frame("suppliers"),
		"economy",
		two,
		map[string][]float64{"B": {2.7, 1. / 3}, "C": {5.4, 2. / 3}},
	)
	questiontest.Golden(t, p.Frame("buyers"), "economy", two, map[string][]float64{"B": {70, 1}, "C": {0, 0}})
	questiontest.Golden(t, p.Frame("users"), "economy", two,
		map[string][]float64{"B": {45.9, 45.9 / 55.9}, "C": {10, 10 / 55.9}})
	years := p.Frame("years")
	for column, want := range map[string]float64{"exports": 70, "world_share": .28, "domestic": 61.9 / 70,
		"foreign": 8.1 / 70, "gvc": 29. / 70, "backward": 9. / 70, "forward": 20. / 70, "value_added_abroad": 55.9,
		"dependence": 55.9 / 125} {
		if got := years.Column(column).Floats[0]; !(math.Abs(got-want) < 1e-9) {
			t.Errorf("%s: %v, by hand %v", column, got, want)
		}
	}
}

// By the share of exports in value chains B (50/80) goes before C (45.4/100) and A (29/70).
func TestPlacesInValueChainsByHand(t *testing.T) {
	for economy, want := range map[string]int{"B": 1, "C": 2, "A": 3} {
		p, err := measures.PlaceOf(
			t.Context(),
			questiontest.TinyWorld(),
			economy,
			[]string{questiontest.Tiny},
			engine.Options{},
			nil,
		)
		if err != nil {
			t.Fatal(err)
		}
		if p.Rank != want || p.Of != 3 {
			t.Errorf("%s is number %d of %d, by hand %d of 3", economy, p.Rank, p.Of, want)
		}
	}
}
