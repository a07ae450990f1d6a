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
	type input struct {
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
	type expected struct {
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
	return each(o, text, func(id string, in input, want expected) error {
		s := survey.Sample{Design: survey.Design{Factor: in.Factor}}
		for _, f := range in.Firms {
			firm := survey.Firm{Capacity: f.Capacity, Sales: f.Sales, GapCost: f.GapCost, GapDays: f.GapDays,
				ImportPenetration: f.Import, ExportServing: f.Export}
			for _, r := range f.Gaps {
				firm.Gaps = append(firm.Gaps, slices.Index(in.Requirements, r))
			}
			s.Firms = append(s.Firms, firm)
			s.Weights = append(s.Weights, f.W)
			s.Replicates = append(s.Replicates, f.Reps)
		}
		got := s.Stopped(len(in.Requirements), survey.Asked)
		o.same(id+" qualified", got.Qualified, want.Qualified)
		o.same(id+" h", got.Capacity, want.H)
		for k, r := range in.Requirements {
			w := want.Requirements[r]
			o.same(id+" stops", got.Requirements[k].Stops, w.Stops)
			o.same(id+" stops alone", got.Requirements[k].Alone, w.Only)
			o.near(id+" alone", got.Requirements[k].GainAlone.Value, w.Alone)
			o.near(id+" last", got.Requirements[k].GainLast.Value, w.Last)
			o.near(id+" Shapley", got.Requirements[k].GainShapley.Value, w.Shapley)
		}
		groups := s.Groups(survey.Thresholds{CostShare: in.Thresholds.CostShare, Days: in.Thresholds.Days,
			ImportPenetration: in.Thresholds.Import, ExportServing: in.Thresholds.Export})
		o.same(id+" ready", groups[survey.Ready], want.Groups["ready"])
		o.same(id+" insulated", groups[survey.Insulated], want.Groups["insulated"])
		o.same(id+" contestable", groups[survey.Within], want.Groups["contestable"])
		return nil
	})
}
