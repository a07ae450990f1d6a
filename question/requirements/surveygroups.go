package requirements

import (
	"context"
	"fmt"
	"math"
	"slices"

	"ikat/requirement"
	"ikat/requirement/path"
	"ikat/requirement/survey"
	"ikat/result"
)

// published are the shares that the OECD gives for its groups of small and medium firms.
var published = []string{"5 to 10%", "25 to 50%, both kinds", "25 to 50%, both kinds", "about 40%", ""}

// oecd divides firms into those ready, within reach, beyond reach and insulated.
func (s *stop) oecd(ctx context.Context) (*result.Frame, error) {
	out := s.frame("Firms that are ready, contestable and insulated")
	sample := *s.sample
	sample.Firms = slices.Clone(sample.Firms)
	if err := s.gapCosts(ctx, &sample, out); err != nil {
		return nil, err
	}
	groups := sample.Groups(s.limits)
	names := []string{"ready", "contestable, within reach", "contestable, beyond reach", "insulated", "not known"}
	if groups[survey.NotKnown].Value > 0 {
		out.Warn(
			"stopped.not-known",
			"Of some firms too little is known: what their gaps cost, or whether their industry is exposed "+
				"(the mapping's fields import_penetration and export_serving).",
		)
	}
	out.Note(
		"stopped.thresholds",
		"Ready: gaps cost at most {cost} of sales and take at most {days} days. Contestable: imports "+
			"in home use, or output that serves exports, of the firm's industry are at least {exposed}. Shares are never "+
			"forced "+
			"to those published, which add up to 70 to 100%.",
		"cost",
		percent(s.limits.CostShare),
		"days",
		s.limits.Days,
		"exposed",
		percent(s.limits.ExportServing),
	)
	of := out.Of(result.Estimate, len(groups))
	of.Text("group", "Group", func(k int) string { return names[k] })
	estimated(of, "share", "Share", "share of firms", func(k int) survey.Estimate { return groups[k] })
	of.Whole("firms", "Firms", "", "firms of the survey", result.Accounting, each(len(groups), func(k int) int64 {
		return int64(groups[k].Firms)
	}))
	of.Text("published", "OECD", func(k int) string { return published[k] })
	return out, nil
}

func percent(v float64) string { return fmt.Sprintf("%.4g%%", 100*v) }

// gapCosts fills in what the gaps of each firm would cost and take, where the survey does not say: the cheapest way
// with what it does not ask taken as held, the same for firms with the same gaps.
func (s *stop) gapCosts(ctx context.Context, sample *survey.Sample, out *result.Frame) error {
	if s.rate == 0 {
		out.Warn(
			"stopped.no-rate",
			"Without the choice exchange-rate what gaps cost cannot be set beside sales in the survey's currency: "+
				"only firms without gaps are known to be ready.",
		)
	}
	type way struct{ cost, days float64 }
	known := map[string]way{}
	for k := range sample.Firms {
		f := &sample.Firms[k]
		switch {
		case !math.IsNaN(f.GapCost):
			continue // the survey says it
		case len(f.Unknown) > 0:
			continue
		case len(f.Gaps) == 0:
			f.GapCost, f.GapDays = 0, 0
			if math.IsNaN(f.Sales) {
				f.Sales = 1
			}
			continue
		case s.rate == 0:
			continue
		}
		key := fmt.Sprint(f.Gaps)
		w, ok := known[key]
		if !ok {
			var err error
			if w.cost, w.days, err = s.closing(ctx, f.Gaps); err != nil {
				return err
			}
			known[key] = w
		}
		f.GapCost, f.GapDays = w.cost*s.rate, w.days
	}
	return nil
}

// closing is the least cost of closing some gaps, and its days.
func (s *stop) closing(ctx context.Context, gaps []int) (cost, days float64, err error) {
	f := &requirement.Firm{Size: requirement.Sizes[requirement.Small]}
	one := &requirement.Sheet{}
	for _, k := range gaps {
		f.Lacks = append(f.Lacks, s.id(k))
		if s.registry.Find(s.id(k)) == nil {
			return math.Inf(1), math.Inf(1), nil
		}
		one.Demands = append(one.Demands, requirement.Demand{Requirement: s.id(k), Level: math.NaN()})
	}
	c := &requirement.Case{Registry: s.registry, Sheet: one, Firm: f}
	p, err := c.Ways(requirement.Small, requirement.Held).Cheapest(ctx, path.Ask{})
	if err != nil {
		return 0, 0, err
	}
	if p == nil {
		return math.Inf(1), math.Inf(1), nil
	}
	return p.Cost, float64(p.Day), nil
}
