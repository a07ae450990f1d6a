package sme

import "math"

// polygon returns the corners of the (s, t) that an industry with exports e of output x allows, within ranges of both.
// Sales at home that are negative as a whole are negative for both classes.
func polygon(x, e float64, s, t interval) [][2]float64 {
	corners := [][2]float64{{s.low, t.low}, {s.high, t.low}, {s.high, t.high}, {s.low, t.high}}
	r := e / x
	least, most := math.Min(0, 1-r), math.Max(0, 1-r)
	if r < 0 { // drawn from stocks: both classes alike
		return cut(cut(corners, 1, -1, 0), -1, 1, 0)
	}
	// least ≤ s − r t ≤ most
	return cut(cut(corners, 1, -r, least), -1, r, -most)
}

// cut keeps the part of a polygon where p s + q t ≥ c.
func cut(corners [][2]float64, p, q, c float64) [][2]float64 {
	var out [][2]float64
	for k, v := range corners {
		next := corners[(k+1)%len(corners)]
		here, there := p*v[0]+q*v[1]-c, p*next[0]+q*next[1]-c
		if here >= -1e-15 {
			out = append(out, v)
		}
		if here < -1e-15 && there > 1e-15 || here > 1e-15 && there < -1e-15 {
			x := here / (here - there)
			out = append(out, [2]float64{v[0] + x*(next[0]-v[0]), v[1] + x*(next[1]-v[1])})
		}
	}
	return out
}

// extremeShare returns the least of Σ a s (sign 1) or −Σ a s (sign −1) over shares whose exports add up to T: a linear
// program whose dual has one variable. ok is false where no shares have that total.
func (q *nearest) extremeShare(sign float64) (least float64, ok bool) {
	bound := func(nu float64) (value, exports float64) {
		for i := range q.part {
			p := &q.part[i]
			best, b := math.Inf(1), 0.0
			for _, c := range p.corner {
				if v := sign*p.a*c[0] - nu*p.b*c[1]; v < best {
					best, b = v, p.b*c[1]
				}
			}
			value += best
			exports += b
		}
		return value + nu*q.T, exports
	}
	low, high := -1.0, 1.0
	for range 60 {
		if _, e := bound(low); !(e > q.T) {
			break
		}
		low *= 2
	}
	for range 60 {
		if _, e := bound(high); !(e < q.T) {
			break
		}
		high *= 2
	}
	if _, e := bound(low); e > q.T+1e-9 {
		return 0, false
	}
	if _, e := bound(high); e < q.T-1e-9 {
		return 0, false
	}
	for range 200 {
		mid := (low + high) / 2
		if !(mid > low && mid < high) { // neighbours: nothing lies between them
			break
		}
		if _, e := bound(mid); e < q.T {
			low = mid
		} else {
			high = mid
		}
	}
	a, _ := bound(low)
	b, _ := bound(high)
	return sign * math.Max(a, b), true // any ν gives a bound: the larger is certain
}
