package golden

import (
	"context"
	"ikat/sourcing"
	"math"
)

type goldenNetwork struct {
	A, T, Days [][]float64
	V          []float64
	FinalCost  float64 `json:"t_final"`
	FinalDays  float64 `json:"days_final"`
	Theta      float64
	Price      float64 `json:"price_base"`
	Product    int
	Missing    []string `json:"requirements_missing"`
}

func (g goldenNetwork) network() *sourcing.Network {
	return &sourcing.Network{A: g.A, Value: g.V, Cost: g.T, Days: g.Days, FinalCost: g.FinalCost, FinalDays: g.FinalDays,
		Theta: g.Theta, Price: g.Price, Product: g.Product, Missing: g.Missing}
}

type goldenSpot struct {
	What sourcing.Part
	Link []*int
}

func (g goldenSpot) spot() sourcing.Spot {
	s := sourcing.Spot{Part: g.What, From: -1, To: -1}
	for k, to := range []*int{&s.From, &s.To} {
		if k < len(g.Link) && g.Link[k] != nil {
			*to = *g.Link[k]
		}
	}
	return s
}

func networks(ctx context.Context, o *Off, text []byte) error {
	type input struct {
		A, B   goldenNetwork
		Levers []struct {
			goldenSpot
			ID     string
			To     *float64
			Cost   float64
			Closes []string
		}
	}
	type expected struct {
		Landed, Days map[string]float64
		Loser        string
		Single       []struct {
			goldenSpot
			Equal  float64 `json:"equal_at"`
			Change float64 `json:"relative_change"`
		}
		Turn *struct{ Cost float64 } `json:"cheapest_turn"`
	}
	return each(o, text, func(id string, in input, want expected) error {
		got, err := sourcing.Compete(ctx, in.A.network(), in.B.network(),
			func(int) (out []sourcing.Lever) {
				for _, l := range in.Levers {
					lever := sourcing.Lever{ID: l.ID, Spot: l.spot(), Cost: l.Cost, Closes: l.Closes, Only: l.To == nil}
					if l.To != nil {
						lever.To = *l.To
					}
					out = append(out, lever)
				}
				return out
			})
		if err != nil {
			return err
		}
		for k, name := range []string{"a", "b"} {
			o.near(id+" landed", got.Landed[k], want.Landed[name])
			o.near(id+" days", got.Days[k], want.Days[name])
		}
		if [2]string{"a", "b"}[got.Loser] != want.Loser {
			o.differ("%s: %d loses", id, got.Loser)
		}
		if len(got.Single) != len(want.Single) {
			o.differ("%s: %d turns, want %d: %v", id, len(got.Single), len(want.Single), got.Single)
			return nil
		}
		for k, want := range want.Single {
			if s := got.Single[k]; s.Spot != want.spot() || math.Abs(s.Equal-want.Equal) > 1e-8*(1+want.Equal) ||
				math.Abs(s.Change()-want.Change) > 1e-8 {
				o.differ("%s: %+v, want %+v", id, s, want)
			}
		}
		cost := math.Inf(1)
		if want.Turn != nil {
			cost = want.Turn.Cost
		}
		if got.CheapestCost != cost {
			o.differ("%s: turned for %v, want %v", id, got.CheapestCost, cost)
		}
		return nil
	})
}
