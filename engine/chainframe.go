package engine

import (
	"cmp"
	"context"
	"math"
	"slices"

	"ikat/chain"
	"ikat/result"
)

// columnSet fills the columns of a frame row by row.
type columnSet struct {
	f    *result.Frame
	rows int
	kind result.Kind
}

func (c *columnSet) number(name, label, unit, definition string, get func(row int) float64) {
	v := make([]float64, c.rows)
	for i := range v {
		v[i] = get(i)
	}
	c.f.Columns = append(c.f.Columns, &result.Column{Name: name, Label: label, Unit: unit, Definition: definition, Kind: c.kind, Floats: v})
}

// span adds the lowest and highest of some values over the assumptions, never one alone; nil is not known.
func (c *columnSet) span(name, label, unit, definition string, get func(row int) []float64) {
	end := func(pick func([]float64) float64) func(int) float64 {
		return func(row int) float64 {
			if v := get(row); v != nil {
				return pick(v)
			}
			return math.NaN()
		}
	}
	c.number(name+"_low", label+", lowest", unit, definition+", lowest over the assumptions", end(slices.Min[[]float64]))
	c.number(name+"_high", label+", highest", unit, definition+", highest over the assumptions", end(slices.Max[[]float64]))
}

func (c *columnSet) standing(s []chain.Standing) {
	whole := func(name, label string, get func(chain.Standing) int) {
		v := make([]int64, c.rows)
		for i := range v {
			v[i] = int64(get(s[i]))
		}
		c.f.Columns = append(c.f.Columns, &result.Column{Name: name, Label: label, Kind: c.kind, Definition: "rank over the assumptions, 1 is dearest", Ints: v})
	}
	whole("rank_low", "Rank, highest place", func(s chain.Standing) int { return s.Low })
	whole("rank_high", "Rank, lowest place", func(s chain.Standing) int { return s.High })
	c.number("rank_held", "Rank held", "share", "share of the assumptions under which the rank in the middle holds", func(i int) float64 { return s[i].Held })
}

// linksFrame lists every link of a product.
func linksFrame(a *Chain) *result.Frame {
	links, s := a.Product.Links, a.Model.Sys
	f := &result.Frame{Title: "What borders add to " + a.Name + ", link by link"}
	if a.To != "" {
		f.Title += ", delivered to " + a.ToName
	}
	origin, to, industry := make([]int32, len(links)), make([]int32, len(links)), make([]int32, len(links))
	for n, l := range links {
		origin[n], to[n], industry[n] = int32(s.PartOf(l.Sector)), int32(l.To), int32(s.Industry[l.Sector])
	}
	f.Key("origin", "Origin", s.Codes(), origin)
	f.Key("destination", "Destination", s.Codes(), to)
	f.Key("industry", "Industry", s.Industries, industry)
	c := &columnSet{f: f, rows: len(links), kind: result.Estimate}
	c.number("flow", "Flow", "share", "what crosses this border per dollar of the product, at prices without borders", func(i int) float64 { return links[i].Flow })
	c.span("cost", "Cost", "share", "what this border adds to a dollar of the product", func(i int) []float64 { return links[i].Cost })
	c.standing(a.LinkStandings())
	c.span("saving", "Saving", "share", "saved by bringing this border alone to the benchmark, exactly; for the dearest links", func(i int) []float64 { return links[i].Saving })
	c.span("bound", "Saving, at most", "share", "the same to first order, which is never below the exact saving", func(i int) []float64 { return links[i].Bound })
	c.number("days", "Days", "days", "days at this border", func(i int) float64 { return links[i].Days })
	c.number("days_saved", "Days saved", "days", "mean border days of the product saved by the benchmark's days", func(i int) float64 { return links[i].DaysSaved })
	return f
}

// LinkStandings ranks the links by cost over θ.
func (a *Chain) LinkStandings() []chain.Standing {
	l := a.Product.Links
	return chain.Standings(len(l), len(a.Thetas), (len(a.Thetas)-1)/2, func(r, c int) float64 { return l[r].Cost[c] })
}

// SideStandings ranks the sides that data speak of by what mending them saves.
func (a *Chain) SideStandings() []chain.Standing {
	var s []chain.Side
	for _, side := range a.Product.Sides {
		if !side.Assumed {
			s = append(s, side)
		}
	}
	return chain.Standings(len(s), len(a.Thetas), (len(a.Thetas)-1)/2, func(r, c int) float64 { return s[r].Bound[c] })
}

// AllChains is where borders weigh most: every product of a table, and for every economy the foreign sides that cost the
// chains of its exports most.
type AllChains struct {
	Products *result.Frame
	Sides    *result.Frame
	// Kendall is the least Kendall's τ between the rankings of products at any two costs of a day.
	Kendall float64
}

// AllChains answers for every product with output. Product of the question is not read; To adds the last border.
func (e *Engine) AllChains(ctx context.Context, q ChainQuestion, p Progress) (*AllChains, error) {
	w, err := e.chained(ctx, q, p)
	if err != nil {
		return nil, err
	}
	out := &AllChains{}
	if out.Products, err = e.products(ctx, w, q, out, p); err != nil {
		return nil, err
	}
	tell(p, "adding up foreign sides")
	sides, err := w.model.ForeignSides(ctx, w.benchmark)
	if err != nil {
		return nil, err
	}
	out.Sides = sidesFrame(w.model, sides)
	e.stampChain(out.Products, w, "chain --all")
	e.stampChain(out.Sides, w, "chain --all")
	return out, nil
}

// products ranks every product that is made by what borders add to it.
func (e *Engine) products(ctx context.Context, w *chained, q ChainQuestion, out *AllChains, p Progress) (*result.Frame, error) {
	m, s, k := w.model, w.model.Sys, len(w.choice.Thetas)
	to := -1
	if q.To != "" {
		code, err := resolve(s, q.To)
		if err != nil {
			return nil, err
		}
		to = slices.Index(s.Codes(), code)
	}
	mean, err := m.Days(ctx)
	if err != nil {
		return nil, err
	}
	crossed, err := m.Crossings(ctx)
	if err != nil {
		return nil, err
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
	slices.SortStableFunc(made, func(a, b int) int { return cmp.Compare(level(b, mid), level(a, mid)) })
	standings := chain.Standings(len(made), k, mid, func(r, c int) float64 { return level(made[r], c) })
	by := make([][]float64, k)
	for c := range k {
		for _, j := range made {
			by[c] = append(by[c], level(j, c))
		}
	}
	out.Kendall = 1
	for a := range k {
		for b := range a {
			out.Kendall = math.Min(out.Kendall, chain.Kendall(by[a], by[b]))
		}
	}
	f := &result.Frame{Title: "What borders add to every product"}
	if to >= 0 {
		f.Title += ", delivered to " + EconomyName(s.Table, s.Parts[to].Code)
	}
	economy, industry := make([]int32, len(made)), make([]int32, len(made))
	for n, j := range made {
		economy[n], industry[n] = int32(s.PartOf(j)), int32(s.Industry[j])
	}
	f.Key("economy", "Economy", s.Codes(), economy)
	f.Key("industry", "Industry", s.Industries, industry)
	c := &columnSet{f: f, rows: len(made), kind: result.Estimate}
	values := func(get func(j, c int) float64) func(int) []float64 {
		return func(row int) []float64 {
			v := make([]float64, k)
			for c := range v {
				v[c] = get(made[row], c)
			}
			return v
		}
	}
	c.standing(standings)
	c.span("upstream", "Upstream cost", "share", "border cost cumulated upstream, per dollar of the product", values(m.Rise))
	last := func(int) float64 { return 0 }
	if to >= 0 {
		c.span("delivered", "Delivered cost", "share", "border cost from the first input to the customer", values(level))
		last = func(j int) float64 { return m.Borders.Days(j, s.PartOf(j), to) }
	}
	c.number("crossings", "Crossings", "", "borders with procedures that a dollar of the product has crossed, upstream", func(i int) float64 { return crossed[made[i]] })
	c.number("days_mean", "Days, mean", "days", "border days embodied in a dollar of the product", func(i int) float64 { return mean[made[i]] + last(made[i]) })
	for _, share := range percentiles {
		name := map[float64]string{.5: "days_p50", .9: "days_p90", .95: "days_p95", .99: "days_p99"}[share]
		c.number(name, name, "days", "border days that this share of the product's value stays within", func(i int) float64 { return w.days.Percentile(made[i], share, last(made[i])) })
	}
	return f, nil
}

// sidesFrame lists the foreign sides that cost each economy's exports most.
func sidesFrame(m *chain.Model, sides [][]chain.ForeignSide) *result.Frame {
	s := m.Sys
	var all []chain.ForeignSide
	var standings []chain.Standing
	exports := make([]float64, s.G())
	for p, list := range sides {
		standings = append(standings, chain.Standings(len(list), len(m.Thetas), (len(m.Thetas)-1)/2, func(r, c int) float64 { return list[r].Cost[c] })...)
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
	c := &columnSet{f: f, rows: len(all), kind: result.Estimate}
	c.standing(standings)
	c.span("cost", "Cost", s.Table.Money(), "what these procedures cost the chains of the economy's exports", func(i int) []float64 { return all[i].Cost })
	share := func(v []float64, p int) []float64 {
		out := make([]float64, len(v))
		for i, x := range v {
			out[i] = x / exports[p]
		}
		return out
	}
	c.span("share", "Cost over exports", "share", "the same over the economy's exports", func(i int) []float64 { return share(all[i].Cost, all[i].Part) })
	c.span("bound", "Saving, at most", s.Table.Money(), "saved by bringing them to the benchmark, to first order", func(i int) []float64 { return all[i].Bound })
	return f
}
