package chain

import (
	"cmp"
	"context"
	"math"
	"slices"

	"ikat/result"
)

// Percentiles are the shares of a product's value for which it is said within how many border days they stay.
var Percentiles = []float64{.5, .9, .95, .99}

// ProductRows ranks every product that is made by what borders add to it, delivered to a part, or -1 for none; those of
// groups of economies come last and have no rank. It also gives the least Kendall's τ between the rankings of products
// at any two costs of a day.
func (m *Model) ProductRows(ctx context.Context, days *DayDistribution, to int) (*result.Frame, float64, error) {
	s, k := m.Sys, len(m.Thetas)
	mean, err := m.Days(ctx)
	if err != nil {
		return nil, 0, err
	}
	crossed, err := m.Crossings(ctx)
	if err != nil {
		return nil, 0, err
	}
	var made []int
	for j, x := range s.X {
		if x > 0 {
			made = append(made, j)
		}
	}
	level := func(j, c int) float64 {
		if to >= 0 {
			return m.Delivered(j, to, c)
		}
		return m.Rise(j, c)
	}
	mid := (k - 1) / 2
	group := func(j int) bool { return s.Table.IsAggregate(s.Parts[s.PartOf(j)].Code) }
	slices.SortStableFunc(made, func(a, b int) int {
		if x, y := group(a), group(b); x != y {
			return boolOrder(x, y)
		}
		return cmp.Compare(level(b, mid), level(a, mid))
	})
	ranked := len(made)
	for ranked > 0 && group(made[ranked-1]) {
		ranked--
	}
	standings := Standings(ranked, k, mid, func(r, c int) float64 { return level(made[r], c) })
	for len(standings) < len(made) {
		standings = append(standings, result.Standing{Held: math.NaN()})
	}
	by := make([][]float64, k)
	for c := range k {
		for _, j := range made {
			by[c] = append(by[c], level(j, c))
		}
	}
	least := 1.0
	for a := range k {
		for b := range a {
			least = math.Min(least, Kendall(by[a], by[b]))
		}
	}
	f := &result.Frame{}
	economy, industry := make([]int32, len(made)), make([]int32, len(made))
	for n, j := range made {
		economy[n], industry[n] = int32(s.PartOf(j)), int32(s.Industry[j])
	}
	f.Key("economy", "Economy", s.Codes(), economy)
	f.Key("industry", "Industry", s.Industries, industry)
	c := f.Of(result.Estimate, len(made))
	values := func(get func(j, c int) float64) func(int) []float64 {
		return func(row int) []float64 {
			v := make([]float64, k)
			for c := range v {
				v[c] = get(made[row], c)
			}
			return v
		}
	}
	c.Ranks("dearest", standings)
	for _, name := range []string{"rank_low", "rank_high"} {
		f.Column(name).Definition += "; none for groups of economies"
	}
	if to >= 0 {
		m.Borders.assumed(c, func(i int) (int, int) { return s.PartOf(made[i]), to })
	}
	c.Range("upstream", "Upstream cost", "share", "border cost cumulated upstream, per dollar of the product",
		values(m.Rise))
	last := func(int) float64 { return 0 }
	if to >= 0 {
		c.Range("delivered", "Delivered cost", "share", "border cost from the first input to the customer",
			values(level))
		last = func(j int) float64 { return m.Borders.Days(j, s.PartOf(j), to) }
	}
	c.Number("crossings", "Crossings", "", "borders with procedures that a dollar of the product has crossed, upstream",
		func(i int) float64 {
			return crossed[made[i]]
		})
	c.Number("days_mean", "Days, mean", "days", "border days embodied in a dollar of the product", func(i int) float64 {
		return mean[made[i]] + last(made[i])
	})
	for _, share := range Percentiles {
		name := map[float64]string{.5: "days_p50", .9: "days_p90", .95: "days_p95", .99: "days_p99"}[share]
		c.Number(name, name, "days", "border days that this share of the product's value stays within; blank where that is "+
			"more than the distribution reaches",
			func(i int) float64 {
				d, beyond := days.Percentile(made[i], share, last(made[i]))
				if beyond {
					return math.NaN()
				}
				return d
			})
	}
	return f, least, nil
}

// ForeignRows lists the foreign sides that cost each economy's exports most.
func (m *Model) ForeignRows(sides [][]ForeignSide) *result.Frame {
	s := m.Sys
	var all []ForeignSide
	var standings []result.Standing
	exports := make([]float64, s.G())
	for p, list := range sides {
		standings = append(standings, Standings(len(list), len(m.Thetas), (len(m.Thetas)-1)/2, func(r, c int) float64 {
			return list[r].Cost[c]
		})...)
		all = append(all, list...)
		for i := s.Parts[p].Lo; i < s.Parts[p].Hi; i++ {
			exports[p] += s.Exports().Sum[i]
		}
	}
	f := &result.Frame{Title: "Which foreign borders cost the chains of an economy's exports most"}
	economy, side := make([]int32, len(all)), make([]int32, len(all))
	what, basis := make([]int32, len(all)), make([]int32, len(all))
	for n, x := range all {
		economy[n], side[n] = int32(x.Part), int32(x.Economy)
		if x.Import {
			what[n] = 1
		}
		if x.Assumed {
			basis[n] = 1
		}
	}
	f.Key("economy", "Exporting economy", s.Codes(), economy)
	f.Key("side", "Whose procedures", m.Borders.Sides, side)
	f.Key("procedure", "To export or import", []string{"export", "import"}, what)
	f.Key("basis", "Rests on", []string{"data", "assumed"}, basis)
	c := f.Of(result.Estimate, len(all))
	c.Ranks("dearest", standings)
	c.Range("cost", "Cost", s.Table.Money(), "what these procedures cost the chains of the economy's exports",
		func(i int) []float64 {
			return all[i].Cost
		})
	share := func(v []float64, p int) []float64 {
		out := make([]float64, len(v))
		for i, x := range v {
			out[i] = x / exports[p]
		}
		return out
	}
	c.Range("share", "Cost over exports", "share", "the same over the economy's exports", func(i int) []float64 {
		return share(all[i].Cost, all[i].Part)
	})
	c.Range("bound", "Saving, at most", s.Table.Money(), "saved by bringing them to the benchmark, to first order",
		func(i int) []float64 {
			return all[i].Bound
		})
	return f
}
