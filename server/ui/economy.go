package ui

import (
	"errors"
	"ikat/result"
	"math"
	"slices"

	"ikat/engine"
	"ikat/question"
	"ikat/question/measures"
)

// economy shows one economy's place in value chains.
func economy(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	code, err := r.home(t)
	var gone *absent
	if errors.As(err, &gone) {
		return r.economyKnown(t, gone)
	}
	if err != nil {
		return nil, err
	}
	name := nameOf(t, code)
	v := &View{
		Title:    r.Say("economy.title", map[string]any{"name": name, "year": t.Year}),
		Question: r.Say("economy.question", map[string]any{"name": name}),
	}
	chosen, pickers := r.pickers(t, code)
	v.Controls = append(r.focusControls(t, code), pickers...)
	if v.Answer, v.Central, err = r.economyAnswer(t, code); err != nil {
		return nil, err
	}
	if chosen.any() {
		s, err := r.pickedSection(t, code, chosen, v)
		if err != nil {
			return nil, err
		}
		v.Answer, v.Central, v.Sections = slices.Insert(v.Answer, 0, s.Lead), nil, []Section{*s}
	}
	v.Calls = []*Call{NewCall(measures.Profile).With("economy", code).With("table", t.ref).With("level", "years")}
	return v, r.compose(v, t, code, []part{
		{"structure", "economy.structure", false, r.structure},
		{"smile", "economy.smile", true, r.smile},
		{"position", "economy.position", true, r.position},
		{"suppliers", "economy.suppliers", true, r.suppliers},
		{"buyers", "economy.buyers", true, r.buyers},
		{"matrix", "economy.matrix", true, r.exportsMatrix},
		{"balance", "economy.balance", true, r.balance},
		{"trend", "economy.trend", false, r.trend},
		{"peers", "economy.peers", true, r.peers},
		{"top-links", "economy.links", true, r.topLinks},
	})
}

// economyTakes is about what the page takes: the economy's profile, which is computed anew for each.
func economyTakes(r *request) question.Work { return measures.PlaceWork(r.shape()) }

func (r *request) economyAnswer(t *subject, code string) ([]string, []Term, error) {
	p, err := measures.PlaceOf(r, r.site.engine, code, []string{t.ref}, engine.Options{}, nil)
	if err != nil {
		return nil, nil, err
	}
	y := p.Years[len(p.Years)-1]
	out := measures.Sentences(r.Texts, "economy", p)
	if y.Exports == 0 {
		return out, nil, nil
	}
	if math.IsNaN(y.GVC) {
		return out, []Term{{r.Percent0(y.Backward), r.Say("economy.central-backward")}}, nil
	}
	return out, []Term{
		{r.Percent0(y.GVC), r.Say("economy.central-gvc")},
		{r.Percent0(y.Foreign), r.Say("economy.central-foreign")},
	}, nil
}

// one asks about the economy's rows of one measure of the page's table.
func (r *request) one(t *subject, v *View, measure, level, code string) (*answer, error) {
	a, err := r.ask(asking{measure: measure, level: level, tables: []string{t.ref}, economies: []string{code}})
	if err == nil {
		v.about(a.Frame)
	}
	return a, err
}

// structure is what becomes of exports, by industry.
func (r *request) structure(t *subject, code string, v *View) (*Section, error) {
	a, err := r.one(t, v, "bm", "sector", code)
	if err != nil {
		return nil, err
	}
	a = a.sorted("gexp")
	parts, columns := []string{"davax", "gvcf", "gvcb"}, []string{"industry", "gexp", "dc", "fc", "davax", "gvc", "gvcb",
		"gvcf"}
	if t.national() {
		parts, columns = []string{"dva", "gvcb"}, []string{"industry", "gexp", "dva", "gvcb"}
	}
	f := r.stacked("made-of", r.Say("economy.structure-title", map[string]any{"name": nameOf(t, code), "year": t.Year}),
		r.Say("economy.structure-alt", map[string]any{"name": nameOf(t, code)}), a,
		func(i int) string { return t.Table.IndustryName(a.text(i, "industry")) }, 10, parts...)
	f.X.Label, f.Narrow = r.Say("economy.exports-axis"), 5
	return &Section{
		ID:     "structure",
		Title:  r.Say("economy.structure"),
		Lead:   r.Say("economy.structure-lead"),
		Figure: f,
		Terms:  a.terms(parts...),
		Table:  TableOf(a.Frame, naming(t.Table), columns...),
		Rows:   a.call,
	}, nil
}

// stacked is a picture of amounts in parts, a bar for each row.
func (r *request) stacked(
	id, title, alt string,
	a *answer,
	name func(row int) string,
	rows int,
	parts ...string,
) *Figure {
	f := &Figure{
		Kind:  "bars",
		ID:    id,
		Title: title,
		Alt:   alt,
		Y:     &Field{Field: "name"},
		X:     &Field{Field: "value", Format: "money", Unit: a.Column(parts[0]).Unit},
		Color: &Color{Field: "part", Order: parts, Labels: map[string]string{}},
	}
	for _, p := range parts {
		f.Color.Labels[p] = a.Column(p).Label
	}
	for i := range min(rows, a.Rows()) {
		for _, p := range parts {
			f.Rows = append(f.Rows, Row{"name": name(i), "part": p, "value": a.value(i, p)})
		}
	}
	return f
}

// position is how far industries are from final users and from primary inputs.
func (r *request) position(t *subject, code string, v *View) (*Section, error) {
	whole, err := r.one(t, v, "position", "country", code)
	if err != nil {
		return nil, err
	}
	a, err := r.one(t, v, "position", "sector", code)
	if err != nil {
		return nil, err
	}
	if !(a.total("va_to_output")+a.total("final_to_output") > 0) { // it makes nothing
		return nil, errNothing
	}
	a = a.sorted("upstreamness")
	f := a.dumbbell("stages", r.Say("economy.position-title", map[string]any{"name": nameOf(t, code), "year": t.Year}),
		r.Say("economy.position-alt"),
		Field{Label: r.Say("economy.position-axis"), Format: "number", Unit: a.Column("upstreamness").Unit},
		func(i int) string { return t.Table.IndustryName(a.text(i, "industry")) }, "downstreamness", "upstreamness")
	return &Section{
		ID:    "position",
		Title: r.Say("economy.position"),
		Lead: r.Say(
			"economy.position-lead",
			map[string]any{
				"name": nameOf(t, code),
				"up":   whole.value(0, "upstreamness"),
				"down": whole.value(0, "downstreamness"),
			},
		),
		Figure: f,
		Terms:  a.terms("downstreamness", "upstreamness"),
		Table: TableOf(
			a.Frame,
			naming(t.Table),
			"industry",
			"upstreamness",
			"downstreamness",
			"final_to_output",
			"va_to_output",
		),
		Rows:  a.call,
		Calls: []*Call{whole.call},
	}, nil
}

// suppliers are the economies whose work is inside the exports.
func (r *request) suppliers(t *subject, code string, v *View) (*Section, error) {
	a, err := r.one(t, v, "va-origin", "country", code)
	if err != nil {
		return nil, err
	}
	all := a.sorted("va")
	abroad := all.where(func(i int) bool { return all.text(i, "source") != code })
	f := &Figure{
		Kind:  "bars",
		ID:    "by-source",
		Title: r.Say("economy.suppliers-title", map[string]any{"name": nameOf(t, code), "year": t.Year}),
		Alt:   r.Say("economy.suppliers-alt"),
		X: &Field{
			Field:  "value",
			Label:  a.Column("va").Label,
			Format: "money",
			Unit:   a.Column("va").Unit,
		},
		Y:    &Field{Field: "name", Label: r.Say("control.economy")},
		Href: "href",
		Tip:  []Field{{Field: "share", Label: a.Column("share").Label, Format: "percent"}},
	}
	for i := range min(12, abroad.Rows()) {
		c := abroad.text(i, "source")
		f.Rows = append(
			f.Rows,
			Row{
				"name":  nameOf(t, c),
				"value": abroad.value(i, "va"),
				"share": abroad.value(i, "share"),
				"href":  r.link("/economy", "economy", c),
			},
		)
	}
	return &Section{
		ID:     "suppliers",
		Title:  r.Say("economy.suppliers"),
		Lead:   r.Say("economy.suppliers-lead", map[string]any{"name": nameOf(t, code)}),
		Figure: f,
		Table:  TableOf(all.Frame, naming(t.Table), "source", "va", "share"),
		Rows:   a.call,
		Next:   []Step{{r.Say("economy.to-dependency"), r.link("/dependency", "economy", code)}},
	}, nil
}

// buyers are the forward and backward linkages by partner.
func (r *request) buyers(t *subject, code string, v *View) (*Section, error) {
	a, err := r.one(t, v, "bm", "bilateral", code)
	if err != nil {
		return nil, err
	}
	a = a.sorted("gexp")
	f := r.stacked(
		"by-buyer",
		r.Say("economy.buyers-title", map[string]any{"name": nameOf(t, code), "year": t.Year}),
		r.Say("economy.buyers-alt"),
		a,
		func(i int) string { return nameOf(t, a.text(i, "importer")) },
		12,
		"davax",
		"gvcf",
		"gvcb",
	)
	f.X.Label = r.Say("economy.exports-axis")
	return &Section{
		ID:     "buyers",
		Title:  r.Say("economy.buyers"),
		Lead:   r.Say("economy.buyers-lead"),
		Figure: f,
		Terms:  a.terms("davax", "gvcf", "gvcb"),
		Table:  TableOf(a.Frame, naming(t.Table), "importer", "gexp", "davax", "gvcf", "gvcb", "ref"),
		Rows:   a.call,
	}, nil
}

// balance puts the gross balance with each partner beside that in value added.
func (r *request) balance(t *subject, code string, v *View) (*Section, error) {
	a, err := r.one(t, v, "tiva", "bilateral", code)
	if err != nil {
		return nil, err
	}
	rows := make([]int, a.Rows())
	for i := range rows {
		rows[i] = i
	}
	size := func(i int) float64 { return math.Max(math.Abs(a.value(i, "balgr")), math.Abs(a.value(i, "balvafd"))) }
	slices.SortStableFunc(rows, func(i, j int) int {
		if size(i) > size(j) {
			return -1
		}
		return 1
	})
	a = &answer{a.Take(rows), a.call}
	f := &Figure{
		Kind:  "dumbbell",
		ID:    "balances",
		Title: r.Say("economy.balance-title", map[string]any{"name": nameOf(t, code), "year": t.Year}),
		Alt:   r.Say("economy.balance-alt"),
		X: &Field{
			Field:  "value",
			Label:  r.Say("economy.balance-axis"),
			Format: "money",
			Unit:   a.Column("balgr").Unit,
		},
		Y:     &Field{Field: "name"},
		Group: "end",
		Lines: []Line{{At: 0}},
		Color: &Color{
			Field:  "end",
			Order:  []string{"balgr", "balvafd"},
			Labels: map[string]string{"balgr": r.Say("economy.gross"), "balvafd": r.Say("economy.value-added")},
		},
	}
	for i := range min(12, a.Rows()) {
		for _, end := range f.Color.Order {
			f.Rows = append(f.Rows, Row{"name": nameOf(t, a.text(i, "importer")), "end": end, "value": a.value(i, end)})
		}
	}
	rowsOf := TableOf(a.Frame, naming(t.Table), "importer", "exgr", "imgr", "balgr", "ffd_dva", "dfd_fva", "balvafd")
	rowsOf.Header[0].Label = r.Say("control.partner") // who sells as well as buys
	return &Section{
		ID:     "balance",
		Title:  r.Say("economy.balance"),
		Lead:   r.Say("economy.balance-lead"),
		Figure: f,
		Terms:  a.terms("balgr", "balvafd"),
		Table:  rowsOf,
		Rows:   a.call,
	}, nil
}

// trend follows the shares over the years at hand.
func (r *request) trend(t *subject, code string, _ *View) (*Section, error) {
	if len(t.years) < 2 {
		return nil, nil
	}
	a, err := r.ask(asking{measure: "shares", level: "country", tables: t.all(), economies: []string{code}})
	if err != nil {
		return nil, err
	}
	f := &Figure{
		Kind: "lines",
		ID:   "trend-lines",
		Title: r.Say(
			"economy.trend-title",
			map[string]any{"name": nameOf(t, code), "from": t.years[0], "to": t.years[len(t.years)-1]},
		),
		Source: result.SourceLine(a.Provenance.Sources),
		Alt:    r.Say("economy.trend-alt", map[string]any{"from": t.years[0], "to": t.years[len(t.years)-1]}),
		X: &Field{
			Field:  "year",
			Label:  r.Say("control.year"),
			Format: "year",
		},
		Y:     &Field{Field: "value", Label: r.Say("economy.of-exports"), Format: "percent"},
		Group: "part",
	}
	parts := []string{"gvc_share", "gvcb_share", "gvcf_share"}
	if t.national() {
		parts = []string{"gvcb_share"}
	}
	for i := range a.Rows() {
		for _, p := range parts {
			f.Rows = append(f.Rows, Row{"year": a.Column("year").Ints[i], "part": a.Column(p).Label, "value": a.value(i, p)})
		}
	}
	return &Section{
		ID:     "trend",
		Title:  r.Say("economy.trend"),
		Figure: f,
		Terms:  a.terms(parts...),
		Table:  TableOf(a.Frame, naming(t.Table), append([]string{"year", "exporter", "gexp"}, parts...)...),
		Rows:   a.call,
	}, nil
}

// peers compares all economies of the table, this one stressed.
func (r *request) peers(t *subject, code string, v *View) (*Section, error) {
	a, err := r.ask(asking{measure: "shares", level: "country", tables: []string{t.ref}})
	if err != nil {
		return nil, err
	}
	a = a.sorted("gvc_share")
	own := a.where(func(i int) bool { return a.text(i, "exporter") == code })
	if own.Rows() == 0 || math.IsNaN(own.value(0, "gvc_share")) {
		return nil, errNothing
	}
	f := &Figure{
		Kind:  "scatter",
		ID:    "peer-points",
		Title: r.Say("economy.peers-title", map[string]any{"year": t.Year}),
		Alt:   r.Say("economy.peers-alt"),
		X: &Field{
			Field:  "backward",
			Label:  r.Say("economy.peers-backward"),
			Format: "percent",
		},
		Y:     &Field{Field: "forward", Label: r.Say("economy.peers-forward"), Format: "percent"},
		Group: "name",
		Mark:  "own",
		Href:  "href",
	}
	for i := range a.Rows() {
		c := a.text(i, "exporter")
		f.Rows = append(
			f.Rows,
			Row{
				"name":     nameOf(t, c),
				"code":     c,
				"backward": a.value(i, "gvcb_share"),
				"forward":  a.value(i, "gvcf_share"),
				"own":      c == code,
				"href":     r.link("/economy", "economy", c),
			},
		)
	}
	return &Section{
		ID:     "peers",
		Title:  r.Say("economy.peers"),
		Lead:   r.Say("economy.peers-lead"),
		Figure: f,
		Terms:  a.terms("gvcb_share", "gvcf_share"),
		Table:  TableOf(a.Frame, naming(t.Table)),
		Rows:   a.call,
	}, nil
}

// topLinks are the largest flows of value that goes on across borders.
func (r *request) topLinks(t *subject, code string, v *View) (*Section, error) {
	a, err := r.one(t, v, "bm", "bilateral-sector", code)
	if err != nil {
		return nil, err
	}
	a = a.sorted("gvc")
	first := a.first(25)
	lead := 0
	for lead+1 < a.Rows() && t.IsAggregate(a.text(lead, "importer")) {
		lead++
	}
	return &Section{
		ID:    "top-links",
		Title: r.Say("economy.links"),
		Lead: r.Say("economy.links-lead", map[string]any{"year": t.Year, "table": t.ref,
			"industry": t.Table.IndustryName(a.text(lead, "industry")), "partner": nameOf(t, a.text(lead, "importer")),
			"value": a.value(lead, "gvc"), "unit": a.Column("gvc").Unit, "exports": a.value(lead, "gexp")}),
		Table: TableOf(
			first.Frame,
			naming(t.Table),
			"importer",
			"industry",
			"gexp",
			"gvc",
			"gvcb",
			"gvcf",
		),
		Rows: a.call,
		Next: []Step{{
			Label: r.Say(
				"economy.to-chain",
			), Href: r.link("/chain", "economy", code, "industry", a.text(lead, "industry"), "partner",
				a.text(lead, "importer"))}},
	}, nil
}
