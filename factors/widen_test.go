package factors_test

import (
	"math"
	"testing"

	"ikat/factors"
	"ikat/fault"
)

// tenth is a tenth more capacity in every industry of goods.
func tenth(w *factors.World) []float64 {
	out := make([]float64, len(w.Goods))
	for j, goods := range w.Goods {
		if goods {
			out[j] = .1
		}
	}
	return out
}

// More capacity that may sell abroad, by a given growth, is the usual factor where the growth is the usual step; its
// parts by market add up to it at the margin, and by industry as Elastic says.
func TestWidenings(t *testing.T) {
	w := korea(t, 20)
	w.Widenings = []factors.Widening{{Name: "all", Door: "exports", Growth: tenth(w), SD: make([]float64, len(w.Goods))}}
	for n, code := range w.Base.Economies {
		if n != w.Economy {
			w.Widenings = append(w.Widenings, factors.Widening{Name: code, Market: code, Door: "exports", Growth: tenth(w)})
		}
	}
	a, err := w.Ask(t.Context(), factors.Choice{Door: "exports"})
	if err != nil {
		t.Fatal(err)
	}
	usual, all := find(t, a, "qualification", "exports"), find(t, a, "all", "exports")
	for what, pair := range map[string][2]float64{"income": {all.Income, usual.Income}, "low": {all.Low, usual.Low},
		"high": {all.High, usual.High}, "shares": {all.SharesHigh, usual.SharesHigh}, "half": {all.Half[0], usual.Half[0]}} {
		if pair[0] != pair[1] && !(math.IsNaN(pair[0]) && math.IsNaN(pair[1])) {
			t.Errorf("%s: %v, the usual factor's %v", what, pair[0], pair[1])
		}
	}
	var parts, first float64
	for _, f := range a.Factors {
		if f.Name != "all" && f.Elastic() != nil {
			parts += f.Effect[0] * f.Saved
		}
	}
	if want := all.Effect[0] * all.Saved; math.Abs(parts-want) > 1e-9*math.Abs(want) {
		t.Errorf("markets add up to %v, all is %v", parts, want)
	}
	for _, k := range all.Elastic() {
		first += k * math.Log1p(.5*.1)
	}
	if math.Abs(first-all.Income) > .02*math.Abs(all.Income) {
		t.Errorf("to first order %v, exactly %v", first, all.Income)
	}
	only, err := w.Ask(t.Context(), factors.Choice{Widenings: true})
	if err != nil || len(only.Factors) != len(w.Widenings) {
		t.Errorf("%d factors, %v", len(only.Factors), err)
	}
	w.Widenings = []factors.Widening{{Name: "none", Market: "XXX", Door: "exports", Growth: tenth(w)}}
	if _, err := w.Ask(t.Context(), factors.Choice{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a market that is none: %v", err)
	}
}

// A survey's error widens the interval.
func TestSurveysErrorIsDrawn(t *testing.T) {
	w := korea(t, 40)
	sure, unsure := tenth(w), make([]float64, len(w.Goods))
	for j := range unsure {
		unsure[j] = .8
	}
	w.Widenings = []factors.Widening{{Name: "sure", Door: "exports", Growth: sure},
		{Name: "unsure", Door: "exports", Growth: sure, SD: unsure}}
	a, err := w.Ask(t.Context(), factors.Choice{Widenings: true})
	if err != nil {
		t.Fatal(err)
	}
	one, other := find(t, a, "sure", "exports"), find(t, a, "unsure", "exports")
	if one.Income != other.Income || !(other.High > one.High) || !(other.Low < one.Low) {
		t.Errorf("sure %v to %v, unsure %v to %v", one.Low, one.High, other.Low, other.High)
	}
}
