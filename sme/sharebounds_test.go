package sme

import (
	"math"
	"math/rand/v2"
	"testing"
)

// halved is the least of the dual by halving in one multiplier within golden sections in the other.
func (d *shareDual) halved() float64 {
	inner := func(lambda float64) float64 {
		low, high, found := -1e3*d.scale, 1e3*d.scale, math.Inf(1)
		for range 60 {
			mu := (low + high) / 2
			v := d.at(lambda, mu)
			if found = math.Min(found, v.value); v.slope > 0 {
				high = mu
			} else {
				low = mu
			}
		}
		return found
	}
	const part = 0.6180339887498949
	low, high, best := -1e3*d.scale, 1e3*d.scale, math.Inf(1)
	for range 80 {
		a, b := high-part*(high-low), low+part*(high-low)
		fa, fb := inner(a), inner(b)
		best = math.Min(best, math.Min(fa, fb))
		if fa <= fb {
			high = b
		} else {
			low = a
		}
	}
	return best
}

// TestTurnsFindTheLeastDual compares tangents that meet with halving on random shares, with totals known and ranged.
func TestTurnsFindTheLeastDual(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	evaluations := 0
	const worlds = 200
	for world := range worlds {
		n := 1 + r.IntN(30)
		e := &Economy{Code: "AAA", Table: "random"}
		for i := range n {
			x := math.Exp(3 * r.NormFloat64())
			e.Label, e.X = append(e.Label, string(rune('a'+i))), append(e.X, x)
			e.VA, e.Exports = append(e.VA, x*r.Float64()), append(e.Exports, x*r.Float64()*float64(r.IntN(3))/2)
		}
		s := Statistics{{Economy: "AAA", Indicator: ValueAdded, Value: .2 + .6*r.Float64()},
			{Economy: "AAA", Indicator: Exports, Value: .2 + .6*r.Float64()}}
		wide := .1 * float64(world%2)
		for k := range s {
			s[k].Low, s[k].High = s[k].Value-wide, s[k].Value+wide
		}
		p, err := NewShareSpace(e, s)
		if err != nil {
			continue
		}
		value, exported := make([]float64, n), make([]float64, n)
		for i := range n {
			value[i], exported[i] = e.VA[i]*r.NormFloat64(), e.Exports[i]*r.NormFloat64()
		}
		d := &shareDual{q: p.q, value: value, exported: exported, ranges: p.ranges, best: math.Inf(1)}
		for i := range p.q.part {
			d.scale = math.Max(d.scale, math.Max(math.Abs(value[i])/p.q.part[i].w, math.Abs(exported[i])/p.q.part[i].u))
		}
		d.scale = math.Min(d.scale, 1e9) * 4
		turn(d.scale, 0, func(lambda float64) bend { evaluations++; return d.inner(lambda) })
		got := d.best
		want := d.halved()
		if got > want+1e-9*math.Max(1, math.Abs(want)) {
			t.Errorf("world %d of %d industries: %.12g, halving finds %.12g", world, n, got, want)
		}
	}
	if mean := float64(evaluations) / worlds; mean > 30 {
		t.Errorf("%.1f inner problems an end", mean)
	} else {
		t.Logf("%.1f inner problems an end", mean)
	}
}

// TestMeanBoundsHoldDrawnShares compares the limits of means with those at single totals of value added that a range
// allows, and with drawn shares: no mean leaves them, and some come near.
func TestMeanBoundsHoldDrawnShares(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const n = 3
	for world := range 20 {
		e := &Economy{Code: "AAA", Table: "random", Label: []string{"a", "b", "c"}}
		value, exported := make([]float64, n), make([]float64, n)
		for i := range n {
			x := 1 + 9*r.Float64()
			e.X, e.VA, e.Exports = append(e.X, x), append(e.VA, x*(.2+.7*r.Float64())), append(e.Exports, x*r.Float64())
			value[i], exported[i] = e.VA[i]*r.NormFloat64(), e.VA[i]*r.NormFloat64()
		}
		at := func(share float64) Statistics {
			return Statistics{{Economy: "AAA", Indicator: ValueAdded, Value: share, Low: share, High: share},
				{Economy: "AAA", Indicator: Exports, Value: share, Low: share - .05, High: share + .05}}
		}
		wide := at(.5)
		wide[0].Low, wide[0].High, wide[1].Low, wide[1].High = .4, .6, .35, .65
		p, err := NewShareSpace(e, wide)
		if err != nil {
			t.Fatal(err)
		}
		low, high := p.MeanBounds(value, exported)
		least, most := math.Inf(1), math.Inf(-1)
		inside := func(a, b float64) {
			least, most = math.Min(least, a), math.Max(most, b)
			if a < low-1e-9 || b > high+1e-9 {
				t.Errorf("world %d: means [%v, %v] leave [%v, %v]", world, a, b, low, high)
			}
		}
		for k := range 101 {
			share := .4 + .002*float64(k)
			fixed := at(share)
			fixed[1].Low, fixed[1].High = .35, .65
			one, err := NewShareSpace(e, fixed)
			if err != nil {
				t.Fatal(err)
			}
			inside(one.MeanBounds(value, exported))
			if k%10 == 0 {
				drawn, err := DrawShares(e, at(share), HitAndRun, 50, uint64(k))
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range drawn {
					mean := (inner(value, d.Output) + inner(exported, d.Exports)) / inner(e.VA, d.Output)
					inside(mean, mean)
				}
			}
		}
		if width := high - low; (most-least)/width < .999 {
			t.Errorf("world %d: limits [%v, %v] are wide of [%v, %v]", world, low, high, least, most)
		}
	}
}
