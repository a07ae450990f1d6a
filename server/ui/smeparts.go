package ui

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	questionfirms "ikat/question/firms"
	"ikat/result"
)

// datum is a row of the answer: what it is of, and the point estimate.
type datum struct {
	detail, unit string
	point        float64
	row          int
}

// data are the rows of one quantity, the largest first; what is not known is left out.
func (f *firms) data(quantity string) []datum {
	var out []datum
	for i := range f.rows.Rows() {
		if v := f.rows.Column("point").Floats[i]; f.rows.Column("quantity").Text(i) == quantity && !math.IsNaN(v) {
			out = append(out, datum{f.rows.Column("detail").Text(i), f.rows.Column("unit").Text(i), v, i})
		}
	}
	slices.SortStableFunc(out, func(a, b datum) int { return cmp.Compare(b.point, a.point) })
	return out
}

func (d datum) cell() Cell {
	text := Number(d.point, 0)
	if d.unit == "share" {
		text = Percent(d.point)
	}
	return Cell{Text: text, Value: strconv.FormatFloat(d.point, 'g', -1, 64), Number: true}
}

// head is the head of a column of one quantity.
func (f *firms) head(r *request, quantity string, unit string) Head {
	return Head{Name: quantity, Label: r.Say("smes." + quantity), Unit: unit, Kind: result.Estimate, Number: true}
}

// details shows quantities by industry, economy or product: the first as bars, all in the table.
func (f *firms) details(
	r *request,
	id, key string,
	name func(column, code string) string,
	quantities ...string,
) Section {
	data := f.data(quantities[0])
	s := Section{ID: id, Title: r.Say("smes." + id), Lead: r.Say("smes." + id + "-lead")}
	f.call(r, &s, false, false)
	if len(data) == 0 {
		return s
	}
	unit := data[0].unit
	format := format(unit)
	s.Figure = &Figure{
		Kind:  "bars",
		ID:    id + "-bars",
		Title: r.Say("smes."+id+"-title", map[string]any{"name": f.answer.Name, "year": f.t.Year}),
		Alt:   r.Say("smes.bars-alt"),
		X: &Field{
			Field:  "value",
			Label:  r.Say("smes." + quantities[0]),
			Format: format,
			Unit:   unit,
		},
		Y: &Field{Field: "name", Label: r.Say(key)},
	}
	s.Table = &Table{Total: len(data), Header: []Head{{Label: r.Say(key)}, f.head(r, quantities[0], unit)}}
	others := make([]map[string]datum, len(quantities))
	for n, q := range quantities[1:] {
		others[n] = map[string]datum{}
		for _, d := range f.data(q) {
			others[n][d.detail] = d
			unit = d.unit
		}
		s.Table.Header = append(s.Table.Header, f.head(r, q, unit))
		s.Terms = append(s.Terms, Term{r.Say("smes." + q), r.Say("smes." + q + "-means")})
	}
	for i, d := range data[:min(len(data), tableRows)] {
		row := Row{"name": name("", d.detail), "value": d.point}
		cells := []Cell{{Text: name("", d.detail)}, d.cell()}
		for n, q := range quantities[1:] {
			cells = append(cells, others[n][d.detail].cell())
			row[q] = others[n][d.detail].point
			if i == 0 {
				s.Figure.Tip = append(s.Figure.Tip, Field{Field: q, Label: r.Say("smes." + q), Format: "percent"})
			}
		}
		if i < shownFirms {
			s.Figure.Rows = append(s.Figure.Rows, row)
		}
		s.Table.Rows = append(s.Table.Rows, cells)
	}
	return s
}

// ways shows how small firms earn in exports: in their own, and as suppliers of others'.
func (f *firms) ways(r *request) Section {
	s := Section{ID: "ways", Title: r.Say("smes.ways"), Lead: r.Say("smes.ways-lead")}
	f.call(r, &s, false, false)
	s.Figure = &Figure{
		Kind:  "bars",
		ID:    "ways-bars",
		Title: r.Say("smes.ways-title", map[string]any{"name": f.answer.Name, "year": f.t.Year}),
		Alt:   r.Say("smes.bars-alt"),
		X: &Field{
			Field:  "value",
			Label:  r.Say("smes.sme_va_in_exports"),
			Format: "money",
			Unit:   f.answer.Unit,
		},
		Y: &Field{Field: "name"},
	}
	s.Table = &Table{Header: []Head{{Label: r.Say("smes.way")}, f.head(r, "sme_va_in_exports", f.answer.Unit)}}
	for _, q := range []string{"sme_va_in_exports_direct", "sme_va_in_exports_through_smes",
		"sme_va_in_exports_through_large", "sme_va_in_exports", "large_va_in_exports", "va_in_exports"} {
		for _, d := range f.data(q) {
			s.Table.Rows = append(s.Table.Rows, []Cell{{Text: r.Say("smes." + q)}, d.cell()})
			if len(s.Table.Rows) <= 3 {
				s.Figure.Rows = append(s.Figure.Rows, Row{"name": r.Say("smes." + q), "value": d.point})
				s.Terms = append(s.Terms, Term{r.Say("smes." + q), r.Say("smes." + q + "-means")})
			}
		}
	}
	s.Table.Total = len(s.Table.Rows)
	return s
}

// sizes splits the terms of exports by firm size.
func (f *firms) sizes(r *request) Section {
	s := Section{ID: "sizes", Title: r.Say("smes.sizes"), Lead: r.Say("smes.sizes-lead")}
	f.call(r, &s, false, false)
	parts := []string{"sme", "large"}
	s.Figure = &Figure{
		Kind:  "bars",
		ID:    "sizes-bars",
		Title: r.Say("smes.sizes-title", map[string]any{"name": f.answer.Name, "year": f.t.Year}),
		Alt:   r.Say("smes.sizes-alt"),
		X:     &Field{Field: "value", Format: "money", Unit: f.answer.Unit},
		Y:     &Field{Field: "name"},
		Color: &Color{
			Field:  "part",
			Order:  parts,
			Labels: map[string]string{"sme": r.Say("smes.small"), "large": r.Say("smes.large")},
		},
	}
	s.Table = &Table{Header: []Head{{Label: r.Say("smes.term")}}}
	for _, c := range []struct {
		key  string
		kind result.Kind
	}{{"small", result.Estimate}, {"large", result.Estimate}, {"all", result.Accounting}} {
		s.Table.Header = append(
			s.Table.Header,
			Head{Label: r.Say("smes." + c.key), Unit: f.answer.Unit, Kind: c.kind, Number: true},
		)
	}
	for _, t := range f.answer.Sizes {
		cells := []Cell{{Text: t.Label}}
		for _, v := range []float64{t.Small, t.Large, t.Total} {
			cells = append(cells, datum{point: v}.cell())
		}
		s.Table.Rows = append(s.Table.Rows, cells)
		s.Figure.Rows = append(
			s.Figure.Rows,
			Row{"name": t.Label, "part": "sme", "value": t.Small},
			Row{"name": t.Label, "part": "large", "value": t.Large},
		)
	}
	s.Table.Total = len(s.Table.Rows)
	return s
}

// everyone compares the economies of the table that have statistics; nil where there are none that agree with it.
func (f *firms) everyone(r *request, v *View) (*Section, error) {
	rows, err := questionfirms.Compare(r, r.site.engine, f.q, nil)
	if err != nil {
		if isMissing(err) {
			return nil, nil
		}
		return nil, err
	}
	v.about(rows)
	a := &answer{rows, nil}
	ends := []string{"direct_exports", "va_in_exports"}
	fig := &Figure{
		Kind:  "dumbbell",
		ID:    "everyone-ends",
		Title: r.Say("smes.everyone-title", map[string]any{"year": f.t.Year}),
		Alt:   r.Say("smes.everyone-alt"),
		X:     &Field{Field: "value", Label: r.Say("smes.share"), Format: "percent"},
		Y: &Field{
			Field: "name",
		},
		Group: "end",
		Mark:  "own",
		Href:  "href",
		Color: &Color{Field: "end", Order: ends, Labels: map[string]string{}},
	}
	for _, end := range ends {
		fig.Color.Labels[end] = a.Column(end).Label
	}
	t := TableOf(
		rows,
		nil,
		"name",
		"value_added",
		"direct_exports",
		"va_in_exports",
		"direct",
		"through_smes",
		"through_large",
		"dependence",
		"amount",
	)
	for i := range rows.Rows() {
		code := a.text(i, "economy")
		t.Rows[i][0].Href = r.here("economy", code)
		for _, end := range ends {
			fig.Rows = append(
				fig.Rows,
				Row{
					"name":  a.text(i, "name"),
					"end":   end,
					"value": a.value(i, end),
					"own":   code == f.q.Economy,
					"href":  r.here("economy", code),
				},
			)
		}
	}
	s := &Section{
		ID:     "everyone",
		Title:  r.Say("smes.everyone"),
		Lead:   r.Say("smes.everyone-lead"),
		Figure: fig,
		Table:  t,
		Rows:   NewCall(questionfirms.SMEs).With("table", f.t.ref),
		Terms: a.terms(
			"value_added",
			"direct_exports",
			"va_in_exports",
			"direct",
			"through_smes",
			"through_large",
			"dependence",
		),
	}
	if f.q.Statistics != "" {
		s.Rows, s.Command = nil, s.Rows.Command()+" --stats FILE"
	}
	return s, nil
}

// statistics are what the estimate rests on, with room for the reader's own.
func (f *firms) statistics(r *request) Section {
	s := Section{ID: "statistics", Title: r.Say("smes.statistics"), Lead: r.Say("smes.statistics-lead"),
		Controls: []Control{
			{
				Kind:  "area",
				Name:  "statistics",
				Label: r.Say("smes.own"),
				Help:  r.Say("smes.own-help"),
				Value: f.q.Statistics,
			},
		}}
	all, err := f.q.AllStatistics()
	if err != nil {
		return s
	}
	own, err := all.Of(f.q.Economy)
	if err != nil {
		return s
	}
	s.Table = &Table{
		Header: []Head{
			{Label: r.Say("control.industry")},
			{Label: r.Say("smes.indicator")},
			{Label: r.Say("smes.value"), Number: true},
			{Label: r.Say("smes.low"), Number: true},
			{Label: r.Say("smes.high"), Number: true},
			{Label: r.Say("data.source")},
		},
	}
	for _, one := range own {
		cells := []Cell{{Text: r.Say("smes.whole")}, {Text: r.Say("smes.of-" + string(one.Indicator))}}
		if one.Industry != "" {
			cells[0].Text = naming(f.t.Table)("industry", one.Industry)
		}
		for _, v := range []float64{one.Value, one.Low, one.High} {
			cell := Cell{
				Text:   strconv.FormatFloat(100*v, 'g', 6, 64) + "%",
				Value:  strconv.FormatFloat(v, 'g', -1, 64),
				Number: true,
			}
			if one.Indicator == "persons" {
				cell.Text = Number(v, 0)
			}
			cells = append(cells, cell)
		}
		s.Table.Rows = append(s.Table.Rows, append(cells, Cell{Text: one.Source}))
	}
	s.Table.Total = len(s.Table.Rows)
	return s
}
