package composite

import (
	"context"
	"math"
	"math/rand/v2"
	"sync"

	"ikat/draws"
)

// Varied says what draws vary.
type Varied struct {
	Choices bool // how the index is made, and with which weights
	Bounds  bool // the figures within their own bounds
}

// Ranges are how ranks move over draws.
type Ranges struct {
	Ranks []draws.Standing // by unit
	// Explained is by unit, in the order of Kinds and weights: the share of the variance of its rank that a choice alone
	// explains, Var(E[rank|choice])/Var(rank); NaN where its rank does not move.
	Explained [][]float64
	Mean      [][][]float64 // by unit, kind and option in its order: the mean rank
}

// Drawn is the name of what varies beside Kinds: whether weights are drawn too.
const Drawn = "weights"

// options of each of Kinds.
var options = [][]string{Treatments, Lackings, Normalisations, Weighings, Aggregations}

// Options are the values of one of Kinds.
func Options(kind int) []string { return options[kind] }

// draw is one way of making the index.
type draw struct {
	choice []int // of each of Kinds
	free   bool  // weights are drawn too
	scores []float64
}

// Ranges makes the index n times. With varied.Choices each draw takes a combination of all choices, every option as
// often as the others; in half of the draws the weights of pillars, and of the indicators inside them, are drawn too,
// each as a part of up to 1 that is scaled to add up to the whole. With varied.Bounds each figure that has bounds is
// drawn from the normal distribution that they cover.
//
// Draw i depends on the seed and on i alone.
//
// Error: what Index refuses; what ended ctx.
func (d *Data) Ranges(
	ctx context.Context, middle *Index, own Weights, varied Varied, n int, seed uint64,
) (*Ranges, error) {
	if err := d.check(own); err != nil {
		return nil, err
	}
	factors := own.of(d.Indicators)
	all := make([]draw, n)
	known := &central{d: d, all: map[Choices]*scale{}}
	err := draws.Each(ctx, n, func(_ context.Context, i int) error {
		all[i] = d.draw(known, middle.Choices, factors, varied, rand.New(rand.NewPCG(seed, uint64(i))))
		return nil
	})
	if err != nil {
		return nil, err
	}
	ranks := draws.NewRanks(middle.Scores, len(d.Units))
	for i := range all {
		ranks.Add(all[i].scores)
	}
	out := &Ranges{Ranks: ranks.Standings()}
	if varied.Choices {
		out.explain(d, all)
	}
	return out, nil
}

func (d *Data) draw(known *central, usual Choices, factors []float64, varied Varied, random *rand.Rand) draw {
	c, out := usual, draw{choice: make([]int, len(Kinds))}
	if varied.Choices {
		for k := range Kinds {
			out.choice[k] = random.IntN(len(options[k]))
		}
		pick := func(k int) string { return options[k][out.choice[k]] }
		c = Choices{pick(0), pick(1), pick(2), pick(3), pick(4)}
		if out.free = random.IntN(2) == 1; out.free {
			factors = d.anyWeights(factors, random)
		}
	}
	ready := known.of(c)
	if !varied.Bounds {
		out.scores = d.indexOf(c, factors, ready.z, ready.parts).Scores
		return out
	}
	z := make([][]float64, len(d.Indicators))
	for i := range z {
		if z[i] = ready.z[i]; d.Indicators[i].Low != nil {
			z[i] = d.brought(c, i, d.Indicators[i].drawn(random))
		}
	}
	out.scores = d.indexOf(c, factors, z, func() []float64 { return communalities(z) }).Scores
	return out
}

// central are the figures as they stand, brought to one scale for each way to do it: draws share what they do not draw.
type central struct {
	sync.Mutex
	d   *Data
	all map[Choices]*scale
}

// scale is one way of bringing figures to one scale, and the weights that principal components give then.
type scale struct {
	z     [][]float64
	parts func() []float64
}

func (k *central) of(c Choices) *scale {
	c.Weigh, c.Aggregate = "", "" // which do not change the figures
	k.Lock()
	defer k.Unlock()
	out := k.all[c]
	if out == nil {
		values := k.d.values()
		out = &scale{z: make([][]float64, len(values))}
		for i, v := range values {
			out.z[i] = k.d.brought(c, i, v)
		}
		out.parts = sync.OnceValue(func() []float64 { return communalities(out.z) })
		k.all[c] = out
	}
	return out
}

// anyWeights multiplies weights by numbers between 0 and 1: one for each pillar, and inside it one for each indicator.
func (d *Data) anyWeights(factors []float64, random *rand.Rand) []float64 {
	even := func() float64 { return 1 - random.Float64() } // above 0
	pillars := make([]float64, len(d.Pillars))
	for p := range pillars {
		pillars[p] = even()
	}
	out, sums := make([]float64, len(factors)), make([]float64, len(d.Pillars))
	for i := range out {
		out[i] = even()
		sums[d.pillar(i)] += out[i]
	}
	for i := range out {
		p := d.pillar(i)
		out[i] *= factors[i] * pillars[p] / sums[p] * float64(d.members(p))
	}
	return out
}

// members is how many indicators a pillar has.
func (d *Data) members(pillar int) int {
	n := 0
	for i := range d.Indicators {
		if d.pillar(i) == pillar {
			n++
		}
	}
	return n
}

// drawn is an indicator with every figure that has bounds drawn from the normal distribution that they cover. A figure
// that does not lie in the middle has the sides' own spreads.
func (ind *Indicator) drawn(random *rand.Rand) []float64 {
	if ind.Low == nil {
		return ind.Values
	}
	reach := math.Sqrt2 * math.Erfinv(ind.Covers)
	out := make([]float64, len(ind.Values))
	for u, v := range ind.Values {
		out[u] = v
		z := random.NormFloat64()
		if low, high := ind.Low[u], ind.High[u]; low < high && !math.IsNaN(v) {
			side := high - v
			if z < 0 {
				side = v - low
			}
			out[u] = v + z*max(0, side)/reach
		}
	}
	return out
}

// explain fills in what of the ranks' variance each choice explains, and the mean rank under each option.
func (r *Ranges) explain(d *Data, all []draw) {
	ranks := make([][]float64, len(all))
	for i := range all {
		ranks[i] = Places(all[i].scores)
	}
	for u := range d.Units {
		rank := make([]float64, len(all))
		for i := range all {
			rank[i] = ranks[i][u]
		}
		var explained []float64
		var means [][]float64
		for k := range len(Kinds) + 1 {
			mean, share := split(rank, func(i int) int {
				if k < len(Kinds) {
					return all[i].choice[k]
				}
				if all[i].free {
					return 1
				}
				return 0
			})
			explained, means = append(explained, share), append(means, mean)
		}
		r.Explained, r.Mean = append(r.Explained, explained), append(r.Mean, means)
	}
}

// split returns the mean of values by class, and the share of their variance that lies between the classes.
func split(v []float64, class func(i int) int) (means []float64, share float64) {
	var sums, counts []float64
	for i, x := range v {
		for len(sums) <= class(i) {
			sums, counts = append(sums, 0), append(counts, 0)
		}
		sums[class(i)] += x
		counts[class(i)]++
	}
	mean, deviation, _, _ := moments(v)
	var between float64
	for k := range sums {
		m := sums[k] / counts[k]
		means = append(means, m)
		if counts[k] > 0 {
			between += counts[k] / float64(len(v)) * (m - mean) * (m - mean)
		}
	}
	if deviation == 0 {
		return means, math.NaN()
	}
	return means, between / (deviation * deviation)
}

// Places are ranks, the largest value first; equal values share the better place. NaN has none.
func Places(v []float64) []float64 {
	return scaled(v, func(x float64) float64 {
		rank := 1.0
		for _, y := range v {
			if y > x {
				rank++
			}
		}
		return rank
	})
}
