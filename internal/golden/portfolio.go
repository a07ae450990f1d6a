package golden

import (
	"context"
	"ikat/requirement/portfolio"
	"slices"
)

type portfolioInput struct {
	Programmes []struct {
		ID       string
		Closes   []string
		Launch   float64
		PerFirm  float64 `json:"per_firm"`
		Capacity *int
	}
	Markets []struct {
		ID  string
		K   float64
		Now float64 `json:"qualified_now"`
	}
	Firms []struct {
		ID       string
		W        int
		Capacity float64
		Market   string
		Gaps     []string
	}
	Budget float64
}

// numbered are requirements in the order in which they are named.
type numbered []string

func (n *numbered) of(list ...string) (out []int) {
	for _, r := range list {
		if !slices.Contains(*n, r) {
			*n = append(*n, r)
		}
		out = append(out, slices.Index(*n, r))
	}
	return out
}

func (in *portfolioInput) problem() *portfolio.Problem {
	p := &portfolio.Problem{Budget: in.Budget}
	var names numbered
	for _, g := range in.Programmes {
		seats := portfolio.NoLimit
		if g.Capacity != nil {
			seats = *g.Capacity
		}
		p.Programmes = append(p.Programmes, portfolio.Programme{ID: g.ID, Closes: names.of(g.Closes...), Launch: g.Launch,
			PerFirm: g.PerFirm, Seats: seats})
	}
	for _, m := range in.Markets {
		p.Markets = append(p.Markets, portfolio.Market(m))
	}
	for _, f := range in.Firms {
		market := 0
		for n, m := range in.Markets {
			if m.ID == f.Market {
				market = n
			}
		}
		p.Firms = append(p.Firms, portfolio.Firm{ID: f.ID, Weight: f.W, Capacity: f.Capacity, Market: market,
			Gaps: names.of(f.Gaps...)})
	}
	return p
}

type portfolioAnswer struct {
	Value, Cost float64
	Upper       float64 `json:"upper_bound"`
	Greedy      float64
	FirstCome   float64 `json:"first_come"`
	BestKnown   float64 `json:"best_known"`
}

func rules(ctx context.Context, o *Off, text []byte) error {
	return each(o, text, func(id string, in portfolioInput, want portfolioAnswer) error {
		p := in.problem()
		greedy, err := p.Greedy()
		if err != nil {
			return err
		}
		first, err := p.FirstCome()
		if err != nil {
			return err
		}
		o.near(id+" greedy", greedy.Value, want.Greedy)
		o.near(id+" first come", first.Value, want.FirstCome)
		return nil
	})
}

func portfolios(ctx context.Context, o *Off, text []byte) error {
	return each(o, text, func(id string, in portfolioInput, want portfolioAnswer) error {
		got, err := in.problem().Best(ctx, portfolio.Search{})
		if err != nil {
			return err
		}
		o.near(id, got.Value, want.Value)
		o.near(id+" proved", got.Upper, want.Value)
		return nil
	})
}

func atScale(ctx context.Context, o *Off, text []byte) error {
	return each(o, text, func(id string, in portfolioInput, want portfolioAnswer) error {
		got, err := in.problem().Best(ctx, portfolio.Search{Gap: .005})
		if err != nil {
			return err
		}
		o.near(id+" is proved to", max(.005, got.Gap()), .005)
		if got.Gap() > .005 || got.Value > want.Upper*(1+1e-9) || got.Upper < want.BestKnown {
			o.differ("%v, at most %v; known are %v and %v", got.Value, got.Upper, want.BestKnown, want.Upper)
		}
		return nil
	})
}

func information(_ context.Context, o *Off, text []byte) error {
	type input struct {
		Programmes []struct {
			ID     string
			Closes []string
			Cost   float64
		}
		Firms []struct {
			ID    string
			Value float64
			Gaps  []string
		}
		Uncertain []struct {
			ID, Firm, Requirement string
			P                     float64
		}
		Budget float64
	}
	type expected struct {
		Expected, EVPI float64
		Answers        map[string]struct {
			EVPPI   float64
			Changes float64 `json:"changes_choice_with_probability"`
		}
	}
	return each(o, text, func(id string, in input, want expected) error {
		var names numbered
		b := portfolio.Bet{Budget: in.Budget}
		at := map[string]int{}
		for _, o := range in.Programmes {
			b.Programmes = append(b.Programmes, portfolio.Offer{ID: o.ID, Closes: names.of(o.Closes...), Cost: o.Cost})
		}
		for n, f := range in.Firms {
			at[f.ID] = n
			b.Firms = append(b.Firms, portfolio.Sure{Value: f.Value, Gaps: names.of(f.Gaps...)})
		}
		for _, u := range in.Uncertain {
			b.Uncertain = append(b.Uncertain, portfolio.Doubt{ID: u.ID, Firm: at[u.Firm], Gap: names.of(u.Requirement)[0],
				P: u.P})
		}
		got, err := b.Know()
		if err != nil {
			return err
		}
		o.near(id+" expected", got.Expected, want.Expected)
		o.near(id+" perfect", got.Perfect, want.EVPI)
		for k, u := range b.Uncertain {
			o.near(id+" "+u.ID, got.Answers[k].Worth, want.Answers[u.ID].EVPPI)
			o.near(id+" changes "+u.ID, got.Answers[k].Changes, want.Answers[u.ID].Changes)
		}
		return nil
	})
}
