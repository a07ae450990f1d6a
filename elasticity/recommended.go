package elasticity

import (
	"fmt"
	"math"
	"strconv"
	"sync"

	"ikat/isic"
)

// study is one study's estimate for an industry with its own standard error.
type study struct{ theta, err float64 }

// studies returns what the two studies say of an industry, and whether they do.
func studies(in isic.Industry) (gravity, lines study, ok bool) {
	list := sectorsOf(in)
	m, ok := medianOf(in)
	if !ok || list == nil {
		return gravity, lines, false
	}
	gravity.theta, gravity.err = mean(list, (*sector).both)
	return gravity, study{m.theta, m.err}, true
}

// together combines two studies of an industry as a random-effects meta-analysis does: true elasticities differ between
// studies by a standard deviation of apart times the product-level median, so each weighs 1/(its own variance + that²).
func together(gravity, lines study, apart float64) (theta, err float64) {
	between := apart * lines.theta * apart * lines.theta
	a, b := 1/(gravity.err*gravity.err+between), 1/(lines.err*lines.err+between)
	return (a*gravity.theta + b*lines.theta) / (a + b), math.Sqrt(1 / (a + b))
}

// apart is by which share of an elasticity studies of the same industry differ beyond their own errors: the value at
// which the squared differences over c1 to c16 are as large as their variances say (Paule and Mandel 1982).
var apart = sync.OnceValue(func() float64 {
	excess := func(share float64) float64 {
		sum := -16.0
		for c := 1; c <= 16; c++ {
			g, l, _ := studies(isic.Industry{Scheme: isic.WIOD, Parts: []int{c}})
			between := share * l.theta
			sum += (g.theta - l.theta) * (g.theta - l.theta) / (g.err*g.err + l.err*l.err + 2*between*between)
		}
		return sum
	}
	low, high := 0.0, 3.0
	for range 60 {
		if mid := (low + high) / 2; excess(mid) > 0 {
			low = mid
		} else {
			high = mid
		}
	}
	return low
})

// recommended is the default set: both studies together, to one decimal, since that is all there is. A value from
// memory may widen the range, which is then marked; it never moves the elasticity.
func recommended(in isic.Industry) Estimate {
	gravity, lines, ok := studies(in)
	if !ok {
		return convention()
	}
	theta, err := together(gravity, lines, apart())
	e := around(round(theta), round(err))
	e.Source = fmt.Sprintf("Caliendo and Parro (2015) %s ± %s, Fontagné, Guimbard and Orefice (2022) %s ± %s, "+
		"weighted by how exact they are", short(gravity.theta),
		short(gravity.err), short(lines.theta), short(lines.err))
	if m, _ := medianOf(in); m.recalled > 0 && (m.recalled < e.Low || m.recalled > e.High) {
		e.Low, e.High = math.Max(Least, math.Min(e.Low, m.recalled)), math.Max(e.High, m.recalled)
		e.FromMemory = true
	}
	return e
}

func round(v float64) float64 { return math.Round(10*v) / 10 }

func short(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
