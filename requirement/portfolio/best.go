package portfolio

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"slices"
)

// Best is the best plan found, and what no plan can exceed.
type Best struct {
	*Plan
	Upper  float64
	Prices Prices // at the bound: what a dollar, a seat more would bring
}

// Prices are shadow prices of the bound.
type Prices struct {
	Money float64   // worth of a dollar more
	Seat  []float64 // by programme: worth of a seat more
}

// Gap is by how much a better plan could exceed it, at most, as a share of the bound.
func (b *Best) Gap() float64 {
	if b.Upper-b.Value <= 2e-9*(1+b.Value) { // what adding up leaves
		return 0
	}
	return (b.Upper - b.Value) / b.Upper
}

// Search says how hard to look.
type Search struct {
	Gap   float64 // enough; 0 is to the last digit
	Nodes int     // parts of the problem that are looked at, at most; 0 is as many as it takes
}

// alwaysRound is the number of parts from each of which plans are made; later only from some, as few get better.
const alwaysRound = 200

// answers about a firm or programme
const (
	either int8 = iota
	yes
	no
)

type node struct {
	bound  float64
	open   []int8
	serve  []int8
	barred [][]bool // by firm: bundles that are out; nil where none is
	prices *prices
}

func (n *node) clone() *node {
	return &node{n.bound, slices.Clone(n.open), slices.Clone(n.serve), slices.Clone(n.barred), n.prices}
}

type solver struct {
	*Problem
	ctx     context.Context
	bundles [][][]int
	kinds   []kind
	kindOf  []int
	seats   []float64
	most    []float64 // capacity of a market when all its firms are served
	money   float64
	plan    *Plan
	value   float64
	gap     float64
	passed  float64 // highest bound of a part that was left because nothing much better is in it
}

// limit is the bound below which a part of the problem is not looked at any more.
func (s *solver) limit() float64 {
	return s.value + max(s.gap*math.Abs(s.value), 1e-9*(1+math.Abs(s.value)))
}

// Best finds a plan of most worth within the budget and the seats: a dual bound, branching on which programmes are
// opened and then on which firms are served, and on plans made from the bound's prices on the way.
//
// Error: fault.Invalid for what Check finds; fault.Excessive for gaps that can be closed in too many ways; the end of
// ctx.
func (p *Problem) Best(ctx context.Context, how Search) (*Best, error) {
	bundles, err := p.prepared()
	if err != nil {
		return nil, err
	}
	s := &solver{Problem: p, ctx: ctx, bundles: bundles, gap: how.Gap, money: max(p.Budget, 1e-9)}
	s.prepare()
	greedy, err := p.Greedy()
	if err != nil {
		return nil, err
	}
	s.plan, s.value = greedy, greedy.Value
	root := &node{bound: math.Inf(1), open: make([]int8, len(p.Programmes)), serve: make([]int8, len(p.Firms)),
		barred: make([][]bool, len(p.Firms)), prices: s.first(greedy)}
	return s.search(root, how)
}

func (s *solver) prepare() {
	byBundles := map[*[]int]int{}
	empty := -1
	s.kindOf = make([]int, len(s.Firms))
	s.seats, s.most = make([]float64, len(s.Programmes)), make([]float64, len(s.Markets))
	for m := range s.Markets {
		s.most[m] = s.Markets[m].Now
	}
	for f := range s.Firms {
		list := s.bundles[f]
		var at int
		var ok bool
		if len(list) == 0 {
			at, ok = empty, empty >= 0
		} else {
			at, ok = byBundles[&list[0]]
		}
		if !ok {
			at = len(s.kinds)
			s.kinds = append(s.kinds, kind{bundles: list})
			if len(list) == 0 {
				empty = at
			} else {
				byBundles[&list[0]] = at
			}
		}
		s.kinds[at].firms = append(s.kinds[at].firms, f)
		s.kindOf[f] = at
		s.most[s.Firms[f].Market] += float64(s.Firms[f].Weight) * s.Firms[f].Capacity
		in := make([]bool, len(s.Programmes))
		for _, b := range list {
			for _, g := range b {
				in[g] = true
			}
		}
		for g, could := range in {
			if could {
				s.seats[g] += float64(s.Firms[f].Weight)
			}
		}
	}
	for g := range s.seats {
		if limit := s.Programmes[g].Seats; limit != NoLimit {
			s.seats[g] = min(s.seats[g], float64(limit))
		}
		s.seats[g] = max(s.seats[g], 1e-9)
	}
}

// first prices: a dollar brings what greedy's did, a launch is spread over all seats.
func (s *solver) first(greedy *Plan) *prices {
	out := &prices{money: greedy.Value / s.money, seat: make([]float64, len(s.Programmes)),
		market: make([]float64, len(s.Markets))}
	for g := range out.seat {
		out.seat[g] = out.money * s.Programmes[g].Launch / s.seats[g]
	}
	h := make([]float64, len(s.Markets))
	for f, t := range greedy.Takes {
		if t != nil {
			h[s.Firms[f].Market] += float64(s.Firms[f].Weight) * s.Firms[f].Capacity
		}
	}
	for m := range h {
		out.market[m] = s.Markets[m].K / (s.Markets[m].Now + h[m])
	}
	return out
}

// heapOf nodes has the highest bound first.
type heapOf []*node

func (h heapOf) Len() int           { return len(h) }
func (h heapOf) Less(i, j int) bool { return h[i].bound > h[j].bound }
func (h heapOf) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *heapOf) Push(x any)        { *h = append(*h, x.(*node)) }
func (h *heapOf) Pop() any {
	old := *h
	n := old[len(old)-1]
	*h = old[:len(old)-1]
	return n
}

func (s *solver) search(root *node, how Search) (*Best, error) {
	open := &heapOf{root}
	var prices Prices
	for count := 0; open.Len() > 0; count++ {

		if s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		if (*open)[0].bound <= s.limit() || how.Nodes > 0 && count >= how.Nodes {
			break
		}
		n := heap.Pop(open).(*node)
		rounds := 300
		if count == 0 {
			rounds = 600
		}
		r := s.lower(n, rounds)
		if count == 0 {
			prices = Prices{r.prices.money, r.prices.seat}
		}
		n.bound = min(n.bound, r.bound)
		if n.bound <= s.limit() {
			s.passed = max(s.passed, n.bound)
			continue
		}
		n.prices = r.prices
		if count < alwaysRound || count%16 == 0 {
			s.round(n, r)
		}
		s.fix(n, r)
		for _, child := range s.branch(n, r) {
			heap.Push(open, child)
		}
	}
	upper := max(s.value, s.passed)
	if open.Len() > 0 {
		upper = max(upper, (*open)[0].bound)
	}
	return &Best{s.plan, upper, prices}, nil
}

// fix decides what a node cannot leave open: choices that would take its bound below the best plan.
func (s *solver) fix(n *node, r *relaxed) {
	limit := s.limit()
	settle(n.open, r.open, r.bound, limit)
	settle(n.serve, r.profit, r.bound, limit)
}

// settle decides the choices that are left whose gain is more than the bound may lose.
func settle(choices []int8, gains []float64, bound, limit float64) {
	for i, c := range choices {
		if c != either {
			continue
		}
		switch v := gains[i]; {
		case v > 0 && bound-v <= limit:
			choices[i] = yes
		case v < 0 && bound+v <= limit:
			choices[i] = no
		}
	}
}

// branch splits a node: on a programme that is opened in part, then on a firm that is served in part, then on the
// bundle of a firm that is served. No child is a node that leaves nothing open.
func (s *solver) branch(n *node, r *relaxed) []*node {
	child := func(change func(*node)) *node {
		c := n.clone()
		change(c)
		return c
	}
	if g := most(r.opened, n.open); g >= 0 {
		return []*node{child(func(c *node) { c.open[g] = yes }), child(func(c *node) { c.open[g] = no })}
	}
	if f := most(r.served, n.serve); f >= 0 {
		return []*node{child(func(c *node) { c.serve[f] = yes }), child(func(c *node) { c.serve[f] = no })}
	}
	for f, serve := range n.serve {
		left := s.left(n, f)
		if serve != yes || len(left) < 2 {
			continue
		}
		var out []*node
		for _, b := range left {
			out = append(out, child(func(c *node) {
				c.barred[f] = make([]bool, len(s.bundles[f]))
				for o := range c.barred[f] {
					c.barred[f][o] = o != b
				}
			}))
		}
		return out
	}
	s.leaf(n)
	return nil
}

// most is the undecided one that is closest to half; -1 where all are decided.
func most(share []float64, decided []int8) int {
	best, far := -1, math.Inf(1)
	for k, v := range share {
		if d := math.Abs(v - .5); decided[k] == either && d < far {
			best, far = k, d
		}
	}
	return best
}

// left lists the bundles that a firm may still take.
func (s *solver) left(n *node, f int) (out []int) {
	for b, set := range s.bundles[f] {
		if n.barred[f] != nil && n.barred[f][b] {
			continue
		}
		if !slices.ContainsFunc(set, func(g int) bool { return n.open[g] == no }) {
			out = append(out, b)
		}
	}
	return out
}

// leaf evaluates a node that leaves nothing open.
func (s *solver) leaf(n *node) {
	takes := make([][]int, len(s.Firms))
	for f, serve := range n.serve {
		if serve != yes {
			continue
		}
		left := s.left(n, f)
		if len(left) == 0 {
			return
		}
		takes[f] = s.bundles[f][left[0]]
	}
	s.offer(takes)
}

// offer keeps a plan that is better than the best.
func (s *solver) offer(takes [][]int) {
	if plan, ok := s.Evaluate(takes); ok && plan.Value > s.value {
		s.plan, s.value = plan, plan.Value
	}
}

// round makes plans from a bound's prices: firms in the order of what they bring for what they cost at these prices,
// by bundles of the programmes that the bound opens to a degree.
func (s *solver) round(n *node, r *relaxed) {
	type candidate struct {
		firm  int
		ratio float64
	}
	price := make([]float64, len(s.Programmes))
	for g := range price {
		price[g] = r.prices.money*s.Programmes[g].PerFirm + r.prices.seat[g]
	}
	var list []candidate
	for f := range s.Firms {
		if n.serve[f] == no || r.bundle[f] < 0 && math.IsInf(r.profit[f], -1) {
			continue
		}
		firm := &s.Firms[f]
		gain := float64(firm.Weight) * r.prices.market[firm.Market] * firm.Capacity
		list = append(list, candidate{f, gain / max(1e-12, gain-r.profit[f])})
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.ratio, a.ratio) })
	for _, degree := range []float64{.05, .5, .95} {
		plan := s.start(s.bundles)
		for _, pass := range []float64{degree, -1} {
			for _, c := range list {
				if plan.takes[c.firm] == nil {
					s.serve(n, r, plan, c.firm, price, pass)
				}
			}
		}
		s.improve(plan)
		s.offer(plan.takes)
	}
}

// serve takes a firm in by the bundle that costs least at the prices, of programmes opened to a degree.
func (s *solver) serve(n *node, r *relaxed, plan *running, f int, price []float64, degree float64) {
	var best []int
	least := math.Inf(1)
	for _, b := range s.left(n, f) {
		set := s.bundles[f][b]
		cost := 0.0
		for _, g := range set {
			if r.opened[g] < degree && n.open[g] != yes {
				cost = math.Inf(1)
			}
			cost += price[g]
		}
		if cost < least && plan.fits(f, set, plan.added(f, set)) {
			best, least = set, cost
		}
	}
	if best != nil {
		plan.take(f, best)
	}
}
