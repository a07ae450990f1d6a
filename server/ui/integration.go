package ui

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/question/integration"
	"ikat/question/products"
	"ikat/result"
)

// integrationPage shows how far a group of economies trades with itself: over the years as published, and of the page's
// table its members and pairs; or all of that of trade by product.
func integrationPage(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	group := strings.TrimSpace(r.Get("bloc"))
	carried := r.Get("group")
	if group == "" && economies.IsGroup(carried) {
		group = carried
	}
	if group = cmp.Or(group, "ASEAN"); carried != "" && carried != group {
		r.replaced(carried, group)
	}
	v := &View{Title: r.Say("blocs.title", map[string]any{"group": group}),
		Question: r.Say("blocs.question", map[string]any{"group": group})}
	kept, err := r.keptTrade()
	if err != nil {
		return nil, err
	}
	trades := append([]Choice{{"", r.Say("blocs.no-trade", map[string]any{"table": t.ref})}}, kept...)
	of, err := r.choose("trade", "", trades)
	if err != nil {
		of = "" // chosen on another page, which can show more than trade with partners
		r.word("blocs.other-trade", map[string]any{"trade": r.Get("trade")})
	}
	v.Controls = append(r.focusControls(t, ""), Control{Kind: "text", Name: "bloc", Label: r.Say("blocs.group"),
		Help:    r.Say("blocs.group-help", map[string]any{"groups": strings.Join(economies.Groups(), ", ")}),
		Options: r.groupChoices()[1:], Value: group})
	if len(kept) > 0 {
		v.Controls = append(v.Controls, Control{Kind: "select", Name: "trade", Label: r.Say("products.trade"), Value: of,
			Options: trades})
	}
	if of != "" {
		return v, r.blocInProducts(v, group, of)
	}
	return v, r.blocInTables(v, t, group)
}

// blocInTables adds what is published of a group, and what the page's table knows of its members.
func (r *request) blocInTables(v *View, t *subject, group string) error {
	over, err := r.product(integration.Integration, "group", group)
	if fault.KindOf(err) == fault.NotFound { // nobody publishes it: the page's tables may have its members
		given := []string{"group", group}
		for _, ref := range t.all() {
			given = append(given, "table", ref)
		}
		if of, failed := r.product(integration.Integration, given...); failed == nil {
			over, err = of, nil
		}
	}
	switch {
	case err == nil:
		v.about(over.Frame)
		v.Answer = append(v.Answer, r.blocAnswer(over))
		v.Sections = append(v.Sections, r.blocYears(over))
	case fault.KindOf(err) == fault.Canceled:
		return err
	default:
		v.Answer = r.reasons(err)
	}
	pairs, err := r.drawn(integration.Integration, false, "group", group, "level", "pairs", "table", t.ref)
	if err != nil {
		if over == nil && !economies.IsGroup(group) {
			return err
		}
		v.Sections = append(
			v.Sections,
			Section{ID: "in-table", Title: r.Say("blocs.in-table", map[string]any{"table": t.ref}),
				Said: append(r.reasons(err), r.Say("blocs.add"))},
		)
		return nil
	}
	v.about(pairs.Frame)
	v.Sections = append(v.Sections, r.blocPairs(pairs, "value", naming(t.Table)))
	for _, level := range []string{"members", "triangles"} {
		a, err := r.product(integration.Integration, "group", group, "level", level, "table", t.ref)
		if err != nil {
			continue // said of pairs already
		}
		v.Sections = append(v.Sections, r.blocLevel(level, "economy", a, naming(t.Table)))
	}
	return nil
}

// blocInProducts adds what trade by product says of a group: its years, who sells to whom, members, and triangles.
func (r *request) blocInProducts(v *View, group, ref string) error {
	d, err := r.site.engine.Flows(r, ref, "", r.progress)
	if err != nil {
		return err
	}
	name := func(_, code string) string { return products.EconomyName(d, code) }
	series, _, _ := strings.Cut(ref, "/")
	over, err := r.product(products.Region, "group", group, "trade", series+"/*")
	if err != nil {
		return err
	}
	pairs, err := r.drawn(products.Region, false, "group", group, "level", "pairs", "trade", ref)
	if err != nil {
		return err
	}
	v.about(over.Frame, pairs.Frame)
	v.Answer = []string{r.blocProductsAnswer(over, d.Year, group)}
	years := Section{ID: "over-time", Title: r.Say("blocs.years"), Rows: over.call,
		Terms:  over.terms("trade_share", "intensity", "introversion", "parts_share"),
		Table:  TableOf(over.Frame, nil, "year", "trade_share", "intensity", "introversion", "parts_share"),
		Figure: r.blocParts(over, group)}
	flows := r.blocPairs(pairs, "exports", name)
	v.Sections = []Section{years, flows}
	if over.Rows() == 1 {
		years.Figure, v.Sections = nil, []Section{flows, years}
	}
	for _, level := range []string{"members", "triangles"} {
		a, err := r.product(products.Region, "group", group, "level", level, "trade", ref)
		if err != nil {
			v.Sections = append(v.Sections, Section{ID: level, Title: r.Say("blocs." + level), Said: r.reasons(err)})
			continue
		}
		v.Sections = append(v.Sections, r.blocLevel(level, "member", a, name))
	}
	return nil
}

// blocProductsAnswer says how much of the group's trade of a year stayed inside, and how much of that is parts.
func (r *request) blocProductsAnswer(a *answer, year int, group string) string {
	at := max(0, slices.Index(a.Column("year").Ints, int64(year)))
	parts := a.value(at, "parts_share")
	return r.Say("blocs.answer-products", map[string]any{"group": group, "year": year,
		"share": a.value(at, "trade_share"), "times": a.value(at, "intensity"), "parts": parts,
		"known": !math.IsNaN(parts)})
}

// blocParts draws how much of a group's trade stays inside, and how much of that is parts, by year.
func (r *request) blocParts(a *answer, group string) *Figure {
	f := &Figure{Kind: "lines", ID: "bloc-years", Title: r.Say("blocs.parts-title", map[string]any{"group": group}),
		Alt: r.Say("blocs.parts-alt"), X: &Field{Field: "year", Label: r.Say("control.year"), Format: "year"},
		Y: &Field{Field: "value", Label: r.Say("blocs.share"), Format: "percent"}, Group: "name",
		Source: result.SourceLine(a.Provenance.Sources)}
	for _, column := range []string{"trade_share", "parts_share", "parts_inside"} {
		for i := range a.Rows() {
			f.Rows = append(f.Rows, Row{"year": a.Column("year").Ints[i], "value": a.value(i, column),
				"name": a.Column(column).Label})
		}
	}
	return f
}

// blocLevel shows members or triangles; member is the column that says which member a row is of.
func (r *request) blocLevel(level, member string, a *answer, name func(column, code string) string) Section {
	s := Section{ID: level, Title: r.Say("blocs." + level), Lead: r.Say("blocs." + level + "-lead"), Rows: a.call,
		Table: TableOf(a.Frame, name)}
	if level == "members" {
		s.Figure = r.blocMembers(a, member, name)
	}
	return s
}

// blocAnswer says how much of the group's trade stayed inside in the last year.
func (r *request) blocAnswer(a *answer) string {
	last, at := 0, int64(math.MinInt64)
	for i := range a.Rows() {
		if y := a.Column("year").Ints[i]; y >= at && a.text(i, "flows") == integration.GrossExports {
			last, at = i, y
		}
	}
	has, all := a.value(last, "members_at_hand"), a.value(last, "members_all")
	return r.Say("blocs.answer", map[string]any{"lacks": has < all, "has": has, "all": all,
		"group": a.text(last, "group"), "year": a.Column("year").Ints[last],
		"share": a.value(last, "trade_share"), "times": a.value(last, "intensity"),
		"members": namesOf(a.text(last, "members")), "missing": namesOf(a.text(last, "missing"))})
}

// namesOf are the economies of codes between spaces.
func namesOf(codes string) []string {
	var out []string
	for _, code := range strings.Fields(codes) {
		name := code
		if e, known := economies.Get(code); known {
			name = e.Name
		}
		out = append(out, name)
	}
	return out
}

// blocYears draws intensity by year, a line for each kind of flow and source, which are never one series.
func (r *request) blocYears(a *answer) Section {
	f := &Figure{Kind: "lines", ID: "bloc-years", Title: r.Say("blocs.years-title"), Alt: r.Say("blocs.years-alt"),
		X:     &Field{Field: "year", Label: r.Say("control.year"), Format: "year"},
		Y:     &Field{Field: "value", Label: r.Say("blocs.intensity"), Format: "number"},
		Group: "name", Source: result.SourceLine(a.Provenance.Sources)}
	named := func(column, code string) string {
		if column == "source" {
			return r.tableName(first(strings.Split(code, "/")...))
		}
		return code
	}
	for i := range a.Rows() {
		f.Rows = append(f.Rows, Row{"year": a.Column("year").Ints[i], "value": a.value(i, "intensity"),
			"name": r.Label(a.text(i, "flows")) + "; " + named("source", a.text(i, "source"))})
	}
	return Section{
		ID:     "over-time",
		Title:  r.Say("blocs.years"),
		Lead:   r.Say("blocs.years-lead"),
		Figure: f,
		Rows:   a.call,
		Terms:  a.terms("trade_share", "intensity", "introversion"),
		Table:  TableOf(a.Frame, named, "flows", "year", "source", "trade_share", "intensity", "introversion"),
	}
}

// blocPairs draws what members sell each other, and who sells whom more than their weight in world trade; amount is the
// column of what they sell.
func (r *request) blocPairs(a *drawnAnswer, amount string, name func(column, code string) string) Section {
	f := &Figure{Kind: "matrix", ID: "bloc-pairs", Title: r.Say("blocs.pairs-title"), Alt: r.Say("blocs.pairs-alt"),
		Y: &Field{Field: "exporter"}, Group: "importer", X: &Field{Field: "intensity", Label: r.Say("blocs.intensity"),
			Format: "number"}, Color: &Color{Field: "intensity", Scale: "sequential", Format: "number"},
		Source: result.SourceLine(a.Provenance.Sources)}
	for i := range a.Rows() {
		f.Rows = append(f.Rows, Row{"exporter": name("exporter", a.text(i, "exporter")),
			"importer": name("importer", a.text(i, "importer")), "intensity": a.value(i, "intensity")})
	}
	return Section{
		ID:     "pairs",
		Title:  r.Say("blocs.pairs"),
		Lead:   r.Say("blocs.flows-lead"),
		Figure: a.figure,
		Rows:   a.call,
		Terms:  a.terms("intensity", "complementarity", "parts_share"),
		Table: TableOf(
			a.Frame,
			name,
			"exporter",
			"importer",
			amount,
			"share",
			"intensity",
			"complementarity",
			"parts_share",
		),
		More: []Section{{ID: "intensity", Title: r.Say("blocs.more-than"), Lead: r.Say("blocs.pairs-lead"), Figure: f}},
	}
}

// blocMembers draws what part of each member's exports and imports is with the others.
func (r *request) blocMembers(a *answer, member string, name func(column, code string) string) *Figure {
	ends := []string{"export_share", "import_share"}
	f := &Figure{
		Kind:  "dumbbell",
		ID:    "bloc-members",
		Title: r.Say("blocs.members-title"),
		Alt:   r.Say("blocs.members-alt"),
		X: &Field{
			Field:  "value",
			Label:  r.Say("blocs.inside"),
			Format: "percent",
		},
		Y:     &Field{Field: "name"},
		Group: "end",
		Color: &Color{Field: "end", Order: ends, Labels: map[string]string{}},
	}
	for _, end := range ends {
		f.Color.Labels[end] = a.Column(end).Label
	}
	rows := make([]int, a.Rows())
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(
		rows,
		func(i, j int) int { return cmp.Compare(a.value(j, "export_share"), a.value(i, "export_share")) },
	)
	for _, i := range rows {
		for _, end := range ends {
			f.Rows = append(f.Rows, Row{"name": name(member, a.text(i, member)), "end": end, "value": a.value(i, end)})
		}
	}
	return f
}
