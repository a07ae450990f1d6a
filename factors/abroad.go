package factors

import (
	"context"
	"math"

	"ikat/counterfactual"
)

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
	l, err := own.linear(ctx)
	if err != nil {
		return err
	}
	p, err := pricesOf(ctx, l, own.outcomes)
	if err != nil {
		return err
	}
	own.slopes(f, p, own.central(centralPhi), f.slope[:])
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
