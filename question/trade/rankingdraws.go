package trade

import (
	"context"

	"ikat/border"
	"ikat/classes"
	"ikat/counterfactual"
	"ikat/ranking"
)

// draws draws what is not known.
func (r *links) draws(b *counterfactual.Baseline) (*ranking.Draws, error) {
	var costs *border.Unknown
	if r.at != nil {
		costs = r.at.Unknown
	}
	u, err := drawn(r.t, r.Elasticities[0], costs, r.Draws, r.Seed)
	if err != nil {
		return nil, err
	}
	r.drawn = u.said()
	shares, err := r.drawnShares(u)
	if err != nil {
		return nil, err
	}
	return &ranking.Draws{
		Sample: u.sample,
		Exact:  exactDraws,
		Check:  checkedDraws,
		At: func(i int) ranking.Setting {
			s := ranking.Setting{Theta: u.theta(i)}
			if shares != nil {
				s.Model = func(ctx context.Context) (*counterfactual.Linear, error) { return shares(ctx, i) }
			}
			if costs != nil {
				c := u.at(i)
				s.Fall = spread(b, r.fall(r.at.Borders.Priced(c), r.at.Benchmark, c.Theta))
			}
			return s
		},
	}, nil
}

// drawnShares returns the model of a draw where firms are divided: their shares by industry are drawn too, from all
// that the statistics allow. nil where nothing rests on shares.
func (r *links) drawnShares(u *unknown) (func(ctx context.Context, i int) (*counterfactual.Linear, error), error) {
	if len(r.economies) == 0 {
		return nil, nil
	}
	drawn, err := walks(r.splits, r.Draws, r.Seed)
	if err != nil {
		return nil, err
	}
	for _, n := range r.economies {
		r.drawn = append(r.drawn, sharesDrawn(r.splits[n]))
	}
	return func(ctx context.Context, i int) (*counterfactual.Linear, error) {
		b, _, err := r.undivided(ctx, u.theta(i))
		if err != nil {
			return nil, err
		}
		splits := map[int]*classes.Split{}
		for n, s := range r.splits {
			splits[n] = s.At(drawn[n][i])
		}
		if b, err = r.dividedBy(b, splits); err != nil {
			return nil, err
		}
		return b.Linearise(ctx, counterfactual.Held)
	}, nil
}
