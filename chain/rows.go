package chain

import (
	"math"

	"ikat/result"
)

// LinkRows lists every link of the product.
func (p *Product) LinkRows() *result.Frame {
	links, s := p.Links, p.m.Sys
	f := &result.Frame{}
	origin, to, industry := make([]int32, len(links)), make([]int32, len(links)), make([]int32, len(links))
	for n, l := range links {
		origin[n], to[n], industry[n] = int32(s.PartOf(l.Sector)), int32(l.To), int32(s.Industry[l.Sector])
	}
	f.Key("origin", "Origin", s.Codes(), origin)
	f.Key("destination", "Destination", s.Codes(), to)
	f.Key("industry", "Industry", s.Industries, industry)
	c := f.Of(result.Estimate, len(links))
	c.Number("flow", "Flow", "share", "what crosses this border per dollar of the product, at prices without borders",
		func(i int) float64 {
			return links[i].Flow
		})
	c.Range("cost", "Cost", "share", "what this border adds to a dollar of the product", func(i int) []float64 {
		return links[i].Cost
	})
	c.Ranks("dearest", p.LinkStandings())
	c.Range(
		"removed",
		"Without it",
		"share",
		"saved if this border alone were not there, with what later borders levy on "+
			"its cost; for the dearest links",
		func(i int) []float64 {
			return links[i].Removed
		},
	)
	c.Range("saving", "Saving", "share", "saved by bringing this border alone to the benchmark, exactly; for the "+
		"dearest links", func(i int) []float64 {
		return links[i].Saving
	})
	c.Range("bound", "Saving, at most", "share", "the same to first order, which is never below the exact saving",
		func(i int) []float64 {
			return links[i].Bound
		})
	p.m.Borders.assumed(c, func(i int) (int, int) { return s.PartOf(links[i].Sector), links[i].To })
	c.Number("days", "Days", "days", "days at this border", func(i int) float64 { return links[i].Days })
	c.Number("days_saved", "Days saved", "days", "mean border days of the product saved by the benchmark's days",
		func(i int) float64 {
			return links[i].DaysSaved
		})
	return f
}

// LinkStandings ranks the links by cost over θ.
func (p *Product) LinkStandings() []result.Standing {
	l := p.Links
	return Standings(len(l), len(p.m.Thetas), (len(p.m.Thetas)-1)/2, func(r, c int) float64 { return l[r].Cost[c] })
}

// SideStandings ranks the sides that data speak of by what mending them saves.
func (p *Product) SideStandings() []result.Standing {
	var s []Side
	for _, side := range p.Sides {
		if !side.Assumed {
			s = append(s, side)
		}
	}
	return Standings(len(s), len(p.m.Thetas), (len(p.m.Thetas)-1)/2, func(r, c int) float64 { return s[r].Bound[c] })
}

// SideRows lists economies' export and import procedures, those that data speak of first.
func (p *Product) SideRows() *result.Frame {
	sides, standings := p.Sides, p.SideStandings()
	for range len(sides) - len(standings) {
		standings = append(standings, result.Standing{Held: math.NaN()})
	}
	f := &result.Frame{}
	economy, what, basis := make([]int32, len(sides)), make([]int32, len(sides)), make([]int32, len(sides))
	for n, x := range sides {
		economy[n] = int32(x.Economy)
		if x.Import {
			what[n] = 1
		}
		if x.Assumed {
			basis[n] = 1
		}
	}
	f.Key("economy", "Economy", p.m.Borders.Sides, economy)
	f.Key("procedure", "To export or import", []string{"export", "import"}, what)
	f.Key("basis", "Rests on", []string{"data", "assumed"}, basis)
	c := f.Of(result.Estimate, len(sides))
	c.Range("cost", "Cost", "share", "what these procedures add to a dollar of the product", func(i int) []float64 {
		return sides[i].Cost
	})
	c.Ranks("dearest", standings)
	for _, name := range []string{"rank_low", "rank_high"} {
		f.Column(name).Definition += "; none where the side rests on an assumption"
	}
	c.Range("removed", "Without them", "share", "saved if these procedures alone were not there, with what later borders "+
		"levy on their cost; for those that save most", func(i int) []float64 {
		return sides[i].Removed
	})
	c.Range("saving", "Saving", "share", "saved by bringing these procedures alone to the benchmark, exactly; for "+
		"those that save most", func(i int) []float64 {
		return sides[i].Saving
	})
	c.Range("share", "Share jointly", "share", "part in what mending the first three together saves (Shapley)",
		func(i int) []float64 {
			return sides[i].Share
		})
	c.Range("bound", "Saving, at most", "share", "the same to first order, which is never below the exact saving",
		func(i int) []float64 {
			return sides[i].Bound
		})
	return f
}

// SlowRows lists some of the inputs that take longest at their border among those that carry weight.
func (p *Product) SlowRows(list []Slow) *result.Frame {
	s := p.m.Sys
	f := &result.Frame{}
	origin, to, industry := make([]int32, len(list)), make([]int32, len(list)), make([]int32, len(list))
	standings := make([]result.Standing, len(list))
	for n, l := range list {
		origin[n], to[n], industry[n], standings[n] = int32(s.PartOf(l.Sector)), int32(l.To),
			int32(s.Industry[l.Sector]), l.Standing
	}
	f.Key("origin", "Origin", s.Codes(), origin)
	f.Key("destination", "Destination", s.Codes(), to)
	f.Key("industry", "Industry", s.Industries, industry)
	c := f.Of(result.Estimate, len(list))
	p.m.Borders.assumed(c, func(i int) (int, int) { return s.PartOf(list[i].Sector), list[i].To })
	c.Number("days", "Days", "days", "at this border", func(i int) float64 { return list[i].Days })
	c.Number("flow", "Share of value", "share", "what crosses this border per dollar of the product",
		func(i int) float64 {
			return list[i].Flow
		})
	c.Ranks("dearest", standings)
	c.Number("days_saved", "Days saved", "days", "mean border days of the product saved by the benchmark's days",
		func(i int) float64 {
			return list[i].DaysSaved
		})
	return f
}

// LayerRows has a row for each economy that adds value or whose border is crossed.
func (p *Product) LayerRows(l *Layers) *result.Frame {
	s := p.m.Sys
	G, home, to := s.G(), s.PartOf(p.Target.Product), p.Target.To
	f := &result.Frame{}
	codes := make([]int32, G)
	earlier, whole := make([]float64, G), make([]float64, G)
	for p := range codes {
		codes[p] = int32(p)
	}
	for o := range l.Suppliers {
		whole[o] += l.Suppliers[o].Own
		for p, v := range l.Suppliers[o].Earlier {
			earlier[p] += v
			whole[p] += v
		}
	}
	whole[home] += l.Own
	f.Key("economy", "Economy", s.Codes(), codes)
	c := f.Of(result.Accounting, G)
	c.Number("own", "Added by the maker", "share", "value added by the industry that makes the product, per "+
		"dollar of it", func(p int) float64 {
		if p == home {
			return l.Own
		}
		return 0
	})
	c.Number("supplier", "Added by direct suppliers", "share", "value added by the industries of this economy that "+
		"sell to the maker, in what they sell to it", func(p int) float64 {
		return l.Suppliers[p].Own
	})
	c.Number("earlier", "Added at earlier stages", "share", "value added in this economy by their suppliers and all "+
		"before them", func(p int) float64 {
		return earlier[p]
	})
	c.Number("value", "Value added", "share", "the three together; over all economies they add up to one",
		func(p int) float64 {
			return whole[p]
		})
	c.Number("bought", "Inputs bought here", "share",
		"what the maker buys from this economy, at prices without borders", func(p int) float64 {
			return l.Suppliers[p].Value()
		})
	c.Kind = result.Estimate
	c.Range("before", "Borders before", "share", "what borders crossed at earlier stages add to the inputs bought here",
		func(p int) []float64 {
			return l.Suppliers[p].Before
		})
	p.m.Borders.assumed(c, func(p int) (int, int) {
		if p == home {
			return home, to
		}
		return p, home
	})
	c.Range("border", "Border from here", "share", "what the border between this economy's suppliers and the maker "+
		"adds; for the maker's own economy, the border to the market", func(p int) []float64 {
		if p == home {
			return l.Last
		}
		return l.Suppliers[p].Border
	})
	return f
}

// DayRows is a distribution of border days over a product's value, the last border's days added.
func DayRows(days []float64, last float64) *result.Frame {
	f := &result.Frame{}
	c := f.Of(result.Estimate, len(days))
	sums := make([]float64, len(days))
	var sum float64
	for k, v := range days {
		sum += v
		sums[k] = sum
	}
	c.Number("days", "Days", "days", "at borders, the last one included; the last row holds all beyond",
		func(k int) float64 {
			return float64(k) + last
		})
	c.Number("share", "Share of value", "share", "of the product's value that spends so long at borders",
		func(k int) float64 {
			return days[k]
		})
	c.Number("within", "Within", "share", "of the product's value that spends no longer", func(k int) float64 {
		return math.Min(1, sums[k])
	})
	return f
}
