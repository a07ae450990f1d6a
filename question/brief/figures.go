package brief

import (
	"math"

	"ikat/economies"
	"ikat/known"
	"ikat/picture"
	"ikat/result"
	"ikat/say"
)

// figureRows is how many rows a picture of the brief has.
const figureRows = 7

// Figures are the brief's pictures: participation over the years, and whose work is inside the exports; of published
// indicators, with industries in place of suppliers, where no table has the economy.
func (f *Facts) Figures(v *say.Voice) []*picture.Figure {
	var out []*picture.Figure
	if trend := f.trendFigure(v); len(trend.Rows) > 0 {
		out = append(out, trend)
	}
	if f.Place != nil && !f.National {
		return append(out, f.suppliersFigure(v))
	}
	if f.Card != nil && len(f.Card.Industries) > 0 {
		out = append(out, f.industriesFigure(v))
	}
	return out
}

// trendFigure are the shares of exports in value chains over the years.
func (f *Facts) trendFigure(v *say.Voice) *picture.Figure {
	out := &picture.Figure{Kind: "lines", ID: "trend-lines", Group: "part",
		X: &picture.Field{Field: "year", Label: v.Say("control.year"), Format: "year"},
		Y: &picture.Field{Field: "value", Label: v.Say("economy.of-exports"), Format: "percent"}}
	first, last := 0, 0
	add := func(year int, part string, value float64) {
		if math.IsNaN(value) {
			return
		}
		if first == 0 {
			first = year
		}
		last = year
		out.Rows = append(out.Rows, picture.Row{"year": year, "part": v.Say("brief.line-" + part), "value": value})
	}
	if f.Place != nil {
		for _, y := range f.Place.Years {
			add(y.Year, "gvc", y.GVC)
			add(y.Year, "backward", y.Backward)
			add(y.Year, "forward", y.Forward)
		}
		out.Source = result.SourceLine(f.Place.Sources)
	} else if f.Card != nil {
		for _, y := range f.Card.Years {
			add(y.Year, "gvc", y.Backward+y.Forward)
			add(y.Year, "backward", y.Backward)
			add(y.Year, "forward", y.Forward)
		}
		out.Source = v.Say("brief.published")
	}
	out.Title = v.Say("economy.trend-title", say.Args{"name": f.Name, "from": first, "to": last})
	out.Alt = v.Say("economy.trend-alt", say.Args{"from": first, "to": last})
	return out
}

// suppliersFigure are those whose value added is inside the exports.
func (f *Facts) suppliersFigure(v *say.Voice) *picture.Figure {
	years := f.Place.Years
	out := &picture.Figure{Kind: "bars", ID: "by-source", Alt: v.Say("economy.suppliers-alt"),
		Title:  v.Say("economy.suppliers-title", say.Args{"name": f.Name, "year": years[len(years)-1].Year}),
		Source: result.SourceLine(f.Place.Sources), Y: &picture.Field{Field: "name"},
		X: &picture.Field{Field: "value", Label: v.Say("economy.of-exports"), Format: "percent"}}
	for _, p := range f.Place.Suppliers[:min(figureRows, len(f.Place.Suppliers))] {
		out.Rows = append(out.Rows, picture.Row{"name": v.Name(p.Name), "value": p.Amount / years[len(years)-1].Exports,
			"muted": economies.IsAggregate(p.Economy)})
	}
	return out
}

// industriesFigure are the exports of the last published year by industry.
func (f *Facts) industriesFigure(v *say.Voice) *picture.Figure {
	var last known.Year
	if n := len(f.Card.Years); n > 0 {
		last = f.Card.Years[n-1]
	}
	out := &picture.Figure{Kind: "bars", ID: "by-industry", Source: v.Say("brief.published"),
		Title: v.Say("brief.industries-title", say.Args{"name": f.Name, "year": last.Year}),
		Y:     &picture.Field{Field: "name"},
		X:     &picture.Field{Field: "value", Label: v.Say("economy.exports-axis"), Format: "money", Unit: "million USD"}}
	out.Alt = out.Title
	for _, i := range f.Card.Industries[:min(figureRows, len(f.Card.Industries))] {
		out.Rows = append(out.Rows, picture.Row{"name": v.Name(i.Name), "value": i.Exports})
	}
	return out
}
