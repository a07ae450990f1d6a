package chain

import (
	"cmp"
	"slices"

	"ikat/result"
)

// Thresholds are the least shares of a product's value for which its slowest input is looked for: the middle one is
// used, the others say how much it matters.
var Thresholds = []float64{.005, .01, .02}

// Slow is a link that takes long, and how often it keeps its rank over the thresholds.
type Slow struct {
	Link
	result.Standing
}

// Slowest returns the links that carry at least the middle threshold of the product's value and take the longest, with
// the last border left out: nothing of the product arrives without passing it.
func (p *Product) Slowest(most int) []Slow {
	rank := map[[2]int][]int{}
	var middle []Link
	for n, least := range Thresholds {
		for at, l := range p.slowAbove(least) {
			key := [2]int{l.Sector, l.To}
			rank[key] = append(rank[key], at+1)
		}
		if n == len(Thresholds)/2 {
			middle = p.slowAbove(least)
		}
	}
	var out []Slow
	for at, l := range middle[:min(most, len(middle))] {
		s := Slow{l, result.Standing{Rank: at + 1, Low: at + 1, High: at + 1}}
		for _, r := range rank[[2]int{l.Sector, l.To}] {
			s.Low, s.High = min(s.Low, r), max(s.High, r)
			if r == at+1 {
				s.Held += 1 / float64(len(Thresholds))
			}
		}
		out = append(out, s)
	}
	return out
}

func (p *Product) slowAbove(least float64) []Link {
	var out []Link
	for _, l := range p.Links {
		if last := l.Sector == p.Target.Product && l.To == p.To; !last && l.Days > 0 && l.Flow >= least {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b Link) int {
		if c := cmp.Compare(b.Days, a.Days); c != 0 {
			return c
		}
		return cmp.Compare(b.Flow, a.Flow)
	})
	return out
}
