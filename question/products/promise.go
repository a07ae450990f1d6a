package products

import (
	"cmp"
	"math"
	"slices"

	"ikat/result"
)

// aspect is one of the four things that make a product worth an agency's attention.
type aspect struct {
	name, label, definition string
	of                      func(c *chance) float64 // the more the better
}

var aspects = []aspect{
	{"near_part", "Of nearness", "share of these products that are no nearer",
		func(c *chance) float64 { return c.density }},
	{"opens_part", "Of what it would open", "share of these products that would open no more",
		func(c *chance) float64 { return c.gain }},
	{"demand_part", "Of demand", "share of these products of which the market that is hardly served " +
		"buys no more; the world, where buyers are not known", func(c *chance) float64 { return c.wanted }},
	{"way_part", "Of the way", "share of these products for which the borders on the way and the tariff, where it is " +
		"known, cost no less", func(c *chance) float64 { return -c.way() }},
}

// way is what the borders on the way cost, with the tariff where it is known.
func (c *chance) way() float64 {
	if math.IsNaN(c.tariff) {
		return c.cost.Central
	}
	return c.cost.Central + c.tariff
}

// promise fills in, for each product, the shares of all that are no better in each aspect, their geometric mean, and
// the rank by it, with the best and the worst that it has where any one aspect is left out.
//
// A geometric mean, since a product must be possible and worth it and reachable: what it lacks in one it hardly makes
// up for in another. What is not known of a product takes no part in its mean.
func promise(list []chance) (assumptions int) {
	known := make([]bool, len(aspects))
	for k, a := range aspects {
		var values []float64
		for i := range list {
			if v := a.of(&list[i]); !math.IsNaN(v) {
				values = append(values, v)
			}
		}
		slices.Sort(values)
		known[k] = len(values) > 0
		for i := range list {
			list[i].parts[k] = noBetter(values, a.of(&list[i]))
		}
	}
	ranks := [][]int{order(list, -1)}
	for k := range aspects {
		if known[k] {
			ranks = append(ranks, order(list, k))
		}
	}
	for i := range list {
		c := &list[i]
		c.together, c.rank = mean(c.parts, -1), result.Standing{Rank: ranks[0][i], Low: ranks[0][i], High: ranks[0][i]}
		for _, other := range ranks {
			c.rank.Low, c.rank.High = min(c.rank.Low, other[i]), max(c.rank.High, other[i])
			if other[i] == c.rank.Rank {
				c.rank.Held += 1 / float64(len(ranks))
			}
		}
	}
	return len(ranks)
}

// noBetter is the share of sorted values that are not above one.
func noBetter(sorted []float64, v float64) float64 {
	if math.IsNaN(v) {
		return nan
	}
	n, _ := slices.BinarySearchFunc(sorted, v, func(a, b float64) int {
		if a <= b {
			return -1
		}
		return 1
	})
	return float64(n) / float64(len(sorted))
}

// mean is the geometric mean of the parts that are known but one, to twelve decimals, so that means which are equal are
// so however they were added up; NaN of none.
func mean(parts [4]float64, without int) float64 {
	sum, n := 0.0, 0.0
	for k, v := range parts {
		if k != without && !math.IsNaN(v) {
			sum += math.Log(v)
			n++
		}
	}
	return math.Round(1e12*math.Exp(sum/n)) / 1e12
}

// order ranks products by their mean without one part, or with all for -1; 1 is the highest, and equals share a rank.
func order(list []chance, without int) []int {
	values, places := make([]float64, len(list)), make([]int, len(list))
	for i := range list {
		values[i], places[i] = mean(list[i].parts, without), i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	out := make([]int, len(list))
	for at, i := range places {
		out[i] = at + 1
		if at > 0 && values[i] == values[places[at-1]] {
			out[i] = out[places[at-1]]
		}
	}
	return out
}
