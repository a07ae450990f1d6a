package chain

import (
	"context"
	"slices"

	"ikat/leontief"
)

// Target is what an analysis of a product is about.
type Target struct {
	Product   int // sector
	To        int // part it is delivered to, -1 for none
	Benchmark Benchmark

	WithoutSides bool // what mending sides saves is not asked for, and not solved for
}

// Link is a border that a product's inputs cross: what one sector sells to users in one part.
type Link struct {
	Sector, To int
	Flow       float64   // dollars that cross it per dollar of the product, at prices without borders
	Days       float64   // at this border
	DaysSaved  float64   // mean days off the product if the border took as long as the benchmark's
	Cost       []float64 // by θ: what the border adds to a dollar of the product
	// by θ: what the product would cost less without this border alone; nil beyond the links asked for
	Removed []float64
	Bound   []float64 // by θ: saving from the benchmark to first order, never below the exact saving
	Saving  []float64 // by θ: exact saving; nil beyond the links asked for
}

// Product is what borders cost one product, at each cost of a day.
type Product struct {
	Target
	Upstream  []float64 // by θ: p_j − 1
	Delivered []float64 // by θ: p_j (1 + t_jd) − 1; as Upstream where it is delivered nowhere
	Links     []Link    // every link of positive cost, the dearest at the middle θ first
	Sides     []Side    // by side of a border, what mending saves most at the middle θ first; none WithoutSides
	Stages    [][]float64
	MeanDays  float64   // including the last border
	Crossings float64   // borders with procedures, including the last
	Passed    float64   // times from one economy to another, goods and services, with procedures or without
	Money     []float64 // by θ: fees and charges in Delivered
	Time      []float64 // by θ: what buyers would pay to save the days, in Delivered; the rest are tariffs and the like

	m          *Model
	within     []float64   // n: B(0) e_j
	withinCost [][]float64 // by θ: B(t) e_j
	flow       []float64   // n·G at zero borders, including delivery
	flowCost   [][]float64 // by θ, n·G, without delivery
}

// Bought is what users in part q buy from sector i per dollar of the product, delivery included, at prices without
// borders.
func (p *Product) Bought(i, q int) float64 { return p.flow[i*p.m.Sys.G()+q] }

// Apart returns the product without its model, for keeping: a model is many times larger. What is to be solved again
// needs it back, by In.
func (p *Product) Apart() *Product { return p.In(nil) }

// In returns the product with its model, the one that made it or one made alike.
func (p *Product) In(m *Model) *Product {
	out := *p
	out.m = m
	return &out
}

// Exact is how many links get their exact saving.
const Exact = 6

// stagesShown is how many stages of production are told apart; the last entry of Stages holds the earlier ones.
const stagesShown = 5

// Product decomposes what borders add to a product, link by link, without a residual:
//
//	p_j (1 + t_jd) − 1 = Σ p_i t_im A_im B_mj + p_j t_jd
//
// Error: what solves say.
func (m *Model) Product(ctx context.Context, t Target) (*Product, error) {
	p := &Product{Target: t, m: m}
	if err := p.solve(ctx); err != nil {
		return nil, err
	}
	p.totals()
	p.links()
	if err := p.exactLinks(ctx); err != nil {
		return nil, err
	}
	if err := p.stages(ctx); err != nil {
		return nil, err
	}
	if t.WithoutSides {
		return p, nil
	}
	return p, p.sides(ctx)
}

// solve finds what the product is made of, before and after the cost of borders.
func (p *Product) solve(ctx context.Context) error {
	s, k := p.m.Sys, len(p.m.Thetas)
	p.within = make([]float64, s.N())
	p.within[p.Target.Product] = 1
	if err := s.Solve(ctx, 1, p.within); err != nil {
		return err
	}
	with := make([]float64, s.N()*k)
	for c := range k {
		with[p.Target.Product*k+c] = 1
	}
	if err := p.m.solve(ctx, with); err != nil {
		return err
	}
	var err error
	if p.flow, err = s.Flows(ctx, p.within); err != nil {
		return err
	}
	if p.To >= 0 {
		p.flow[p.Target.Product*s.G()+p.To]++
	}
	for c := range k {
		col := make([]float64, s.N())
		for i := range col {
			col[i] = with[i*k+c]
		}
		f, err := s.Flows(ctx, col)
		if err != nil {
			return err
		}
		p.withinCost, p.flowCost = append(p.withinCost, col), append(p.flowCost, f)
	}
	return nil
}

func (p *Product) totals() {
	for c := range p.m.Thetas {
		p.Upstream = append(p.Upstream, p.m.Rise(p.Target.Product, c))
		p.Delivered = append(p.Delivered, p.m.price(p.Target.Product, c)*p.last(c)-1)
	}
}

// last returns 1 + t_jd, the markup of the last border.
func (p *Product) last(c int) float64 {
	if p.To < 0 {
		return 1
	}
	j := p.Target.Product
	return 1 + p.m.Borders.rate(p.m.Thetas[c], j, p.m.Sys.PartOf(j), p.To)
}

// links prices every link, in proportion to what flows over it.
func (p *Product) links() {
	m, G, k := p.m, p.m.Sys.G(), len(p.m.Thetas)
	p.Money, p.Time = make([]float64, k), make([]float64, k)
	for o, P := range m.Sys.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			for q := range G {
				flow, days := p.flow[i*G+q], m.Borders.Days(i, o, q)
				if flow == 0 || q == o {
					continue
				}
				p.Passed += flow
				l := Link{Sector: i, To: q, Flow: flow, Days: days}
				v := make([]float64, 2*k)
				l.Cost, l.Bound = v[:k:k], v[k:]
				positive := days > 0
				for c, th := range m.Thetas {
					l.Cost[c] = m.price(i, c) * m.Borders.rate(th, i, o, q) * flow
					money, time := m.Borders.moneyAndTime(th, i, o, q)
					p.Money[c] += m.price(i, c) * money * flow
					p.Time[c] += m.price(i, c) * time * flow
					x, im := m.above(p.Benchmark, c, i, o, q)
					l.Bound[c] = p.bound(i, q, c, x+im)
					positive = positive || l.Cost[c] != 0
				}
				if !positive {
					continue
				}
				p.MeanDays += flow * days
				if m.Borders.crosses(i, o, q) {
					p.Crossings += flow
					x, im := p.Benchmark.daysAbove(m.Borders, i, o, q)
					l.DaysSaved = flow * (x + im)
				}
				p.Links = append(p.Links, l)
			}
		}
	}
	sortBy(p.Links, func(l *Link) []float64 { return l.Cost })
}

// bound is the first-order saving from cutting link (i, q) by delta, after delivery: δ p_i Σ_m A_im B(t)_mj (1 + t_jd).
func (p *Product) bound(i, q, c int, delta float64) float64 {
	s := delta * p.m.price(i, c) * p.flowCost[c][i*p.m.Sys.G()+q] * p.last(c)
	if i == p.Target.Product && q == p.To {
		s += delta * p.m.price(i, c)
	}
	return s
}

// OnArrival returns what borders make of the price on arrival at the c-th cost of a day: a share, below one.
func (p *Product) OnArrival(c int) float64 { return p.Delivered[c] / (1 + p.Delivered[c]) }

// exactLinks gives the dearest links their exact savings.
func (p *Product) exactLinks(ctx context.Context) error {
	var cuts []linkCut
	dearest := p.Links[:min(Exact, len(p.Links))]
	for c, th := range p.m.Thetas {
		for _, l := range dearest {
			from := p.m.Sys.PartOf(l.Sector)
			x, im := p.m.above(p.Benchmark, c, l.Sector, from, l.To)
			cuts = append(
				cuts,
				linkCut{c, l.Sector, l.To, x + im},
				linkCut{c, l.Sector, l.To, p.m.Borders.rate(th, l.Sector, from, l.To)},
			)
		}
	}
	saved, err := p.cutLinks(ctx, cuts)
	for n, v := range saved {
		l := &dearest[n/2%len(dearest)]
		if n%2 == 0 {
			l.Saving = append(l.Saving, v)
		} else {
			l.Removed = append(l.Removed, v)
		}
	}
	return err
}

// linkCut lowers the cost of one link by delta at the c-th cost of a day.
type linkCut struct {
	c, sector, to int
	delta         float64
}

// Cut returns what cutting each link by its delta, alone, would save on a delivered dollar of the product at the c-th
// cost of a day. A link changes one row of A∘(1+T), so the saving upstream is exact in closed form (Sherman and
// Morrison 1950):
//
//	δ p_i Σ_m A_im B(t)_mj / (1 + δ Σ_m A_im B(t)_mi),   m over the users in the link's destination
func (p *Product) Cut(ctx context.Context, c int, links []Link, delta []float64) ([]float64, error) {
	cuts := make([]linkCut, len(links))
	for n, l := range links {
		cuts[n] = linkCut{c, l.Sector, l.To, delta[n]}
	}
	return p.cutLinks(ctx, cuts)
}

// columns is how many right-hand sides are solved for at once: the matrix is read once for all of them.
const columns = 64

func (p *Product) cutLinks(ctx context.Context, cuts []linkCut) ([]float64, error) {
	var out []float64
	for some := range slices.Chunk(cuts, columns) {
		again, err := p.returning(ctx, some)
		if err != nil {
			return nil, err
		}
		for n, l := range some {
			price := p.m.price(l.sector, l.c)
			saved := l.delta * price * p.flowCost[l.c][l.sector*p.m.Sys.G()+l.to] / (1 + l.delta*again[n])
			if l.sector == p.Target.Product && l.to == p.To {
				saved = saved*(p.last(l.c)-l.delta) + l.delta*price
			} else {
				saved *= p.last(l.c)
			}
			out = append(out, saved)
		}
	}
	return out, nil
}

// returning returns Σ_m A_im B(t)_mi for each link: how much of its seller's product comes back to it over the link.
func (p *Product) returning(ctx context.Context, cuts []linkCut) ([]float64, error) {
	s, k := p.m.Sys, len(cuts)
	// It is element i of B(t)' times the link's own row of A.
	rows, w, out := make([]float64, s.N()*k), make([]leontief.Weights, k), make([]float64, k)
	for n, l := range cuts {
		w[n] = p.m.with[l.c]
		for u := s.Parts[l.to].Lo; u < s.Parts[l.to].Hi; u++ {
			rows[u*k+n] = s.A(l.sector, u)
		}
	}
	if err := p.m.solveT(ctx, cuts, rows, w); err != nil {
		return nil, err
	}
	for n, l := range cuts {
		out[n] = rows[l.sector*k+n]
	}
	return out, nil
}

// stages attributes the cost to stages of production: 0 is the last border, 1 the borders of direct inputs, 2 those of
// their inputs, and so on; the last entry holds all earlier ones.
//
//	stage k = Σ p_i t_im A_im (A^{k−1} e_j)_m
func (p *Product) stages(ctx context.Context) error {
	s, k := p.m.Sys, len(p.m.Thetas)
	alone, price := make([]leontief.Weights, k), make([]float64, s.N()*k)
	for c := range k {
		alone[c] = make(leontief.Weights, len(p.m.with[c]))
		for at, v := range p.m.with[c] {
			alone[c][at] = v - 1
		}
		for i := range s.N() {
			price[i*k+c] = p.m.price(i, c)
		}
	}
	paid, err := s.MulWeightedT(ctx, alone, price)
	if err != nil {
		return err
	}
	p.Stages = make([][]float64, stagesShown+2)
	rest := append([]float64(nil), p.Delivered...)
	for n := range p.Stages {
		p.Stages[n] = make([]float64, k)
	}
	for c := range k {
		p.Stages[0][c] = p.m.price(p.Target.Product, c) * (p.last(c) - 1)
		rest[c] -= p.Stages[0][c]
	}
	users := make([]float64, s.N())
	users[p.Target.Product] = 1
	for n := 1; n <= stagesShown; n++ {
		for m, u := range users {
			for c := range k {
				p.Stages[n][c] += paid[m*k+c] * u
			}
		}
		for c := range k {
			rest[c] -= p.Stages[n][c]
		}
		if users, err = s.Inputs(ctx, users); err != nil {
			return err
		}
	}
	p.Stages[stagesShown+1] = rest
	return nil
}
