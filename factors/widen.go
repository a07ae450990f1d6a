package factors

import (
	"math"

	"ikat/fault"
)

// Widening is more capacity that may sell on some of small firms' links: a factor of its own beside the usual ones,
// such as a requirement that is met.
type Widening struct {
	Name, Step string
	Market     string    // economy abroad on whose links it is; "" for every link of its door
	Door       string    // exports, large, sme or final: one of classes' doors
	Growth     []float64 // N: by how much qualified capacity grows, as a part of what it is
	SD         []float64 // N: standard error of Growth over it, of a survey; nil where it is certain
}

// widenings makes factors of what is asked beside the usual ones.
//
// Error: fault.NotFound for a market that the table lacks; fault.Internal for growth of other industries.
func (a *Answer) widenings() error {
	words := map[string]string{"exports": "exports", "large": "to large firms", "sme": "to small firms",
		"final": "to final users"}
	for _, w := range a.Widenings {
		if len(w.Growth) != a.Base.N() || words[w.Door] == "" {
			return &fault.Error{Kind: fault.Internal, Where: w.Name,
				What: fault.Say("%d growths for %d industries at door %q", len(w.Growth), a.Base.N(), w.Door)}
		}
		f := &Factor{Name: w.Name, Door: words[w.Door], Step: w.Step, Block: ForSmall, kind: varieties, wider: w.Growth,
			spread: w.SD}
		if w.Market != "" {
			f.Door += " to " + w.Market
		}
		a.add(f, func(j int, class, door string) bool {
			return w.Growth[j] != 0 && class == "sme" && door == w.Door
		})
		if w.Market != "" && !a.within(f, w.Market) {
			return &fault.Error{Kind: fault.NotFound, Where: w.Market, What: "the table has no such market abroad"}
		}
	}
	return nil
}

// within keeps the links of a factor that lead to an economy, and reports whether there is such an economy.
func (a *Answer) within(f *Factor, market string) bool {
	links, own := f.links, f.own
	f.links, f.own = nil, nil
	for k, at := range links {
		_, d, _ := a.Base.Ends(at)
		if a.Base.Economies[a.Base.Doors()[d].Economy] == market {
			f.links, f.own = append(f.links, at), append(f.own, own[k])
		}
	}
	for n, code := range a.Base.Economies {
		if code == market && n != a.World.Economy {
			return true
		}
	}
	return false
}

// widens is by how much capacity that may sell grows in an industry at a setting.
func (f *Factor) widens(j int, s setting) float64 {
	if f.wider == nil {
		return wider
	}
	if f.spread == nil {
		return f.wider[j]
	}
	return f.wider[j] * math.Max(0, 1+f.spread[j]*s.survey)
}

// elasticity fills in what Elastic returns.
func (a *Answer) elasticity(f *Factor, p *prices, s setting) {
	if f.wider == nil {
		return
	}
	f.elastic = make([]float64, a.Base.N())
	for _, at := range f.links {
		j, _, _ := a.Base.Ends(at)
		f.elastic[j] -= p.links(0)[at] / s.response.Theta[j]
	}
}

// Elastic is what small firms' income grows by, to first order and centrally, with the logarithm of the capacity that
// may sell on a factor's links, by industry: −Σ over links ∂ln income/∂ln κ · 1/θ.
func (f *Factor) Elastic() []float64 { return f.elastic }

// Incomes are the value added of small firms, of large firms and of the economy, in the table's unit.
func (a *Answer) Incomes() [3]float64 { return a.incomes() }

// SmallSales is what small firms sell in some industries, in the table's unit.
func (a *Answer) SmallSales(industries []bool) (sum float64) {
	n := a.Base.N()
	for i, v := range a.Base.Suppliers() {
		for j := range n {
			if v.Economy == a.World.Economy && v.Class == "sme" && industries[j] {
				sum += a.Base.Output[i*n+j]
			}
		}
	}
	return sum
}
