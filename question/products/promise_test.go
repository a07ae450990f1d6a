package products

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Parts, means and ranks against counting, on lists with equal values and with values that are not known.
func TestPromiseAgainstCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 4))
	for range 200 {
		list := make([]chance, 1+r.IntN(12))
		some := func() float64 {
			if r.IntN(5) == 0 {
				return nan
			}
			return float64(r.IntN(6))
		}
		for i := range list {
			list[i] = chance{density: float64(r.IntN(4)), gain: some(), wanted: some(), tariff: nan}
			list[i].cost.Central = some()
		}
		promise(list)
		for i := range list {
			held(t, list, i)
		}
	}
}

// held holds one product's parts and ranks against counting.
func held(t *testing.T, list []chance, i int) {
	t.Helper()
	product := func(c *chance, without int) float64 {
		v, n := 1.0, 0.0
		for k, p := range c.parts {
			if k != without && !math.IsNaN(p) {
				v, n = v*p, n+1
			}
		}
		return math.Pow(v, 1/n)
	}
	for k, a := range aspects {
		better, known := 0.0, 0.0
		for j := range list {
			if v := a.of(&list[j]); !math.IsNaN(v) {
				known++
				if v > a.of(&list[i]) {
					better++
				}
			}
		}
		want := 1 - better/known
		if math.IsNaN(a.of(&list[i])) {
			want = nan
		}
		if got := list[i].parts[k]; math.Abs(got-want) > 1e-12 || math.IsNaN(got) != math.IsNaN(want) {
			t.Fatalf("%s of product %d: %v, want %v", a.name, i, got, want)
		}
	}
	above := 1
	for j := range list {
		if product(&list[j], -1) > product(&list[i], -1)*(1+1e-12) {
			above++
		}
	}
	c := list[i]
	if c.rank.Rank != above || c.rank.Low > above || c.rank.High < above || !(c.rank.Held > 0 && c.rank.Held <= 1+1e-12) {
		t.Fatalf("product %d of %d: %+v, counted %d", i, len(list), c.rank, above)
	}
	if math.Abs(c.together-product(&c, -1)) > 1e-12 {
		t.Fatalf("together %v, want %v", c.together, product(&c, -1))
	}
}
