package classes_test

import (
	"testing"

	"ikat/classes"
	"ikat/sme"
)

// Where the statistics leave small firms' share of value added a range, the certified ends hold for every split in it,
// over the value added that the split gives them; with the range taken for its value they do not.
func TestOwnBoundsTakeTheRangeOfValueAdded(t *testing.T) {
	b, n := world(t, "JPN")
	ranged := statistics("JPN", .5, .4)
	ranged[0].Low, ranged[0].High = .25, .75
	ends := map[bool]sme.Ends{}
	var passed int
	var grown []float64
	for _, held := range []bool{false, true} {
		stats := ranged
		if held {
			stats = statistics("JPN", .5, .4)
		}
		s, err := classes.Of(b, n, stats, sme.LeastInformation)
		if err != nil {
			t.Fatal(err)
		}
		own, err := s.NewOwn(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		step := make([]float64, b.N())
		for j := range step {
			step[j] = .01
		}
		outcome := own.Outcome(classes.Abroad, step)
		if ends[held], err = own.Bounds(t.Context(), outcome); err != nil {
			t.Fatal(err)
		}
		if held {
			continue
		}
		drawn, err := s.Walk(300, 5)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range drawn {
			v := outcome.At(d) * s.Value() / s.At(d).Value()
			if e := ends[held]; v < e.Low || v > e.High {
				t.Fatalf("a split gives %v, outside [%v, %v]", v, e.Low, e.High)
			}
			grown = append(grown, v)
		}
	}
	for _, v := range grown {
		if v < ends[true].Low || v > ends[true].High {
			passed++
		}
	}
	if passed == 0 {
		t.Error("no split passes the ends that hold value added: the test says nothing")
	}
}
