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

func (in *portfolioInput) problem() *portfolio.Problem {
	p := &portfolio.Problem{Budget: in.Budget}
	var names []string
	number := func(list []string) (out []int) {
		for _, r := range list {
			if !slices.Contains(names, r) {
				names = append(names, r)
			}
			out = append(out, slices.Index(names, r))
		}
		return out
	}
	for _, g := range in.Programmes {
		seats := portfolio.NoLimit
		if g.Capacity != nil {
			seats = *g.Capacity
		}
		p.Programmes = append(p.Programmes, portfolio.Programme{ID: g.ID, Closes: number(g.Closes), Launch: g.Launch,
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
			Gaps: number(f.Gaps)})
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

type portfolioInstance struct {
	ID       string
	Input    portfolioInput
	Expected portfolioAnswer
}

func rules(ctx context.Context, o *Off, text []byte) error {
	list, err := instances[portfolioInstance](o, text)
	if err != nil {
		return err
	}
	for _, g := range list {
		p := g.Input.problem()
		greedy, err := p.Greedy()
		if err != nil {
			return err
		}
		first, err := p.FirstCome()
		if err != nil {
			return err
		}
		o.near(g.ID+" greedy", greedy.Value, g.Expected.Greedy)
		o.near(g.ID+" first come", first.Value, g.Expected.FirstCome)
	}
	return nil
}

func portfolios(ctx context.Context, o *Off, text []byte) error {
	list, err := instances[portfolioInstance](o, text)
	if err != nil {
		return err
	}
	for _, g := range list {
		got, err := g.Input.problem().Best(ctx, portfolio.Search{})
		if err != nil {
			return err
		}
		o.near(g.ID, got.Value, g.Expected.Value)
		o.near(g.ID+" proved", got.Upper, g.Expected.Value)
	}
	return nil
}

func atScale(ctx context.Context, o *Off, text []byte) error {
	list, err := instances[portfolioInstance](o, text)
	if err != nil {
		return err
	}
	for _, g := range list {
		got, err := g.Input.problem().Best(ctx, portfolio.Search{Gap: .005})
		if err != nil {
			return err
		}
		o.near(g.ID+" is proved to", max(.005, got.Gap()), .005)
		if got.Gap() > .005 || got.Value > g.Expected.Upper*(1+1e-9) || got.Upper < g.Expected.BestKnown {
			o.differ("%v, at most %v; known are %v and %v", got.Value, got.Upper, g.Expected.BestKnown, g.Expected.Upper)
		}
	}
	return nil
}

func information(_ context.Context, o *Off, text []byte) error {
	type given struct {
		ID    string
		Input struct {
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
		Expected struct {
			Expected, EVPI float64
			Answers        map[string]struct {
				EVPPI   float64
				Changes float64 `json:"changes_choice_with_probability"`
			}
		}
	}
	list, err := instances[given](o, text)
	if err != nil {
		return err
	}
	for _, g := range list {
		var names []string
		number := func(list ...string) (out []int) {
			for _, r := range list {
				if !slices.Contains(names, r) {
					names = append(names, r)
				}
				out = append(out, slices.Index(names, r))
			}
			return out
		}
		b := portfolio.Bet{Budget: g.Input.Budget}
		at := map[string]int{}
		for _, o := range g.Input.Programmes {
			b.Programmes = append(b.Programmes, portfolio.Offer{ID: o.ID, Closes: number(o.Closes...), Cost: o.Cost})
		}
		for n, f := range g.Input.Firms {
			at[f.ID] = n
			b.Firms = append(b.Firms, portfolio.Sure{Value: f.Value, Gaps: number(f.Gaps...)})
		}
		for _, u := range g.Input.Uncertain {
			b.Uncertain = append(b.Uncertain, portfolio.Doubt{ID: u.ID, Firm: at[u.Firm], Gap: number(u.Requirement)[0],
				P: u.P})
		}
		got, err := b.Know()
		if err != nil {
			return err
		}
		o.near(g.ID+" expected", got.Expected, g.Expected.Expected)
		o.near(g.ID+" perfect", got.Perfect, g.Expected.EVPI)
		for k, u := range b.Uncertain {
			o.near(g.ID+" "+u.ID, got.Answers[k].Worth, g.Expected.Answers[u.ID].EVPPI)
			o.near(g.ID+" changes "+u.ID, got.Answers[k].Changes, g.Expected.Answers[u.ID].Changes)
		}
	}
	return nil
}
