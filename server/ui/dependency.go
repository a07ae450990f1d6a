package ui

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"

	"ikat/result"
)

const (
	dependLines = 6 // industries in the picture over the years
	dependRows  = 12
	threshold   = "5"
)

// dependence is how much of one economy's exports was made by another, by industry and year.
type dependence struct {
	t             *subject
	maker, source string
	industry      string  // the one the sentence is about
	all           *answer // rows by year, source and industry of the maker's exports
	first, last   int     // years
	shares        map[[2]string]map[int]float64
	exports       map[string]float64 // of the last year, by industry
}

// dependency shows whose work is inside an economy's exports, industry by industry and year by year, and the other way
// round.
func dependency(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	code, err := r.home(t)
	var gone *absent
	if errors.As(err, &gone) {
		return r.dependencyKnown(t, gone)
	}
	if err != nil {
		return nil, err
	}
	partner, err := r.supplier(t, code)
	if err != nil {
		return nil, err
	}
	d, err := r.depends(t, code, partner)
	if err != nil {
		return nil, err
	}
	names := map[string]any{"name": nameOf(t, code), "partner": nameOf(t, partner), "year": t.Year}
	v := &View{Title: r.Say("dependency.title", names), Question: r.Say("dependency.question", names)}
	v.Controls = append(
		r.focusControls(t, code),
		Control{
			Kind:    "select",
			Name:    "partner",
			Label:   r.Say("dependency.partner"),
			Value:   partner,
			Options: slices.DeleteFunc(economiesOf(t.Table), func(c Choice) bool { return c.Value == code }),
		},
		Control{
			Kind:    "select",
			Name:    "industry",
			Label:   r.Say("control.industry"),
			Value:   d.industry,
			Options: append([]Choice{{"", r.Say("dependency.most")}}, industries(t.Table)...),
		},
	)
	if r.Get("industry") == "" {
		v.Controls[len(v.Controls)-1].Value = ""
	}
	v.Answer, v.Central = d.say(r)
	back, err := r.depends(t, partner, code)
	if err != nil {
		return nil, err
	}
	said, _ := back.say(r)
	v.Answer = append(v.Answer, said[0])
	v.about(d.all.Frame)
	v.Sections = []Section{d.years(r, "years"), d.sources(r), d.matrix(r), d.above(r), back.years(r, "back")}
	return v, nil
}

// supplier is the economy whose work is looked for: the reader's choice, or the largest source abroad.
func (r *request) supplier(t *subject, code string) (string, error) {
	a, err := r.ask(asking{measure: "va-origin", level: "country", tables: []string{t.ref}, economies: []string{code}})
	if err != nil {
		return "", err
	}
	a = a.sorted("va")
	largest := firstOf(a, "source", t.Economies[0], func(i int) bool {
		return a.text(i, "source") != code && !t.IsAggregate(a.text(i, "source"))
	})
	return r.market(t, code, largest)
}

// depends reads what of the maker's exports each source made, in all years at hand.
func (r *request) depends(t *subject, maker, source string) (*dependence, error) {
	a, err := r.ask(asking{measure: "va-origin", level: "sector", tables: t.all(), economies: []string{maker}})
	if err != nil {
		return nil, err
	}
	d := &dependence{t: t, maker: maker, source: source, all: a, first: t.years[0], last: t.Year,
		shares: map[[2]string]map[int]float64{}, exports: map[string]float64{}}
	for i := range a.Rows() {
		key := [2]string{a.text(i, "source"), a.text(i, "industry")}
		if d.shares[key] == nil {
			d.shares[key] = map[int]float64{}
		}
		year := t.Year
		if c := a.Column("year"); c != nil {
			year = int(c.Ints[i])
		}
		d.shares[key][year] = a.value(i, "share")
		if year == t.Year {
			d.exports[key[1]] += a.value(i, "va")
		}
	}
	if d.industry, err = r.industryOf(t, "industry", d.most()); err != nil {
		return nil, err
	}
	return d, nil
}

// share is what a source made of an industry's exports in a year, NaN where there were none.
func (d *dependence) share(source, industry string, year int) float64 {
	if v, ok := d.shares[[2]string{source, industry}][year]; ok {
		return v
	}
	return math.NaN()
}

// mostOf is the least part of an economy's exports that an industry makes to lead a sentence.
const mostOf = .005

// ranked are the industries by how much of their exports the source made, those that hardly export left out.
func (d *dependence) ranked() []string {
	total := 0.0
	for _, v := range d.exports {
		total += v
	}
	list := slices.DeleteFunc(slices.Clone(d.t.Industries), func(c string) bool {
		return !(d.exports[c] > mostOf*total) || math.IsNaN(d.share(d.source, c, d.last))
	})
	slices.SortStableFunc(list, func(a, b string) int {
		return cmp.Compare(d.share(d.source, b, d.last), d.share(d.source, a, d.last))
	})
	return list
}

// most is the industry that depends most on the source.
func (d *dependence) most() string {
	if list := d.ranked(); len(list) > 0 {
		return list[0]
	}
	return d.t.Industries[0]
}

func (d *dependence) names(r *request) map[string]any {
	return map[string]any{
		"name":     nameOf(d.t, d.maker),
		"partner":  nameOf(d.t, d.source),
		"industry": d.t.Table.IndustryName(d.industry),
		"now": d.share(
			d.source,
			d.industry,
			d.last,
		),
		"then":    d.share(d.source, d.industry, d.first),
		"year":    d.last,
		"from":    d.first,
		"to":      d.t.years[len(d.t.years)-1],
		"chosen":  r.Get("industry") != "",
		"several": d.first != d.last,
	}
}

func (d *dependence) say(r *request) ([]string, []Term) {
	data := d.names(r)
	central := []Term{{r.Percent(data["now"].(float64)), r.Say("dependency.central", data)}}
	if d.first != d.last {
		central = append(central, Term{r.Percent(data["then"].(float64)), r.Say("dependency.central-then", data)})
	}
	out := []string{r.Say("dependency.answer", data)}
	list := d.ranked()
	if len(list) > 3 {
		var others []string
		for _, c := range list {
			if c != d.industry && len(others) < 3 {
				others = append(
					others,
					r.Say(
						"dependency.one",
						map[string]any{"industry": d.t.Table.IndustryName(c), "share": d.share(d.source, c, d.last)},
					),
				)
			}
		}
		out = append(out, r.Say("dependency.next", map[string]any{"others": others}))
	}
	return out, central
}

// call gives the rows of all years.
func (d *dependence) call(partner string) *Call {
	c := NewCall(
		d.all.call.question,
	).With("id", "va-origin").
		With("table", d.t.all()...).
		With("level", "sector").
		With("economy", d.maker)
	return c.With("partner", partner)
}

// years draws the source's share in the industries that depend most on it.
func (d *dependence) years(r *request, id string) Section {
	data := d.names(r)
	shown := append([]string{d.industry}, slices.DeleteFunc(d.ranked(), func(c string) bool { return c == d.industry })...)
	shown = shown[:min(dependLines, len(shown))]
	f := &Figure{
		ID:     id + "-picture",
		Title:  r.Say("dependency.years-title", data),
		Alt:    r.Say("dependency.years-alt", data),
		Source: result.SourceLine(d.all.Provenance.Sources),
		Mark:   "own",
	}
	field := &Field{Field: "value", Label: r.Say("dependency.axis", data), Format: "percent"}
	f.Kind, f.X, f.Y, f.Group = "lines", &Field{Field: "year", Label: r.Say("control.year"), Format: "year"}, field, "name"
	years := d.t.years
	if len(years) < 2 {
		f.Kind, f.X, f.Y, f.Group = "bars", field, &Field{Field: "name"}, ""
	}
	for _, c := range shown {
		for _, y := range years {
			f.Rows = append(
				f.Rows,
				Row{"name": d.t.Table.IndustryName(c), "year": y, "value": d.share(d.source, c, y), "own": c == d.industry},
			)
		}
	}
	rows := d.all.where(func(i int) bool { return d.all.text(i, "source") == d.source })
	return Section{
		ID:     id,
		Title:  r.Say("dependency.years", data),
		Lead:   r.Say("dependency.years-lead", data),
		Figure: f,
		Terms:  d.all.terms("va", "share"),
		Table:  TableOf(rows.Frame, naming(d.t.Table), "year", "industry", "va", "share"),
		Rows:   d.call(d.source),
	}
}

// sources compares who else makes what is inside the industry's exports: the alternatives there are.
func (d *dependence) sources(r *request) Section {
	data := d.names(r)
	list := slices.DeleteFunc(slices.Clone(d.t.Economies), func(c string) bool { return c == d.maker })
	slices.SortStableFunc(list, func(a, b string) int {
		return cmp.Compare(d.share(b, d.industry, d.last), d.share(a, d.industry, d.last))
	})
	f := &Figure{
		Kind:  "dumbbell",
		ID:    "sources-ends",
		Title: r.Say("dependency.sources-title", data),
		Alt:   r.Say("dependency.sources-alt", data),
		Mark:  "own",
		Href:  "href",
		X: &Field{
			Field:  "value",
			Label:  r.Say("dependency.axis-any", data),
			Format: "percent",
		},
		Y:      &Field{Field: "name"},
		Group:  "end",
		Source: result.SourceLine(d.all.Provenance.Sources),
		Color: &Color{
			Field:  "end",
			Order:  []string{"then", "now"},
			Labels: map[string]string{"then": strconv.Itoa(d.first), "now": strconv.Itoa(d.last)},
		},
	}
	if d.first == d.last {
		f.Color.Order = []string{"now"}
	}
	for _, c := range list[:min(dependRows, len(list))] {
		for _, end := range f.Color.Order {
			year := d.last
			if end == "then" {
				year = d.first
			}
			f.Rows = append(
				f.Rows,
				Row{
					"name":  nameOf(d.t, c),
					"end":   end,
					"value": d.share(c, d.industry, year),
					"own":   c == d.source,
					"href":  r.here("partner", c),
				},
			)
		}
	}
	rows := d.all.where(
		func(i int) bool { return d.all.text(i, "industry") == d.industry && d.all.text(i, "source") != d.maker },
	)
	return Section{
		ID:     "sources",
		Title:  r.Say("dependency.sources", data),
		Lead:   r.Say("dependency.sources-lead", data),
		Figure: f,
		Table: TableOf(
			rows.Frame,
			naming(d.t.Table),
			"year",
			"source",
			"va",
			"share",
		),
		Rows: d.call("").With("industry", d.industry),
	}
}

// matrix shows every industry against the largest sources of the last year.
func (d *dependence) matrix(r *request) Section {
	data := d.names(r)
	size := func(source string) (sum float64) {
		for _, c := range d.t.Industries {
			if v := d.share(source, c, d.last); !math.IsNaN(v) {
				sum += v * d.exports[c]
			}
		}
		return sum
	}
	list := slices.DeleteFunc(slices.Clone(d.t.Economies), func(c string) bool { return c == d.maker })
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(size(b), size(a)) })
	list = list[:min(8, len(list))]
	f := &Figure{
		Kind:  "matrix",
		ID:    "industry-by-source",
		Title: r.Say("dependency.matrix-title", data),
		Alt:   r.Say("dependency.matrix-alt", data),
		Y:     &Field{Field: "industry"},
		Group: "source",
		X: &Field{
			Field:  "value",
			Label:  r.Say("dependency.axis-any", data),
			Format: "percent",
		},
		Color: &Color{Field: "value", Scale: "sequential", Format: "percent"},
		Href:  "href",
	}
	for _, c := range d.ranked() {
		for _, s := range list {
			f.Rows = append(
				f.Rows,
				Row{
					"industry": d.t.Table.IndustryName(c),
					"source":   nameOf(d.t, s),
					"value":    d.share(s, c, d.last),
					"href":     r.here("partner", s, "industry", c),
				},
			)
		}
	}
	return Section{ID: "matrix", Title: r.Say("dependency.matrix"), Lead: r.Say("dependency.matrix-lead", data), Figure: f}
}

// above lists the pairs of industry and source over a threshold that the reader sets.
func (d *dependence) above(r *request) Section {
	data := d.names(r)
	text := cmp.Or(r.Get("threshold"), threshold)
	least, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(least) || least < 0 || least > 100 {
		r.replaced(text, threshold)
		text = threshold
		least, _ = strconv.ParseFloat(text, 64) // a constant
	}
	rows := d.all.where(func(i int) bool {
		year := d.last
		if c := d.all.Column("year"); c != nil {
			year = int(c.Ints[i])
		}
		return year == d.last && d.all.text(i, "source") != d.maker && d.all.value(i, "share") >= least/100
	}).sorted("share")
	t := &Table{
		Total: rows.Rows(),
		Header: []Head{
			{Label: r.Say("control.industry")},
			{Label: r.Say("dependency.partner")},
			{Label: strconv.Itoa(d.last), Unit: "share", Number: true},
		},
	}
	if d.first != d.last {
		t.Header = append(t.Header, Head{Label: strconv.Itoa(d.first), Unit: "share", Number: true})
	}
	for i := range rows.Rows() {
		s, c := rows.text(i, "source"), rows.text(i, "industry")
		cells := []Cell{
			{Text: d.t.Table.IndustryName(c), Href: r.here("partner", s, "industry", c)},
			{Text: nameOf(d.t, s)},
			shareCell(rows.value(i, "share")),
		}
		if d.first != d.last {
			cells = append(cells, shareCell(d.share(s, c, d.first)))
		}
		t.Rows = append(t.Rows, cells)
	}
	data["n"], data["least"] = rows.Rows(), least/100
	return Section{ID: "above", Title: r.Say("dependency.above"), Lead: r.Say("dependency.above-lead", data), Table: t,
		Controls: []Control{
			{
				Kind:  "number",
				Name:  "threshold",
				Label: r.Say("dependency.threshold"),
				Value: text,
				Min:   "0",
				Max:   "100",
				Step:  "1",
				Unit:  "%",
			},
		}, Rows: d.call("")}
}

// shareCell is a cell of a share.
func shareCell(v float64) Cell {
	if math.IsNaN(v) {
		return Cell{Text: "–", Number: true}
	}
	return Cell{Text: Percent(v), Value: strconv.FormatFloat(v, 'g', -1, 64), Number: true}
}
