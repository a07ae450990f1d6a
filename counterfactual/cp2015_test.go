package counterfactual_test

import (
	"math"
	"testing"

	"ikat/counterfactual"
	"ikat/internal/cp2015"
	"ikat/internal/shareddata"
)

// purged1993 is the baseline of Caliendo and Parro (2015) with balanced trade.
func purged1993(t testing.TB) (*cp2015.Data, *counterfactual.Baseline) {
	d, err := cp2015.Load(shareddata.Path(t, "cp2015"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Baseline().Purge(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d, b
}

// Tables 2, 3 and 6 of the paper: welfare to first order, its two parts, real wages and intra-bloc imports; and the
// exact changes in welfare, which the paper does not print.
func TestNAFTA(t *testing.T) {
	d, b := purged1993(t)
	if err := b.Check(); err != nil {
		t.Fatal(err)
	}
	o, err := b.Solve(t.Context(), d.NAFTA(b), counterfactual.Held)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		n                                                int
		first, terms, volume, exact, realWage, intraBloc float64
	}{
		{cp2015.Mexico, 1.31, -.41, 1.72, .007, 1.715, 118.28},
		{cp2015.Canada, -.06, -.11, .04, -.110, .323, 11.11},
		{cp2015.USA, .08, .04, .04, .074, .112, 40.52},
	} {
		f := o.FirstOrder[c.n]
		for _, v := range []struct {
			what            string
			want, got, half float64
		}{
			{"first order", c.first, 100 * f.Total(), .005},
			{"terms of trade", c.terms, 100 * f.Terms, .005},
			{"volume of trade", c.volume, 100 * f.Volume, .005},
			{"welfare", c.exact, 100 * (o.Welfare[c.n] - 1), .0005},
			{"real wage", c.realWage, 100 * (o.RealWage[c.n] - 1), .0005},
			{"intra-bloc imports", c.intraBloc, cp2015.IntraBloc(o, c.n), .005},
		} {
			if math.Abs(v.got-v.want) > v.half {
				t.Errorf("%s, %s: %.4f, the paper has %v", b.Economies[c.n], v.what, v.got, v.want)
			}
		}
	}
}
