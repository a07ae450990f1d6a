package factors

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/draws"
	"ikat/sme"
)

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
	a.flows = a.Base.Flows()
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
			var grown [2]float64
			at.slopes(f, p, set, grown[:])
			small[k][i], large[k][i] = grown[0], grown[1]
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
