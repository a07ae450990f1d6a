package picture

import "math"

// scale maps numbers onto an axis.
type scale struct{ low, high, from, to float64 }

func (s scale) at(x float64) float64 {
	return s.from + (x-s.low)/(s.high-s.low)*(s.to-s.from)
}

// step is the distance between round numbers that divides an extent into about so many parts: 1, 2 or 5 times a power
// of ten; as its inverse, negative, where it is below one, so that multiples of it are exact.
func step(low, high, count float64) float64 {
	raw := (high - low) / max(count, 1e-9)
	power := math.Floor(math.Log10(raw))
	factor := 1.0
	switch e := raw / math.Pow(10, power); {
	case e >= math.Sqrt(50):
		factor = 10
	case e >= math.Sqrt(10):
		factor = 5
	case e >= math.Sqrt2:
		factor = 2
	}
	if power < 0 {
		return -math.Pow(10, -power) / factor
	}
	return math.Pow(10, power) * factor
}

// ticks are round numbers inside the scale, about so many.
func (s scale) ticks(count int) []float64 { return ticks(s.low, s.high, float64(count)) }

func ticks(low, high, count float64) []float64 {
	if !(high > low) || count <= 0 {
		return []float64{low}
	}
	d := step(low, high, count)
	multiple := func(i float64) float64 {
		if d < 0 {
			return i / -d
		}
		return i * d
	}
	size := multiple(1)
	first, last := math.Ceil(low/size-1e-9), math.Floor(high/size+1e-9)
	if last < first && count >= .5 && count < 2 {
		return ticks(low, high, count*2)
	}
	var out []float64
	for i := first; i <= last; i++ {
		out = append(out, multiple(i)+0) // never -0
	}
	return out
}

// nice widens the scale to round numbers, about so many steps apart.
func (s scale) nice(count int) scale {
	before := 0.0
	for range 10 {
		d := step(s.low, s.high, float64(count))
		if d == before || !known(d) || d == 0 {
			break
		}
		if d > 0 {
			s.low, s.high = math.Floor(s.low/d)*d, math.Ceil(s.high/d)*d
		} else {
			s.low, s.high = math.Ceil(s.low*-d-1+1e-9)/-d, math.Floor(s.high*-d+1-1e-9)/-d
		}
		before = d
	}
	return s
}

// across is a scale between two edges that holds zero, to round numbers.
func across(left, right float64, values []float64) scale {
	low, high := 0.0, 0.0
	for _, x := range values {
		if known(x) {
			low, high = min(low, x), max(high, x)
		}
	}
	if low == high {
		high = low + 1
	}
	return scale{low, high, left, right}.nice(4)
}

// niceOf is an extent to round numbers.
func niceOf(low, high, from, to float64) scale {
	if low == high {
		high = low + 1
	}
	return scale{low, high, from, to}.nice(5)
}

// extentOf are the limits of an axis for lines: from zero unless all lie far from it.
func extentOf(values []float64) (low, high float64) {
	low, high = bounds(values)
	if low <= 0 || low <= high/2 {
		low = min(0, low)
	}
	return low, max(high, min(0, high))
}

// bounds are the smallest and the largest of some numbers; 0 and 1 where there are none.
func bounds(values []float64) (low, high float64) {
	if len(values) == 0 {
		return 0, 1
	}
	low, high = values[0], values[0]
	for _, x := range values {
		low, high = min(low, x), max(high, x)
	}
	return low, high
}
