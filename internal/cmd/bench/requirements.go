package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"ikat/requirement/portfolio"
	"ikat/requirement/survey"
)

// requirements times the largest questions about what buyers ask, on made-up firms.
func requirements(ctx context.Context, r *report) error {
	r.say("\n## Requirements, made-up firms\n")
	r.say("| work | seconds | |")
	r.say("| --- | --- | --- |")
	sample := madeUpSurvey(10_000, 40)
	start := time.Now()
	result := sample.Stopped(40, survey.Asked)
	r.say("| what stops 10,000 firms before 40 requirements: shares, alone, Shapley, errors | %.2f | %.1f%% of capacity "+
		"qualified |", time.Since(start).Seconds(), 100*result.Capacity.Value)
	problem, err := madeUpAgency(2000, 30)
	if err != nil {
		return err
	}
	start = time.Now()
	plan, err := problem.Best(ctx, portfolio.Search{Gap: .005})
	if err != nil {
		return err
	}
	r.say("| programmes for 2,000 firms from 30, to a gap of 0.5%% | %.2f | gap proved: %.2f%% |",
		time.Since(start).Seconds(), 100*plan.Gap())
	return nil
}

// madeUpSurvey is a survey with weights and strata, whose firms lack a tenth of what is asked.
func madeUpSurvey(firms, asked int) *survey.Sample {
	draw := rand.New(rand.NewPCG(1, 2))
	s := &survey.Sample{}
	for range firms {
		f := survey.Firm{Capacity: draw.ExpFloat64()}
		for k := range asked {
			if draw.IntN(10) == 0 {
				f.Gaps = append(f.Gaps, k)
			}
		}
		s.Firms = append(s.Firms, f)
		s.Weights = append(s.Weights, 1+20*draw.Float64())
		s.Strata = append(s.Strata, draw.IntN(60))
	}
	return s
}

// madeUpAgency is a plan whose budget pays for a third of what there is to buy; half of the programmes have few seats.
func madeUpAgency(firms, programmes int) (*portfolio.Problem, error) {
	draw := rand.New(rand.NewPCG(3, 4))
	p := &portfolio.Problem{}
	for k := range programmes {
		g := portfolio.Programme{ID: fmt.Sprint("p", k), Closes: []int{k % 20, draw.IntN(20)},
			Launch: 5000 + 40000*draw.Float64(), PerFirm: 500 + 9000*draw.Float64(), Seats: portfolio.NoLimit}
		if k%2 == 1 {
			g.Seats = 50 + draw.IntN(200)
		}
		p.Programmes = append(p.Programmes, g)
	}
	for k := range 6 {
		p.Markets = append(p.Markets, portfolio.Market{ID: fmt.Sprint("m", k), K: 1e6 * (1 + draw.Float64()),
			Now: 200 + 400*draw.Float64()})
	}
	for k := range firms {
		f := portfolio.Firm{ID: fmt.Sprint("f", k), Weight: 1, Capacity: 1 + 5*draw.ExpFloat64(), Market: draw.IntN(6)}
		for range 1 + draw.IntN(4) {
			f.Gaps = append(f.Gaps, draw.IntN(20))
		}
		p.Firms = append(p.Firms, f)
	}
	all, err := p.Everything()
	p.Budget = all / 3
	return p, err
}
