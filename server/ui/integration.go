package ui

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/question/integration"
	"ikat/result"
)

// integrationPage shows how far a group of economies trades with itself: over the years as published, and of the page's
// table its members and pairs.
func integrationPage(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	group := strings.TrimSpace(cmp.Or(r.Get("bloc"), "ASEAN"))
	v := &View{Title: r.Say("blocs.title", map[string]any{"group": group}),
		Question: r.Say("blocs.question", map[string]any{"group": group})}
	v.Controls = append(r.focusControls(t, ""), Control{Kind: "text", Name: "bloc", Label: r.Say("blocs.group"),
		Help: r.Say(
			"blocs.group-help",
			map[string]any{"groups": strings.Join(economies.Groups(), ", ")},
		), Value: group})
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
		return nil, err
	default:
		v.Answer = reasons(err, r.label)
	}
	pairs, err := r.product(integration.Integration, "group", group, "level", "pairs", "table", t.ref)
	if err != nil {
		if over == nil {
			return v, err
		}
		v.Sections = append(
			v.Sections,
			Section{ID: "in-table", Title: r.Say("blocs.in-table", map[string]any{"table": t.ref}),
				Said: reasons(err, r.label)},
		)
		return v, nil
	}
	v.about(pairs.Frame)
	v.Sections = append(v.Sections, r.blocPairs(t, pairs))
	for _, level := range []string{"members", "triangles"} {
		a, err := r.product(integration.Integration, "group", group, "level", level, "table", t.ref)
		if err != nil {
			continue // said of pairs already
		}
		s := Section{ID: level, Title: r.Say("blocs." + level), Lead: r.Say("blocs." + level + "-lead"), Rows: a.call,
			Table: TableOf(a.Frame, naming(t.Table))}
		if level == "members" {
			s.Figure = r.blocMembers(t, a)
		}
		v.Sections = append(v.Sections, s)
	}
	return v, nil
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
	for i := range a.Rows() {
		f.Rows = append(f.Rows, Row{"year": a.Column("year").Ints[i], "value": a.value(i, "intensity"),
			"name": a.text(i, "flows") + ", " + a.text(i, "source")})
	}
	return Section{
		ID:     "over-time",
		Title:  r.Say("blocs.years"),
		Lead:   r.Say("blocs.years-lead"),
		Figure: f,
		Rows:   a.call,
		Terms:  a.terms("trade_share", "intensity", "introversion"),
		Table:  TableOf(a.Frame, nil, "flows", "year", "source", "trade_share", "intensity", "introversion"),
	}
}

// blocPairs draws who sells whom more than their weight in world trade.
func (r *request) blocPairs(t *subject, a *answer) Section {
	name := func(code string) string { return nameOf(t, code) }
	f := &Figure{Kind: "matrix", ID: "bloc-pairs", Title: r.Say("blocs.pairs-title"), Alt: r.Say("blocs.pairs-alt"),
		Y: &Field{Field: "exporter"}, Group: "importer", X: &Field{Field: "intensity", Label: r.Say("blocs.intensity"),
			Format: "number"}, Color: &Color{Field: "intensity", Scale: "sequential", Format: "number"},
		Source: result.SourceLine(a.Provenance.Sources)}
	for i := range a.Rows() {
		f.Rows = append(f.Rows, Row{"exporter": name(a.text(i, "exporter")), "importer": name(a.text(i, "importer")),
			"intensity": a.value(i, "intensity")})
	}
	return Section{ID: "pairs", Title: r.Say("blocs.pairs"), Lead: r.Say("blocs.pairs-lead"), Figure: f, Rows: a.call,
		Terms: a.terms("intensity", "complementarity"),
		Table: TableOf(
			a.Frame,
			naming(t.Table),
			"exporter",
			"importer",
			"value",
			"share",
			"intensity",
			"complementarity",
		)}
}

// blocMembers draws what part of each member's exports and imports is with the others.
func (r *request) blocMembers(t *subject, a *answer) *Figure {
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
			f.Rows = append(f.Rows, Row{"name": nameOf(t, a.text(i, "economy")), "end": end, "value": a.value(i, end)})
		}
	}
	return f
}
