package requirements

import (
	"context"
	"math"

	"ikat/result"
	"ikat/say"
)

func (s *stop) prose(ctx context.Context, page *say.Page) error {
	buyer := ""
	if s.sheet != nil {
		buyer = buyerName(page.Voice, s.sheet)
	}
	page.Title("stopped.title", say.Args{"buyer": buyer, "firms": len(s.data.Firms)})
	worst, gain := 0, 0
	for k, one := range s.result.Requirements {
		if most := s.result.Requirements[worst].Stops.Value; one.Stops.Value > most || math.IsNaN(most) {
			worst = k
		}
		if most := s.result.Requirements[gain].GainShapley.Value; one.GainShapley.Value > most || math.IsNaN(most) {
			gain = k
		}
	}
	if len(s.known) == 0 || math.IsNaN(s.result.Requirements[worst].Stops.Value) {
		page.Sentence("stopped.none")
	} else {
		w, g := s.result.Requirements[worst], s.result.Requirements[gain]
		page.Sentence("stopped.most", say.Args{"name": page.Label(s.name(worst)), "share": w.Stops.Value,
			"error": w.Stops.Error, "alone": w.Alone.Value, "other": page.Label(s.name(gain)), "same": worst == gain,
			"adds": g.GainShapley.Value, "qualified": s.result.Capacity.Value,
			"measured": !math.IsNaN(s.result.Capacity.Value), "qualified_error": s.result.Capacity.Error})
	}
	page.Heading("stopped.requirements")
	page.Frame(bare(s.requirements()))
	page.Heading("stopped.qualified")
	page.Frame(bare(s.qualified()))
	page.Heading("stopped.heat")
	page.Frame(bare(s.heat()))
	page.Heading("stopped.groups")
	groups, err := s.oecd(ctx)
	if err != nil {
		return err
	}
	groupNotes := groups.Notes
	page.Frame(bare(groups))
	page.Basis(groupNotes, []result.Source{ofSurvey, ofRegistry})
	return nil
}
