package sme_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/sme"
)

// space is a random economy with statistics of totals, half of them ranges, some industries with shares of their own
// and one that exports all it makes.
func space(t *testing.T, n int, r *rand.Rand) (*sme.Economy, sme.Statistics) {
	t.Helper()
	e := &sme.Economy{Code: "AAA", Table: "a table"}
	for i := range n {
		x := .2 + r.Float64()
		e.X, e.VA = append(e.X, x), append(e.VA, x*(.2+.6*r.Float64()))
		e.Exports = append(e.Exports, x*r.Float64())
		e.Label = append(e.Label, string(rune('a'+i)))
	}
	e.Exports[0] = e.X[0]
	s := sme.Statistics{{Economy: "AAA", Indicator: sme.ValueAdded, Value: .5, Low: .5, High: .5},
		{Economy: "AAA", Indicator: sme.Exports, Value: .4, Low: .4, High: .4}}
	if r.IntN(2) == 0 {
		s[1].Low, s[1].High = .35, .45
	}
	if r.IntN(2) == 0 {
		s = append(s, sme.Statistic{Economy: "AAA", Industry: "b", Indicator: sme.ValueAdded, Value: .5, Low: .3, High: .7})
	}
	return e, s
}

// valueOf is small firms' value added where statistics leave it no range.
func valueOf(p *sme.ShareSpace) float64 {
	value, _ := p.Value()
	return value
}

func line(n int, r *rand.Rand) sme.Line {
	l := sme.NewLine(n)
	for i := range l {
		l[i] = r.NormFloat64()
	}
	return l
}

// On random economies no shares that agree with the statistics, drawn by two samplers, pass the ends of random forms
// and of outcomes with products of three shares; values said to be reached lie between, and forms' ends are near them.
func TestEndsOfPolynomials(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var wide, all int
	for range 12 {
		n := 3 + r.IntN(3)
		e, stats := space(t, n, r)
		p, err := sme.NewShareSpace(e, stats)
		if err != nil {
			t.Fatal(err)
		}
		f := sme.NewForm(n)
		for range n {
			f.Add(r.NormFloat64(), line(n, r), line(n, r))
		}
		cubic := &sme.Outcome{Form: f}
		for range 2 {
			g := sme.NewForm(n)
			g.Add(1, line(n, r), line(n, r))
			cubic.Times = append(cubic.Times, sme.Times{Line: line(n, r), Form: g})
		}
		for _, o := range []*sme.Outcome{{Form: f}, cubic} {
			ends, err := p.GrowthBounds(t.Context(), o, valueOf(p))
			if err != nil {
				t.Fatal(err)
			}
			size := ends.High - ends.Low
			if !(ends.Low <= ends.FoundLow+1e-7*size && ends.FoundLow <= ends.FoundHigh &&
				ends.FoundHigh <= ends.High+1e-7*size) {
				t.Errorf("%+v", ends)
			}
			if o.Times == nil {
				all++
				if ends.FoundHigh-ends.FoundLow < .9*size {
					wide++
				}
			}
			for _, how := range []sme.Drawing{sme.HitAndRun, sme.DrawnOdds} {
				drawn, err := sme.DrawShares(e, stats, how, 300, 1)
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range drawn {
					if v := o.At(d); !(v >= ends.Low-1e-7*size && v <= ends.High+1e-7*size) {
						t.Fatalf("%v outside %+v", v, ends)
					}
				}
			}
		}
	}
	if wide > 0 {
		t.Errorf("%d of %d forms' ends are more than a tenth wider than what is reached", wide, all)
	}
}

// The ends of a form of two industries are those of a fine grid over all that is allowed.
func TestEndsAgainstGrid(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 8 {
		e := &sme.Economy{Code: "AAA", Table: "a table", X: []float64{1, 1}, VA: []float64{.5, .5},
			Exports: []float64{.3, .3}, Label: []string{"a", "b"}}
		s := sme.Statistics{{Economy: "AAA", Indicator: sme.ValueAdded, Value: .5, Low: .5, High: .5},
			{Economy: "AAA", Indicator: sme.Exports, Value: .4, Low: .4, High: .4}}
		p, err := sme.NewShareSpace(e, s)
		if err != nil {
			t.Fatal(err)
		}
		f := sme.NewForm(2)
		for range 3 {
			f.Add(r.NormFloat64(), line(2, r), line(2, r))
		}
		low, high := math.Inf(1), math.Inf(-1)
		const steps = 400
		for a := range steps + 1 {
			for b := range steps + 1 { // what is left is the second industry's
				s0, t0 := float64(a)/steps, .8*float64(b)/steps
				d := sme.Drawn{Output: []float64{s0, 1 - s0}, Exports: []float64{t0, .8 - t0}}
				fits := true
				for i := range 2 {
					home := d.Output[i] - .3*d.Exports[i]
					fits = fits && home >= 0 && home <= .7
				}
				if fits {
					v := f.At(d)
					low, high = math.Min(low, v), math.Max(high, v)
				}
			}
		}
		ends, err := p.GrowthBounds(t.Context(), &sme.Outcome{Form: f}, valueOf(p))
		if err != nil {
			t.Fatal(err)
		}
		if size := high - low; ends.Low > low || ends.High < high || ends.Low < low-.05*size || ends.High > high+.05*size {
			t.Errorf("grid %v to %v, ends %+v", low, high, ends)
		}
	}
}

// Where small firms' value added is a range too, growth that some shares give is over their own: of a linear outcome it
// passes neither end of the mean, which is exact, and the ends of growth hold both.
func TestGrowthFoundIsOverItsOwnValue(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var near, all int
	for range 20 {
		n := 3 + r.IntN(3)
		e, stats := space(t, n, r)
		stats[0].Low, stats[0].High = .35, .65
		p, err := sme.NewShareSpace(e, stats)
		if err != nil {
			t.Fatal(err)
		}
		value, exported, l := make([]float64, n), make([]float64, n), sme.NewLine(n)
		for i := range n {
			value[i], exported[i] = r.NormFloat64(), r.NormFloat64()
			l[1+i], l[1+n+i] = value[i], exported[i]
		}
		f := sme.NewForm(n)
		f.AddLine(1, l)
		low, high := p.MeanBounds(value, exported)
		ends, err := p.GrowthBounds(t.Context(), &sme.Outcome{Form: f}, 1)
		if err != nil {
			t.Fatal(err)
		}
		room := 1e-6 * (high - low)
		if ends.FoundLow < low-room || ends.FoundHigh > high+room || ends.Low > low+room || ends.High < high-room {
			t.Errorf("the mean is in [%v, %v], and growth in %+v", low, high, ends)
		}
		if all++; ends.FoundHigh-ends.FoundLow > .6*(high-low) {
			near++
		}
	}
	if near < all*3/4 {
		t.Errorf("in %d of %d cases what is found is far from the ends of the mean", all-near, all)
	}
}
