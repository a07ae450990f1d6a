package known

import (
	"math"

	"ikat/economies"
	"ikat/fault"
	"ikat/indicators"
	"ikat/result"
	"ikat/sme"
)

// inTotal bounds what small firms earn in exports where nothing is published by industry of origin: of totals, small
// firms' part of the value added in exports is at most all that they make, and at least what large firms cannot make.
// Where not even totals are published, any share agrees with the statistics.
//
// Error: fault.NotFound without a statistic of the whole economy's value added.
func (s *SmallFirms) inTotal() error {
	var whole *sme.Statistic
	for i := range s.Statistics {
		if one := &s.Statistics[i]; one.Indicator == sme.ValueAdded && one.Industry == "" {
			whole = one
		}
	}
	if whole == nil {
		return nobody(s.Economy, "the value added in its exports by industry, in what ikat carries",
			"Bring a table that has it: Eora26 and GLORIA have most economies", nil)
	}
	nan := math.NaN()
	s.Range = sme.PublishedRange{Low: nan, High: nan, Total: nan, AlikeLow: nan, AlikeHigh: nan}
	s.Exports, s.Industries, s.Source = nan, nil, result.Source{}
	year, err := indicators.ADB72.At(s.Year)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return s.unbounded()
	case err != nil:
		return err
	}
	all := func(measure string) float64 {
		v, ok := year.Value(measure, s.Economy.Code, indicators.All)
		return or(ok, v)
	}
	made, exports := all("value_added"), all("exports")
	in := exports - all("gvc_backward")
	if math.IsNaN(in) || math.IsNaN(made) {
		return s.unbounded()
	}
	low, high := whole.Value, whole.Value
	if whole.Low < whole.High {
		low, high = whole.Low, whole.High
	}
	s.Exports, s.Source = exports, indicators.ADB.Of(indicators.ADB72)
	s.Range.Total, s.Range.High = in, math.Min(in, high*made)
	s.Range.Low = math.Max(0, in-(1-low)*made)
	s.Basis = []result.Note{result.NewNote("smallfirms-totals", "no table was opened: of the value added in exports "+
		"only the total is published, exports less backward trade, {credit} ({vintage}), of {year}; the range takes "+
		"only that no class of firms earns more in exports than it makes", "credit", indicators.ADB.Credit,
		"vintage", indicators.ADB.Vintage, "year", s.Year)}
	return nil
}

// unbounded says that nothing published bounds the share.
func (s *SmallFirms) unbounded() error {
	s.Basis = []result.Note{result.NewNote("smallfirms-unbounded", "neither exports nor value added of {name} are "+
		"published in what ikat carries: any share of the value added in its exports agrees with the statistics",
		"name", economies.InPhrase(s.Economy.Name))}
	return nil
}
