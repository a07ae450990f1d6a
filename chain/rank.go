package chain

import (
	"cmp"
	"slices"

	"ikat/result"
)

// Middle returns the position of the middle value of θ, by which things are put in order.
func Middle(thetas []float64) int {
	order := make([]int, len(thetas))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(thetas[a], thetas[b]) })
	return order[(len(order)-1)/2]
}

// sortBy sorts by the middle of some values, largest first. Values are by θ, in the order θ was given, which users give
// from low to high; the middle of another order is as good a reference.
func sortBy[T any](list []T, values func(*T) []float64) {
	if len(list) == 0 {
		return
	}
	at := (len(values(&list[0])) - 1) / 2
	keys := make([]struct { // sorting keys is several times as fast as moving what they belong to
		value float64
		row   int
	}, len(list))
	for i := range list {
		keys[i].value, keys[i].row = values(&list[i])[at], i
	}
	slices.SortFunc(keys, func(a, b struct {
		value float64
		row   int
	}) int {
		return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.row, b.row))
	})
	old := slices.Clone(list)
	for i, k := range keys {
		list[i] = old[k.row]
	}
}

// Standings ranks rows of values, one column an assumption, largest first, with mid as the reference column.
func Standings(rows, columns, mid int, value func(row, column int) float64) []result.Standing {
	out := make([]result.Standing, rows)
	order := make([]int, rows)
	ranks := func(c int, each func(row, rank int)) {
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(value(b, c), value(a, c)) })
		for n, row := range order {
			each(row, n+1)
		}
	}
	ranks(mid, func(row, rank int) { out[row] = result.Standing{Rank: rank, Low: rank, High: rank} })
	for c := range columns {
		ranks(c, func(row, rank int) {
			s := &out[row]
			s.Low, s.High = min(s.Low, rank), max(s.High, rank)
			if rank == s.Rank {
				s.Held += 1 / float64(columns)
			}
		})
	}
	return out
}

// Kendall returns Kendall's τ between two columns: the share of pairs in the same order less that of pairs in the
// other.
func Kendall(a, b []float64) float64 {
	var same, pairs float64
	for i := range a {
		for j := range i {
			x, y := cmp.Compare(a[i], a[j]), cmp.Compare(b[i], b[j])
			if x == 0 || y == 0 {
				continue
			}
			pairs++
			same += float64(x * y)
		}
	}
	if pairs == 0 {
		return 1
	}
	return same / pairs
}

func maximum(v []float64) float64 { return slices.Max(v) }
