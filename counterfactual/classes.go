package counterfactual

import "math"

// Incomes returns the outcomes by which a divided economy's change is read: the real value added of each of its classes
// of firms, in their order, and of the whole economy last. Value added of a supplier that makes none is no outcome; its
// weights are then all 0.
func (b *Baseline) Incomes(economy int) []Functional {
	l := b.shape()
	from, to := l.from[economy], l.from[economy+1]
	out := make([]Functional, 0, to-from+1)
	for s := from; s < to; s++ {
		out = append(out, b.incomeOf(b.SupplierName(s), s, s+1))
	}
	return append(out, b.incomeOf(b.Economies[economy], from, to))
}

// incomeOf weighs the producers of some suppliers by their value added.
func (b *Baseline) incomeOf(name string, from, to int) Functional {
	N := b.N()
	f := Functional{Name: name, ValueAdded: make([]float64, b.S()*N)}
	var total float64
	for p := from * N; p < to*N; p++ {
		f.ValueAdded[p] = b.Labour[p] * b.Output[p]
		total += f.ValueAdded[p]
	}
	for p := from * N; p < to*N && total != 0; p++ {
		f.ValueAdded[p] /= total
	}
	return f
}

// SupplierIncome returns the value added of a supplier in the baseline.
func (b *Baseline) SupplierIncome(s int) float64 {
	N := b.N()
	return dot(b.Labour[s*N:(s+1)*N], b.Output[s*N:(s+1)*N])
}

// ClassChange is what a shock does to the value added made in one class of firms. Growth rates are of value added over
// the economy's consumer prices: 0.01 is one per cent.
type ClassChange struct {
	Supplier int
	Income   float64 // of the class
	Economy  float64 // of the whole economy: what all share
	Shift    float64 // Income − Economy; over classes, weighted by base value added, it adds up to 0
}

// Classes returns the changes of a divided economy's classes. A class without value added has NaN.
func (o *Outcome) Classes(economy int) []ClassChange {
	b := o.Base
	incomes := b.Incomes(economy)
	whole := o.ValueAdded[economy]/o.PriceIndex[economy] - 1
	var out []ClassChange
	for a, f := range incomes[:len(incomes)-1] {
		c := ClassChange{Supplier: b.shape().from[economy] + a, Income: math.NaN(), Economy: whole}
		if b.SupplierIncome(c.Supplier) != 0 {
			c.Income = f.Growth(o)
		}
		c.Shift = c.Income - whole
		out = append(out, c)
	}
	return out
}

// Rivals says from whom, and in which markets, a supplier's value added comes or to whom it goes, as fractions of its
// value added in the baseline.
type Rivals struct {
	ClassesHome, ClassesExport float64 // the economy's other classes of firms
	AbroadHome, AbroadExport   float64 // imports at home; rivals in export markets
	GrowthHome, GrowthExport   float64 // larger or smaller markets
}

// Total returns the sum.
func (r Rivals) Total() float64 {
	return r.ClassesHome + r.ClassesExport + r.AbroadHome + r.AbroadExport + r.GrowthHome + r.GrowthExport
}

// add books a gain in a market at home or abroad that comes from another class or from abroad.
func (r *Rivals) add(v float64, home, class bool) {
	switch {
	case home && class:
		r.ClassesHome += v
	case home:
		r.AbroadHome += v
	case class:
		r.ClassesExport += v
	default:
		r.AbroadExport += v
	}
}

func (r *Rivals) grow(v float64, home bool) {
	if home {
		r.GrowthHome += v
	} else {
		r.GrowthExport += v
	}
}

// ProportionalLosers splits the change of a supplier's value added, in the numeraire, by the rule "in proportion to
// losses": a gain of share in a market is taken from the suppliers that lose share there, in proportion to what they
// lose (a loss of share goes to those that gain), and what is left is the market's growth, at the shares after the
// shock.
func (o *Outcome) ProportionalLosers(supplier int) Rivals {
	return o.rivals(supplier, func(m market, add func(q int, v float64)) (growth float64) {
		gain := m.after[supplier] - m.before[supplier]
		var others float64
		for q := range m.before {
			if d := m.after[q] - m.before[q]; d*gain < 0 {
				others += math.Abs(d)
			}
		}
		if gain != 0 {
			for q := range m.before {
				if d := m.after[q] - m.before[q]; d*gain < 0 {
					add(q, m.x*gain*math.Abs(d)/others)
				}
			}
		}
		return m.after[supplier] * (m.xAfter - m.x)
	})
}

// PairwiseLosers splits the change of a supplier's real value added by the rule "pair by pair": along the straight path
// of delivered log costs, share flows between two suppliers p and q of a market at the rate
//
//	θ π_p π_q (dln c_q − dln c_p)
//
// and in a nest η π_p π_q / (π_p + π_q + …) between members, θ π_p π_q between nests at the nests' mean costs.
// Spending, over the economy's consumer prices, is linear on the path; growth is ∫ π dX. The integral is Gauss's, of 12
// points on each piece of the path, the more pieces the farther shares go.
func (o *Outcome) PairwiseLosers(supplier int) Rivals {
	b, l := o.Base, o.Base.shape()
	deflator := o.PriceIndex[l.suppliers[supplier].Economy]
	dc := make([]float64, b.S())
	return o.rivals(supplier, func(m market, add func(q int, v float64)) (growth float64) {
		b.path(m, dc)
		pieces := b.pieces(m.industry, dc)
		for at := range pieces * len(gaussPoints) {
			piece, g := at/len(gaussPoints), at%len(gaussPoints)
			t := (float64(piece) + gaussPoints[g]) / float64(pieces)
			share := b.along(m, dc, t)
			weight := gaussWeights[g] / float64(pieces)
			x := m.x + t*(m.xAfter/deflator-m.x)
			growth += weight * share[supplier] * (m.xAfter/deflator - m.x)
			b.pairs(m.industry, supplier, share, dc, func(q int, v float64) { add(q, weight*x*v) })
		}
		return growth
	})
}

// market is one buyer's purchases of an industry before and after: shares of spending by supplier, and what all of the
// spending would be to the supplier in question, net of its tariffs.
type market struct {
	industry      int
	before, after []float64
	x, xAfter     float64
}

// rivals adds up over markets what a rule says of each, turned into value added.
func (o *Outcome) rivals(supplier int, rule func(m market, add func(q int, v float64)) (growth float64)) Rivals {
	b, l := o.Base, o.Base.shape()
	S, N, B := b.S(), b.N(), b.buyers()
	economy, income := l.suppliers[supplier].Economy, b.SupplierIncome(supplier)
	spending := b.Spending(b.Output, b.Income)
	var r Rivals
	for bu := range N * B {
		if b.Share[bu*S+supplier] == 0 && o.Share[bu*S+supplier] == 0 {
			continue
		}
		j := bu / B
		home := l.doors[bu%B/b.Uses].Economy == economy
		value := b.Labour[supplier*N+j] / income
		at := b.Link(j, bu%B/b.Uses, supplier)
		m := market{industry: j, before: b.Share[bu*S : (bu+1)*S], after: o.Share[bu*S : (bu+1)*S],
			x: spending[bu] / (1 + b.Tariff[at]), xAfter: o.Spending[bu] / (1 + o.Tariff[at])}
		growth := rule(m, func(q int, v float64) { r.add(value*v, home, l.suppliers[q].Economy == economy) })
		r.grow(value*growth, home)
	}
	return r
}

// path fills dc with the change of delivered log costs that leads from shares before to shares after, up to a constant.
func (b *Baseline) path(m market, dc []float64) {
	l, theta := b.shape(), b.Theta[m.industry]
	for e := range b.G() {
		from, to := l.from[e], l.from[e+1]
		if !b.nested(m.industry) || to-from < 2 {
			for s := from; s < to; s++ {
				dc[s] = -logRatio(m.after[s], m.before[s]) / theta
			}
			continue
		}
		eta := b.Eta[m.industry]
		before, after := sum(m.before[from:to]), sum(m.after[from:to])
		// ω′/ω = (dc_a/dc_nest)^(−η) and β′/β = dc_nest^(−θ).
		nest := -logRatio(after, before) / theta
		for s := from; s < to; s++ {
			dc[s] = 0
			if before > 0 && after > 0 {
				dc[s] = nest - logRatio(m.after[s]/after, m.before[s]/before)/eta
			}
		}
	}
}

// Shares turn from one supplier to another within a few units of the exponent that leads them. One piece of the path
// takes in so many of them; mostPieces bound the work where a supplier all but vanishes.
const (
	exponentsAPiece = 4
	mostPieces      = 64
)

// pieces is in how many a path is integrated.
func (b *Baseline) pieces(industry int, dc []float64) int {
	steep := b.Theta[industry]
	if b.nested(industry) {
		steep = math.Max(steep, b.Eta[industry])
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, d := range dc {
		low, high = math.Min(low, d), math.Max(high, d)
	}
	n := math.Ceil(steep * (high - low) / exponentsAPiece)
	if !(n >= 1) { // NaN where a link closes
		return 1
	}
	return int(math.Min(n, mostPieces))
}

// logRatio is ln(a/b), 0 where both are nothing; where one is there is no path.
func logRatio(a, b float64) float64 {
	if a == 0 && b == 0 {
		return 0
	}
	if a == 0 || b == 0 {
		return math.NaN()
	}
	return math.Log(a / b)
}

// along returns the shares where costs have gone the part t of their path.
func (b *Baseline) along(m market, dc []float64, t float64) []float64 {
	l, theta := b.shape(), b.Theta[m.industry]
	out := make([]float64, len(dc))
	for e := range b.G() {
		from, to := l.from[e], l.from[e+1]
		if !b.nested(m.industry) || to-from < 2 {
			for s := from; s < to; s++ {
				out[s] = m.before[s] * math.Exp(-theta*t*dc[s])
			}
			continue
		}
		eta, beta := b.Eta[m.industry], sum(m.before[from:to])
		var within float64
		for s := from; s < to; s++ {
			if beta > 0 {
				out[s] = m.before[s] / beta * math.Exp(-eta*t*dc[s])
				within += out[s]
			}
		}
		for s := from; s < to && within > 0; s++ {
			out[s] *= beta * math.Pow(within, theta/eta-1)
		}
	}
	total := sum(out)
	for s := range out {
		out[s] /= total
	}
	return out
}

// pairs calls add for each rival q of supplier p with the share that flows from q to p where costs move by dc.
func (b *Baseline) pairs(j, p int, share, dc []float64, add func(q int, v float64)) {
	l, theta := b.shape(), b.Theta[j]
	own := l.suppliers[p].Economy
	nested := b.nested(j) && l.from[own+1]-l.from[own] > 1
	for e := range b.G() {
		for q := l.from[e]; q < l.from[e+1]; q++ {
			switch {
			case q == p || share[q] == 0:
			case nested && e == own:
				add(q, b.Eta[j]*share[p]*share[q]/sum(share[l.from[e]:l.from[e+1]])*(dc[q]-dc[p]))
			case b.nested(j):
				add(q, theta*share[p]*share[q]*(b.nestMean(e, share, dc)-b.nestMean(own, share, dc)))
			default:
				add(q, theta*share[p]*share[q]*(dc[q]-dc[p]))
			}
		}
	}
}

// nestMean is the mean of dc over an economy's suppliers, weighted by shares.
func (b *Baseline) nestMean(e int, share, dc []float64) float64 {
	l := b.shape()
	from, to := l.from[e], l.from[e+1]
	if to-from == 1 {
		return dc[from]
	}
	return dot(share[from:to], dc[from:to]) / sum(share[from:to])
}

// gaussPoints and gaussWeights integrate over [0, 1], exactly for polynomials of degree 23.
var gaussPoints, gaussWeights = gauss(12)

// gauss returns the points and weights of Gauss and Legendre on [0, 1]: the roots of the Legendre polynomial, by
// Newton.
func gauss(n int) (points, weights []float64) {
	for i := range n {
		x := math.Cos(math.Pi * (float64(i) + .75) / (float64(n) + .5))
		var slope float64
		for range 50 {
			value, before := x, 1.0
			for k := 2; k <= n; k++ {
				value, before = (float64(2*k-1)*x*value-float64(k-1)*before)/float64(k), value
			}
			slope = float64(n) * (x*value - before) / (x*x - 1)
			step := value / slope
			if x -= step; math.Abs(step) < 1e-16 {
				break
			}
		}
		points, weights = append(points, (1+x)/2), append(weights, 1/((1-x*x)*slope*slope))
	}
	return points, weights
}
