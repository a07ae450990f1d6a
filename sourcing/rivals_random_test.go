package sourcing_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/sourcing"
)

// rivalOf draws a network: one stage or several, with and without links, at no cost and at no days now and then.
func rivalOf(r *rand.Rand) *sourcing.Network {
	n := 1 + r.IntN(4)
	out := &sourcing.Network{Value: make([]float64, n), FinalCost: .3 * r.Float64() * float64(r.IntN(2)),
		FinalDays: 40 * r.Float64() * float64(
			r.IntN(2),
		), Theta: .01 * r.Float64() * float64(r.IntN(3)), Price: 1 + 9*r.Float64()}
	zero := func() [][]float64 {
		m := make([][]float64, n)
		for i := range m {
			m[i] = make([]float64, n)
		}
		return m
	}
	out.A, out.Cost, out.Days = zero(), zero(), zero()
	for j := range n {
		left := 1.0
		for i := range n {
			if i != j && r.IntN(2) == 0 {
				a := left * .6 * r.Float64()
				out.A[i][j], left = a, left-a
				out.Cost[i][j], out.Days[i][j] = .4*r.Float64()*float64(r.IntN(2)), float64(r.IntN(30))
			}
		}
		out.Value[j] = left
	}
	if r.IntN(3) == 0 {
		out.Missing = []string{"mark"}
	}
	return out
}

// landedBySteps sums prices and days over longer and longer chains, in place of solving for them.
func landedBySteps(w *sourcing.Network) float64 {
	n := len(w.A)
	price, units, days := make([]float64, n), make([]float64, n), w.FinalDays
	units[w.Product] = 1
	for range 700 {
		next, after := slices.Clone(w.Value), make([]float64, n)
		for i := range n {
			for j, a := range w.A[i] {
				next[j] += price[i] * a * (1 + w.Cost[i][j])
				after[i] += a * units[j]
				days += a * w.Days[i][j] * units[j]
			}
		}
		price, units = next, after
	}
	return w.Price * (price[w.Product]*(1+w.FinalCost) + w.Theta*days)
}

// Random rivals: landed prices against a sum over rounds, every value that makes both equal does, no other number
// could, and the cheapest measures against every set of them.
func TestRivalsAgainstEverySet(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 4))
	turned := 0
	for n := range 400 {
		a, b := rivalOf(r), rivalOf(r)
		if n%20 == 0 {
			b = a // a tie
		}
		b.Price = a.Price
		both := []*sourcing.Network{a, b}
		var levers [2][]sourcing.Lever
		for k, w := range both {
			levers[k] = leversOf(r, w)
		}
		got, err := sourcing.Compete(t.Context(), a, b, func(loser int) []sourcing.Lever { return levers[loser] })
		if err != nil {
			t.Fatal(err)
		}
		for k, w := range both {
			near(t, "landed", got.Landed[k], landedBySteps(w), 1e-9)
		}
		loser, target := both[got.Loser], got.Landed[1-got.Loser]
		if got.Landed[got.Loser] < target {
			t.Errorf("%d: %v loses to %v", n, got.Landed[got.Loser], target)
		}
		for _, turn := range got.Single {
			near(t, "equal", landedBySteps(changed(loser, turn.Spot, turn.Equal)), target, 1e-7)
		}
		for _, s := range allSpots(loser) {
			nothing := landedBySteps(changed(loser, s, 0))
			if listed := slices.ContainsFunc(got.Single, func(turn sourcing.Turn) bool { return turn.Spot == s }); !listed &&
				now(loser, s) > 0 && nothing < target-1e-9 {
				t.Errorf("%d: %+v can turn it, at nothing %v of %v, and is not listed", n, s, nothing, target)
			}
		}
		want := cheapestOf(loser, levers[got.Loser], target)
		if got.CheapestCost != want && math.Abs(got.CheapestCost-want) > 1e-9 {
			t.Errorf("%d: turned for %v, want %v", n, got.CheapestCost, want)
		}
		if !math.IsInf(want, 1) {
			turned++
		}
	}
	if turned < 40 {
		t.Errorf("only %d of 400 can be turned: the test tries too little", turned)
	}
}

// allSpots are all numbers of a network.
func allSpots(w *sourcing.Network) []sourcing.Spot {
	out := []sourcing.Spot{{Part: sourcing.PartFinalCost, From: -1, To: -1},
		{Part: sourcing.PartFinalDays, From: -1, To: -1}}
	for i := range w.A {
		out = append(out, sourcing.Spot{Part: sourcing.PartValue, From: i, To: -1})
		for j := range w.A {
			out = append(out, sourcing.Spot{Part: sourcing.PartCost, From: i, To: j},
				sourcing.Spot{Part: sourcing.PartDays, From: i, To: j})
		}
	}
	return out
}

func now(w *sourcing.Network, s sourcing.Spot) float64 {
	switch s.Part {
	case sourcing.PartValue:
		return w.Value[s.From]
	case sourcing.PartCost:
		return w.Cost[s.From][s.To]
	case sourcing.PartDays:
		return w.Days[s.From][s.To]
	case sourcing.PartFinalCost:
		return w.FinalCost
	}
	return w.FinalDays
}

func leversOf(r *rand.Rand, w *sourcing.Network) (out []sourcing.Lever) {
	for range r.IntN(7) {
		l := sourcing.Lever{Cost: float64(r.IntN(5)), Only: r.IntN(4) == 0}
		at := r.IntN(len(w.A))
		l.Spot, l.To = sourcing.Spot{Part: sourcing.PartValue, From: at, To: -1}, w.Value[at]*1.2*r.Float64()
		if r.IntN(3) == 0 {
			l.Spot, l.To = sourcing.Spot{Part: sourcing.PartFinalCost, From: -1, To: -1}, w.FinalCost*r.Float64()
		}
		if l.Only || r.IntN(4) == 0 {
			l.Closes = []string{"mark"}
		}
		out = append(out, l)
	}
	return out
}

func changed(w *sourcing.Network, s sourcing.Spot, v float64) *sourcing.Network {
	out := *w
	clone := func(m [][]float64) [][]float64 {
		out := make([][]float64, len(m))
		for i := range m {
			out[i] = slices.Clone(m[i])
		}
		return out
	}
	out.Value, out.Cost, out.Days = slices.Clone(w.Value), clone(w.Cost), clone(w.Days)
	switch s.Part {
	case sourcing.PartValue:
		out.Value[s.From] = v
	case sourcing.PartCost:
		out.Cost[s.From][s.To] = v
	case sourcing.PartDays:
		out.Days[s.From][s.To] = v
	case sourcing.PartFinalCost:
		out.FinalCost = v
	default:
		out.FinalDays = v
	}
	return &out
}

func cheapestOf(w *sourcing.Network, levers []sourcing.Lever, target float64) float64 {
	best := math.Inf(1)
	for set := range 1 << len(levers) {
		with, cost, missing := w, 0.0, len(w.Missing) > 0
		for k, l := range levers {
			if set>>k&1 == 0 {
				continue
			}
			cost += l.Cost
			if len(l.Closes) > 0 {
				missing = false
			}
			now := with.FinalCost
			if l.Spot.Part == sourcing.PartValue {
				now = with.Value[l.Spot.From]
			}
			if !l.Only && l.To < now {
				with = changed(with, l.Spot, l.To)
			}
		}
		if landed, _, err := with.Landed(context.Background()); err == nil && landed < target && !missing {
			best = min(best, cost)
		}
	}
	return best
}
