package measure

import (
	"math"
	"slices"

	"ikat/draws"
	"ikat/elasticity"
	"ikat/isic"
	"ikat/leontief"
)

// gainsOf is a system as gains see it: with industries of its own, each with an elasticity.
type gainsOf struct {
	s          *leontief.System
	industries []string
	to         []int // by industry of the table: that of industries
	theta      []float64
	drawn      [][]float64 // elasticities, a row a draw; nil where they are known
	chosen     *elasticity.Choice

	row     []int   // by sector of the system: its row in the table
	members [][]int // by part: its economies in the table
}

func newGains(s *leontief.System, q Query) (*gainsOf, error) {
	g := &gainsOf{s: s, industries: s.Industries, to: make([]int, len(s.Industries))}
	for j := range g.to {
		g.to[j] = j
	}
	g.locate()
	if q.Option("industries") == "merged" {
		g.merge()
	}
	var err error
	if g.chosen, err = elasticity.Choose(q.Option("elasticities"), q.Read); err != nil {
		return nil, err
	}
	estimates, err := g.chosen.Of(s.Industries, s.Table.IndustryNames)
	if err != nil {
		return nil, err
	}
	thetas := make([]float64, len(estimates))
	for j, e := range estimates {
		thetas[j] = e.Theta
	}
	g.theta = g.means(thetas)
	return g, g.draw(estimates)
}

// means gives each industry the mean of the elasticities it was merged from.
func (g *gainsOf) means(of []float64) []float64 {
	theta := make([]float64, len(g.industries))
	count := make([]float64, len(g.industries))
	for j, to := range g.to {
		theta[to] += of[j]
		count[to]++
	}
	for j, n := range count {
		theta[j] /= n
	}
	return theta
}

// draw draws what is not known of the elasticities.
func (g *gainsOf) draw(estimates []elasticity.Estimate) error {
	plan := draws.Plan{N: gainsDraws, Seed: 1}
	known := true
	for j, e := range estimates {
		in := e.Input(g.s.Industries[j])
		_, fixed := in.Dist.(draws.Fixed)
		known = known && fixed
		plan.Inputs = append(plan.Inputs, in)
	}
	if known {
		return nil
	}
	sample, err := plan.Sample()
	if err != nil {
		return err
	}
	for i := range sample.N {
		g.drawn = append(g.drawn, g.means(sample.Row(i)))
	}
	return nil
}

// together are the industries of c1 to c35 that the paper's 31 take together.
var together = [][]int{{4, 5}, {19, 20, 21}, {34, 35}}

// merge takes industries together that lie in the same group.
func (g *gainsOf) merge() {
	var merged []string
	first := map[int]int{}
	for j, in := range isic.ReadNamed(g.s.Industries, g.s.Table.IndustryNames) {
		key := -1
		for k, group := range together {
			if cs := in.WIOD35(); cs != nil && !slices.ContainsFunc(cs, func(c int) bool {
				return !slices.Contains(group, c)
			}) {
				key = k
			}
		}
		to, ok := first[key]
		if key < 0 || !ok {
			to = len(merged)
			merged = append(merged, g.s.Industries[j])
			if key >= 0 {
				first[key] = to
			}
		} else {
			merged[to] += "+" + g.s.Industries[j]
		}
		g.to[j] = to
	}
	g.industries = merged
}

// spending returns, by industry, what part p spends on its own goods and on all, its shares of final demand, and its
// input coefficients over origins together, N x N. A category of final demand below zero (stocks that run down) is no
// spending and is left out.
func (g *gainsOf) spending(p int) (home, total, beta, inputs []float64) {
	s, P := g.s, g.s.Parts[p]
	N := len(g.industries)
	home, total, beta, inputs = make([]float64, N), make([]float64, N), make([]float64, N), make([]float64, N*N)
	output := make([]float64, N)
	for k := P.Lo; k < P.Hi; k++ {
		output[g.to[s.Industry[k]]] += s.X[k]
	}
	for i := range s.N() {
		j := g.to[s.Industry[i]]
		spent := g.finalSpending(i, p)
		beta[j] += spent
		for k, z := range s.ZRow(i)[P.Lo:P.Hi] {
			spent += z
			inputs[j*N+g.to[s.Industry[P.Lo+k]]] += z
		}
		total[j] += spent
		if i >= P.Lo && i < P.Hi {
			home[j] += spent
		}
	}
	final := sumOf(beta)
	for j := range N {
		beta[j] /= final
		for k, x := range output {
			if x == 0 {
				inputs[j*N+k] = 0
			} else {
				inputs[j*N+k] /= x
			}
		}
	}
	return home, total, beta, inputs
}

// finalSpending is what the final users of part p spend on sector i, by categories that spend.
func (g *gainsOf) finalSpending(i, p int) (spent float64) {
	t, K := g.s.Table, g.s.Table.K()
	for _, m := range g.members[p] {
		for _, v := range t.F[(g.row[i]*t.G()+m)*K : (g.row[i]*t.G()+m+1)*K] {
			spent += math.Max(v, 0)
		}
	}
	return spent
}

// locate finds the table's rows and economies of the system's sectors and parts, which stand in an order of their own.
func (g *gainsOf) locate() {
	t := g.s.Table
	g.row = make([]int, g.s.N())
	for _, P := range g.s.Parts {
		var members []int
		for k, code := range P.Members {
			m, _ := t.Economy(code)
			members = append(members, m)
			for j := range t.N() {
				g.row[P.Lo+k*t.N()+j] = m*t.N() + j
			}
		}
		g.members = append(g.members, members)
	}
}
