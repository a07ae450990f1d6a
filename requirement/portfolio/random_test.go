package portfolio_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"ikat/requirement/portfolio"
)

func random(r *rand.Rand) *portfolio.Problem {
	p := &portfolio.Problem{Budget: float64(r.IntN(150))}
	for range 1 + r.IntN(4) {
		g := portfolio.Programme{Launch: float64(r.IntN(40)), PerFirm: float64(r.IntN(10)), Seats: r.IntN(8) - 1}
		for range 1 + r.IntN(2) {
			g.Closes = append(g.Closes, r.IntN(4))
		}
		p.Programmes = append(p.Programmes, g)
	}
	for range 1 + r.IntN(2) {
		p.Markets = append(p.Markets, portfolio.Market{K: float64(10 + r.IntN(200)), Now: float64(1 + r.IntN(60))})
	}
	for range 1 + r.IntN(5) {
		f := portfolio.Firm{Weight: 1 + r.IntN(3), Capacity: 10 * r.Float64(), Market: r.IntN(len(p.Markets))}
		for range 1 + r.IntN(3) {
			f.Gaps = append(f.Gaps, r.IntN(4))
		}
		p.Firms = append(p.Firms, f)
	}
	return p
}

// every tries every set of programmes for every firm.
func every(p *portfolio.Problem) float64 {
	best := 0.0
	takes := make([][]int, len(p.Firms))
	var at func(f int)
	at = func(f int) {
		if f == len(p.Firms) {
			if plan, ok := p.Evaluate(slices.Clone(takes)); ok {
				best = max(best, plan.Value)
			}
			return
		}
		takes[f] = nil
		at(f + 1)
		for set := range 1 << len(p.Programmes) {
			list := []int{}
			closed := map[int]bool{}
			for g := range p.Programmes {
				if set>>g&1 == 1 {
					list = append(list, g)
					for _, c := range p.Programmes[g].Closes {
						closed[c] = true
					}
				}
			}
			if !slices.ContainsFunc(p.Firms[f].Gaps, func(c int) bool { return !closed[c] }) {
				takes[f] = list
				at(f + 1)
			}
		}
		takes[f] = nil
	}
	at(0)
	return best
}

// The best plan against every plan; the rules of thumb and the bound on their sides of it.
func TestBestAgainstEveryPlan(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 23))
	behind := 0
	for n := range 400 {
		p := random(r)
		got, err := p.Best(t.Context(), portfolio.Search{})
		if err != nil {
			t.Fatal(err)
		}
		want := every(p)
		if math.Abs(got.Value-want) > 1e-7*(1+want) || got.Upper < want-1e-9*(1+want) || got.Gap() > 1e-6 {
			t.Fatalf("%d: %v, at most %v; want %v", n, got.Value, got.Upper, want)
		}
		plan, ok := p.Evaluate(got.Takes)
		if !ok || math.Abs(plan.Value-got.Value) > 1e-9 || math.Abs(plan.Cost-got.Cost) > 1e-9 {
			t.Fatalf("%d: the plan says %v for %v and is %v for %v (within limits: %v)", n, got.Value, got.Cost, plan.Value,
				plan.Cost, ok)
		}
		greedy, err := p.Greedy()
		if err != nil || greedy.Value > want+1e-9*(1+want) {
			t.Fatalf("%d: greedy brings %v of %v, %v", n, greedy.Value, want, err)
		}
		if greedy.Value < .9*want {
			behind++
		}
	}
	if behind == 0 {
		t.Error("greedy is never behind: the instances try little")
	}
}

// More money never brings less, and everything is enough for everyone who can be served.
func TestFrontier(t *testing.T) {
	r := rand.New(rand.NewPCG(29, 31))
	for range 30 {
		p := random(r)
		for g := range p.Programmes {
			p.Programmes[g].Seats = portfolio.NoLimit
		}
		all, err := p.Everything()
		if err != nil {
			t.Fatal(err)
		}
		points, err := p.Frontier(t.Context(), []float64{0, all / 4, all / 2, all, 2 * all}, portfolio.Search{})
		if err != nil {
			t.Fatal(err)
		}
		for k := 1; k < len(points); k++ {
			if points[k].Value < points[k-1].Value {
				t.Fatalf("%v brings %v, %v brings %v", points[k].Budget, points[k].Value, points[k-1].Budget, points[k-1].Value)
			}
		}
		if math.Abs(points[3].Value-points[4].Value) > 1e-9*(1+points[4].Value) {
			t.Fatalf("everything brings %v, twice as much money %v", points[3].Value, points[4].Value)
		}
	}
}

func TestBadProblemsAreRefused(t *testing.T) {
	good := func() *portfolio.Problem {
		return &portfolio.Problem{Budget: 10, Programmes: []portfolio.Programme{{Closes: []int{0}, Seats: 3}},
			Markets: []portfolio.Market{{K: 1, Now: 1}}, Firms: []portfolio.Firm{{Weight: 1, Capacity: 1, Gaps: []int{0}}}}
	}
	for what, spoil := range map[string]func(*portfolio.Problem){
		"budget":   func(p *portfolio.Problem) { p.Budget = math.NaN() },
		"launch":   func(p *portfolio.Problem) { p.Programmes[0].Launch = -1 },
		"per firm": func(p *portfolio.Problem) { p.Programmes[0].PerFirm = math.Inf(1) },
		"seats":    func(p *portfolio.Problem) { p.Programmes[0].Seats = -2 },
		"now":      func(p *portfolio.Problem) { p.Markets[0].Now = 0 },
		"capacity": func(p *portfolio.Problem) { p.Firms[0].Capacity = 1e300 },
		"number":   func(p *portfolio.Problem) { p.Firms[0].Weight = 0 },
		"market":   func(p *portfolio.Problem) { p.Firms[0].Market = 1 },
	} {
		p := good()
		spoil(p)
		if _, err := p.Best(t.Context(), portfolio.Search{}); err == nil {
			t.Errorf("a bad %s is taken", what)
		}
	}
}

// Budgets at the edges: exactly what some plan costs in prices of a tenth, a little less, nothing, and all there is to
// buy; launches, seats and parts that cost nothing, seats that are all taken, programmes that close each other's gaps.
func TestBestAtTheEdgesOfBudgets(t *testing.T) {
	r := rand.New(rand.NewPCG(641, 1))
	short := 0
	for n := range 2000 {
		p := random(r)
		if len(p.Firms) > 4 {
			p.Firms = p.Firms[:4]
		}
		if len(p.Programmes) > 3 {
			p.Programmes = p.Programmes[:3]
		}
		for g := range p.Programmes {
			p.Programmes[g].Launch, p.Programmes[g].PerFirm = float64(r.IntN(40))/10, float64(r.IntN(30))/10
		}
		takes := make([][]int, len(p.Firms))
		for f := range takes {
			if r.IntN(2) == 0 {
				continue
			}
			for g := range p.Programmes {
				if r.IntN(2) == 0 {
					takes[f] = append(takes[f], g)
				}
			}
		}
		p.Budget = math.Inf(1)
		some, _ := p.Evaluate(takes)
		all, err := (&portfolio.Problem{Programmes: p.Programmes, Markets: p.Markets, Firms: p.Firms}).Everything()
		if err != nil {
			t.Fatal(err)
		}
		p.Budget = []float64{some.Cost, max(0, some.Cost-1e-6), 0, all}[r.IntN(4)]
		got, err := p.Best(t.Context(), portfolio.Search{})
		if err != nil {
			t.Fatal(err)
		}
		want := every(p)
		if math.Abs(got.Value-want) > 1e-7*(1+want) || got.Gap() > 1e-6 || got.Cost > p.Budget+1e-9 {
			t.Fatalf("%d: %v for %v of %v, want %v, gap %v", n, got.Value, got.Cost, p.Budget, want, got.Gap())
		}
		if p.Budget < all {
			short++
		}
	}
	if short < 500 {
		t.Errorf("only %d budgets are too small for everything", short)
	}
}
