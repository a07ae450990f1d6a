package factors

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/economies"
	"ikat/fault"
	"ikat/sme"
)

// prices are what links and tariffs are worth to each outcome.
type prices struct {
	cost, tariff [][]float64
	values       []*counterfactual.Values
}

func pricesOf(ctx context.Context, l *counterfactual.Linear, outcomes []counterfactual.Functional) (prices, error) {
	values, err := l.Values(ctx, outcomes)
	if err != nil {
		return prices{}, err
	}
	p := prices{values: values}
	for _, v := range values {
		p.cost = append(p.cost, v.Gradient())
		p.tariff = append(p.tariff, v.Tariff(p.cost[len(p.cost)-1]))
	}
	return p, nil
}

// slope is an outcome's growth by a factor's step, to first order.
func (a *Answer) slope(f *Factor, p prices, o int, s setting) float64 {
	var v float64
	switch f.kind {
	case tariff, credit:
		for _, at := range f.links {
			v -= f.wedge(s) * p.tariff[o][at]
		}
		return v
	case ratio:
		return p.values[o].Technology(a.technology(f))
	case growth: // what all that a supplier sells costs less
		for at := range a.Base.Links() {
			if _, _, from := a.Base.Ends(at); a.Base.Suppliers()[from].Economy != a.World.Economy {
				v -= p.cost[o][at] * math.Log1p(small)
			}
		}
		return v
	}
	m := a.change(f, s)
	for k, at := range m.Links {
		v += p.cost[o][at] * m.Log[k]
	}
	return v
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
		for o := range f.slope {
			f.slope[o] = a.slope(f, p, o, s)
		}
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

// sample draws how the world responds: how often signs and ranks hold, and the middle 90% of what small firms gain, at
// the shares nearest to the statistics and, in as many draws as joint, at drawn ones.
func (a *Answer) sample(ctx context.Context, l *counterfactual.Linear, tell func(string, float64)) error {
	for _, f := range a.Factors {
		f.Low, f.High, f.JointLow, f.JointHigh = math.NaN(), math.NaN(), math.NaN(), math.NaN()
		f.RankHeld, f.SignHeld, f.SmallMore, f.JointSign = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	if a.Draws == 0 {
		return nil
	}
	s, err := draws.Plan{Inputs: a.Inputs(), N: a.Draws, Seed: a.Seed}.Sample()
	if err != nil {
		return err
	}
	gain, large, err := a.gains(ctx, a.Draws, "drawing how the world responds", tell,
		func(ctx context.Context, i int) (*Answer, *counterfactual.Linear, setting, error) {
			set := a.settingOf(s.Row(i))
			other, err := l.Respond(ctx, set.response)
			return a, other, set, err
		})
	if err != nil {
		return err
	}
	a.standings(gain, large)
	err = a.ends(ctx, gain, tell, func(i int) (*Answer, setting, error) { return a, a.settingOf(s.Row(i)), nil },
		func(f *Factor) (low, high *float64) { return &f.Low, &f.High })
	if err != nil {
		return err
	}
	return a.jointly(ctx, s, tell)
}

// joint is in how many draws shares by industry are drawn with the response: the model is divided and linearised anew
// in each.
const joint = 100

// jointly draws small firms' totals and shares by industry with the response.
func (a *Answer) jointly(ctx context.Context, s *draws.Sample, tell func(string, float64)) error {
	n := min(a.Draws, joint)
	drawn, err := a.firms.Walk(n, a.Seed)
	if err != nil {
		return err
	}
	gain, _, err := a.gains(ctx, n, "drawing shares by industry", tell,
		func(ctx context.Context, i int) (*Answer, *counterfactual.Linear, setting, error) {
			set := a.settingOf(s.Row(i))
			at, err := a.at(drawn[i])
			if err != nil {
				return nil, nil, set, err
			}
			b, err := at.Base.Respond(set.response)
			if err != nil {
				return nil, nil, set, err
			}
			l, err := b.Linearise(ctx, counterfactual.Held)
			return at, l, set, err
		})
	if err != nil {
		return err
	}
	for k, f := range a.Factors {
		f.JointSign = draws.SignHeld(f.slope[0], gain[k])
	}
	return a.ends(ctx, gain, tell, func(i int) (*Answer, setting, error) {
		at, err := a.at(drawn[i])
		return at, a.settingOf(s.Row(i)), err
	}, func(f *Factor) (low, high *float64) { return &f.JointLow, &f.JointHigh })
}

// at is the answer's world at other shares by industry; its factors are the same.
func (a *Answer) at(d sme.Drawn) (*Answer, error) {
	out := *a
	return &out, out.divide(a.firms.At(d))
}

// divide divides the answer's world into firms of two sizes.
func (a *Answer) divide(firms *classes.Split) (err error) {
	a.firms, a.Shares = firms, firms.Shares
	if a.Base, err = a.World.Base.Divide(firms.Division(a.World.Base)); err != nil {
		return err
	}
	a.outcomes = append(a.Base.Incomes(a.Economy), a.Base.WelfareOf(a.Economy))
	return nil
}

// gains are small and large firms' first-order gains by each factor, by draw of a world and its linearisation.
func (a *Answer) gains(ctx context.Context, n int, stage string, tell func(string, float64),
	of func(ctx context.Context, i int) (*Answer, *counterfactual.Linear, setting, error)) (small, large [][]float64,
	err error) {
	small, large = make([][]float64, len(a.Factors)), make([][]float64, len(a.Factors))
	for k := range small {
		small[k], large[k] = make([]float64, n), make([]float64, n)
	}
	var done atomic.Int64
	err = draws.Each(ctx, n, func(ctx context.Context, i int) error {
		at, l, set, err := of(ctx, i)
		if err != nil {
			return err
		}
		p, err := pricesOf(ctx, l, at.outcomes[:2])
		if err != nil {
			return err
		}
		for k, f := range a.Factors {
			small[k][i], large[k][i] = at.slope(f, p, 0, set), at.slope(f, p, 1, set)
		}
		tell(stage, float64(done.Add(1))/float64(n))
		return nil
	})
	return small, large, err
}

// standings says how often signs and ranks hold.
func (a *Answer) standings(gain, large [][]float64) {
	for k, f := range a.Factors {
		f.gains = gain[k]
		var more int
		for i, v := range gain[k] {
			if v > large[k][i] {
				more++
			}
		}
		f.SignHeld, f.SmallMore = draws.SignHeld(f.slope[0], gain[k]), float64(more)/float64(len(gain[k]))
	}
	for k, held := range held(a.Factors, a.Draws) {
		a.Factors[k].RankHeld = held
	}
}

// held is in what part of the first n draws each factor has the place among the others that it has centrally.
func held(factors []*Factor, n int) []float64 {
	gain, out, times := make([]float64, len(factors)), make([]float64, len(factors)), make([]int, len(factors))
	for k, f := range factors {
		gain[k] = f.slope[0]
	}
	central := draws.Places(gain)
	for i := range n {
		for k, f := range factors {
			gain[k] = f.gains[i]
		}
		for k, place := range draws.Places(gain) {
			if place == central[k] {
				times[k]++
			}
		}
	}
	for k := range out {
		out[k] = float64(times[k]) / float64(n)
	}
	return out
}

// ends solves each step exactly at the draws in which its first-order gain is at 5 and at 95%, in the world of those.
func (a *Answer) ends(ctx context.Context, gain [][]float64, tell func(string, float64),
	world func(i int) (*Answer, setting, error), of func(f *Factor) (low, high *float64)) error {
	var mu sync.Mutex
	var done atomic.Int64
	return draws.Each(ctx, 2*len(a.Factors), func(ctx context.Context, i int) error {
		f, drawn := a.Factors[i/2], gain[i/2]
		order := make([]int, len(drawn))
		for d := range order {
			order[d] = d
		}
		slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(drawn[x], drawn[y]) })
		at, set, err := world(order[quantile([]float64{.05, .95}[i%2], len(drawn))])
		if err != nil {
			return err
		}
		b, err := at.Base.Respond(set.response)
		if err != nil {
			return err
		}
		o, err := at.solve(ctx, f, set, b, nil)
		if err != nil {
			return err
		}
		v := at.growth(0, o)
		mu.Lock()
		defer mu.Unlock()
		low, high := of(f)
		for _, x := range []float64{v, f.Income} { // the central result is inside its interval
			if !(*low <= x) {
				*low = x
			}
			if !(*high >= x) {
				*high = x
			}
		}
		tell("solving the ends of intervals", float64(done.Add(1))/float64(2*len(a.Factors)))
		return nil
	})
}

// quantile is the position of a quantile among n ordered values.
func quantile(q float64, n int) int { return min(n-1, int(q*float64(n-1)+.5)) }

// abroad adds demand abroad, which is asked where trade is balanced: deficits held in dollars would be a transfer.
func (a *Answer) abroad(ctx context.Context, _ *counterfactual.Linear, tell func(string, float64)) error {
	if !a.choice.takes("exports") || a.choice.ByIndustry || a.choice.Widenings {
		return nil
	}
	tell("balancing trade", 0)
	nan := math.NaN()
	f := &Factor{Name: "demand abroad", Door: "exports", Step: "others' productivity 1%", Block: ForAll, kind: growth,
		RoomMedian: nan, RoomBest: nan, RoomSource: "takes no cost away", Effect: [3]float64{nan, nan, nan},
		OwnEffect: nan, Cost: nan, SharesMore: nan, SharesLow: nan, SharesHigh: nan, FoundLow: nan, FoundHigh: nan}
	own, err := a.balanced(ctx)
	if err != nil {
		return err
	}
	own.Factors = []*Factor{f}
	l, err := own.Base.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return err
	}
	if l, err = l.Respond(ctx, own.central(centralPhi).response); err != nil {
		return err
	}
	p, err := pricesOf(ctx, l, own.outcomes)
	if err != nil {
		return err
	}
	for o := range f.slope {
		f.slope[o] = own.slope(f, p, o, own.central(centralPhi))
	}
	if err := own.exact(ctx, l, tell); err != nil {
		return err
	}
	if err := own.sample(ctx, l, tell); err != nil {
		return err
	}
	a.Factors = append(a.Factors, f)
	if len(f.gains) > 0 {
		f.RankHeld = held(a.Factors, len(f.gains))[len(a.Factors)-1]
	}
	return nil
}

// balanced is the answer's world with balanced trade, in which no factor is asked yet. Each draw there costs as much as
// all others take, so there are as many as shares are drawn with.
func (a *Answer) balanced(ctx context.Context) (*Answer, error) {
	world := *a.World
	world.Draws = min(a.Draws, joint)
	if world.Base = a.Balanced; world.Base == nil {
		var err error
		if world.Base, err = a.World.Base.Purge(ctx); err != nil {
			return nil, err
		}
	}
	out := *a
	out.World = &world
	return &out, out.divide(a.firms)
}

// order ranks factors by what small firms gain.
func (a *Answer) order() {
	slices.SortStableFunc(a.Factors, func(x, y *Factor) int { return cmp.Compare(y.Income, x.Income) })
	for k, f := range a.Factors {
		f.Rank = k + 1
	}
}
