package known

import (
	"fmt"
	"math"
	"slices"

	"ikat/border"
	"ikat/economies"
	"ikat/estimate"
	"ikat/indicators"
	"ikat/result"
)

// Index returns a row for each card: what is known of it, and where to look.
func Index(cards []*Card) *result.Frame {
	f := &result.Frame{Title: fmt.Sprintf("What is known of %d economies without a table", len(cards))}
	n := f.Of(result.Accounting, len(cards))
	text := func(name, label string, get func(*Card) string) {
		n.Text(name, label, func(i int) string { return get(cards[i]) })
	}
	number := func(name, label, unit, definition string, get func(*Card) float64) {
		n.Number(name, label, unit, definition, func(i int) float64 { return get(cards[i]) })
	}
	text("economy", "Economy", func(c *Card) string { return c.Code })
	text("name", "Name", func(c *Card) string { return c.Name })
	text("escap", "ESCAP", (*Card).standing)
	text("indicators", "Published indicators", (*Card).span)
	number("exports", "Exports", "million USD", "gross exports of the last year published", func(c *Card) float64 {
		y, ok := c.Latest()
		return or(ok, y.Exports)
	})
	number("absorbed_abroad", "Absorbed abroad", "share",
		"domestic value added in exports that is absorbed abroad, over exports, last year published",
		func(c *Card) float64 {
			y, ok := c.Latest()
			return or(ok, y.Abroad)
		})
	number(
		"backward_share",
		"Backward",
		"share",
		"backward trade in value chains over exports, last year published",
		func(c *Card) float64 {
			y, ok := c.Latest()
			return or(ok, y.Backward)
		},
	)
	number(
		"days_export",
		"Days to export",
		"days",
		"hours at the border and for documents, 2019 (Doing Business 2020)",
		func(c *Card) float64 {
			b, ok := c.newest()
			return or(ok, b.Record.Export.Days)
		},
	)
	number(
		"cost_export",
		"Cost to export",
		"US$",
		"US$ per shipment at the border and for documents, 2019 (Doing Business 2020)",
		func(c *Card) float64 {
			b, ok := c.newest()
			return or(ok, b.Record.Export.Cost)
		},
	)
	number("lpi", "Logistics", "1 to 5", "Logistics Performance Index, last edition", func(c *Card) float64 {
		if len(c.Logistics) == 0 {
			return math.NaN()
		}
		return border.LPI.Value(c.Logistics[len(c.Logistics)-1], "score")
	})
	number(
		"sme_value_added",
		"Small firms' value added",
		"share",
		"published share of small and medium firms in value added; definitions differ",
		func(c *Card) float64 {
			s, ok := indicators.BestFirms(c.Code, "value_added_share")
			return or(ok, s.Value)
		},
	)
	text("sme_grade", "Grade", func(c *Card) string {
		s, _ := indicators.BestFirms(c.Code, "value_added_share")
		return s.Grade
	})
	text("estimated_table", "Estimated tables", func(c *Card) string {
		if c.Estimated() {
			return estimate.Name(c.Code)
		}
		return ""
	})
	f.Notes = append(f.Notes, Notes()...)
	f.Provenance.Question = "economies"
	f.Provenance.Sources = Sources()
	return f
}

func or(ok bool, v float64) float64 {
	if ok {
		return v
	}
	return math.NaN()
}

func (c *Card) standing() string {
	switch {
	case c.Member:
		return "member"
	case c.Associate:
		return "associate"
	}
	return ""
}

// span is the years of published indicators.
func (c *Card) span() string {
	if len(c.Years) == 0 {
		return ""
	}
	return fmt.Sprintf("%d-%d", c.Years[0].Year, c.Years[len(c.Years)-1].Year)
}

// newest is what the newest border table says of the economy, false where only an older one does.
func (c *Card) newest() (Crossing, bool) {
	if len(c.Borders) == 0 {
		return Crossing{}, false
	}
	last := c.Borders[len(c.Borders)-1]
	return last, last.Table.Method == border.Shipments
}

// Notes are what must be said with figures of a card.
func Notes() []result.Note {
	return []result.Note{
		result.NewNote(
			"known-published",
			"indicators are published figures, {credit} ({vintage}); what is absorbed abroad is of the edition "+
				"of 62 economies, backward and forward trade of the edition of 72; no table was opened",
			"credit",
			indicators.ADB.Credit,
			"vintage",
			indicators.ADB.Vintage,
		),
		result.NewNote("border-discontinued", "{text}", "text", border.Discontinued),
		result.NewNote(
			"known-firms",
			"statistics of small firms follow each economy's own definition: never rank economies by them; grade A "+
				"is official or international, B press quoting an official, C a claim without a traceable survey",
		),
	}
}

// Sources are those of cards.
func Sources() []result.Source {
	newest := border.Vintages[len(border.Vintages)-1]
	return []result.Source{indicators.ADB.Of(indicators.ADB62), indicators.ADB.Of(indicators.ADB72),
		newest.Given(), border.LPI.Given()}
}

// Notes are what must be said with this card: of what it has alone.
func (c *Card) Notes() []result.Note {
	var out []result.Note
	for i, has := range []bool{len(c.Years) > 0, len(c.Borders) > 0, len(c.Firms) > 0} {
		if has {
			out = append(out, Notes()[i])
		}
	}
	return out
}

// Sources are where the card's figures are from, statistics of firms left out, which say it beside each.
func (c *Card) Sources() []result.Source {
	out := append([]result.Source{}, c.editions()...)
	for _, b := range c.Borders {
		out = append(out, b.Table.Given())
	}
	if len(c.Logistics) > 0 {
		out = append(out, border.LPI.Given())
	}
	if len(c.Ready) > 0 {
		out = append(out, border.BReady.Given())
	}
	return out
}

// editions are those of the published indicators that have the economy.
func (c *Card) editions() []result.Source {
	var out []result.Source
	if c.Estimated() {
		out = append(out, indicators.ADB.Of(indicators.ADB62))
	}
	if slices.ContainsFunc(c.Years, func(y Year) bool { return !math.IsNaN(y.Backward) }) {
		out = append(out, indicators.ADB.Of(indicators.ADB72))
	}
	return out
}

// ByYear returns the economy's published years.
func (c *Card) ByYear() *result.Frame {
	f := &result.Frame{Title: c.Name + ": published indicators"}
	years := make([]int64, len(c.Years))
	for i, y := range c.Years {
		years[i] = int64(y.Year)
	}
	f.Whole("year", "Year", "", "", "", years)
	n := f.Of(result.Accounting, len(c.Years))
	add := func(name, label, unit, definition string, get func(Year) float64) {
		n.Number(name, label, unit, definition, func(i int) float64 { return get(c.Years[i]) })
	}
	add("exports", "Exports", "million USD", "gross exports", func(y Year) float64 { return y.Exports })
	add("world_share", "Of the world", "share", "exports over the world's", func(y Year) float64 { return y.OfWorld })
	add(
		"absorbed_abroad",
		"Absorbed abroad",
		"share",
		"domestic value added in exports that is absorbed abroad (VAX), over exports; 62 economies",
		func(y Year) float64 { return y.Abroad },
	)
	add(
		"dependence",
		"Of value added",
		"share",
		"the same over the economy's value added; 62 economies",
		func(y Year) float64 { return y.Depends },
	)
	add(
		"domestic",
		"Domestic value added",
		"share",
		"domestic value added in exports, over exports; 72 economies",
		func(y Year) float64 { return y.Domestic },
	)
	add(
		"gvcb",
		"Backward",
		"share",
		"backward trade in value chains over exports; 72 economies",
		func(y Year) float64 { return y.Backward },
	)
	add(
		"gvcf",
		"Forward",
		"share",
		"forward trade in value chains over exports; 72 economies",
		func(y Year) float64 { return y.Forward },
	)
	c.based(f)
	return f
}

// ByIndustry returns the industries that export, of the last year.
func (c *Card) ByIndustry() *result.Frame {
	f := &result.Frame{Title: fmt.Sprintf("%s: industries that export, %d, published", c.Name,
		indicators.ADB72.Latest())}
	n := f.Of(result.Accounting, len(c.Industries))
	n.Text("industry", "Industry", func(i int) string { return c.Industries[i].Code })
	n.Text("name", "Name", func(i int) string { return c.Industries[i].Name })
	add := func(name, label, unit, definition string, get func(Industry) float64) {
		n.Number(name, label, unit, definition, func(i int) float64 { return get(c.Industries[i]) })
	}
	add("exports", "Exports", "million USD", "gross exports", func(i Industry) float64 { return i.Exports })
	add("share", "Share", "share", "of the economy's exports", func(i Industry) float64 { return i.Share })
	add(
		"absorbed_abroad",
		"Absorbed abroad",
		"share",
		"domestic value added in the industry's exports that is absorbed abroad, over them; 62 economies",
		func(i Industry) float64 { return i.Abroad },
	)
	add(
		"gvcb",
		"Backward",
		"share",
		"backward trade in value chains over the industry's exports; 72 economies",
		func(i Industry) float64 { return i.Backward },
	)
	add(
		"gvcf",
		"Forward",
		"share",
		"forward trade in value chains over the industry's exports; 72 economies",
		func(i Industry) float64 { return i.Forward },
	)
	add(
		"rca",
		"RCA",
		"",
		"revealed comparative advantage in gross exports; 62 economies",
		func(i Industry) float64 { return i.RCA },
	)
	c.based(f)
	return f
}

// based says what rows of a card rest on.
func (c *Card) based(f *result.Frame) {
	f.Notes = []result.Note{c.First()}
	if len(c.Years) > 0 {
		f.Notes = append(f.Notes, Notes()[0])
	}
	f.Provenance.Question = "profile"
	f.Provenance.Sources = c.editions()
}

// First is the first thing to say: that no table was opened, and how much is known.
func (c *Card) First() result.Note {
	if y, ok := c.Latest(); ok {
		return result.NewNote("known-first", "no table at hand has {name}: these are published indicators of "+
			"{from} to {to}",
			"name", economies.InPhrase(c.Name), "from", c.Years[0].Year, "to", y.Year)
	}
	var have result.Clauses
	if len(c.Borders) > 0 {
		have = append(have, result.NewNote("known-has-borders", "what its borders ask for"))
	}
	if len(c.Logistics) > 0 {
		have = append(have, result.NewNote("known-has-logistics", "logistics"))
	}
	if len(c.Ready) > 0 {
		have = append(have, result.NewNote("known-has-ready", "Business Ready"))
	}
	if len(c.Firms) > 0 {
		have = append(have, result.NewNote("known-has-firms", "statistics of small firms"))
	}
	if have == nil {
		return result.NewNote(
			"known-nothing",
			"no table at hand has {name}, and no figures of it are published in what ikat carries",
			"name",
			economies.InPhrase(c.Name),
		)
	}
	return result.NewNote(
		"known-little",
		"no table at hand has {name}, and no indicators of its value chains are published in what ikat carries; known "+
			"are {what}",
		"name",
		economies.InPhrase(c.Name),
		"what",
		have,
	)
}
