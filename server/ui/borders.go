package ui

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/economies"
	"ikat/fault"
	questionborders "ikat/question/borders"
)

// crossing is what the page about borders was asked.
type crossing struct {
	economy, with string
	peers         []string
	choice        questionborders.Choice
	all           *answer // every economy of the border table, best rank first
}

// borders compares what it takes to cross the borders of the economies in the border table.
func borders(r *request) (*View, error) {
	q, err := r.crossing()
	if err != nil {
		return nil, err
	}
	v := &View{
		Title:    r.Say("borders.title", map[string]any{"name": q.name(q.economy), "at": q.year()}),
		Question: r.Say("borders.question", map[string]any{"name": q.name(q.economy)}),
		Controls: q.controls(r),
		Answer:   q.answer(r),
		Central:  q.central(r),
	}
	v.Calls = []*Call{q.all.call}
	v.about(q.all.Frame)
	pair, err := q.sideBySide(r)
	if err != nil {
		return nil, err
	}
	v.Sections = []Section{*pair, q.everywhere(r), q.ranks(r), q.best(r), q.against(r)}
	return v, nil
}

// crossing reads the page's choices and compares all economies.
//
// Error: fault.NotFound for an economy that the border table lacks, what questionborders.ParseThetas and
// questionborders.Compare say.
func (r *request) crossing() (*crossing, error) {
	q := &crossing{peers: r.list("peers")}
	q.choice.Files = []string{cmp.Or(r.Get("border"), newestBorders())}
	var err error
	if q.choice.Thetas, err = questionborders.ParseThetas(r.list("theta")); err != nil {
		return nil, err
	}
	if v := r.Get("container-value"); v != "" {
		if q.choice.Container, err = strconv.ParseFloat(v, 64); err != nil || q.choice.Container == 0 {
			return nil, &fault.Error{
				Kind:  fault.Invalid,
				Where: "container-value " + v,
				What:  "it is no value of goods",
				Fix:   "Give US dollars above zero, such as 20000",
			}
		}
	}
	if q.all, err = r.bordersOf(nil, q.peers, q.choice); err != nil {
		return nil, err
	}
	choices := q.economies()
	if q.economy, err = r.bordering(choices, "economy", "IDN"); err != nil {
		return nil, err
	}
	best := firstOf(
		q.all,
		"economy",
		q.all.text(0, "economy"),
		func(i int) bool { // in the region, where there is another
			code := q.all.text(i, "economy")
			member, _ := economies.ESCAP(code)
			return member && code != q.economy && q.all.value(i, "days_export") > 0
		},
	)
	q.with, err = r.bordering(choices, "partner", best)
	if q.with == q.economy {
		r.word("focus.own-peer", map[string]any{"name": q.name(q.economy), "other": q.name(best)})
		q.with = best
	}
	var gone *absent
	if errors.As(err, &gone) { // a partner of which nothing is known is no reason to say nothing
		r.word("focus.no-peer", map[string]any{"name": gone.economy.Name, "other": q.name(best)})
		q.with, err = best, nil
	}
	return q, err
}

// bordering reads an economy of the border table.
//
// Error: *absent where its borders are not known; fault.NotFound where nothing is known by that name.
func (r *request) bordering(choices []Choice, name, otherwise string) (string, error) {
	text := r.Get(name)
	if text == "" {
		return otherwise, nil
	}
	e, err := economies.Resolve(text)
	if err != nil {
		return r.choose(name, otherwise, choices)
	}
	if !slices.ContainsFunc(choices, func(c Choice) bool { return c.Value == e.Code }) {
		return "", &absent{e, "", "focus.no-borders"}
	}
	return e.Code, nil
}

// newestBorders names the border table with the latest figures.
func newestBorders() string {
	last := border.Vintages[len(border.Vintages)-1]
	return fmt.Sprint(last.Name, "/", slices.Max(last.Years))
}

// vintages are the border tables as choices, the newest first.
func (r *request) vintages() []Choice {
	var out []Choice
	for _, v := range slices.Backward(border.Vintages) {
		for _, year := range slices.Backward(v.Years) {
			ref := v.Name
			if len(v.Years) > 1 {
				ref = fmt.Sprint(v.Name, "/", year)
			}
			out = append(
				out,
				Choice{ref, r.Say("borders.vintage", map[string]any{"name": v.Name, "at": strconv.Itoa(year)})},
			)
		}
	}
	return out
}

// bordersOf compares economies, or all.
func (r *request) bordersOf(economies, peers []string, choice questionborders.Choice) (*answer, error) {
	f, err := questionborders.Compare(r.site.engine, economies, peers, choice)
	if err != nil {
		return nil, err
	}
	c := NewCall(
		questionborders.Border,
	).With("border", choice.Files...).
		With("economies", strings.Join(economies, ",")).
		With("peers", strings.Join(peers, ",")).
		With("theta", strings.Join(r.list("theta"), ",")).
		With("container-value", r.Get("container-value"))
	return &answer{f, c}, nil
}

func (q *crossing) economies() []Choice {
	out := make([]Choice, q.all.Rows())
	for i := range out {
		out[i] = Choice{q.all.text(i, "economy"), q.all.text(i, "name")}
	}
	slices.SortFunc(out, func(a, b Choice) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

// row is the place of an economy in the comparison of all.
func (q *crossing) row(code string) int {
	for i := range q.all.Rows() {
		if q.all.text(i, "economy") == code {
			return i
		}
	}
	return 0
}

func (q *crossing) name(code string) string { return q.all.text(q.row(code), "name") }

func (q *crossing) controls(r *request) []Control {
	theta := strings.Join(r.list("theta"), ",")
	costs := []Choice{
		{"", r.Say("borders.theta-all")},
		{"0.2%", r.Say("borders.theta-low")},
		{"0.6%,2.1%", r.Say("borders.theta-high")},
	}
	if !slices.ContainsFunc(costs, func(c Choice) bool { return c.Value == theta }) {
		costs = append(costs, Choice{theta, questionborders.Percents(q.choice.Thetas)})
	}
	return []Control{
		{
			Kind:    "select",
			Name:    "economy",
			Label:   r.Say("control.economy"),
			Value:   q.economy,
			Options: q.economies(),
			Focus:   true,
		},
		{
			Kind:    "select",
			Name:    "border",
			Label:   r.Say("borders.table"),
			Value:   q.choice.Files[0],
			Options: r.vintages(),
			Focus:   true,
		},
		{Kind: "select", Name: "partner", Label: r.Say("borders.with"), Value: q.with, Options: q.economies()},
		{Kind: "select", Name: "theta", Label: r.Say("borders.theta"), Value: theta, Options: costs},
		{
			Kind:  "number",
			Name:  "container-value",
			Label: r.Say("borders.container"),
			Value: r.Get("container-value"),
			Min:   "1000",
			Max:   "1000000",
			Step:  "1000",
			Unit:  "US$",
		},
	}
}

// year is the year of the page's figures.
func (q *crossing) year() string {
	t, err := border.Open(q.choice.Files[0], 0)
	if err != nil {
		return ""
	}
	return strconv.Itoa(t.Year)
}

// counts reports whether the border table has an indicator.
func (q *crossing) counts(indicator string) bool {
	return !math.IsNaN(q.all.value(q.row(q.economy), indicator+"_export"))
}

// central are what both sides come to, and the days and dollars of the export side.
func (q *crossing) central(r *request) []Term {
	i := q.row(q.economy)
	say := func(side string) Term {
		return Term{
			r.Say(
				"borders.central",
				map[string]any{"days": q.all.value(i, "days_"+side), "cost": q.all.value(i, "cost_"+side)},
			),
			r.Say("borders.central-"+side, map[string]any{"at": q.year()}),
		}
	}
	return []Term{{r.Percent2(q.all.value(i, "cost")), r.Say("borders.central-cost")}, say("export")}
}

// answer says what it takes, what that amounts to, and what the best would save.
func (q *crossing) answer(r *request) []string {
	i := q.row(q.economy)
	data := map[string]any{"name": q.name(q.economy), "of": q.all.Rows(), "held": q.all.value(i, "rank_held"),
		"source": q.all.Provenance.Sources[0].Publisher, "at": q.year(), "documents": q.counts("docs")}
	for _, c := range q.all.Columns {
		switch {
		case c.Floats != nil:
			data[c.Name] = c.Floats[i]
		case c.Ints != nil:
			data[c.Name] = c.Ints[i]
		}
	}
	return []string{r.Say("borders.takes", data), r.Say("borders.amounts", data), r.Say("borders.saves", data)}
}

// drawn reports whether pictures of many economies show one: ESCAP's members, and what the reader has chosen. The rows
// have all.
func (q *crossing) drawn(code string) bool {
	member, associate := economies.ESCAP(code)
	return member || associate || code == q.economy || code == q.with || slices.Contains(q.peers, code)
}

// indicators are what the first picture can show.
var indicators = []string{"adds", "days", "docs", "cost"}

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

// here is the page's address with other values for some of its choices.
func (r *request) here(pairs ...string) string {
	out := []string{}
	for name, values := range r.Values {
		if name != "section" && !slices.Contains(pairs, name) {
			for _, v := range values {
				out = append(out, name, v)
			}
		}
	}
	return address(r.path, append(out, pairs...)...)
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
	a := q.all.sorted("saves_high")
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
						"cost":    "US$ " + Number(a.value(i, "cost_"+side), 0),
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
