package factors

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/economies"
	"ikat/fault"
)

// prices are what links and tariffs are worth to each outcome.
type prices struct {
	values []*counterfactual.Values
	cost   [][]float64 // see links
}

func pricesOf(ctx context.Context, l *counterfactual.Linear, outcomes []counterfactual.Functional) (*prices, error) {
	values, err := l.Values(ctx, outcomes)
	if err != nil {
		return nil, err
	}
	return &prices{values: values, cost: make([][]float64, len(values))}, nil
}

// links are what each link's cost is worth to an outcome, made when they are first asked for.
func (p *prices) links(o int) []float64 {
	if p.cost[o] == nil {
		p.cost[o] = p.values[o].Gradient()
	}
	return p.cost[o]
}

// linear is the answer's model, linearised where the world responds centrally.
func (a *Answer) linear(ctx context.Context) (*counterfactual.Linear, error) {
	l, err := a.Base.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return nil, err
	}
	return l.Respond(ctx, a.central(centralPhi).response)
}

// slopes fills out with outcomes' growth by a factor's step, to first order.
func (a *Answer) slopes(f *Factor, p *prices, s setting, out []float64) {
	clear(out)
	switch f.kind {
	case tariff, credit:
		for _, at := range f.links {
			for o := range out {
				out[o] -= f.wedge(s) * p.values[o].TariffOn(at, p.links(o)[at], a.flows[at])
			}
		}
	case ratio:
		more := a.technology(f)
		for o := range out {
			out[o] = p.values[o].Technology(more)
		}
	case growth:
		n := a.Base.N()
		for o := range out {
			for at, v := range p.values[o].Productivity() {
				if a.Base.Suppliers()[at/n].Economy != a.World.Economy {
					out[o] += v * math.Log1p(small)
				}
			}
		}
	default:
		m := a.change(f, s)
		for o := range out {
			cost := p.links(o)
			for k, at := range m.Links {
				out[o] += cost[at] * m.Log[k]
			}
		}
	}
}

// margin computes effects per dollar and room.
func (a *Answer) margin(ctx context.Context, l *counterfactual.Linear, tell func(string, float64)) error {
	p, err := pricesOf(ctx, l, a.outcomes)
	if err != nil {
		return err
	}
	b, s := a.Base, a.central(centralPhi)
	flows := b.Flows()
	from := b.Suppliers()
	var sold float64
	for at, m := range flows {
		if _, _, i := b.Ends(at); from[i].Economy == a.World.Economy && from[i].Class == "sme" {
			sold += m
		}
	}
	base := a.incomes()
	for _, f := range a.Factors {
		a.slopes(f, p, s, f.slope[:])
		f.RoomMedian, f.RoomBest, f.RoomSource = math.NaN(), math.NaN(), "no figures of peers are published"
		f.SharesLow, f.SharesHigh, f.OwnEffect = math.NaN(), math.NaN(), math.NaN()
		f.SharesMore, f.FoundLow, f.FoundHigh = math.NaN(), math.NaN(), math.NaN()
		f.Effect = [3]float64{math.NaN(), math.NaN(), math.NaN()}
		if f.Block == Reallocation {
			f.RoomSource = "takes no cost away"
			continue
		}
		var own, median, best float64
		a.elasticity(f, p, s)
		m := a.change(f, s)
		worth := map[int]float64{}
		for k, at := range m.Links {
			worth[at] = -m.Log[k]
		}
		for k, at := range f.links {
			part := worth[at]
			if f.kind == tariff || f.kind == credit {
				part = f.wedge(s)
			}
			f.Saved += flows[at] * part
			j, _, _ := b.Ends(at)
			if f.own[k] {
				own += flows[at] * part
				if f.procedures && !f.days {
					median += flows[at] * a.part(f, j, s.costs)
				}
				if f.procedures {
					best += flows[at] * a.best(f, j, s.costs)
				}
			}
		}
		for o := range f.Effect {
			f.Effect[o] = f.slope[o] * base[o] / f.Saved
		}
		if own > 0 {
			f.OwnEffect = f.slope[0] * base[0] / own
		}
		if f.procedures && a.side(f.export).known() {
			f.RoomMedian, f.RoomBest = 100*median/sold, 100*best/sold
			f.RoomSource = a.Borders.Source
		}
	}
	return nil
}

// incomes are the value added of small firms, of large firms and of the economy.
func (a *Answer) incomes() [3]float64 {
	var out [3]float64
	for s, v := range a.Base.Suppliers() {
		if v.Economy == a.World.Economy {
			out[slices.Index(classes.Names, v.Class)] += a.Base.SupplierIncome(s)
		}
	}
	out[2] = out[0] + out[1]
	return out
}

// exact solves each step, without specific factors and with half of value added specific.
func (a *Answer) exact(ctx context.Context, _ *counterfactual.Linear, tell func(string, float64)) error {
	var bases [2]*counterfactual.Baseline
	for i, phi := range []float64{centralPhi, halfPhi} {
		var err error
		if bases[i], err = a.Base.Respond(a.central(phi).response); err != nil {
			return err
		}
	}
	var solvers [2]*counterfactual.Solver
	for i, b := range bases {
		var err error
		if solvers[i], err = b.Solver(ctx, counterfactual.Held); err != nil {
			return err
		}
	}
	var done atomic.Int64
	return draws.Each(ctx, 2*len(a.Factors), func(ctx context.Context, i int) error {
		f := a.Factors[i/2]
		o, err := a.solve(ctx, f, a.central(centralPhi), bases[i%2], solvers[i%2])
		if err != nil {
			return err
		}
		if i%2 == 0 {
			f.solved = o
			a.take(f, o)
		} else {
			f.Half = [2]float64{a.growth(0, o), a.growth(1, o)}
		}
		tell("solving steps exactly", float64(done.Add(1))/float64(2*len(a.Factors)))
		return nil
	})
}

// solve solves a factor's step in a world; a solver is used where technologies stay.
func (a *Answer) solve(ctx context.Context, f *Factor, s setting, b *counterfactual.Baseline,
	solver *counterfactual.Solver) (o *counterfactual.Outcome, err error) {
	shock := a.shock(f, s)
	switch more := a.technology(f); {
	case more != nil:
		if b, err = b.Retool(more); err == nil {
			o, err = b.Solve(ctx, shock, counterfactual.Held)
		}
	case solver != nil:
		o, err = solver.Solve(ctx, shock)
	default:
		o, err = b.Solve(ctx, shock, counterfactual.Held)
	}
	if err != nil {
		return nil, f.named(err)
	}
	return o, nil
}

// nothing is a growth that rounding of solutions makes of none.
const nothing = 1e-12

// growth is an outcome's exact growth in a solution.
func (a *Answer) growth(outcome int, o *counterfactual.Outcome) float64 {
	if v := a.outcomes[outcome].GrowthFrom(a.Base, o); math.Abs(v) > nothing {
		return v
	}
	return 0
}

// named says which factor an error is about.
func (f *Factor) named(err error) error {
	if e, ok := err.(*fault.Error); ok {
		named := *e
		named.Where = strings.TrimSpace(f.Name + " (" + f.Door + ") " + f.Industry + ", " + e.Where)
		return &named
	}
	return err
}

// take reads an exact solution.
func (a *Answer) take(f *Factor, o *counterfactual.Outcome) {
	f.Income, f.Large = a.growth(0, o), a.growth(1, o)
	f.Economy, f.Welfare = a.growth(2, o), a.growth(3, o)
	f.Pays = a.pays(f, o)
}

// pays says who loses most: large firms, or an economy abroad in real spending.
func (a *Answer) pays(f *Factor, o *counterfactual.Outcome) string {
	b, worst := a.Base, -1
	loss := 0.0
	for n, w := range o.Welfare {
		if v := (w - 1) * b.Income[n]; n != a.World.Economy && v < loss && w < 1-nothing {
			worst, loss = n, v
		}
	}
	text := fmt.Sprintf("large firms (%s)", percent(f.Large))
	if f.Large >= 0 {
		text = "not large firms"
	}
	if worst >= 0 {
		text += fmt.Sprintf("; %s (%s)", economies.Name(b.Economies[worst]), percent(o.Welfare[worst]-1))
	}
	return text
}

// percent is a growth in per cent, with its sign, to two digits that count.
func percent(v float64) string {
	digits := 1 - int(math.Floor(math.Log10(100*math.Abs(v))))
	return fmt.Sprintf("%+.*f%%", max(0, digits), 100*v)
}

// order ranks factors by what small firms gain.
func (a *Answer) order() {
	slices.SortStableFunc(a.Factors, func(x, y *Factor) int { return cmp.Compare(y.Income, x.Income) })
	for k, f := range a.Factors {
		f.Rank = k + 1
	}
}
