package factors_test

import (
	"math"
	"slices"
	"testing"

	"ikat/factors"
)

// A sign is sure where it holds in draws, in those of shares by industry too, and over all shares; by industry, where
// it does in every industry.
func TestSigns(t *testing.T) {
	none := math.NaN()
	of := func(name string, gain, held, low, high float64) *factors.Factor {
		return &factors.Factor{Name: name, Door: "d", Income: gain, SignHeld: held, JointSign: none, SharesLow: low,
			SharesHigh: high}
	}
	jointly := func(name string, gain, held float64) *factors.Factor {
		f := of(name, gain, 1, none, none)
		f.JointSign = held
		return f
	}
	a := &factors.Answer{Factors: []*factors.Factor{
		of("raises", 1, 1, .1, 2), of("raises without ends", 1, .99, none, none), of("other splits", 1, 1, -.1, 2),
		of("other draws", 1, .97, .1, 2), of("lowers", -1, 1, -2, -.1), of("lowers without ends", -1, 1, none, none),
		of("lowers in some splits", -1, 1, -2, .1), of("not drawn", 1, none, .1, 2),
		of("in part", 1, 1, none, none), of("in part", 1, .5, none, none), of("in part first", 1, .5, none, none),
		of("in part first", 1, 1, none, none), of("in all", 1, 1, none, none), of("in all", 2, 1, none, none),
		of("both ways", 1, 1, none, none), of("both ways", -1, 1, none, none),
		of("moves nothing", 0, none, none, none),
		jointly("raises jointly", 1, .98), jointly("lowers jointly", -1, 1), jointly("open jointly", 1, .97),
	}}
	signs := a.Signs()
	for k, want := range [][]string{{"raises (d)", "raises without ends (d)", "in all (d)", "raises jointly (d)"},
		{"lowers (d)", "lowers without ends (d)", "lowers jointly (d)"}, {"other splits (d)", "lowers in some splits (d)"},
		{"other draws (d)", "not drawn (d)", "in part (d)", "in part first (d)", "both ways (d)", "open jointly (d)"}} {
		if got := [][]string{signs.Raise, signs.Lower, signs.Split, signs.Open}[k]; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}
