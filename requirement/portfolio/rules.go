package portfolio

import "math"

// running is a plan being made: what is used and spent so far.
type running struct {
	*Problem
	bundles [][][]int
	takes   [][]int
	used    []int
	h       []float64 // qualified capacity by market
	cost    float64
}

func (p *Problem) start(bundles [][][]int) *running {
	r := &running{Problem: p, bundles: bundles, takes: make([][]int, len(p.Firms)), used: make([]int, len(p.Programmes)),
		h: make([]float64, len(p.Markets))}
	for m := range p.Markets {
		r.h[m] = p.Markets[m].Now
	}
	return r
}

// added is what it costs more that a firm takes part in some programmes.
func (r *running) added(f int, bundle []int) float64 {
	var cost float64
	for _, g := range bundle {
		cost += float64(r.Firms[f].Weight) * r.Programmes[g].PerFirm
		if r.used[g] == 0 {
			cost += r.Programmes[g].Launch
		}
	}
	return cost
}

// fits reports whether budget and seats are left for a firm's part in some programmes.
func (r *running) fits(f int, bundle []int, added float64) bool {
	if r.cost+added > r.Budget*(1+1e-12)+1e-9 {
		return false
	}
	for _, g := range bundle {
		if seats := r.Programmes[g].Seats; seats != NoLimit && r.used[g]+r.Firms[f].Weight > seats {
			return false
		}
	}
	return true
}

// gain is what a firm's capacity adds now.
func (r *running) gain(f int) float64 {
	m := r.Firms[f].Market
	return r.Markets[m].K * math.Log1p(float64(r.Firms[f].Weight)*r.Firms[f].Capacity/r.h[m])
}

func (r *running) take(f int, bundle []int) {
	r.cost += r.added(f, bundle)
	for _, g := range bundle {
		r.used[g] += r.Firms[f].Weight
	}
	r.h[r.Firms[f].Market] += float64(r.Firms[f].Weight) * r.Firms[f].Capacity
	r.takes[f] = bundle
}

func (r *running) leave(f int) {
	for _, g := range r.takes[f] {
		r.used[g] -= r.Firms[f].Weight
		r.cost -= float64(r.Firms[f].Weight) * r.Programmes[g].PerFirm
		if r.used[g] == 0 {
			r.cost -= r.Programmes[g].Launch
		}
	}
	r.h[r.Firms[f].Market] -= float64(r.Firms[f].Weight) * r.Firms[f].Capacity
	r.takes[f] = nil
}

// worth is the value so far.
func (r *running) worth() (v float64) {
	for m := range r.h {
		v += r.Markets[m].K * math.Log(r.h[m]/r.Markets[m].Now)
	}
	return v
}

func (r *running) plan() *Plan {
	out, _ := r.Evaluate(r.takes)
	return out
}

// FirstCome serves firms in the order of the list, each by the programmes that add least to the cost, as long as the
// budget and the seats allow.
//
// Error: as Best.
func (p *Problem) FirstCome() (*Plan, error) {
	bundles, err := p.prepared()
	if err != nil {
		return nil, err
	}
	r := p.start(bundles)
	for f := range p.Firms {
		if b, _ := r.cheapest(f); b != nil {
			r.take(f, b)
		}
	}
	return r.plan(), nil
}

func (p *Problem) prepared() ([][][]int, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return p.bundles()
}

// cheapest is the bundle that adds least to the cost of those for which there is room; nil where there is none.
func (r *running) cheapest(f int) (bundle []int, added float64) {
	added = math.Inf(1)
	for _, b := range r.bundles[f] {
		if a := r.added(f, b); a < added && r.fits(f, b, a) {
			bundle, added = b, a
		}
	}
	return bundle, added
}

// Greedy serves one firm after another, each time the one that brings most for each dollar it adds to the cost.
//
// Error: as Best.
func (p *Problem) Greedy() (*Plan, error) {
	bundles, err := p.prepared()
	if err != nil {
		return nil, err
	}
	r := p.start(bundles)
	for {
		best, take := math.Inf(-1), -1
		var by []int
		for f := range p.Firms {
			if r.takes[f] != nil {
				continue
			}
			if b, added := r.cheapest(f); b != nil {
				if ratio := r.gain(f) / added; ratio > best {
					best, take, by = ratio, f, b
				}
			}
		}
		if take < 0 {
			return r.plan(), nil
		}
		r.take(take, by)
	}
}
