package draws

import (
	"cmp"
	"math"
	"slices"
)

// low and high are the ends of an interval: the middle 90%.
const low, high = .05, .95

// Interval returns the 5 and 95% points of the results of all draws. NaN results are draws without an answer and are
// left out; without any answer the interval is NaN.
func Interval(results []float64) (from, to float64) {
	v := sorted(results)
	return quantile(v, low), quantile(v, high)
}

// Quantile returns the point below which a share of the results lies.
func Quantile(results []float64, share float64) float64 { return quantile(sorted(results), share) }

// Median is the middle of numbers, of an even count the mean of the two in the middle; NaN of none.
func Median(results []float64) float64 { return Quantile(results, .5) }

func sorted(results []float64) []float64 {
	var v []float64
	for _, r := range results {
		if !math.IsNaN(r) {
			v = append(v, r)
		}
	}
	slices.Sort(v)
	return v
}

// quantile interpolates between order statistics, of which the k-th of n has (k − 1/3)/(n + 1/3) below it: nearly
// unbiased whatever the distribution (Hyndman and Fan 1996, their eighth).
func quantile(v []float64, share float64) float64 {
	n := float64(len(v))
	if n == 0 {
		return math.NaN()
	}
	at := share*(n+1./3) + 1./3
	k := math.Floor(at)
	below, above := int(max(k, 1))-1, int(min(k+1, n))-1
	return v[min(below, above)] + (at-k)*(v[max(below, above)]-v[min(below, above)])
}

// SignHeld returns the share of draws in which a result has the sign of the central one.
func SignHeld(central float64, results []float64) float64 {
	var held, n float64
	for _, r := range results {
		if math.IsNaN(r) {
			continue
		}
		n++
		if cmp.Compare(r, 0) == cmp.Compare(central, 0) {
			held++
		}
	}
	return held / n
}

// Standing is where a row ranks over the draws.
type Standing struct {
	Rank      int     // in the central result
	Low, High int     // 5 and 95% points of its rank, and the central one, where that lies outside
	Held      float64 // share of draws in which its rank is the central one
	Among     float64 // share of draws in which it is among the first
}

// Ranks counts ranks over draws. The zero value is not usable; NewRanks makes one.
type Ranks struct {
	central []int
	first   int
	counts  [][]int32 // by row: how often it had each rank, 1 first
	n       int
}

// NewRanks starts from the central results of all rows, of which the largest has rank 1.
func NewRanks(central []float64, first int) *Ranks {
	r := &Ranks{central: Places(central), first: first, counts: make([][]int32, len(central))}
	for i := range r.counts {
		r.counts[i] = make([]int32, len(central)+1)
	}
	return r
}

// Add counts one draw's results of all rows. It is not safe for concurrent use.
func (r *Ranks) Add(results []float64) {
	r.n++
	for row, rank := range Places(results) {
		r.counts[row][rank]++
	}
}

// Places are the ranks of values, 1 for the largest; the first of equal ones comes first.
func Places(v []float64) []int {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(v[b], v[a]) })
	out := make([]int, len(v))
	for at, i := range order {
		out[i] = at + 1
	}
	return out
}

// Standings returns where every row ranks.
func (r *Ranks) Standings() []Standing {
	out := make([]Standing, len(r.counts))
	for row, counts := range r.counts {
		s := Standing{Rank: r.central[row]}
		s.Held = float64(counts[s.Rank]) / float64(r.n)
		below := 0
		for rank := 1; rank < len(counts); rank++ {
			below += int(counts[rank])
			if s.Low == 0 && float64(below) >= low*float64(r.n) {
				s.Low = rank
			}
			if s.High == 0 && float64(below) >= high*float64(r.n) {
				s.High = rank
			}
			if rank == r.first {
				s.Among = float64(below) / float64(r.n)
			}
		}
		s.Low, s.High = min(s.Low, s.Rank), max(s.High, s.Rank)
		if r.first >= len(counts) {
			s.Among = 1
		}
		out[row] = s
	}
	return out
}
