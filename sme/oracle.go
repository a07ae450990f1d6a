package sme

import "math"

// oracle finds the most of a sum of functions of single industries, linear between the corners of their limits, where
// two totals hold. Given the prices of the totals each industry is at a corner of its own, and every pair of prices
// gives an end that nothing passes: prices are found by cutting a polygon through its centre (Levin 1965).
type oracle struct {
	blocks []block
	total  [2]float64

	square [][][2]float64 // by block and corner: δ times the square of each coordinate
	tried  []corners
	price  [2]float64 // the best one, of the last sum
}

// corners are where all industries are at some prices.
type corners struct {
	at    []int8
	miss  [2]float64 // by how much totals are missed
	value float64
}

// cuts are prices tried; enough is how near to the least an end need be, as a part of it.
const cuts, enough = 90, 3e-4

// squares sets what squares are at corners.
func (o *oracle) squares(delta []float64) {
	for i, b := range o.blocks {
		var of [][2]float64
		for _, c := range b.corner {
			of = append(of, [2]float64{delta[2*i] * c[0] * c[0], delta[2*i+1] * c[1] * c[1]})
		}
		o.square = append(o.square, of)
	}
}

// try returns an end at prices, and the corners there.
func (o *oracle) try(g []float64, price [2]float64) (end float64, c corners) {
	c.at = make([]int8, len(o.blocks))
	c.miss = [2]float64{-o.total[0], -o.total[1]}
	end = price[0]*o.total[0] + price[1]*o.total[1]
	for i := range o.blocks {
		b := &o.blocks[i]
		x := g[2*i] - price[0]*b.weight[0][0] - price[1]*b.weight[1][0]
		y := g[2*i+1] - price[0]*b.weight[0][1] - price[1]*b.weight[1][1]
		best, at := math.Inf(-1), 0
		for k, p := range b.corner {
			if v := x*p[0] + y*p[1] + o.square[i][k][0] + o.square[i][k][1]; v > best {
				best, at = v, k
			}
		}
		end += best
		p := b.corner[at]
		c.at[i] = int8(at)
		for k := range c.miss {
			c.miss[k] += b.weight[k][0]*p[0] + b.weight[k][1]*p[1]
		}
		c.value += g[2*i]*p[0] + g[2*i+1]*p[1] + o.square[i][at][0] + o.square[i][at][1]
	}
	return end, c
}

// most returns an end of the sum with linear parts g, and a point that has the totals, with the chords of squares
// there; nil where none was found. Prices are sought in a square that goes with the sum's slopes. Where no corners
// found there make up the totals it is too small: a small part of one total may hold a large part of the other.
func (o *oracle) most(g []float64) (end float64, z, chord []float64) {
	const squares, wider, closer = 4, 50, .02
	end = math.Inf(1)
	reach := o.steepest(g)
	if o.price != [2]float64{} { // prices of sums that differ little are near each other
		end = o.within(g, o.price, closer*reach)
		z, chord = o.point()
	}
	for k := 0; k < squares && z == nil; k, reach = k+1, wider*reach {
		end = math.Min(end, o.within(g, [2]float64{}, reach))
		z, chord = o.point()
	}
	return end, z, chord
}

// steepest is how large prices may have to be for a total to matter as much as the sum.
func (o *oracle) steepest(g []float64) float64 {
	reach := 1e-12
	for i, b := range o.blocks {
		for c := range 2 {
			rise := math.Abs(g[2*i+c])
			for k, p := range b.corner {
				if p[c] > 0 {
					rise = math.Max(rise, math.Abs(g[2*i+c])+o.square[i][k][c]/p[c])
				}
			}
			if w := math.Max(math.Abs(b.weight[0][c]), math.Abs(b.weight[1][c])); w > 1e-7 {
				reach = math.Max(reach, 2*rise/w)
			}
		}
	}
	return reach
}

// within tries prices up to some way from a centre, and returns the best end.
func (o *oracle) within(g []float64, centre [2]float64, reach float64) float64 {
	o.tried = o.tried[:0]
	x, y := centre[0], centre[1]
	area := [][2]float64{{x - reach, y - reach}, {x + reach, y - reach}, {x + reach, y + reach}, {x - reach, y + reach}}
	best := math.Inf(1)
	for range cuts {
		at := middle(area)
		end, c := o.try(g, at)
		o.tried = append(o.tried, c)
		if end < best {
			best, o.price = end, at
		}
		// The end falls at most as its slope says: −miss·(price − at).
		least := math.Inf(1)
		for _, v := range area {
			least = math.Min(least, end-c.miss[0]*(v[0]-at[0])-c.miss[1]*(v[1]-at[1]))
		}
		if best-least <= enough*math.Abs(best) {
			break
		}
		if area = cut(area, c.miss[0], c.miss[1], c.miss[0]*at[0]+c.miss[1]*at[1]); len(area) < 3 {
			break
		}
	}
	return best
}

// middle is the centre of gravity of a polygon.
func middle(area [][2]float64) [2]float64 {
	var whole, x, y float64
	o := area[0]
	for k := 1; k+1 < len(area); k++ {
		a, b := area[k], area[k+1]
		part := (a[0]-o[0])*(b[1]-o[1]) - (a[1]-o[1])*(b[0]-o[0])
		whole += part
		x += part * (a[0] + b[0] + o[0]) / 3
		y += part * (a[1] + b[1] + o[1]) / 3
	}
	if !(math.Abs(whole) > 0) {
		for _, v := range area {
			x, y = x+v[0]/float64(len(area)), y+v[1]/float64(len(area))
		}
		return [2]float64{x, y}
	}
	return [2]float64{x / whole, y / whole}
}

// point is a mixture of the corners tried that has the totals, the best of the last ones tried, with the chords of
// squares there; nil where none has.
func (o *oracle) point() (z, chord []float64) {
	const last = 10
	from := max(0, len(o.tried)-last)
	for ; ; from = max(0, from-last) {
		if part, of := mixture(o.tried[from:]); part != nil {
			z, chord = make([]float64, 2*len(o.blocks)), make([]float64, 2*len(o.blocks))
			for k, w := range part {
				for i, at := range of[k].at {
					p, q := o.blocks[i].corner[at], o.square[i][at]
					for c := range 2 {
						z[2*i+c] += w * p[c]
						chord[2*i+c] += w * q[c]
					}
				}
			}
			return z, chord
		}
		if from == 0 {
			return nil, nil
		}
	}
}

// mixture is the best mixture of up to three whose totals hold.
func mixture(of []corners) (part []float64, which []corners) {
	best := math.Inf(-1)
	var at [3]int
	var parts [3]float64
	size := 0
	for i := range of {
		a := &of[i]
		if a.value > best && math.Hypot(a.miss[0], a.miss[1]) <= met {
			best, size, at[0], parts[0] = a.value, 1, i, 1
		}
		for j := i + 1; j < len(of); j++ {
			b := &of[j]
			if w, ok := between(a.miss, b.miss); ok {
				if v := w*a.value + (1-w)*b.value; v > best {
					best, size, at, parts = v, 2, [3]int{i, j}, [3]float64{w, 1 - w}
				}
			}
			w := cross(a.miss, b.miss)
			for k := j + 1; k < len(of); k++ {
				c := &of[k]
				x, y := cross(b.miss, c.miss), cross(c.miss, a.miss)
				whole := x + y + w
				if whole == 0 {
					continue
				}
				p, q, r := x/whole, y/whole, w/whole
				if p < -met || q < -met || r < -met {
					continue
				}
				if v := p*a.value + q*b.value + r*c.value; v > best {
					best, size, at, parts = v, 3, [3]int{i, j, k}, [3]float64{p, q, r}
				}
			}
		}
	}
	for k := range size {
		part, which = append(part, parts[k]), append(which, of[at[k]])
	}
	return part, which
}

// met is by how much totals may be missed where they hold.
const met = 1e-12

func cross(a, b [2]float64) float64 { return a[0]*b[1] - a[1]*b[0] }

// between is the part of a in a mixture with b that misses nothing; ok is false where none is.
func between(a, b [2]float64) (part float64, ok bool) {
	if a[0]*b[0]+a[1]*b[1] > 0 {
		return 0, false
	}
	p, q := math.Hypot(a[0], a[1]), math.Hypot(b[0], b[1])
	if p+q == 0 || math.Abs(cross(a, b)) > met*(p+q) {
		return 0, false
	}
	return q / (p + q), true
}
