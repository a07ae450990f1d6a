// Package classes divides an economy's firms by statistics of firm size, as suppliers of the model of package
// counterfactual, and says what becomes of each class and how far that rests on the industries in which it works.
package classes

import (
	"math"
	"slices"
	"sync"

	"ikat/counterfactual"
	"ikat/result"
	"ikat/sme"
)

// Names are what the classes are called, in the order of suppliers.
var Names = []string{"sme", "large"}

// Doors are the ways in which firms of an economy take part: they sell abroad, at home to large firms, to small ones
// and to final users, and they buy abroad.
var Doors = []string{"exports", "large", "small", "final", "imports"}

// DoorOf names the door that a link of a divided baseline leads through for an economy, "" for links of others.
func DoorOf(b *counterfactual.Baseline, economy, link int) string {
	_, d, s := b.Ends(link)
	seller, buyer := b.Suppliers()[s].Economy == economy, b.Doors()[d]
	switch {
	case seller && buyer.Economy != economy:
		return "exports"
	case !seller && buyer.Economy == economy:
		return "imports"
	case !seller:
		return ""
	case buyer.Class == Names[0]:
		return "small"
	}
	return buyer.Class // large, or final
}

// Split is an economy's firms by size: shares by industry from its statistics, in the accounts of a baseline.
type Split struct {
	Economy    int
	Industries []int        // those with output, in the order of Accounts and Shares
	Accounts   *sme.Economy // output, value added and exports in the baseline
	Shares     *sme.Shares
	Statistics sme.Statistics

	space func() (*sme.ShareSpace, error) // of Statistics
}

// Of splits an economy of a baseline that is not divided.
//
// Error: what the statistics say; see sme.SharesBy.
func Of(b *counterfactual.Baseline, economy int, stats sme.Statistics, rule sme.Rule) (*Split, error) {
	s := &Split{Economy: economy, Statistics: stats}
	s.account(b)
	var err error
	if s.Shares, err = sme.SharesBy(s.Accounts, stats, rule); err != nil {
		return nil, err
	}
	s.space = sync.OnceValues(func() (*sme.ShareSpace, error) {
		return sme.ShareSpaceOf(s.Accounts, s.known(), s.Shares)
	})
	for _, of := range []sme.Indicator{sme.FromLarge, sme.ToLarge} {
		if _, ok := stats.Whole(of); !ok && stats.Has(of) {
			s.Shares.Notes = append(s.Shares.Notes, result.NewNote("shares.linkage", "what small firms trade with large ones "+
				"in single industries does not enter the model, whose doors are economy-wide: give the economy's {indicator} "+
				"as well", "indicator", string(of)))
		}
	}
	return s, nil
}

// account gathers the industries with output. In a baseline no class's exports pass its industry's output.
func (s *Split) account(b *counterfactual.Baseline) {
	N := b.N()
	exports, imported := make([]float64, N), make([]float64, N)
	spent := b.Spending(b.Output, b.Income)
	for at, m := range b.Flows() {
		switch j, d, i := b.Ends(at); {
		case i == s.Economy && b.Crosses(at):
			exports[j] += m
		case b.Uses == 1 && d == s.Economy && i != d && spent[j*b.D()+d] > 0:
			imported[j] += m / spent[j*b.D()+d]
		}
	}
	e := &sme.Economy{Code: b.Economies[s.Economy], Table: "the baseline"}
	for j := range N {
		y := b.Output[s.Economy*N+j]
		if !(y > 0) {
			continue
		}
		s.Industries = append(s.Industries, j)
		e.Label, e.X = append(e.Label, b.Industries[j]), append(e.X, y)
		e.VA = append(e.VA, b.Labour[s.Economy*N+j]*y)
		e.Exports = append(e.Exports, math.Min(exports[j], y))
		var inputs float64
		for k, part := range imported {
			inputs += part * b.Input[(s.Economy*N+k)*N+j] * y
		}
		e.Imports = append(e.Imports, inputs)
	}
	s.Accounts = e
}

// Division is the split as a division of the economy's firms. Where statistics tell value added from output, classes
// buy inputs of their own; where they tell who imports, or what small firms buy from and sell to large ones, the doors
// of the economy's firms part (economy-wide: a door is one buyer of each product, whatever industry it buys for).
func (s *Split) Division(b *counterfactual.Baseline) counterfactual.Division {
	d := counterfactual.Division{Economy: s.Economy, Classes: Names, Output: halves(b.N()), Exports: halves(b.N())}
	if !s.oneTechnology() {
		d.Inputs = halves(b.N())
	}
	d.Linkages = s.linkages()
	for k, j := range s.Industries {
		set := func(of [][]float64, share float64) { of[0][j], of[1][j] = share, 1-share }
		set(d.Output, s.Shares.Output[k])
		set(d.Exports, s.Shares.Exports[k])
		if d.Inputs != nil {
			set(d.Inputs, s.inputs(k))
		}
	}
	return d
}

// inputs is small firms' share of what an industry spends on inputs, which is never below nothing.
func (s *Split) inputs(k int) float64 {
	x, va := s.Accounts.X[k], s.Accounts.VA[k]
	if x-va <= 0 {
		return s.Shares.Output[k]
	}
	return math.Min(1, math.Max(0, (s.Shares.Output[k]*x-s.Shares.ValueAdded[k]*va)/(x-va)))
}

// Numbers of Names, and of sellers abroad, in facts of purchases.
const (
	small, large = 0, 1
	abroad       = counterfactual.Abroad
)

// linkages are the facts of who buys from whom that the statistics hold for the economy. Those of single industries
// enter where together they cover it.
func (s *Split) linkages() []counterfactual.Linkage {
	var out []counterfactual.Linkage
	deal := func(buyer, seller int) counterfactual.Dealing {
		return counterfactual.Dealing{Buyer: buyer, Seller: seller}
	}
	type deals = []counterfactual.Dealing
	add := func(name string, share float64, part, of deals) {
		out = append(out, counterfactual.Linkage{Name: name, Share: share, Part: part, Of: of})
	}
	if whole := sum(s.Accounts.Imports); s.Shares.Imports != nil && whole > 0 {
		var theirs float64
		for k, v := range s.Shares.Imports {
			theirs += v * s.Accounts.Imports[k]
		}
		add("small firms' share of imported inputs", theirs/whole, deals{deal(small, abroad)},
			deals{deal(small, abroad), deal(large, abroad)})
	}
	if share, ok := s.Statistics.Whole(sme.FromLarge); ok {
		add("what small firms buy at home from large ones", share, deals{deal(small, large)},
			deals{deal(small, small), deal(small, large)})
	}
	if share, ok := s.Statistics.Whole(sme.ToLarge); ok {
		add("what small firms sell at home to large ones, of their sales of inputs", share, deals{deal(large, small)},
			deals{deal(small, small), deal(large, small)})
	}
	return out
}

func sum(v []float64) float64 {
	var total float64
	for _, x := range v {
		total += x
	}
	return total
}

// Alike reports whether both classes buy the same inputs per unit of output from the same sellers: then their costs
// move alike wherever a change treats them alike.
func (s *Split) Alike() bool { return s.oneTechnology() && len(s.linkages()) == 0 }

func (s *Split) oneTechnology() bool {
	for k, v := range s.Shares.Output {
		if math.Abs(v-s.Shares.ValueAdded[k]) > 1e-12 {
			return false
		}
	}
	return true
}

// halves are shares where nothing is made.
func halves(n int) [][]float64 {
	out := [][]float64{make([]float64, n), make([]float64, n)}
	for j := range n {
		out[0][j], out[1][j] = .5, .5
	}
	return out
}

// Change is what becomes of an economy's firms: growth of value added over consumer prices.
type Change struct{ Small, Large, Economy float64 }

// Growth returns what becomes of the classes in an outcome. Where the outcome's world has them apart, they are read;
// else both were treated alike, and with one technology the exports of an industry have grown at one rate and its sales
// at home at another, whoever makes them, so the classes' growth follows from their shares:
//
//	Σ_i v_i [t_i e_i a_i + (s_i x_i − t_i e_i) h_i] / Σ_i v_i s_i x_i
func (s *Split) Growth(o *counterfactual.Outcome) Change {
	if c := o.Classes(s.Economy); len(c) == len(Names) {
		return Change{Small: c[0].Income, Large: c[1].Income, Economy: c[0].Economy}
	}
	return s.GrowthIn(ResponseOf(o))
}

// GrowthIn is Growth where both classes were treated alike.
func (s *Split) GrowthIn(r *Response) Change {
	abroad, home := r.of(s)
	var grown, before [2]float64
	for k := range s.Industries {
		v := s.Accounts.VA[k] / s.Accounts.X[k]
		small, sold := s.Shares.Output[k]*s.Accounts.X[k], s.sold(k)
		for c, of := range [2][2]float64{{small, sold}, {s.Accounts.X[k] - small, s.Accounts.Exports[k] - sold}} {
			before[c] += v * of[0]
			grown[c] += v * (of[1]*abroad[k] + (of[0]-of[1])*home[k])
		}
	}
	return Change{Small: grown[0] / before[0], Large: grown[1] / before[1],
		Economy: (grown[0] + grown[1]) / (before[0] + before[1])}
}

// sold is what small firms of an industry export: no class exports more than it makes.
func (s *Split) sold(k int) float64 {
	x, e, share := s.Accounts.X[k], s.Accounts.Exports[k], s.Shares.Output[k]
	return math.Min(math.Max(s.Shares.Exports[k]*e, share*x-math.Max(0, x-e)), share*x)
}

// Response is how the industries of every economy answer to a change: real growth of what they sell abroad and at home.
type Response struct {
	industries   int
	abroad, home []float64 // by economy and industry
}

// ResponseOf returns the response in an outcome, over the consumer prices of each economy.
func ResponseOf(o *counterfactual.Outcome) *Response {
	b := o.Base
	N, suppliers := b.N(), b.Suppliers()
	size := b.G() * N
	before, after := [2][]float64{make([]float64, size), make([]float64, size)},
		[2][]float64{make([]float64, size), make([]float64, size)}
	for at, m := range o.BaseFlows {
		if m == 0 {
			continue
		}
		j, _, i := b.Ends(at)
		where, sector := 1, suppliers[i].Economy*N+j
		if b.Crosses(at) {
			where = 0
		}
		before[where][sector] += m
		after[where][sector] += o.Flows[at]
	}
	for where := range after {
		for sector, m := range before[where] {
			g := 0.0
			if m > 0 {
				g = after[where][sector]/m/o.PriceIndex[sector/N] - 1
			}
			after[where][sector] = g
		}
	}
	return &Response{N, after[0], after[1]}
}

// of is the response of the industries of a split.
func (r *Response) of(s *Split) (abroad, home []float64) {
	for _, j := range s.Industries {
		abroad = append(abroad, r.abroad[s.Economy*r.industries+j])
		home = append(home, r.home[s.Economy*r.industries+j])
	}
	return abroad, home
}

// Bounds returns the least and the most that small firms' income can have grown over all shares by industry that the
// statistics allow, in an outcome in which both classes were treated alike and labour is mobile. Growth is then linear
// in the shares, over a total that is, and the ends are linear programs', certified by duality. Where nobody says how
// exports are split, every split counts.
//
// Error: as sme.NewShareSpace.
func (s *Split) Bounds(o *counterfactual.Outcome) (low, high float64, err error) {
	return s.BoundsIn(ResponseOf(o))
}

// BoundsIn is Bounds in a response.
func (s *Split) BoundsIn(r *Response) (low, high float64, err error) {
	space, err := s.space()
	if err != nil {
		return 0, 0, err
	}
	value, exported := s.slopes(r)
	if !s.oneTechnology() { // shares of output are what the statistics say, and so is the total
		low, high = space.Bounds(value, exported)
		return low / s.Value(), high / s.Value(), nil
	}
	low, high = space.MeanBounds(value, exported)
	return low, high, nil
}

// slopes are what small firms' growth is per share of each industry's value added and of its exports, as parts of what
// the economy makes.
func (s *Split) slopes(r *Response) (value, exported []float64) {
	e := s.Accounts
	abroad, home := r.of(s)
	value, exported = make([]float64, e.N()), make([]float64, e.N())
	for k := range s.Industries {
		value[k] = e.VA[k] * home[k]
		exported[k] = e.VA[k] / e.X[k] * e.Exports[k] * (abroad[k] - home[k])
	}
	return value, exported
}

// Total is the economy's value added.
func (s *Split) Total() float64 {
	return sum(s.Accounts.VA)
}

// Value is small firms' value added.
func (s *Split) Value() float64 {
	var small float64
	for k, va := range s.Accounts.VA {
		small += va * s.Shares.ValueAdded[k]
	}
	return small
}

// Draw draws n splits by each sampler from all shares by industry that the statistics allow.
//
// Error: as sme.DrawShares.
func (s *Split) Draw(n int, seed uint64) ([]sme.Drawn, error) {
	drawn, err := sme.DrawSharesBy(s.Accounts, s.Statistics, []sme.Drawing{sme.HitAndRun, sme.DrawnOdds}, n, seed)
	if err != nil {
		return nil, err
	}
	return slices.Concat(drawn...), nil
}

// Walk draws n splits from all shares by industry that the statistics allow, each point of those with the same totals
// alike likely. Economies are drawn apart.
//
// Error: as sme.DrawShares.
func (s *Split) Walk(n int, seed uint64) ([]sme.Drawn, error) {
	return sme.DrawShares(s.Accounts, s.Statistics, sme.HitAndRun, n, seed+uint64(s.Economy)<<32)
}

// At is the split at drawn shares.
func (s *Split) At(d sme.Drawn) *Split {
	out := *s
	out.Shares = s.Shares.At(s.Accounts, s.Statistics, d)
	return &out
}

// Grown returns small firms' growth in an outcome in which both classes were treated alike, at each of some splits.
func (s *Split) Grown(o *counterfactual.Outcome, drawn []sme.Drawn) []float64 {
	r := ResponseOf(o)
	out := make([]float64, len(drawn))
	for d, v := range drawn {
		out[d] = s.At(v).GrowthIn(r).Small
	}
	return out
}

// More is the part of splits in which small firms' income grows by more than the economy's, and so than large firms'.
func (s *Split) More(o *counterfactual.Outcome, drawn []sme.Drawn) float64 {
	whole := o.ValueAdded[s.Economy]/o.PriceIndex[s.Economy] - 1
	var more float64
	for _, g := range s.Grown(o, drawn) {
		if g > whole {
			more++
		}
	}
	return more / float64(len(drawn))
}

// Open reports whether nobody says how exports are split by firm size.
func (s *Split) Open() bool { return !s.Statistics.Has(sme.Exports) }

// known are the statistics, and that small firms make any part of exports where they do not say which.
func (s *Split) known() sme.Statistics {
	out := append(sme.Statistics(nil), s.Statistics...)
	if s.Open() {
		out = append(out, sme.AnyExports(s.Accounts, s.Shares))
	}
	return out
}
