package main

import (
	"context"
	"fmt"

	"ikat/counterfactual"
	"ikat/draws"
	"ikat/factors"
	"ikat/isic"
	"ikat/question/trade"
	"ikat/sme"
)

// more prints in which part of drawn splits small firms gain more than large ones by measures for all firms: by
// sampler, with the response central and drawn.
func more(ctx context.Context, w *world, n int, first bool) error {
	if first {
		fmt.Println("| economy | measure | hit-and-run | drawn odds | hit-and-run, response drawn | drawn odds, response " +
			"drawn |")
		fmt.Println("| --- | --- | ---: | ---: | ---: | ---: |")
	}
	var counts [3][4]float64 // by measure: exports, tariffs abroad, imports
	for k, how := range []sme.Drawing{sme.HitAndRun, sme.DrawnOdds} {
		drawn, err := sme.DrawShares(w.split.Accounts, w.split.Statistics, how, n, 1)
		if err != nil {
			return err
		}
		responses, err := w.responses(n)
		if err != nil {
			return err
		}
		for i, d := range drawn {
			gains, err := w.gains(ctx, d, responses[i])
			if err != nil {
				return err
			}
			for r, of := range gains {
				for m, g := range of {
					if g[0] > g[1] {
						counts[m][2*r+k] += 100 / float64(n)
					}
				}
			}
		}
	}
	for m, name := range []string{"exports of goods, 1% of cost", "tariffs abroad, 1 point", "imports of goods, 1%"} {
		c := counts[m]
		fmt.Printf("| %s | %s | %.0f%% | %.0f%% | %.0f%% | %.0f%% |\n", w.code, name, c[0], c[1], c[2], c[3])
	}
	return nil
}

// responses draws elasticities, η over θ and φ.
func (w *world) responses(n int) ([]counterfactual.Response, error) {
	theta, err := trade.ThetaInputs(w.table, w.set)
	if err != nil {
		return nil, err
	}
	inputs := append(theta, draws.Input{Name: "eta/theta", Dist: factors.Usual.Eta},
		draws.Input{Name: "phi", Dist: factors.Usual.Specific})
	s, err := draws.Plan{Inputs: inputs, N: n, Seed: 1}.Sample()
	if err != nil {
		return nil, err
	}
	var out []counterfactual.Response
	for i := range n {
		row := s.Row(i)
		r := counterfactual.Response{Theta: row[:len(theta)], Specific: row[len(theta)+1],
			Market: counterfactual.ByClass}
		for _, t := range r.Theta {
			r.Eta = append(r.Eta, t*row[len(theta)])
		}
		out = append(out, r)
	}
	return out, nil
}

// gains are small and large firms' growth by measure, to first order, with the central response and with another.
func (w *world) gains(ctx context.Context, d sme.Drawn, other counterfactual.Response) (out [2][3][2]float64,
	err error) {
	split, shares := *w.split, *w.split.Shares
	shares.Output, shares.ValueAdded, shares.Exports = d.Output, d.Output, d.Exports
	split.Shares = &shares
	b, err := w.base.Divide(split.Division(w.base))
	if err != nil {
		return out, err
	}
	central, err := b.Linearise(ctx, counterfactual.Held)
	if err != nil {
		return out, err
	}
	drawn, err := central.Respond(ctx, other)
	if err != nil {
		return out, err
	}
	goods := isic.Goods(w.table.Industries, w.table.IndustryNames)
	for k, l := range []*counterfactual.Linear{central, drawn} {
		values, err := l.Values(ctx, b.Incomes(w.economy)[:2])
		if err != nil {
			return out, err
		}
		for c, v := range values {
			cost := v.Gradient()
			tariff := v.Tariff(cost)
			for at := range cost {
				j, door, s := b.Ends(at)
				if !goods[j] || !b.Crosses(at) {
					continue
				}
				switch {
				case b.Suppliers()[s].Economy == w.economy:
					out[k][0][c] -= cost[at]
					out[k][1][c] -= tariff[at]
				case b.Doors()[door].Economy == w.economy:
					out[k][2][c] -= cost[at]
				}
			}
		}
	}
	return out, nil
}
