package sourcing

import (
	"cmp"
	"context"
	"math"
	"slices"

	"ikat/dense"
	"ikat/fault"
)

// Network is a chain that competes with another one: its stages, what links between them cost and take, and the leg to
// the customer.
type Network struct {
	A         [][]float64 // share of what stage i sells in the price of stage j, without costs of links
	Value     []float64   // value added a unit, by stage
	Cost      [][]float64 // of a link, ad valorem
	Days      [][]float64 // of a link
	FinalCost float64     // of the leg to the customer, ad valorem
	FinalDays float64
	Theta     float64 // ad-valorem cost of a day
	Price     float64 // of the product at a cost of links of nothing and value added of one
	Product   int
	Missing   []string // requirements of the customer that the chain does not meet
}

// Part names one number of a network.
type Part string

const (
	PartValue     Part = "v"
	PartCost      Part = "t"
	PartDays      Part = "days"
	PartFinalCost Part = "t_final"
	PartFinalDays Part = "days_final"
)

// Spot is one number of a network: a part, and where it has several the stage or the link.
type Spot struct {
	Part     Part
	From, To int // To is −1 for a stage; both are for the final leg
}

// Turn is the value of one number at which two networks cost the same.
type Turn struct {
	Spot
	Now, Equal float64
}

// Change is how far the number must fall, as a share of what it is.
func (t Turn) Change() float64 { return (t.Now - t.Equal) / t.Now }

// Lever is something that can be done for money: one number of a network is brought to a value, or requirements are
// met.
type Lever struct {
	ID     string
	Spot   Spot
	To     float64
	Cost   float64
	Closes []string
	Only   bool // it closes requirements and changes no number
}

// Duel is two networks compared.
type Duel struct {
	Landed, Days [2]float64
	Loser        int      // the dearer one
	Single       []Turn   // of the loser, by how little must change
	Cheapest     []int    // levers of least cost that make the loser win and close what it misses; nil where none do
	CheapestCost float64  // of these
	Winner       []string // requirements that the cheaper one misses: it wins only if these are met
}

// state is a network solved.
type state struct {
	*Network
	prices []float64 // with costs of links
	days   float64   // embodied in the product, with the final leg
}

// Landed is what a unit costs at the customer, and its days.
//
//	landed = price·[p·(1 + final cost) + θ·days],  p' = v' + p'(A∘(1 + T))
//	days = [1'(A∘D)(I − A)⁻¹]_product + final days
//
// Error: fault.Unsolved for a network without prices.
func (n *Network) Landed(ctx context.Context) (landed, days float64, err error) {
	s, err := n.solve(ctx)
	if err != nil {
		return 0, 0, err
	}
	return s.landed(), s.days, nil
}

func (s *state) landed() float64 {
	return s.Price * (s.prices[s.Product]*(1+s.FinalCost) + s.Theta*s.days)
}

func (n *Network) solve(ctx context.Context) (*state, error) {
	size := len(n.A)
	loaded, bare := n.matrix(true), n.matrix(false)
	s := &state{Network: n, prices: slices.Clone(n.Value)}
	with, err := dense.Factor(ctx, size, loaded, size)
	if err != nil {
		return nil, noPrices(err)
	}
	if err := with.Solve(ctx, dense.Trans, 1, s.prices, 1); err != nil {
		return nil, err
	}
	without, err := dense.Factor(ctx, size, bare, size)
	if err != nil {
		return nil, noPrices(err)
	}
	units := make([]float64, size)
	units[n.Product] = 1
	if err := without.Solve(ctx, dense.NoTrans, 1, units, 1); err != nil {
		return nil, err
	}
	s.days = n.FinalDays
	for i, row := range n.A {
		for j, a := range row {
			s.days += a * n.Days[i][j] * units[j]
		}
	}
	if !(s.prices[n.Product] > 0) {
		return nil, noPrices(nil)
	}
	return s, nil
}

func (n *Network) matrix(costs bool) []float64 {
	size := len(n.A)
	out := make([]float64, size*size)
	for i, row := range n.A {
		out[i*size+i]++
		for j, a := range row {
			if costs {
				a *= 1 + n.Cost[i][j]
			}
			out[i*size+j] -= a
		}
	}
	return out
}

func noPrices(err error) error {
	return &fault.Error{Kind: fault.Unsolved, What: "a network has no prices: its input shares add up to one or more",
		Err: err}
}

// Compete compares two networks and says what would turn the result: for each single number of the dearer one the value
// at which both cost the same, and the cheapest set of levers that turns it. Levers of the dearer one are given.
//
// Error: fault.Unsolved for a network without prices; fault.Excessive for more levers than can be tried; the end of
// ctx.
func Compete(ctx context.Context, a, b *Network, levers func(loser int) []Lever) (*Duel, error) {
	out := &Duel{}
	both := [2]*Network{a, b}
	for k, n := range both {
		var err error
		if out.Landed[k], out.Days[k], err = n.Landed(ctx); err != nil {
			return nil, err
		}
	}
	if out.Landed[1] > out.Landed[0] {
		out.Loser = 1
	}
	loser := both[out.Loser]
	out.Winner = both[1-out.Loser].Missing
	var err error
	if out.Single, err = loser.equalAt(ctx, out.Landed[1-out.Loser]); err != nil {
		return nil, err
	}
	out.Cheapest, out.CheapestCost, err = loser.cheapest(ctx, levers(out.Loser), out.Landed[1-out.Loser])
	return out, err
}

// equalAt finds, for each number, where between nothing and itself the network costs target.
func (n *Network) equalAt(ctx context.Context, target float64) ([]Turn, error) {
	var out []Turn
	for _, spot := range n.spots() {
		now := *n.number(spot)
		at := func(v float64) (float64, error) {
			changed := n.with(spot, v)
			landed, _, err := changed.Landed(ctx)
			return landed, err
		}
		lowest, err := at(0)
		if err != nil && fault.KindOf(err) != fault.Unsolved {
			return nil, err
		}
		if now == 0 || err == nil && lowest > target {
			continue
		}
		low, high := 0.0, now // landed rises with every number
		for range 200 {
			v := (low + high) / 2
			landed, err := at(v)
			if err != nil && fault.KindOf(err) != fault.Unsolved {
				return nil, err
			}
			if err != nil || landed < target {
				low = v
			} else {
				high = v
			}
			if high-low <= 1e-15*now {
				break
			}
		}
		out = append(out, Turn{spot, now, (low + high) / 2})
	}
	slices.SortStableFunc(out, func(a, b Turn) int { return cmp.Compare(a.Change(), b.Change()) })
	return out, nil
}

// spots lists the numbers of a network that bear on its landed price.
func (n *Network) spots() (out []Spot) {
	for i := range n.A {
		out = append(out, Spot{PartValue, i, -1})
		for j, a := range n.A[i] {
			if a != 0 {
				out = append(out, Spot{PartCost, i, j}, Spot{PartDays, i, j})
			}
		}
	}
	return append(out, Spot{PartFinalCost, -1, -1}, Spot{PartFinalDays, -1, -1})
}

func (n *Network) number(s Spot) *float64 {
	switch s.Part {
	case PartValue:
		return &n.Value[s.From]
	case PartCost:
		return &n.Cost[s.From][s.To]
	case PartDays:
		return &n.Days[s.From][s.To]
	case PartFinalCost:
		return &n.FinalCost
	}
	return &n.FinalDays
}

// with returns a network with one number changed.
func (n *Network) with(s Spot, v float64) *Network {
	out := *n
	switch s.Part {
	case PartValue:
		out.Value = slices.Clone(n.Value)
	case PartCost:
		out.Cost = slices.Clone(n.Cost)
		out.Cost[s.From] = slices.Clone(n.Cost[s.From])
	case PartDays:
		out.Days = slices.Clone(n.Days)
		out.Days[s.From] = slices.Clone(n.Days[s.From])
	}
	*out.number(s) = v
	return &out
}

// mostLevers bounds the levers of which every set may have to be looked at.
const mostLevers = 24

// cheapest finds the levers of least cost with which the network costs less than target and misses nothing. Levers only
// help, so that a set which is not enough with all that is left is not looked into.
func (n *Network) cheapest(ctx context.Context, levers []Lever, target float64) ([]int, float64, error) {
	if len(levers) > mostLevers {
		return nil, 0, &fault.Error{Kind: fault.Excessive, What: fault.Say("there are %d levers", len(levers)),
			Fix: fault.Say("Keep %d at most", mostLevers)}
	}
	s := &pulling{Network: n, ctx: ctx, levers: levers, target: target, best: math.Inf(1)}
	for k := range levers {
		s.order = append(s.order, k)
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return cmp.Compare(levers[b].Cost, levers[a].Cost) })
	all := make([]bool, len(levers))
	for k := range all {
		all[k] = true
	}
	s.drop(all, 0)
	return s.found, s.best, s.err
}

type pulling struct {
	*Network
	ctx    context.Context
	levers []Lever
	order  []int // the dearest first
	target float64
	best   float64
	found  []int
	err    error
}

// drop decides on one lever after the other, the dearest first, and leaves it out first: pulled holds those decided for
// and those not decided yet.
func (s *pulling) drop(pulled []bool, at int) {
	var decided float64
	for _, k := range s.order[:at] {
		if pulled[k] {
			decided += s.levers[k].Cost
		}
	}
	if s.err != nil || decided >= s.best || !s.enough(pulled) {
		return
	}
	if at == len(s.order) {
		s.best, s.found = decided, []int{}
		for k, p := range pulled {
			if p {
				s.found = append(s.found, k)
			}
		}
		return
	}
	less := slices.Clone(pulled)
	less[s.order[at]] = false
	s.drop(less, at+1)
	s.drop(pulled, at+1)
}

// enough reports whether some levers turn the result.
func (s *pulling) enough(pulled []bool) bool {
	n, missing := s.Network, slices.Clone(s.Missing)
	for k, l := range s.levers {
		if !pulled[k] {
			continue
		}
		if !l.Only && l.To < *n.number(l.Spot) {
			n = n.with(l.Spot, l.To)
		}
		missing = slices.DeleteFunc(missing, func(r string) bool { return slices.Contains(l.Closes, r) })
	}
	if len(missing) > 0 {
		return false
	}
	landed, _, err := n.Landed(s.ctx)
	if err != nil {
		s.err = err
		return false
	}
	return landed < s.target
}
