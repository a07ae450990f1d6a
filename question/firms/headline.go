package firms

import (
	"regexp"
	"slices"

	"ikat/say"
	"ikat/sme"
)

// Headline says in one sentence what small and medium firms earn in exports: the point with its interval, the years of
// the statistics and of the table, and what firms sell themselves. It calls one of the two shares the larger only where
// the certified interval lies wholly on one side of the other; without an interval it compares nothing.
func Headline(v *say.Voice, a *Estimate) string {
	s := a.Split
	small := s.InExports(sme.Small).Total()
	direct := directShare(a)
	said := say.Args{"name": a.Name, "table": a.Year, "years": years(a.Statistics),
		"direct": direct.point, "direct_low": direct.low, "direct_high": direct.high,
		"ranged": direct.high-direct.low > rounding,
		"share":  s.Share(), "small": small, "all": small + s.InExports(sme.Large).Total(), "unit": a.Unit}
	if a.Bounds == nil {
		return v.Say("firms.estimate", said)
	}
	said["low"], said["high"] = a.Bounds.Share.Low, a.Bounds.Share.High
	said["sure"] = compared(a.Bounds.Share, direct)
	return v.Say("firms.headline", said)
}

// rounding is below what any statistic tells apart.
const rounding = 1e-9

// published is a share with the range that its source leaves it.
type published struct{ point, low, high float64 }

// directShare is small firms' share of direct exports: of the split, with the range of the economy's own statistic.
func directShare(a *Estimate) published {
	point := total(a.Split.Exports[:a.Split.Economy.N()]) / total(a.Split.Economy.Exports)
	out := published{point, point, point}
	for _, one := range a.Statistics {
		if one.Indicator == sme.Exports && one.Industry == "" {
			out.low, out.high = min(point, one.Low), max(point, one.High)
		}
	}
	return out
}

// compared is "more" or "less" where every share of the interval is so than every share that the other may be, and ""
// where the two cannot be told apart.
func compared(earned sme.Range, sold published) string {
	switch {
	case earned.Low > sold.high:
		return "more"
	case earned.High < sold.low:
		return "less"
	}
	return ""
}

var yearInText = regexp.MustCompile(`\b(19|20)\d\d\b`)

// years lists the years of the statistics, in order: the first that each source names, since the next is that of its
// publication. Establishments do not enter the split.
func years(stats sme.Statistics) []string {
	var out []string
	for _, one := range stats {
		if one.Indicator != sme.Establishment {
			out = append(out, yearInText.FindString(one.Source))
		}
	}
	out = slices.DeleteFunc(out, func(year string) bool { return year == "" })
	slices.Sort(out)
	return slices.Compact(out)
}
