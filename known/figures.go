package known

import (
	"math"

	"ikat/border"
	"ikat/indicators"
	"ikat/result"
	"ikat/sme"
)

// Value is one figure of one economy. Low and High are its range, NaN where nobody gives one.
type Value struct {
	Value, Low, High float64
	Year             int
	Said             string // what must be said with it
}

// known reports whether there is anything to show.
func (v Value) known() bool { return !math.IsNaN(v.Value) || !math.IsNaN(v.Low) }

func nothing() Value { return Value{Value: math.NaN(), Low: math.NaN(), High: math.NaN()} }

func exactly(value float64, year int) Value {
	return Value{Value: value, Low: math.NaN(), High: math.NaN(), Year: year}
}

// Figure is a published figure by which economies can be set side by side.
type Figure struct {
	ID, Topic, Label, Unit, Definition string
	Kind                               result.Kind
	Better                             Direction
	Source                             result.Source

	from  func(*Card) result.Source     // its source for an economy, nil where that is Source for all
	years func(*Card) []int             // that it is published for
	at    func(c *Card, year int) Value // in a year
}

// Direction says which way a figure is better. Only a figure that has one is ranked.
type Direction string

const (
	More    Direction = "more"    // as of scores
	Less    Direction = "less"    // as of hours, costs and ranks
	Neither Direction = "neither" // more of it is no judgement, as of exports and participation
	// Apart is the direction of figures that mean something else in every economy: not even a median says anything.
	Apart Direction = "definitions differ"
)

// source is a figure's source for an economy.
func (f *Figure) source(c *Card) result.Source {
	if f.from == nil {
		return f.Source
	}
	return f.from(c)
}

// Topics are what figures are about, in the order of pages.
var Topics = []string{"trade", "borders", "logistics", "readiness", "firms"}

// Figures lists them by topic. Each says its own unit, year and source; figures of two topics are never mixed into one.
func Figures() []*Figure {
	out := tradeFigures()
	out = append(out, borderFigures()...)
	out = append(out, scoreFigures()...)
	return append(out, firmFigures()...)
}

func tradeFigures() []*Figure {
	small, large := indicators.ADB.Of(indicators.ADB62), indicators.ADB.Of(indicators.ADB72)
	figure := func(id, label, unit, definition string, from result.Source, get func(Year) float64) *Figure {
		return &Figure{ID: id, Topic: "trade", Label: label, Unit: unit, Definition: definition,
			Kind:   result.Accounting,
			Better: Neither, Source: from,
			years: func(c *Card) []int {
				var out []int
				for _, y := range c.Years {
					if !math.IsNaN(get(y)) {
						out = append(out, y.Year)
					}
				}
				return out
			},
			at: func(c *Card, year int) Value {
				for _, y := range c.Years {
					if y.Year == year {
						return exactly(get(y), year)
					}
				}
				return nothing()
			}}
	}
	// based is a figure that both editions print: of an economy always from one.
	based := func(f *Figure) *Figure {
		f.from = func(c *Card) result.Source {
			if y, ok := c.Latest(); ok && y.Set == indicators.ADB72 {
				return large
			}
			return small
		}
		return f
	}
	return []*Figure{
		based(figure("exports", "Exports", money, "gross exports", small, func(y Year) float64 { return y.Exports })),
		based(figure("world_share", "Of the world", "share", "exports over the world's, which has more of them in the "+
			"edition of 72 economies", small, func(y Year) float64 { return y.OfWorld })),
		figure("absorbed_abroad", "Absorbed abroad", "share",
			"domestic value added in exports that is absorbed abroad, over exports; edition of 62 economies", small,
			func(y Year) float64 { return y.Abroad }),
		figure("dependence", "Dependence", "share", "the same over the economy's value added; edition of 62 economies",
			small, func(y Year) float64 { return y.Depends }),
		figure("domestic", "Domestic value added", "share", "in exports, over them; edition of 72 economies", large,
			func(y Year) float64 { return y.Domestic }),
		figure("backward", "Backward", "share", "backward trade in value chains over exports; edition of 72 economies",
			large, func(y Year) float64 { return y.Backward }),
		figure("forward", "Forward", "share", "forward trade in value chains over exports; edition of 72 economies",
			large, func(y Year) float64 { return y.Forward }),
	}
}

// borderFigures are hours and US$ of the method of Doing Business 2016 to 2020. Older figures are of another method.
func borderFigures() []*Figure {
	vintage := border.Vintages[len(border.Vintages)-1]
	from := vintage.Given()
	var out []*Figure
	for _, side := range border.Sides {
		for _, p := range border.Parts {
			get := func(c *Card, year int) (float64, string, bool) {
				t, err := vintage.At(year)
				if err != nil {
					return 0, "", false
				}
				r, ok := t.Find(c.Code)
				if !ok {
					return 0, "", false
				}
				return p.Of(side.Parts(r)), t.Cautions[c.Code], true
			}
			out = append(out, &Figure{ID: p.What + "_" + side.Name + "_" + p.By, Topic: "borders",
				Label: p.Label + " to " + side.Name, Unit: p.Unit, Definition: p.Definition + " to " + side.Name,
				Kind: result.Estimate, Better: Less, Source: from,
				years: func(c *Card) []int {
					var out []int
					for _, year := range vintage.Years {
						if _, _, ok := get(c, year); ok {
							out = append(out, year)
						}
					}
					return out
				},
				at: func(c *Card, year int) Value {
					v, caution, ok := get(c, year)
					if !ok {
						return nothing()
					}
					out := exactly(v, year)
					out.Said = caution
					return out
				}})
		}
	}
	return out
}

func scoreFigures() []*Figure {
	score := func(id, topic, label string, of *border.Scores, name, low, high string,
		rows func(*Card) []border.ScoreRow) *Figure {
		column := of.Column(name)
		return &Figure{ID: id, Topic: topic, Label: label, Unit: column.Unit, Definition: column.Definition,
			Kind: result.Estimate, Better: More,
			Source: of.Given(),
			years: func(c *Card) []int {
				var out []int
				for _, r := range rows(c) {
					if !math.IsNaN(of.Value(r, name)) {
						out = append(out, r.Year)
					}
				}
				return out
			},
			at: func(c *Card, year int) Value {
				for _, r := range rows(c) {
					if r.Year == year {
						return Value{Value: of.Value(r, name), Low: of.Value(r, low), High: of.Value(r, high),
							Year: year}
					}
				}
				return nothing()
			}}
	}
	lpi := func(c *Card) []border.ScoreRow { return c.Logistics }
	ready := func(c *Card) []border.ScoreRow { return c.Ready }
	rank := score("lpi_rank", "logistics", "Its rank in the world", border.LPI, "rank", "rank_low", "rank_high", lpi)
	rank.Better = Less
	return []*Figure{
		score("lpi", "logistics", "Logistics Performance Index", border.LPI, "score", "score_low", "score_high",
			lpi), rank,
		score("ready_regulation", "readiness", "Trade: regulation", border.BReady, "trade_regulation", "", "", ready),
		score("ready_services", "readiness", "Trade: public services", border.BReady, "trade_public_services", "",
			"", ready),
		score("ready_efficiency", "readiness", "Trade: efficiency", border.BReady,
			"trade_operational_efficiency", "", "",
			ready),
	}
}

// EarnedInExports is the figure of what small firms earn in exports, an interval over all shares that statistics allow.
const EarnedInExports = "sme_in_exports"

// firmFigures are of statistics whose definitions differ, so none has a rank or a median.
func firmFigures() []*Figure {
	statistic := func(id, label string, of sme.Indicator) *Figure {
		find := func(c *Card) (sme.Statistic, bool) {
			stats, _, err := FirmShares(c.Code)
			if err == nil {
				for _, s := range stats {
					if s.Indicator == of {
						return s, true
					}
				}
			}
			return sme.Statistic{}, false
		}
		return &Figure{ID: id, Topic: "firms", Label: label, Unit: "share", Kind: result.Accounting, Better: Apart,
			Definition: "published share of small and medium firms; each economy's own definition",
			Source:     result.Source{Table: "statistics of firm size", Publisher: "as said beside each figure"},
			years:      func(*Card) []int { return nil },
			at: func(c *Card, _ int) Value {
				s, ok := find(c)
				if !ok {
					return nothing()
				}
				out := Value{Value: s.Value, Low: math.NaN(), High: math.NaN(), Year: firstYear(s.Source),
					Said: s.Source}
				if s.Low < s.High {
					out.Low, out.High = s.Low, s.High
				}
				return out
			}}
	}
	earned := &Figure{ID: EarnedInExports, Topic: "firms", Label: "Of value added in exports", Unit: "share",
		Kind: result.Estimate, Better: Apart, Source: indicators.ADB.Of(indicators.ADB62),
		Definition: "small firms' part of the value added in exports that is absorbed abroad; the range is over " +
			"all shares " +
			"by industry that statistics and capacity allow, the point only where a share of exports is published",
		years: func(c *Card) []int {
			var out []int
			for _, y := range c.Years {
				if !math.IsNaN(y.Abroad) {
					out = append(out, y.Year)
				}
			}
			return out
		},
		at: func(c *Card, year int) Value {
			s, err := SmallFirmsOf(c.Economy, year, nil)
			if err != nil {
				return nothing() // no statistics, or no published results: nothing is known
			}
			point, low, high := s.Share()
			return Value{Value: point, Low: low, High: high, Year: year}
		}}
	return []*Figure{statistic("sme_value_added", "Of value added", sme.ValueAdded),
		statistic("sme_exports", "Of direct exports", sme.Exports), earned}
}
