package sme_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"ikat/fault"
	"ikat/sme"
)

// On made-up economies with industries that sell to nobody at home, or to final users alone, or nothing abroad, or draw
// on stocks, every split that agrees with the information lies within the limits that bounds rest on, meets the
// program's equations, and has a share within the certified interval.
func TestLimitsHoldEverySplit(t *testing.T) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(500, 1))
	held := 0
	for world := range 60 {
		e := odd(r)
		f := sme.Information{Statistics: uniform(.3+.4*r.Float64(), .2+.4*r.Float64()), ExportCap: r.IntN(2) == 0,
			FreeFinal: r.IntN(3) == 0}
		if r.IntN(2) == 0 {
			f.ValueAdded, f.Imports = 1.25, 1.5
		}
		s, err := sme.NewSampler(ctx, e, f, 4)
		if fault.KindOf(err) == fault.Inconsistent {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := sme.NewBounds(ctx, e, f, nil)
		if err != nil {
			t.Fatalf("world %d: %v", world, err)
		}
		for range 4 {
			w := []float64{r.Float64(), r.Float64(), r.Float64(), r.Float64()}
			one, err := s.Mix(ctx, each(w, 1/sum(w)))
			if err != nil {
				t.Fatal(err)
			}
			if !agrees(one) {
				continue
			}
			held++
			if out := sme.OutsideBox(one, f); out > 1e-6 {
				t.Errorf("world %d: a split lies outside the limits by %v", world, out)
			}
			if miss := sme.Mixture(one, f); miss > 1e-5 {
				t.Errorf("world %d: a split misses the program by %v", world, miss)
			}
			if v := one.Share(); v < b.Share.Low-1e-6 || v > b.Share.High+1e-6 {
				t.Errorf("world %d: a split's share %v of %+v", world, v, b.Share)
			}
		}
	}
	if held < 120 {
		t.Errorf("only %d splits agreed", held)
	}
}

// agrees reports whether a split meets what is assumed beside negative flows: of what a class trades with others, a
// part between 0 and 1 serves exports, and between 0 and 1 of it is small firms' value added.
func agrees(s *sme.Split) bool {
	e, n := s.Economy, s.Economy.N()
	for k := range 2 * n {
		i := k % n
		if g := s.Serving[k]; g < min(0, e.Exports[i]/e.X[i]) || g > max(1, 1-e.Final[i]/e.X[i]) {
			return false
		}
		if m := s.Content[sme.Small][k]; m < 0 || m > 1 {
			return false
		}
	}
	return true
}

// odd is an economy of three to five industries with sales of some kinds only.
func odd(r *rand.Rand) *sme.Economy {
	n := 3 + r.IntN(3)
	z, final, exports, imports := make([][]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		z[i] = make([]float64, n)
		kind := r.IntN(6)
		for j := range n {
			if kind != 0 && r.IntN(3) > 0 {
				z[i][j] = 10 * r.Float64()
			}
		}
		if kind != 1 {
			final[i] = 100 * r.Float64()
		}
		if kind != 2 {
			exports[i] = 100 * r.ExpFloat64()
		}
		switch kind {
		case 3:
			exports[i] = -r.Float64()
		case 4:
			final[i] = -r.Float64()
		case 5:
			final[i] /= 1e5
		}
	}
	for j := range n {
		imports[j] = 5 * r.Float64()
	}
	return economy(z, final, exports, imports)
}
