package composite

import (
	"math"
	"slices"
)

// A distribution is treated where it is further from normal than these, as the JRC does it.
const (
	skewed = 2.0
	peaked = 3.5 // excess kurtosis
)

// treated draws the outliers of an indicator in to the next values, one by one and as many as it takes, at most a
// twentieth of the units, where it is asked for.
//
// OECD and JRC (2008), section on outliers; the thresholds are those of Groeneveld and Meeden (1984) as the JRC uses
// them.
func treated(how string, v []float64) []float64 {
	if how != "winsorise" || !wild(v) {
		return v
	}
	out := slices.Clone(v)
	known := 0
	for _, x := range out {
		if !math.IsNaN(x) {
			known++
		}
	}
	for range max(1, known/20) {
		if !wild(out) {
			break
		}
		drawIn(out)
	}
	return out
}

// drawIn gives the unit furthest from the mean the value of the next one.
func drawIn(v []float64) {
	mean, _, _, _ := moments(v)
	furthest := -1
	for u, x := range v {
		if !math.IsNaN(x) && (furthest < 0 || math.Abs(x-mean) > math.Abs(v[furthest]-mean)) {
			furthest = u
		}
	}
	high := v[furthest] > mean
	next := math.NaN()
	for _, x := range v {
		if x < v[furthest] && high && !(x <= next) || x > v[furthest] && !high && !(x >= next) {
			next = x
		}
	}
	if math.IsNaN(next) {
		return
	}
	all := v[furthest]
	for u, x := range v {
		if x == all {
			v[u] = next
		}
	}
}

func wild(v []float64) bool {
	_, _, skewness, kurtosis := moments(v)
	return math.Abs(skewness) > skewed && kurtosis > peaked
}

// moments are mean, standard deviation (of n), skewness and excess kurtosis of what is known.
func moments(v []float64) (mean, deviation, skewness, kurtosis float64) {
	n := 0.0
	for _, x := range v {
		if !math.IsNaN(x) {
			mean += x
			n++
		}
	}
	mean /= n
	var second, third, fourth float64
	for _, x := range v {
		if e := x - mean; !math.IsNaN(x) {
			second += e * e / n
			third += e * e * e / n
			fourth += e * e * e * e / n
		}
	}
	deviation = math.Sqrt(second)
	return mean, deviation, third / (second * deviation), fourth/(second*second) - 3
}

// The scales of normalised figures: 1 to 100, and z-scores with mean 100 and standard deviation 10. Both stay above 0,
// which geometric means need.
const (
	bottom, top   = 1.0, 100.0
	centre, width = 100.0, 10.0
	least         = 1.0 // of a z-score that lies ten standard deviations below the mean
)

// normalised brings figures to one scale on which more is better. Where all units have the same, each gets the middle.
func normalised(how string, v []float64, lower bool) []float64 {
	signed := make([]float64, len(v))
	for u, x := range v {
		if signed[u] = x; lower {
			signed[u] = -x
		}
	}
	switch how {
	case "z-scores":
		mean, deviation, _, _ := moments(signed)
		return scaled(signed, func(x float64) float64 {
			if deviation == 0 {
				return centre
			}
			return max(least, centre+width*(x-mean)/deviation)
		})
	case "ranks":
		return byRank(signed)
	}
	low, high := ends(signed)
	return scaled(signed, func(x float64) float64 {
		if low == high {
			return (bottom + top) / 2
		}
		return bottom + (top-bottom)*(x-low)/(high-low)
	})
}

func scaled(v []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(v))
	for u, x := range v {
		if out[u] = math.NaN(); !math.IsNaN(x) {
			out[u] = f(x)
		}
	}
	return out
}

func ends(v []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, x := range v {
		if !math.IsNaN(x) {
			low, high = min(low, x), max(high, x)
		}
	}
	return low, high
}

// byRank spreads ranks evenly from bottom to top; equal figures share the mean of their ranks.
func byRank(v []float64) []float64 {
	n := 0
	for _, x := range v {
		if !math.IsNaN(x) {
			n++
		}
	}
	return scaled(v, func(x float64) float64 {
		if n == 1 {
			return (bottom + top) / 2
		}
		below, same := 0, 0
		for _, y := range v {
			if y < x {
				below++
			} else if y == x {
				same++
			}
		}
		return bottom + (top-bottom)*(float64(below)+float64(same-1)/2)/float64(n-1)
	})
}

// filled puts the median of the others where a unit has no figure.
func filled(v []float64) []float64 {
	var known []float64
	for _, x := range v {
		if !math.IsNaN(x) {
			known = append(known, x)
		}
	}
	if len(known) == 0 || len(known) == len(v) {
		return v
	}
	slices.Sort(known)
	middle := (known[(len(known)-1)/2] + known[len(known)/2]) / 2
	out := slices.Clone(v)
	for u, x := range out {
		if math.IsNaN(x) {
			out[u] = middle
		}
	}
	return out
}
