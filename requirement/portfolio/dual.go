package portfolio

import "math"

// The dual bound. Budget, seats and what a market buys are paid for at shadow prices; then every firm, every
// programme and every market chooses for itself, and what they choose together is worth no less than the best plan.
// With λ the price of a dollar, μ of a seat, γ of capacity in a market:
//
//	D = λ·budget + Σ_m max_h [K ln(h/now) − γ(h − now)] + Σ_p max(0, μ·seats − λ·launch)
//	  + Σ_f weight·max(0, γ·capacity − min over bundles Σ_p (λ·per firm + μ))
//
// A programme's seats are those that firms could fill where it has no fewer.

// prices are shadow prices: of the budget, of seats by programme, of capacity by market.
type prices struct {
	money  float64
	seat   []float64
	market []float64
}

func (p *prices) clone() *prices {
	return &prices{p.money, append([]float64(nil), p.seat...), append([]float64(nil), p.market...)}
}

// kind is firms with the same gaps: they choose among the same bundles.
type kind struct {
	bundles [][]int
	firms   []int
}

// answer is what firms, programmes and markets choose at some prices.
type answer struct {
	bound    float64
	profit   []float64 // by firm: of being served by its best bundle, not served being 0
	bundle   []int     // by firm: the best, -1 where none is left
	open     []float64 // by programme: what it earns by being opened
	spent    float64
	used     []float64
	sold     []float64 // by market: capacity served
	bought   []float64 // by market: capacity wanted beyond what there is now
	launched []bool
}

// ask lets everybody choose at the prices, within what a node leaves open.
func (s *solver) ask(n *node, at *prices) *answer {
	p := s.Problem
	a := &answer{profit: make([]float64, len(p.Firms)), bundle: make([]int, len(p.Firms)),
		open: make([]float64, len(p.Programmes)), used: make([]float64, len(p.Programmes)),
		sold: make([]float64, len(p.Markets)), bought: make([]float64, len(p.Markets)),
		launched: make([]bool, len(p.Programmes))}
	price := make([]float64, len(p.Programmes)) // of a firm's part
	a.bound = at.money * p.Budget
	for g := range p.Programmes {
		price[g] = at.money*p.Programmes[g].PerFirm + at.seat[g]
		a.open[g] = at.seat[g]*s.seats[g] - at.money*p.Programmes[g].Launch
		switch {
		case n.open[g] == no:
			price[g] = math.Inf(1)
		case n.open[g] == yes || a.open[g] > 0:
			a.bound += a.open[g]
			a.launched[g] = true
			a.spent += p.Programmes[g].Launch
		}
	}
	for m, market := range p.Markets {
		h := min(max(market.K/at.market[m], market.Now), s.most[m])
		a.bought[m] = h - market.Now
		a.bound += market.K*math.Log(h/market.Now) - at.market[m]*a.bought[m]
	}
	for _, k := range s.kinds {
		best, least := cheapestBundle(k.bundles, price, nil)
		for _, f := range k.firms {
			bundle, cost := best, least
			if barred := n.barred[f]; barred != nil {
				bundle, cost = cheapestBundle(k.bundles, price, barred)
			}
			s.choose(n, a, f, bundle, cost, at)
		}
	}
	for f, b := range a.bundle {
		if b < 0 {
			continue
		}
		w := float64(p.Firms[f].Weight)
		for _, g := range s.kinds[s.kindOf[f]].bundles[b] {
			a.spent += w * p.Programmes[g].PerFirm
			a.used[g] += w
		}
		a.sold[p.Firms[f].Market] += w * p.Firms[f].Capacity
	}
	return a
}

func cheapestBundle(bundles [][]int, price []float64, barred []bool) (best int, least float64) {
	best, least = -1, math.Inf(1)
	for b, set := range bundles {
		if barred != nil && barred[b] {
			continue
		}
		var cost float64
		for _, g := range set {
			cost += price[g]
		}
		if cost < least {
			best, least = b, cost
		}
	}
	return best, least
}

// choose serves a firm where it is worth it, or where it must be.
func (s *solver) choose(n *node, a *answer, f, bundle int, cost float64, at *prices) {
	firm := &s.Firms[f]
	a.bundle[f] = -1
	if bundle < 0 {
		a.profit[f] = math.Inf(-1)
		if n.serve[f] == yes {
			a.bound = math.Inf(-1) // nothing is left that serves a firm that must be served
		}
		return
	}
	a.profit[f] = float64(firm.Weight) * (at.market[firm.Market]*firm.Capacity - cost)
	if n.serve[f] == no || n.serve[f] == either && a.profit[f] <= 0 {
		return
	}
	a.bound += a.profit[f]
	a.bundle[f] = bundle
}

// lower moves the prices so that the bound falls, by the averaged directions of the volume algorithm (Barahona and
// Anbil 2000, Mathematical Programming 87), and returns the least bound met, with the shares of each firm and
// programme in the choices on the way.
func (s *solver) lower(n *node, rounds int) *relaxed {
	at := n.prices.clone()
	best := s.ask(n, at)
	out := &relaxed{answer: best, prices: at.clone(), served: make([]float64, len(s.Firms)),
		opened: make([]float64, len(s.Programmes))}
	mean := s.slack(best)
	s.average(out, best, 1)
	theta, stalled := 1.0, 0
	for round := 0; round < rounds && out.bound > s.limit(); round++ {
		var norm float64
		for _, v := range mean {
			norm += v * v
		}
		if norm < 1e-16 {
			break
		}
		target := out.bound - max(s.value, out.bound*.999)
		step := theta * max(target, 1e-4*out.bound) / norm
		at = s.move(out.prices, mean, step)
		a := s.ask(n, at)
		slack := s.slack(a)
		weight := .1
		for k := range mean {
			mean[k] += weight * (slack[k] - mean[k])
		}
		s.average(out, a, weight)
		if a.bound < out.bound-1e-12*math.Abs(out.bound) {
			out.answer, out.prices, stalled = a, at, 0
			theta = min(2, theta*1.1)
			continue
		}
		if stalled++; stalled >= 5 {
			theta, stalled = theta*.66, 0
		}
		if theta < 1e-4 {
			break
		}
	}
	return out
}

// relaxed is the best bound met, and the mean of what was chosen on the way to it.
type relaxed struct {
	*answer
	prices *prices
	served []float64
	opened []float64
}

func (s *solver) average(r *relaxed, a *answer, weight float64) {
	for f := range r.served {
		r.served[f] += weight * (one(a.bundle[f] >= 0) - r.served[f])
	}
	for g := range r.opened {
		r.opened[g] += weight * (one(a.launched[g]) - r.opened[g])
	}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// slack is what is left of budget, seats and markets, as shares of them: the directions in which the bound grows.
func (s *solver) slack(a *answer) []float64 {
	out := []float64{1 - a.spent/s.money}
	for g := range s.Programmes {
		out = append(out, one(a.launched[g])-a.used[g]/s.seats[g])
	}
	for m := range s.Markets {
		out = append(out, (a.sold[m]-a.bought[m])/(s.most[m]-s.Markets[m].Now+1e-9))
	}
	return out
}

// move steps down from some prices; each is measured by what all of its budget, seats or market would cost.
func (s *solver) move(from *prices, slack []float64, step float64) *prices {
	at := from.clone()
	at.money = max(0, at.money-step*slack[0]/s.money)
	for g := range at.seat {
		at.seat[g] = max(0, at.seat[g]-step*slack[1+g]/s.seats[g])
	}
	for m := range at.market {
		size := s.most[m] - s.Markets[m].Now + 1e-9
		at.market[m] = max(1e-12, at.market[m]-step*slack[1+len(at.seat)+m]/size)
	}
	return at
}
