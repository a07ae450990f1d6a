package competitiveness

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"ikat/indicators"
	"ikat/result"
	"ikat/say"
)

// prose writes where the economy stands, level by level, and then among which others.
func (a *asked) prose(v *say.Voice, f *result.Frame) *say.Page {
	page := say.NewPage(v)
	page.Title("competitiveness.title", say.Args{"name": a.economy.Name})
	s := a.all.Ranks[0]
	page.Sentence("competitiveness.rank", say.Args{"name": a.economy.Name, "rank": s.Rank, "low": s.Low, "high": s.High,
		"of": len(a.data.Units), "wide": 3*(s.High-s.Low+1) > len(a.data.Units)})
	a.from(page)
	best, worst := a.ends()
	if best != worst {
		page.Sentence("competitiveness.levels", say.Args{"best": page.Say("competitiveness.level-" + best),
			"worst": page.Say("competitiveness.level-" + worst)})
	}
	if kind := a.mostMoving(); kind != "" {
		page.Sentence("competitiveness.moves", say.Args{"choice": page.Say("competitiveness.choice-" + kind)})
	}
	page.Heading("competitiveness.parts", say.Args{"name": a.economy.Name})
	page.Grid(a.partsGrid(page))
	page.Small("competitiveness.parts-unit", say.Args{"industry": indicators.IndustryNames[a.industry]})
	page.Heading("competitiveness.others")
	page.Grid(a.othersGrid(page))
	page.Small("competitiveness.others-unit", say.Args{"scale": a.scale()})
	page.Basis(f.Notes, f.Provenance.Sources)
	return page
}

// from says of which years the economy's figures are.
func (a *asked) from(page *say.Page) {
	u := slices.Index(a.data.Units, a.economy.Code)
	first, last := math.MaxInt, 0
	for i := range a.figures {
		if u < 0 || !a.cells[i][u].known() {
			continue
		}
		if year := a.cells[i][u].year; year > 0 {
			first, last = min(first, year), max(last, year)
		}
	}
	if last == 0 {
		return
	}
	years := strconv.Itoa(first)
	if last > first {
		years += "–" + strconv.Itoa(last)
	}
	page.Sentence("competitiveness.from", say.Args{"years": years})
}

// places are ranks of all economies in a level.
func (a *asked) places(pillar int) []float64 { return placesOf(a.index.Pillars[pillar]) }

func placesOf(v []float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = 1
		for _, y := range v {
			if y > x {
				out[i]++
			}
		}
		if math.IsNaN(x) {
			out[i] = math.NaN()
		}
	}
	return out
}

// ends are the levels where the economy stands best and worst, by rank among those who have the level.
func (a *asked) ends() (best, worst string) {
	high, low := math.Inf(1), math.Inf(-1)
	for p, level := range a.data.Pillars {
		place := a.places(p)[0] / float64(having(a.index.Pillars[p]))
		if place < high {
			high, best = place, level
		}
		if place > low {
			low, worst = place, level
		}
	}
	return best, worst
}

// mostMoving is the choice that explains most of the variance of the economy's rank; "" where its rank does not move.
func (a *asked) mostMoving() string {
	of := a.choices.Explained[0]
	k := -1
	for i, e := range of {
		if !math.IsNaN(e) && (k < 0 || e > of[k]) {
			k = i
		}
	}
	const little = .05 // below it no choice alone moves the rank
	switch {
	case k < 0 || of[k] < little:
		return ""
	case k == len(of)-1:
		return "weights"
	}
	return []string{"treat", "lacking", "normalise", "weigh", "aggregate"}[k]
}

// partsGrid is a row a figure, under its level.
func (a *asked) partsGrid(page *say.Page) *say.Grid {
	g := &say.Grid{Keys: 2}
	g.Columns(false, page.Say("competitiveness.level"), page.Say("competitiveness.figure"))
	g.Columns(true, page.Say("competitiveness.value"))
	g.Columns(false, page.Say("competitiveness.unit"))
	g.Columns(true, page.Say("competitiveness.year"), page.Say("competitiveness.rank-column"),
		page.Say("competitiveness.known"))
	for p, level := range a.data.Pillars {
		name := page.Say("competitiveness.level-" + level)
		if place := a.places(p)[0]; !math.IsNaN(place) {
			g.Row(name, page.Say("competitiveness.whole-level"), page.Number(a.index.Pillars[p][0], 1), a.pillarScale(), "",
				fmt.Sprint(place), fmt.Sprint(having(a.index.Pillars[p])))
		}
		for i, f := range a.figures {
			if f.level == level {
				g.Row(a.partRow(page, i)...)
			}
		}
	}
	return g
}

func having(v []float64) int {
	return len(slices.DeleteFunc(slices.Clone(v), func(x float64) bool { return math.IsNaN(x) }))
}

func (a *asked) partRow(page *say.Page, i int) []string {
	f, c := a.figures[i], a.cells[i][0]
	if !c.known() {
		return []string{"", f.label, "–", f.unit, "", "", ""}
	}
	v := make([]float64, len(a.data.Units))
	for u, c := range a.cells[i] {
		if v[u] = c.value; f.lower {
			v[u] = -c.value
		}
	}
	text := page.Number(c.value, digits(c.value))
	if c.low < c.high {
		text += " [" + page.Number(c.low, 2) + ", " + page.Number(c.high, 2) + "]"
	}
	return []string{"", f.label, text, f.unit, fmt.Sprint(c.year), fmt.Sprint(placesOf(v)[0]), fmt.Sprint(having(v))}
}

// digits behind the point that say three figures or so.
func digits(v float64) int {
	switch v = math.Abs(v); {
	case v >= 100:
		return 0
	case v >= 10:
		return 1
	case v >= 1:
		return 2
	}
	return 3
}

// othersGrid is a row an economy, by rank.
func (a *asked) othersGrid(page *say.Page) *say.Grid {
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("competitiveness.economy"))
	g.Columns(true, page.Say("competitiveness.rank-column"), page.Say("competitiveness.interval"),
		page.Say("competitiveness.index"))
	for _, level := range a.data.Pillars {
		g.Columns(true, page.Say("competitiveness.level-"+level))
	}
	for _, u := range a.inOrder() {
		s := a.all.Ranks[u]
		row := []string{a.data.Units[u], fmt.Sprint(s.Rank), fmt.Sprintf("%d–%d", s.Low, s.High),
			page.Number(a.index.Scores[u], 1)}
		for p := range a.data.Pillars {
			row = append(row, page.Number(a.index.Pillars[p][u], 1))
		}
		g.Row(row...)
	}
	return g
}
