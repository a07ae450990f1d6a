package firms

import (
	"context"
	"math"
	"slices"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/indicators"
	"ikat/known"
	"ikat/leontief"
	"ikat/question"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/say"
	"ikat/sme"
)

// fromPublished answers from published results, without a table. missed is why there is no table to answer from, nil
// where nobody wanted one.
//
// Error: missed where nothing is published of the economy; fault.Invalid for a table named beside a year; as
// known.SmallFirmsOf.
func fromPublished(r *question.Request, missed error) (*question.Answer, error) {
	if r.Chosen("table") {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "year", What: "it is given beside a table",
			Why: "A year is one of the published results, and a table has its own", Fix: "Give one of the two"}
	}
	e, err := economies.Resolve(r.One("economy"))
	if err != nil {
		return nil, first(missed, err)
	}
	own, err := ownStatistics(r, e.Code)
	if err != nil {
		return nil, err
	}
	year := r.Whole("year")
	if year == 0 {
		year = indicators.ADB62.Latest()
	}
	s, err := known.SmallFirmsOf(e, year, own)
	if err != nil {
		return nil, err
	}
	return told(r, s), nil
}

// told is the answer as whoever asks wants it.
func told(r *question.Request, s *known.SmallFirms) *question.Answer {
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		publishedProse(page, s)
		return &question.Answer{Prose: page}
	}
	return &question.Answer{Frames: []*result.Frame{s.Frame()}}
}

// ranged answers from a table about an economy of which nobody publishes how exports are split by firm size: a range
// over all that capacity allows, and no point. ok is false where a statistic says it.
//
// Error: as EstimateOf.
func ranged(ctx context.Context, r *question.Request, q Request) (answer *question.Answer, ok bool, err error) {
	system, err := r.Engine.System(ctx, q.Table, leontief.Options{Groups: q.Groups, Basis: q.ValueAdded}, r.Progress)
	if err != nil {
		return nil, false, err
	}
	code, err := system.Find(q.Economy)
	if err != nil {
		return nil, false, err
	}
	all, err := q.AllStatistics()
	if err != nil {
		return nil, false, err
	}
	stats, err := all.Of(code)
	if err != nil || slices.ContainsFunc(stats, func(s sme.Statistic) bool { return s.Indicator == sme.Exports }) {
		return nil, false, err
	}
	split, err := sizes.Of(ctx, system, code, stats)
	if err != nil {
		return nil, false, err
	}
	t := system.Table
	s := &known.SmallFirms{Economy: economies.Economy{Code: code, Name: engine.EconomyName(t, code)}, Year: t.Year,
		Statistics: stats, Unit: t.Money(), Industries: split.Economy.Label, Names: map[string]string{},
		Source: engine.SourceOf(t), Basis: engine.Notes(system)}
	for _, label := range s.Industries {
		s.Names[label] = t.IndustryName(label)
	}
	e := split.Economy
	p := &sme.Published{Code: code, Source: t.Ref(), Industries: e.Label, Output: e.X, ValueAdded: e.VA,
		Exports: e.Exports}
	small, large := split.ByIndustry(sme.Small), split.ByIndustry(sme.Large)
	for i := range small { // of both, which no split changes
		p.InExports = append(p.InExports, small[i]+large[i])
		s.Exports += e.Exports[i]
	}
	if err := s.Split(p); err != nil {
		return nil, true, err
	}
	return told(r, s), true, nil
}

// first returns the first error there is.
func first(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}

// ownStatistics are those of the reader's files about an economy.
func ownStatistics(r *question.Request, code string) (sme.Statistics, error) {
	if !r.Chosen("stats") {
		return nil, nil
	}
	all, err := sizes.Statistics(r.All("stats"))
	if err != nil {
		return nil, err
	}
	all, err = all.Of(code)
	built := known.Statistics()
	return slices.DeleteFunc(all, func(s sme.Statistic) bool { return slices.Contains(built, s) }), err
}

// publishedProse writes the answer: the share first, a point only where there is one.
func publishedProse(page *say.Page, s *known.SmallFirms) {
	point, low, high := s.Share()
	title := say.Args{"name": s.Economy.Name, "year": s.Year, "source": s.Source.Table}
	if s.Source.Table == "" {
		title["year"] = 0
	}
	page.Title("smallfirms.title", title)
	said := say.Args{
		"years": years(s.Statistics),
		"name":  s.Economy.Name,
		"year":  s.Year,
		"share": point,
		"low":   low,
		"high":  high,
		"all":   s.Range.Total,
		"unit":  s.Unit,
	}
	switch {
	case math.IsNaN(s.Range.Total):
		page.Sentence("smallfirms.unbounded", say.Args{"name": s.Economy.Name, "years": years(s.Statistics)})
	case s.Point == nil:
		page.Sentence("smallfirms.range", said)
	default:
		page.Sentence("smallfirms.point", said)
	}
	if !math.IsNaN(s.Range.AlikeLow) {
		page.Sentence("smallfirms.alike", say.Args{"low": s.Range.AlikeLow / s.Range.Total,
			"high": s.Range.AlikeHigh / s.Range.Total})
	}
	if s.Point != nil {
		page.Heading("firms.industries")
		g := grid(page, []string{"industry", ""}, nil)
		scale := page.ScaleOf(s.Point.Small, s.Unit)
		g.Columns(true, scale.Unit, page.Say("firms.share"), page.Say("smallfirms.of-industry"))
		for _, i := range largestFirst(s.Point.ByIndustry) {
			code := s.Industries[i]
			g.Row(code, s.Names[code], page.Number(s.Point.ByIndustry[i]/scale.Size, 1),
				page.Percent(s.Point.ByIndustry[i]/s.Point.Small), page.Percent(s.Point.ByIndustry[i]/s.Industry[i]))
		}
		page.Grid(g)
		page.Small("smallfirms.of-industry-explained")
	}
	page.Text(say.Space, "")
	for _, one := range s.Statistics {
		page.Small("firms.statistic", say.Args{"indicator": one.Indicator.Word(), "value": one.Value, "low": one.Low,
			"high": one.High, "source": one.Source})
	}
	page.Sentence("smallfirms.adds", say.Args{"name": s.Economy.Name})
	page.Basis(s.Notes(), s.Sources())
}
