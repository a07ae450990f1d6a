package known

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/known"
	"ikat/result"
	"ikat/say"
)

// side writes economies side by side: the sentence first, then a grid a topic.
func side(v *say.Voice, c *known.Comparison, rows []known.Row, f *result.Frame) *say.Page {
	page := say.NewPage(v)
	var names []string
	for _, e := range c.Economies {
		names = append(names, page.Name(e.Name))
	}
	for _, g := range c.Groups {
		names = append(names, g.Card.Name)
	}
	page.Title("compare.title", say.Args{"names": names})
	for _, key := range []string{"backward", "hours_export_border", "lpi"} {
		if told := ordered(page, rows, key); len(told) > 1 {
			page.Sentence("compare.said-"+key, say.Args{"list": told, "year": yearOf(rows, key)})
		}
	}
	for _, topic := range c.Topics {
		part := slices.DeleteFunc(slices.Clone(rows), func(r known.Row) bool { return r.Figure.Topic != topic })
		if len(part) > 0 {
			page.Heading("compare." + topic)
			page.Grid(beside(page, c, part))
		}
	}
	if len(c.Peers) > 0 {
		page.Small("compare.peers-unit", say.Args{"n": len(c.Peers)})
	}
	if len(c.Groups) > 0 {
		page.Small("compare.groups-unit")
	}
	page.Small("compare.unit")
	for _, r := range rows {
		if r.Figure.Topic == "firms" && r.Said != "" {
			page.Small("compare.source", say.Args{"name": r.Card.Name, "source": r.Said,
				"label": say.Lower(page.Label(r.Figure.Label))})
		}
	}
	page.Basis(f.Notes, f.Provenance.Sources)
	return page
}

// ordered tells a figure of every economy that has it, the best first, or the largest where none is best: "Viet Nam
// 56.3%". Groups and other aggregates come after the economies.
func ordered(page *say.Page, rows []known.Row, figure string) []string {
	part := slices.DeleteFunc(slices.Clone(rows), func(r known.Row) bool {
		return r.Figure.ID != figure || math.IsNaN(r.Value.Value)
	})
	slices.SortStableFunc(part, func(a, b known.Row) int {
		if of := several(a); of != several(b) {
			return map[bool]int{false: -1, true: 1}[of]
		}
		if a.Figure.Better == known.Less {
			return cmp.Compare(a.Value.Value, b.Value.Value)
		}
		return cmp.Compare(b.Value.Value, a.Value.Value)
	})
	var out []string
	for _, r := range part {
		name := page.Name(r.Card.Name)
		if r.Members > 0 {
			name = page.Say("compare.typically", say.Args{"name": name})
		}
		told := name + " " + shown(page, r.Figure, r.Value.Value)
		if r.Value.Low < r.Value.High {
			told += " " + page.Say("compare.from-to", say.Args{"low": shown(page, r.Figure, r.Value.Low),
				"high": shown(page, r.Figure, r.Value.High)})
		}
		out = append(out, told)
	}
	return out
}

// several reports whether a row is of more economies than one.
func several(r known.Row) bool { return r.Members > 0 || economies.IsAggregate(r.Card.Code) }

func yearOf(rows []known.Row, figure string) int {
	for _, r := range rows {
		if r.Figure.ID == figure && r.Year > 0 {
			return r.Year
		}
	}
	return 0
}

// beside is a row a figure and a column an economy, with the year once where all have the same.
func beside(page *say.Page, c *known.Comparison, rows []known.Row) *say.Grid {
	g := &say.Grid{Keys: 1}
	g.Columns(false, "")
	g.Columns(true, page.Say("known.year"))
	for _, e := range c.Economies {
		g.Columns(true, e.Name)
	}
	for _, of := range c.Groups {
		g.Columns(true, of.Card.Name)
	}
	if len(c.Peers) > 0 {
		g.Columns(true, page.Say("compare.median"), page.Say("compare.range"))
	}
	for i := 0; i < len(rows); i += c.Columns() {
		one := rows[i : i+c.Columns()]
		year, same := 0, true
		for _, r := range one {
			if r.Year > 0 {
				same = same && (year == 0 || year == r.Year)
				year = r.Year
			}
		}
		line := []string{label(page, one[0].Figure), ""}
		if same && year > 0 {
			line[1] = fmt.Sprint(year)
		}
		for _, r := range one {
			line = append(line, cell(page, r, !same))
		}
		if len(c.Peers) > 0 {
			line = append(line, shown(page, one[0].Figure, one[0].Median), spread(page, one[0]))
		}
		g.Row(line...)
	}
	return g
}

// label is what a figure is, with the unit of amounts.
func label(page *say.Page, f *known.Figure) string {
	if f.Unit == unit {
		return f.Label + ", " + page.ScaleOf(1e4, unit).Unit
	}
	if dollars, _, ok := strings.Cut(f.Unit, " "); f.Unit == "US$" || ok && dollars == "US$" {
		return f.Label + ", US$"
	}
	return f.Label
}

// cell is a value with its range and, where years differ, its year.
func cell(page *say.Page, r known.Row, dated bool) string {
	out := shown(page, r.Figure, r.Value.Value)
	if !math.IsNaN(r.Low) && !math.IsNaN(r.High) {
		low, high := shown(page, r.Figure, r.Low), shown(page, r.Figure, r.High)
		if r.Figure.ID == known.EarnedInExports { // as sentences say it
			low, high = page.Ends(r.Low, r.High)
			if !math.IsNaN(r.Value.Value) {
				out = page.Percent2(r.Value.Value)
			}
		}
		between := "[" + low + ", " + high + "]"
		if math.IsNaN(r.Value.Value) {
			out = between
		} else {
			out += " " + between
		}
	}
	if dated && r.Year > 0 {
		out += fmt.Sprintf(" (%d)", r.Year)
	}
	return out
}

func spread(page *say.Page, r known.Row) string {
	if math.IsNaN(r.PeersLow) {
		return ""
	}
	return "[" + shown(page, r.Figure, r.PeersLow) + ", " + shown(page, r.Figure, r.PeersHigh) + "]"
}

// shown is a figure's value as readers want it.
func shown(page *say.Page, f *known.Figure, v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case f.Unit == "share":
		return page.Percent(v)
	case f.Unit == unit:
		return page.Number(v/page.ScaleOf(1e4, unit).Size, 1)
	case f.ID == "lpi":
		return page.Number(v, 2)
	case f.Unit == "" || f.Unit == "hours":
		return page.Number(v, 0)
	}
	return page.Number(v, 1)
}
