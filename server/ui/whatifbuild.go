package ui

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/fault"
	"ikat/question/trade"
	"ikat/result"
	"ikat/say"
	"ikat/scenario"
	"ikat/share"
)

// changes lists the changes of the scenario, each with a link that takes it out.
func (r *request) changes(a *asked) Section {
	t := &Table{
		Header: []Head{
			{Label: r.Say("whatif.scenario")},
			{Label: r.Say("whatif.where")},
			{Label: r.Say("whatif.what")},
			{Label: r.Say("whatif.out")},
		},
	}
	for i, s := range a.File.Scenarios {
		name := r.inWords(a, s.Name)
		for k := range s.Changes {
			t.Rows = append(
				t.Rows,
				[]Cell{{Text: name}, {Text: r.placeOf(a, s.Changes[k])}, {Text: strings.Join(r.effectsOf(s.Changes[k]), "; ")},
					{Text: r.Say("whatif.remove"), Href: r.without(a, i, k)}},
			)
		}
	}
	t.Total = len(t.Rows)
	out := Section{
		ID:       "changes",
		Title:    r.Say("whatif.changes"),
		Lead:     r.Say("whatif.changes-lead"),
		Table:    t,
		Next:     []Step{{r.Say("whatif.save"), address("/what-if/scenario.yaml", "scenario", a.text)}},
		Controls: []Control{{Kind: "text", Name: "title", Label: r.Say("whatif.title-own"), Value: a.Title}},
	}
	if n := len(a.File.Scenarios); n > 0 {
		if k := len(a.File.Scenarios[n-1].Changes); k > 0 {
			out.Next = append(out.Next, Step{r.Say("whatif.undo"), r.without(a, n-1, k-1)})
		}
	}
	return out
}

// beginnings are what a scenario may start from: nothing, or an example.
func (r *request) beginnings(a *asked) Section {
	out := Section{
		ID:    "beginnings",
		Title: r.Say("whatif.beginnings"),
		Next:  []Step{{r.Say("whatif.start-nothing"), r.leading(nothing)}},
	}
	for _, s := range starts() {
		out.Next = append(
			out.Next,
			Step{r.Say("whatif.start", map[string]any{"title": r.Label(s.Title)}), r.leading(s.on(a.t))},
		)
	}
	return out
}

// touched shows what the changes touch before anything is solved; nil where that cannot be said.
func (r *request) touched(a *asked, v *View) *Section {
	f, err := trade.Touched(r, r.site.engine, a.File, a.t.ref)
	if err != nil || f.Rows() == 0 {
		return nil
	}
	if a.estimated() { // the trade of one economy is not the world's
		f.Columns = slices.DeleteFunc(slices.Clone(f.Columns), func(c *result.Column) bool { return c.Name == "share" })
	}
	rows := &answer{f, nil}
	fig := &Figure{
		Kind:  "bars",
		ID:    "touched-trade",
		Title: r.Say("whatif.touched-title", map[string]any{"year": a.t.Year}),
		Alt:   r.Say("whatif.touched-alt"),
		Y:     &Field{Field: "name"},
		X: &Field{
			Field:  "value",
			Label:  rows.Column("trade").Label,
			Format: "money",
			Unit:   rows.Column("trade").Unit,
		},
	}
	if share := f.Column("share"); share != nil {
		fig.Tip = []Field{{Field: "share", Label: share.Label, Format: "percent"}}
	}
	at, most := 0, 0
	for _, s := range a.File.Scenarios {
		for _, c := range s.Changes {
			fig.Rows = append(
				fig.Rows,
				Row{
					"name":  fmt.Sprintf("%d. %s", at+1, say.UpperFirst(r.changeInWords(a, c))),
					"value": rows.value(at, "trade"),
					"share": rows.value(at, "share"),
				},
			)
			if rows.value(at, "trade") > rows.value(most, "trade") {
				most = at
			}
			at++
		}
	}
	v.Central = []Term{
		{
			r.Money2(rows.value(most, "trade"), rows.Column("trade").Unit),
			r.Say("whatif.central-touched", map[string]any{"share": rows.value(most, "share"), "estimated": a.estimated()}),
		},
	}
	out := &Section{
		ID:     "touched",
		Title:  r.Say("whatif.touched"),
		Figure: fig,
		Table:  TableOf(f, nil),
		Lead:   r.Say("whatif.touched-lead"),
	}
	r.nameScenarios(a, out)
	return out
}

// nameScenarios writes scenarios in words in the rows of a section and of those in it.
func (r *request) nameScenarios(a *asked, s *Section) {
	if t := s.Table; t != nil {
		if j := slices.IndexFunc(t.Header, func(h Head) bool { return h.Name == "scenario" }); j >= 0 {
			for _, row := range t.Rows {
				row[j].Text = r.inWords(a, row[j].Text)
			}
		}
	}
	for i := range s.More {
		r.nameScenarios(a, &s.More[i])
	}
}

// without is the address of the page without one change.
func (r *request) without(a *asked, scenario, change int) string {
	s := *a.File
	s.Scenarios = slices.Clone(s.Scenarios)
	one := &s.Scenarios[scenario]
	one.Changes = slices.Delete(slices.Clone(one.Changes), change, change+1)
	s.Title = ""
	if len(one.Changes) == 0 { // a scenario without changes goes, and what came after it comes after what it came after
		gone := *one
		s.Scenarios = slices.Delete(s.Scenarios, scenario, scenario+1)
		for i := range s.Scenarios {
			if s.Scenarios[i].After == gone.Name {
				s.Scenarios[i].After = gone.After
			}
		}
	}
	if len(s.Scenarios) == 0 {
		return r.leading(nothing)
	}
	return r.leading(s.YAML())
}

// leading is the address of another scenario, with the reader's own figures.
func (r *request) leading(scenario string) string {
	pairs := []string{"scenario", scenario}
	for _, name := range ownFigures {
		for _, v := range r.Values[name] {
			pairs = append(pairs, name, v)
		}
	}
	return r.link("/what-if", pairs...)
}

// figuresOfOwn takes the reader's own figures: jobs by industry, tariffs in force, statistics of small firms.
func (r *request) figuresOfOwn() Section {
	s := Section{ID: "own", Title: r.Say("whatif.own"), Lead: r.Say("whatif.own-lead")}
	for _, name := range ownFigures {
		s.Controls = append(s.Controls, r.fileControls(trade.Simulate.Param(name))...)
	}
	return s
}

// placeOf says in words which links or sectors a change touches.
func (r *request) placeOf(a *asked, c scenario.Change) string {
	name := func(list scenario.Texts, all string) string {
		if len(list) == 0 {
			return r.Say(all)
		}
		var out []string
		for _, code := range list {
			out = append(out, r.called(a, code))
		}
		return r.List(out)
	}
	data := map[string]any{
		"industries": name(c.Industry, "whatif.all-industries"),
		"exporters":  name(c.Exporter, "whatif.anywhere"),
		"importers":  name(c.Importer, "whatif.anywhere"),
	}
	switch {
	case c.Productivity != nil:
		data["economies"] = name(c.Economy, "whatif.anywhere")
		return r.Say("whatif.sectors", data)
	case c.Between != nil:
		data["members"] = name(c.Between, "whatif.anywhere")
		return r.Say("whatif.between", data)
	}
	return r.Say("whatif.links", data)
}

// called is the name of what a scenario names: an economy, an industry, a group, a pattern, or all but one of these.
func (r *request) called(a *asked, code string) string {
	if rest, ok := strings.CutPrefix(code, "!"); ok {
		return r.Say("whatif.but", map[string]any{"name": r.called(a, rest)})
	}
	if members, ok := a.Groups[code]; ok {
		return fmt.Sprintf("%s (%s)", code, strings.Join(members, ", "))
	}
	if _, ok := a.t.Economy(code); ok {
		return r.Names([]string{nameOf(a.t, code)})
	}
	switch code {
	case "*":
		return r.Say("whatif.anywhere")
	case "goods", "services":
		return r.Say("whatif." + code)
	}
	return a.t.Table.IndustryName(code)
}

// effectsOf says in words what a change does.
func (r *request) effectsOf(c scenario.Change) []string {
	var out []string
	say := func(key string, v float64) {
		out = append(out, r.Say("whatif.effect-"+key, map[string]any{"v": signed(v)}))
	}
	rate := func(key string, f *share.Rate) {
		if f != nil {
			say(key, 100*float64(*f))
		}
	}
	part := func(key string, f *share.Part) {
		if f != nil {
			say(key, 100*float64(*f))
		}
	}
	plain := func(key string, v *float64) {
		if v != nil {
			say(key, *v)
		}
	}
	rate("iceberg", c.Iceberg)
	rate("tariff-to", c.TariffTo)
	part("use", c.Use)
	rate("tariff-by", c.TariffBy)
	plain("days", c.Days)
	plain("container", c.ContainerCost)
	part("available", c.Available)
	plain("closed", c.ClosedDays)
	rate("productivity", c.Productivity)
	return out
}

// signed renders a number with as many digits as it has, at most three decimals.
func signed(v float64) string {
	s := strconv.FormatFloat(math.Round(1000*math.Abs(v))/1000, 'f', -1, 64)
	if v < 0 && s != "0" {
		return "−" + s
	}
	return s
}

// scenarioText is the scenario as a file, for who would rather write.
func (r *request) scenarioText(text string) Section {
	return Section{
		ID:       "file",
		Title:    r.Say("whatif.file"),
		Lead:     r.Say("whatif.file-lead"),
		Controls: []Control{{Kind: "area", Name: "scenario", Label: r.Say("whatif.text"), Value: text}},
	}
}

// effect is what the form can change: how its number is read, and the field of a change.
type effect struct {
	key string
	set func(c *scenario.Change, v float64)
}

// fraction turns per cent, as the form takes them, into a fraction.
func fraction[T ~float64](v float64) *T {
	f := T(math.Round(v*1e6) / 1e8)
	return &f
}

var formEffects = []effect{
	{"iceberg", func(c *scenario.Change, v float64) { c.Iceberg = fraction[share.Rate](v) }},
	{"tariff-by", func(c *scenario.Change, v float64) { c.TariffBy = fraction[share.Rate](v) }},
	{"tariff-to", func(c *scenario.Change, v float64) { c.TariffTo = fraction[share.Rate](v) }},
	{"days", func(c *scenario.Change, v float64) { c.Days = &v }},
	{"container", func(c *scenario.Change, v float64) { c.ContainerCost = &v }},
	{"available", func(c *scenario.Change, v float64) { c.Available = fraction[share.Part](v) }},
	{"closed", func(c *scenario.Change, v float64) { c.ClosedDays = &v }},
	{"productivity", func(c *scenario.Change, v float64) { c.Productivity = fraction[share.Rate](v) }},
}

// change reads the change that the form adds: nil where its number is empty.
func (r *request) change(t *subject) (*scenario.Change, error) {
	amount := strings.TrimSpace(strings.ReplaceAll(r.Get("amount"), "−", "-"))
	if amount == "" {
		return nil, nil
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(amount, "%"), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return nil, &fault.Error{
			Kind:  fault.Invalid,
			Where: fault.Say("amount %s", amount),
			What:  "it is not a number",
			Fix:   "For instance -5",
		}
	}
	what, err := r.choose("what", formEffects[0].key, r.effectChoices())
	if err != nil {
		return nil, err
	}
	c := &scenario.Change{Exporter: r.All("exporter"), Importer: r.All("importer"), Industry: r.All("product")}
	for _, e := range formEffects {
		if e.key == what {
			e.set(c, v)
		}
	}
	if c.Productivity != nil {
		c.Economy, c.Exporter, c.Importer = c.Exporter, nil, nil
	}
	return c, nil
}

func (r *request) effectChoices() []Choice {
	var out []Choice
	for _, e := range formEffects {
		out = append(out, Choice{e.key, r.Say("whatif.form-" + e.key)})
	}
	return out
}

// build is the form that adds a change. What it has added is in the scenario, and the form is empty again.
func (r *request) build(a *asked) (Section, error) {
	chosen := func(name string) []string {
		if r.Get("amount") != "" {
			return nil
		}
		return r.All(name)
	}
	kinds := append(
		[]Choice{{"goods", say.UpperFirst(r.Say("whatif.goods"))}, {"services", say.UpperFirst(r.Say("whatif.services"))}},
		industries(a.t.Table)...)
	return Section{ID: "build", Title: r.Say("whatif.build"), Lead: r.Say("whatif.build-lead"), Controls: []Control{
		{
			Kind:    "checks",
			Name:    "exporter",
			Label:   r.Say("whatif.exporter"),
			Values:  chosen("exporter"),
			Options: economiesOf(a.t.Table),
			Help:    r.Say("whatif.multi-help"),
		},
		{
			Kind:    "checks",
			Name:    "importer",
			Label:   r.Say("whatif.importer"),
			Values:  chosen("importer"),
			Options: economiesOf(a.t.Table),
		},
		{Kind: "checks", Name: "product", Label: r.Say("control.industry"), Values: chosen("product"), Options: kinds},
		{
			Kind:    "select",
			Name:    "what",
			Label:   r.Say("whatif.what"),
			Value:   r.kept("what", formEffects[0].key, r.effectChoices()),
			Options: r.effectChoices(),
		},
		{Kind: "text", Name: "amount", Label: r.Say("whatif.amount"), Help: r.Say("whatif.amount-help")},
	}}, nil
}
