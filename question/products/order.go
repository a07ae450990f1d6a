package products

import (
	"sort"

	"ikat/fault"
)

// sort puts rows in order of their keys and year.
func (r *rows) sort() {
	order := make([]int, len(r.years))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool {
		for _, k := range r.keys {
			if a, b := k[order[i]], k[order[j]]; a != b {
				return a < b
			}
		}
		return r.years[order[i]] < r.years[order[j]]
	})
	r.take(order)
}

// take keeps the rows at those places, in that order.
func (r *rows) take(order []int) {
	r.years = taken(r.years, order)
	for i := range r.keys {
		r.keys[i] = taken(r.keys[i], order)
	}
	for i := range r.values {
		r.values[i] = taken(r.values[i], order)
	}
	if r.texts != nil {
		r.texts = taken(r.texts, order)
	}
}

func taken[T any](list []T, order []int) []T {
	out := make([]T, len(order))
	for i, k := range order {
		out[i] = list[k]
	}
	return out
}

// twoYears refuses an answer that takes more than one year where only one was given.
func twoYears(a *asked) error {
	if len(a.from) < 2 {
		return &fault.Error{
			Kind:  fault.Invalid,
			Param: "trade",
			What:  "one year is given",
			Why:   fault.Say("Measure %s follows relations from year to year", a.m.ID),
			Fix:   "Name several, as NAME/* does",
		}
	}
	return nil
}
