package worth_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/requirement/worth"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-8*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Firms drawn with some gaps; every gap is needed.
func firms(r *rand.Rand, n, many int) []worth.Firm {
	list := []worth.Firm{{Weight: 10, Capacity: 10, Ways: [][]int{{}}}}
	for range many {
		f := worth.Firm{Weight: 1 + 9*r.Float64(), Capacity: r.Float64(), Ways: [][]int{{}}}
		for k := range n {
			if r.IntN(3) == 0 {
				f.Ways[0] = append(f.Ways[0], k)
			}
		}
		list = append(list, f)
	}
	return list
}

// Linear in the qualified share, equal parts to a firm's gaps are Shapley's; and orders drawn come near them.
func TestLinearPartsAreShapleys(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	same := func(h float64) float64 { return h }
	for range 20 {
		list := firms(r, 8, 30)
		exact, linear := worth.Divide(8, list, same, 0, 1), worth.Linear(8, list)
		for k := range 8 {
			near(t, "Shapley", linear.Shapley[k], exact.Shapley[k])
			near(t, "alone", linear.Alone[k], exact.Alone[k])
			near(t, "last", linear.Last[k], exact.Last[k])
		}
	}
	list := firms(r, 14, 200)
	drawn, linear := worth.Divide(14, list, same, 400, 1), worth.Linear(14, list)
	var sum float64
	for k := range 14 {
		sum += drawn.Shapley[k]
		if diff := math.Abs(drawn.Shapley[k] - linear.Shapley[k]); diff > 5*drawn.Error[k]+1e-12 {
			t.Errorf("requirement %d: %v drawn, %v exactly, error %v", k, drawn.Shapley[k], linear.Shapley[k], drawn.Error[k])
		}
	}
	near(t, "sum", sum, drawn.All)
}

// Many substitutes are counted as few are.
func TestSubstitutes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	list := firms(r, 6, 10)
	for n := range list {
		for range r.IntN(15) {
			list[n].Ways = append(list[n].Ways, []int{r.IntN(6), r.IntN(6)})
		}
	}
	value := func(h float64) float64 { return math.Log(h + .1) }
	got := worth.Divide(6, list, value, 0, 1)
	want, orders := make([]float64, 6), 0.0
	var permute func(order []int)
	permute = func(order []int) { // every order, each requirement added in turn
		if len(order) == 6 {
			orders++
			var met []int
			before := share(list, met)
			for _, k := range order {
				met = append(met, k)
				after := share(list, met)
				want[k] += value(after) - value(before)
				before = after
			}
			return
		}
		for k := range 6 {
			if !slices.Contains(order, k) {
				permute(append(slices.Clone(order), k))
			}
		}
	}
	permute(nil)
	for k := range want {
		near(t, "Shapley", got.Shapley[k], want[k]/orders)
	}
}

func share(list []worth.Firm, met []int) float64 {
	var with, total float64
	for _, f := range list {
		total += f.Weight * f.Capacity
		for _, way := range f.Ways {
			if !slices.ContainsFunc(way, func(k int) bool { return !slices.Contains(met, k) }) {
				with += f.Weight * f.Capacity
				break
			}
		}
	}
	return with / total
}
