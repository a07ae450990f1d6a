package chains

import (
	"math"
	"strconv"
	"strings"

	"ikat/draws"
	"ikat/result"
)

// TotalRows is a row of what all borders together come to: what sentences about the whole chain are made of.
func (a *Followed) TotalRows() *result.Frame {
	f := &result.Frame{Title: "What borders come to for " + a.Name}
	f.Text("product", "Product", []string{a.Code})
	f.Text("market", "Market", []string{a.To})
	c := f.Of(result.Estimate, 1)
	whole := func(name, label, unit, definition string, v float64) {
		c.Number(name, label, unit, definition, func(int) float64 { return v })
	}
	costs := func(name, label, definition string, get func(c int) float64) {
		v := make([]float64, len(a.Thetas))
		for c := range v {
			v[c] = get(c)
		}
		c.Range(name, label, "share", definition, func(int) []float64 { return v })
	}
	costs("arrival", "Borders, of the price on arrival", "what borders make of the price on arrival", a.OnArrival)
	over := func(part []float64) func(int) float64 {
		return func(c int) float64 { return part[c] / (1 + a.Delivered[c]) }
	}
	costs("money", "Fees and charges", "of the price on arrival", over(a.Money))
	costs("time", "Worth of the days", "what buyers would pay to save the days, of the price on arrival", over(a.Time))
	costs("delivered", "Borders add", "to the price without borders, until it arrives",
		func(c int) float64 { return a.Delivered[c] })
	costs("upstream", "Borders inside the inputs", "to the price without borders, before the product leaves home",
		func(c int) float64 { return a.Upstream[c] })
	costs("at_assumed", "At assumed borders", "part of what borders add that is added where the procedures of a side are "+
		"assumed, not data", a.atAssumed)
	costs("day_cost", "Cost of a day", "of a good's value, the mean over industries where they differ",
		func(c int) float64 { return a.Thetas[c] })
	f.Text("assumed", "Assumed", []string{strings.Join(a.Assumed, ", ")}).Definition =
		"of the product's own border, the economies whose procedures are assumed, not data"
	whole("crossings", "Borders crossed", "borders", "times a dollar of it goes from one economy to another, on average",
		a.Passed)
	whole("with_procedures", "Borders with procedures", "borders", "those of them that have procedures", a.Crossings)
	whole("days", "Days at borders", "days", "on average, the last border included", a.MeanDays)
	whole("last_days", "Days at the last border", "days", "before which nothing arrives", a.LastDays)
	for _, p := range a.Percentiles {
		whole(percentile(p), "Days, "+strconv.Itoa(percent(p))+"% of the value", "days",
			"days at borders within which so much of the value stays; a lower bound where more_than names it", p.Days)
	}
	f.Text("more_than", "More than", []string{a.beyond()}).Definition =
		"columns of days that are known as lower bounds only"
	if a.Drawn != nil {
		low, high := draws.Interval(a.Drawn.Arrival)
		whole("arrival_5", "Borders, 5%", "share", "of the price on arrival, below which 5% of the draws lie", low)
		whole("arrival_95", "Borders, 95%", "share", "of the price on arrival, below which 95% of the draws lie", high)
	}
	return f
}

func percent(p DayPercentile) int { return int(math.Round(100 * p.Share)) }

// percentile names the column of a quantile of days.
func percentile(p DayPercentile) string { return "days_" + strconv.Itoa(percent(p)) }

// beyond lists the quantiles of which it is known only that they are more than so many days.
func (a *Followed) beyond() string {
	var out []string
	for _, p := range a.Percentiles {
		if p.Beyond {
			out = append(out, percentile(p))
		}
	}
	return strings.Join(out, " ")
}

// atAssumed is the part of what borders add, at the c-th cost of a day, that is added where a side is assumed.
func (a *Followed) atAssumed(c int) float64 {
	var at float64
	rows := a.Links.Column("assumed")
	for i, l := range a.Product.Links {
		if rows.Text(i) != "" {
			at += l.Cost[c]
		}
	}
	if a.Delivered[c] == 0 {
		return 0
	}
	return at / a.Delivered[c]
}
