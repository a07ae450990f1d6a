package chain_test

import (
	"context"
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ikat/border"
	"ikat/chain"
	"ikat/icio"
	"ikat/leontief"
)

func near(t interface {
	Helper()
	Errorf(string, ...any)
}, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// world draws a table without negative flows, and borders on all of its goods.
func world(t *rapid.T) (*leontief.System, *chain.Borders) {
	g, n := rapid.IntRange(2, 4).Draw(t, "G"), rapid.IntRange(1, 3).Draw(t, "N")
	m := g * n
	value := rapid.Float64Range(0, 10)
	table := &icio.Table{
		Meta:       icio.Meta{Name: "random"},
		Economies:  []string{"AUS", "CHN", "JPN", "KOR"}[:g],
		Industries: []string{"c1", "c2", "c20"}[:n],
		Categories: []string{"FD"},
		Z:          make([]float64, m*m),
		F:          make([]float64, m*g),
		X:          make([]float64, m),
		VA:         make([]float64, m),
	}
	for j := range m {
		if rapid.IntRange(0, 9).Draw(t, "idle") == 0 {
			continue
		}
		table.X[j] = 1 + value.Draw(t, "x")
		table.VA[j] = table.X[j]
		var sum float64
		for i := range m {
			table.Z[i*m+j] = value.Draw(t, "z")
			sum += table.Z[i*m+j]
		}
		for i := range m {
			if sum > 0 {
				table.Z[i*m+j] *= .7 * table.X[j] / sum
			}
			table.VA[j] -= table.Z[i*m+j]
		}
		// what no final user ever gets would be taken apart, as if it had no inputs
		table.F[j*g+j/n] = 1 + value.Draw(t, "f")
	}
	s, err := leontief.New(table, leontief.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Apart) > 0 {
		t.Fatalf("sectors %v are as if they had no inputs: there is no chain", s.Apart)
	}
	b := &border.Table{Name: "random"}
	for _, e := range table.Economies {
		side := func() border.Procedure {
			return border.Procedure{
				Documents: 1,
				Days:      rapid.Float64Range(0, 12).Draw(t, "days"),
				Cost:      rapid.Float64Range(0, 2000).Draw(t, "cost"),
			}
		}
		b.Records = append(b.Records, border.Record{Economy: e, Export: side(), Import: side()})
	}
	filled, err := b.Fill(table.Economies, border.Missing{})
	if err != nil {
		t.Fatal(err)
	}
	set := chain.Setting{Table: b, Filled: filled, Container: 20000}
	if g > 3 {
		set.Borderless = [][]string{{"JPN", "KOR"}}
	}
	borders, err := chain.NewBorders(s, set)
	if err != nil {
		t.Fatal(err)
	}
	return s, borders
}

func model(t *rapid.T, s *leontief.System, b *chain.Borders, thetas []float64) *chain.Model {
	chain.Factored(rapid.Bool().Draw(t, "factors are kept"))
	m, err := chain.New(context.Background(), s, b, thetas)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func made(t *rapid.T, s *leontief.System) int {
	for j := range s.N() {
		if s.X[j] > 0 {
			return j
		}
	}
	t.Skip("nothing is made")
	return 0
}

// copyBorders returns borders with other costs added on one link.
func withLink(b *chain.Borders, s *leontief.System, at int, cost float64) *chain.Borders {
	c := *b
	c.Other = make([]float64, s.N()*s.G())
	c.Other[at] = cost
	return &c
}

// The links add up to the whole, everything is non-negative, and stages and sides add up as well.
func TestDecompositionHasNoResidual(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		thetas := []float64{0, .002, .02}
		m := model(t, s, b, thetas)
		p, err := m.Product(ctx, chain.Target{Product: made(t, s), To: rapid.IntRange(-1, s.G()-1).Draw(t, "to")})
		if err != nil {
			t.Fatal(err)
		}
		var passed, crossings, days float64 // from what users buy, whatever it costs
		for o, from := range s.Parts {
			for i := from.Lo; i < from.Hi; i++ {
				for q := range s.G() {
					if q == o {
						continue
					}
					flow := p.Bought(i, q)
					passed, days = passed+flow, days+flow*b.Days(i, o, q)
					if b.Goods[i] && !b.Free[o*s.G()+q] {
						crossings += flow
					}
				}
			}
		}
		near(t, "borders crossed", p.Passed, passed, 1e-12*(1+passed))
		near(t, "borders with procedures", p.Crossings, crossings, 1e-12*(1+passed))
		near(t, "days", p.MeanDays, days, 1e-12*(1+days))
		for _, l := range p.Links { // beside a benchmark of nothing all days are too many
			near(t, "days saved", l.DaysSaved, l.Flow*l.Days, 1e-12*(1+days))
		}
		// A tariff gives a border a cost, and no procedures.
		tariff := withLink(b, s, rapid.IntRange(0, s.N()*s.G()-1).Draw(t, "tariff"), .1)
		dutiable, err := model(t, s, tariff, thetas).Product(ctx, p.Target)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "borders with procedures and a tariff", dutiable.Crossings, crossings, 1e-12*(1+passed))
		for c := range thetas {
			var links, sides, stages float64
			for _, l := range p.Links {
				links += l.Cost[c]
				if l.Cost[c] < 0 || l.Bound[c] < 0 || l.Flow < 0 {
					t.Fatalf("negative link %+v", l)
				}
			}
			for _, side := range p.Sides {
				sides += side.Cost[c]
			}
			for _, stage := range p.Stages {
				stages += stage[c]
			}
			tolerance := 1e-12 * (1 + p.Delivered[c])
			near(t, "links", links, p.Delivered[c], tolerance)
			near(t, "sides", sides, p.Delivered[c], tolerance)
			near(t, "stages", stages, p.Delivered[c], tolerance)
		}
	})
}

// The closed form for one link equals solving again without it; the bound is the derivative.
func TestClosedFormEqualsSolvingAgain(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		theta := []float64{.01}
		j, to := made(t, s), rapid.IntRange(-1, s.G()-1).Draw(t, "to")
		i, q := rapid.IntRange(0, s.N()-1).Draw(t, "i"), rapid.IntRange(0, s.G()-1).Draw(t, "q")
		if s.PartOf(i) == q {
			t.Skip("no border")
		}
		delivered := func(extra float64) (float64, *chain.Product) {
			m := model(t, s, withLink(b, s, i*s.G()+q, extra), theta)
			p, err := m.Product(ctx, chain.Target{Product: j, To: to})
			if err != nil {
				t.Fatal(err)
			}
			return p.Delivered[0], p
		}
		const delta = .1
		with, p := delivered(delta)
		without, _ := delivered(0)
		saved, err := p.Cut(ctx, 0, []chain.Link{{Sector: i, To: q}}, []float64{delta})
		if err != nil {
			t.Fatal(err)
		}
		near(t, "saving", saved[0], with-without, 1e-12*(1+with))
		const h = 1e-5
		up, _ := delivered(delta + h)
		down, _ := delivered(delta - h)
		tiny, err := p.Cut(ctx, 0, []chain.Link{{Sector: i, To: q}}, []float64{h})
		if err != nil {
			t.Fatal(err)
		}
		near(t, "derivative", tiny[0]/h, (up-down)/(2*h), 1e-3*(1+with))
	})
}

// Mending a side equals solving again with the benchmark in its place; Shapley shares add up to mending all three.
func TestMendingASideEqualsSolvingAgain(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		theta := []float64{.01}
		j, to := made(t, s), rapid.IntRange(-1, s.G()-1).Draw(t, "to")
		best := chain.Benchmark{Export: chain.Procedure{Cost: 200, Days: 2}, Import: chain.Procedure{Cost: 400, Days: 1}}
		p, err := model(t, s, b, theta).Product(ctx, chain.Target{Product: j, To: to, Benchmark: best})
		if err != nil {
			t.Fatal(err)
		}
		var joint, shares float64
		for n, side := range p.Sides {
			mended := *b
			mended.Export, mended.Import = append(
				[]chain.Procedure(nil),
				b.Export...), append(
				[]chain.Procedure(nil),
				b.Import...)
			own, to := &mended.Export[side.Economy], best.Export
			if side.Import {
				own, to = &mended.Import[side.Economy], best.Import
			}
			own.Cost, own.Days = math.Min(own.Cost, to.Cost), math.Min(own.Days, to.Days)
			again, err := model(t, s, &mended, theta).Product(ctx, p.Target)
			if err != nil {
				t.Fatal(err)
			}
			if side.Saving == nil {
				continue
			}
			near(t, "saving", side.Saving[0], p.Delivered[0]-again.Delivered[0], 1e-12*(1+p.Delivered[0]))
			if side.Saving[0] > side.Bound[0]*(1+1e-9)+1e-15 {
				t.Fatalf("side %d saves %v, above its bound %v", n, side.Saving[0], side.Bound[0])
			}
			if side.Share != nil {
				shares += side.Share[0]
			}
		}
		if len(p.Sides) >= 3 {
			if joint, err = p.Mend(ctx, 0, p.Sides[:3]...); err != nil {
				t.Fatal(err)
			}
			near(t, "Shapley shares", shares, joint, 1e-12*(1+joint))
		}
	})
}

// Distributions are distributions, and their means are those of the adjoint.
func TestDaysKeepTheirMean(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		m := model(t, s, b, []float64{0})
		mean, err := m.Days(ctx)
		if err != nil {
			t.Fatal(err)
		}
		d, err := m.DayDistribution(ctx, 3000)
		if err != nil {
			t.Fatal(err)
		}
		for j := range s.N() {
			var sum, days float64
			for k, p := range d.At(j) {
				if p < -1e-12 {
					t.Fatalf("probability %v", p)
				}
				sum += p
				days += float64(k) * p
			}
			near(t, "sum", sum, 1, 1e-12)
			near(t, "mean", days, mean[j], 1e-9*(1+mean[j]))
		}
	})
}

func TestZeroBordersCostNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		for e := range b.Export {
			b.Export[e], b.Import[e] = chain.Procedure{}, chain.Procedure{}
		}
		m := model(t, s, b, []float64{0, .01})
		for j := range s.N() {
			for c := range 2 {
				if m.Rise(j, c) != 0 {
					t.Fatalf("price of %s is 1 + %v without borders", s.Sector(j), m.Rise(j, c))
				}
			}
		}
	})
}

func TestKendall(t *testing.T) {
	near(t, "same", chain.Kendall([]float64{1, 2, 3}, []float64{4, 5, 9}), 1, 0)
	near(t, "opposite", chain.Kendall([]float64{1, 2, 3}, []float64{9, 5, 4}), -1, 0)
	near(t, "one pair of three", chain.Kendall([]float64{1, 2, 3}, []float64{1, 3, 2}), 1./3, 1e-15)
}

// What a link or a side costs alone is what solving without it saves, whatever it adds by the decomposition.
func TestRemovingEqualsSolvingWithout(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		theta := []float64{.01}
		j, to := made(t, s), rapid.IntRange(-1, s.G()-1).Draw(t, "to")
		p, err := model(t, s, b, theta).Product(ctx, chain.Target{Product: j, To: to})
		if err != nil {
			t.Fatal(err)
		}
		for _, side := range p.Sides {
			if side.Removed == nil {
				continue
			}
			without := *b
			without.Export, without.Import = append(
				[]chain.Procedure(nil),
				b.Export...), append(
				[]chain.Procedure(nil),
				b.Import...)
			if side.Import {
				without.Import[side.Economy] = chain.Procedure{}
			} else {
				without.Export[side.Economy] = chain.Procedure{}
			}
			again, err := model(t, s, &without, theta).Product(ctx, p.Target)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "removed", side.Removed[0], p.Delivered[0]-again.Delivered[0], 1e-12*(1+p.Delivered[0]))
			if side.Removed[0] < side.Cost[0]-1e-12 || side.Removed[0] < side.Saving[0]-1e-12 {
				t.Fatalf(
					"removing saves %v, less than it adds %v or mending saves %v",
					side.Removed[0],
					side.Cost[0],
					side.Saving[0],
				)
			}
		}
		for _, l := range p.Links {
			if l.Removed != nil && l.Removed[0] < l.Cost[0]-1e-12 {
				t.Fatalf("a link that adds %v saves %v when it goes", l.Cost[0], l.Removed[0])
			}
		}
		near(t, "money and time", p.Money[0]+p.Time[0], p.Delivered[0], 1e-12*(1+p.Delivered[0]))
		if v := p.OnArrival(0); !(v >= 0 && v < 1) || p.Crossings > p.Passed+1e-12 {
			t.Fatalf("%v of the price on arrival; %v of %v borders have procedures", v, p.Crossings, p.Passed)
		}
	})
}

// A tail beyond the last bin is more than that, and bins reach as far as the borders need.
func TestTailsAreNotQuantiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		for e := range b.Export {
			b.Export[e].Days, b.Import[e].Days = 60, 60
		}
		m := model(t, s, b, []float64{0})
		if n := m.BinsNeeded(); n < 121 || n > 2001 {
			t.Fatalf("%d bins for borders of 120 days", n)
		}
		d, err := m.DayDistribution(context.Background(), 30)
		if err != nil {
			t.Fatal(err)
		}
		for j := range s.N() {
			days, beyond := d.Percentile(j, .99, 0)
			if tail := d.At(j)[29]; beyond != (tail > .01+1e-12) || beyond && days != 29 {
				t.Fatalf("%v of the value lie beyond 28 days; 99%%: %v, more: %v", tail, days, beyond)
			}
		}
	})
}

// Of the factors of prices at several costs of a day only the middle one's outlive a collection, and what is asked
// after it is answered alike.
func TestFactorsOfOuterCostsAreCollected(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		m := model(t, s, b, []float64{.005, .01, .02})
		chain.Factored(true)
		target := chain.Target{Product: made(t, s), To: -1, WithoutSides: true}
		first, err := m.Product(t.Context(), target)
		if err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		runtime.GC()
		if n := m.Kept(); n != 1 {
			t.Fatalf("factors at %d costs of a day are kept", n)
		}
		again, err := m.Product(t.Context(), target)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(first.Delivered, again.Delivered) || !reflect.DeepEqual(first.Links, again.Links) {
			t.Errorf("%v, then %v", first.Delivered, again.Delivered)
		}
	})
}
