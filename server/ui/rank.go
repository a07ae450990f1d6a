package ui

import (
	"math"
	"slices"
	"strconv"

	"ikat/engine"
	"ikat/question/sizes"
	"ikat/question/trade"
	"ikat/say"
	"ikat/scenario"
)

// rankTop is how many ranks are solved exactly.
const rankTop = 25

// rankChoices are the choices of the ranking.
type rankChoices struct{ whose, by, mending, goods []Choice }

func (r *request) rankChoices(t *subject) (*rankChoices, error) {
	c := &rankChoices{whose: append([]Choice{{"world", r.Say("whatif.world")}}, economiesOf(t.Table)...)}
	stats, err := sizes.Statistics(nil)
	if err != nil {
		return nil, err
	}
	for _, code := range stats.Economies() {
		if _, ok := t.Economy(code); ok {
			c.whose = append(c.whose, Choice{"sme:" + code, r.Say("whatif.firms-of", map[string]any{"name": nameOf(t, code)})})
		}
	}
	for _, by := range trade.RankBy {
		c.by = append(c.by, Choice{by, r.Say("whatif.by-" + by)})
	}
	for _, cut := range []string{"1", "5", "10"} {
		c.mending = append(c.mending, Choice{cut + "%", r.Say("whatif.mend-cut", map[string]any{"cut": cut})})
	}
	c.mending = append(c.mending, Choice{"benchmark", r.Say("whatif.mend-benchmark")})
	c.goods = append(
		[]Choice{
			{"", r.Say("whatif.all-industries")},
			{"goods", r.Say("whatif.goods")},
			{"services", r.Say("whatif.services")},
		},
		industries(t.Table)...)
	return c, nil
}

// tellsDoors reports whether the firms of an outcome's economy are known by size, so that doors can be told apart.
func (c *rankChoices) tellsDoors(whose string) bool {
	economy, _ := sizes.ForFirms(whose)
	return slices.ContainsFunc(c.whose, func(v Choice) bool { return v.Value == "sme:"+economy })
}

// ranking lists the links of the world by what mending them is worth: long work.
func (r *request) ranking(a *asked) (Section, error) {
	c, err := r.rankChoices(a.t)
	if err != nil {
		return Section{}, err
	}
	q := trade.Ranking{Table: a.t.ref, Top: rankTop, Elasticities: scenario.UsualElasticities, Deficits: "held"}
	if q.For, err = r.choose("for", "world", c.whose); err != nil {
		return Section{}, err
	}
	if !c.tellsDoors(q.For) {
		c.by = slices.DeleteFunc(c.by, func(v Choice) bool { return v.Value == "door" })
	}
	if q.By, err = r.choose("by", "link", c.by); err != nil {
		return Section{}, err
	}
	cut, err := r.choose("cut", "5%", c.mending)
	if err != nil {
		return Section{}, err
	}
	if cut != "benchmark" {
		if v, err := strconv.ParseFloat(cut[:len(cut)-1], 64); err == nil {
			q.Cut = v / 100
		}
	}
	of := r.kept("of", "", c.goods)
	if of != "" {
		q.Industries = []string{of}
	}
	out := Section{
		ID:    "ranking",
		Title: r.Say("whatif.ranking"),
		Lead:  r.Say("whatif.ranking-wait"),
		Basis: a.t.SHA256,
		Controls: []Control{
			{Kind: "select", Name: "for", Label: r.Say("whatif.for"), Value: q.For, Options: c.whose},
			{Kind: "select", Name: "by", Label: r.Say("whatif.by"), Value: q.By, Options: c.by},
			{Kind: "select", Name: "of", Label: r.Say("control.industry"), Value: of, Options: c.goods},
			{Kind: "select", Name: "cut", Label: r.Say("whatif.mending"), Value: cut, Options: c.mending},
		},
	}
	controls := out.Controls
	out.Takes = q.Work(r.site.engine)
	out.Work = func(r *request, p engine.Progress) (*Section, error) {
		s, err := r.ranked(a, q, cut, p)
		if err == nil {
			s.Controls = controls
		}
		return s, err
	}
	return out, nil
}

// ranked solves the ranking. Each row leads to the scenario that mends the same.
func (r *request) ranked(a *asked, q trade.Ranking, cut string, p engine.Progress) (*Section, error) {
	f, err := trade.RankLinks(r, r.site.engine, q, p)
	if err != nil {
		return nil, err
	}
	change, err := trade.ChangeOf(r, r.site.engine, q)
	if err != nil {
		return nil, err
	}
	call := NewCall(
		trade.Rank,
	).With("for", q.For).
		With("by", q.By).
		With("industry", q.Industries...).
		With("top", strconv.Itoa(rankTop)).
		With("cut", cut).
		With("table", a.t.ref)
	rows := &answer{f, call}
	name := func(i int) string { return r.rowName(a, rows, i) }
	fig := &Figure{
		Kind:  "intervals",
		ID:    "ranked-links",
		Title: f.Title,
		Alt:   r.Say("whatif.ranking-alt"),
		Y:     &Field{Field: "name"},
		X:     &Field{Field: "value", Label: rows.Column("exact_gain").Label, Format: "points", Unit: "%"},
		Low:   "low",
		High:  "high",
		Href:  "href",
		Tip:   []Field{{Field: "derivative", Label: rows.Column("derivative").Label, Format: "points", Unit: "%"}},
	}
	table := TableOf(f, naming(a.t.Table))
	for i := range rows.Rows() {
		row := Row{
			"name":       name(i),
			"value":      rows.value(i, "exact_gain"),
			"low":        rows.value(i, "gain_low"),
			"high":       rows.value(i, "gain_high"),
			"derivative": rows.value(i, "derivative"),
		}
		if c := change(rows.text(i, "exporter"), rows.text(i, "importer"), rows.text(i, "industry")); c != nil {
			s := scenario.File{Title: name(i), Table: a.t.ref,
				Scenarios: []scenario.Scenario{{Name: "mended", Changes: []scenario.Change{*c}}}}
			text := s.YAML()
			to := r.link("/what-if", "scenario", text)
			row["href"] = to
			for j := range 4 {
				table.Rows[i][j].Href = to
			}
		}
		fig.Rows = append(fig.Rows, row)
	}
	// A group of economies has no rank and leads no sentence.
	lead := 0
	for lead+1 < rows.Rows() && math.IsNaN(rows.value(lead, "rank")) {
		lead++
	}
	return &Section{
		Title: r.Say("whatif.ranking"),
		Lead: r.Say(
			"whatif.ranking-lead",
			map[string]any{
				"first": name(lead),
				"low":   rows.value(lead, "gain_low"),
				"high":  rows.value(lead, "gain_high"),
				"exact": rows.value(lead, "exact_gain"),
				"n":     rows.Rows(),
				"odd":   rows.text(lead, "warning"),
				"paper": r.path == studyPath,
			},
		),
		Figure: fig,
		Notes:  f.Notes,
		Terms:  rows.terms("exact_gain", "gain_low", "derivative", "cost_cut", "world_gain", "exporter_share", "warning"),
		Table:  table,
		Rows:   call,
	}, nil
}

// rowName names what has a rank.
func (r *request) rowName(a *asked, rows *answer, i int) string {
	data := map[string]any{}
	for _, key := range []string{"exporter", "importer"} {
		data[key] = r.Say("whatif.anywhere")
		if code := rows.text(i, key); code != "*" {
			data[key] = nameOf(a.t, code)
		}
	}
	data["industry"] = r.Say("whatif.all-industries")
	if code := rows.text(i, "industry"); code != "*" {
		data["industry"] = say.LowerFirst(a.t.Table.IndustryName(code))
	}
	return r.Say("whatif.row", data)
}
