package trade_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"ikat/trade"
)

// cube is trade as the definitions have it: exporter, importer, product; q is NaN where it is not known.
type cube struct {
	g, n int
	v, q [][][]float64
}

func cubeOf(d *trade.Data) cube {
	c := cube{g: len(d.Economies), n: len(d.Products)}
	empty := func() [][][]float64 {
		out := make([][][]float64, c.g)
		for i := range out {
			out[i] = make([][]float64, c.g)
			for j := range out[i] {
				out[i][j] = make([]float64, c.n)
			}
		}
		return out
	}
	c.v, c.q = empty(), empty()
	for f, v := range d.Value {
		i, j, k := d.From[f], d.To[f], d.Product[f]
		c.v[i][j][k], c.q[i][j][k] = v, d.Quantity[f]
	}
	return c
}

// sum adds values; -1 stands for all.
func (c cube) sum(i, j, k int) (s float64) {
	for a := range c.g {
		for b := range c.g {
			for p := range c.n {
				if (i < 0 || a == i) && (j < 0 || b == j) && (k < 0 || p == k) {
					s += c.v[a][b][p]
				}
			}
		}
	}
	return s
}

// The measures of products are what their definitions say, written out over all cells.
func TestMeasuresAsDefined(t *testing.T) {
	worlds(t, func(t *testing.T, r *rand.Rand, d *trade.Data) {
		c := cubeOf(d)
		c.advantages(t, d)
		c.theil(t, d)
		c.unitValues(t, d)
		c.bothWays(t, d)
		if c.g*c.n < 80 { // sums over all cells for every cell
			c.potentials(t, d, r)
		}
	})
}

func (c cube) advantages(t *testing.T, d *trade.Data) {
	x, m := d.Exports(), d.Imports()
	all := c.sum(-1, -1, -1)
	for i := range c.g {
		own := c.sum(i, -1, -1)
		if own == 0 {
			continue
		}
		var sold, others float64
		for k := range c.n {
			one, world := c.sum(i, -1, k), c.sum(-1, -1, k)
			same(t, "normalised RCA", x.Normalised(i, k), one/all-own*world/(all*all))
			others += world - one
			if one > 0 {
				sold += world - one
			}
		}
		if margins := x.Margins(i); sold > 0 {
			same(t, "extensive margin", margins.Extensive, sold/others)
			same(t, "intensive margin", margins.Intensive, own/sold)
		}
		for j := range c.g {
			var alike, apart float64
			if sells, buys := c.sum(j, -1, -1), c.sum(-1, j, -1); sells > 0 && buys > 0 {
				for k := range c.n {
					share := c.sum(i, -1, k) / own
					alike += math.Min(share, c.sum(j, -1, k)/sells)
					apart += math.Abs(share - c.sum(-1, j, k)/buys)
				}
				same(t, "similarity", x.Similarity(i, j), alike)
				same(t, "complementarity", x.Complementarity(m, i, j), 1-apart/2)
			}
		}
	}
}

func (c cube) theil(t *testing.T, d *trade.Data) {
	x := d.Exports()
	for i := range c.g {
		own, entropy, lines := c.sum(i, -1, -1), 0.0, 0.0
		if own == 0 {
			continue
		}
		for k := range c.n {
			if s := c.sum(i, -1, k) / own; s > 0 {
				entropy -= s * math.Log(s)
				lines++
			}
		}
		same(t, "Theil", trade.Theil(x.Row(i)), math.Log(float64(c.n))-entropy)
		between, inside := trade.TheilParts(x.Row(i), trade.Sold(x.Row(i)))
		same(t, "Theil, extensive", between, math.Log(float64(c.n)/lines))
		same(t, "Theil, intensive", inside, math.Log(lines)-entropy)
	}
}

// unitValue is value over quantity of what is known; i of -1 is the world.
func (c cube) unitValue(i, k int) float64 {
	var v, q float64
	for a := range c.g {
		for b := range c.g {
			if (i < 0 || a == i) && c.q[a][b][k] > 0 {
				v, q = v+c.v[a][b][k], q+c.q[a][b][k]
			}
		}
	}
	return v / q
}

func (c cube) unitValues(t *testing.T, d *trade.Data) {
	u := d.UnitValues()
	for k := range c.n {
		low, high := math.Inf(1), math.Inf(-1)
		for i := range c.g {
			if p := c.unitValue(i, k); p > 0 {
				low, high = math.Min(low, p), math.Max(high, p)
			}
		}
		for i := range c.g {
			p := c.unitValue(i, k)
			same(t, "relative unit value", u.Relative(i, k), p/c.unitValue(-1, k))
			if high > low {
				same(t, "rung", u.Rung(i, k), math.Log(p/low)/math.Log(high/low))
				same(t, "ladder", u.Ladder(k), math.Log(high)-math.Log(low))
			}
		}
	}
}

func (c cube) bothWays(t *testing.T, d *trade.Data) {
	turned := d.Turned()
	for i := range c.g {
		var got trade.Intra
		d.Both(turned, i, func(w trade.TwoWay) { got.Add(w, trade.Band(.25)) })
		got.Shares()
		var all, overlap, large float64
		var parts [trade.UnknownUV + 1]float64
		for j := range c.g {
			for k := range c.n {
				out, in := c.v[i][j][k], c.v[j][i][k]
				both := 2 * math.Min(out, in)
				all, overlap = all+out+in, overlap+both
				if 10*math.Min(out, in) >= math.Max(out, in) {
					large += out + in
				}
				ratio := out / c.q[i][j][k] / (in / c.q[j][i][k])
				kind := trade.Horizontal
				switch {
				case both == 0:
					continue
				case math.IsNaN(ratio):
					kind = trade.UnknownUV
				case ratio > 1.25:
					kind = trade.High
				case ratio < .75:
					kind = trade.Low
				}
				parts[kind] += both
			}
		}
		if all == 0 {
			continue
		}
		same(t, "Grubel-Lloyd", got.GrubelLloyd, overlap/all)
		same(t, "two-way trade", got.TwoWay, large/all)
		for kind, v := range parts {
			same(t, "intra-industry trade, "+trade.Quality(kind).String(), got.Parts[kind], v/all)
		}
	}
}

func (c cube) potentials(t *testing.T, d *trade.Data, r *rand.Rand) {
	gdp, people := map[string]float64{}, map[string]float64{}
	tariff, km := map[[3]string]float64{}, map[[2]string]float64{}
	for _, a := range d.Economies {
		gdp[a], people[a] = .8+r.Float64(), .9+.3*r.Float64()
		for _, b := range d.Economies {
			km[[2]string{a, b}] = 100 + 9000*r.Float64()
			for _, p := range d.Products {
				tariff[[3]string{a, b, p}] = r.Float64() / 4
			}
		}
	}
	const elasticity = 1.3
	taxed := func(i, j, k int) float64 {
		return tariff[[3]string{d.Economies[i], d.Economies[j], d.Products[k]}]
	}
	far := func(i, j int) float64 { return math.Log(km[[2]string{d.Economies[i], d.Economies[j]}]) }
	of := func(list map[string]float64) func(string) float64 {
		return func(e string) float64 { return list[e] }
	}
	p := trade.NewPotentials(d, trade.Outlook{GDP: of(gdp), Population: of(people), Elasticity: elasticity,
		Tariff:   func(a, b, k string) float64 { return tariff[[3]string{a, b, k}] },
		Distance: func(a, b string) float64 { return km[[2]string{a, b}] }})
	for i := range c.g {
		for j := range c.g {
			for k := range c.n {
				sells, buys, world := c.sum(i, -1, k), c.sum(-1, j, k), c.sum(-1, -1, k)
				if sells == 0 || buys == 0 || i == j {
					continue
				}
				var grown, met, borne, mean, near, expected float64
				for a := range c.g {
					grown += c.sum(a, -1, k) * gdp[d.Economies[a]]
					met += c.v[i][a][k] * taxed(i, a, k) / sells
					borne += c.v[a][j][k] * taxed(a, j, k) / buys
					near += c.v[a][j][k] * far(a, j) / buys
					for b := range c.g {
						mean += c.v[a][b][k] * taxed(a, b, k) / world
					}
				}
				for l := range c.n {
					if w := c.sum(-1, -1, l); w > 0 {
						expected += c.sum(i, -1, l) / w * c.sum(-1, j, l)
					}
				}
				supply := sells * gdp[d.Economies[i]] / grown * (1 + met) / (1 + mean)
				if own := c.sum(-1, i, k); own > sells {
					supply *= sells / own
				}
				to := d.Economies[j]
				demand := buys * math.Pow(gdp[to]/people[to], elasticity) * people[to] *
					(1 + borne) / (1 + taxed(i, j, k))
				ease := c.sum(i, j, -1) / expected * math.Exp(-math.Abs(near-far(i, j)))
				same(t, "export potential", p.Of(i, j, k).Value, supply*demand*ease)
			}
		}
	}
}
