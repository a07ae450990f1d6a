package ui

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"ikat/economies"
	"ikat/result"
	"ikat/say"
)

// picked is the part of an economy's exports that a reader has chosen: to a partner, of an industry, or both; "" is
// all.
type picked struct{ partner, industry string }

func (p picked) any() bool { return p.partner+p.industry != "" }

// pickers let a reader choose a partner and an industry, where the table tells partners.
func (r *request) pickers(t *subject, code string) (picked, []Control) {
	if t.national() {
		return picked{}, nil
	}
	partners := append([]Choice{{"", r.Say("economy.all-partners")}},
		slices.DeleteFunc(economiesOf(t.Table), func(c Choice) bool { return c.Value == code })...)
	kinds := append([]Choice{{"", r.Say("economy.all-industries")}}, industries(t.Table)...)
	p := picked{r.kept("partner", "", partners), r.kept("industry", "", kinds)}
	return p, []Control{
		{Kind: "select", Name: "partner", Label: r.Say("economy.partner"), Value: p.partner, Options: partners},
		{Kind: "select", Name: "industry", Label: r.Say("control.industry"), Value: p.industry, Options: kinds},
	}
}

// pickedSection takes the chosen exports apart: by industry for a partner, by partner for an industry, and over the
// years for both.
func (r *request) pickedSection(t *subject, code string, p picked, v *View) (*Section, error) {
	asked := asking{measure: "bm", level: "bilateral-sector", tables: []string{t.ref}, economies: []string{code}}
	by, name := "year", func(text string) string { return text }
	if p.partner != "" {
		asked.partners = []string{p.partner}
		by, name = "industry", func(text string) string { return t.Table.IndustryName(text) }
	}
	if p.industry != "" {
		asked.industries = []string{p.industry}
		by, name = "importer", func(text string) string { return nameOf(t, text) }
	}
	if p.partner != "" && p.industry != "" {
		by, name, asked.tables = "year", func(text string) string { return text }, t.all()
	}
	a, err := r.ask(asked)
	if err != nil {
		return nil, err
	}
	v.about(a.Frame)
	if by != "year" {
		a = a.sorted("gexp")
	}
	said := say.Args{"name": nameOf(t, code), "year": t.Year, "by": by, "partner": "", "industry": ""}
	if p.partner != "" {
		said["partner"] = nameOf(t, p.partner)
	}
	if p.industry != "" {
		said["industry"] = t.Table.IndustryName(p.industry)
	}
	parts := []string{"davax", "gvcf", "gvcb"}
	s := &Section{
		ID:    "picked",
		Title: r.Say("economy.picked", said),
		Lead:  r.pickedSaid(t, a, by, said),
		Terms: a.terms(parts...),
		Rows:  a.call,
		Table: TableOf(a.Frame, naming(t.Table), by, "gexp", "dc", "fc", "davax", "gvc", "gvcb", "gvcf"),
	}
	if a.total("gexp") == 0 {
		return s, nil
	}
	s.Figure = r.stacked("picked-exports", s.Title, r.Say("economy.picked-alt", said), a,
		func(i int) string { return name(a.cell(i, by)) }, 12, parts...)
	s.Figure.X.Label, s.Figure.Narrow = r.Say("economy.exports-axis"), 5
	if by == "year" {
		s.Figure.Source = result.SourceLine(a.Provenance.Sources)
	}
	return s, nil
}

// pickedSaid says what the chosen exports of the page's year are made of.
func (r *request) pickedSaid(t *subject, a *answer, by string, said say.Args) string {
	now := a
	if by == "year" {
		now = a.where(func(row int) bool { return a.cell(row, "year") == strconv.Itoa(t.Year) })
	}
	exports := now.total("gexp")
	said["exports"], said["unit"] = exports, a.Column("gexp").Unit
	if exports > 0 {
		said["home"], said["abroad"] = now.total("dc")/exports, now.total("fc")/exports
		said["gvc"] = now.total("gvc") / exports
	}
	return r.Say("economy.picked-said", said)
}

// matrixSides are how many industries and buyers the matrix has: the largest.
const matrixSides = 10

// exportsMatrix is who buys what: industries down, buyers across, each cell a share of the industry's exports that
// leads to what it is made of.
func (r *request) exportsMatrix(t *subject, code string, v *View) (*Section, error) {
	a, err := r.one(t, v, "exports", "bilateral-sector", code)
	if err != nil {
		return nil, err
	}
	names := say.Args{"name": nameOf(t, code), "year": t.Year}
	f := &Figure{Kind: "matrix", ID: "who-buys-what", Title: r.Say("economy.matrix-title", names),
		Alt: r.Say("economy.matrix-alt", names), Y: &Field{Field: "industry"}, Group: "buyer",
		X:     &Field{Field: "value", Label: r.Say("economy.of-industry"), Format: "percent"},
		Color: &Color{Field: "value", Scale: "sequential", Format: "percent"}, Href: "href"}
	kinds, buyers := a.largest("industry"), a.largest("importer")
	cells, all := map[[2]string]float64{}, map[string]float64{}
	for i := range a.Rows() {
		kind, v := a.text(i, "industry"), a.value(i, "gexp")
		cells[[2]string{kind, a.text(i, "importer")}] = v
		all[kind] += v
	}
	for _, kind := range kinds {
		for _, buyer := range buyers {
			f.Rows = append(f.Rows, Row{"industry": t.Table.IndustryName(kind), "buyer": nameOf(t, buyer),
				"value": cells[[2]string{kind, buyer}] / all[kind], "href": r.here("partner", buyer, "industry", kind)})
		}
	}
	return &Section{ID: "matrix", Title: r.Say("economy.matrix"), Lead: r.Say("economy.matrix-lead"), Figure: f,
		Table: TableOf(a.sorted("gexp").Frame, naming(t.Table), "importer", "industry", "gexp"), Rows: a.call}, nil
}

// largest are the values of a key with the largest exports; what is no single economy comes last.
func (a *answer) largest(key string) []string {
	size := map[string]float64{}
	for i := range a.Rows() {
		size[a.text(i, key)] += a.value(i, "gexp")
	}
	out := slices.Sorted(maps.Keys(size))
	slices.SortStableFunc(out, func(x, y string) int {
		if last := economies.IsAggregate(x); last != economies.IsAggregate(y) {
			return map[bool]int{true: 1, false: -1}[last]
		}
		return cmp.Compare(size[y], size[x])
	})
	return out[:min(matrixSides, len(out))]
}
