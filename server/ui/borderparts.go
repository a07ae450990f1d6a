package ui

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// everywhere shows one indicator of all economies, in an order that the reader chooses.
func (q *crossing) everywhere(r *request) Section {
	var shows []Choice
	for _, id := range indicators {
		if id == "docs" && !q.counts(id) {
			continue
		}
		shows = append(shows, Choice{id, r.Say("borders.show-" + id)})
	}
	show := r.kept("show", "adds", shows)
	orders := []Choice{
		{"rank", r.Say("borders.sort-rank")},
		{"export", r.Say("borders.sort-export")},
		{"import", r.Say("borders.sort-import")},
		{"name", r.Say("borders.sort-name")},
	}
	order := r.kept("sort", "rank", orders)
	a := q.ordered(show, order)
	s := Section{
		ID:    "everywhere",
		Title: r.Say("borders.everywhere"),
		Lead:  r.Say("borders.everywhere-lead"),
		Rows:  a.call,
		Controls: []Control{
			{
				Kind:    "select",
				Name:    "show",
				Label:   r.Say("control.measure"),
				Value:   show,
				Options: shows,
			}, {Kind: "select", Name: "sort", Label: r.Say("borders.sort"), Value: order, Options: orders}},
	}
	if show == "adds" {
		s.Figure = q.intervals(r, a, "cost", "everywhere-ranges")
		s.Terms = a.terms("cost", "cost_low", "cost_high")
	} else {
		s.Figure = q.ends(r, a, show)
		s.Terms = a.terms(show+"_export", show+"_import")
	}
	s.Table = q.table(
		r,
		a,
		"name",
		"rank",
		"docs_export",
		"days_export",
		"cost_export",
		"docs_import",
		"days_import",
		"cost_import",
		"cost",
		"cost_low",
		"cost_high",
	)
	return s
}

// ordered sorts the economies: by rank, by the indicator on one side of the border, or by name. What a border adds is
// known by its rank alone, so its sides are sorted by days.
func (q *crossing) ordered(show, order string) *answer {
	rows := make([]int, q.all.Rows())
	for i := range rows {
		rows[i] = i
	}
	if show == "adds" {
		show = "days"
	}
	switch order {
	case "export", "import":
		slices.SortStableFunc(rows, func(i, j int) int {
			return cmp.Compare(q.all.value(i, show+"_"+order), q.all.value(j, show+"_"+order))
		})
	case "name":
		slices.SortStableFunc(
			rows,
			func(i, j int) int { return cmp.Compare(q.all.text(i, "name"), q.all.text(j, "name")) },
		)
	}
	return &answer{q.all.Take(rows), q.all.call}
}

// table lays out columns of economies; a name leads to the page about that economy.
func (q *crossing) table(r *request, a *answer, columns ...string) *Table {
	t := TableOf(a.Frame, nil, columns...)
	for i := range t.Rows {
		t.Rows[i][0].Href = r.here("economy", a.text(i, "economy"))
	}
	return t
}

// intervals draws the range of an ad valorem column over the cost of a day, an economy a line.
func (q *crossing) intervals(r *request, a *answer, column, id string) *Figure {
	f := &Figure{
		Kind:  "intervals",
		ID:    id,
		Title: r.Say("borders."+column+"-title") + ", " + q.year(),
		Alt:   r.Say("borders." + column + "-alt"),
		Low:   "low",
		High:  "high",
		X: &Field{
			Label:  r.Say("borders." + column + "-axis"),
			Format: "percent",
		},
		Y:    &Field{Field: "name", Label: r.Say("control.economy")},
		Mark: "own",
		Href: "href",
	}
	for i := range a.Rows() {
		code := a.text(i, "economy")
		if !q.drawn(code) {
			continue
		}
		f.Rows = append(
			f.Rows,
			Row{
				"name": a.text(i, "name"),
				"low":  a.value(i, column+"_low"),
				"high": a.value(i, column+"_high"),
				"own":  code == q.economy,
				"href": r.here("economy", code),
			},
		)
	}
	return f
}

// ends draws the two sides of each economy's border by one indicator.
func (q *crossing) ends(r *request, a *answer, show string) *Figure {
	export, imports := a.Column(show+"_export"), a.Column(show+"_import")
	f := &Figure{
		Kind:  "dumbbell",
		ID:    "everywhere-sides",
		Title: r.Say("borders.show-"+show) + ", " + q.year(),
		Alt:   r.Say("borders.sides-alt"),
		X:     &Field{Field: "value", Label: r.Say("borders.show-" + show), Format: "number", Unit: export.Unit},
		Y:     &Field{Field: "name", Label: r.Say("control.economy")},
		Group: "side",
		Mark:  "own",
		Href:  "href",
		Color: &Color{
			Field:  "side",
			Order:  []string{"export", "import"},
			Labels: map[string]string{"export": export.Label, "import": imports.Label},
		},
	}
	for i := range a.Rows() {
		code := a.text(i, "economy")
		if !q.drawn(code) {
			continue
		}
		for _, side := range f.Color.Order {
			f.Rows = append(
				f.Rows,
				Row{
					"name":  a.text(i, "name"),
					"side":  side,
					"value": a.value(i, show+"_"+side),
					"own":   code == q.economy,
					"href":  r.here("economy", code),
				},
			)
		}
	}
	return f
}

// ranks shows how far each economy's place depends on what a day costs.
func (q *crossing) ranks(r *request) Section {
	f := &Figure{
		Kind:  "intervals",
		ID:    "rank-ranges",
		Title: r.Say("borders.ranks-title") + ", " + q.year(),
		Alt:   r.Say("borders.ranks-alt"),
		Low:   "low",
		High:  "high",
		X:     &Field{Field: "rank", Label: r.Say("borders.ranks-axis"), Format: "number"},
		Y: &Field{
			Field: "name",
			Label: r.Say("control.economy"),
		},
		Mark: "own",
		Href: "href",
		Tip:  []Field{{Field: "held", Label: q.all.Column("rank_held").Label, Format: "percent"}},
	}
	for i := range q.all.Rows() {
		code := q.all.text(i, "economy")
		if !q.drawn(code) {
			continue
		}
		f.Rows = append(
			f.Rows,
			Row{
				"name": q.all.text(i, "name"),
				"rank": q.all.Column("rank").Ints[i],
				"low":  q.all.Column("rank_low").Ints[i],
				"high": q.all.Column("rank_high").Ints[i],
				"held": q.all.value(i, "rank_held"),
				"own":  code == q.economy,
				"href": r.here("economy", code),
			},
		)
	}
	return Section{
		ID:     "ranks",
		Title:  r.Say("borders.ranks"),
		Lead:   r.Say("borders.ranks-lead"),
		Figure: f,
		Terms:  q.all.terms("rank", "rank_low", "rank_high", "rank_held"),
		Table:  q.table(r, q.all, "name", "rank", "rank_low", "rank_high", "rank_held"),
		Rows:   q.all.call,
	}
}

// best shows what procedures as quick and cheap as the best would save each economy.
func (q *crossing) best(r *request) Section {
	a := q.all.sorted("saves")
	return Section{
		ID:     "best",
		Title:  r.Say("borders.best"),
		Lead:   r.Say("borders.best-lead"),
		Figure: q.intervals(r, a, "saves", "saves-ranges"),
		Terms:  a.terms("saves", "saves_low", "saves_high"),
		Table: q.table(
			r,
			a,
			"name",
			"saves",
			"saves_low",
			"saves_high",
			"saves_export_low",
			"saves_export_high",
			"saves_import_low",
			"saves_import_high",
			"days_export_gap",
			"cost_export_gap",
			"days_import_gap",
			"cost_import_gap",
		),
		Rows: a.call,
	}
}

// sideBySide compares two economies, each indicator in times the best.
func (q *crossing) sideBySide(r *request) (*Section, error) {
	two := []string{q.economy, q.with}
	a, err := r.bordersOf(two, two, q.choice)
	if err != nil {
		return nil, err
	}
	one, other := 0, a.Rows()-1
	if a.text(0, "economy") != q.economy {
		one, other = other, one
	}
	f := &Figure{
		Kind: "dumbbell",
		ID:   "pair-ends",
		Title: r.Say(
			"borders.pair-title",
			map[string]any{"one": a.text(one, "name"), "other": a.text(other, "name"), "at": q.year()},
		),
		Alt: r.Say("borders.pair-alt"),
		X: &Field{
			Field:  "value",
			Label:  r.Say("borders.pair-axis"),
			Format: "number",
		},
		Y:     &Field{Field: "name"},
		Group: "economy",
		Tip:   []Field{{Field: "cost", Label: r.Say("borders.pair-value"), Format: "text"}},
		Color: &Color{
			Field:  "economy",
			Order:  two,
			Labels: map[string]string{q.economy: a.text(one, "name"), q.with: a.text(other, "name")},
		},
	}
	t := &Table{
		Header: []Head{
			{Label: r.Say("borders.indicator")},
			{Label: a.text(one, "name"), Number: true},
			{Label: a.text(other, "name"), Number: true},
			{Label: r.Say("borders.difference"), Number: true},
			{Label: r.Say("data.unit")},
		},
	}
	for _, name := range []string{"docs_export", "days_export", "cost_export", "docs_import", "days_import",
		"cost_import"} {
		c := a.Column(name)
		if math.IsNaN(c.Floats[one]) && math.IsNaN(c.Floats[other]) {
			continue
		}
		for _, i := range []int{one, other} {
			if side, days := strings.CutPrefix(name, "days_"); days {
				f.Rows = append(
					f.Rows,
					Row{
						"name":    c.Label,
						"economy": a.text(i, "economy"),
						"value":   c.Floats[i],
						"cost":    "US$ " + r.Number(a.value(i, "cost_"+side), 0),
					},
				)
			}
		}
		t.Rows = append(
			t.Rows,
			[]Cell{
				{Text: c.Label},
				number(c.Floats[one]),
				number(c.Floats[other]),
				number(a.value(one, name+"_peers")),
				{Text: c.Unit},
			},
		)
	}
	t.Total = len(t.Rows)
	data := map[string]any{
		"one":   a.text(one, "name"),
		"other": a.text(other, "name"),
		"low":   math.Abs(a.value(one, "peers_low")),
		"high":  math.Abs(a.value(one, "peers_high")),
		"lead":  standing(a, one),
	}
	return &Section{
		ID:     "pair",
		Title:  r.Say("borders.pair"),
		Lead:   r.Say("borders.pair-lead", data),
		Figure: f,
		Table:  t,
		Rows:   a.call,
	}, nil
}

// standing says whether an economy's border costs more or less than its peers', whatever a day costs.
func standing(a *answer, row int) string {
	switch low, high := a.value(row, "peers_low"), a.value(row, "peers_high"); {
	case low >= 0 && high > 0:
		return "more"
	case high <= 0 && low < 0:
		return "less"
	case low < 0 && high > 0:
		return "either"
	}
	return "same"
}

// number is a cell of a number with as many decimals as it has, two at most.
func number(v float64) Cell {
	if math.IsNaN(v) {
		return Cell{Text: "–", Number: true}
	}
	digits := 0
	for scaled := v; digits < 2 && math.Abs(scaled-math.Round(scaled)) > 1e-6; scaled *= 10 {
		digits++
	}
	return Cell{Text: Number(v, digits), Value: strconv.FormatFloat(v, 'g', -1, 64), Number: true}
}

// against measures every economy against peers that the reader chooses.
func (q *crossing) against(r *request) Section {
	a := q.all.sorted("peers_high")
	f := q.intervals(r, a, "peers", "peers-ranges")
	f.Lines = []Line{{At: 0, Label: r.Say("borders.peers-mean")}}
	names := make([]string, len(q.peers))
	for i, p := range q.peers {
		names[i] = q.name(p)
	}
	i := q.row(q.economy)
	data := map[string]any{
		"name":  q.name(q.economy),
		"peers": names,
		"low":   math.Abs(q.all.value(i, "peers_low")),
		"high":  math.Abs(q.all.value(i, "peers_high")),
		"lead":  standing(q.all, i),
	}
	return Section{
		ID:     "against-peers",
		Title:  r.Say("borders.against"),
		Lead:   r.Say("borders.against-lead", data),
		Figure: f,
		Terms:  a.terms("peers", "peers_low", "peers_high"),
		Controls: []Control{
			{
				Kind:    "checks",
				Name:    "peers",
				Label:   r.Say("borders.peers"),
				Help:    r.Say("borders.peers-help"),
				Values:  q.peers,
				Options: q.economies(),
			},
		},
		Table: q.table(
			r,
			a,
			"name",
			"peers",
			"peers_low",
			"peers_high",
			"docs_export_peers",
			"days_export_peers",
			"cost_export_peers",
			"docs_import_peers",
			"days_import_peers",
			"cost_import_peers",
		),
		Rows: a.call,
	}
}
