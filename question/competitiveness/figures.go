package competitiveness

import (
	"fmt"
	"math"
	"slices"

	"ikat/border"
	"ikat/fault"
	"ikat/indicators"
	"ikat/result"
)

// levels are those that competitiveness is discussed at, from what an economy is given to what it achieves.
var levels = []string{"endowments", "macro", "firms", "business", "logistics", "borders", "exports", "industry"}

// Levels are those that competitiveness is discussed at, in order.
func Levels() []string { return slices.Clone(levels) }

// figure is one figure of economies.
type figure struct {
	id, level, label, unit, definition string
	lower                              bool // less is better
	covers                             float64
	kind                               result.Kind
	source                             result.Source
	of                                 func(code string) cell
}

// cell is a figure of an economy, with its own bounds where it has some. NaN is not known.
type cell struct {
	value, low, high float64
	year             int
}

func (c cell) known() bool { return !math.IsNaN(c.value) }

var nothing = cell{value: math.NaN(), low: math.NaN(), high: math.NaN()}

func exactly(v float64, year int) cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nothing
	}
	return cell{value: v, low: math.NaN(), high: math.NaN(), year: year}
}

// span is over how many years growth is.
const span = 5

// inclusive is the share of a distribution that published bounds cover where nothing else is said: what the LPI's do.
const inclusive = .8

// atHand are the figures that ikat carries, up to a year.
func atHand(industry string, upTo int) []*figure {
	return slices.Concat(ofTables(industry, upTo), ofScores(upTo), ofBorders(upTo))
}

// year is the last of a set's years that is not after one; false where all are.
func year(of []int, upTo int) (int, bool) {
	last, ok := 0, false
	for _, y := range of {
		if y <= upTo && y > last {
			last, ok = y, true
		}
	}
	return last, ok
}

// published looks an amount up: in the edition of 72 economies where it has the year, else in that of 62. Both print
// the same output, value added and exports.
func published(measure, code, industry string, at int) float64 {
	for _, set := range []*indicators.Set{indicators.ADB72, indicators.ADB62} {
		if !slices.Contains(set.Years, at) {
			continue
		}
		if y, err := set.At(at); err == nil {
			if v, ok := y.Value(measure, code, industry); ok {
				return v
			}
		}
	}
	return math.NaN()
}

// world is what all economies of the larger edition of a year have together.
func world(measure, industry string, at int) float64 {
	set := indicators.ADB62
	if slices.Contains(indicators.ADB72.Years, at) {
		set = indicators.ADB72
	}
	y, err := set.At(at)
	if err != nil {
		return math.NaN()
	}
	var sum float64
	for _, e := range y.Economies {
		if v, ok := y.Value(measure, e, industry); ok {
			sum += v
		}
	}
	return sum
}

// largest is the industry of which an economy exports most; the first where nothing is known of it.
func largest(code string, upTo int) string {
	best, most := indicators.Industries[0], 0.0
	at, ok := year(indicators.ADB62.Years, upTo)
	for _, i := range indicators.Industries {
		if v := published("exports", code, i, at); ok && v > most {
			best, most = i, v
		}
	}
	return best
}

// ofTables are the figures of the ADB's tables.
func ofTables(industry string, upTo int) []*figure {
	at, ok := year(indicators.ADB62.Years, upTo)
	if !ok {
		return nil
	}
	source := indicators.ADB.Of(indicators.ADB62)
	name := indicators.IndustryNames[industry]
	inWorld := map[string]float64{}
	for _, i := range []string{indicators.All, industry} {
		for _, y := range []int{at, at - span} {
			inWorld[fmt.Sprint(i, y)] = world("exports", i, y)
		}
	}
	of := func(id, level, label, unit, definition string, lower bool, get func(code string) float64) *figure {
		return &figure{id: id, level: level, label: label, unit: unit, definition: definition, lower: lower, source: source,
			kind: result.Accounting, of: func(code string) cell { return exactly(get(code), at) }}
	}
	part := func(code, of string, when int) float64 {
		return published("exports", code, of, when) / inWorld[fmt.Sprint(of, when)]
	}
	change := func(code, of string) float64 { return math.Log(part(code, of, at) / part(code, of, at-span)) }
	return []*figure{
		of("size", "endowments", "Size of the economy", "log of million USD", "logarithm of value added", false,
			func(c string) float64 { return math.Log(published("value_added", c, indicators.All, at)) }),
		of("growth", "macro", "Growth", "a year", "mean change of the logarithm of value added in US$ over five years", false,
			func(c string) float64 { mean, _ := growth(c, at); return mean }),
		of("unsteadiness", "macro", "Unsteadiness of growth", "a year", "standard deviation of the same over the five years",
			true, func(c string) float64 { _, deviation := growth(c, at); return deviation }),
		of("world_share", "exports", "Share in world exports", "log of a share", "logarithm of exports over the world's",
			false, func(c string) float64 { return math.Log(part(c, indicators.All, at)) }),
		of("share_change", "exports", "Change of that share", "log points", "over five years", false,
			func(c string) float64 { return change(c, indicators.All) }),
		of("concentration", "exports", "Concentration of exports", "0 to 1", "normalised Herfindahl index over 35 industries",
			true, func(c string) float64 { return concentration(c, at) }),
		of("technology", "exports", "Technology of exports", "share",
			"exports of chemicals, machinery, electrical and transport equipment (c9, c13, c14, c15) over exports", false,
			func(c string) float64 { return technology(c, at) }),
		of("industry_share", "industry", "Share in world exports of "+name, "log of a share",
			"logarithm of the industry's exports over the world's", false,
			func(c string) float64 { return math.Log(part(c, industry, at)) }),
		of("industry_change", "industry", "Change of that share, "+name, "log points", "over five years", false,
			func(c string) float64 { return change(c, industry) }),
		of("industry_rca", "industry", "Advantage in "+name, "-1 to 1",
			"(RCA - 1)/(RCA + 1) of value added absorbed abroad, by exporting industry; edition of 62 economies", false,
			func(c string) float64 {
				rca := published("rca_vax", c, industry, at)
				return (rca - 1) / (rca + 1)
			}),
	}
}

// growth is the mean and the standard deviation (of n-1) of the yearly change of value added; NaN where a year is not
// known.
func growth(code string, at int) (mean, deviation float64) {
	var steps []float64
	for y := at - span + 1; y <= at; y++ {
		before, now := published("value_added", code, indicators.All, y-1), published("value_added", code, indicators.All, y)
		steps = append(steps, math.Log(now/before))
	}
	for _, s := range steps {
		mean += s / span
	}
	for _, s := range steps {
		deviation += (s - mean) * (s - mean) / (span - 1)
	}
	return mean, math.Sqrt(deviation)
}

func concentration(code string, at int) float64 {
	all, sum := published("exports", code, indicators.All, at), 0.0
	n := float64(len(indicators.Industries))
	for _, i := range indicators.Industries {
		s := published("exports", code, i, at) / all
		sum += s * s
	}
	return (sum - 1/n) / (1 - 1/n)
}

func technology(code string, at int) float64 {
	var sum float64
	for _, i := range []string{"c9", "c13", "c14", "c15"} {
		sum += published("exports", code, i, at)
	}
	return sum / published("exports", code, indicators.All, at)
}

// ofScores are the Logistics Performance Index, and Business Ready over all topics.
func ofScores(upTo int) []*figure {
	source := (*border.Scores).Given
	out := []*figure{{id: "lpi", level: "logistics", label: "Logistics Performance Index", unit: "1 to 5",
		definition: "the last edition; bounds are its own, or as wide as those of the last edition that prints some",
		covers:     inclusive, kind: result.Estimate, source: source(border.LPI),
		of: func(code string) cell { return logistics(code, upTo) }}}
	for _, name := range []string{"regulatory_framework", "public_services", "operational_efficiency"} {
		column := border.BReady.Column(name)
		out = append(out, &figure{id: name, level: "business", label: "Business Ready: " + column.Label, unit: column.Unit,
			definition: column.Definition, kind: result.Estimate, source: source(border.BReady),
			of: func(code string) cell {
				rows, err := border.BReady.Of(code)
				if err != nil || len(rows) == 0 || rows[len(rows)-1].Year > upTo {
					return nothing
				}
				last := rows[len(rows)-1]
				return exactly(border.BReady.Value(last, name), last.Year)
			}})
	}
	return out
}

func logistics(code string, upTo int) cell {
	rows, err := border.LPI.Of(code)
	if err != nil {
		return nothing
	}
	out, down, up := nothing, math.NaN(), math.NaN()
	for _, r := range rows { // oldest first
		v := border.LPI.Value(r, "score")
		if r.Year > upTo || math.IsNaN(v) {
			continue
		}
		if low, high := border.LPI.Value(r, "score_low"), border.LPI.Value(r, "score_high"); low < high {
			down, up = v-low, high-v
		}
		out = cell{v, v - down, v + up, r.Year}
	}
	return out
}

// ofBorders are hours and US$ of the method of Doing Business 2016 to 2020.
func ofBorders(upTo int) []*figure {
	vintage := border.Vintages[len(border.Vintages)-1]
	at, ok := year(vintage.Years, upTo)
	table, err := vintage.At(at)
	if !ok || err != nil {
		return nil
	}
	var out []*figure
	for _, side := range border.Sides {
		for _, what := range []struct {
			id, label, unit string
			of              func(*border.Compliance) float64
		}{
			{"hours", "Hours to ", "hours", func(c *border.Compliance) float64 { return c.BorderHours + c.DocumentHours }},
			{"cost", "Cost to ", "US$", func(c *border.Compliance) float64 { return c.BorderCost + c.DocumentCost }},
		} {
			out = append(out, &figure{id: what.id + "_" + side.Name, level: "borders", label: what.label + side.Name,
				unit: what.unit, definition: "of the border and of documents, a shipment", lower: true, kind: result.Estimate,
				source: result.Source{Table: vintage.Ref(at), Publisher: vintage.Source, Citation: border.Licence,
					Unit: vintage.Method},
				of: func(code string) cell {
					r, ok := table.Find(code)
					if !ok || side.Parts(r) == nil {
						return nothing
					}
					return exactly(what.of(side.Parts(r)), at)
				}})
		}
	}
	return out
}

// joined puts a reader's figures beside those at hand; one of the same name takes its place.
//
// Error: fault.Invalid where it stands at another level there.
func joined(have, own []*figure) ([]*figure, error) {
	for _, f := range own {
		at := slices.IndexFunc(have, func(h *figure) bool { return h.id == f.id })
		if at < 0 {
			have = append(have, f)
			continue
		}
		if have[at].level != f.level {
			return nil, &fault.Error{Kind: fault.Invalid, Param: "indicators", Where: f.id,
				What: fault.Say("it is of level %s in one place and of %s in another", f.level, have[at].level),
				Fix:  "Give it another name, or the same level"}
		}
		have[at] = f
	}
	return have, nil
}
