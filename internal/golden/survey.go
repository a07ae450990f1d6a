package golden

import (
	"context"
	"ikat/requirement/survey"
	"slices"
)

type estimate struct{ Value, SE float64 }

func (o *Off) same(what string, got survey.Estimate, want estimate) {
	o.near(what, got.Value, want.Value)
	o.near(what+", error", got.Error, want.SE)
}

func surveys(_ context.Context, o *Off, text []byte) error {
	type given struct {
		ID    string
		Input struct {
			Requirements []string
			Factor       float64 `json:"replicate_factor"`
			Thresholds   struct {
				CostShare float64 `json:"cost_share"`
				Days      float64
				Import    float64 `json:"import_penetration"`
				Export    float64 `json:"export_serving"`
			}
			Firms []struct {
				Stratum            int
				W, Capacity, Sales float64
				Gaps               []string
				GapCost            float64 `json:"gap_cost"`
				GapDays            float64 `json:"gap_days"`
				Import             float64 `json:"import_penetration"`
				Export             float64 `json:"export_serving"`
				Reps               []float64
			}
		}
		Expected struct {
			Qualified    estimate `json:"qualified_firms"`
			H            estimate
			Requirements map[string]struct {
				Stops   estimate `json:"stops_firms"`
				Only    estimate `json:"stops_alone_firms"`
				Alone   float64  `json:"h_gain_alone"`
				Last    float64  `json:"h_gain_last"`
				Shapley float64  `json:"h_gain_shapley"`
			}
			Groups map[string]estimate
		}
	}
	list, err := instances[given](o, text)
	if err != nil {
		return err
	}
	for _, g := range list {
		s := survey.Sample{Design: survey.Design{Factor: g.Input.Factor}}
		for _, f := range g.Input.Firms {
			firm := survey.Firm{Capacity: f.Capacity, Sales: f.Sales, GapCost: f.GapCost, GapDays: f.GapDays,
				ImportPenetration: f.Import, ExportServing: f.Export}
			for _, r := range f.Gaps {
				firm.Gaps = append(firm.Gaps, slices.Index(g.Input.Requirements, r))
			}
			s.Firms = append(s.Firms, firm)
			s.Weights = append(s.Weights, f.W)
			s.Replicates = append(s.Replicates, f.Reps)
		}
		got, want := s.Stopped(len(g.Input.Requirements), survey.Asked), g.Expected
		o.same(g.ID+" qualified", got.Qualified, want.Qualified)
		o.same(g.ID+" h", got.Capacity, want.H)
		for k, r := range g.Input.Requirements {
			w := want.Requirements[r]
			o.same(g.ID+" stops", got.Requirements[k].Stops, w.Stops)
			o.same(g.ID+" stops alone", got.Requirements[k].Alone, w.Only)
			o.near(g.ID+" alone", got.Requirements[k].GainAlone.Value, w.Alone)
			o.near(g.ID+" last", got.Requirements[k].GainLast.Value, w.Last)
			o.near(g.ID+" Shapley", got.Requirements[k].GainShapley.Value, w.Shapley)
		}
		groups := s.Groups(survey.Thresholds{CostShare: g.Input.Thresholds.CostShare, Days: g.Input.Thresholds.Days,
			ImportPenetration: g.Input.Thresholds.Import, ExportServing: g.Input.Thresholds.Export})
		o.same(g.ID+" ready", groups[survey.Ready], want.Groups["ready"])
		o.same(g.ID+" insulated", groups[survey.Insulated], want.Groups["insulated"])
		o.same(g.ID+" contestable", groups[survey.Within], want.Groups["contestable"])
	}
	return nil
}
