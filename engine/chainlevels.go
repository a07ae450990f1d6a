package engine

import (
	"context"
	"fmt"
	"math"

	"ikat/chain"
	"ikat/fault"
	"ikat/result"
)

// ChainLevels are the details in which the chain of a product can be shown.
var ChainLevels = []string{"link", "side", "slow", "layer", "day"}

// Frame returns the chain's rows at a level: every border crossed (link), every economy's export and import procedures (side),
// the slowest inputs (slow), who adds value in which layer (layer), or how long the value spends at borders (day).
//
// Error: fault.Invalid for a level that there is not; what solves say.
func (a *Chain) Frame(ctx context.Context, level string) (*result.Frame, error) {
	var f *result.Frame
	switch level {
	case "link":
		return a.Links, nil
	case "side":
		f = a.sideRows()
	case "slow":
		f = a.slowRows()
	case "day":
		f = a.dayRows()
	case "layer":
		layers, err := a.Layers(ctx)
		if err != nil {
			return nil, err
		}
		f = a.layerRows(layers)
	default:
		return nil, &fault.Error{Kind: fault.Invalid, Where: "--level " + level, What: "there is no such level", Fix: fault.Suggest(level, ChainLevels, "Levels are link, side, slow, layer, day")}
	}
	if a.To != "" {
		f.Title += ", delivered to " + a.ToName
	}
	f.Notes, f.Provenance = a.Links.Notes, a.Links.Provenance
	f.Provenance.Parameters = append(append([]result.Parameter(nil), f.Provenance.Parameters...), result.Parameter{Name: "level", Value: level})
	return f, nil
}

// layerRows has a row for each economy that adds value or whose border is crossed.
func (a *Chain) layerRows(l *chain.Layers) *result.Frame {
	s := a.Model.Sys
	G, home := s.G(), s.PartOf(a.Product.Target.Product)
	f := &result.Frame{Title: "Who adds what to " + a.Name + ", layer by layer"}
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
	c := &columnSet{f: f, rows: G, kind: result.Accounting}
	c.number("own", "Added by the maker", "share", "value added by the industry that makes the product, per dollar of it", func(p int) float64 {
		if p == home {
			return l.Own
		}
		return 0
	})
	c.number("supplier", "Added by direct suppliers", "share", "value added by the industries of this economy that sell to the maker, in what they sell to it", func(p int) float64 { return l.Suppliers[p].Own })
	c.number("earlier", "Added at earlier stages", "share", "value added in this economy by their suppliers and all before them", func(p int) float64 { return earlier[p] })
	c.number("value", "Value added", "share", "the three together; over all economies they add up to one", func(p int) float64 { return whole[p] })
	c.number("bought", "Inputs bought here", "share", "what the maker buys from this economy, at prices without borders", func(p int) float64 { return l.Suppliers[p].Value() })
	c.kind = result.Estimate
	c.span("before", "Borders before", "share", "what borders crossed at earlier stages add to the inputs bought here", func(p int) []float64 { return l.Suppliers[p].Before })
	c.span("border", "Border from here", "share", "what the border between this economy's suppliers and the maker adds; for the maker's own economy, the border to the market", func(p int) []float64 {
		if p == home {
			return l.Last
		}
		return l.Suppliers[p].Border
	})
	return f
}

// dayRows is the distribution of border days over the product's value.
func (a *Chain) dayRows() *result.Frame {
	f := &result.Frame{Title: "How long the value of " + a.Name + " spends at borders"}
	c := &columnSet{f: f, rows: len(a.Days), kind: result.Estimate}
	sums := make([]float64, len(a.Days))
	var sum float64
	for k, v := range a.Days {
		sum += v
		sums[k] = sum
	}
	c.number("days", "Days", "days", "at borders, the last one included; the last row holds all beyond", func(k int) float64 { return float64(k) + a.LastDays })
	c.number("share", "Share of value", "share", "of the product's value that spends so long at borders", func(k int) float64 { return a.Days[k] })
	c.number("within", "Within", "share", "of the product's value that spends no longer", func(k int) float64 { return math.Min(1, sums[k]) })
	return f
}

// sideRows lists economies' export and import procedures, those that data speak of first.
func (a *Chain) sideRows() *result.Frame {
	sides, standings := a.Sides, a.SideStandings()
	for range len(sides) - len(standings) {
		standings = append(standings, chain.Standing{Held: math.NaN()})
	}
	f := &result.Frame{Title: "Whose procedures borders cost " + a.Name + " most"}
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
	f.Key("economy", "Economy", a.Model.Borders.Sides, economy)
	f.Key("procedure", "To export or import", []string{"export", "import"}, what)
	f.Key("basis", "Rests on", []string{"data", "assumed"}, basis)
	c := &columnSet{f: f, rows: len(sides), kind: result.Estimate}
	c.span("cost", "Cost", "share", "what these procedures add to a dollar of the product", func(i int) []float64 { return sides[i].Cost })
	c.standing(standings)
	for _, name := range []string{"rank_low", "rank_high"} {
		f.Column(name).Definition += "; 0 where the side rests on an assumption and has none"
	}
	c.span("saving", "Saving", "share", "saved by bringing these procedures alone to the benchmark, exactly; for those that save most", func(i int) []float64 { return sides[i].Saving })
	c.span("share", "Share jointly", "share", "part in what mending the first three together saves (Shapley)", func(i int) []float64 { return sides[i].Share })
	c.span("bound", "Saving, at most", "share", "the same to first order, which is never below the exact saving", func(i int) []float64 { return sides[i].Bound })
	return f
}

// slowRows lists the inputs that take longest at their border among those that carry weight.
func (a *Chain) slowRows() *result.Frame {
	s := a.Model.Sys
	f := &result.Frame{Title: fmt.Sprintf("The slowest inputs of %s that carry at least %g%% of its value", a.Name, 100*chain.Thresholds[len(chain.Thresholds)/2])}
	origin, to, industry := make([]int32, len(a.Slow)), make([]int32, len(a.Slow)), make([]int32, len(a.Slow))
	standings := make([]chain.Standing, len(a.Slow))
	for n, l := range a.Slow {
		origin[n], to[n], industry[n], standings[n] = int32(s.PartOf(l.Sector)), int32(l.To), int32(s.Industry[l.Sector]), l.Standing
	}
	f.Key("origin", "Origin", s.Codes(), origin)
	f.Key("destination", "Destination", s.Codes(), to)
	f.Key("industry", "Industry", s.Industries, industry)
	c := &columnSet{f: f, rows: len(a.Slow), kind: result.Estimate}
	c.number("days", "Days", "days", "at this border", func(i int) float64 { return a.Slow[i].Days })
	c.number("flow", "Share of value", "share", "what crosses this border per dollar of the product", func(i int) float64 { return a.Slow[i].Flow })
	c.standing(standings)
	c.number("days_saved", "Days saved", "days", "mean border days of the product saved by the benchmark's days", func(i int) float64 { return a.Slow[i].DaysSaved })
	return f
}
