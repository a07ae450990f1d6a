package sme_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/sme"
)

// made is a made-up economy's published results: output that serves exports lies between exports and output.
func made(n int, seed uint64) *sme.Published {
	rng := rand.New(rand.NewPCG(seed, 5))
	p := &sme.Published{Code: "AAA", Source: "made up"}
	for i := range n {
		x := 10 + 90*rng.Float64()
		e := x * rng.Float64() * rng.Float64()
		v := .2 + .6*rng.Float64()
		p.Industries = append(p.Industries, string(rune('a'+i)))
		p.Output, p.ValueAdded, p.Exports = append(p.Output, x), append(p.ValueAdded, v*x), append(p.Exports, e)
		p.InExports = append(p.InExports, v*(e+(x-e)*rng.Float64()))
	}
	return p
}

func weightedSum(a, b []float64) (s float64) {
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

// What small firms earn under any shares that capacity allows lies within the range, and shares are found near its
// ends.
func TestRangeOverAllExportShares(t *testing.T) {
	for seed := range uint64(12) {
		p := made(6, seed)
		n := len(p.Output)
		stats := sme.Statistics{{Economy: "AAA", Indicator: sme.ValueAdded, Value: .36, Low: .36, High: .36}}
		r, err := p.Range(stats)
		if err != nil {
			t.Fatal(err)
		}
		if !(r.Low <= r.AlikeLow+1e-9 && r.AlikeLow <= r.AlikeHigh && r.AlikeHigh <= r.High+1e-9 && r.High <= r.Total) {
			t.Fatalf("seed %d: %+v", seed, r)
		}
		rng := rand.New(rand.NewPCG(seed, 9))
		least, most := math.Inf(1), math.Inf(-1)
		alikeLeast, alikeMost := math.Inf(1), math.Inf(-1)
		for range 4000 {
			s, fixed := make([]float64, n), make([]float64, n)
			for i := range s {
				s[i], fixed[i] = math.Round(rng.Float64()), .36 // near the ends shares are 0 or 1
			}
			adjust(s, p.ValueAdded, .36)
			for _, up := range []bool{false, true} {
				got := earned(p, s, up)
				least, most = min(least, got), max(most, got)
				got = earned(p, fixed, up)
				alikeLeast, alikeMost = min(alikeLeast, got), max(alikeMost, got)
			}
		}
		if least < r.Low-1e-7 || most > r.High+1e-7 {
			t.Errorf("seed %d: found %g to %g outside %g to %g", seed, least, most, r.Low, r.High)
		}
		if least > r.Low+.12*r.Total || most < r.High-.12*r.Total {
			t.Errorf("seed %d: %g to %g, only found %g to %g", seed, r.Low, r.High, least, most)
		}
		if math.Abs(alikeLeast-r.AlikeLow) > 1e-9 || math.Abs(alikeMost-r.AlikeHigh) > 1e-9 {
			t.Errorf("seed %d: alike %g to %g, found %g to %g", seed, r.AlikeLow, r.AlikeHigh, alikeLeast, alikeMost)
		}
	}
}

// adjust moves shares until they add up to a total.
func adjust(s, weights []float64, share float64) {
	var all float64
	for _, w := range weights {
		all += w
	}
	for i := range s {
		miss := share*all - weightedSum(s, weights)
		s[i] = min(1, max(0, s[i]+miss/weights[i]))
	}
}

// earned is what small firms earn with exports as low or as high as capacity allows.
func earned(p *sme.Published, s []float64, up bool) float64 {
	var total float64
	for i, x := range p.Output {
		e, v := p.Exports[i], p.ValueAdded[i]/p.Output[i]
		small := max(0, e-(1-s[i])*x)
		if up {
			small = min(e, s[i]*x)
		}
		total += v * (small + (s[i]*x-small)/(x-e)*(p.InExports[i]/v-e))
	}
	return total
}

// A known share of exports narrows the range, and the point lies inside it.
func TestRangeWithExportShares(t *testing.T) {
	p := made(8, 3)
	free, err := p.Range(sme.Statistics{{Economy: "AAA", Indicator: sme.ValueAdded, Value: .4, Low: .4, High: .4}})
	if err != nil {
		t.Fatal(err)
	}
	stats := uniform(.4, .3)
	known, err := p.Range(stats)
	if err != nil {
		t.Fatal(err)
	}
	point, _, err := p.Proportional(stats, sme.LeastInformation)
	if err != nil {
		t.Fatal(err)
	}
	if !(free.Low <= known.Low+1e-9 && known.Low <= point.Small && point.Small <= known.High &&
		known.High <= free.High+1e-9) {
		t.Errorf("any %+v, known %+v, point %g", free, known, point.Small)
	}
	if !math.IsNaN(known.AlikeLow) {
		t.Errorf("%+v", known)
	}
}
