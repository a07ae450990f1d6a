package portfolio_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/requirement/portfolio"
)

// What knowing is worth, from every choice in every outcome, at probabilities of nothing and one, prices of nothing,
// budgets too small for anything, and firms without gaps.
func TestInformationAgainstEveryOutcome(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 5))
	for n := range 300 {
		b := &portfolio.Bet{Budget: []float64{0, 6, 100}[r.IntN(3)] * r.Float64()}
		for k := range 1 + r.IntN(4) {
			p := portfolio.Offer{ID: string(rune('p' + k)), Cost: float64(r.IntN(5))}
			for g := range 4 {
				if r.IntN(2) == 0 {
					p.Closes = append(p.Closes, g)
				}
			}
			b.Programmes = append(b.Programmes, p)
		}
		for range 1 + r.IntN(4) {
			f := portfolio.Sure{Value: 10 * r.Float64()}
			for g := range 3 {
				if r.IntN(3) == 0 {
					f.Gaps = append(f.Gaps, g)
				}
			}
			b.Firms = append(b.Firms, f)
		}
		for range r.IntN(5) {
			b.Uncertain = append(b.Uncertain, portfolio.Doubt{Firm: r.IntN(len(b.Firms)), Gap: 3,
				P: []float64{0, 1, r.Float64()}[r.IntN(3)]})
		}
		got, err := b.Know()
		if err != nil {
			t.Fatal(err)
		}
		expected, perfect, worth := know(b)
		for what, v := range map[string][2]float64{"expected": {got.Expected, expected}, "perfect": {got.Perfect, perfect}} {
			if math.Abs(v[0]-v[1]) > 1e-9*(1+math.Abs(v[1])) {
				t.Errorf("%d: %s %v, want %v", n, what, v[0], v[1])
			}
		}
		for k, want := range worth {
			if math.Abs(got.Answers[k].Worth-want) > 1e-9*(1+want) {
				t.Errorf("%d: answer %d is worth %v, want %v", n, k, got.Answers[k].Worth, want)
			}
		}
	}
}

// know goes through choices and outcomes.
func know(b *portfolio.Bet) (expected, perfect float64, worth []float64) {
	var choices [][]int
	for set := range 1 << len(b.Programmes) {
		var cost float64
		closes := []int{}
		for k, p := range b.Programmes {
			if set>>k&1 == 1 {
				cost += p.Cost
				closes = append(closes, p.Closes...)
			}
		}
		if cost <= b.Budget+1e-9 {
			choices = append(choices, closes)
		}
	}
	value := func(closes []int, outcome int) (sum float64) {
		for f, firm := range b.Firms {
			gaps := slices.Clone(firm.Gaps)
			for k, d := range b.Uncertain {
				if d.Firm == f && outcome>>k&1 == 1 {
					gaps = append(gaps, d.Gap)
				}
			}
			if !slices.ContainsFunc(gaps, func(g int) bool { return !slices.Contains(closes, g) }) {
				sum += firm.Value
			}
		}
		return sum
	}
	chance := func(outcome, but int) float64 {
		p := 1.0
		for k, d := range b.Uncertain {
			switch {
			case k == but:
			case outcome>>k&1 == 1:
				p *= d.P
			default:
				p *= 1 - d.P
			}
		}
		return p
	}
	outcomes := 1 << len(b.Uncertain)
	best := func(weight func(outcome int) float64) float64 {
		top := math.Inf(-1)
		for _, c := range choices {
			var mean float64
			for o := range outcomes {
				mean += weight(o) * value(c, o)
			}
			top = max(top, mean)
		}
		return top
	}
	expected = best(func(o int) float64 { return chance(o, -1) })
	for o := range outcomes {
		perfect += chance(o, -1) * best(func(other int) float64 {
			if other == o {
				return 1
			}
			return 0
		})
	}
	for k, d := range b.Uncertain {
		var sum float64
		for side, p := range []float64{1 - d.P, d.P} {
			sum += p * best(func(o int) float64 {
				if o>>k&1 != side {
					return 0
				}
				return chance(o, k)
			})
		}
		worth = append(worth, sum-expected)
	}
	return expected, perfect - expected, worth
}
