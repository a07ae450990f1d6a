package known

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikat/draws"
	"ikat/economies"
	"ikat/result"
)

// Comparison sets economies side by side.
type Comparison struct {
	Economies []*Card
	Groups    []Group // beside the economies, a column each: the median of their members
	Peers     []*Card // whose median and range stand beside them
	Topics    []string
	Year      int // 0: of each figure the last year that all economies compared have

	// Own gives figures from another source, such as a table, and whether it has the figure at all: then every economy
	// of its row is from there, not known where that source lacks the economy. Nil gives none.
	Own func(f *Figure, code string) (v Value, has bool)
	// OwnSource is what Own's figures come from.
	OwnSource result.Source
}

// Group is several economies as one column.
type Group struct {
	Card    *Card   // code and name alone
	Members []*Card // those that ikat knows of
}

// Row is one figure of one economy beside the others. Of a group it is the median of the members that have the figure,
// with the least and the most.
type Row struct {
	Figure *Figure
	Card   *Card
	Value
	Members, Have int // of a group: all it knows of, and those that have the figure
	// among the economies compared and peers, 1 is the best; 0 where neither more nor less is better
	Rank, Of                    int
	Median, PeersLow, PeersHigh float64 // of peers, NaN where there are none
	Peers                       int     // peers that have the figure
	Source                      result.Source
}

// Rows returns a row for each figure and economy, figures in order. A figure that no economy compared has is left out.
func (c *Comparison) Rows() []Row {
	var out []Row
	for _, f := range Figures() {
		if slices.Contains(c.Topics, f.Topic) {
			out = append(out, c.figure(f)...)
		}
	}
	return out
}

func (c *Comparison) figure(f *Figure) []Row {
	year := c.yearOf(f)
	values := make([]Value, len(c.Economies))
	some := false
	for i, e := range c.Economies {
		values[i], _ = c.value(f, e, year)
		some = some || values[i].known()
	}
	groups := c.ofGroups(f, year)
	for _, g := range groups {
		some = some || g.known()
	}
	if !some {
		return nil
	}
	var peers []float64
	for _, p := range c.Peers {
		if f.Better == Apart {
			break // what means something else in every economy has no median
		}
		if v, _ := c.value(f, p, year); !math.IsNaN(v.Value) {
			peers = append(peers, v.Value)
		}
	}
	slices.Sort(peers)
	var out []Row
	for i, e := range c.Economies {
		row := Row{Figure: f, Card: e, Value: values[i], Peers: len(peers), Median: draws.Median(peers), PeersLow: math.NaN(),
			PeersHigh: math.NaN(), Source: c.source(f, e)}
		if len(peers) > 0 {
			row.PeersLow, row.PeersHigh = peers[0], peers[len(peers)-1]
		}
		if f.Better.ranks() && !math.IsNaN(values[i].Value) {
			row.Rank, row.Of = f.standing(values, peers, values[i].Value)
		}
		out = append(out, row)
	}
	return append(out, groups...)
}

// source is where a figure of some economies is from: the other source, where that has the figure.
func (c *Comparison) source(f *Figure, of ...*Card) result.Source {
	if c.Own != nil && len(of) > 0 {
		if _, own := c.Own(f, of[0].Code); own {
			return c.OwnSource
		}
	}
	out := f.Source
	for i, e := range of {
		switch s := f.source(e); {
		case i == 0:
			out = s
		case !strings.Contains(out.Table, s.Table):
			out.Table += ", " + s.Table
		}
	}
	return out
}

// Columns is how many rows a figure has: one an economy and group.
func (c *Comparison) Columns() int { return len(c.Economies) + len(c.Groups) }

// ofGroups are a figure's rows of groups: nothing where it means something else in every economy.
func (c *Comparison) ofGroups(f *Figure, year int) []Row {
	var out []Row
	for _, g := range c.Groups {
		row := Row{Figure: f, Card: g.Card, Value: nothing(), Members: len(g.Members), Median: math.NaN(),
			PeersLow: math.NaN(), PeersHigh: math.NaN()}
		var values []float64
		var have []*Card
		for _, m := range g.Members {
			if v, _ := c.value(f, m, year); f.Better != Apart && !math.IsNaN(v.Value) {
				values, have = append(values, v.Value), append(have, m)
				row.Year = v.Year
			}
		}
		row.Source = c.source(f, have...)
		slices.Sort(values)
		if row.Have = len(values); row.Have > 0 {
			row.Value.Value, row.Low, row.High = draws.Median(values), values[0], values[len(values)-1]
		}
		out = append(out, row)
	}
	return out
}

// value is a figure of an economy: of the other source where there is one, which then all economies of a row share.
func (c *Comparison) value(f *Figure, e *Card, year int) (v Value, own bool) {
	if c.Own != nil {
		if v, ok := c.Own(f, e.Code); ok {
			return v, true
		}
	}
	return f.at(e, year), false
}

// yearOf is the last year that all economies have which have the figure at all, or the one nearest to the year asked
// for.
func (c *Comparison) yearOf(f *Figure) int {
	var common []int
	of := c.Economies
	for _, g := range c.Groups { // alone, groups are compared in a year that all their members have
		if len(c.Economies) == 0 {
			of = append(of, g.Members...)
		}
	}
	for _, e := range of {
		years := f.years(e)
		switch {
		case len(years) == 0:
		case common == nil:
			common = years
		default:
			common = slices.DeleteFunc(slices.Clone(common), func(y int) bool { return !slices.Contains(years, y) })
		}
	}
	if len(common) == 0 {
		return c.Year
	}
	if c.Year == 0 {
		return slices.Max(common)
	}
	return slices.MinFunc(common, func(a, b int) int { return cmp.Compare(distance(a, c.Year), distance(b, c.Year)) })
}

func distance(a, b int) int { return max(a-b, b-a) }

// ranks reports whether a figure has a best.
func (d Direction) ranks() bool { return d == More || d == Less }

// standing is the place of a value among the economies compared and peers, the best first.
func (f *Figure) standing(values []Value, peers []float64, own float64) (rank, of int) {
	all := slices.Clone(peers)
	for _, v := range values {
		if !math.IsNaN(v.Value) {
			all = append(all, v.Value)
		}
	}
	rank = 1
	for _, v := range all {
		if v > own && f.Better == More || v < own && f.Better == Less {
			rank++
		}
	}
	return rank, len(all)
}

var yearInText = regexp.MustCompile(`\b(19|20)\d\d\b`)

// firstYear is the first year that a source names, 0 where it names none.
func firstYear(text string) int {
	year, _ := strconv.Atoi(yearInText.FindString(text))
	return year
}

// Frame lays rows of a comparison out.
func (c *Comparison) Frame(rows []Row) *result.Frame {
	f := &result.Frame{Title: "Economies side by side"}
	n := f.Of(result.Accounting, len(rows))
	text := func(name, label string, get func(Row) string) {
		n.Text(name, label, func(i int) string { return get(rows[i]) })
	}
	number := func(name, label, unit, definition string, kind result.Kind, get func(Row) float64) {
		n.Kind = kind
		n.Number(name, label, unit, definition, func(i int) float64 { return get(rows[i]) })
	}
	text("topic", "Topic", func(r Row) string { return r.Figure.Topic })
	text("figure", "Figure", func(r Row) string { return r.Figure.ID })
	text("economy", "Economy", func(r Row) string { return r.Card.Code })
	years := make([]int64, len(rows))
	for i, r := range rows {
		years[i] = int64(r.Year)
	}
	f.Known("year", "Year", "of the figure; blank where its source names none", "", years)
	own := "as in the column unit"
	number("value", "Value", own, "as published or computed; see kind", result.Accounting,
		func(r Row) float64 { return r.Value.Value })
	number("low", "Low", own, "lower end of its range, where there is one", result.Bound, func(r Row) float64 {
		return r.Low
	})
	number("high", "High", own, "upper end of its range, where there is one", result.Bound,
		func(r Row) float64 { return r.High })
	text("unit", "Unit", func(r Row) string { return r.Figure.Unit })
	text("kind", "Kind", func(r Row) string { return string(r.Figure.Kind) })
	text("better", "Better", func(r Row) string { return string(r.Figure.Better) })
	number("rank", "Rank", "", "place among the economies compared and peers, 1 is the best: the most or the least, as "+
		"the column better says; blank where it is neither",
		result.Accounting, func(r Row) float64 { return or(r.Of > 0, float64(r.Rank)) })
	number("of", "Of", "", "economies compared and peers that have the figure", result.Accounting,
		func(r Row) float64 { return or(r.Of > 0, float64(r.Of)) })
	have := make([]int64, len(rows))
	for i, r := range rows {
		have[i] = int64(r.Have)
	}
	f.Whole("members", "Members", "", "of a group: those that have the figure, whose median, least and most these "+
		"are; 0 of an economy", result.Accounting, have)
	number("peers_median", "Median of peers", own, "over peers that have the figure, the economies compared left out",
		result.Accounting, func(r Row) float64 { return r.Median })
	number("peers_low", "Least of peers", own, "over the same", result.Accounting, func(r Row) float64 {
		return r.PeersLow
	})
	number("peers_high", "Most of peers", own, "over the same", result.Accounting, func(r Row) float64 {
		return r.PeersHigh
	})
	text("name", "Name", func(r Row) string { return r.Card.Name })
	text("label", "What it is", func(r Row) string { return r.Figure.Label + ": " + r.Figure.Definition })
	text("source", "Source", func(r Row) string { return r.Source.Table })
	text("said", "To know with it", func(r Row) string { return r.Said })
	f.Provenance.Question = "compare"
	for _, r := range rows {
		if !slices.ContainsFunc(f.Provenance.Sources, func(s result.Source) bool { return s.Table == r.Source.Table }) {
			f.Provenance.Sources = append(f.Provenance.Sources, r.Source)
		}
	}
	c.notes(f, rows)
	return f
}

// notes say what must be known with the rows: whose figures, and what may not be compared.
func (c *Comparison) notes(f *result.Frame, rows []Row) {
	topic := func(t string) bool { return slices.ContainsFunc(rows, func(r Row) bool { return r.Figure.Topic == t }) }
	all := Notes()
	for i, t := range []string{"trade", "borders", "firms"} {
		if topic(t) && (t != "trade" || c.Own == nil) {
			f.Notes = append(f.Notes, all[i])
		}
	}
	for _, e := range c.Economies {
		if !slices.ContainsFunc(rows, func(r Row) bool { return r.Card == e && r.known() }) {
			f.Warn("compare-nothing", "nothing of this is published of {name} in what ikat carries",
				"name", economies.InPhrase(e.Name))
		}
	}
	c.moved(f, rows)
	said := map[string]bool{}
	for _, r := range rows {
		if r.Figure.Topic == "borders" && r.Said != "" && !said[r.Card.Code] {
			said[r.Card.Code] = true
			f.Warn("compare-caution", "{name} {year}: {text}", "name", r.Card.Name, "year", r.Year, "text", r.Said)
		}
	}
}

// moved says which figures are of another year than the one asked for.
func (c *Comparison) moved(f *result.Frame, rows []Row) {
	if c.Year == 0 {
		return
	}
	figures := map[int][]string{}
	var years []int
	for _, r := range rows {
		if r.Year == 0 || r.Year == c.Year {
			continue
		}
		if figures[r.Year] == nil {
			years = append(years, r.Year)
		}
		if !slices.Contains(figures[r.Year], r.Figure.Label) {
			figures[r.Year] = append(figures[r.Year], r.Figure.Label)
		}
	}
	slices.Sort(years)
	var said []string
	for _, y := range years {
		said = append(said, strconv.Itoa(y)+" ("+strings.Join(figures[y], ", ")+")")
	}
	if said != nil {
		f.Warn("compare-year", "not of {year}, which was asked for, but of the nearest year that has them: {list}",
			"year", c.Year, "list", strings.Join(said, "; "))
	}
}
