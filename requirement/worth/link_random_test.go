package worth_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/requirement/worth"
)

// Random chains: prices summed over rounds, the parts of borders and requirements from the inverse without costs,
// and each saving from the price without that supplier's cost.
func TestChainsByRounds(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 7))
	for range 300 {
		n := 1 + r.IntN(5)
		c := worth.Chain{Wedges: make([]float64, n)}
		for range n {
			c.A, c.Border = append(c.A, make([]float64, n)), append(c.Border, make([]float64, n))
		}
		for j := range n {
			left := .8
			for i := range n {
				if r.IntN(2) == 0 {
					c.A[i][j] = left * .5 * r.Float64()
					left -= c.A[i][j]
					c.Border[i][j] = .3 * r.Float64() * float64(r.IntN(2))
				}
			}
			c.Wedges[j] = .2 * r.Float64() * float64(r.IntN(2))
		}
		product := r.IntN(n)
		got, err := c.Price(t.Context(), product)
		if err != nil {
			t.Fatal(err)
		}
		p := pricesBy(c)
		near(t, "price", got.Price, p[product])
		var border, requirement float64
		units := unitsBy(c, product)
		for i := range n {
			for m, a := range c.A[i] {
				border += p[i] * c.Border[i][m] * a * units[m]
				requirement += p[i] * c.Wedges[i] * a * units[m]
			}
			less := c
			less.Wedges = append([]float64(nil), c.Wedges...)
			less.Wedges[i] = 0
			near(t, "saving", got.Saving[i], p[product]-pricesBy(less)[product])
		}
		near(t, "border", got.Border, border)
		near(t, "requirement", got.Requirement, requirement)
		near(t, "all", got.Border+got.Requirement, got.Price-1)
		free := c
		free.Wedges = make([]float64, n)
		near(t, "without all", got.SavingAll, p[product]-pricesBy(free)[product])
	}
}

func pricesBy(c worth.Chain) []float64 {
	n := len(c.A)
	value, p := make([]float64, n), make([]float64, n)
	for m := range n {
		value[m] = 1
		for i := range n {
			value[m] -= c.A[i][m]
		}
	}
	for range 700 {
		next := append([]float64(nil), value...)
		for i := range n {
			for m, a := range c.A[i] {
				next[m] += p[i] * a * (1 + c.Border[i][m] + c.Wedges[i])
			}
		}
		p = next
	}
	return p
}

func unitsBy(c worth.Chain, product int) []float64 {
	n := len(c.A)
	sum, round := make([]float64, n), make([]float64, n)
	round[product] = 1
	for range 700 {
		next := make([]float64, n)
		for i := range n {
			sum[i] += round[i]
			for m, a := range c.A[i] {
				next[i] += a * round[m]
			}
		}
		round = next
	}
	return sum
}

// A wedge spreads each outlay over its own life; costs without sales, and items without life, are refused.
func TestWedges(t *testing.T) {
	c := worth.Class{
		Sales: 1000,
		Items: []worth.Item{{OneOff: 100, Life: 1, PerYear: 5}, {OneOff: 0, Life: 3}, {OneOff: 200,
			Life: 2}},
	}
	got, err := c.Wedge(.1)
	want := (100*1.1 + 5 + 200/(1/1.1+1/1.21)) / 1000
	if err != nil || math.Abs(got-want) > 1e-12 {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	if free, err := (&worth.Class{Items: []worth.Item{{Life: 1}}}).Wedge(.1); free != 0 || err != nil {
		t.Errorf("what costs nothing: %v, %v", free, err)
	}
	for _, bad := range []worth.Class{
		{Items: []worth.Item{{OneOff: 1, Life: 1}}},
		{Sales: 1, Items: []worth.Item{{OneOff: 1}}},
	} {
		if _, err := bad.Wedge(.1); err == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}
