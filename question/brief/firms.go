package brief

import (
	"context"
	"math"
	"slices"

	"ikat/engine"
	"ikat/fault"
	"ikat/indicators"
	"ikat/known"
	"ikat/leontief"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/say"
	"ikat/sme"
)

// Earned is small firms' share of the domestic value added in an economy's exports: from the table, or from published
// results where the table lacks the economy.
type Earned struct {
	sme.Mean
	Year       string
	Statistics sme.Statistics
	published  bool
}

// earned finds what small firms earn in exports, and notes where nothing is known by firm size.
func (f *Facts) earned(ctx context.Context, e *engine.Engine, p engine.Progress) error {
	var err error
	if f.Place != nil {
		err = f.earnedInTable(ctx, e, p)
	} else {
		err = f.earnedAsPublished()
	}
	switch {
	case f.Small != nil || err != nil:
	case f.Place != nil && f.Place.Years[len(f.Place.Years)-1].Exports == 0:
		f.Left = append(f.Left, "no-exports")
	default:
		f.Left = append(f.Left, "firms")
	}
	return err
}

func (f *Facts) earnedInTable(ctx context.Context, e *engine.Engine, p engine.Progress) error {
	s, err := e.System(ctx, f.asked, leontief.Options{}, p)
	if err != nil {
		return err
	}
	behind, err := sizes.ExportersOf(ctx, s, []string{f.Place.Economy}, nil)
	if err != nil {
		return err
	}
	if m, stats, ok := behind.InExports(f.Place.Economy); ok {
		f.Small = &Earned{Mean: m, Statistics: stats,
			Year: say.Year(f.Place.Years[len(f.Place.Years)-1].Year)}
	}
	return nil
}

func (f *Facts) earnedAsPublished() error {
	years := indicators.ADB62.Years
	v, err := known.SmallFirmsOf(f.Economy, years[len(years)-1], nil)
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Inconsistent, fault.Invalid:
		return nil
	}
	if err != nil {
		return err
	}
	f.Small = &Earned{
		Mean:       sme.Mean{Point: math.NaN(), Low: v.Range.Low / v.Range.Total, High: v.Range.High / v.Range.Total},
		Year:       say.Year(v.Year),
		Statistics: v.Statistics,
		published:  true,
	}
	if v.Point != nil {
		f.Small.Point = v.Point.Share()
	}
	return nil
}

// Other is where a share of exports that the brief shows as published differs from the one that the estimate starts
// from: which they are; false where there is one share or none.
func (f *Facts) Other() (say.Args, bool) {
	shown, ok := f.firms()
	if !ok || shown.args["what"] != "exports_share" || f.Small == nil || math.IsNaN(f.Small.Point) {
		return nil, false
	}
	at := slices.IndexFunc(f.Small.Statistics, func(one sme.Statistic) bool {
		return one.Indicator == sme.Exports && one.Industry == ""
	})
	if at < 0 || f.Small.Statistics[at].Value == shown.args["value"] {
		return nil, false
	}
	return say.Args{"other": shown.args["value"], "other_year": shown.args["year"],
		"start": f.Small.Statistics[at].Value}, true
}

// earn is what small firms earn in exports, with the ends over all splits by industry and the statistics they rest on.
func (f *Facts) earn() (message, bool) {
	if f.Small == nil {
		return message{}, false
	}
	v := f.Small
	args := say.Args{"name": f.Name, "year": v.Year, "known": !math.IsNaN(v.Point), "point": v.Point, "low": v.Low,
		"high": v.High, "basis": sizes.Basis(v.Statistics), "published": v.published}
	return message{"earn", args, []row{{"", "small and medium firms, of domestic value added in exports", "share", v.Year,
		result.Estimate, v.Point, v.Low, v.High, sizes.Basis(v.Statistics)}}}, true
}
